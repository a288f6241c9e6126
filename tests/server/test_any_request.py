"""Any JSON and any key, as a stranger's program sends them: answered in a short line; and a full office makes a small view."""

import json
from itertools import count
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as effort
from hypothesis import strategies as st

from flow.bounds import MOST_READY, MOST_TAGS, NAME_LONGEST
from flow.commands import FinishTicket, TakeTicket
from flow.refusals import Reason
from flow.tickets import CLIENT, Actor, Outcome
from screen.running import Answer
from server.screens import SCREENS
from server.wire import answer_to
from tests.server.stranger import EVERYTHING, check_answer, shown

pytestmark = pytest.mark.slow

DEEP: Any = json.loads("[" * 900 + "]" * 900)


@pytest.fixture
def ask(bureau):
    """Hands in JSON as the kiosk's screen."""
    keys = count(10_000_000)

    def hand_in(raw: object, key: object = None) -> Answer:
        kiosk = next(screen for screen in SCREENS if screen.name == "kiosk")
        return answer_to(bureau.office, kiosk, raw, str(next(keys)) if key is None else key, CLIENT, "test", "fr")

    return hand_in


KEYS = {
    "": False, "a" * 7: False, "a" * 8: True, "a" * 128: True, "a" * 129: False, "a" * 60_000: False, "aaaa aaaa": False,
    "aaaaaaaa\n": False, "\x00" * 8: False, "\ud800" * 8: False, "é" * 8: False, "\u202e" * 8: False,
    '"8e03978e-40d5-43dd-bc93-6894a57f9324"': True, "8e03978e40d543ddbc936894a57f9324": True,
}  # fmt: skip


@pytest.mark.parametrize(("key", "accepted"), KEYS.items(), ids=lambda key: repr(key)[:30])
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
        command = {"type": "Prequalify", "ticket": taken.ticket, "need": "registered_letter", "route": "machine"}
        _sent(bureau, command | longest | {"accompanied": True}, 1_000 + n)

    sizes = {screen.name: len(msgspec.json.encode(view)) for screen, view in shown(bureau.office)}

    assert len(bureau.office.state.open) == 100
    assert sizes["console"] > 100 * (MOST_READY + MOST_TAGS) * NAME_LONGEST, (
        "all of it is shown: else this test is blind"
    )
    assert max(sizes.values()) < 100 * ((MOST_READY + MOST_TAGS) * (NAME_LONGEST + 3) + 1_000)


def _sent(bureau: Any, raw: dict[str, Any], key: int) -> Answer:
    answer = answer_to(bureau.office, EVERYTHING, raw, f"{key:08}", Actor("console", "A" * 40), "test", "fr")
    assert answer.ok, answer.sentence
    return answer
