"""What is said between the office and its printers: the paper to print, the printer it is for, and what became of it."""

from enum import StrEnum
from typing import Literal

import msgspec


class TicketPaper(msgspec.Struct, frozen=True, tag="ticket"):
    """The words of one ticket, ready made in the ticket's language; nothing here is translated or put together later.

    number: "112". wait: "environ 10 à 15 minutes". where: one sentence. ready: one thing to have ready per item, under
    ready_title. follow: the sentence above the QR of url (no url: neither is printed). taken_at: already formatted.
    reprint: the mark of a second paper, empty on the first one. blocks: the office's own order of the parts, else the usual one.
    """

    office: str
    number: str
    need: str
    wait: str
    where: str
    ready: tuple[str, ...]
    ready_title: str
    follow: str
    url: str
    privacy: str
    taken_at: str
    language: str = "fr"
    reprint: str = ""
    blocks: tuple[str, ...] = ()


class SlipPaper(msgspec.Struct, frozen=True, tag="slip"):
    """The words of a workshop's slip, ready made in the client's language.

    heading: what this paper is. title, level: of the workshop. day; hours: from when to when. where: a sentence that ends with
    the place, which stands on a line of its own. seat: it is kept, or the place on the waiting list. todo: what to do with the
    code, one sentence per item. imprint: office and time.
    """

    heading: str
    title: str
    level: str
    day: str
    hours: str
    where: str
    place: str
    code_title: str
    code: str
    seat: str
    todo: tuple[str, ...]
    privacy: str
    imprint: tuple[str, ...]
    language: str = "fr"


class SheetPaper(msgspec.Struct, frozen=True, tag="sheet"):
    """The words of a hand-out sheet. have: what to have at hand, under have_title. steps: numbered as they stand. mind: what to
    beware of. aid: where a person helps. follow: the sentence above the QR of url.
    """

    title: str
    have_title: str
    have: tuple[str, ...]
    steps: tuple[str, ...]
    mind_title: str
    mind: tuple[str, ...]
    aid: str
    follow: str
    url: str
    imprint: tuple[str, ...]
    language: str = "fr"


AnyPaper = TicketPaper | SlipPaper | SheetPaper


Confirm = Literal["process_id", "status", "none"]


class PrinterModel(msgspec.Struct, frozen=True):
    """What differs from one printer to the next.

    dots: printable width (576 and 512 on 80 mm paper, 384 on 58 mm). charcode: the printer's number for the character
    page charcode_name (ESC t; Epson 16, Star 32, POS-5890 71). confirm: how it proves that it printed (GS ( H, GS r, not
    at all). cut: has a cutter. presenter: holds the ticket in its mouth until it is taken.
    """

    name: str = "TM-T20III"
    dots: int = 576
    charcode: int = 16
    charcode_name: str = "CP1252"
    confirm: Confirm = "process_id"
    cut: bool = True
    presenter: bool = False


class Outcome(StrEnum):
    """printed: proven. not_sent: no byte of it left. cleared: sent, then certainly thrown away. uncertain: nobody knows.

    sent_unconfirmed: sent to a printer that never answers.
    """

    PRINTED = "printed"
    NOT_SENT = "not_sent"
    CLEARED = "cleared"
    UNCERTAIN = "uncertain"
    SENT_UNCONFIRMED = "sent_unconfirmed"


class PaperOutcome(msgspec.Struct, frozen=True):
    """What became of one paper. reason: empty, or a word such as paper_out, no_ack, reset. took_ms: milliseconds."""

    outcome: Outcome
    reason: str
    took_ms: int
