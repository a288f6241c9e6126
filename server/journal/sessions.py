"""Who is signed in where: each session has a number, and whatever ends it says why."""

import sqlite3
from collections.abc import Collection, Mapping

import msgspec
from sqlite_utils import Database

from flow.tickets import Actor
from server.journal.acts import Act, Ending, What, add
from server.journal.connection import write

_NAMED = (
    "select session.id, staff.name, device.name, device.id from session join staff on staff.id = session.staff"
    " join device on device.id = session.device"
)


class Session(msgspec.Struct, frozen=True):
    """staff, device: their numbers. began_at, used_at: milliseconds."""

    id: int
    secret_hash: str
    staff: int
    device: int
    began_at: int
    used_at: int


class Sessions:
    """The sessions of one office."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> list[Session]:
        """Those that nobody ended; some may have run out."""
        sql = "select id, secret_hash, staff, device, began_at, used_at from session"
        return [Session(*row) for row in self._database.execute(sql)]

    def open(
        self, secret_hash: str, staff: int, device: int, replaces: int, by: Actor, now: int
    ) -> tuple[Session, frozenset[int]]:
        """A new session, and those that it ends: of the same person on the same device, and the one that it replaces.

        The person's failures are forgiven.
        """
        with write(self._database) as connection:
            sql = f"{_NAMED} where (session.staff = ? and session.device = ?) or session.id = ?"
            ended = end(connection, sql, (staff, device, replaces), Ending.ANOTHER_SIGN_IN, by, now)
            connection.execute(
                "update failure set forgiven = 1 where subject = 'person' and about = ? and not forgiven", (str(staff),)
            )
            insert = "insert into session (secret_hash, staff, device, began_at, used_at) values (?, ?, ?, ?, ?)"
            number = connection.execute(insert, (secret_hash, staff, device, now, now)).lastrowid
            assert number is not None
            (row,) = connection.execute(f"{_NAMED} where session.id = ?", (number,)).fetchall()
            add(connection, Act(now, by, What.SIGNED_IN, label(row[2], row[3])))
        return Session(number, secret_hash, staff, device, now, now), ended

    def end(self, ids: Collection[int], why: Ending | None, by: Actor, now: int) -> frozenset[int]:
        """These sessions end; why None: their person signed out."""
        with write(self._database) as connection:
            marks = ", ".join("?" * len(ids))
            return end(connection, f"{_NAMED} where session.id in ({marks})", tuple(ids), why, by, now)

    def touch(self, used: Mapping[int, int], seen: Mapping[int, str], cookies: Mapping[int, str]) -> None:
        """What was used when: sessions (milliseconds), devices seen and given their cookie again (ISO dates), in one transaction."""
        with write(self._database) as connection:
            turned = [(at, number) for number, at in used.items()]
            connection.executemany("update session set used_at = ? where id = ?", turned)
            for sql, days in (
                ("update device set seen_on = ? where id = ?", seen),
                ("update device set cookie_on = ? where id = ?", cookies),
            ):
                connection.executemany(sql, [(day, number) for number, day in days.items()])


def end(
    connection: sqlite3.Connection, sql: str, values: tuple[object, ...], why: Ending | None, by: Actor, now: int
) -> frozenset[int]:
    """Ends the sessions that `sql` (made of _NAMED) finds, and tells it; their numbers."""
    rows = connection.execute(sql, values).fetchall()
    for number, person, device, device_id in rows:
        connection.execute("delete from session where id = ?", (number,))
        if why is None:
            add(connection, Act(now, by, What.SIGNED_OUT, label(device, device_id)))
        else:
            add(connection, Act(now, by, What.SESSION_ENDED, f"{person}, {label(device, device_id)}", why.value))
    return frozenset(row[0] for row in rows)


def end_of(
    connection: sqlite3.Connection, column: str, number: int, why: Ending, by: Actor, now: int
) -> frozenset[int]:
    """Ends all sessions of a person (column "staff") or on a device (column "device")."""
    return end(connection, f"{_NAMED} where session.{column} = ?", (number,), why, by, now)


def label(device: str, number: int) -> str:
    """How a device is named: two of a kind have other numbers."""
    return f"{device} n° {number}"
