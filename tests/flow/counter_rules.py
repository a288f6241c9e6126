"""What agents press at their counters: open, call, arrived, absent; also at another's."""

from hall_rules import picks
from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule
from queue_book import AT_COUNTER
from queue_day import COUNTERS

from flow import commands as ask
from flow.refusals import Reason
from flow.tickets import Actor, Outcome, State

counters = st.sampled_from([c.id for c in COUNTERS])
finishes = st.sampled_from([None, Outcome.SERVED, Outcome.SERVED, Outcome.NO_SHOW, Outcome.LEFT])
AT_OR_MISSED = (*AT_COUNTER, State.ABSENT)


class Counters:
    """Rules of the machine that plays an office (test_machine.py)."""

    @rule(counter=counters, place=counters, instead=st.none() | counters, pick=picks)
    def help_out_at_another_counter(self, counter, place, instead, pick):
        by = Actor("counter", "G2", place=place, instead=instead or "")
        command = [ask.OpenCounter(counter), ask.CallNext(counter), ask.CallTicket(counter, self.pick(pick))][pick % 3]
        # A ticket that is called or served at a third counter is that counter's too.
        named = self.day.state.any_ticket(command.ticket) if isinstance(command, ask.CallTicket) else None
        at_counter = {named.counter} if named is not None and named.state in (State.CALLED, State.SERVING) else set()
        may = {counter, *at_counter} <= {place, instead}
        assert (self.hand_in(command, by) is Reason.NOT_YOUR_COUNTER) is not may

    @rule(counter=counters, kind=st.sampled_from([ask.OpenCounter] * 3 + [ask.PauseCounter, ask.CloseCounter]))
    def desk(self, counter, kind):
        self.hand_in(kind(counter))

    @rule(counter=counters, finish=finishes)
    def call_next(self, counter, finish):
        before = {t.id for t in self.day.state.waiting() if self.day.state.may_call(self.day.plan.counters[counter], t)}
        reason = self.hand_in(ask.CallNext(counter, finish))
        if reason is Reason.NOBODY_WAITING:
            assert not before
        if reason is None:
            was = self.day.state
            assert self.hand_in(ask.CallNext(counter)) in (None, Reason.NOBODY_WAITING, Reason.COUNTER_BUSY)
            assert self.day.state == was or was.at_counter(counter) is None

    @rule(counter=counters, pick=picks, finish=finishes)
    def call_this_one(self, counter, pick, finish):
        self.hand_in(ask.CallTicket(counter, self.pick(pick), finish))

    @precondition(lambda self: any(t.state in AT_OR_MISSED for t in self.day.state.open.values()))
    @rule(pick=picks, kind=st.sampled_from([ask.Recall, ask.MarkArrived, ask.MarkArrived, ask.MarkAbsent]))
    def at_the_counter(self, pick, kind):
        tickets = sorted(t.id for t in self.day.state.open.values() if t.state in AT_OR_MISSED)
        self.day.now += 3_000
        self.hand_in(kind(tickets[pick % len(tickets)]))
