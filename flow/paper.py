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


NOT_ON_PAPER = frozenset({PaperState.NOT_SENT, PaperState.CLEARED})
"""Outcomes after which it is certain that no paper came out: these alone are tried again without asking anybody."""

TEST = "test-"
"""What the id of a test print begins with. Slips and sheets (mediation/) have beginnings of their own; all others are tickets."""


NO_PAPER = NOT_ON_PAPER | {PaperState.EXPIRED}
"""Ends after which the client certainly holds none."""


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
