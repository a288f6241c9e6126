"""One line of the log: bounded, without state and without secrets; a fault that comes again is told now and then."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.log_lines import AGAIN_S, MOST_BYTES, MOST_FAULTS, MOST_FRAMES, Repeats, exception_facts, line

SECRET = "k3yK3yk3yK3yk3yK3yk3yK3yk3yK3yk3yK3yk3yK3yk"
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters()) | st.binary(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters()), inner),
    max_leaves=12,
)


@pytest.mark.slow
@settings(max_examples=60)
@given(st.dictionaries(st.text(st.characters()), anything))
def test_whatever_is_told_is_one_bounded_line_that_json_reads(facts):
    written = line({"event": "x", **facts})

    assert len(written) <= MOST_BYTES
    assert written.count(b"\n") == 1
    assert isinstance(json.loads(written), dict)
    assert not any(0x7F <= ord(letter) <= 0x9F for letter in written.decode())


def test_plain_facts_are_told_as_they_are():
    facts = {"event": "forgotten", "level": "info", "before": "2025-11-24", "moves": 3, "said": "n'a pas été dit"}

    assert json.loads(line(facts)) == facts


@pytest.mark.parametrize(
    "text",
    [SECRET, f"Exception on /t/{SECRET[:22]} [GET]", "/t/abc", "/x?pin=123456", f"device={SECRET}; staff={SECRET}"],
)
def test_no_text_carries_a_secret(text):
    written = line({"event": "x", "said": text}).decode()

    assert not any(secret in written for secret in (SECRET[:22], "abc", "123456"))


def test_a_value_that_is_an_object_is_told_by_its_type(bureau):
    written = line({"event": "x", "state": bureau.office.state, "settings": bureau.settings})

    assert json.loads(written) == {"event": "x", "state": "OfficeState", "settings": "OfficeSettings"}


def _deep(left):
    pin = "123456"
    if left:
        return _deep(left - 1)
    raise ValueError(f"'{pin}' is no number, {SECRET}")


def test_a_fault_is_told_with_its_type_and_twenty_places_at_most_and_no_value():
    with pytest.raises(ValueError) as fault:
        _deep(400)

    facts = exception_facts(fault.value)

    assert facts["type"] == "ValueError"
    assert len(facts["frames"]) == MOST_FRAMES
    assert facts["frames"][-1].startswith("server/test_log_lines.py:")
    assert "123456" not in repr(facts)
    assert SECRET not in repr(facts)


def test_a_fault_that_cannot_say_itself_is_told_all_the_same():
    class Mute(Exception):
        def __str__(self):
            raise RuntimeError

    assert exception_facts(Mute())["message"] == "…"


def test_a_fault_that_comes_again_is_told_at_once_then_once_a_minute_with_how_often():
    now = [0.0]
    repeats = Repeats(lambda: now[0])

    written = []
    for _ in range(125):
        written.append(repeats.again("live_fault", "view.py:3"))
        now[0] += 1

    assert [(second, count) for second, count in enumerate(written) if count is not None] == [
        (0, 0),
        (60, 59),
        (120, 59),
    ]
    assert repeats.again("live_fault", "view.py:4") == 0


def test_what_came_again_and_then_stopped_is_told_when_its_minute_is_over():
    now = [0.0]
    repeats = Repeats(lambda: now[0])
    for _ in range(9):
        repeats.again("live_fault", "")
    assert repeats.due() == []

    now[0] += AGAIN_S

    assert repeats.due() == [("live_fault", "", 8)]
    assert repeats.due() == []


def test_a_thousand_kinds_of_fault_take_bounded_room_and_few_lines():
    repeats = Repeats(lambda: 0.0)

    counts = [repeats.again("fault", str(kind)) for kind in range(5_000)]

    assert sum(count is not None for count in counts) == MOST_FAULTS + 1
