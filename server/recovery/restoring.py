"""A copy is put in the place of what the office keeps: whole, or not at all, wherever it is interrupted.

First what is to be put back stands beside the files, synced, under names of its own; then the note names it; from there on whoever
opens the folder next finishes it (`complete`): that, and nothing that another attempt left. What stood there before is put aside under
a dated name. The note stays as long as the day: the office raises its fence by it (losses.py). The witness, and the session key, are
never touched.
"""

import contextlib
import os
import re
import secrets
import shutil
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Annotated

import msgspec
import structlog

from flow.fence import Loss
from server.copies.shelf import Copy
from server.files.reading import Moment, Name, read_whole
from server.files.writing import sync_file, sync_folder, write_whole
from server.journal import people_tables
from server.journal.acts import KEPT_DAYS
from server.journal.connection import open_database
from server.journal.copying import copy_register
from server.journal.numbers import Numbers, numbers_of
from server.journal.whole_copy import copy_database, is_whole, oldest_day

NOTE = "restored.json"
DATABASES = ("journal.db", "people.db")
STAGED = ".restoring-"
"""In the name of what is to be put back, before what the note calls it."""
BROUGHT = ".copy-"
"""How a folder begins that a copy from elsewhere is brought into, to be looked at."""
ASIDE = ".aside-"
_BESIDE = ("", "-wal", "-shm", "-journal")
_STAMP = "%Y%m%dT%H%M%SZ"
_ASIDE_NAME = re.compile(r"(?P<day>(?:\d{8}\.)?)(?P<stamp>\d{8}T\d{6}Z)")
"""What follows ASIDE: the first day in it, when it could be read, and when it was put aside."""
_DAY_MS = 86_400_000
DayOf = Callable[[int], str]
log = structlog.get_logger()


class Restored(msgspec.Struct, frozen=True):
    """A copy that was put back. epoch: of the journal behind the fence. taken: of the copy; at: when it was put back (milliseconds).

    files: what of it, and of a copy that came after it before the office was opened. moments: when the copy of each was taken.
    aside: the ending of the names of what stood there before. settled: the office was opened with it, and told.
    staged: the ending of the names of what is still to be put in place.
    """

    epoch: Name
    why: Loss
    taken: Moment
    at: Moment
    files: tuple[Annotated[str, msgspec.Meta(pattern=r"\A(journal|people)\.db\Z")], ...]
    aside: Annotated[str, msgspec.Meta(pattern=r"\A\.aside-[\w.-]{0,64}\Z")]
    settled: bool = False
    staged: str = ""
    moments: dict[str, int] = msgspec.field(default_factory=dict)
    numbers: Numbers = msgspec.field(default=Numbers(), name="known")
    """What the journals that were put aside today, and the notes before this one, know of the numbers."""

    @property
    def is_of_journal(self) -> bool:
        """Whether the queue is that of a copy, not only the register."""
        return "journal.db" in self.files


def restore(folder: Path, copy: Copy, why: Loss, now: int, files: tuple[str, ...] = DATABASES) -> Restored:
    """Puts these files of the copy in place. The office is stopped, the copy good.

    Raises OSError or sqlite3.Error: then nothing changed, or what is left to do is done by `complete`.
    """
    names = tuple(name for name in files if (copy.folder / name).exists())
    staged = f"{STAGED}{secrets.token_hex(8)}"
    # No copy comes from later: a machine that says 1970 is wrong.
    now = max(now, copy.taken)
    moments = dict.fromkeys(names, copy.taken)
    aside = _aside(now, oldest_day(folder / "journal.db") if "journal.db" in names else "")
    new = Restored(secrets.token_hex(8), why, copy.taken, now, names, aside, staged=staged, moments=moments)
    # What is put aside knows more than the copy: nobody else may know it tomorrow.
    numbers, earlier = numbers_of(folder / "journal.db"), read_note(folder)
    note = msgspec.structs.replace(
        _with_fence(new, earlier), numbers=numbers if earlier is None else numbers.and_of(earlier.numbers)
    )
    try:
        for name in names:
            _stage(copy.folder / name, folder / f"{name}{staged}")
        sync_folder(folder)
        write_whole(folder / NOTE, msgspec.json.encode(note))
    except Exception:
        # Of a disk that is full nothing is kept that nobody will use.
        _unstage(folder, read_note(folder))
        raise
    _put_in_place(folder, note)
    return note


def complete(folder: Path) -> Restored | None:
    """Finishes what was interrupted; the note, when a copy was put back. Raises OSError."""
    for brought in folder.glob(f"{BROUGHT}*"):
        shutil.rmtree(brought)
    note = read_note(folder)
    # Interrupted before its note: the office is as it was.
    _unstage(folder, note)
    if note is not None and is_staged(folder):
        log.warning("restore_completed", aside=note.aside)
        _put_in_place(folder, note)
    return note


def is_staged(folder: Path) -> bool:
    """Whether something of the note's is still to be put in place."""
    note = read_note(folder)
    return note is not None and any(path.exists() for path in _staged(folder, note))


def read_note(folder: Path) -> Restored | None:
    """What was put back here; None when nothing was, or the note is not ours."""
    return read_whole(folder / NOTE, Restored)


def settled(folder: Path, note: Restored) -> Restored:
    """It was opened, and told: no later day goes on behind a fence for it. A disk that is full is told again at the next start."""
    done = msgspec.structs.replace(note, settled=True)
    with contextlib.suppress(OSError):
        write_whole(folder / NOTE, msgspec.json.encode(done))
    return done


def forget_aside(folder: Path, day_of: DayOf, first_kept: str, now: int) -> tuple[str, ...]:
    """Deletes what was put aside and holds a day before `first_kept`, and the note of such a day; the names that are gone.

    A register holds nothing of clients: it stays as long as its acts do. day_of: the business day of a moment.
    """
    forgotten = []
    for path in sorted(folder.glob(f"*{ASIDE}*")):
        # What cannot be deleted keeps nothing else.
        try:
            forgotten += _forgotten(path, day_of, first_kept, now)
        except OSError as error:
            log.warning("aside_not_forgotten", file=path.name, error=str(error))
    note = read_note(folder)
    if note is not None and note.at > now:
        note = msgspec.structs.replace(note, at=now)
        write_whole(folder / NOTE, msgspec.json.encode(note))
    if note is not None and day_of(note.at) < first_kept:
        (folder / NOTE).unlink(missing_ok=True)
    return tuple(forgotten)


def _forgotten(path: Path, day_of: DayOf, first_kept: str, now: int) -> list[str]:
    """Its name, when it went. Raises OSError."""
    at = _moment(path)
    if at > now:
        # The machine's clock was wrong when it was put aside: it stays a day from now, not until that time comes.
        path, at = _renamed(path, now), now
    register_kept = path.name.startswith("people.db") and now - at < KEPT_DAYS * _DAY_MS
    if register_kept or _holds_day(path, day_of(at), day_of(now)) >= first_kept:
        return []
    path.unlink(missing_ok=True)
    return [path.name]


def _aside(at: int, oldest: str) -> str:
    """The ending of what is put aside at this moment. oldest: the first day in it, ISO; "" when it cannot be read."""
    day = oldest.replace("-", "")
    return f"{ASIDE}{day}{'.' * bool(day)}{datetime.fromtimestamp(at / 1000, UTC):{_STAMP}}"


def _holds_day(path: Path, put_aside: str, today: str) -> str:
    """The oldest day in what was put aside on that day. What could not be read may hold the day before it; what is empty too."""
    if (named := _ASIDE_NAME.match(path.name.split(ASIDE, 1)[1])) is not None and named["day"]:
        with contextlib.suppress(ValueError):
            return min(date.fromisoformat(named["day"][:8]).isoformat(), today)
    return (date.fromisoformat(put_aside) - timedelta(days=1)).isoformat()


def _with_fence(new: Restored, old: Restored | None) -> Restored:
    """While no office was opened with a journal that was put back its note is what raises the fence: a register only adds itself to it."""
    if old is None or old.settled or not old.is_of_journal or new.is_of_journal:
        return new
    files = tuple(dict.fromkeys((*old.files, *new.files)))
    return msgspec.structs.replace(
        old, at=new.at, files=files, aside=new.aside, staged=new.staged, moments=old.moments | new.moments
    )


def _stage(source: Path, target: Path) -> None:
    """Of a register only what a copy may hold: a code that was spent since, or a session that was ended, opens nothing again."""
    if not target.name.startswith("people.db"):
        copy_database(source, target)
        return
    raw = target.with_name(f"{target.name}.raw")
    copy_database(source, raw)
    # Of an earlier version it gets today's shape first.
    open_database(raw, people_tables.migrations, "delete", durable=False).close()
    target.unlink(missing_ok=True)
    copy_register(raw, target)
    raw.unlink()
    sync_file(target)


def _staged(folder: Path, note: Restored) -> list[Path]:
    """What is to be put in place by this note, there or not."""
    return [folder / f"{name}{note.staged}" for name in note.files] if note.staged else []


def _unstage(folder: Path, note: Restored | None) -> None:
    """What no note names was never finished, and never will be. Raises OSError."""
    ours = _staged(folder, note) if note is not None else []
    for left in folder.glob(f"*{STAGED}*"):
        if left not in ours:
            left.unlink(missing_ok=True)


def _put_in_place(folder: Path, note: Restored) -> None:
    for staged, name in zip(_staged(folder, note), note.files, strict=True):
        if not staged.exists():
            continue
        # The disk may have lost it since: what stood there is better than half of a copy.
        if not is_whole(staged):
            log.error("staged_not_whole", file=staged.name)
            _take_back(folder, name, note)
            staged.unlink()
            continue
        # The copy comes only when the log of what stood there is gone too: no file ever stands beside the log of another.
        for beside in _BESIDE:
            with contextlib.suppress(FileNotFoundError):
                (folder / f"{name}{beside}").rename(_free(folder / f"{name}{note.aside}{beside}"))
        sync_folder(folder)
        staged.rename(folder / name)
        sync_folder(folder)


def _take_back(folder: Path, name: str, note: Restored) -> None:
    """The power went while it was put aside, and nothing came in its place."""
    if (folder / name).exists():
        return
    # The file last: with its log it is what it was, and until it is there this is done again.
    for beside in reversed(_BESIDE):
        with contextlib.suppress(FileNotFoundError):
            (folder / f"{name}{note.aside}{beside}").rename(folder / f"{name}{beside}")
    sync_folder(folder)


def _free(path: Path) -> Path:
    """The name, or one that nothing has yet: nothing that was put aside is overwritten."""
    return path if not path.exists() else _free(path.with_name(f"{path.name}.more"))


def _renamed(path: Path, now: int) -> Path:
    """As if it were put aside now."""
    before, after = path.name.split(ASIDE, 1)
    stamp = f"{datetime.fromtimestamp(now / 1000, UTC):{_STAMP}}"
    named = _ASIDE_NAME.sub(rf"\g<day>{stamp}", after, count=1)
    return path.rename(_free(path.with_name(f"{before}{ASIDE}{named}")))


def _moment(path: Path) -> int:
    """When it was put aside, by its name; by its file where somebody gave it another."""
    if (named := _ASIDE_NAME.match(path.name.split(ASIDE, 1)[1])) is not None:
        with contextlib.suppress(ValueError):
            return int(datetime.strptime(named["stamp"], _STAMP).replace(tzinfo=UTC).timestamp() * 1000)
    return int(os.stat(path).st_mtime * 1000)
