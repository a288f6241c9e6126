"""A copy is put in the place of what the office keeps: whole, or not at all, wherever it is interrupted.

First what is to be put back stands beside the files, synced; then the note says so; from there on whoever opens the folder next
finishes it (`complete`). What stood there before is put aside under a dated name. The note stays as long as the day: the office raises
its fence by it (losses.py). The witness, and the session key, are never touched.
"""

import contextlib
import os
import secrets
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import structlog

from flow.fence import Loss
from server.copies.shelf import Copy
from server.journal.acts import KEPT_DAYS
from server.journal.numbers import Numbers, numbers_of
from server.journal.whole_copy import copy_database, remove_database
from server.keys import sync_folder, write_whole

NOTE = "restored.json"
DATABASES = ("journal.db", "people.db")
STAGED = ".restoring"
BROUGHT = ".copy-"
"""How a folder begins that a copy from elsewhere is brought into, to be looked at."""
ASIDE = ".aside-"
_BESIDE = ("", "-wal", "-shm", "-journal")
_STAMP = "%Y%m%dT%H%M%SZ"
_DAY_MS = 86_400_000
DayOf = Callable[[int], str]
log = structlog.get_logger()


class Restored(msgspec.Struct, frozen=True):
    """A copy that was put back. epoch: of the journal behind the fence. taken: of the copy; at: when it was put back (milliseconds).

    files: what of the copy. aside: the ending of the names of what stood there before. settled: the office was opened with it, and told.
    """

    epoch: str
    why: Loss
    taken: int
    at: int
    files: tuple[str, ...]
    aside: str
    settled: bool = False
    known: Numbers = Numbers()
    """What the journals that were put aside today, and the notes before this one, know of the numbers."""
    journal_waits: bool = False
    """A copy of the journal was put back before this one of the register, and no office was opened with it yet."""

    @property
    def is_of_journal(self) -> bool:
        """Whether the queue is that of a copy, not only the register."""
        return "journal.db" in self.files or self.journal_waits


def restore(folder: Path, copy: Copy, why: Loss, now: int, files: tuple[str, ...] = DATABASES) -> Restored:
    """Puts these files of the copy in place. The office is stopped, the copy good.

    Raises OSError or sqlite3.Error: then nothing changed, or what is left to do is done by `complete`.
    """
    there = tuple(name for name in files if (copy.folder / name).exists())
    for name in there:
        copy_database(copy.folder / name, folder / f"{name}{STAGED}")
    sync_folder(folder)
    stamp = f"{datetime.fromtimestamp(now / 1000, UTC):{_STAMP}}"
    note = Restored(secrets.token_hex(8), why, copy.taken, now, there, f"{ASIDE}{stamp}")
    note = _with_known(folder, note)
    write_whole(folder / NOTE, msgspec.json.encode(note))
    _put_in_place(folder, note)
    return note


def _with_known(folder: Path, note: Restored) -> Restored:
    """What is put aside knows more than the copy: nobody else may know it tomorrow."""
    known, earlier = numbers_of(folder / "journal.db"), read_note(folder)
    if earlier is None:
        return msgspec.structs.replace(note, known=known)
    waits = earlier.is_of_journal and not earlier.settled
    return msgspec.structs.replace(note, known=known.and_of(earlier.known), journal_waits=waits)


def complete(folder: Path) -> Restored | None:
    """Finishes what was interrupted; the note, when a copy was put back. Raises OSError."""
    for brought in folder.glob(f"{BROUGHT}*"):
        shutil.rmtree(brought)
    note = read_note(folder)
    if note is None:
        # Interrupted before the note: the office is the old one.
        for name in DATABASES:
            remove_database(folder / f"{name}{STAGED}")
        return None
    if any((folder / f"{name}{STAGED}").exists() for name in note.files):
        log.warning("restore_completed", aside=note.aside)
        _put_in_place(folder, note)
    return note


def read_note(folder: Path) -> Restored | None:
    """What was put back here; None when nothing was, or the note is not ours."""
    try:
        return msgspec.json.decode((folder / NOTE).read_bytes(), type=Restored)
    except FileNotFoundError:
        return None
    except msgspec.DecodeError as error:
        log.warning("note_not_read", file=NOTE, error=str(error))
        return None


def settled(folder: Path, note: Restored) -> Restored:
    """It was opened, and told: no later day goes on behind a fence for it. A disk that is full is told again at the next start."""
    done = msgspec.structs.replace(note, settled=True)
    with contextlib.suppress(OSError):
        write_whole(folder / NOTE, msgspec.json.encode(done))
    return done


def forget_aside(folder: Path, day_of: DayOf, first_kept: str, now: int) -> tuple[str, ...]:
    """Deletes what was put aside on a day before `first_kept`, and the note of such a day; the names that are gone.

    A register holds nothing of clients: it stays as long as its acts do. day_of: the business day of a moment.
    """
    gone = []
    for found in sorted(folder.glob(f"*{ASIDE}*")):
        path, at = found, _moment(found)
        if at > now:
            # The machine's clock was wrong when it was put aside: it stays a day from now, not until that time comes.
            path, at = _renamed(path, now), now
        register_kept = path.name.startswith("people.db") and now - at < KEPT_DAYS * _DAY_MS
        if not register_kept and day_of(at) < first_kept:
            path.unlink(missing_ok=True)
            gone.append(path.name)
    note = read_note(folder)
    if note is not None and day_of(min(note.at, now)) < first_kept:
        (folder / NOTE).unlink(missing_ok=True)
    return tuple(gone)


def _put_in_place(folder: Path, note: Restored) -> None:
    for name in note.files:
        staged = folder / f"{name}{STAGED}"
        if not staged.exists():
            continue
        # The copy comes only when the log of what stood there is gone too: no file ever stands beside the log of another.
        for beside in _BESIDE:
            with contextlib.suppress(FileNotFoundError):
                (folder / f"{name}{beside}").rename(_free(folder / f"{name}{note.aside}{beside}"))
        sync_folder(folder)
        staged.rename(folder / name)
        sync_folder(folder)


def _free(path: Path) -> Path:
    """The name, or one that nothing has yet: nothing that was put aside is overwritten."""
    return path if not path.exists() else _free(path.with_name(f"{path.name}.more"))


def _renamed(path: Path, now: int) -> Path:
    """As if it were put aside now."""
    before, after = path.name.split(ASIDE, 1)
    stamp = f"{datetime.fromtimestamp(now / 1000, UTC):{_STAMP}}"
    return path.rename(_free(path.with_name(f"{before}{ASIDE}{stamp}{after[16:]}")))


def _moment(path: Path) -> int:
    """When it was put aside, by its name; by its file where somebody gave it another."""
    written = path.name.split(ASIDE, 1)[1][:16]
    with contextlib.suppress(ValueError):
        return int(datetime.strptime(written, _STAMP).replace(tzinfo=UTC).timestamp() * 1000)
    return int(os.stat(path).st_mtime * 1000)
