"""The keys of the kiosk's keypad: named as a browser names them, each for one thing; a fault says what was meant."""

import pytest
from pydantic import ValidationError

from config.keypad import KeySettings


def _fault(**keys: str) -> str:
    with pytest.raises(ValidationError) as caught:
        KeySettings(**keys)
    return str(caught.value.errors()[0]["msg"])


def test_a_keypad_of_other_keys_is_taken():
    keys = KeySettings(
        up="8", down="2", ok="5", back="Backspace", help="h", help_ticket="F12", headphones="AudioVolumeUp"
    )

    assert (keys.ok, keys.help_ticket) == ("5", "F12")


def test_a_key_that_serves_twice_is_told():
    assert "« F1 » sert deux fois" in _fault(help_ticket="F1")


def test_a_key_that_no_board_sends_is_told_with_the_one_that_was_meant():
    assert "ArrowUp" in _fault(up="Arrowup")


def test_tab_stays_what_it_is():
    assert "« Tab » mène déjà" in _fault(ok="Tab")
