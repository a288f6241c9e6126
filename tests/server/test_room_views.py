"""What is sent again and what is not: a view that says nothing new stays, and no screen takes itself for one that is behind."""

import gevent
import msgspec
import pytest

from flow.commands import CallNext, ClaimPaper, FinishTicket, OpenCounter, ReportPaper, TakeTicket
from flow.paper import PaperState
from flow.plan import MINUTE
from flow.tickets import Outcome
from screen.roles import Role
from server.access import Access
from server.connected import Connected
from server.journal.people import People
from server.room_views import SKIPPED_MOST, RoomViews
from server.screens import SCREENS
from tests.server.hall_of_screens import Hall


class Screen:
    """A screen as its page behaves: it keeps the newest view, and asks for another when a tick names a newer one."""

    def __init__(self, client) -> None:
        self.client = client
        self.views: list[dict] = []
        self.refreshes = 0
        self.take()

    def take(self) -> int:
        """Takes what has come; how many views that was."""
        before = len(self.views)
        for news in self.client.get_received():
            if news["name"] == "view":
                self.views.append(news["args"][0])
            elif news["name"] == "tick" and news["args"][0]["version"] > self.views[-1]["version"]:
                self.refreshes += 1
                self.client.emit("refresh")
        return len(self.views) - before

    @property
    def says(self) -> dict:
        """What it shows, without the version and the moment."""
        return {name: value for name, value in self.views[-1].items() if name not in ("version", "now")}


@pytest.fixture
def hall(bureau, tmp_path, settings):
    """Lens's screens."""
    people = People(tmp_path / "people.db")
    yield Hall(bureau, Access(people, settings.languages, bureau.clock), tmp_path)
    people.close()


def _tick(hall, *screens: Screen) -> None:
    hall.live._emit_tick()
    for screen in screens:
        screen.take()
        screen.take()


def _print(hall, ticket: str) -> None:
    """A step of its paper that no screen but the kiosk's shows."""
    hall.bureau.do(ClaimPaper(ticket, 1, "entree"), role="printer")


def test_a_change_that_a_room_does_not_show_sends_it_nothing_and_its_screen_does_not_ask(hall):
    display = Screen(hall.connect("display", Role.DISPLAY))
    ticket = hall.bureau.do(TakeTicket("parcel_notice")).ticket
    hall.live.push()
    assert display.take() == 1

    _print(hall, ticket)
    hall.live.push()
    _tick(hall, display)

    assert (len(display.views), display.refreshes) == (2, 0)
    assert display.views[-1]["version"] < hall.bureau.office.state.version


def test_what_the_clock_alone_changes_is_sent(hall):
    console = Screen(hall.connect("console", Role.CONSOLE, staff=True))
    hall.bureau.do(TakeTicket("parcel_notice"))
    hall.live.push()
    console.take()

    hall.bureau.clock.now += 5_000
    hall.live.push()
    assert console.take() == 0, "nobody waits a minute longer yet"
    hall.bureau.clock.now += MINUTE
    hall.live.push()

    assert console.take() == 1
    assert console.views[-1]["version"] == console.views[-2]["version"], "no event: the clock"


def test_a_screen_that_connects_gets_the_view_at_once_and_the_others_nothing(hall):
    first = Screen(hall.connect("display", Role.DISPLAY))
    ticket = hall.bureau.do(TakeTicket("parcel_notice")).ticket
    hall.live.push()
    first.take()
    _print(hall, ticket)

    second = Screen(hall.connect("display", Role.DISPLAY))
    hall.live.push()
    _tick(hall, first, second)

    assert (len(first.views), len(second.views)) == (2, 1)
    assert second.views[0]["version"] == hall.bureau.office.state.version
    assert first.says == second.says
    assert (first.refreshes, second.refreshes) == (0, 0)


def test_a_screen_that_connects_after_time_has_passed_leaves_no_other_behind(hall):
    first = Screen(hall.connect("console", Role.CONSOLE, staff=True))
    hall.bureau.do(TakeTicket("parcel_notice"))
    hall.live.push()
    first.take()
    hall.bureau.clock.now += 2 * MINUTE

    second = Screen(hall.connect("console", Role.CONSOLE, staff=True))
    hall.live.push()
    first.take()

    assert first.says == second.says


def _behind(hall, monkeypatch) -> dict[str, bool]:
    """Which screens take nothing, by sid: to be changed."""
    stalled = dict[str, bool]()
    sids = {id(here): sid for sid, here in hall.live._connected.items()}
    monkeypatch.setattr(Connected, "is_behind", property(lambda here: stalled.get(sids[id(here)], False)))
    return stalled


def test_a_message_that_was_lost_heals_itself_by_the_tick(hall, monkeypatch):
    display = Screen(hall.connect("display", Role.DISPLAY))
    (sid,) = hall.live._connected
    stalled = _behind(hall, monkeypatch)

    stalled[sid] = True
    hall.bureau.do(TakeTicket("parcel_notice"))
    hall.live.push()
    assert display.take() == 0
    stalled[sid] = False
    _tick(hall, display)

    assert display.refreshes == 1
    assert display.says["flows"][0]["waiting"] == 1


def test_a_screen_that_was_passed_over_gets_the_view_although_it_is_no_news_to_its_room(hall, monkeypatch):
    slow, quick = (Screen(hall.connect("display", Role.DISPLAY)) for _ in range(2))
    stalled = _behind(hall, monkeypatch)
    sid = next(iter(hall.live._connected))

    stalled[sid] = True
    hall.bureau.do(TakeTicket("parcel_notice"))
    hall.live.push()
    assert (slow.take(), quick.take()) == (0, 1)
    stalled[sid] = False
    hall.live.push()

    assert (slow.take(), quick.take()) == (1, 0)
    assert slow.says == quick.says


def test_a_room_that_cannot_be_drawn_asks_again_at_each_tick(hall, monkeypatch):
    display = Screen(hall.connect("display", Role.DISPLAY))
    with monkeypatch.context() as broken:
        broken.setattr(RoomViews, "_view", lambda _views, _room, _now: 1 / 0)
        hall.bureau.do(TakeTicket("parcel_notice"))
        hall.live.push()
        _tick(hall, display)
    assert (len(display.views), display.refreshes) == (1, 1)
    hall.live._connected[next(iter(hall.live._connected))].refreshed_at = 0.0

    _tick(hall, display)

    assert display.says["flows"][0]["waiting"] == 1


def test_counters_each_have_their_own_view_and_the_one_that_did_not_change_gets_none(hall):
    first, two = (Screen(hall.connect("counter", Role.COUNTER, place, staff=True)) for place in ("1", "2"))
    hall.live.push()
    for screen in (first, two):
        screen.take()

    hall.bureau.do(OpenCounter("1"))
    hall.live.push()

    assert (first.take(), two.take()) == (1, 0)
    assert first.says["desk"] == "open"


def test_a_full_room_sends_each_of_those_that_lack_it_one_view(hall, monkeypatch):
    screens = [Screen(hall.connect("display", Role.DISPLAY)) for _ in range(SKIPPED_MOST + 3)]
    stalled = _behind(hall, monkeypatch)
    late = list(hall.live._connected)[:2]
    hall.live.push()

    stalled.update(dict.fromkeys(late, True))
    hall.bureau.do(TakeTicket("parcel_notice"))
    hall.live.push()
    assert [screen.take() for screen in screens] == [0, 0] + [1] * (SKIPPED_MOST + 1)
    stalled.clear()
    hall.live.push()

    assert [screen.take() for screen in screens] == [1, 1] + [0] * (SKIPPED_MOST + 1)


def test_every_view_begins_with_its_version_and_its_moment():
    shapes = [screen.shape for screen in SCREENS if screen.shape is not None]

    assert {msgspec.structs.fields(shape)[:2] and shape.__struct_fields__[:2] for shape in shapes} == {
        ("version", "now")
    }
    assert all(not shape.__struct_config__.omit_defaults for shape in shapes)


def test_a_day_of_taps_shows_each_screen_what_a_fresh_one_would_show(hall):
    """Whatever was not sent: after each step a screen that was there all along shows what one shows that has just come."""
    screens = [
        Screen(hall.connect("display", Role.DISPLAY)),
        Screen(hall.connect("console", Role.CONSOLE, staff=True)),
        Screen(hall.connect("counter", Role.COUNTER, "1", staff=True)),
        Screen(hall.connect("manager", Role.MANAGER, staff=True)),
    ]
    hall.bureau.do(OpenCounter("1"))
    sent = 0
    for number in range(12):
        ticket = hall.bureau.do(TakeTicket("parcel_notice")).ticket
        for step in (
            ClaimPaper(ticket, 1, "entree"),
            ReportPaper(ticket, 1, "entree", PaperState.PRINTED if number % 3 else PaperState.UNCERTAIN),
            CallNext("1"),
            FinishTicket(ticket, Outcome.SERVED),
        ):
            hall.bureau.do(step)
            hall.bureau.clock.now += 20_000
            hall.live.push()
            for screen, here in zip(screens, hall.live._connected.values(), strict=True):
                sent += screen.take()
                fresh = hall.live._views.draw(here.room)
                assert {"version": 0, "now": 0} | screen.says == {"version": 0, "now": 0} | {
                    name: value
                    for name, value in msgspec.json.decode(fresh.wire).items()
                    if name not in ("version", "now")
                }
    gevent.sleep(0)
    assert 0 < sent < 12 * 4 * len(screens)
