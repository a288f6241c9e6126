"""What a counter sees: the person being served, who is next and why, and the people it may call."""

from enum import StrEnum
from operator import attrgetter
from typing import Annotated

import msgspec
from msgspec import Meta

from config.clock_words import ClockNotice, clock_notice
from config.fence_words import FenceNotice, fence_notice
from config.languages import SOURCE
from config.settings import OfficeSettings
from flow.hall.rules import calls
from flow.kiosks import RushNotice, notices, swept
from flow.needs import HELP
from flow.order import Why, line, why
from flow.state import DeskState, HelpCall, OfficeState
from flow.tickets import State, Ticket
from flow.visits.next_step import NextStep, next_step
from mediation.prequalification import checked
from screen.view import ScreenView

SHOWN = 40
"""Rows of the list: more than an agent reads."""


class RowAct(StrEnum):
    """What may be done with a ticket of the list: it is called out of its turn, or opened again."""

    CALL = "call"
    REOPEN = "reopen"


class Row(msgspec.Struct, frozen=True):
    """A ticket that the counter may call."""

    id: Annotated[str, Meta(description="as commands name it")]
    number: Annotated[int, Meta(description="as it is printed and called")]
    need: Annotated[str, Meta(description="what the person comes for")]
    state: Annotated[State, Meta(description="where the person is")]
    why: Annotated[Why, Meta(description="the parts of its place in the queue")]
    urgent: Annotated[bool, Meta(description="the need is an urgent one")]
    backup: Annotated[bool, Meta(description="the need is a back-up skill of this counter")]
    act: Annotated[RowAct, Meta(description="what its button does")]


class Served(msgspec.Struct, frozen=True):
    """The ticket at this counter."""

    id: Annotated[str, Meta(description="as commands name it")]
    number: Annotated[int, Meta(description="as it is printed and called")]
    rev: Annotated[int, Meta(description="grows with each change: hand it back as `seen`")]
    need: Annotated[str, Meta(description="what the person comes for, as far as is known")]
    declared: Annotated[str, Meta(description="what they said at the kiosk")]
    state: Annotated[State, Meta(description="called, or being served")]
    arrival: Annotated[int, Meta(description="when the ticket was taken, in milliseconds")]
    called_at: Annotated[int, Meta(description="when it was called, in milliseconds")]
    served_at: Annotated[
        int | None, Meta(description="when the person came to the counter, in milliseconds; null: not yet")
    ]
    last_call_at: Annotated[int, Meta(description="of the call or its last recall, in milliseconds")]
    calls: Annotated[int, Meta(description="the call and its recalls")]
    called_from: Annotated[str, Meta(description="the other counter whose device called")]
    language: Annotated[str, Meta(description="of the client")]
    legal: Annotated[bool, Meta(description="they hold a priority card")]
    urgent: Annotated[bool, Meta(description="the need is an urgent one")]
    checked: Annotated[bool, Meta(description="the mediator met this person")]
    seen: Annotated[tuple[str, ...], Meta(description="what the mediator saw of what the need asks for")]
    missing: Annotated[tuple[str, ...], Meta(description="what the need asks for and the mediator did not see")]


class Counter(ScreenView, frozen=True):
    """The counter's view."""

    desk: Annotated[DeskState, Meta(description="open, paused or closed")]
    desk_from: Annotated[str, Meta(description="the other counter whose device opened, paused or closed this one")]
    served: Annotated[Served | None, Meta(description="the ticket called or served here")]
    next: Annotated[NextStep, Meta(description="what the large button does")]
    queue: Annotated[tuple[Row, ...], Meta(description="who it may call, in the order of call")]
    aside: Annotated[
        tuple[Row, ...],
        Meta(
            description="parked, absent, at a machine or with the mediator, then those of a broom, which may be reopened"
        ),
    ]
    waiting: Annotated[int, Meta(description="everybody who waits in the office")]
    others: Annotated[int, Meta(description="people waiting whom this counter may not call")]
    recall_after: Annotated[int, Meta(description="seconds before a recall")]
    recalls: Annotated[int, Meta(description="how many recalls")]
    calls: Annotated[tuple[HelpCall, ...], Meta(description="colleagues who are asked for")]
    rushes: Annotated[
        tuple[RushNotice, ...], Meta(description="many tickets from one kiosk, while no mediator is there to look")
    ]
    fence: Annotated[
        FenceNotice | None, Meta(description="part of the day was lost, and nobody has said yet that it is dealt with")
    ]
    clock: Annotated[ClockNotice | None, Meta(description="the machine's time is not believed")]
    out_of_order: Annotated[tuple[str, ...], Meta(description="ids of the machines that do not work")]


def view(settings: OfficeSettings, state: OfficeState, now: int, place: str, language: str = SOURCE) -> Counter:
    """The view of the counter `place` at `now`."""
    plan = state.counter(place)
    mine, waiting = line(state, plan, now), len(state.waiting())
    away = (State.PARKED, State.ABSENT, State.AT_MACHINE, State.WITH_MEDIATOR)
    aside = sorted(state.in_state(*away), key=attrgetter("since", "number"))
    aside += swept(state)
    served = state.at_counter(place)
    return Counter(
        version=state.version,
        now=now,
        desk=state.desk(place).state,
        desk_from=state.desk(place).done_from,
        served=_served(settings, state, served) if served else None,
        next=next_step(state.desk(place).state, served, bool(mine)),
        queue=tuple(_row(state, t, now, place) for t in mine[:SHOWN]),
        aside=tuple(_row(state, t, now, place) for t in aside[:SHOWN]),
        waiting=waiting,
        others=waiting - len(mine),
        recall_after=state.plan.figures.recall_after_seconds,
        recalls=state.plan.figures.recalls,
        calls=calls(state),
        rushes=() if state.present else notices(state),
        fence=fence_notice(state, settings.timezone, language),
        clock=clock_notice(state, now, settings.timezone, language),
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
        why=why(ticket, now, state.plan),
        urgent=need is not None and need.urgent,
        backup=ticket.need in plan.backup and ticket.need != HELP,
        act=RowAct.REOPEN if ticket.state is State.CLOSED else RowAct.CALL,
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
