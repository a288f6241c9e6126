"""The one reader of JSON: whatever comes, it is a value or it is Unreadable."""

import contextlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.door.reader import Unreadable, read_json

_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**60), 2**60) | st.text(st.characters(codec="utf-8")),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(st.characters(codec="utf-8")), inner, max_size=4)
    ),
)


@given(_VALUES)
def test_what_is_json_is_read(value):
    assert read_json(json.dumps(value)) == value
    assert read_json(json.dumps(value, ensure_ascii=False).encode()) == value


@given(st.text() | st.binary())
def test_whatever_comes_nothing_but_unreadable_is_raised(raw):
    with contextlib.suppress(Unreadable):
        read_json(raw)


@pytest.mark.parametrize(
    "raw",
    [
        '"\\ud800"',
        '"\ud800"',
        b'"\xff"',
        "[" * 30_000,
        "[" * 1_000 + "]" * 1_000,
        '{"a":' * 900,
        "NaN",
        "1e999",
        "",
        "\x00",
        "1" * 9_000,
    ],
    ids=lambda raw: repr(raw[:12]),
)
def test_known_traps_are_unreadable(raw):
    with pytest.raises(Unreadable):
        read_json(raw)


def test_the_standard_reader_falls_into_those_traps():
    assert json.loads('"\\ud800"') == "\ud800", "a text that no file, no log and no screen can hold"
    with pytest.raises(RecursionError):
        json.loads("[" * 30_000)


def test_the_problem_repeats_nothing_of_what_was_sent():
    with pytest.raises(Unreadable) as fault:
        read_json('{"secret": 123456')

    assert "123456" not in str(fault.value)
