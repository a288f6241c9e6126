"""What became of a ticket's paper, and how the printers are: facts beside the queue that never change it."""

from enum import StrEnum

import msgspec


class PaperState(StrEnum):
    """queued: to be printed. printing: a worker has it. Then one of what can become of paper, or expired: too late to print."""

    QUEUED = "queued"
    PRINTING = "printing"
    PRINTED = "printed"
    NOT_SENT = "not_sent"
    CLEARED = "cleared"
    UNCERTAIN = "uncertain"
    SENT_UNCONFIRMED = "sent_unconfirmed"
    EXPIRED = "expired"


class PaperEnd(StrEnum):
    """What a state means to whoever asked for the paper. under_way: it may still come out. not_out: it did not, and will not."""

    UNDER_WAY = "under_way"
    OUT = "out"
    PERHAPS_OUT = "perhaps_out"
    NOT_OUT = "not_out"


class PrinterState(StrEnum):
    """How a printer is, as staff see it. silent: its worker is not heard any more, and nobody knows how it is."""

    READY = "ready"
    NEAR_END = "near_end"
    PAPER_OUT = "paper_out"
    COVER_OPEN = "cover_open"
    CUTTER_ERROR = "cutter_error"
    UNRECOVERABLE = "unrecoverable"
    OFFLINE = "offline"
    NO_ANSWER = "no_answer"
    UNREACHABLE = "unreachable"
    STUCK_BUFFER = "stuck_buffer"
    SILENT = "silent"


class Care(StrEnum):
    """What somebody must do about a printer. soon: it prints, but needs a roll soon."""

    NONE = "none"
    SOON = "soon"
    NOW = "now"


class PaperReason(StrEnum):
    """Why a paper came out so: how the printer was, what it had suffered before it went on, or what the worker knows itself."""

    NONE = ""
    NEAR_END = PrinterState.NEAR_END
    PAPER_OUT = PrinterState.PAPER_OUT
    COVER_OPEN = PrinterState.COVER_OPEN
    CUTTER_ERROR = PrinterState.CUTTER_ERROR
    UNRECOVERABLE = PrinterState.UNRECOVERABLE
    OFFLINE = PrinterState.OFFLINE
    NO_ANSWER = PrinterState.NO_ANSWER
    UNREACHABLE = PrinterState.UNREACHABLE
    STUCK_BUFFER = PrinterState.STUCK_BUFFER
    AFTER_PAPER_OUT = "after_paper_out"
    AFTER_COVER_OPEN = "after_cover_open"
    AFTER_CUTTER_ERROR = "after_cutter_error"
    AFTER_UNRECOVERABLE = "after_unrecoverable"
    AFTER_OFFLINE = "after_offline"
    RESET = "reset"
    NO_ACK = "no_ack"
    EXPIRED = "expired"
    WORKER_STOPPED = "worker_stopped"


OUTCOMES = frozenset(PaperState) - {PaperState.QUEUED, PaperState.PRINTING}

NOT_ON_PAPER = frozenset({PaperState.NOT_SENT, PaperState.CLEARED})
"""Outcomes after which it is certain that no paper came out: these alone are tried again without asking anybody."""

TEST = "test-"
"""What the id of a test print begins with. Slips and sheets (mediation/) have beginnings of their own; all others are tickets."""


NO_PAPER = NOT_ON_PAPER | {PaperState.EXPIRED}
"""Ends after which the client certainly holds none."""

UNDER_WAY = frozenset({PaperState.QUEUED, PaperState.PRINTING})
"""States in which it may still come out."""

PRINTS = frozenset({PrinterState.READY, PrinterState.NEAR_END})
"""States of a printer in which it prints."""


def paper_end(state: PaperState) -> PaperEnd:
    """What this state means to whoever waits for the paper."""
    if state in UNDER_WAY:
        return PaperEnd.UNDER_WAY
    if state in NO_PAPER:
        return PaperEnd.NOT_OUT
    return PaperEnd.PERHAPS_OUT if state is PaperState.UNCERTAIN else PaperEnd.OUT


def care_of(printer: PrinterState) -> Care:
    """What this state of a printer asks of the people beside it."""
    if printer not in PRINTS:
        return Care.NOW
    return Care.SOON if printer is PrinterState.NEAR_END else Care.NONE


class Paper(msgspec.Struct, frozen=True):
    """One paper. copy: 1, then one more for each try, so that no two tries are ever taken for one another.

    deadline, queued_at: milliseconds; nothing is printed after the deadline. tried: printers that failed since it was asked
    for. reprint: another paper of it may exist, this one says so. only: the one printer that may print it. language: of a
    paper that is no ticket, "" when nobody said.
    """

    copy: int
    state: PaperState
    deadline: int
    printer: str = ""
    reason: str = ""
    queued_at: int = 0
    tried: tuple[str, ...] = ()
    reprint: bool = False
    only: str = ""
    language: str = ""


class PrinterReport(msgspec.Struct, frozen=True):
    """A printer's state (ready, near_end, paper_out, …) and since when, in milliseconds."""

    state: str
    since: int
