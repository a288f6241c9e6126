"""Any day in any order: what holds after every command, whatever people press.

The machine plays an office and keeps a book of its own (queue_book.py); each invariant compares the two.
"""

import pytest
from counter_rules import Counters, counters
from hall_rules import Hall, picks
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from kiosk_rules import Kiosks, needs
from msgspec.structs import replace
from queue_book import Book
from queue_day import AGENT, MACHINES, MANAGER, MEDIATOR, TAGS, Day, plan_of, replayed
from queue_faults import forgets_to_uncount, loses_an_advance, takes_a_return_for_an_arrival, undoes_all_but_the_route
from walked_day import walked

from flow import commands as ask
from flow import hall_commands as hall
from flow.decide import decide
from flow.evolve import evolve
from flow.needs import Route
from flow.order import queue
from flow.paper import OUTCOMES
from flow.refusals import Reason, Refused
from flow.tickets import CLIENT, CLOCK, MoveReason, Outcome, ParkReason, State
from tests.examples import examples

stale = st.sampled_from([None, 0, 0, -1])
people = st.sampled_from([AGENT, MEDIATOR, MANAGER])


class Office(Hall, Kiosks, Counters, RuleBasedStateMachine):
    """People press what they like."""

    evolve = staticmethod(evolve)

    @initialize(opened=st.sets(counters), taken=st.lists(needs, min_size=3, max_size=7))
    def morning(self, opened, taken):
        self.day = Day(plan_of(always_open=True, machines=MACHINES), evolve=self.evolve)
        self.book = Book(self.day.state)
        for counter in sorted(opened):
            self.hand_in(ask.OpenCounter(counter))
        for need in taken:
            self.hand_in(ask.TakeTicket(need), CLIENT)

    def hand_in(self, command, by=AGENT):
        """The reason of the refusal, or None; the book follows."""
        was = self.day.state
        try:
            self.day.do(command, by)
        except Refused as refusal:
            assert self.day.state is was
            return refusal.reason
        for state in self.day.steps:
            self.book.follow(state)
        return None

    def pick(self, number):
        """A ticket of today, or one that never was."""
        tickets = sorted([*self.day.state.open, *self.day.state.closed])
        return tickets[number % len(tickets)] if tickets else "nobody"

    def seen(self, ticket, stale):
        any_ticket = self.day.state.any_ticket(ticket)
        return None if any_ticket is None or stale is None else any_ticket.rev + stale

    def hand_in_seen(self, command, by, stale):
        """As hand_in; a person who looked at an older ticket is always refused."""
        reason = self.hand_in(command, by)
        if stale == -1:
            unknown = (Reason.TAG_UNKNOWN, Reason.MACHINE_UNKNOWN)
            assert reason in (Reason.CHANGED_MEANWHILE, Reason.TICKET_UNKNOWN, Reason.TICKET_CLOSED, *unknown)
        return reason

    @rule(need=needs, legal=st.booleans(), route=st.sampled_from([None, None, *Route]))
    def take(self, need, legal, route):
        number = self.day.state.next_number
        broken = self.day.state.out_of_order
        if self.hand_in(ask.TakeTicket(need, legal=legal, route=route), CLIENT) is None:
            assert self.day.ticket(number).number == number
            assert route is not Route.MACHINE or any(need in m.needs and m.id not in broken for m in MACHINES)

    @rule(pick=picks, kind=st.sampled_from([ask.Recall, ask.MarkArrived, ask.LeaveQueue, ask.ReopenTicket]))
    def say(self, pick, kind):
        self.hand_in(kind(self.pick(pick)))

    @rule(pick=picks, outcome=st.sampled_from(Outcome), where=st.sampled_from(["", "France services"]), stale=stale)
    def finish(self, pick, outcome, where, stale):
        ticket = self.pick(pick)
        self.hand_in_seen(ask.FinishTicket(ticket, outcome, where, self.seen(ticket, stale)), AGENT, stale)

    @rule(pick=picks, route=st.sampled_from(Route), need=st.none() | needs, stale=stale)
    def transfer(self, pick, route, need, stale):
        ticket = self.pick(pick)
        self.hand_in_seen(ask.TransferTicket(ticket, route, need, self.seen(ticket, stale)), AGENT, stale)

    @rule(pick=picks, why=st.sampled_from(ParkReason), minutes=st.none() | st.integers(1, 15), stale=stale)
    def park(self, pick, why, minutes, stale):
        ticket = self.pick(pick)
        self.hand_in_seen(ask.ParkTicket(ticket, why, minutes, self.seen(ticket, stale)), MEDIATOR, stale)

    @rule(pick=picks, failed=st.sampled_from([None, False, True]), stale=stale)
    def absent_or_back(self, pick, failed, stale):
        ticket = self.pick(pick)
        seen, was = self.seen(ticket, stale), self.day.state.any_ticket(ticket)
        back = ask.MarkAbsent(ticket, seen) if failed is None else ask.ReturnTicket(ticket, seen, failed)
        reason = self.hand_in_seen(back, AGENT, stale)
        if failed is not None and reason is None and was.state is not State.ABSENT:
            assert self.day.ticket(ticket).order_key == was.order_key, "back at the original place"

    @rule(
        pick=picks,
        need=needs,
        route=st.sampled_from([*Route, Route.MACHINE]),
        legal=st.sampled_from([None, True, False]),
        machine=st.sampled_from(["", "", "old", "new", "none"]),
        tags=st.sampled_from([(), ("seat",), ("seat", "takes_long"), ("rude",)]),
        stays=st.booleans(),
        stale=stale,
    )
    def prequalify(self, pick, need, route, legal, machine, tags, stays, stale):
        ticket, broken = self.pick(pick), self.day.state.out_of_order
        seen = self.seen(ticket, stale)
        was = self.day.state.any_ticket(ticket)
        command = ask.Prequalify(ticket, need, route, ("identity",), legal, seen, machine, True, tags, stays)
        if self.hand_in_seen(command, MEDIATOR, stale) is not None:
            return
        if stays:
            now = self.day.ticket(ticket)
            assert (now.state, now.machine, now.parked) == (was.state, was.machine, was.parked), "only noted"
            assert route in (was.route, Route.COUNTER, Route.BANKER, Route.MEDIATOR)
        else:
            able = [m.id for m in MACHINES if need in m.needs and m.id not in broken]
            assert route is not Route.MACHINE or able
            assert machine in ("", *able)
            assert set(tags) <= TAGS

    @precondition(lambda self: self.day.state.alerts)
    @rule(pick=picks, right=st.booleans())
    def answer(self, pick, right):
        alerts = sorted(self.day.state.alerts)
        assert self.hand_in(hall.AnswerAlert(alerts[pick % len(alerts)], right), MEDIATOR) is None

    @rule(pick=picks, minutes=st.sampled_from([5, 10, 7]), stale=stale)
    def advance(self, pick, minutes, stale):
        ticket = self.pick(pick)
        self.hand_in_seen(ask.AdvanceTicket(ticket, minutes, self.seen(ticket, stale)), MEDIATOR, stale)

    @rule(pick=picks, before=st.none() | picks, stale=stale)
    def move(self, pick, before, stale):
        ticket, anchor = self.pick(pick), None if before is None else self.pick(before)
        others = [t.id for t in queue(self.day.state, self.day.now) if t.id != ticket]
        command = ask.MoveTicket(ticket, anchor, MoveReason.CALMING, self.seen(ticket, stale))
        if self.hand_in_seen(command, MEDIATOR, stale) is None:
            order = [t.id for t in queue(self.day.state, self.day.now)]
            assert [t for t in order if t != ticket] == others
            assert order[order.index(ticket) + 1 :][:1] == ([] if anchor is None else [anchor])

    @rule(pick=picks, by=people, stale=st.sampled_from([0, 0, 0, -1]))
    def undo(self, pick, by, stale):
        changed = sorted(t.id for t in self.day.state.open.values() if t.before is not None)
        ticket = changed[pick % len(changed)] if changed and pick % 3 else self.pick(pick)
        self.hand_in_seen(ask.Undo(ticket, self.seen(ticket, stale) or 0), by, stale)

    @rule(by=st.sampled_from([MEDIATOR, replace(MEDIATOR, name="M2")]), comes=st.booleans())
    def presence(self, by, comes):
        self.hand_in(ask.StartPresence() if comes else ask.EndPresence(), by)

    @rule(pick=picks, copy=st.sampled_from([0, 1, 1, 1, 2, 3]), outcome=st.none() | st.sampled_from(sorted(OUTCOMES)))
    def paper(self, pick, copy, outcome):
        ticket = self.pick(pick)
        if copy == 0:
            self.hand_in(ask.ReprintTicket(ticket) if outcome is None else ask.ConfirmPaper(ticket), AGENT)
        claim = ask.ClaimPaper(ticket, copy, "entree")
        self.hand_in(claim if outcome is None else ask.ReportPaper(ticket, copy, "entree", outcome), AGENT)

    @rule(seconds=st.sampled_from([0, 1, 3, 41, 200, 660, 1900]))
    def time_passes(self, seconds):
        self.day.now += seconds * 1000
        assert self.hand_in(ask.PassTime(), CLOCK) is None
        assert decide(self.day.state, ask.PassTime(), self.day.now, CLOCK).events == ()

    @precondition(lambda self: len(self.day.journal) > 30)
    @rule()
    def next_day(self):
        self.day.now += 24 * 3_600_000
        assert self.hand_in(ask.OpenDay(f"2025-12-{len(self.book.days):02}"), CLOCK) is None
        assert not {*self.day.state.open, *self.day.state.closed}

    @rule()
    def everybody_can_still_be_served(self):
        """On the side: with all counters open, ordinary presses bring every ticket to a counter."""
        side = Day(self.day.plan)
        side.state, side.now = self.day.state, self.day.now + 60_000
        for name in side.state.present:
            side.do(ask.EndPresence(), replace(MEDIATOR, name=name))
        for ticket in list(side.state.open.values()):
            if ticket.state in (State.CALLED, State.SERVING):
                side.do(ask.FinishTicket(ticket.id, Outcome.SERVED))
            elif ticket.state is not State.WAITING:
                side.do(ask.ReturnTicket(ticket.id))
        side.open(*side.plan.counters)
        for counter in side.plan.counters:
            while any(side.state.may_call(side.plan.counters[counter], t) for t in side.state.waiting()):
                side.next(counter, None if side.state.at_counter(counter) is None else Outcome.SERVED)
                side.now += 60_000
        assert all(t.state is State.CALLED for t in side.state.open.values())

    @invariant()
    def the_book_agrees(self):
        if hasattr(self, "day"):
            self.book.check(self.day.state)

    @invariant()
    def what_was_stored_gives_the_same_state(self):
        if hasattr(self, "day"):
            assert replayed(self.day.plan, self.day.journal) == self.day.state

    @invariant()
    def what_is_kept_of_the_day_is_what_a_walk_over_it_finds(self):
        if hasattr(self, "day"):
            assert self.day.state.tally == walked(self.day.state)


TestOffice = Office.TestCase
TestOffice.settings = examples(120, stateful_step_count=40)


def test_the_replay_check_catches_an_event_that_is_lost(busy):
    busy.do(ask.AdvanceTicket(busy.id(104), 5), MEDIATOR)

    assert replayed(busy.plan, busy.journal) == busy.state
    assert replayed(busy.plan, busy.journal, loses_an_advance) != busy.state
    assert replayed(busy.plan, busy.journal[:-1]) != busy.state


@pytest.mark.slow
@pytest.mark.parametrize("fault", [forgets_to_uncount, takes_a_return_for_an_arrival, undoes_all_but_the_route])
def test_the_machine_finds_a_rule_that_is_broken(fault):
    class Broken(Office):
        evolve = staticmethod(fault)

        @invariant()
        def what_was_stored_gives_the_same_state(self):
            """Left out: the book alone has to find the fault."""
            if hasattr(self, "day"):
                assert replayed(self.day.plan, self.day.journal, fault) == self.day.state

    quick = settings(
        max_examples=300,
        stateful_step_count=40,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),
    )
    with pytest.raises(AssertionError):
        run_state_machine_as_test(Broken, settings=quick)
