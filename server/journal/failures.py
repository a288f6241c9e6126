"""Failed tries of PINs and codes, kept over a restart for an hour."""

from collections.abc import Iterable

import msgspec
from sqlite_utils import Database

from server.journal.acts import Act, add
from server.journal.connection import write
from server.journal.tables import table

HOUR_MS = 3_600_000


class Failure(msgspec.Struct, frozen=True):
    """subject: whose tries are counted (server.access.tries.Subject). about: a number of a person or a device, or an address.

    at: milliseconds. forgiven: the person got in afterwards.
    """

    subject: str
    about: str
    at: int
    forgiven: bool = False


class Failures:
    """The failures of one office."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> list[Failure]:
        """Oldest first."""
        rows = table(self._database, "failure").rows_where(order_by="id")
        return [Failure(row["subject"], row["about"], row["at"], bool(row["forgiven"])) for row in rows]

    def keep(self, failures: Iterable[Failure], acts: Iterable[Act], now: int) -> None:
        """A failed sign-in, with what is told of it."""
        with write(self._database):
            insert(self._database, failures, now)
            add(self._database, *acts)

    def forget(self, subject: str, about: str, act: Act) -> None:
        """Unlocked: as if nothing had failed."""
        with write(self._database):
            table(self._database, "failure").delete_where("subject = ? and about = ?", (subject, about))
            add(self._database, act)


def insert(database: Database, failures: Iterable[Failure], now: int) -> None:
    """Adds failures, and lets go of those of two hours ago; in the caller's transaction."""
    stored = table(database, "failure")
    stored.delete_where("at < ?", (now - 2 * HOUR_MS,))
    stored.insert_all({"subject": failure.subject, "about": failure.about, "at": failure.at} for failure in failures)
