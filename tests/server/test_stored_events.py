"""What is in a journal stays readable: the rows of every kind of event, as they have been stored, are events and are stored alike."""

from pathlib import Path
from typing import get_args

import msgspec
import pytest
from msgspec.structs import fields

from flow.events import JournalEntry
from flow.tickets import CLIENT
from mediation.events import AnyEvent, ticket_of
from server.journal.journal import _row

ROWS = Path(__file__).with_name("stored_events.jsonl").read_bytes().splitlines()
"""Of each event one row with all its fields, and one with no more than it must have, where that is another.

A row is only ever added: journals have them as they are.
"""
FIELDS_GONE = {"TicketCalled": {"in_turn"}, "TicketMoved": {"place_before", "place_after"}}
"""What nobody reads any more is in old rows, and in no new one."""


def _as_stored_now(row: bytes) -> bytes:
    values = msgspec.json.decode(row)
    gone = FIELDS_GONE.get(values["type"], set())
    return msgspec.json.encode({name: value for name, value in values.items() if name not in gone})


@pytest.mark.parametrize("row", ROWS, ids=lambda row: msgspec.json.decode(row)["type"])
def test_a_row_as_it_was_stored_is_an_event_and_is_stored_the_same(row):
    assert msgspec.json.encode(msgspec.json.decode(row, type=AnyEvent)) == _as_stored_now(row)


def test_no_event_has_a_field_again_that_was_gone():
    # An old row would be read as if it said the new thing.
    again = {kind.__name__: {field.name for field in fields(kind)} for kind in get_args(AnyEvent)}

    assert not [name for name, gone in FIELDS_GONE.items() if gone & again[name]]


def test_there_are_rows_of_every_event():
    assert {msgspec.json.decode(row)["type"] for row in ROWS} == {kind.__name__ for kind in get_args(AnyEvent)}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: msgspec.json.decode(row)["type"])
def test_the_column_of_the_ticket_is_the_field_of_that_name(row):
    event = msgspec.json.decode(row, type=AnyEvent)

    *_, ticket, body = _row("2025-11-24", JournalEntry(1, 1, CLIENT, event))

    assert ticket == msgspec.json.decode(row).get("ticket") == ticket_of(event)
    assert body.encode() == _as_stored_now(row)


def test_an_event_that_names_a_ticket_says_so():
    naming = {kind for kind in get_args(AnyEvent) if "ticket" in {field.name for field in fields(kind)}}
    answering = {type(event) for row in ROWS if (event := msgspec.json.decode(row, type=AnyEvent)) and ticket_of(event)}

    assert answering == naming
