"""The statistics in the journal's file: a table a kind of record, written in the same transaction as the events they come from."""

from collections.abc import Iterable
from functools import cache
from typing import Any, TypeVar

import msgspec
from sqlite_utils import Database

from mediation.records import (
    UNSAID,
    AccompanimentRecord,
    AlertRecord,
    Correction,
    MoveRecord,
    PresenceRecord,
    Visit,
    WorkshopRecord,
)
from mediation.statistics import AnyRecord, Corrected, MoveUndone, Remove, StatisticsChange, Upsert
from server.journal.tables import Row, table

TABLES: dict[type[msgspec.Struct], str] = {
    Visit: "visit",
    AccompanimentRecord: "accompaniment",
    PresenceRecord: "presence",
    WorkshopRecord: "workshop",
    MoveRecord: "move",
    AlertRecord: "alert",
}
_NOT_A_COLUMN = {"office", "id", "corrections"}
"""The office is the file, the id is the key, corrections are a table of their own."""
_R = TypeVar("_R", bound=msgspec.Struct)


def make_tables(database: Database) -> None:
    """key: what the record is found again by. Dates are ISO, minutes whole, other times milliseconds; details … causes are JSON."""
    for sql in (
        (
            "create table visit (key text primary key, date text not null, hour integer not null, declared text not null,"
            " need text not null, route text not null, outcome text not null, waited integer, served integer,"
            ' promised integer, "where" text not null, overtaken integer not null, prequalified integer not null,'
            " machine_failed integer not null) strict, without rowid"
        ),
        (
            "create table accompaniment (key text primary key, date text not null, mediator text not null,"
            " started integer not null, recorded integer not null, changed integer, need text not null,"
            " details text not null, confirmed integer not null) strict, without rowid"
        ),
        (
            "create table presence (key text primary key, date text not null, mediator text not null,"
            " started integer not null, ended integer, left_open integer not null) strict, without rowid"
        ),
        (
            'create table correction (presence text not null, "by" text not null, at integer not null,'
            " reason text not null, was_started integer, was_ended integer, primary key (presence, at)) strict, without rowid"
        ),
        (
            "create table workshop (key text primary key, date text not null, title text not null, level text not null,"
            " inside integer not null, place text not null, starts integer not null, minutes integer not null,"
            " seats integer not null, cancelled integer not null, attendance text not null, counts text,"
            " mediator text not null, recorded integer, changed integer) strict, without rowid"
        ),
        (
            "create table move (key text primary key, date text not null, hour integer not null, reason text,"
            " advance integer not null, overtaken integer not null, minutes integer not null, undone integer not null)"
            " strict, without rowid"
        ),
        (
            "create table alert (key text primary key, date text not null, at integer not null, reading text not null,"
            " level text not null, amount real not null, causes text not null, lasted integer,"
            ' "right" integer) strict, without rowid'
        ),
        "create table office (id text primary key, name text not null) strict, without rowid",
        "create table to_fill (until integer not null) strict",
        # A journal from before these tables: the office fills them from its events when it starts.
        "insert into to_fill select max(seq) from event having max(seq) > 0",
        *(f"create index {name}_of_date on {name} (date)" for name in TABLES.values()),
    ):
        database.execute(sql)


def write_counted(database: Database, changes: Iterable[StatisticsChange]) -> None:
    """Writes what an event changed, inside the caller's transaction."""
    for change in changes:
        match change:
            case Upsert(key, record):
                # On the way of each tap that ends a visit: ready-made, 5 us; the library's insert takes 37, 80 on a busy machine.
                database.conn.execute(_insert(type(record)), (key, *_values(record)))
            case Remove(key, kind):
                table(database, TABLES[kind]).delete_where("key = ?", (key,))
            case MoveUndone(key):
                database.execute("update move set undone = 1 where key = ?", (key,))
            case Corrected(presence, correction):
                row = {"presence": presence, **msgspec.structs.asdict(correction)}
                table(database, "correction").insert(row, replace=True)


def read_record(kind: type[_R], office: str, row: Row, **beside: Any) -> _R:
    """The record in a row of its table."""
    fields: Row = {name: row[name] for name in _columns(kind)}
    fields |= {"office": office, **beside}
    if "id" in kind.__struct_fields__:
        fields["id"] = row["key"]
    if kind is Visit and fields["outcome"] in UNSAID:
        # A journal from before this was known says hours.
        fields["served"] = None
    for name in ("details", "attendance", "counts", "causes"):
        if isinstance(fields.get(name), str):
            fields[name] = msgspec.json.decode(fields[name])
    return msgspec.convert(fields, kind, strict=False)


def read_correction(row: Row) -> Correction:
    """The correction in a row of the table, without its presence.

    A journal that its own office has not opened with this program yet lacks the last column: who was named is not known.
    """
    return msgspec.convert(row, Correction, strict=False)


@cache
def _columns(kind: type[msgspec.Struct]) -> tuple[str, ...]:
    """The columns of this kind's table after its key, in the record's order."""
    return tuple(name for name in kind.__struct_fields__ if name not in _NOT_A_COLUMN)


@cache
def _insert(kind: type[AnyRecord]) -> str:
    names = ("key", *_columns(kind))
    columns, marks = ", ".join(f'"{name}"' for name in names), ", ".join("?" * len(names))
    return f"insert or replace into {TABLES[kind]} ({columns}) values ({marks})"  # noqa: S608  # names of our own types


def _values(record: AnyRecord) -> list[Any]:
    plain = msgspec.to_builtins(record)
    columns = (plain[name] for name in _columns(type(record)))
    return [msgspec.json.encode(v).decode() if isinstance(v, dict | list | tuple) else v for v in columns]
