"""An accompaniment is started, stopped, recorded in one tap, noted on the way, edited the same day, or dropped."""

import contextlib

import msgspec

from flow.commands import FinishTicket, Prequalify, ReturnTicket, Undo
from flow.decide import decide_known as decide_queue
from flow.decision import Decision
from flow.events import QueueEvent
from flow.needs import Route
from flow.plan import MINUTE, SECOND
from flow.refusals import Reason, Refused
from flow.tickets import Actor, Outcome, State, Ticket
from mediation.commands import EditAccompaniment, NoteHelp, RecordAccompaniment, StartAccompaniment
from mediation.coop import Nature, Share, Theme
from mediation.details import NEEDS_MANDATE, PROCEDURES_THEME, Details, kept_details
from mediation.events import (
    AccompanimentDropped,
    AccompanimentEdited,
    AccompanimentRecorded,
    AccompanimentStarted,
    AccompanimentStopped,
    AnyEvent,
    HelpNoted,
)
from mediation.plan import DIGITAL_THEMES, Proposal
from mediation.state import Accompaniment, OfficeDay

_IN_THE_QUEUE = (State.WAITING, State.PARKED, State.ABSENT)
ENDS_AS = {State.WITH_MEDIATOR: Outcome.SOLVED_BY_MEDIATOR, State.AT_MACHINE: Outcome.SOLVED_AT_MACHINE}
"""How a visit ends by the record of its help, by where the person is."""


def start(office_day: OfficeDay, command: StartAccompaniment, now: int, by: Actor) -> Decision[AnyEvent]:
    """Help begins; somebody in the queue is with the mediator from now on.

    Raises Refused (ticket_unknown, ticket_closed, changed_meanwhile, accompanied_already by another mediator).
    """
    if not command.ticket:
        return _start_without_ticket(office_day, command, now, by)
    open_help = office_day.mediation.open_for(command.ticket)
    if open_help is not None:
        if open_help.mediator == by.name:
            return Decision(ticket=command.ticket, subject=open_help.id)
        number = office_day.queue.ticket(command.ticket).number
        raise Refused(Reason.ACCOMPANIED_ALREADY, number=number, name=open_help.mediator)
    ticket = office_day.queue.ticket(command.ticket)
    moves = _out_of_the_queue(office_day, ticket, command.seen, now, by)
    nature = command.nature or (Nature.MACHINE_HELP if ticket.state is State.AT_MACHINE else None)
    started = AccompanimentStarted(_new_id(office_day), ticket.id, ticket.need, nature, bool(moves))
    return Decision((*moves, started), ticket.id, subject=started.accompaniment)


def _start_without_ticket(
    office_day: OfficeDay, command: StartAccompaniment, now: int, by: Actor
) -> Decision[AnyEvent]:
    """Somebody without a ticket: two taps within the double press time are one help."""
    just_now = now - office_day.queue.plan.figures.double_press_seconds * SECOND
    for helped in office_day.mediation.accompaniments.values():
        if helped.mediator == by.name and not helped.ticket and helped.running and helped.started > just_now:
            return Decision(subject=helped.id)
    started = AccompanimentStarted(_new_id(office_day), nature=command.nature)
    return Decision((started,), subject=started.accompaniment)


def stop(office_day: OfficeDay, accompaniment: str) -> Decision[AnyEvent]:
    """The clock stops. Raises Refused (accompaniment_unknown)."""
    running = office_day.mediation.accompaniment(accompaniment).running
    return Decision((AccompanimentStopped(accompaniment),) if running else (), subject=accompaniment)


def record(office_day: OfficeDay, command: RecordAccompaniment, now: int, by: Actor) -> Decision[AnyEvent]:
    """The record, as said or as proposed, and the end of the visit.

    Raises Refused (accompaniment_unknown, what check_details refuses, what ending the visit refuses).
    """
    helped = office_day.mediation.accompaniment(command.accompaniment)
    if helped.recorded is not None:
        if command.details is None:
            return Decision(subject=helped.id)
        return edit(office_day, EditAccompaniment(helped.id, command.details))
    details = kept_details(command.details) if command.details else proposed(office_day, helped, now)
    details = _sent_on(office_day, details, command.where)
    check_details(office_day, details)
    ends = _end_of_visit(office_day, helped, command, now, by)
    recorded = AccompanimentRecorded(helped.id, details, _need(office_day, helped))
    return Decision((recorded, *ends.events), ends.ticket, subject=helped.id)


def note(office_day: OfficeDay, command: NoteHelp, now: int, by: Actor) -> Decision[AnyEvent]:
    """A short help, at once; where it was to send the person on, the record says where to.

    Raises Refused (ticket_unknown, minutes_not_possible).
    """
    ticket = office_day.queue.any_ticket(command.ticket)
    if command.ticket and ticket is None:
        raise Refused(Reason.TICKET_UNKNOWN)
    need = ticket.need if ticket else ""
    details = Details(command.nature, command.minutes, themes=_themes(office_day, need, command.nature))
    if ticket and ticket.outcome is Outcome.ORIENTED_ELSEWHERE and command.nature is Nature.ORIENTATION:
        details = _sent_on(office_day, details, ticket.where)
    check_details(office_day, details)
    just_now = now - office_day.queue.plan.figures.double_press_seconds * SECOND
    for helped in office_day.mediation.accompaniments.values():
        same = (helped.mediator, helped.ticket, helped.details) == (by.name, command.ticket, details)
        if same and helped.recorded is not None and helped.recorded > just_now:
            return Decision(ticket=command.ticket, subject=helped.id)
    noted = HelpNoted(_new_id(office_day), details, command.ticket, need)
    return Decision((noted,), command.ticket, subject=noted.accompaniment)


def edit(office_day: OfficeDay, command: EditAccompaniment) -> Decision[AnyEvent]:
    """Other details. Raises Refused (accompaniment_unknown, not_recorded_yet, what check_details refuses)."""
    helped = office_day.mediation.accompaniment(command.accompaniment)
    if helped.recorded is None:
        raise Refused(Reason.NOT_RECORDED_YET)
    details = kept_details(command.details)
    if helped.details == details:
        return Decision(subject=helped.id)
    check_details(office_day, details)
    return Decision((AccompanimentEdited(helped.id, details),), subject=helped.id)


def drop(office_day: OfficeDay, accompaniment: str, now: int, by: Actor) -> Decision[AnyEvent]:
    """It was a mistake; who left the queue for it alone goes back to their place. Raises Refused (accompaniment_unknown)."""
    helped = office_day.mediation.accompaniment(accompaniment)
    ticket = office_day.queue.open.get(helped.ticket)
    back: Decision[QueueEvent] = Decision()
    if helped.moved and helped.recorded is None and ticket is not None and ticket.state is State.WITH_MEDIATOR:
        back = _back_in_the_queue(office_day, ticket, now, by)
    return Decision((AccompanimentDropped(helped.id), *back.events), back.ticket, subject=helped.id)


def proposed(office_day: OfficeDay, helped: Accompaniment, now: int) -> Details:
    """The record as it can be filled without a question: minutes from the times, at least one; nature and themes from the need."""
    until = helped.stopped if helped.stopped is not None else now
    need = _need(office_day, helped)
    nature = helped.nature or office_day.mediation.plan.needs.get(need, Proposal()).nature or Nature.INFORMATION
    return Details(
        nature=nature,
        minutes=min(max(1, round((until - helped.started) / MINUTE)), office_day.mediation.plan.longest_minutes),
        themes=_themes(office_day, need, nature),
    )


def _sent_on(office_day: OfficeDay, details: Details, where: str) -> Details:
    """With the kind of the place that the person is sent on to, where it is known and the record says no other."""
    place = office_day.mediation.plan.places.get(where)
    if place is None or details.reoriented is not None:
        return details
    return msgspec.structs.replace(details, reoriented=place.kind)


def check_details(office_day: OfficeDay, details: Details) -> None:
    """Raises Refused (minutes_not_possible, theme_missing, theme_not_administrative, mandate_missing)."""
    plan = office_day.mediation.plan
    if not 1 <= details.minutes <= plan.longest_minutes:
        raise Refused(Reason.MINUTES_NOT_POSSIBLE, most=plan.longest_minutes)
    if details.nature.share is Share.DIGITAL and not details.themes:
        raise Refused(Reason.THEME_MISSING)
    gate = PROCEDURES_THEME in details.themes
    if not gate and (details.procedure or any(theme.administrative for theme in details.themes)):
        raise Refused(Reason.THEME_NOT_ADMINISTRATIVE)
    if details.posture in NEEDS_MANDATE and not details.mandate:
        raise Refused(Reason.MANDATE_MISSING)


def _out_of_the_queue(
    office_day: OfficeDay, ticket: Ticket, seen: int | None, now: int, by: Actor
) -> tuple[QueueEvent, ...]:
    if (seen is not None and seen != ticket.rev) or ticket.state in _IN_THE_QUEUE:
        prequalify = Prequalify(ticket.id, ticket.need, Route.MEDIATOR, ticket.ticks, None, seen, tags=ticket.tags)
        return decide_queue(office_day.queue, prequalify, now, by).events
    return ()


def _end_of_visit(
    office_day: OfficeDay, helped: Accompaniment, command: RecordAccompaniment, now: int, by: Actor
) -> Decision[QueueEvent]:
    ticket = office_day.queue.open.get(helped.ticket)
    if ticket is None:
        return Decision()
    outcome = command.outcome or ENDS_AS.get(ticket.state)
    if outcome is None:
        return Decision()
    return decide_queue(office_day.queue, FinishTicket(ticket.id, outcome, command.where), now, by)


def _back_in_the_queue(office_day: OfficeDay, ticket: Ticket, now: int, by: Actor) -> Decision[QueueEvent]:
    """Exactly as before while an undo is still accepted; later, as somebody who comes back from the mediator."""
    with contextlib.suppress(Refused):
        if ticket.before is not None and ticket.before.state in _IN_THE_QUEUE:
            return decide_queue(office_day.queue, Undo(ticket.id, ticket.rev), now, by)
    return decide_queue(office_day.queue, ReturnTicket(ticket.id), now, by)


def _need(office_day: OfficeDay, helped: Accompaniment) -> str:
    """The need as it is known now: the mediator may have corrected it meanwhile."""
    ticket = office_day.queue.any_ticket(helped.ticket)
    return ticket.need if ticket is not None else helped.need


def _themes(office_day: OfficeDay, need: str, nature: Nature) -> tuple[Theme, ...]:
    proposal = office_day.mediation.plan.needs.get(need, Proposal())
    return proposal.themes or DIGITAL_THEMES.get(nature, ())


def _new_id(office_day: OfficeDay) -> str:
    """Unique in the journal: no two commands have the same version before them."""
    return f"a{office_day.queue.version + 1}"
