"""What a careful person would write down beside the queue: it knows what may never happen, not how the rules do it."""

from collections import Counter

from msgspec.structs import replace

from flow.needs import Route
from flow.state import DeskState, OfficeState
from flow.tickets import CLIENT, State, Ticket

AT_COUNTER = (State.CALLED, State.SERVING)


class Book:
    """Follows the states one event at a time. was: for each ticket, how it stood before its last change."""

    def __init__(self, state: OfficeState) -> None:
        self.state = state
        self.days = [state.date]
        self.arrivals: dict[str, int] = {}
        self.was: dict[str, Ticket | None] = {}
        self.numbers: set[int] = set()

    def follow(self, state: OfficeState) -> None:
        """One event has happened."""
        assert state.version == self.state.version + 1
        if state.date != self.days[-1]:
            assert not self.state.open, "a day ends with nobody left"
            assert state.out_of_order == self.state.out_of_order, "a night mends no machine"
            assert not any((state.difficulties, state.alerts, state.help_calls, state.announced, state.rushes))
            self.days.append(state.date)
            self.arrivals, self.was, self.numbers = {}, {}, set()
        for ticket in _tickets(state):
            before = self.state.any_ticket(ticket.id)
            if before is None:
                self._taken(ticket)
            elif ticket is not before:
                self._changed(before, ticket)
        self.state = state

    def check(self, state: OfficeState) -> None:
        """What holds at every moment."""
        assert not {*state.open} & {*state.closed}
        assert {*state.open, *state.closed} == set(self.arrivals)
        for key, ticket in (*state.open.items(), *state.closed.items()):
            assert key == ticket.id
            assert ticket.arrival == self.arrivals[ticket.id]
            _check_state(ticket)
        assert all(t.state is not State.CLOSED for t in state.open.values())
        assert all(t.state is State.CLOSED for t in state.closed.values())
        self._check_counters(state)
        self._check_hall(state)
        overtook = Counter(other for t in _tickets(state) for other in t.overtook)
        assert {t: n for t, n in state.overtaken.items() if n} == overtook
        assert state.next_number == 101 + len(self.numbers)
        assert not {*state.spool} & {*state.papers}
        assert {*state.spool, *state.papers} == set(self.arrivals)

    def _check_hall(self, state: OfficeState) -> None:
        assert state.out_of_order <= set(state.plan.machines)
        assert set(state.announced) <= set(state.plan.announcements)
        for alert in state.alerts.values():
            shown = state.tension[alert.reading].shown
            assert bool(alert.until) is (shown.rank < alert.level.rank) or alert.until, (
                "an alert lasts while its level is shown"
            )

    def _taken(self, ticket: Ticket) -> None:
        assert ticket.number not in self.numbers, "a number is given once a day"
        self.numbers.add(ticket.number)
        self.arrivals[ticket.id] = ticket.arrival
        self.was[ticket.id] = None

    def _changed(self, before: Ticket, after: Ticket) -> None:
        if after.rev == before.rev:
            self._gave_way(before, after)
            return
        assert after.rev == before.rev + 1
        undone = before.before is not None and after.before is None
        if undone:
            bare = {"rev": 0, "before": None, "changed_by": CLIENT, "changed_at": 0}
            expected = self.was[after.id]
            assert expected is not None
            assert replace(after, **bare) == replace(expected, **bare), "an undo restores the ticket as it was"
        self.was[after.id] = None if undone else before

    def _gave_way(self, before: Ticket, after: Ticket) -> None:
        """Only the order key may move without a change of one's own, and the past place moves with it."""
        assert replace(after, order_key=0, before=None) == replace(before, order_key=0, before=None)
        assert after.order_key < before.order_key
        past = self.was[after.id]
        if past is not None and past.order_key == before.order_key:
            self.was[after.id] = replace(past, order_key=after.order_key)

    def _check_counters(self, state: OfficeState) -> None:
        taken = [t.counter for t in state.open.values() if t.state in AT_COUNTER]
        assert None not in taken
        assert len(taken) == len(set(taken)), "no counter has two tickets"
        for counter in taken:
            assert state.desk(counter).state is not DeskState.CLOSED, "nobody is left behind at a closed counter"


def _tickets(state: OfficeState) -> list[Ticket]:
    return [*state.open.values(), *state.closed.values()]


def _check_state(ticket: Ticket) -> None:
    assert (ticket.outcome is not None) == (ticket.state is State.CLOSED)
    if ticket.state is not State.CLOSED:
        assert (ticket.parked is not None) == (ticket.state is State.PARKED)
        assert ticket.state is not State.AT_MACHINE or ticket.route is Route.MACHINE
        assert ticket.state is not State.WAITING or ticket.route in (Route.COUNTER, Route.BANKER, Route.MEDIATOR)
    assert not ticket.machine or ticket.state in (State.AT_MACHINE, State.CLOSED)
    assert not ticket.accompanied or ticket.state in (State.AT_MACHINE, State.CLOSED)
    assert (ticket.state in AT_COUNTER) <= (ticket.counter is not None)
