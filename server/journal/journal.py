"""The journal of an office: every event of its last days, in order; and the answers given, by idempotency key."""

import contextlib
import shutil
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec
from sqlite_utils import Database, Migrations

from flow.events import JournalEntry
from flow.tickets import Actor
from flow.time_events import ClockTrusted
from mediation.events import AnyEntry, AnyEvent, ticket_of
from mediation.state import Presence
from mediation.statistics import StatisticsChange
from server.journal.audit import DayChecked, check_journal, goes_on_from
from server.journal.chain import Chain, EventRow
from server.journal.chain_tables import chain_events
from server.journal.connection import is_alone, open_database, stop_unless_in_place, write
from server.journal.retention import Forgotten, forget
from server.journal.soundness import is_newer
from server.journal.statistics import make_tables, write_counted
from server.journal.tables import first, table

_EVENT = msgspec.json.Decoder(AnyEvent)
_ACTOR = msgspec.json.Decoder(Actor)
_ENCODER = msgspec.json.Encoder()

migrations = Migrations("journal")
ROOM_BYTES = 1_048_576
"""For the shared memory of a WAL file: 32 KiB, and more for a long one."""


@migrations()
def m001_event_and_answer(database: Database) -> None:
    """event: one row each, seq without holes. answer: what a key was answered, written with the events it caused."""
    database.execute(
        "create table event (seq integer primary key, day text not null, at integer not null, by text not null,"
        " type text not null, ticket text, body text not null) strict"
    )
    database.execute("create index event_of_day on event (day, seq)")
    database.execute(
        "create table answer (scope text not null, key text not null, body text not null, said text not null,"
        " at integer not null, primary key (scope, key)) strict, without rowid"
    )


@migrations()
def m002_statistics(database: Database) -> None:
    """What stays when the events of a day are gone."""
    make_tables(database)


@migrations()
def m003_who_a_correction_replaced(database: Database) -> None:
    """A correction may name another mediator (a replacement day): whom it named before is kept with it."""
    database.execute("alter table correction add column was_mediator text not null default ''")


@migrations()
def m004_readiness(database: Database) -> None:
    """One row that is written only to see that the disk takes it. at: milliseconds."""
    database.execute("create table readiness (id integer primary key check (id = 1), at integer not null) strict")


@migrations()
def m005_chain(database: Database) -> None:
    """Events are only added, and each holds to the one before it."""
    chain_events(database)


class StoredAnswer(msgspec.Struct, frozen=True):
    """An answer given before: the hash of what was asked, and the answer as JSON."""

    body_hash: str
    answer: bytes


class NewAnswer(msgspec.Struct, frozen=True):
    """An answer to keep with the events: scope (the device), hash of its key, hash of what was asked, answer as JSON."""

    scope: str
    key_hash: str
    body_hash: str
    answer: bytes


class Journal:
    """One file, one writer: this process. Raises sqlite3.Error when the disk or the file fails.

    durable False: only for a past that is made up and can be made again (demonstration/past).
    """

    def __init__(self, path: Path, durable: bool = True) -> None:
        self.path = path
        self._database = open_database(path, migrations, "wal", durable)
        self.durable = durable
        self._chain = Chain(self._database.conn)

    def store(
        self,
        entries: list[tuple[str, AnyEntry]],
        new_answer: NewAnswer | None,
        now: int,
        changes: Iterable[StatisticsChange] = (),
    ) -> None:
        """All these events, each with its business day, what they change in the statistics, and the answer; or the answer alone.

        Durable when this returns, nothing when it raises.
        """
        rows = [_row(day, entry) for day, entry in entries]
        with write(self._database) as connection:
            # The way of a tap: events, salts and answer in ready-made statements, 5 us each where the library's insert takes 37.
            self._chain.add(connection, rows)
            if new_answer is not None:
                answer = (new_answer.scope, new_answer.key_hash, new_answer.body_hash, new_answer.answer.decode(), now)
                connection.execute("insert into answer values (?, ?, ?, ?, ?)", answer)
            write_counted(self._database, changes)
        self._chain.added()

    def stored_answer(self, scope: str, key_hash: str) -> StoredAnswer | None:
        """What this key was answered before, if it was; asked before each tap."""
        row = self._read("select body, said from answer where scope = ? and key = ?", scope, key_hash).fetchone()
        return StoredAnswer(row[0], row[1].encode()) if row else None

    def open_day(self) -> tuple[str, list[AnyEntry]]:
        """The last business day and its events in order; ("", []) for a new file. Cost: that day's events, not the history."""
        last = first(table(self._database, "event").rows_where(select="day", order_by="seq desc", limit=1))
        return ("", []) if last is None else (last["day"], self._events_of(last["day"]))

    def highest_number(self, date: str) -> int:
        """The highest number given on a day that was opened as this one; 0 for none."""
        (taken,) = self._database.query(
            "select max(cast(substr(ticket, 12) as integer)) as number from event where day = ? and type = 'TicketTaken'",
            (date,),
        )
        return taken["number"] or 0

    def moves_of_time(self, after: int) -> list[tuple[int, ClockTrusted]]:
        """Each time the office's time was moved after this seq, with its own, in order."""
        trusted = table(self._database, "event").rows_where(
            "seq > ? and type = 'ClockTrusted'", (after,), order_by="seq"
        )
        moves = [(int(row["seq"]), _EVENT.decode(row["body"])) for row in trusted]
        return [(seq, event) for seq, event in moves if isinstance(event, ClockTrusted) and event.by]

    def last_seq(self) -> int:
        """The seq of the last event, also where retention deleted it; 0 for a new file."""
        return self._chain.last_seq

    def head(self) -> bytes:
        """The hash of the last event: what all events before it hold to."""
        return self._chain.head

    def goes_on_from(self, seq: int, head: str) -> bool:
        """True when it has, or has sealed, the event `seq` with this hash (hex): nothing up to there was lost or replaced."""
        return goes_on_from(self._database.conn, seq, head)

    def head_of(self, day: str) -> bytes | None:
        """The head of a day, sealed or not; None where nothing happened. The open day's goes on with each event."""
        row = first(
            self._database.query(
                "select hash from event where seq = (select max(seq) from event where day = ?) union all"
                " select after from sealed_day where day = ? limit 1",
                (day, day),
            )
        )
        return row["hash"] if row else None

    def checked(self) -> list[DayChecked]:
        """Every day, whole or broken. Cost: the events that are there, some microseconds each.

        None of a past that is being made up: this process wrote all of it, and opens it again for each half-day.
        """
        return check_journal(self._database.conn) if self.durable else []

    def forget(self, first_kept: str, now: int = 0) -> Forgotten:
        """Deletes the events and answers of the business days before `first_kept`: their heads and the statistics stay."""
        return forget(self._database, first_kept, now)

    def presences_of(self, date: str) -> tuple[Presence, ...]:
        """The presences of a business day, from the statistics: the events of a day gone by may be deleted."""
        rows = table(self._database, "presence").rows_where("date = ?", (date,), order_by="started")
        return tuple(
            Presence(row["key"], row["mediator"], row["started"], row["ended"], bool(row["left_open"])) for row in rows
        )

    def unfilled(self) -> Iterator[list[AnyEntry]]:
        """The events of a journal that is older than its statistics, day by day; nothing when they are filled."""
        row = first(table(self._database, "to_fill").rows_where())
        if row is not None:
            days = "select day from event where seq <= ? group by day order by min(seq)"
            yield from (self._events_of(of["day"]) for of in list(self._database.query(days, (row["until"],))))

    def fill(self, changes: Iterable[StatisticsChange]) -> None:
        """The statistics of all that `unfilled` gave; they are not asked for again."""
        with write(self._database):
            write_counted(self._database, changes)
            table(self._database, "to_fill").delete_where()

    def name_office(self, office: str, name: str) -> None:
        """What the report calls this office."""
        stored, row = table(self._database, "office"), {"id": office, "name": name}
        if first(stored.rows_where()) != row:
            with write(self._database):
                stored.delete_where()
                stored.insert(row)

    def check(self, now: int) -> None:
        """Writes a row and syncs it. Raises sqlite3.Error when the journal cannot be written."""
        self._share()
        with write(self._database):
            table(self._database, "readiness").upsert({"id": 1, "at": now}, pk="id")

    def is_newer(self) -> bool:
        """Whether another version of the program changed the file to a shape that this one does not know."""
        return is_newer(self._database, migrations)

    def stop_unless_in_place(self) -> None:
        """Ends the program when somebody deleted or replaced the file. Raises Unsure."""
        stop_unless_in_place(self._database)

    def sizes(self) -> tuple[int, int]:
        """Bytes of the file and of its write-ahead log; 0 for what is not there."""
        return _bytes_of(self.path), _bytes_of(self.path.with_name(f"{self.path.name}-wal"))

    def settle(self) -> None:
        """What the file holds is written to its place and synced: what a failed sync left in memory only is on the disk from here on."""
        self._read("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()

    def close(self) -> None:
        """Empties the write-ahead log into the file and closes it."""
        self.settle()
        self._database.close()

    def leave(self) -> None:
        """Closes a file that cannot be served: what its write-ahead log holds stays as it is found, as far as SQLite lets it."""
        with contextlib.suppress(sqlite3.Error):
            self._database.close()

    def _share(self) -> None:
        """A file that was opened alone on a full disk is opened again as others may read it, once there is room."""
        if is_alone(self._database) and shutil.disk_usage(self.path.parent).free > ROOM_BYTES:
            self._database.close()
            self._database = open_database(self.path, migrations, "wal")

    def _events_of(self, day: str) -> list[AnyEntry]:
        rows = table(self._database, "event").rows_where("day = ?", (day,), order_by="seq", select="seq, at, by, body")
        return [
            JournalEntry(row["seq"], row["at"], _ACTOR.decode(row["by"]), _EVENT.decode(row["body"])) for row in rows
        ]

    def _read(self, sql: str, *values: object) -> sqlite3.Cursor:
        return self._database.execute(sql, values)


def _bytes_of(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _row(day: str, entry: AnyEntry) -> EventRow:
    ticket = ticket_of(entry.event)
    body, by = _ENCODER.encode(entry.event).decode(), _ENCODER.encode(entry.by).decode()
    return (entry.seq, day, entry.at, by, type(entry.event).__name__, ticket, body)
