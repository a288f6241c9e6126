"""Each file of an office's folder, damaged in each way: the start serves the truth or refuses in words, and gives no number again."""

import contextlib
import os
import random
import shutil
import signal
import sqlite3
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import groupby
from pathlib import Path

import msgspec

from server.journal.people import People
from server.register_witness import read
from tests.bench.wire import Server
from tests.faults.office_client import Clients, Door, new_screen
from tests.faults.opened import Promised, Seen, opened
from tests.faults.real_office import FOLDER, until_gone
from tests.faults.rows import Row
from tests.server import damages

AT_ONCE = 2
TICKETS = 40
NOBODY = 65534
PAGE = 4096


class Left(msgspec.Struct, frozen=True):
    """An office that was killed: its folder of data, an older copy of it, and what it had promised."""

    data: Path
    older: Path
    promised: Promised


class Case(msgspec.Struct, frozen=True):
    """One file, damaged in one way."""

    file: str
    damage: Callable[[Path, Left, random.Random], None]

    @property
    def name(self) -> str:
        """For a person."""
        return f"{self.file} {self.damage.__name__.strip('_').replace('_', ' ')}"


def noise_at_the_start(path: Path, _left: Left, chance: random.Random) -> None:
    path.write_bytes(chance.randbytes(100) + path.read_bytes()[100:])


def a_page_of_noise(path: Path, _left: Left, chance: random.Random) -> None:
    whole = bytearray(path.read_bytes())
    at = chance.randrange(1, max(2, len(whole) // PAGE)) * PAGE if len(whole) > PAGE else 0
    whole[at : at + PAGE] = chance.randbytes(len(whole[at : at + PAGE]))
    path.write_bytes(whole)


def cut_short(path: Path, _left: Left, chance: random.Random) -> None:
    os.truncate(path, chance.randrange(1, max(2, path.stat().st_size)))


def empty(path: Path, _left: Left, _chance: random.Random) -> None:
    os.truncate(path, 0)


def missing(path: Path, _left: Left, _chance: random.Random) -> None:
    path.unlink()


def an_older_copy(path: Path, left: Left, _chance: random.Random) -> None:
    older = left.older / FOLDER / path.name
    path.write_bytes(older.read_bytes())
    for beside in path.parent.glob(f"{path.name}-*"):
        beside.unlink()


def of_a_newer_program(path: Path, _left: Left, _chance: random.Random) -> None:
    damages.of_a_newer_program(path)


def a_folder_in_its_place(path: Path, _left: Left, _chance: random.Random) -> None:
    path.unlink()
    path.mkdir()


def somebody_elses(path: Path, _left: Left, _chance: random.Random) -> None:
    path.chmod(0o600)
    os.chown(path, NOBODY, NOBODY)


ANY = (noise_at_the_start, a_page_of_noise, cut_short, empty, missing, an_older_copy, a_folder_in_its_place)
DAMAGES = {
    "journal.db": (*ANY, of_a_newer_program),
    "journal.db-wal": tuple(kind for kind in ANY if kind is not an_older_copy),
    "journal.db-shm": (noise_at_the_start, cut_short, empty, missing),
    "people.db": (*ANY, of_a_newer_program),
    "people.db-journal": (noise_at_the_start, a_page_of_noise, cut_short, empty, a_folder_in_its_place),
    "session.key": ANY,
    "day.key": ANY,
    "witness.json": ANY,
    "witness.last": ANY,
    "people.last": ANY,
    "clock.json": ANY,
    "printer-entree.secret": ANY,
    "printer-entree.lock": ANY,
    "office.lock": ANY,
    "DEMONSTRATION.txt": (noise_at_the_start, empty, missing, a_folder_in_its_place),
}
SHORT = (
    ("journal.db", noise_at_the_start), ("journal.db", missing), ("journal.db-wal", cut_short),
    ("people.db-journal", cut_short), ("session.key", empty), ("witness.json", noise_at_the_start),
)  # fmt: skip


def rows(short: bool, seed: int) -> Iterator[Row]:
    """A row for each file."""
    with tempfile.TemporaryDirectory() as around:
        left = _left(Path(around), seed)
        damages = dict(DAMAGES)
        if not os.geteuid() and shutil.which("setpriv"):
            damages = {file: (*kinds, somebody_elses) for file, kinds in damages.items() if kinds}
        cases = [Case(file, kind) for file, kinds in damages.items() for kind in kinds]
        if short:
            cases = [Case(*case) for case in SHORT]
        control = _without_a_witness(Path(around) / "control", left, seed)
        with ThreadPoolExecutor(AT_ONCE) as pool:
            folders = [Path(around) / f"case-{number}" for number in range(len(cases))]
            seen = pool.map(lambda n: (cases[n], _opened(folders[n], cases[n], left, seed + n)), range(len(cases)))
            for file, group in groupby(seen, key=lambda case_and_seen: case_and_seen[0].file):
                yield _row(file, list(group), control, seed)


def _left(around: Path, seed: int) -> Left:
    """An office with some tickets and screens, copied, and with some more, killed."""
    data, older = around / "data", around / "older"
    secrets, several = set[str](), list[Clients]()
    for life in range(2):
        with Server(data) as server:
            secrets |= {new_screen(server.port or 0)[1] for _ in range(2)}
            several.append(Clients(Door(server.port or 0, next(iter(secrets))), 2, seed + life))
            with several[-1].tapping():
                several[-1].until_count(TICKETS)
            _until_witnessed(data / FOLDER)
            if life:
                office = server.pid
                os.kill(server._process.pid, signal.SIGKILL)
                until_gone(office)
                server._process.wait()
        if not life:
            shutil.copytree(data, older)
    return Left(data, older, Promised(several[0].promises.with_those_of(several[1].promises), secrets))


def _until_witnessed(folder: Path) -> None:
    """The register's witness follows twice a second."""
    until = time.monotonic() + 10
    with contextlib.closing(sqlite3.connect(folder / "people.db")) as connection:
        (last,) = connection.execute("select max(id) from act").fetchone()
    while read(folder).id != last and time.monotonic() < until:
        time.sleep(0.05)


def _begin_a_commit(path: Path) -> None:
    """The register as a power cut leaves it within a commit: half of its pages are new, its rollback journal is beside it."""
    People(path).close()
    copy = path.with_name("copy.db")
    shutil.copy(path, copy)
    connection = sqlite3.connect(copy, isolation_level=None)
    connection.execute("PRAGMA cache_size=1").fetchone()
    connection.execute("BEGIN")
    connection.execute("create table later (body text)")
    connection.executemany("insert into later values (?)", [("x" * 3000,)] * 60)
    shutil.copy(copy, path)
    shutil.copy(f"{copy}-journal", f"{path}-journal")
    connection.execute("ROLLBACK")
    connection.close()
    copy.unlink()


def _opened(data: Path, case: Case, left: Left, seed: int) -> Seen:
    shutil.copytree(left.data, data)
    if case.file == "people.db-journal":
        _begin_a_commit(data / FOLDER / "people.db")
    case.damage(data / FOLDER / case.file, left, random.Random(seed))
    seen = opened(data, case.file, left.promised)
    shutil.rmtree(data)
    return seen


def _without_a_witness(data: Path, left: Left, seed: int) -> Seen:
    """The control: no journal, and nobody who saw it."""
    shutil.copytree(left.data, data)
    for name in ("journal.db", "journal.db-wal", "journal.db-shm", "witness.json", "witness.last"):
        (data / FOLDER / name).unlink(missing_ok=True)
    return opened(data, "journal.db", left.promised)


def _row(file: str, group: list[tuple[Case, Seen]], control: Seen, seed: int) -> Row:
    came = Counter("refused" if seen.refused else "fenced or said" if seen.lost else "whole" for _case, seen in group)
    unsaid = sum(seen.lost for _case, seen in group if seen.lost and not seen.warnings)
    wrong = [f"{case.name}: {what}" for case, seen in group for what in seen.wrong]
    return Row(
        "files", f"files-{file}", ", ".join(case.name.removeprefix(f"{file} ") for case, _seen in group), len(group),
        unsaid, sum(seen.again for _case, seen in group),
        control=f"no journal and no witness: {control.again} numbers again" if file == "journal.db" else "",
        blind=file == "journal.db" and not control.again,
        note=", ".join(f"{what} × {times}" for what, times in came.items()),
        wrong=f"{'; '.join(wrong)} (seed {seed})" if wrong else "",
    )  # fmt: skip
