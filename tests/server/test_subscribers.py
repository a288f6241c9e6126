"""What hangs on an office: each hears what was stored, after the commit, in order, and none of them is in another's way."""

import gevent
import gevent.event
import pytest
from structlog.testing import capture_logs

from flow.commands import CallNext, FinishTicket, OpenCounter, TakeTicket
from flow.events import JournalEntry, TicketCalled
from flow.kiosk_commands import UnlockKiosk
from flow.tickets import Outcome
from flow.time_commands import HoldClock, TrustClock
from mediation.events import AnyEntry
from server.subscribers import Missed, NextNews, Subscribers
from server.time.clock import DAY_MS


class Messages:
    """What an « SMS when called » would be: one subscriber, in place of the network a list."""

    def __init__(self) -> None:
        self.sent: list[tuple[int, str, str]] = []

    def hear(self, news):
        """A message to whoever is called."""
        match news:
            case JournalEntry(seq=seq, event=TicketCalled(ticket=ticket, counter=counter)):
                self.sent.append((seq, ticket, counter))


class Broken:
    """Raises whatever it is told."""

    tried = 0

    def hear(self, _news):
        """Never returns well."""
        self.tried += 1
        raise RuntimeError("broken")


class Asleep:
    """Takes the first, and is not back before it is woken."""

    def __init__(self) -> None:
        self.woken = gevent.event.Event()
        self.heard: list[object] = []

    def hear(self, news):
        """Waits as long as a network may."""
        self.woken.wait()
        self.heard.append(news)


def _entries(bureau) -> list[AnyEntry]:
    return list(bureau.journal.open_day()[1])


def _calls(bureau, times: int) -> None:
    for _ in range(times):
        bureau.do(TakeTicket("parcel_notice"))
        gevent.sleep(0)
        called = bureau.do(CallNext("1"))
        bureau.do(FinishTicket(called.ticket, Outcome.SERVED))
        bureau.clock.now += 60_000


def test_a_message_goes_out_for_each_call_once_and_in_order_beside_one_that_fails_and_one_that_sleeps(bureau):
    broken, asleep, messages = Broken(), Asleep(), Messages()
    for subscriber in (broken, asleep, messages):
        bureau.office.subscribe(subscriber.hear)
    bureau.do(OpenCounter("1"))

    with capture_logs() as logs:
        _calls(bureau, 5)
        gevent.idle()

    called = [(e.seq, e.event.ticket, e.event.counter) for e in _entries(bureau) if isinstance(e.event, TicketCalled)]
    assert len(called) == 5
    assert messages.sent == called
    assert broken.tried == len(bureau.heard())
    assert {line["subscriber"] for line in logs if line["event"] == "subscriber_fault"} == {"Broken.hear"}
    assert asleep.heard == []


def test_each_entry_is_heard_after_its_commit_once_and_in_the_journals_order(bureau):
    stored = []
    bureau.office.subscribe(lambda news: stored.append((news.seq, bureau.journal.last_seq() >= news.seq)))
    begun = bureau.office.state.version

    for _ in range(5):
        bureau.do(TakeTicket("parcel_notice"))
    gevent.idle()

    assert stored == [(seq, True) for seq in range(begun + 1, bureau.office.state.version + 1)]


def test_what_follows_from_an_entry_is_heard_after_it(bureau):
    bureau.office._do(HoldClock(DAY_MS))

    assert bureau.do(TrustClock(DAY_MS), role="manager").ok

    heard = [entry.seq for entry in bureau.heard()]
    assert heard == sorted(heard)
    assert heard[-1] == bureau.office.state.version
    assert len(heard) > 2, "the day that opened then is not among them: this test is blind"


def test_no_subscriber_runs_before_the_tap_is_answered(bureau):
    heard = []
    bureau.office.subscribe(heard.append)

    answer = bureau.do(TakeTicket("parcel_notice"))

    assert answer.ok
    assert heard == []
    gevent.idle()
    assert [entry.seq for entry in heard] == [answer.version]


def test_nothing_is_heard_of_what_was_refused_or_not_stored(bureau):
    before = len(bureau.heard())

    assert not bureau.do(CallNext("1")).ok

    assert len(bureau.heard()) == before


def _burst(first: int, last: int) -> list[AnyEntry]:
    return [JournalEntry(seq, 0, None, None) for seq in range(first, last + 1)]


def test_one_that_is_far_behind_is_told_from_where_and_hears_what_comes_after():
    subscribers, asleep = Subscribers(), Asleep()
    subscribers.add(asleep.hear, most=10)

    subscribers.publish(_burst(1, 1))
    gevent.idle()
    for seq in range(2, 200):
        subscribers.publish(_burst(seq, seq))
    asleep.woken.set()
    gevent.idle()
    subscribers.publish(_burst(200, 201))
    gevent.idle()

    seqs = [news.seq for news in asleep.heard if isinstance(news, JournalEntry)]
    assert asleep.heard[1] == Missed(2, 199)
    assert seqs == [1, 200, 201]


def test_what_changed_nothing_is_no_news_for_one_that_is_far_behind_either(bureau):
    asleep = Asleep()
    bureau.office._subscribers.add(asleep.hear, most=1)
    bureau.do(TakeTicket("parcel_notice"))
    gevent.idle()
    for _ in range(3):
        bureau.do(TakeTicket("parcel_notice"))
    behind = bureau.office.state.version

    assert bureau.do(UnlockKiosk()).ok
    asleep.woken.set()
    gevent.idle()

    assert bureau.office.state.version == behind
    assert asleep.heard[1] == Missed(behind - 2, behind)


@pytest.mark.parametrize("size", [1, 3, 11, 40])
def test_no_more_is_kept_for_one_that_is_behind_than_may_wait(size):
    subscribers, asleep = Subscribers(), Asleep()
    subscribers.add(asleep.hear, most=10)

    for first in range(1, 2_000, size):
        subscribers.publish(_burst(first, first + size - 1))

    (subscription,) = subscribers._subscriptions
    assert len(subscription._waiting) <= 10


def test_one_that_missed_some_reads_a_state_that_has_them_all_and_nothing_that_it_is_told_later(bureau):
    seen = []

    def hear(news):
        seen.append((news, bureau.office.state.version))
        gevent.sleep(0)

    bureau.office._subscribers.add(hear, most=3)
    for _ in range(8):
        bureau.do(TakeTicket("parcel_notice"))
    missed = bureau.office.state.version
    gevent.sleep(0)
    gevent.sleep(0)
    bureau.do(TakeTicket("parcel_notice"))
    gevent.idle()

    assert seen[0] == (Missed(missed - 7, missed), missed)
    assert [news.seq for news, _version in seen[1:]] == [missed + 1]


def test_whoever_waits_for_the_next_news_is_woken_by_it_and_by_none_before(bureau):
    news = NextNews(bureau.office)
    bureau.do(TakeTicket("parcel_notice"))
    gevent.idle()
    stored = news.stored
    assert not stored.is_set()

    bureau.do(TakeTicket("parcel_notice"))
    gevent.idle()

    assert stored.is_set()
    assert not news.stored.is_set()
