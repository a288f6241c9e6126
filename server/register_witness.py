"""What knows how far the register went: an older copy in the place of people.db is never taken for the whole truth.

A right that was withdrawn since would be back, and a screen that was paired since a stranger. people.last holds the last act and its hash;
it is overwritten in place within half a second after each change, without waiting for the disk: it outlives the program, and after a power
cut it knows less at worst. It never knows more than the register had stored.
"""

import os
from pathlib import Path

import msgspec
import structlog

from server.journal.acts import Acts

LAST = "people.last"
_RECORD_BYTES = 512
"""A sector, so that it is old or new, never half of each; filled up with spaces."""
log = structlog.get_logger()


class Seen(msgspec.Struct, frozen=True):
    """id: the number of the last act; hash: in hex. 0 and "" before the first."""

    id: int = 0
    hash: str = ""


class RegisterWitness:
    """The witness of one register. is_older: whether the register lacks, or has otherwise, what was seen of it before this start."""

    def __init__(self, acts: Acts, folder: Path) -> None:
        self._acts = acts
        self._path = folder / LAST
        self._seen = read(folder)
        self.is_older = not acts.goes_on_from(self._seen.id, self._seen.hash)

    def follow(self) -> None:
        """Writes what the register holds now, when that is something else. Raises sqlite3.Error when the register cannot be read."""
        seen = Seen(*self._acts.last())
        if seen == self._seen:
            return
        try:
            last = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC, 0o600)
            try:
                os.pwrite(last, msgspec.json.encode(seen).ljust(_RECORD_BYTES), 0)
            finally:
                os.close(last)
        except OSError as error:
            log.warning("witness_not_written", file=LAST, error=str(error))
            return
        self._seen = seen


def read(folder: Path) -> Seen:
    """What the witness in this folder knows; nothing when there is none, or it cannot be read (the log says so)."""
    try:
        return msgspec.json.decode((folder / LAST).read_bytes(), type=Seen)
    except FileNotFoundError:
        return Seen()
    except (OSError, msgspec.DecodeError) as error:
        log.warning("witness_not_read", file=LAST, error=str(error))
        return Seen()
