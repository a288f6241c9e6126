"""What people ask about the hall itself: its machines, what makes it tense, help for a colleague, what the display announces."""

from typing import ClassVar

from flow.bounds import (
    AlertId,
    AnnouncedId,
    CounterIfAny,
    HelpCallId,
    MachineId,
    MessageId,
    Minutes,
    PageOrigin,
    TicketIfAny,
)
from flow.readings import Difficulty
from flow.wire import Command


class ReportMachine(Command, frozen=True):
    """A machine works, or does not."""

    may_wait: ClassVar[bool] = True

    machine: MachineId
    in_order: bool


class ReportDifficulty(Command, frozen=True):
    """Something that makes the hall tense. ticket: the one concerned, or "" for the whole hall."""

    may_wait: ClassVar[bool] = True

    kind: Difficulty
    ticket: TicketIfAny = ""


class AnswerAlert(Command, frozen=True):
    """« Juste » or « fausse alerte ». The last answer stands."""

    may_wait: ClassVar[bool] = True

    alert: AlertId
    right: bool


class RaiseHelp(Command, frozen=True):
    """A colleague is needed. where: a counter's id, or "" in the hall. origin: random id of the page that asks."""

    where: CounterIfAny
    origin: PageOrigin


class ComeToHelp(Command, frozen=True):
    """« J'arrive »."""

    call: HelpCallId


class EndHelp(Command, frozen=True):
    """The help is over, or was not needed."""

    call: HelpCallId


class Announce(Command, frozen=True):
    """Put a message of the office's list on the display, for 1 to 120 minutes."""

    message: MessageId
    minutes: Minutes


class WithdrawAnnouncement(Command, frozen=True):
    """Take a message off the display."""

    message: AnnouncedId


HallCommand = (
    ReportMachine | ReportDifficulty | AnswerAlert | RaiseHelp | ComeToHelp | EndHelp | Announce | WithdrawAnnouncement
)
