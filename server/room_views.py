"""What each room shows: drawn and encoded once for all of its screens, and sent only where it says something new."""

from collections.abc import Mapping

import msgspec
import structlog
from flask_socketio import SocketIO

from screen.view import ScreenView
from server.connected import Connected, Drawn, Room
from server.office import Office

SKIPPED_MOST = 32
"""Screens of a room that a message to all of it may pass over: Socket.IO looks each one up in a list."""
log = structlog.get_logger()


class RoomViews:
    """The newest view of each room that screens are in, and its way to them."""

    def __init__(self, office: Office, socketio: SocketIO) -> None:
        self._office = office
        self._socketio = socketio
        self._newest: dict[str, Drawn] = {}

    def draw(self, room: Room, now: int | None = None) -> Drawn | None:
        """What the room shows at `now` (milliseconds; None: now); None for one that cannot be drawn: the log says what broke."""
        try:
            encoded = msgspec.json.encode(self._view(room, self._office.now() if now is None else now))
        except Exception:
            log.exception("view_fault", room=room.name)
            # Its screens ask again at each tick.
            self._newest.pop(room.name, None)
            return None
        # A ScreenView begins with its version and its moment, which by themselves are nothing new.
        says = encoded.split(b",", 2)[2]
        return Drawn(self._office.state.version, msgspec.Raw(encoded), says)

    def show(self, rooms: Mapping[str, Mapping[str, Connected]]) -> None:
        """Each room's view as it is now to its screens (by their sid) that have none which says the same."""
        for room_name in self._newest.keys() - rooms.keys():
            del self._newest[room_name]
        # All of them show one moment: what several show of it is worked out once.
        now = self._office.now()
        for name, screens in rooms.items():
            drawn = self.draw(next(iter(screens.values())).room, now)
            if drawn is not None:
                self._show(name, screens, drawn)

    def show_one(self, sid: str, connection: Connected, drawn: Drawn) -> None:
        """What was just drawn to a screen that asked for it, whatever it has; one that takes nothing gets a later one."""
        if not connection.is_behind:
            connection.shows = self._settled(connection.room.name, drawn)
            self._socketio.emit("view", drawn.wire, to=sid)

    def version(self, room: str) -> int:
        """Of the view that the room's screens are to have: one that shows an older one missed something."""
        newest = self._newest.get(room)
        return self._office.state.version if newest is None else newest.version

    def _show(self, name: str, screens: Mapping[str, Connected], drawn: Drawn) -> None:
        newest = self._settled(name, drawn)
        lacking = {
            sid: connection
            for sid, connection in screens.items()
            if connection.shows is not newest and not connection.is_behind
        }
        if not lacking:
            return
        if len(screens) - len(lacking) <= SKIPPED_MOST:
            self._socketio.emit("view", drawn.wire, to=name, skip_sid=[sid for sid in screens if sid not in lacking])
        else:
            for sid in lacking:
                self._socketio.emit("view", drawn.wire, to=sid)
        for connection in lacking.values():
            connection.shows = newest

    def _settled(self, name: str, drawn: Drawn) -> Drawn:
        """The view that the room's screens are to have: the last one, when the one just drawn says the same."""
        newest = self._newest.get(name)
        if newest is not None and newest.says == drawn.says:
            return newest
        self._newest[name] = drawn
        return drawn

    def _view(self, room: Room, now: int) -> ScreenView:
        office = self._office
        return room.screen.shows(office.settings, office.state, office.mediation, now, room.place, room.language)
