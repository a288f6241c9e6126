"""The power is cut: disks rebuilt from what the real office wrote, opened by its own start, compared with what it had told by then."""

import contextlib
import os
import random
import re
import signal
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from unittest import mock

import msgspec
import structlog

from config.settings import OfficeSettings
from config.texts import Texts
from server.access import DEVICE_COOKIE, STAFF_COOKIE
from server.files.writing import SESSION_BYTES
from server.options import settings_of
from server.running import _opened
from server.time.clock import RememberedTime
from server.witness import Seen
from tests.bench.wire import OFFICE, PROGRAM, Server
from tests.faults.images import Disk, Left, put
from tests.faults.office_client import Clients, Door, new_screen
from tests.faults.promises import Promises, strangers
from tests.faults.real_office import FOLDER, without
from tests.faults.rows import Row
from tests.faults.traced import Op, ops_of, traced

POINTS, POINTS_SHORT = 280, 12
TICKETS, TICKETS_SHORT, SCREENS = 130, 20, 6
"""In each of two lives: some checkpoints of the write-ahead log, and a register that is written too."""
_TICKET = re.compile(rb'"ticket":"([0-9-]+)"')
_SECRET = re.compile(rf"(?:{DEVICE_COOKIE}|{STAFF_COOKIE})=([\w-]+);".encode())


class JournalEntry(msgspec.Struct):
    """What an office did in two lives. promises: all that its clients heard."""

    ops: list[Op]
    promises: Promises


class Opened(msgspec.Struct):
    """What was found on the rebuilt disks. refused: by the program's own start; wrong: what else, the first of each kind."""

    states: int = 0
    lost: int = 0
    doubled: int = 0
    refused: int = 0
    wrong: Counter[str] = msgspec.field(default_factory=Counter)


def rows(short: bool, seed: int) -> Iterator[Row]:
    """The office as it is, and the same without its mends."""
    structlog.configure(logger_factory=structlog.ReturnLoggerFactory())
    points = POINTS_SHORT if short else POINTS
    opened = rebuilt(recorded((), seed, TICKETS_SHORT if short else TICKETS), points, seed)
    loose = None if short else rebuilt(recorded(("normal", "half"), seed, TICKETS), points // 4, seed)
    yield Row(
        "power", "power-cut", "none, all, first + torn sector, any of the unsynced writes", opened.states, opened.lost, opened.doubled,
        control="" if loose is None else f"synchronous=NORMAL: {loose.lost} lost, {sum(loose.wrong.values())} half, in {loose.states}",
        blind=loose is not None and not (loose.lost and loose.wrong),
        note=f"{opened.refused} refused to start",
        wrong="; ".join(f"{what} × {times} (seed {seed})" for what, times in opened.wrong.items()),
    )  # fmt: skip


def recorded(mends_out: tuple[str, ...], seed: int, tickets: int) -> JournalEntry:
    """A new office under strace, closed and opened again; only it writes."""
    ops, clients = list[Op](), list[Clients]()
    with tempfile.TemporaryDirectory() as around:
        data, trace = Path(around) / "data", Path(around) / "trace"
        program = without(*mends_out) if mends_out else PROGRAM
        folder = data / FOLDER
        secret = ""
        for life in range(2):
            with Server(data, OFFICE, "--no-parent", program=(*traced(trace), *program)) as server:
                secret = secret or new_screen(server.port or 0)[1]
                clients.append(Clients(Door(server.port or 0, secret), 2, seed + life))
                with clients[-1].tapping():
                    clients[-1].until_count(tickets // 2)
                    for _ in range(SCREENS):
                        new_screen(server.port or 0)
                    clients[-1].until_count(tickets)
                _end(server)
            ops += ops_of(trace, folder)
    return JournalEntry(ops, clients[0].promises.with_those_of(clients[1].promises))


def rebuilt(entry: JournalEntry, points: int, seed: int) -> Opened:
    """Some points in what was done, many of them just after something was told; each with four ways of what was left."""
    chance, tally = random.Random(seed), Opened()
    chosen = _points(entry.ops, points, chance)
    disk, tickets, secrets = Disk(), set[str](), set[str]()
    settings, texts = settings_of(str(OFFICE), True), Texts.load()
    # Read once for all disks: they are the program's, not the office's.
    with mock.patch.object(Texts, "load", return_value=texts):
        for at, op in enumerate(entry.ops):
            disk.follow(op)
            if op.what == "say":
                tickets |= {ticket.decode() for ticket in _TICKET.findall(op.data) if b'"ok":true' in op.data}
                secrets |= {secret.decode() for secret in _SECRET.findall(op.data)}
            if at in chosen:
                promised = entry.promises.of_tickets(tickets)
                images = [disk.image(left, chance) for left in Left]
                for image in {tuple(sorted(image.items())) for image in images}:
                    _look(dict(image), settings, promised, secrets, tally)
    return tally


def _points(ops: list[Op], count: int, chance: random.Random) -> set[int]:
    """A third after tickets, a third after screens and people were let in (as far as there are so many), the others anywhere."""
    tickets = [at for at, op in enumerate(ops) if op.what == "say" and _TICKET.search(op.data)]
    secrets = [
        at + later for at, op in enumerate(ops) if op.what == "say" and _SECRET.search(op.data) for later in range(3)
    ]
    chosen = set(chance.sample(tickets, min(len(tickets), count // 3))) | set(
        chance.sample(secrets, min(len(secrets), count // 3))
    )
    return chosen | set(chance.sample(range(len(ops)), count - len(chosen)))


def _look(
    image: dict[str, bytes], settings: OfficeSettings, promised: Promises, secrets: set[str], opened: Opened
) -> None:
    opened.states += 1
    opened.wrong.update(_half(image))
    with tempfile.TemporaryDirectory(dir="/dev/shm" if os.path.isdir("/dev/shm") else None) as around:
        folder = Path(around)
        put(image, folder)
        with open(os.devnull, "w") as nowhere, contextlib.redirect_stderr(nowhere):
            try:
                office, journal, access = _opened(settings, folder)
            except SystemExit:
                opened.refused += 1
                opened.wrong["refused to start"] += 1
                return
        compared = promised.compare(folder / "journal.db")
        opened.lost += compared.lost + strangers(secrets, folder / "people.db")
        opened.doubled += compared.doubled
        numbers = [promise.number for promise in promised.heard.values()]
        wrong = {
            "the journal does not hold together": bool(compared.wrong),
            "the next number was given before": bool(numbers) and office.state.next_number <= max(numbers),
            "the register is taken for an older one": access.witness.is_older,
            "the past does not hold together": bool(office.audit.broken_days()),
            "the addresses of tickets changed": any(
                not promise.url.endswith(office.ticket_url(promise.ticket)) for promise in promised.heard.values()
            ),
        }
        opened.wrong.update(what for what, holds in wrong.items() if holds)
        office.close_witness()
        access.people.close()
        journal.close()


def _half(image: dict[str, bytes]) -> list[str]:
    """The small files that are neither there whole nor away."""
    half = []
    if len(image.get("session.key", bytes(SESSION_BYTES))) != SESSION_BYTES:
        half.append("half of session.key")
    for name, shape in (("day.key", dict[str, object]), ("witness.json", Seen), ("clock.json", RememberedTime)):
        try:
            msgspec.json.decode(
                image.get(name, b"{}" if shape is not RememberedTime else b'{"boot":"","elapsed":0,"now":0}'),
                type=shape,
            )
        except msgspec.DecodeError:
            half.append(f"half of {name}")
    return half


def _end(server: Server) -> None:
    """The office under strace, not strace: it ends by itself then."""
    parent = server._process.pid
    for child in Path(f"/proc/{parent}/task/{parent}/children").read_text().split():
        os.kill(int(child), signal.SIGTERM)
    server._process.wait(30)
