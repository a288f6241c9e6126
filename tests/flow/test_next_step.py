"""The one large button of a counter does what the office accepts, and cannot be touched where it would refuse."""

import pytest

from flow.commands import CallNext, CloseCounter, MarkArrived, OpenCounter, PauseCounter
from flow.refusals import Reason, Refused
from flow.tickets import Outcome
from flow.visits.next_step import NextStep, Step, next_step


def shown(played):
    """What the button of counter 1 does now."""
    state = played.state
    waits = any(state.may_call(state.counter("1"), ticket) for ticket in state.waiting())
    return next_step(state.desk("1").state, state.at_counter("1"), waits)


def test_a_closed_counter_opens_and_a_paused_one_goes_on(played):
    closed = shown(played)
    played.do(OpenCounter("1"))
    played.do(PauseCounter("1"))

    assert closed == NextStep(Step.OPEN, True, None)
    assert shown(played) == NextStep(Step.RESUME, True, None)


def test_with_nobody_waiting_nobody_can_be_called(played):
    played.do(OpenCounter("1"))

    assert shown(played) == NextStep(Step.CALL, False, None)
    with pytest.raises(Refused, match=Reason.NOBODY_WAITING):
        played.do(CallNext("1"))


def test_while_the_called_person_walks_nobody_else_is_called(played):
    played.do(OpenCounter("1"))
    played.take()
    played.take()
    played.do(CallNext("1"))
    played.later(1)

    assert shown(played) == NextStep(Step.CALL, False, None)
    with pytest.raises(Refused, match=Reason.COUNTER_BUSY):
        played.do(CallNext("1"))


def test_a_visit_ends_by_the_call_of_the_next(played):
    played.do(OpenCounter("1"))
    served, _next = played.take(), played.take()
    played.do(CallNext("1"))
    played.do(MarkArrived(served.id))
    step = shown(played)
    played.do(CallNext("1", step.finish))

    assert step == NextStep(Step.FINISH, True, Outcome.SERVED)
    assert played.state.closed[served.id].outcome is Outcome.SERVED
    assert shown(played) == NextStep(Step.CALL, False, None)


def test_with_nobody_waiting_a_visit_ends_by_its_own_button(played):
    played.do(OpenCounter("1"))
    served = played.take()
    played.do(CallNext("1"))
    played.do(MarkArrived(served.id))

    assert shown(played) == NextStep(Step.FINISH, False, Outcome.SERVED)
    with pytest.raises(Refused, match=Reason.COUNTER_BUSY):
        played.do(CloseCounter("1"))
