"""Each field of each command at its extremes, as a stranger's program sends it: always an answer, and nothing refused is kept."""

import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

import msgspec
import pytest

from config.loading import load
from flow.tickets import CLIENT, Actor
from mediation.commands import AnyCommand
from server.wire import answer_to
from tests.server.everything_said import EverythingSaid, own_ids
from tests.server.stranger import COMMANDS, EVERYTHING, check_answer, shown

pytestmark = pytest.mark.slow

DEEP: Any = json.loads("[" * 900 + "]" * 900)

VALUES: tuple[Any, ...] = (
    None, True, False, 0, 1, -1, 2**31, -(2**31), 2**53 + 1, 2**63, -(2**63) - 1, 10**400, 1.5, -0.0, 1e308, float("inf"),
    float("-inf"), float("nan"), [], {}, [[]], [{}], {"": ""}, {"\ud800": 1}, DEEP, {"a": DEEP}, ["x"] * 5_000, ["\ud800"],
    [None] * 41, {str(n): n for n in range(5_000)}, {"feminin": -1}, {"feminin": 10**30},
)  # fmt: skip

SIZES = (9, 10, 20, 40, 41, 60, 61, 64, 65, 80, 81, 1_000, 60_000)
ODD = (
    "\x00",
    "\n",
    "\r\n",
    "\t",
    "\x1b[2J",
    "\x7f",
    "\u202e",
    "\u2028",
    "\u200b",
    "\ufeff",
    "\ud800",
    "\udfff",
    "<b>",
    "'; --",
    "/../",
)

WORDS = (
    "",
    "0",
    "-1",
    "9" * 400,
    "101",
    "1.5",
    "NaN",
    "null",
    "true",
    "2025-02-30",
    "0000-00-00",
    "0001-01-01",
    "9999-12-31",
    "٣",
)

MARKED = re.compile(rb"(?i)qq\d{6}x")


@dataclass
class ExtremesSent(EverythingSaid):
    """A whole day; before the first of each command is handed in, all its extremes are, to the same office on a copy of its files.

    refused, accepted: the marks of the texts that were sent.
    """

    folder: Path = Path()
    numbers: Iterator[int] = field(default_factory=lambda: count(1))
    refused: set[bytes] = field(default_factory=set)
    accepted: set[bytes] = field(default_factory=set)
    found_again: set[bytes] = field(default_factory=set)
    done: dict[type, int] = field(default_factory=dict)

    def do(self, command: AnyCommand, by: Actor = CLIENT) -> Any:
        if type(command) not in self.done:
            self.done[type(command)] = self.try_extremes(command, by)
        return super().do(command, by)

    def try_extremes(self, command: AnyCommand, by: Actor) -> int:
        """Each field at any depth, a field that is not there, and the type; how many were handed in."""
        self.bureau.journal._database.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        copy = type(self.bureau)(
            Path(shutil.copytree(self.bureau.folder, self.folder / str(next(self.numbers)))),
            self.bureau.settings,
            self.bureau.clock,
        )
        raw, tries = msgspec.to_builtins(command), 0
        for path in (*_paths(raw), ("no_such_field",), ("\ud800",), ("q" * 60_000,), ("type",)):
            for value in (*VALUES, *WORDS, *self.texts(), *([text] for text in self.texts())):
                text = value[0] if isinstance(value, list) and len(value) == 1 else value
                begins = text[:40].encode("ascii", "replace") if isinstance(text, str) else b""
                self.hand_in(copy.office, _put(raw, path, value), by, {mark.lower() for mark in MARKED.findall(begins)})
                tries += 1
        self.found_again |= {mark.lower() for mark in MARKED.findall(_files(copy.folder) + _views(copy.office))}
        copy.journal._database.close()
        return tries

    def texts(self) -> Iterator[str]:
        """Each with a mark of its own."""
        for mark, size in ((mark, size) for mark in ("qq{:06}x", "QQ{:06}X") for size in SIZES):
            yield (mark.format(next(self.numbers)) + "x" * size)[:size]
        for odd in ODD:
            yield f"qq{next(self.numbers):06}x{odd}"
            yield f"{odd}qq{next(self.numbers):06}x"

    def hand_in(self, office: Any, raw: Any, by: Actor, marks: set[bytes]) -> None:
        before = office.state
        answer = answer_to(office, EVERYTHING, raw, f"zz-extreme-{next(self.numbers):08}", by, "zz-extreme", "fr")
        check_answer(answer)
        if answer.ok:
            self.accepted |= marks
        else:
            assert office.state is before
            self.refused |= marks


def _paths(raw: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    inside = raw.items() if isinstance(raw, dict) else enumerate(raw) if isinstance(raw, list) else ()
    for key, value in inside:
        if (*path, key) != ("type",):
            yield (*path, key)
            yield from _paths(value, (*path, key))


def _put(raw: Any, path: tuple[Any, ...], value: Any) -> Any:
    """A copy with another value at the end of the path."""
    here, *rest = path
    changed = list(raw) if isinstance(raw, list) else dict(raw)
    changed[here] = _put(raw[here], tuple(rest), value) if rest else value
    return changed


def _files(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def _views(office: Any) -> bytes:
    return b"".join(msgspec.json.encode(view) for _screen, view in shown(office))


@pytest.fixture
def day(tmp_path, open_bureau):
    settings = load(own_ids(tmp_path), demonstration=True, printer_address="virtual")
    bureau = open_bureau(tmp_path / "data" / "lens", settings)
    yield ExtremesSent(bureau, folder=tmp_path / "copies")
    bureau.journal._database.close()


def test_whatever_is_sent_is_answered_and_what_is_refused_is_kept_nowhere(day):
    day.whole_day()

    assert set(day.done) == set(COMMANDS)
    assert sum(day.done.values()) > 20_000
    assert len(day.refused) > 5_000
    assert not day.found_again & day.refused
    # Those that are found show that the files and views are read: a pseudonym, the origin of a call.
    assert day.found_again
    assert day.found_again <= day.accepted
