"""The grammar of a screen's websocket: what our own screens send passes, and nothing else."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.door.messages import Conversation, Kind, read_message
from server.door.reader import Unreadable

HELLO = '40{"screen":"display","place":""}'


def test_what_our_screens_send_is_read():
    command = '42["command",{"key":"12345678","command":{"type":"CallNext","counter":"1"}}]'

    kinds = [
        read_message(text)
        for text in (HELLO, "3", "1", "41", '42["refresh"]', '42["clock",0]', command, "4217" + command[2:])
    ]

    assert kinds == [Kind.CONNECT, Kind.PONG, Kind.GOODBYE, Kind.GOODBYE, *[Kind.EVENT] * 4]


@pytest.mark.parametrize(
    "message",
    [
        b"42", "", "2probe", "5", "6", "40", "40[]", '40/admin,{"screen":"display"}', '42/admin,["refresh"]', "42[]", "42[1]",
        '42["join",{"room":"console"}]', '42["command",1,2]', '42[["command"]]', '451-["command",{"_placeholder":true,"num":0}]',
        "43[]", "44{}", "4299999999999[]", '42["command",' + "[" * 30_000, '42["command","\\ud800"]', '40{"screen":"display"}x', "9",
        "bAAAA", '42["refresh"]\n', "٣",
    ],
    ids=lambda message: repr(message[:16]),
)  # fmt: skip
def test_anything_else_is_the_end(message):
    with pytest.raises(Unreadable):
        read_message(message)


@given(st.text() | st.binary() | st.builds("42{}".format, st.text()) | st.builds("40{}".format, st.text()))
def test_whatever_comes_nothing_but_unreadable_is_raised(message):
    with contextlib.suppress(Unreadable):
        read_message(message)


def test_a_screen_says_once_and_first_who_it_is():
    silent, twice = Conversation(), Conversation()
    twice.hear(HELLO)
    twice.hear('42["refresh"]')

    with pytest.raises(Unreadable):
        silent.hear('42["refresh"]')
    with pytest.raises(Unreadable):
        twice.hear(HELLO)
