"""Every field of every command has bounds in its type, at any depth; events have none, so that old journals open."""

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated, Any, get_args

import msgspec
import pytest
from msgspec import inspect

from config.settings import CounterSettings
from config.table import NAME as CONFIGURED
from flow import bounds
from flow.commands import TakeTicket
from flow.events import TicketClosed, TicketTaken
from flow.names import named_in
from flow.paper import PaperReason, PrinterState
from flow.wire import Command
from mediation.commands import AnyCommand
from mediation.coop import Gender, Nature
from mediation.details import Counts, Details, SentCounts, SentDetails, kept_counts, kept_details
from mediation.events import AnyEvent
from printer.protocol import Status

COMMANDS = get_args(AnyCommand)
NAMES_NOTHING = {
    ("TakeTicket", "language"),
    ("OpenDay", "date"),
    ("OpenDay", "epoch"),
    ("ResumeJournal", "epoch"),
    ("CorrectDay", "date"),
    ("RaiseHelp", "origin"),
    ("CorrectPresence", "mediator"),
    ("CorrectPresence", "date"),
}
"""Texts that are on no list: see where their types are made, in flow/bounds.py, why each may be so."""


def parts(shape: inspect.Type, path: str = "") -> Iterator[tuple[str, inspect.Type]]:
    """Every type inside a type, with the path to it."""
    yield path, shape
    match shape:
        case inspect.Metadata():
            yield from parts(shape.type, path)
        case inspect.UnionType():
            for member in shape.types:
                yield from parts(member, path)
        case inspect.StructType():
            for field in shape.fields:
                yield from parts(field.type, f"{path}.{field.name}")
        case inspect.VarTupleType() | inspect.ListType():
            yield from parts(shape.item_type, f"{path}[]")
        case inspect.DictType():
            yield from parts(shape.key_type, f"{path} key")
            yield from parts(shape.value_type, f"{path}{{}}")


def unbounded(shape: inspect.Type) -> Iterator[str]:
    """The places in a type where a value may be as large as one likes."""
    for path, part in parts(shape):
        match part:
            case inspect.StrType():
                open_ended = part.max_length is None or part.pattern is None
            case inspect.IntType() | inspect.FloatType():
                open_ended = part.ge is None or part.le is None
            case inspect.VarTupleType() | inspect.ListType() | inspect.DictType():
                open_ended = part.max_length is None
            case inspect.Metadata() | inspect.UnionType() | inspect.StructType():
                open_ended = False
            case inspect.EnumType() | inspect.BoolType() | inspect.NoneType() | inspect.LiteralType():
                open_ended = False
            case _:
                open_ended = True
        if open_ended:
            yield path


def bounds_in(shape: inspect.Type) -> set[str]:
    """The bounds that a type has anywhere."""
    kinds = ("ge", "gt", "le", "lt", "pattern", "min_length", "max_length", "multiple_of")
    return {kind for _path, part in parts(shape) for kind in kinds if getattr(part, kind, None) is not None}


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.__name__)
def test_every_field_of_every_command_has_bounds(command):
    assert set(unbounded(inspect.type_info(command))) == set()


class Inner(msgspec.Struct, frozen=True):
    note: str


class WithoutBounds(Command, frozen=True):
    text: str
    only_long: Annotated[str, msgspec.Meta(max_length=4)]
    number: int
    only_least: Annotated[int, msgspec.Meta(ge=0)]
    ratio: float
    names: tuple[bounds.TagId, ...]
    words: Annotated[tuple[str, ...], msgspec.Meta(max_length=3)]
    inner: Inner | None
    sums: dict[Gender, bounds.People]
    anything: Any
    blob: bytes
    good: bounds.TicketId
    good_too: bool | None


def test_the_walk_catches_a_command_without_bounds():
    fields = "text only_long number only_least ratio names words[] inner.note sums anything blob"

    places = set(unbounded(inspect.type_info(WithoutBounds)))

    assert places == {f".{field}" for field in fields.split()}


def test_every_text_is_a_name_that_is_looked_up_or_one_of_a_few_with_a_reason():
    free = {
        (command.__name__, path.strip(".[]"))
        for command in COMMANDS
        for path, part in parts(inspect.type_info(command))
        if isinstance(part, inspect.StrType)
        and path.strip(".[]") not in {".".join(named) for named, _of in named_in(command)}
    }

    assert free == NAMES_NOTHING


@pytest.mark.parametrize("event", get_args(AnyEvent), ids=lambda event: event.__name__)
def test_no_event_has_bounds(event):
    assert bounds_in(inspect.type_info(event)) == set()


def test_the_check_of_events_would_see_a_bound():
    class Bounded(msgspec.Struct):
        details: SentDetails | None

    assert bounds_in(inspect.type_info(Bounded)) >= {"pattern", "max_length", "ge", "le"}


def test_an_event_of_a_time_without_bounds_is_read_back():
    long = TicketTaken("2025-11-24-101", 101, "help", "l" * 60_000, False, "counter", None, "")
    typed = TicketClosed("2025-11-24-101", "oriented_elsewhere", "w" * 50_000)

    for event in (long, typed):
        assert msgspec.json.decode(msgspec.json.encode(event), type=type(event)) == event


def test_the_bounds_of_what_is_sent_do_not_come_with_what_is_kept():
    details = kept_details(SentDetails(nature=Nature.INFORMATION, minutes=5, procedure="income-tax"))
    counts = kept_counts(SentCounts(total=3, genre={Gender.FEMALE: 1}))

    assert details == Details(Nature.INFORMATION, 5, procedure="income-tax")
    assert counts == Counts(3, {Gender.FEMALE: 1})
    assert (type(details), type(counts)) == (Details, Counts)
    for kept, sent in ((Details, SentDetails), (Counts, SentCounts)):
        assert set(kept.__struct_fields__) == set(sent.__struct_fields__)


@pytest.mark.parametrize(
    "written", ["a", "a\n", "a\r", "\na", "a" * 40, "a" * 41, "", "é", "A", "1a", "a b", "a\x00", "a\ud800"]
)
def test_a_name_of_the_configuration_and_of_a_command_are_written_alike(written):
    try:
        msgspec.convert(written, bounds.NeedId)
        accepted = True
    except msgspec.ValidationError:
        accepted = False

    assert accepted is bool(re.fullmatch(CONFIGURED, written))
    assert accepted is (written in ("a", "a" * 40))


def test_the_configuration_writes_counters_as_commands_do():
    assert bounds.COUNTER in repr(CounterSettings.model_fields["id"].metadata)


@pytest.mark.parametrize(
    "name", ["Anne\n", "\nAnne", "An\x00ne", "An\u202ene", "An\ud800ne", "An\u200bne", "", "A" * 41, "A\u2028B"]
)
def test_a_pseudonym_is_one_line_of_signs(name):
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(name, bounds.Pseudonym)


@pytest.mark.parametrize("name", ["Médiatrice 1", "Agent n° 3", "J.-P. (remplaçant)", "أمينة", "Олена", "A" * 40])
def test_pseudonyms_that_people_give_are_accepted(name):
    assert msgspec.convert(name, bounds.Pseudonym) == name


def test_a_bound_costs_no_time_however_long_the_text():
    # A pattern that backtracks takes minutes on this; pytest's own time limit would name it.
    for text in (" " * 64_000 + "\x00", "a" * 64_000 + "!", "1" * 64_000, "-" * 64_000):
        for alias in (bounds.Pseudonym, bounds.PlaceIfAny, bounds.TicketId, bounds.PaperId, bounds.SeatCode):
            with pytest.raises(msgspec.ValidationError):
                msgspec.convert(text, alias)


def test_every_reason_that_a_printer_worker_can_give_is_on_the_list():
    flags = ("unrecoverable", "cutter_error", "cover_open", "paper_out", "offline", "other_error")
    faults = {Status(**{flag: True}).fault for flag in flags}

    words = {"", "reset", "no_ack", "expired", "worker_stopped", "no_answer", "unreachable", "stuck_buffer", "near_end"}
    given = words | {str(fault) for fault in faults} | {f"after_{fault}" for fault in faults}

    assert None not in faults
    assert given == {reason.value for reason in PaperReason}
    assert {reason for reason in PaperReason if reason.value in set(PrinterState)} <= {*PrinterState}


def test_what_a_client_says_is_decoded_as_before():
    plain = msgspec.convert({"type": "TakeTicket", "need": "stamps"}, TakeTicket)

    assert plain == TakeTicket("stamps")
    assert all(issubclass(kind, StrEnum) for kind in (PaperReason, PrinterState))
