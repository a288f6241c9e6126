"""Each field of each command at its extremes, as a stranger's program sends it: always an answer, and nothing refused is kept."""

import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any, get_args

import msgspec
import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as effort
from hypothesis import strategies as st

from config.loading import load
from flow.bounds import MOST_READY, MOST_TAGS, NAME_LONGEST
from flow.commands import FinishTicket, TakeTicket
from flow.refusals import Reason
from flow.tickets import CLIENT, Actor, Outcome
from mediation.commands import AnyCommand
from screen.roles import Role
from screen.running import Answer
from screen.screen import Screen
from server.screens import SCREENS
from server.wire import answer_to
from tests.server.everything_said import NOT_ASKED_BY_ANYBODY, EverythingSaid, own_ids

pytestmark = pytest.mark.slow

ASKED = tuple(one for one in get_args(AnyCommand) if one not in NOT_ASKED_BY_ANYBODY)
EVERYTHING = Screen("everything", Role.CONSOLE, SCREENS[0].pages, ASKED)
"""A screen that may ask all that anybody may."""
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
    found: set[bytes] = field(default_factory=set)
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
            for value in (*VALUES, *WORDS, *self.texts(), *([one] for one in self.texts())):
                text = value[0] if isinstance(value, list) and len(value) == 1 else value
                begins = text[:40].encode("ascii", "replace") if isinstance(text, str) else b""
                self.hand_in(copy.office, _put(raw, path, value), by, {mark.lower() for mark in MARKED.findall(begins)})
                tries += 1
        self.found |= {mark.lower() for mark in MARKED.findall(_files(copy.folder) + _views(copy.office))}
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


def check_answer(answer: Answer) -> None:
    """Done, or refused in a short line of signs that are seen; it can be sent."""
    assert isinstance(answer, Answer)
    sent = msgspec.json.encode(answer)
    assert len(sent) < 1_500
    if not answer.ok:
        assert answer.reason in set(Reason)
        assert 0 < len(answer.sentence) < 400
        assert answer.sentence.replace("\u202f", " ").replace("\xa0", " ").isprintable()
        assert len(str(answer.facts)) < 600


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
    return b"".join(msgspec.json.encode(view) for _screen, view in _shown(office))


def _shown(office: Any) -> Iterator[tuple[Screen, msgspec.Struct]]:
    parts = (office.settings, office.state, office.mediation, office.now(), next(iter(office.settings.counters)).id)
    return ((one, one.shows(*parts)) for one in SCREENS if one.shape is not None)


@pytest.fixture
def day(tmp_path, open_bureau):
    settings = load(own_ids(tmp_path), demonstration=True, printer_address="virtual")
    bureau = open_bureau(tmp_path / "data" / "lens", settings)
    yield ExtremesSent(bureau, folder=tmp_path / "copies")
    bureau.journal._database.close()


def test_whatever_is_sent_is_answered_and_what_is_refused_is_kept_nowhere(day):
    day.whole_day()

    assert set(day.done) == set(ASKED)
    assert sum(day.done.values()) > 20_000
    assert len(day.refused) > 5_000
    assert not day.found & day.refused
    # Those that are found show that the files and views are read: a pseudonym, the origin of a call.
    assert day.found
    assert day.found <= day.accepted


@pytest.fixture
def ask(bureau):
    """Hands in JSON as the kiosk's screen."""
    keys = count(10_000_000)

    def hand_in(raw: object, key: object = None) -> Answer:
        kiosk = next(one for one in SCREENS if one.name == "kiosk")
        return answer_to(bureau.office, kiosk, raw, str(next(keys)) if key is None else key, CLIENT, "test", "fr")

    return hand_in


KEYS = {
    "": False, "a" * 7: False, "a" * 8: True, "a" * 128: True, "a" * 129: False, "a" * 60_000: False, "aaaa aaaa": False,
    "aaaaaaaa\n": False, "\x00" * 8: False, "\ud800" * 8: False, "é" * 8: False, "\u202e" * 8: False,
    '"8e03978e-40d5-43dd-bc93-6894a57f9324"': True, "8e03978e40d543ddbc936894a57f9324": True,
}  # fmt: skip


@pytest.mark.parametrize(("key", "accepted"), KEYS.items(), ids=lambda one: repr(one)[:30])
def test_a_key_is_8_to_128_signs_that_are_seen(ask, bureau, key, accepted):
    answer = ask({"type": "TakeTicket", "need": "stamps"}, key)

    check_answer(answer)
    assert answer.ok is accepted
    assert answer.reason == ("" if accepted else Reason.KEY_MISSING)
    assert len(bureau.office.state.open) == accepted


@pytest.mark.parametrize("key", [0, 12345678, True, [], ["a" * 8], {}, 1.5, float("nan"), b"a" * 8])
def test_a_key_is_text(ask, key):
    assert ask({"type": "TakeTicket", "need": "stamps"}, key).reason == Reason.KEY_MISSING


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters()),
    lambda inner: (
        st.lists(inner, max_size=5) | st.dictionaries(st.text(st.characters(), max_size=8), inner, max_size=5)
    ),
    max_leaves=20,
)
NAMED = st.fixed_dictionaries(
    {"type": st.sampled_from(["TakeTicket", "ReprintTicket", "ConfirmPaper", "CallNext", "x", ""]) | JSON},
    optional={
        "need": st.just("stamps") | JSON,
        "language": st.just("fr") | JSON,
        "legal": JSON,
        "route": JSON,
        "ticket": JSON,
    },
)


@given(raw=JSON | NAMED)
@effort(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_json_at_all_is_answered(ask, raw):
    check_answer(ask(raw))


def test_what_is_malformed_is_said_in_a_short_line(ask):
    for raw in (
        {"type": "x" * 60_000},
        {"type": "TakeTicket", "need": "stamps", "y" * 60_000: 1},
        {"type": "TakeTicket", "need": "stamps", "\u202e\n\x1b[2J": 1},
        {"type": "\ud800"},
        {"type": "TakeTicket", "need": "stamps", "route": "z\n" * 20_000},
        {"\udfff": "TakeTicket"},
    ):
        answer = ask(raw)

        check_answer(answer)
        assert answer.reason == Reason.MALFORMED
        assert len(str(answer.facts["problem"])) <= 200


def test_a_journal_of_before_the_bounds_opens(bureau):
    bureau.do(TakeTicket("stamps", "l" * 60_000))
    first, second = (bureau.do(TakeTicket("stamps")).ticket for _ in range(2))
    bureau.do(FinishTicket(first, Outcome.LEFT))
    rows = bureau.journal._database
    rows.execute("drop trigger event_is_not_changed")
    rows.execute("update event set body = json_set(body, '$.language', ?) where type = 'TicketTaken'", ("l" * 60_000,))
    rows.execute("update event set body = json_set(body, '$.where', ?) where type = 'TicketClosed'", ("w" * 50_000,))

    bureau.restart()

    assert {len(ticket.language) for ticket in bureau.office.state.open.values()} == {60_000}
    assert len(bureau.office.state.closed[first].where) == 50_000
    assert bureau.do(FinishTicket(second, Outcome.LEFT)).ok


def test_a_hundred_tickets_with_all_that_may_be_sent_make_a_small_view(bureau):
    """Of each: need, machine, language, 40 ticks and 12 tags of 40 signs, all of the longest: 52 names of 43 bytes and a card."""
    settings = bureau.settings
    tag, machine, place = settings.tags[0], settings.machines[0], settings.places[0]
    bureau.settings = settings.model_copy(
        update={
            "tags": tuple(tag.model_copy(update={"id": f"{n:a>{NAME_LONGEST}}"}) for n in range(MOST_TAGS)),
            "ready": {f"{n:a>{NAME_LONGEST}}": {"fr": "x"} for n in range(MOST_READY)},
            "machines": (machine.model_copy(update={"id": "m" * NAME_LONGEST}),),
            "places": (place.model_copy(update={"id": "p" * NAME_LONGEST}),),
        }
    )
    bureau.restart()
    tags, ticks = sorted(bureau.office.state.plan.tags), sorted(bureau.office.state.plan.ready)
    longest = {"machine": "m" * NAME_LONGEST, "ticks": ticks, "tags": tags}
    for n in range(100):
        taken = _sent(bureau, {"type": "TakeTicket", "need": "registered_letter", "language": "zzz", "legal": True}, n)
        found = {"type": "Prequalify", "ticket": taken.ticket, "need": "registered_letter", "route": "machine"}
        _sent(bureau, found | longest | {"accompanied": True}, 1_000 + n)

    sizes = {one.name: len(msgspec.json.encode(view)) for one, view in _shown(bureau.office)}

    assert len(bureau.office.state.open) == 100
    assert sizes["console"] > 100 * (MOST_READY + MOST_TAGS) * NAME_LONGEST, (
        "all of it is shown: else this test is blind"
    )
    assert max(sizes.values()) < 100 * ((MOST_READY + MOST_TAGS) * (NAME_LONGEST + 3) + 1_000)


def _sent(bureau: Any, raw: dict[str, Any], key: int) -> Answer:
    answer = answer_to(bureau.office, EVERYTHING, raw, f"{key:08}", Actor("console", "A" * 40), "test", "fr")
    assert answer.ok, answer.sentence
    return answer
