"""The power goes in the middle of a copy, at every step that its process asks of the disk: what has a name is whole, the older one stays.

The disk is as unkind as it may be: every new name is there at once, of what was written only what was synced surely is, of the rest any
part. Which steps there are is read from the process itself, by strace.
"""

import random
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import msgspec
import pytest

from server.copies.ages import Moment
from server.copies.shelf import PARTIAL, copies, fault_of_copy, newest_good, shelf_of
from server.copies.sweeping import sweep
from server.copies.taking import take
from server.copies.worker import Order
from server.time.clock import now_ms

PAGE = 4096
CHANCES = 12
_STEP = re.compile(
    r'(openat|mkdir|rename|fsync|unlink)\((?:AT_FDCWD<[^>]*>, )?(?:\d+<([^>]*)>|"([^"]*)")(?:, "([^"]*)")?(.*)\) += (\d+)'
)
pytestmark = pytest.mark.slow


class Step(NamedTuple):
    """what: create, mkdir, rename, sync, unlink."""

    what: str
    path: Path
    to: Path


def steps_of(folder: Path, log: Path) -> list[Step]:
    """What the process that copies asks of the disk below the shelf, in order."""
    order = msgspec.json.encode(Order(str(folder), Moment(now_ms()), daily=True))
    traced = ["strace", "-f", "-y", "-o", str(log), "-e", "trace=openat,mkdir,rename,fsync,unlink"]
    subprocess.run(
        [*traced, sys.executable, "-m", "server.copies.worker"], input=order, check=True, capture_output=True
    )
    steps = []
    for line in log.read_text().splitlines():
        if (step := _STEP.search(line)) is None:
            continue
        call, opened, named, to, more = step.groups()[:5]
        path = Path(opened or named)
        if shelf_of(folder) not in (path, *path.parents):
            continue
        if call == "openat" and "O_CREAT" in more and path.name != ".lock":
            steps.append(Step("create", path, path))
        elif call != "openat":
            steps.append(Step("sync" if call == "fsync" else call, path, Path(to or path)))
    return steps


def disk_after(steps: list[Step], shelf: Path, before: Path, written: Path, chance: random.Random) -> None:
    """The shelf as it may be found after these steps. before: as it was; written: with all that the process wrote."""
    shutil.rmtree(shelf)
    shutil.copytree(before, shelf)
    for place, step in enumerate(steps):
        match step.what:
            case "mkdir" if not step.path.exists():
                step.path.mkdir()
            case "create":
                last = written / step.path.parent.name.removeprefix(PARTIAL) / step.path.name
                # SQLite's own file of the moment is gone in the end.
                whole = last.read_bytes() if last.exists() else bytes(PAGE)
                synced = any(later.what == "sync" and later.path == step.path for later in steps[place:])
                step.path.write_bytes(whole if synced else some_of(whole, chance))
            case "unlink":
                step.path.unlink(missing_ok=True)
            case "rename":
                step.path.rename(step.to)


def some_of(whole: bytes, chance: random.Random) -> bytes:
    """Any of its pages, up to any length."""
    length = chance.choice([0, len(whole), chance.randrange(len(whole) + 1)])
    pages = (whole[at : at + PAGE] for at in range(0, length, PAGE))
    return b"".join(page if chance.random() < 0.7 else bytes(len(page)) for page in pages)


@pytest.fixture
def cut(copied, tmp_path):
    """An office with one good copy, the steps of the next, the shelf before them and after."""
    if shutil.which("strace") is None:
        pytest.skip("strace says which steps there are")
    (good,) = take(copied.folder, copied.moment())
    copied.take()
    shelf, before, written = shelf_of(copied.folder), tmp_path / "before", tmp_path / "written"
    shutil.copytree(shelf, before)
    steps = steps_of(copied.folder, tmp_path / "steps")
    assert len(copies(copied.folder)) == 3
    shutil.copytree(shelf, written)
    return copied, good, steps, shelf, before, written


def test_after_a_power_cut_what_has_a_name_is_whole_and_the_older_copy_is_there(cut):
    copied, good, steps, shelf, before, written = cut
    assert {step.what for step in steps} == {"mkdir", "create", "sync", "rename", "unlink"}
    seen = set()
    for end in range(len(steps) + 1):
        for seed in range(CHANCES):
            disk_after(steps[:end], shelf, before, written, random.Random(seed))
            shelved = copies(copied.folder)
            seen.add(len(shelved))
            assert [copy for copy in shelved if fault_of_copy(copy) is not None] == [], (end, seed)
            assert shelved[-1] == good or good in shelved
            assert newest_good(copied.folder) == shelved[0]
        sweep(copied.folder, Moment(now_ms()))
        assert not list(shelf.glob(f"{PARTIAL}*"))
    assert seen == {1, 2, 3}


def test_without_the_syncs_half_copies_would_count(cut):
    copied, _good, steps, shelf, before, written = cut
    unsynced = [step for step in steps if step.what != "sync"]
    halves = 0
    for seed in range(CHANCES):
        disk_after(unsynced, shelf, before, written, random.Random(seed))
        halves += any(fault_of_copy(copy) is not None for copy in copies(copied.folder))
        # And a restore opens each before it believes it.
        assert newest_good(copied.folder) is not None
    assert halves > CHANCES // 2
