"""A hash chain over rows that are only ever added: a row that is changed, taken out or put in no longer fits.

A link is SHA-256(salt ‖ hash before ‖ the columns as they are stored, as one JSON list). Whoever may write the file may also forge a
whole chain: what they cannot change is a hash that was noted elsewhere (the witness, the manager's page on paper, later the centre).

The salt is 256 random bits of the business day (of the row itself, for an act), kept beside the rows and destroyed with them. A hash
outlives its row: in the row of a sealed day, in the witness, on a sheet of paper. Without a salt somebody could guess a row (a number,
a need, a minute: few possibilities) and know by the hash that the guess is right; without the salt no guess can be tried. That is why it
goes into every link and not only into the first of a day: two hashes of one day, noted an hour apart, tell nothing of what lies between.
"""

import hashlib
import secrets
import sqlite3
from collections.abc import Iterable

import msgspec

HASH_BYTES = 32
BEGIN = bytes(HASH_BYTES)
"""What stands before the first link of all."""
NO_SALT = b""
_ENCODER = msgspec.json.Encoder()
Column = int | str | bytes | None
EventRow = tuple[int, str, int, str, str, str | None, str]
"""seq, day, at, by, type, ticket, body: an event as it is stored."""
_HEAD = (
    "select hash, seq from event where seq = (select max(seq) from event) union all"
    " select after, last from sealed_day where last = (select max(last) from sealed_day) order by 2 desc limit 1"
)


def link(salt: bytes, before: bytes, *columns: Column) -> bytes:
    """The hash of a row. Raises UnicodeEncodeError for what is no text, which is then nothing that was ever stored."""
    return hashlib.sha256(salt + before + _ENCODER.encode(columns)).digest()


def new_salt() -> bytes:
    """256 random bits."""
    return secrets.token_bytes(HASH_BYTES)


class Chain:
    """The chain of a journal's events, as its one writer knows it. The file is the truth: read when it is opened, kept in step after."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.head, self.last_seq = _end(connection)
        self._salts = _salts(connection)
        self._adding: tuple[dict[str, bytes], bytes, int] | None = None

    def add(self, connection: sqlite3.Connection, rows: Iterable[EventRow]) -> None:
        """Stores these rows with their links, in the caller's transaction; `added` is to be called when that is durable."""
        if self._adding is not None:
            # The last commit failed: whether its rows are there all the same, only the file knows.
            self.head, self.last_seq = _end(connection)
            self._salts = _salts(connection)
        salts: dict[str, bytes] = {}
        before, linked = self.head, []
        for row in rows:
            day = row[1]
            salt = self._salts.get(day) or salts.get(day)
            if salt is None:
                salt = salts[day] = new_salt()
            before = link(salt, before, *row)
            linked.append((*row, before))
        if salts:
            connection.executemany("insert into day_salt values (?, ?)", list(salts.items()))
        connection.executemany("insert into event values (?, ?, ?, ?, ?, ?, ?, ?)", linked)
        self._adding = (salts, before, linked[-1][0] if linked else self.last_seq)

    def added(self) -> None:
        """What `add` stored is durable: the next link goes on from there."""
        assert self._adding is not None
        salts, self.head, self.last_seq = self._adding
        self._salts |= salts
        self._adding = None


def _end(connection: sqlite3.Connection) -> tuple[bytes, int]:
    row = connection.execute(_HEAD).fetchone()
    return (row[0], row[1]) if row else (BEGIN, 0)


def _salts(connection: sqlite3.Connection) -> dict[str, bytes]:
    return dict(connection.execute("select day, salt from day_salt"))
