"""What a counter sees: the person being served, who is next and why, and the people it may call."""

import msgspec

from config.clock_words import ClockNotice, clock_notice
from config.fence_words import FenceNotice, fence_notice
from config.settings import OfficeSettings
from flow.hall import calls
from flow.kiosks import RushNotice, notices, swept
from flow.needs import HELP
from flow.order import Why, ranked, why
from flow.state import DeskState, HelpCall, OfficeState
from flow.tickets import State, Ticket
from mediation.prequalification import checked

SHOWN = 40
"""Rows of the list: more than an agent reads."""


class Row(msgspec.Struct, frozen=True):
    """A ticket that the counter may call. why: the parts of its place, in minutes. backup: a back-up skill of this counter."""

    id: str
    number: int
    need: str
    state: State
    since: int
    why: Why
    urgent: bool
    prequalified: bool
    backup: bool
    language: str
    legal: bool


class Served(msgspec.Struct, frozen=True):
    """The ticket at this counter. Times are milliseconds. declared: what the client said at the kiosk.

    seen, missing: what the mediator saw of what the need asks for; checked False: the mediator did not meet this client.
    last_call_at: of the call or its last recall; calls: the call and its recalls. called_from: the other counter whose device called.
    """

    id: str
    number: int
    rev: int
    need: str
    declared: str
    state: State
    arrival: int
    called_at: int
    served_at: int | None
    last_call_at: int
    calls: int
    called_from: str
    language: str
    legal: bool
    urgent: bool
    checked: bool
    seen: tuple[str, ...]
    missing: tuple[str, ...]


class Counter(msgspec.Struct, frozen=True):
    """The counter's view. queue: who it may call, in the order of call; aside: parked, absent, at a machine or with the
    mediator, then those that a broom took, which may be reopened.

    others: people waiting whom this counter may not call. recall_after, recalls: seconds before a recall, and how many.
    calls: colleagues who are asked for. out_of_order: machines. desk_from: the other counter whose device opened, paused or closed this
    one. rushes: many tickets from one kiosk, while no mediator is there to look. fence: part of the day was lost.
    """

    version: int
    now: int
    counter: str
    shape: str
    desk: DeskState
    desk_from: str
    served: Served | None
    queue: tuple[Row, ...]
    aside: tuple[Row, ...]
    waiting: int
    others: int
    recall_after: int
    recalls: int
    calls: tuple[HelpCall, ...]
    rushes: tuple[RushNotice, ...]
    fence: FenceNotice | None
    clock: ClockNotice | None
    out_of_order: tuple[str, ...]


def view(settings: OfficeSettings, state: OfficeState, now: int, place: str) -> Counter:
    """The view of the counter `place` at `now`."""
    plan = state.counter(place)
    mine = ranked((t for t in state.waiting() if state.may_call(plan, t)), now, state.plan, plan)
    waiting = sum(1 for _ in state.waiting())
    away = (State.PARKED, State.ABSENT, State.AT_MACHINE, State.WITH_MEDIATOR)
    aside = sorted((t for t in state.open.values() if t.state in away), key=lambda t: (t.since, t.number))
    aside += swept(state)
    there = state.at_counter(place)
    shape = next(counter.shape.value for counter in settings.counters if counter.id == place)
    return Counter(
        version=state.version,
        now=now,
        counter=place,
        shape=shape,
        desk=state.desk(place).state,
        desk_from=state.desk(place).done_from,
        served=_served(settings, state, there) if there else None,
        queue=tuple(_row(state, t, now, place) for t in mine[:SHOWN]),
        aside=tuple(_row(state, t, now, place) for t in aside[:SHOWN]),
        waiting=waiting,
        others=waiting - len(mine),
        recall_after=state.plan.figures.recall_after_seconds,
        recalls=state.plan.figures.recalls,
        calls=calls(state),
        rushes=() if state.present else notices(state),
        fence=fence_notice(state, settings.timezone),
        clock=clock_notice(state, now, settings.timezone),
        out_of_order=tuple(sorted(state.out_of_order)),
    )


def _row(state: OfficeState, ticket: Ticket, now: int, place: str) -> Row:
    need = state.plan.needs.get(ticket.need)
    plan = state.counter(place)
    return Row(
        id=ticket.id,
        number=ticket.number,
        need=ticket.need,
        state=ticket.state,
        since=ticket.since,
        why=why(ticket, now, state.plan),
        urgent=need is not None and need.urgent,
        prequalified=ticket.prequalified,
        backup=ticket.need in plan.backup and ticket.need != HELP,
        language=ticket.language,
        legal=ticket.legal,
    )


def _served(settings: OfficeSettings, state: OfficeState, ticket: Ticket) -> Served:
    need = state.plan.needs.get(ticket.need)
    papers = checked(settings.need(ticket.need).ready, ticket.ticks)
    return Served(
        id=ticket.id,
        number=ticket.number,
        rev=ticket.rev,
        need=ticket.need,
        declared=ticket.declared,
        state=ticket.state,
        arrival=ticket.arrival,
        called_at=ticket.called_at or ticket.since,
        served_at=ticket.served_at,
        last_call_at=ticket.last_call_at or ticket.since,
        calls=ticket.calls,
        called_from=ticket.called_from,
        language=ticket.language,
        legal=ticket.legal,
        urgent=need is not None and need.urgent,
        checked=ticket.prequalified,
        seen=papers.seen,
        missing=papers.missing,
    )
