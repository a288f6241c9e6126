"""A ticket: one visit of one client, and what it is like after each thing that may happen to it."""

from __future__ import annotations

from enum import StrEnum

import msgspec
from msgspec.structs import replace

from flow.needs import HELP, Route
from flow.plan import MINUTE


class State(StrEnum):
    """Where a ticket stands; it is in exactly one state."""

    WAITING = "waiting"
    CALLED = "called"
    SERVING = "serving"
    WITH_MEDIATOR = "with_mediator"
    AT_MACHINE = "at_machine"
    PARKED = "parked"
    ABSENT = "absent"
    CLOSED = "closed"


class Outcome(StrEnum):
    """How a closed ticket ended."""

    SERVED = "served"
    SOLVED_BY_MEDIATOR = "solved_by_mediator"
    SOLVED_AT_MACHINE = "solved_at_machine"
    ORIENTED_ELSEWHERE = "oriented_elsewhere"
    APPOINTMENT = "appointment"
    WORKSHOP = "workshop"
    NO_SHOW = "no_show"
    LEFT = "left"
    REMOVED_AT_CLOSE = "removed_at_close"
    ISSUED_IN_ERROR = "issued_in_error"


class MoveReason(StrEnum):
    """Why a person changed the order by hand: a closed list, about the service, never about the person."""

    DISTRESS = "distress"
    CHILD_ALONE = "child_alone"
    APPOINTMENT_OR_TRANSPORT = "appointment_or_transport"
    WRONG_ORIENTATION = "wrong_orientation"
    ONE_MINUTE_ANSWER = "one_minute_answer"
    CALMING = "calming"


class ParkReason(StrEnum):
    """Why a ticket is kept aside with its place."""

    FETCHING_DOCUMENT = "fetching_document"
    FILLING_FORM = "filling_form"
    WAITING_FOR_SOMEONE = "waiting_for_someone"
    BREAK = "break"
    MISSING_DOCUMENT = "missing_document"

    @property
    def lacks_paper(self) -> bool:
        """True when the person comes back once a document is there."""
        return self in (ParkReason.FETCHING_DOCUMENT, ParkReason.MISSING_DOCUMENT)


class Actor(msgspec.Struct, frozen=True, omit_defaults=True):
    """Who did something: a role and a pseudonym (or the device's name), never a person's name.

    device: id of a kiosk's paired device; 0 for anybody else, and in journals from before it was kept. place: the counter that
    the device belongs to, "" for one that belongs to none. instead: the other counter that they said to act for on that device.
    """

    role: str
    name: str = ""
    device: int = 0
    place: str = ""
    instead: str = ""


CLOCK = Actor("clock")
CLIENT = Actor("client")


class Wait(msgspec.Struct, frozen=True):
    """About how long, in minutes, rounded outward to 5. high None: more than `low` minutes."""

    low: int
    high: int | None


class Parked(msgspec.Struct, frozen=True):
    """Kept aside: why, and until when (milliseconds) if a time was set."""

    why: ParkReason
    until: int | None


class Ticket(msgspec.Struct, frozen=True, kw_only=True, cache_hash=True):
    """One visit. Times are milliseconds.

    need: found need; declared: what the client said. order_key: arrival minus head start; the smaller, the earlier.
    rev: grows with each change. before: what the last change replaced, for undo; changed_by, changed_at: that change. calls:
    how often it was called this time (the call and its recalls). last_call_at: of the last of them; called_as: the same as it
    was then, never corrected: with number it names a call, also after an undo or an absence, when calls starts again. since:
    when the present state began. machine: where it was sent, if the office names its machines; accompanied: the mediator went
    with the person. kiosk: id of the kiosk's device that gave it, 0 when that is not known. called_from: the counter whose
    device called it, when that is another than the one it was called to.
    """

    id: str
    number: int
    need: str
    declared: str
    arrival: int
    order_key: int
    route: Route
    state: State
    since: int
    language: str = "fr"
    legal: bool = False
    advance_minutes: int = 0
    moved: MoveReason | None = None
    counter: str | None = None
    calls: int = 0
    called_at: int | None = None
    last_call_at: int | None = None
    called_as: int = 0
    served_at: int | None = None
    ticks: tuple[str, ...] = ()
    machine: str = ""
    accompanied: bool = False
    tags: tuple[str, ...] = ()
    prequalified: bool = False
    parked: Parked | None = None
    outcome: Outcome | None = None
    where: str = ""
    announced: Wait | None = None
    token_hash: str = ""
    kiosk: int = 0
    called_from: str = ""
    overtook: tuple[str, ...] = ()
    rev: int = 1
    before: Ticket | None = None
    changed_by: Actor = CLIENT
    changed_at: int = 0

    @property
    def asks_for_help(self) -> bool:
        """True when the client asked for a person at the kiosk, and the mediator has not met them yet."""
        return self.need == HELP and not self.prequalified

    def called(self, counter: str, at: int, called_from: str) -> Ticket:
        """Called to this counter. at: milliseconds. called_from: the other counter whose device was used, "" for its own."""
        return replace(
            self._by_itself(),
            state=State.CALLED,
            counter=counter,
            called_from=called_from,
            calls=1,
            called_at=at,
            last_call_at=at,
            called_as=at,
        )

    def recalled(self, at: int) -> Ticket:
        """Called again to the same counter. at: milliseconds."""
        return replace(self, calls=self.calls + 1, last_call_at=at, called_as=at)

    def arrived(self, at: int) -> Ticket:
        """The person is at the counter. at: milliseconds."""
        return replace(self, state=State.SERVING, served_at=at)

    def closed(self, outcome: Outcome, where: str) -> Ticket:
        """The visit ended. where: the place they were sent on to, "" for none."""
        return replace(self, state=State.CLOSED, outcome=outcome, where=where)

    def sent_to(self, route: Route, machine: str = "", accompanied: bool = False, helped: bool = False) -> Ticket:
        """At the machine, or waiting for whoever this route is. helped: the mediator is already with the person."""
        with_mediator = helped and route is Route.MEDIATOR
        state = State.WITH_MEDIATOR if with_mediator else state_on(route)
        return replace(self._by_itself(), route=route, state=state, machine=machine, accompanied=accompanied)

    def for_need(self, need: str) -> Ticket:
        """Found to come for this need, whatever the client had said."""
        return replace(self, need=need)

    def for_route(self, route: Route) -> Ticket:
        """For this route, where the person is."""
        return replace(self, route=route)

    def prequalified_as(self, need: str, ticks: tuple[str, ...], tags: tuple[str, ...]) -> Ticket:
        """The need as the mediator found it, what is ready, and what the service has to know."""
        return replace(self, need=need, ticks=ticks, tags=tags, prequalified=True)

    def with_priority(self, legal: bool, head_start: int) -> Ticket:
        """With legal priority, or without. head_start: of a legal priority, in milliseconds."""
        before, after = (head_start if holds else 0 for holds in (self.legal, legal))
        return replace(self, legal=legal, order_key=self.order_key + before - after)

    def parked_for(self, parked: Parked) -> Ticket:
        """Kept aside with its place."""
        return replace(self._by_itself(), state=State.PARKED, parked=parked)

    def absent(self) -> Ticket:
        """Called and not there; the counter that called it is kept."""
        return replace(self, state=State.ABSENT, parked=None)

    def waiting_again(self, route: Route, order_key: int | None = None) -> Ticket:
        """Back in the queue, from wherever it was, closed even. order_key None: at its original place."""
        key = self.order_key if order_key is None else order_key
        return replace(self._by_itself(), state=State.WAITING, route=route, order_key=key, outcome=None, where="")

    def advanced(self, minutes: int, overtook: tuple[str, ...]) -> Ticket:
        """Counts as older by these minutes. overtook: the tickets that it now stands before."""
        key, total = self.order_key - minutes * MINUTE, self.advance_minutes + minutes
        return replace(self, order_key=key, advance_minutes=total, overtook=self.overtook + overtook)

    def moved_to(self, order_key: int, reason: MoveReason, overtook: tuple[str, ...]) -> Ticket:
        """Put elsewhere in the order, by hand. overtook: the tickets that it now stands before."""
        return replace(self, order_key=order_key, moved=reason, overtook=self.overtook + overtook)

    def given_way(self, order_key: int) -> Ticket:
        """The key gave way to a move; also in what an undo brings back, so that undoing something else keeps the place."""
        before = self.before
        if before is not None and before.order_key == self.order_key:
            before = replace(before, order_key=order_key)
        return replace(self, order_key=order_key, before=before)

    def changed_from(self, was: Ticket, by: Actor, at: int) -> Ticket:
        """Marked as the change of what it was: by whom, when (milliseconds), and what an undo brings back."""
        return replace(
            self,
            since=was.since if self.state is was.state else at,
            rev=was.rev + 1,
            before=replace(was, before=None),
            changed_by=by,
            changed_at=at,
        )

    def undone(self, by: Actor, at: int) -> Ticket:
        """As it was before its last change. at: milliseconds. Only for a ticket that has a `before`."""
        assert self.before is not None
        return replace(self.before, rev=self.rev + 1, before=None, changed_by=by, changed_at=at)

    def _by_itself(self) -> Ticket:
        """At no counter and no machine, with nobody, not kept aside."""
        return replace(self, counter=None, called_from="", parked=None, machine="", accompanied=False)


def state_on(route: Route) -> State:
    """Where a ticket stands that was sent on this route."""
    return State.AT_MACHINE if route is Route.MACHINE else State.WAITING
