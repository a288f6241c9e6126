"""The screens that are connected: what each is, whether it takes what it is sent, and which are not there any more."""

from collections.abc import Iterable
from dataclasses import dataclass
from time import monotonic
from typing import Any

import msgspec

from config.languages import SOURCE
from screen.roles import STAFF
from screen.screen import Screen
from server.access import Visitor
from server.door.limits import NEWS_UNSENT, PING_SECONDS, PONG_SECONDS, UNSENT_MOST
from server.driver import DeviceWebSocket
from server.measures import BEHIND, SILENT

TICK_SECONDS = 5
SILENT_SECONDS = PING_SECONDS + PONG_SECONDS + TICK_SECONDS
"""A screen that said nothing for so long is not there. Engine.IO finds it sooner, as long as its own timers do."""


class Room(msgspec.Struct, frozen=True):
    """What a connected screen is: its screen's name, its place, who is there. place: a counter, or a kiosk's device.

    instead: the counter of another device that somebody said to act for.
    """

    screen: Screen
    place: str
    language: str
    instead: str = ""

    @property
    def name(self) -> str:
        """The room's name: the screen's, with its place if it has one, and with the language of staff who read another than French."""
        name = f"{self.screen.name}:{self.place}" if self.place else self.screen.name
        return f"{name}/{self.language}" if self.screen.role in STAFF and self.language != SOURCE else name


class Drawn(msgspec.Struct, frozen=True):
    """A view as it goes out. version: of the office as it was drawn. says: all that is in it but its version and its moment."""

    version: int
    wire: msgspec.Raw
    says: bytes


@dataclass(slots=True)
class Connected:
    """A screen that is connected. engine: its Engine.IO socket, None in a test without one. refreshed_at: monotonic seconds.

    shows: the view of its room that it was sent last. lost: why it was dropped, "" while it was not: a key of server.measures.GONE.
    """

    room: Room
    visitor: Visitor
    engine: Any
    websocket: DeviceWebSocket | None
    shows: Drawn | None = None
    refreshed_at: float = 0.0
    refreshes_later: bool = False
    lost: str = ""

    @property
    def is_behind(self) -> bool:
        """It has not taken the last news yet: more would only wait in memory, and the next view is whole anyhow."""
        return self.unsent > NEWS_UNSENT

    @property
    def unsent(self) -> int:
        """How many messages wait for it to take them: views, answers, ticks."""
        return 0 if self.engine is None else int(self.engine.queue.qsize())


class Lost:
    """Finds the screens that are not there any more, at each tick, and gives back what they hold."""

    def __init__(self) -> None:
        self.looked_at = monotonic()

    def drop(self, connected: Iterable[Connected]) -> None:
        """Those that said nothing for too long are dropped, and those that read so slowly that ever more waits for them."""
        now = monotonic()
        late, self.looked_at = now - self.looked_at > TICK_SECONDS + PONG_SECONDS, now
        if late:
            # We stood still ourselves: what they said meanwhile is still to be read.
            return
        for connection in list(connected):
            if connection.websocket is None:
                continue
            if now - connection.websocket.heard_at > SILENT_SECONDS:
                connection.lost = SILENT
            elif connection.unsent > UNSENT_MOST:
                connection.lost = BEHIND
            if connection.lost:
                connection.websocket.drop()
