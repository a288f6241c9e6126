"""Who is signed in where: each session has a number, and whatever ends it says why."""

from collections.abc import Collection, Mapping

import msgspec
from sqlite_utils import Database

from config.languages import SOURCE
from flow.tickets import Actor
from server.journal.acts import Act, Ending, What, add
from server.journal.connection import write
from server.journal.tables import table

_NAMED = (
    "select session.id as id, staff.name as person, device.name as device, device.id as number from session"
    " join staff on staff.id = session.staff join device on device.id = session.device where "
)


class Session(msgspec.Struct, frozen=True):
    """staff, device: their numbers. began_at, used_at: milliseconds. language: of the person's screens."""

    id: int
    secret_hash: str
    staff: int
    device: int
    began_at: int
    used_at: int
    language: str = SOURCE


class Sessions:
    """The sessions of one office."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> list[Session]:
        """Those that nobody ended; some may have run out."""
        return [msgspec.convert(row, Session) for row in table(self._database, "session").rows_where()]

    def open(
        self, secret_hash: str, staff: int, device: int, replaces: int, by: Actor, now: int, language: str = SOURCE
    ) -> tuple[Session, frozenset[int]]:
        """A new session, and those that it ends: of the same person on the same device, and the one that it replaces.

        The person's failures are forgiven.
        """
        with write(self._database):
            same = "(session.staff = ? and session.device = ?) or session.id = ?"
            ended = end(self._database, same, (staff, device, replaces), Ending.ANOTHER_SIGN_IN, by, now)
            self._database.execute(
                "update failure set forgiven = 1 where subject = 'person' and about = ? and not forgiven", (str(staff),)
            )
            row = {
                "secret_hash": secret_hash, "staff": staff, "device": device, "began_at": now, "used_at": now, "language": language
            }  # fmt: skip
            number = table(self._database, "session").insert(row).last_pk
            assert number is not None
            name = table(self._database, "device").get(device)["name"]
            add(self._database, Act(now, by, What.SIGNED_IN, label(name, device)))
        return Session(number, secret_hash, staff, device, now, now, language), ended

    def end(self, ids: Collection[int], why: Ending | None, by: Actor, now: int) -> frozenset[int]:
        """These sessions end; why None: their person signed out."""
        with write(self._database):
            marks = ", ".join("?" * len(ids))
            return end(self._database, f"session.id in ({marks})", tuple(ids), why, by, now)

    def set_language(self, session: int, language: str) -> None:
        """Its person chose another language."""
        with write(self._database):
            table(self._database, "session").update(session, {"language": language})

    def touch(self, used: Mapping[int, int], seen: Mapping[int, str], cookies: Mapping[int, str]) -> None:
        """What was used when: sessions (milliseconds), devices seen and given their cookie again (ISO dates), in one transaction.

        What another process ended or took away meanwhile stays gone.
        """
        with write(self._database) as connection:
            # Ready-made: the library looks each row up before it changes it, for fifty 0.1 ms against 11, while nobody is served.
            for sql, changed in (
                ("update session set used_at = ? where id = ?", used),
                ("update device set seen_on = ? where id = ?", seen),
                ("update device set cookie_on = ? where id = ?", cookies),
            ):
                connection.executemany(sql, [(value, number) for number, value in changed.items()])


def end(
    database: Database, where: str, values: tuple[object, ...], why: Ending | None, by: Actor, now: int
) -> frozenset[int]:
    """Ends the sessions that are so, and tells it, in the caller's transaction; their numbers."""
    rows = list(database.query(f"{_NAMED}{where}", values))
    for row in rows:
        table(database, "session").delete_where("id = ?", (row["id"],))
        device = label(row["device"], row["number"])
        if why is None:
            add(database, Act(now, by, What.SIGNED_OUT, device))
        else:
            add(database, Act(now, by, What.SESSION_ENDED, f"{row['person']}, {device}", why.value))
    return frozenset(row["id"] for row in rows)


def end_of(database: Database, column: str, number: int, why: Ending, by: Actor, now: int) -> frozenset[int]:
    """Ends all sessions of a person (column "staff") or on a device (column "device"), in the caller's transaction."""
    return end(database, f"session.{column} = ?", (number,), why, by, now)


def label(device: str, number: int) -> str:
    """How a device is named: two of a kind have other numbers."""
    return f"{device} n° {number}"
