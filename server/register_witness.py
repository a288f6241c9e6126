"""What knows how far the register went: an older copy in the place of people.db is never taken for the whole truth.

A right that was withdrawn since would be back, and a screen that was paired since a stranger. people.last holds the last act and its hash;
it is overwritten in place within half a second after each change, without waiting for the disk: it outlives the program, and after a power
cut it knows less at worst. It never knows more than the register had stored.

Beside an older register it keeps what it knows, however often the office starts, until the manager or the command line changed something
in that register after it was found: whoever did has read what is to be done again.
"""

import contextlib
import os
import sqlite3
from pathlib import Path

import msgspec
import structlog

from server.files.reading import Hash, Seq, read_whole
from server.files.writing import open_record, overwrite
from server.journal.people import People

LAST = "people.last"
log = structlog.get_logger()


class Seen(msgspec.Struct, frozen=True):
    """id: the number of the last act; hash: in hex. 0 and "" before the first.

    older, older_hash: the last act of the older register that was found in the place of this one; None while none was.
    """

    id: Seq = 0
    hash: Hash = ""
    older: Seq | None = None
    older_hash: Hash = ""


class RegisterWitness:
    """The witness of one register. is_older: whether it lacks, or has otherwise, what was seen of it, and nobody dealt with that."""

    def __init__(self, people: People) -> None:
        self._people = people
        self._path = people.path.parent / LAST
        self._seen = read(people.path.parent)
        self._written = -1
        self.is_older = not people.acts.goes_on_from(self._seen.id, self._seen.hash)
        if self.is_older and not self._is_found():
            last, last_hash = people.acts.last()
            self._write(Seen(self._seen.id, self._seen.hash, last, last_hash))

    def accept(self) -> None:
        """The older register is told otherwise: a copy that was put back, a register that was gone."""
        self.is_older = False
        self._written = -1

    def look_again(self) -> None:
        """Another process wrote to the register."""
        self._written = -1

    def follow(self) -> None:
        """Writes what the register holds now; it is read only when somebody wrote to it. While another process does: at the next look."""
        if self._written == (written := self._people.written()):
            return
        with contextlib.suppress(sqlite3.OperationalError):
            self.is_older = self.is_older and not self._people.acts.was_changed_by_somebody(self._seen.older or 0)
            if not self.is_older:
                self._write(Seen(*self._people.acts.last()))
            self._written = written

    def _is_found(self) -> bool:
        """It is the older register that an earlier start found."""
        older = self._seen.older
        return older is not None and self._people.acts.goes_on_from(older, self._seen.older_hash)

    def _write(self, seen: Seen) -> None:
        if seen == self._seen:
            return
        try:
            record = open_record(self._path)
            try:
                overwrite(record, msgspec.json.encode(seen))
            finally:
                os.close(record)
        except OSError as error:
            log.warning("witness_not_written", file=LAST, error=str(error))
            return
        self._seen = seen


def read(folder: Path) -> Seen:
    """What the witness in this folder knows; nothing when there is none, or it cannot be read (the log says so)."""
    return read_whole(folder / LAST, Seen) or Seen()
