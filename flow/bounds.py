"""The bounds of what a command may hold, said once: how a name is written, how far a number goes, on which list a name must be.

For commands only. An event is read back as it was stored: a bound that is narrowed one day must not close an office's journal.
msgspec holds the bounds when a command is decoded, flow/names.py looks names up in the office's lists, docs/protocol.md shows both.
"""

from enum import StrEnum
from typing import Annotated

from msgspec import Meta


class OfOffice(StrEnum):
    """The lists of an office's configuration that a command may name something of; looked at before anything is decided."""

    NEED = "need"
    COUNTER = "counter"
    MACHINE = "machine"
    PRINTER = "printer"
    LANGUAGE = "language"
    READY = "ready"
    TAG = "tag"
    MESSAGE = "message"
    PLACE = "place"
    PROCEDURE = "procedure"
    SHEET = "sheet"
    WORKSHOP_TITLE = "workshop_title"
    WORKSHOP_PLACE = "workshop_place"


class OfDay(StrEnum):
    """What the office made itself and a command may name; the rule that needs it looks it up and says why it is not there."""

    TICKET = "ticket"
    PAPER = "paper"
    ALERT = "alert"
    HELP_CALL = "help_call"
    RUSH = "rush"
    ANNOUNCED = "announced_message"
    ACCOMPANIMENT = "accompaniment"
    PRESENCE = "presence"
    WORKSHOP = "workshop"
    SEAT = "seat"


NAME_LONGEST = 40
NAME = f"[a-z][a-z0-9_-]{{0,{NAME_LONGEST - 1}}}"
"""How the configuration names its things, and how a command names them."""
COUNTER = "[1-9][0-9]?"
COUNTER_LONGEST = 2
DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
LINE = (
    r"[^\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff0-\uffff\ud800-\udfff"
    r"\U000e0000-\U000e0fff]"
)
"""A sign that is seen in a line of text and changes nothing around it: no control sign, none that turns the writing round."""
PSEUDONYM_LONGEST = 40
PLACE_LONGEST = 60
SEQ = "[1-9][0-9]{0,14}"
"""Of an event that the office stored: what it makes itself is named after one."""
_NAME_WRITTEN = f"1–{NAME_LONGEST} of a–z 0–9 - _, a letter first"


def _text(pattern: str, longest: int, written: str, of: OfOffice | OfDay | None = None, empty: bool = False) -> Meta:
    # Not ^ and $: a search with $ also finds a text with a line end after it.
    whole_pattern = rf"\A(?:{pattern}){'?' if empty else ''}\Z"
    shown = {"written": f'{written}, or ""' if empty else written}
    if of is not None:
        shown["of"] = f"list of the office: {of}" if isinstance(of, OfOffice) else f"of the day: {of}"
    return Meta(pattern=whole_pattern, max_length=longest, extra={"of": of}, extra_json_schema=shown)


def _name(of: OfOffice, empty: bool = False) -> Meta:
    return _text(NAME, NAME_LONGEST, _NAME_WRITTEN, of, empty)


def _numbered(of: OfDay, begins: str, empty: bool = False) -> Meta:
    return _text(f"{begins}{SEQ}", len(begins) + 15, f"{begins}1 to {begins}{10**15 - 1}", of, empty)


_COUNTER = (COUNTER, COUNTER_LONGEST, "1–99", OfOffice.COUNTER)
_LANGUAGE = ("[a-z]{2,3}", 3, "2–3 of a–z")
_TICKET = (f"{DAY}-[0-9]{{1,9}}", 20, "date-number, 2025-11-24-101", OfDay.TICKET)

NeedId = Annotated[str, _name(OfOffice.NEED)]
CounterId = Annotated[str, _text(*_COUNTER)]
CounterIfAny = Annotated[str, _text(*_COUNTER, empty=True)]
MachineId = Annotated[str, _name(OfOffice.MACHINE)]
MachineIfAny = Annotated[str, _name(OfOffice.MACHINE, empty=True)]
PrinterName = Annotated[str, _name(OfOffice.PRINTER)]
ReadyId = Annotated[str, _name(OfOffice.READY)]
TagId = Annotated[str, _name(OfOffice.TAG)]
MessageId = Annotated[str, _name(OfOffice.MESSAGE)]
AnnouncedId = Annotated[str, _text(NAME, NAME_LONGEST, _NAME_WRITTEN, OfDay.ANNOUNCED)]
ProcedureIfAny = Annotated[str, _name(OfOffice.PROCEDURE, empty=True)]
SheetId = Annotated[str, _name(OfOffice.SHEET)]
WorkshopTitleId = Annotated[str, _name(OfOffice.WORKSHOP_TITLE)]
WorkshopPlaceId = Annotated[str, _name(OfOffice.WORKSHOP_PLACE)]
PlaceIfAny = Annotated[
    str,
    _text(
        f"{LINE}{{1,{PLACE_LONGEST}}}",
        PLACE_LONGEST,
        f"id or name, 1–{PLACE_LONGEST} signs",
        OfOffice.PLACE,
        empty=True,
    ),
]
LanguageIfAny = Annotated[str, _text(*_LANGUAGE, OfOffice.LANGUAGE, empty=True)]
ClientLanguage = Annotated[str, _text(*_LANGUAGE)]
"""On no list: a client whose kiosk still offers a language that the office has given up gets a ticket all the same."""

TicketId = Annotated[str, _text(*_TICKET)]
TicketIfAny = Annotated[str, _text(*_TICKET, empty=True)]
PaperId = Annotated[str, _text("[A-Za-z0-9._-]{1,80}", 80, "1–80 of A–Z a–z 0–9 . - _", OfDay.PAPER)]
AlertId = Annotated[str, _text(f"[a-z]{{1,20}}-{SEQ}", 36, "load-1, climate-1", OfDay.ALERT)]
HelpCallId = Annotated[str, _numbered(OfDay.HELP_CALL, "help-")]
RushId = Annotated[str, _numbered(OfDay.RUSH, "rush-")]
AccompanimentId = Annotated[str, _numbered(OfDay.ACCOMPANIMENT, "a")]
PresenceIfAny = Annotated[str, _numbered(OfDay.PRESENCE, "p", empty=True)]
WorkshopId = Annotated[str, _numbered(OfDay.WORKSHOP, "w")]
SeatCode = Annotated[str, _text("[A-Za-z0-9 ]{1,8}", 8, "1–8 of A–Z a–z 0–9 and spaces", OfDay.SEAT)]
PageOrigin = Annotated[str, _text("[A-Za-z0-9_-]{1,64}", 64, "1–64 of A–Z a–z 0–9 - _, at random")]
Pseudonym = Annotated[
    str,
    _text(f"{LINE}{{1,{PSEUDONYM_LONGEST}}}", PSEUDONYM_LONGEST, f"1–{PSEUDONYM_LONGEST} signs, no control signs"),
]
"""Who was there on a day of replacement: somebody who signs in nowhere, so on no list. The manager's word, kept with a trace."""
IsoDate = Annotated[str, _text(DAY, 10, "YYYY-MM-DD")]

Epoch = Annotated[str, _text("[0-9a-f]{16}", 16, "16 of 0–9 a–f, at random", empty=True)]
"""What a journal that lost something is told apart by from what it was before."""

Rev = Annotated[int, Meta(ge=0, le=1_000_000, description="the ticket's rev that the person looked at")]
Copy = Annotated[int, Meta(ge=1, le=1_000)]
Minutes = Annotated[int, Meta(ge=0, le=24 * 60)]
"""A day at most; the rules say less, with a sentence that says how much."""
People = Annotated[int, Meta(ge=0, le=1_000)]
Seq = Annotated[int, Meta(ge=0, le=10**15)]
Moment = Annotated[int, Meta(ge=0, le=4_102_444_800_000)]
"""Milliseconds since 1970, until 2100."""
Jump = Annotated[int, Meta(ge=-4_102_444_800_000, le=4_102_444_800_000)]
"""Milliseconds from one time to another."""
Number = Annotated[int, Meta(ge=0, le=10**9)]
Took = Annotated[int, Meta(ge=0, le=24 * 3_600_000)]
"""Milliseconds that something lasted, a day at most."""
Millimetres = Annotated[int, Meta(ge=0, le=500_000)]
"""As much as the longest roll that an office may configure."""

MOST_READY = 40
MOST_TAGS = 12
SWEPT_AT_ONCE = 200
"""Tickets that one sweep ends: a kiosk gives as many in a quarter of an hour at most."""
Ticks = Annotated[tuple[ReadyId, ...], Meta(max_length=MOST_READY)]
SweptTickets = Annotated[tuple[TicketId, ...], Meta(min_length=1, max_length=SWEPT_AT_ONCE)]
Tags = Annotated[tuple[TagId, ...], Meta(max_length=MOST_TAGS)]
