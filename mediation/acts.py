"""What a mediator may do with a ticket as it stands, and which of it is likely.

What is usual in a situation stands here in the order in which it is offered; what the rules would refuse there is left out by
the table that they decide by (flow.visits.possible), so that a card never offers what the office does not accept.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum

import msgspec

from flow.commands import (
    AdvanceTicket,
    MarkAbsent,
    MoveTicket,
    ParkTicket,
    Prequalify,
    Recall,
    ReopenTicket,
    ReprintTicket,
    ReturnTicket,
)
from flow.needs import Route
from flow.tickets import Outcome, State, Ticket
from flow.visits.possible import OPEN, may_end_as, states_for
from flow.wire import Command
from mediation.commands import StartAccompaniment


class Act(StrEnum):
    """What may be done with a ticket. send: to where its need is solved. help: it begins, or ends where it was begun."""

    SEND = "send"
    HELP = "help"
    ANSWERED = "answered"
    MACHINE_DONE = "machine_done"
    FAILED = "failed"
    HAS_DOCUMENT = "has_document"
    RETURN = "return"
    IS_HERE = "is_here"
    RECALL = "recall"
    REOPEN = "reopen"
    GIVE = "give"
    PARK = "park"
    ELSEWHERE = "elsewhere"
    WORKSHOP = "workshop"
    LATER = "later"
    APPOINTMENT = "appointment"
    ABSENT = "absent"
    REPRINT = "reprint"
    LEFT = "left"
    MISTAKE = "mistake"
    CORRECT = "correct"
    MISSING = "missing"
    ADVANCE = "advance"
    MOVE = "move"


class Situation(StrEnum):
    """Where a ticket stands, as far as what may follow depends on it. helped: with help that is not recorded yet."""

    WAITING = "waiting"
    WITH_MEDIATOR = "with_mediator"
    HELPED = "helped"
    AT_MACHINE = "at_machine"
    HELPED_AT_MACHINE = "helped_at_machine"
    PARKED = "parked"
    PARKED_FOR_DOCUMENT = "parked_for_document"
    ABSENT = "absent"
    CALLED = "called"
    SERVING = "serving"
    CLOSED = "closed"


class Acts(msgspec.Struct, frozen=True):
    """What may be done in a situation. first: what usually follows; likely: the one of them that mostly does.

    others: the rarer ends. changes: of what is known of the visit, and of its place.
    """

    likely: Act | None
    first: tuple[Act, ...]
    others: tuple[Act, ...]
    changes: tuple[Act, ...]


def situation_of(ticket: Ticket, helped: bool) -> Situation:
    """The situation of a ticket. helped: it has help that is not recorded yet."""
    match ticket.state:
        case State.WITH_MEDIATOR if helped:
            return Situation.HELPED
        case State.AT_MACHINE if helped:
            return Situation.HELPED_AT_MACHINE
        case State.PARKED if ticket.parked is not None and ticket.parked.why.lacks_paper:
            return Situation.PARKED_FOR_DOCUMENT
        case state:
            return Situation(state.value)


def acts(where: Situation, without: Iterable[Act] = ()) -> Acts:
    """What may be done there. without: what this office has nothing for."""
    left_out = frozenset(without)

    def possible(usual: tuple[Act, ...]) -> tuple[Act, ...]:
        return tuple(act for act in usual if act not in left_out and is_possible(act, _STATES[where]))

    first = possible(_FIRST[where])
    return Acts(
        likely=first[0] if first and where is not Situation.CALLED else None,
        first=first,
        others=possible(_OTHERS[where]),
        changes=possible(_CHANGES[where]),
    )


def is_possible(act: Act, state: State) -> bool:
    """True when the rules of the queue accept the act for a ticket that stands there."""
    outcome = OUTCOMES.get(act)
    if outcome is not None:
        return state in OPEN and may_end_as(outcome, state)
    # Nobody at a machine goes on waiting for somebody else.
    if act is Act.LATER and state is State.AT_MACHINE:
        return False
    command = COMMANDS.get(act)
    return command is None or state in states_for(command)


def barred(ticket: Ticket, spent: bool) -> tuple[Act, ...]:
    """What its situation offers and this very ticket does not. spent: it has had all the copies of its paper that it may have."""
    for_us = ticket.state is State.WAITING and ticket.route is Route.MEDIATOR
    return (Act.LATER,) * for_us + (Act.REPRINT,) * spent


OUTCOMES: Mapping[Act, Outcome] = {
    Act.ANSWERED: Outcome.SOLVED_BY_MEDIATOR,
    Act.MACHINE_DONE: Outcome.SOLVED_AT_MACHINE,
    Act.ELSEWHERE: Outcome.ORIENTED_ELSEWHERE,
    Act.APPOINTMENT: Outcome.APPOINTMENT,
    Act.LEFT: Outcome.LEFT,
    Act.MISTAKE: Outcome.ISSUED_IN_ERROR,
}
"""The acts that end a visit, and how."""

COMMANDS: Mapping[Act, type[Command]] = {
    Act.SEND: Prequalify,
    Act.HELP: StartAccompaniment,
    Act.FAILED: ReturnTicket,
    Act.HAS_DOCUMENT: ReturnTicket,
    Act.RETURN: ReturnTicket,
    Act.IS_HERE: ReturnTicket,
    Act.RECALL: Recall,
    Act.REOPEN: ReopenTicket,
    Act.PARK: ParkTicket,
    Act.LATER: Prequalify,
    Act.ABSENT: MarkAbsent,
    Act.REPRINT: ReprintTicket,
    Act.CORRECT: Prequalify,
    Act.MISSING: ParkTicket,
    Act.ADVANCE: AdvanceTicket,
    Act.MOVE: MoveTicket,
}
"""What the others ask of the queue; a sheet is given, and a workshop signed up for, wherever the ticket stands."""

_STATES: Mapping[Situation, State] = {
    **{Situation(state.value): state for state in State},
    Situation.HELPED: State.WITH_MEDIATOR,
    Situation.HELPED_AT_MACHINE: State.AT_MACHINE,
    Situation.PARKED_FOR_DOCUMENT: State.PARKED,
}

_FIRST: Mapping[Situation, tuple[Act, ...]] = {
    Situation.WAITING: (Act.SEND, Act.HELP, Act.ANSWERED),
    Situation.WITH_MEDIATOR: (Act.ANSWERED, Act.HELP, Act.SEND),
    Situation.HELPED: (Act.HELP, Act.SEND),
    Situation.AT_MACHINE: (Act.MACHINE_DONE, Act.FAILED, Act.HELP),
    Situation.HELPED_AT_MACHINE: (Act.HELP, Act.FAILED),
    Situation.PARKED: (Act.RETURN, Act.HELP),
    Situation.PARKED_FOR_DOCUMENT: (Act.HAS_DOCUMENT, Act.HELP),
    Situation.ABSENT: (Act.IS_HERE,),
    Situation.CALLED: (Act.RECALL,),
    Situation.SERVING: (),
    Situation.CLOSED: (Act.REOPEN,),
}
"""What usually follows, the likeliest first: of somebody who waits it is where their need is solved."""

_SENT_ON = (Act.ELSEWHERE, Act.WORKSHOP)
_ENDS = (Act.REPRINT, Act.LEFT, Act.MISTAKE)
_WAITING = (Act.GIVE, Act.PARK, *_SENT_ON, Act.LATER, Act.APPOINTMENT, Act.ABSENT, *_ENDS)
_WITH_SOMEBODY = (Act.GIVE, Act.PARK, *_SENT_ON, Act.APPOINTMENT, *_ENDS)
_ASIDE = (Act.GIVE, *_SENT_ON, Act.APPOINTMENT, *_ENDS)
_OTHERS: Mapping[Situation, tuple[Act, ...]] = {
    Situation.WAITING: _WAITING,
    Situation.WITH_MEDIATOR: _WITH_SOMEBODY,
    Situation.HELPED: _WITH_SOMEBODY,
    Situation.AT_MACHINE: _WITH_SOMEBODY,
    Situation.HELPED_AT_MACHINE: _WITH_SOMEBODY,
    Situation.PARKED: _ASIDE,
    Situation.PARKED_FOR_DOCUMENT: _ASIDE,
    Situation.ABSENT: _ASIDE,
    # Whoever was called is the counter's, until the counter says what became of the visit.
    Situation.CALLED: (Act.GIVE,),
    Situation.SERVING: (Act.GIVE,),
    Situation.CLOSED: (Act.GIVE,),
}

_CHANGES: Mapping[Situation, tuple[Act, ...]] = {
    Situation.WAITING: (Act.CORRECT, Act.MISSING, Act.ADVANCE, Act.MOVE),
    Situation.WITH_MEDIATOR: (Act.CORRECT, Act.MISSING),
    Situation.HELPED: (Act.CORRECT, Act.MISSING),
    Situation.AT_MACHINE: (Act.CORRECT,),
    Situation.HELPED_AT_MACHINE: (Act.CORRECT,),
    Situation.PARKED: (Act.CORRECT,),
    Situation.PARKED_FOR_DOCUMENT: (Act.CORRECT,),
    Situation.ABSENT: (Act.CORRECT,),
    Situation.CALLED: (),
    Situation.SERVING: (),
    Situation.CLOSED: (),
}
