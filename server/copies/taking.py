"""One copy, from its first byte to its name: into a nameless folder beside, synced, verified, and only then a copy that counts."""

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date, timedelta
from pathlib import Path

import msgspec

from server.copies.ages import DAILY_LIVES_MS, Moment
from server.copies.shelf import FACTS, JOURNAL, PARTIAL, PEOPLE, Copy, Facts, facts_of, name_of, on_shelf, shelf_of
from server.copies.sweeping import InUse, alone, remove
from server.files.writing import sync_file, sync_folder
from server.journal.copied import look_at_figures, look_at_journal, look_at_register
from server.journal.copying import Copied, copy_figures, copy_register, copy_whole, ends_at
from server.journal.retention import MOVES_KEPT_DAYS
from server.journal.soundness import Unsound, of_error
from server.time.clock import utc_date
from server.witness import read

ROOM_BYTES = 64 * 1_048_576
"""A copy never takes this: the office's own writing matters more (it says itself that its disk is nearly full at 8 MiB)."""
WAIT_S = 30.0
_DAY_MS = 86_400_000
Say = Callable[[str, Path], None]
"""Called with "copied" or "verified" and the file, for whoever watches."""


class NotTaken(Exception):
    """Raised when there is no new copy; every older one is as it was.

    why: a name of config.copy_words.WHY: that of an Unsoundness of what is copied, room, in_use, waits, nothing, or not_whole, when the
    copy did not verify. detail: in the words of the system.
    """

    def __init__(self, why: str, detail: str = "") -> None:
        super().__init__(f"{why} {detail}".strip())
        self.why, self.detail = why, detail


def take(folder: Path, moment: Moment, daily: bool = False, say: Say = lambda _step, _file: None) -> list[Copy]:
    """The office in `folder` as it is now: a quarter-hour copy and, if daily, one of the same moment without events. Raises NotTaken."""
    shelf = shelf_of(folder)
    if not any((folder / name).exists() for name in (JOURNAL, PEOPLE)):
        raise NotTaken("nothing")
    try:
        shelf.mkdir(mode=0o700, exist_ok=True)
        with alone(shelf, WAIT_S):
            make_room(folder, daily)
            taken = _free_moment(shelf, moment.now)
            quarter = _take_whole(folder, Copy(shelf / name_of(taken, False), taken, False), moment, say)
            if not daily:
                return [quarter]
            return [quarter, _take_figures(quarter, Copy(shelf / name_of(taken, True), taken, True), moment, say)]
    except InUse:
        raise NotTaken("in_use") from None
    except (sqlite3.Error, OSError) as error:
        # A file of an earlier program lacks what this one asks of it.
        older = isinstance(error, sqlite3.OperationalError) and "no such" in str(error)
        raise NotTaken("older" if older else of_error(error).what.value, "" if older else str(error)) from error


def make_room(folder: Path, daily: bool = False) -> None:
    """The oldest quarter-hour copies are given up, never the newest, until a copy leaves enough. Raises NotTaken when it cannot."""
    sizes = [path.stat().st_size for name in (JOURNAL, f"{JOURNAL}-wal", PEOPLE) if (path := folder / name).exists()]
    need = sum(sizes) * (2 if daily else 1) + ROOM_BYTES
    quarters = sorted((copy for copy in on_shelf(shelf_of(folder)) if not copy.daily), key=lambda copy: copy.taken)
    while shutil.disk_usage(folder).free < need:
        if len(quarters) < 2:
            raise NotTaken("room")
        remove(quarters.pop(0))


def _take_whole(folder: Path, copy: Copy, moment: Moment, say: Say) -> Copy:
    # Before the copy: never ahead of what is stored, so the copy must go at least as far.
    seen, end = read(folder), Copied()
    with _nameless(copy) as beside:
        journal, people = beside / JOURNAL, beside / PEOPLE
        if (folder / JOURNAL).exists():
            copy_whole(folder / JOURNAL, _new(journal))
            end = ends_at(journal)
            if moment.trusted and end.first_day and end.first_day < moment.first_kept:
                raise NotTaken("waits", end.first_day)
            say("copied", journal)
        if (folder / PEOPLE).exists():
            copy_register(folder / PEOPLE, _new(people))
            say("copied", people)
        _write_facts(beside, Facts(end.seq, end.first_day, end.day, moment.boot, moment.elapsed))
        _sync(beside)
        if journal.exists():
            verified(look_at_journal(journal, seen.seq, seen.head), journal, say)
        if people.exists():
            verified(look_at_register(people, folder / PEOPLE), people, say)
    return copy


def _take_figures(quarter: Copy, copy: Copy, moment: Moment, say: Say) -> Copy:
    """From the copy of the same moment: the office is read once."""
    facts = facts_of(quarter)
    with _nameless(copy) as beside:
        journal, people = beside / JOURNAL, beside / PEOPLE
        if (quarter.folder / JOURNAL).exists():
            copy_figures(quarter.folder / JOURNAL, _new(journal), _moves_since(moment.now))
            say("copied", journal)
        if (quarter.folder / PEOPLE).exists():
            shutil.copyfile(quarter.folder / PEOPLE, _new(people))
            say("copied", people)
        _write_facts(beside, msgspec.structs.replace(facts, first_day=""))
        _sync(beside)
        if journal.exists():
            verified(look_at_figures(journal, quarter.folder / JOURNAL), journal, say)
        if people.exists():
            verified(look_at_register(people), people, say)
    for other in on_shelf(copy.folder.parent):
        if other.daily and other != copy and facts.day and facts_of(other).day == facts.day:
            # One a day: the newer one is good.
            remove(other)
    return copy


@contextmanager
def _nameless(copy: Copy) -> Iterator[Path]:
    """A folder beside, that gets its name when the block ends well, and is gone otherwise."""
    beside = copy.folder.with_name(f"{PARTIAL}{copy.folder.name}")
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir(mode=0o700)
    try:
        yield beside
        beside.rename(copy.folder)
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise
    with suppress(OSError):
        # Some media know no such thing.
        sync_folder(copy.folder.parent)


def verified(fault: Unsound | None, path: Path, say: Say = lambda _step, _file: None) -> None:
    """Raises NotTaken when there is a fault."""
    if fault is not None:
        raise NotTaken("not_whole", f"{path.name}: {fault.what.value} {fault.detail}".strip())
    say("verified", path)


def _new(path: Path) -> Path:
    """An empty file that nobody else reads, for whoever fills it."""
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    return path


def _write_facts(folder: Path, facts: Facts) -> None:
    _new(folder / FACTS).write_bytes(msgspec.json.encode(facts))


def _sync(folder: Path) -> None:
    for path in folder.iterdir():
        sync_file(path)
    with suppress(OSError):
        sync_folder(folder)


def _free_moment(shelf: Path, now: int) -> int:
    while any((shelf / name_of(now, daily)).exists() for daily in (False, True)):
        now += 1
    return now


def _moves_since(now: int) -> str:
    """A daily copy still lives for a week: its moves are as old as they may be then, not before."""
    days_before = MOVES_KEPT_DAYS - DAILY_LIVES_MS // _DAY_MS
    return (date.fromisoformat(utc_date(now)) - timedelta(days=days_before)).isoformat()
