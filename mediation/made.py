"""What a command made or was about, for its sender's answer: an id, or a code, that the next command names."""

from collections.abc import Iterable

import msgspec

from flow.tickets import Actor
from mediation.commands import AnyAsked, NoteHelp, PlanWorkshop, PrintSheet, PrintSlip, SignUp, StartAccompaniment
from mediation.events import AnyHappened, SeatGiven, SignedUp
from mediation.sheets import printed_sheet
from mediation.slips import printed_slip
from mediation.state import Whole
from mediation.workshops import already_planned, as_written


class Made(msgspec.Struct, frozen=True):
    """id: of the accompaniment, presence, workshop, or paper that is no ticket's. code, waiting: of a sign-up; waiting 0: with a seat.

    After somebody signed off, code: of the one who has the freed seat; "" when nobody waited for it.
    """

    id: str = ""
    code: str = ""
    waiting: int = 0


NOTHING = Made()


def made(whole: Whole, command: AnyAsked | None, events: Iterable[AnyHappened], by: Actor) -> Made:
    """What is concerned; a double press is answered as the first one was. whole: after the events."""
    for event in events:
        if isinstance(event, SignedUp | SeatGiven):
            return _signed(whole, event.workshop, event.code)
    for event in events:
        for kind in ("accompaniment", "workshop", "presence"):
            if found := getattr(event, kind, ""):
                return Made(str(found))
    match command:
        case SignUp(workshop, ticket):
            one = whole.mediation.workshop(workshop).signed_by(ticket, by.name, since=0)
            return _signed(whole, workshop, one.code) if one else NOTHING
        case PrintSlip(workshop, code):
            paper = printed_slip(whole, workshop, code)
            return msgspec.structs.replace(_signed(whole, workshop, as_written(code)), id=paper)
        case PrintSheet():
            return Made(printed_sheet(whole, command))
        case StartAccompaniment() | NoteHelp():
            return _already_there(whole, command, by)
        case PlanWorkshop():
            there = already_planned(whole, command)
            return Made(there.id) if there else NOTHING
        case _:
            return Made(str(getattr(command, "accompaniment", "") or getattr(command, "workshop", "")))


def _signed(whole: Whole, workshop: str, code: str) -> Made:
    return Made(workshop, code, whole.mediation.workshop(workshop).place_waiting(code))


def _already_there(whole: Whole, command: StartAccompaniment | NoteHelp, by: Actor) -> Made:
    noted = isinstance(command, NoteHelp)
    mine = (a for a in whole.mediation.accompaniments.values() if (a.mediator, a.ticket) == (by.name, command.ticket))
    same = [a for a in mine if (a.recorded is not None) is noted]
    return Made(max(same, key=lambda a: a.stopped or a.started).id) if same else NOTHING
