"""What a screen may send over its websocket: one grammar for Engine.IO 4 and Socket.IO 5, read before either library sees it.

3                    an answer to a ping
1, 41                goodbye
40{"screen": …}      once, first: who the screen is
42["command", {…}]   then its events, with a number before the list where an acknowledgement is wanted
"""

import re
from enum import Enum
from typing import Any

from server.door.reader import Unreadable, read_json

EVENTS = frozenset({"command", "refresh", "clock"})
_PACKET = re.compile(r"(?:(3|1|41)|40(\{.*\})|42([0-9]{0,9})(\[.*\]))\Z", re.DOTALL)


class Kind(Enum):
    """What a message is for."""

    PONG = "pong"
    GOODBYE = "goodbye"
    CONNECT = "connect"
    EVENT = "event"


class Conversation:
    """The turns of one websocket: who the screen is, once and first; then its events."""

    def __init__(self) -> None:
        self._is_open = False

    def hear(self, message: str | bytes) -> Kind:
        """The next message's kind. Raises Unreadable for one that is not in the grammar, or out of its turn."""
        kind = read_message(message)
        if kind is Kind.CONNECT:
            _check(not self._is_open)
            self._is_open = True
        elif kind is Kind.EVENT:
            _check(self._is_open)
        return kind


def read_message(message: str | bytes) -> Kind:
    """What this message is. Raises Unreadable for whatever is not in the grammar: binary, other namespaces, unknown events."""
    packet = _PACKET.match(message) if isinstance(message, str) else None
    if packet is None:
        raise Unreadable("not a message of a screen")
    if packet[1]:
        return Kind.PONG if packet[1] == "3" else Kind.GOODBYE
    if packet[2]:
        _check(isinstance(read_json(packet[2]), dict))
        return Kind.CONNECT
    event: Any = read_json(packet[4])
    _check(isinstance(event, list) and 1 <= len(event) <= 2)
    _check(isinstance(event[0], str) and event[0] in EVENTS)
    return Kind.EVENT


def _check(right: bool) -> None:
    if not right:
        raise Unreadable("not an event of a screen")
