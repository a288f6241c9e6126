"""Any past put back at any moment: whoever knows something of what was given is heard, and no number comes twice.

The machine plays a queue, keeps each state that it was in as a copy, and puts any of them back: with a witness that is exact or some
numbers behind, with none, or with a screen that saw more. The book (what was given, and when) is on no copy.
"""

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from msgspec.structs import replace
from queue_day import PLAN, Day

from flow.commands import LeaveQueue, OpenDay, TakeTicket
from flow.fence import NUMBERS_AHEAD, NUMBERS_AN_HOUR, Loss, Sight, surely_free, tells_of_loss
from flow.fence_commands import ResumeJournal, SettleFence
from flow.plan import MINUTE
from flow.tickets import CLIENT, CLOCK
from tests.examples import examples

BEHIND = 50
"""So many numbers the witness may be behind after a power cut (server/witness.py)."""
HOUR = 60 * MINUTE
picks = st.integers(0, 10_000)


class Office(RuleBasedStateMachine):
    """Copies are put back as they come."""

    surely_free = staticmethod(surely_free)

    @initialize()
    def morning(self):
        self.day = Day(replace(PLAN, always_open=True))
        self.epochs = 0
        self.given: list[int] = []
        self.dealt_with: set[int] = set()
        self.copies = [(self.day.state, self.day.now, 0)]
        self.sights = [self.sight()]

    def sight(self):
        """What a screen sees now. The head stands for the whole past."""
        state = self.day.state
        return Sight(state.epoch, state.date, state.version, str(self.given), state.next_number)

    def resume(self, why, given, away_ms=None, seq=0):
        """As server/recovery/losses.py does."""
        state = self.day.state
        self.epochs += 1
        goes_on = self.surely_free(max(given, state.next_number - 1), away_ms)
        seq = max(seq, state.version)
        self.day.state = replace(state, version=seq + 1000)
        self.day.do(ResumeJournal(seq, goes_on, f"{self.epochs:016x}", why, given, self.day.now), CLOCK)

    @rule(count=st.integers(1, 40), minutes=st.integers(0, 30))
    def clients_come(self, count, minutes):
        for _ in range(min(count, max(1, (minutes + 1) * 75 // 60))):
            number = self.day.state.next_number
            self.day.do(TakeTicket("parcel"), CLIENT)
            self.given.append(number)
        self.day.after(minutes=minutes)
        self.copies.append((self.day.state, self.day.now, len(self.given)))
        self.sights.append(self.sight())

    @rule(pick=picks)
    def somebody_leaves(self, pick):
        open_ones = sorted(self.day.state.open)
        if open_ones:
            self.day.do(LeaveQueue(open_ones[pick % len(open_ones)]))

    @rule(pick=picks, behind=st.integers(0, BEHIND), why=st.sampled_from([Loss.RESTORED, Loss.RECOVERED, Loss.SHORTER]))
    def a_copy_is_put_back_beside_the_witness(self, pick, behind, why):
        last_given = max(self.given, default=0)
        version = self.day.state.version
        self.day.state = self.copies[pick % len(self.copies)][0]
        self.resume(why, max(last_given - behind, 0), seq=version)

    @rule(pick=picks)
    def a_copy_is_put_back_on_another_computer(self, pick):
        """No witness: since when the copy is, is all that is known."""
        state, then, _count = self.copies[pick % len(self.copies)]
        self.day.state = state
        # A fence of between, which the copy does not know, is no pace of clients: only a day without any is bounded by time.
        if not self.epochs:
            self.resume(Loss.RESTORED, 0, away_ms=self.day.now - then)
        else:
            self.resume(Loss.RESTORED, max(self.given, default=0))

    @rule(pick=picks)
    def the_whole_folder_is_put_back_and_a_screen_tells(self, pick):
        sight, seen_of = self.sight(), list(self.given)
        state, _then, count = self.copies[pick % len(self.copies)]
        self.day.state = state
        holds = sight.seq <= state.version and seen_of == self.given[:count]
        tells = tells_of_loss(sight, state.date, state.epoch, state.resumed_at, state.next_number, holds)
        if tells:
            self.resume(Loss.SEEN, sight.number - 1, seq=sight.seq)

    @rule()
    def it_is_dealt_with(self):
        fence = self.day.state.fence
        if fence is not None:
            self.dealt_with |= self.out()
            self.day.do(SettleFence(fence.goes_on))
            assert self.day.state.fence.settled

    @invariant()
    def no_number_comes_twice(self):
        if hasattr(self, "day"):
            assert len(self.given) == len(set(self.given))
            assert self.day.state.next_number > max(self.given, default=0)

    @invariant()
    def a_number_that_is_out_is_named(self):
        """Whoever holds a paper that the queue does not know is within what staff are told, or was looked after."""
        if not hasattr(self, "day") or not (out := self.out() - self.dealt_with):
            return
        fence = self.day.state.fence
        assert fence is not None
        assert not fence.settled
        assert fence.first <= min(out) <= max(out) < fence.goes_on

    def out(self):
        """The numbers that were given, and that the queue does not have."""
        tickets = (*self.day.state.open.values(), *self.day.state.closed.values())
        return set(self.given) - {ticket.number for ticket in tickets}


TestOffice = Office.TestCase
TestOffice.settings = examples(80, stateful_step_count=25)


@pytest.mark.slow
def test_a_leap_smaller_than_what_the_witness_may_lack_gives_a_number_twice():
    """The control: the same machine with a fence that only goes on above what is known."""

    class Lower(Office):
        surely_free = staticmethod(lambda last, away_ms=None: last + 1)

    machine = settings(
        max_examples=200, stateful_step_count=25, deadline=None, database=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck), print_blob=False,
    )  # fmt: skip
    with pytest.raises(AssertionError):
        run_state_machine_as_test(Lower, settings=machine)


@pytest.mark.parametrize(("last", "away_ms", "first"), [
    (0, None, 101), (100, None, 201), (101, None, 301), (130, None, 301), (200, None, 301), (201, None, 401),
    (110, 0, 301), (110, HOUR, 401), (110, 7 * HOUR, 1001), (110, -HOUR, 301),
])  # fmt: skip
def test_the_numbers_go_on_at_a_hundred_that_everybody_sees(last, away_ms, first):
    assert surely_free(last, away_ms) == first
    assert first - last > NUMBERS_AHEAD + (max(away_ms or 0, 0) // HOUR) * NUMBERS_AN_HOUR


def test_a_new_day_keeps_the_epoch_and_has_no_fence(day):
    day.do(OpenDay("2025-11-25", epoch="0" * 16), CLOCK)
    day.do(ResumeJournal(40, 301, "1" * 16), CLOCK)
    assert day.state.epochs == ("0" * 16, "1" * 16)

    day.do(OpenDay("2025-11-26", epoch=day.state.epoch), CLOCK)

    assert (day.state.epoch, day.state.fence, day.state.resumed_at) == ("1" * 16, None, 0)


def test_what_was_seen_is_told_once_and_only_of_its_day():
    sight = Sight("a" * 16, "2025-11-24", 400, "00", 120)

    assert tells_of_loss(sight, "2025-11-24", "a" * 16, 0, 111, holds=False)
    assert not tells_of_loss(sight, "2025-11-24", "a" * 16, 0, 130, holds=True)
    assert not tells_of_loss(sight, "2025-11-25", "a" * 16, 0, 111, holds=False)
    assert tells_of_loss(sight, "2025-11-24", "b" * 16, 0, 130, holds=False), "an epoch that the journal never was in"
    assert not tells_of_loss(sight, "2025-11-24", "b" * 16, 1401, 301, holds=False), "lost, and known to be"
    assert tells_of_loss(sight, "2025-11-24", "b" * 16, 1401, 115, holds=False), "more was given than anybody knew"
