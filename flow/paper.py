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


OUTCOMES = frozenset(PaperState) - {PaperState.QUEUED, PaperState.PRINTING}


class Paper(msgspec.Struct, frozen=True):
    """The paper of one ticket. copy: 1, then one more for each reprint. deadline: milliseconds, nothing is printed after it."""

    copy: int
    state: PaperState
    deadline: int
    printer: str = ""
    reason: str = ""


class PrinterReport(msgspec.Struct, frozen=True):
    """A printer's state (ready, near_end, paper_out, …) and since when, in milliseconds."""

    state: str
    since: int
