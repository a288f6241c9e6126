"""The hall: what may be reported, called for and announced there, and what becomes of the office's state then."""

from typing import assert_never

from msgspec.structs import replace

from flow import hall_commands as commands
from flow import hall_events as events
from flow.acting import elsewhere
from flow.decision import Decision
from flow.hall_commands import HallCommand
from flow.hall_events import HallEvent
from flow.plan import MINUTE
from flow.readings import Alert, DifficultyAt, Level, TensionLevel
from flow.refusals import Reason, Refused
from flow.state import HelpCall, OfficeState, Rush
from flow.tickets import Actor, State, Ticket

LONGEST_MINUTES = 120
CALLS = 20
"""More calls at once than an office has people would be a fault of a device, not a need."""


def decide_hall(state: OfficeState, command: HallCommand, now: int) -> Decision[HallEvent]:
    """What is so already is no event.

    Raises Refused (ticket_unknown, alert_unknown, message_unknown, call_over, already_coming, too_many_calls, announcement_time).
    """
    match command:
        case commands.ReportMachine(machine, in_order):
            return Decision(_report_machine(state, machine, in_order))
        case commands.ReportDifficulty(kind, ticket):
            if ticket and state.any_ticket(ticket) is None:
                raise Refused(Reason.TICKET_UNKNOWN)
            return Decision((events.DifficultyReported(kind, ticket),), ticket)
        case commands.AnswerAlert(alert, right):
            return Decision(_answer(state, alert, right))
        case commands.RaiseHelp(where, origin):
            return Decision(_raise_help(state, where, origin))
        case commands.ComeToHelp(call):
            help_call = _call(state, call)
            if help_call.coming:
                raise Refused(Reason.ALREADY_COMING, name=help_call.coming)
            return Decision((events.HelpComing(call),))
        case commands.EndHelp(call):
            return Decision((events.HelpEnded(_call(state, call).id),))
        case commands.Announce(message, minutes):
            return Decision(_announce(state, message, minutes, now))
        case commands.WithdrawAnnouncement(message):
            return Decision(_withdraw(state, message))
        case _:
            assert_never(command)


def evolve_hall(state: OfficeState, event: HallEvent, at: int, by: Actor) -> OfficeState:
    """The state after what happened in the hall at `at` (milliseconds)."""
    match event:
        case events.KioskRushed(rush, kiosk, first, last):
            return replace(state, rushes=state.rushes.set(rush, Rush(rush, kiosk, first, last)))
        case events.RushSettled(rush):
            return replace(state, rushes=state.rushes.set(rush, replace(state.rushes[rush], settled=True)))
        case events.MachineReported(machine, in_order):
            out = state.out_of_order - {machine} if in_order else state.out_of_order | {machine}
            return replace(state, out_of_order=out)
        case events.DifficultyReported(kind, ticket):
            return replace(state, difficulties=(*state.difficulties, DifficultyAt(kind, at, ticket)))
        case events.TensionSeen(reading, level):
            was = state.tension.get(reading, TensionLevel())
            return replace(state, tension=state.tension.set(reading, _seen(was, level, at)))
        case events.AlertRaised(alert, reading, level, amount, causes):
            raised = Alert(alert, reading, level, amount, causes, at)
            return replace(_shown(state, event, at), alerts=state.alerts.set(alert, raised))
        case events.AlertEased(reading, level):
            alerts = state.alerts
            for current in state.alerts.values():
                if current.reading is reading and current.level.rank > level.rank and not current.until:
                    alerts = alerts.set(current.id, replace(current, until=at))
            return replace(_shown(state, event, at), alerts=alerts)
        case events.AlertAnswered(alert, right):
            return replace(state, alerts=state.alerts.set(alert, replace(state.alerts[alert], right=right)))
        case events.HelpRaised(call, where, origin, number):
            away = elsewhere(by, where) if where else ""
            asked_for = HelpCall(call, where, origin, at, by.name, number=number, asked_from=away)
            return replace(state, help_calls=state.help_calls.set(call, asked_for))
        case events.HelpComing(call):
            coming = replace(state.help_calls[call], coming=by.name or by.role)
            return replace(state, help_calls=state.help_calls.set(call, coming))
        case events.HelpEnded(call):
            return replace(state, help_calls=state.help_calls.delete(call))
        case events.MessageAnnounced(message, until):
            return replace(state, announced=state.announced.set(message, until))
        case events.MessageWithdrawn(message):
            return replace(state, announced=state.announced.delete(message))
        case _:
            assert_never(event)


def calls(state: OfficeState) -> tuple[HelpCall, ...]:
    """Who asks for somebody now, the oldest first.

    A client who asked at the kiosk does no more once somebody met them, also when they wait again afterwards; of those to whom
    nobody comes yet only the first is told, so that a queue at the kiosk is one line on a screen and not twenty.
    """
    shown, alone = [], False
    for call in sorted(state.help_calls.values(), key=lambda call: (call.since, call.number)):
        if call.number and (not _unmet(state.open.get(call.origin)) or (alone and not call.coming)):
            continue
        alone = alone or bool(call.number and not call.coming)
        shown.append(call)
    return tuple(shown)


def _unmet(ticket: Ticket | None) -> bool:
    # Waiting ever since it was taken: whoever was called, parked or sent on, save by a tap that was undone, has waited anew since.
    if ticket is None:
        return False
    return ticket.state is State.WAITING and ticket.since == ticket.arrival and not ticket.prequalified


def _report_machine(state: OfficeState, machine: str, in_order: bool) -> tuple[HallEvent, ...]:
    return () if in_order is (machine not in state.out_of_order) else (events.MachineReported(machine, in_order),)


def _answer(state: OfficeState, alert: str, right: bool) -> tuple[HallEvent, ...]:
    raised = state.alerts.get(alert)
    if raised is None:
        raise Refused(Reason.ALERT_UNKNOWN)
    return () if raised.right is right else (events.AlertAnswered(alert, right),)


def _raise_help(state: OfficeState, where: str, origin: str) -> tuple[HallEvent, ...]:
    if any((call.where, call.origin) == (where, origin) for call in state.help_calls.values()):
        return ()
    if sum(not call.number for call in state.help_calls.values()) >= CALLS:
        raise Refused(Reason.TOO_MANY_CALLS)
    return (events.HelpRaised(f"help-{state.version + 1}", where, origin),)


def _call(state: OfficeState, call: str) -> HelpCall:
    help_call = state.help_calls.get(call)
    if help_call is None:
        raise Refused(Reason.CALL_OVER)
    return help_call


def _announce(state: OfficeState, message: str, minutes: int, now: int) -> tuple[HallEvent, ...]:
    if not 1 <= minutes <= LONGEST_MINUTES:
        raise Refused(Reason.ANNOUNCEMENT_TIME, most=LONGEST_MINUTES)
    return (events.MessageAnnounced(message, now + minutes * MINUTE),)


def _withdraw(state: OfficeState, message: str) -> tuple[HallEvent, ...]:
    # Also one that has left the configuration since it was put on the display.
    if message in state.announced:
        return (events.MessageWithdrawn(message),)
    if message not in state.plan.announcements:
        raise Refused(Reason.MESSAGE_UNKNOWN, message=message)
    return ()


def _seen(was: TensionLevel, level: Level, at: int) -> TensionLevel:
    """The raw level moved; the time it has stood above, or below, what is shown goes on while it stays on that side."""
    side, old = level.rank - was.shown.rank, was.raw.rank - was.shown.rank
    if side == 0 or side * old <= 0:
        return replace(was, raw=level, nearest=level, since=at)
    nearest = level if abs(side) < abs(was.nearest.rank - was.shown.rank) else was.nearest
    return replace(was, raw=level, nearest=nearest)


def _shown(state: OfficeState, event: events.AlertRaised | events.AlertEased, at: int) -> OfficeState:
    was = state.tension.get(event.reading, TensionLevel())
    now = replace(was, shown=event.level, nearest=was.raw, since=at)
    return replace(state, tension=state.tension.set(event.reading, now))
