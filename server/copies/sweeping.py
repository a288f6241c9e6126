"""Copies that go, and what a copy that was never finished left behind: their files are gone from the folder when this returns."""

import fcntl
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from server.copies.ages import Moment, copies_to_delete
from server.copies.shelf import PARTIAL, Copy, facts_of, newest_first, on_shelf, second_shelf, shelf_of

LOCK = ".lock"
LOOK_S = 0.1


class InUse(Exception):
    """Raised when another program makes a copy on this shelf for too long."""


def sweep(folder: Path, moment: Moment, second: Path | None = None) -> list[Copy]:
    """Deletes what must go, on the office's shelf or, when `second` is given, on that one; the copies that stay, newest first."""
    shelf = shelf_of(folder) if second is None else second_shelf(folder, second)
    # Also on a shelf that is not there, or may not be written.
    with suppress(InUse, OSError), alone(shelf, 0):
        _sweep_partial(shelf)
    facts = {copy: facts_of(copy) for copy in on_shelf(shelf)}
    newest = newest_first(facts)
    going = set(copies_to_delete({copy: facts[copy] for copy in newest}, moment))
    for copy in going:
        remove(copy)
    return [copy for copy in newest if copy not in going]


def remove(copy: Copy) -> None:
    """First its name, so that half of one never counts; then its files. Never raises: the next look tries again."""
    nameless = copy.folder.with_name(f"{PARTIAL}{copy.folder.name}")
    with suppress(OSError):
        shutil.rmtree(nameless, ignore_errors=True)
        copy.folder.rename(nameless)
        shutil.rmtree(nameless)


@contextmanager
def alone(shelf: Path, wait_s: float) -> Iterator[None]:
    """Nobody else makes a copy on this shelf meanwhile. Raises InUse after wait_s; OSError when the shelf cannot be written."""
    with (shelf / LOCK).open("a") as lock:
        until = time.monotonic() + wait_s
        while True:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() >= until:
                    raise InUse(str(shelf)) from None
                time.sleep(LOOK_S)
            else:
                break
        yield


def _sweep_partial(shelf: Path) -> None:
    """Under the lock these belong to nobody any more: whoever made one was ended in the middle."""
    for path in shelf.iterdir():
        if path.name.startswith(PARTIAL):
            shutil.rmtree(path, ignore_errors=True)
