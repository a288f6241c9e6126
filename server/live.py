"""The screens, live: one dispatcher sends each room its whole view, after the commit, in journal order."""

import contextlib
from collections.abc import Callable
from typing import Any

import gevent
import gevent.event
import msgspec
import structlog
from flask import Flask, request
from flask_socketio import ConnectionRefusedError as Turned
from flask_socketio import SocketIO, join_room

from config.roles import Role, allow
from config.screens import Screen
from flow.refusals import Reason
from server.access import Access
from server.driver import MESSAGE_BYTES, DeviceWebSocket
from server.office import Office
from server.wire import WireJson, answer_to

TICK_SECONDS = 5
REFRESH_TICKS = 3
"""Waits and forecasts move without any event: every third tick each room gets its view again."""
log = structlog.get_logger()


class Tick(msgspec.Struct, frozen=True):
    """What every screen hears every 5 s: a screen that shows an older version asks for its view."""

    version: int
    now: int


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
        """The room's name: the screen's, with its place if it has one."""
        return f"{self.screen.name}:{self.place}" if self.place else self.screen.name


class Live:
    """The connected screens of one office."""

    def __init__(
        self, app: Flask, office: Office, access: Access, screens: tuple[Screen, ...], origins: list[str]
    ) -> None:
        self._office = office
        self._access = access
        self._screens = {screen.name: screen for screen in screens if screen.shape is not None}
        self._connected: dict[str, Room] = {}
        self._news = gevent.event.Event()
        self.socketio = _socketio(app, origins)
        self.handlers = {"connect": self.on_connect, "disconnect": self.on_disconnect} | {
            "command": self.on_command,
            "refresh": self.on_refresh,
        }
        for event, handler in self.handlers.items():
            self.socketio.on_event(event, handler)
        office.tell = self._news.set
        access.on_revoked = self.disconnect_all

    def start(self) -> None:
        """Starts the dispatcher and the tick."""
        gevent.spawn(self._dispatch)
        gevent.spawn(self._tick)

    @allow()
    def on_connect(self, auth: object) -> None:
        """A screen connects with {screen, place, acting_for}. Its rooms are joined here only, after its device was checked."""
        asked = auth if isinstance(auth, dict) else {}
        screen = self._screens.get(str(asked.get("screen", "")))
        if screen is None:
            raise Turned("unknown screen")
        visitor = self._access.visitor()
        if not visitor.may_use(screen.role):
            raise Turned("not allowed")
        place = str(asked.get("place") or "")
        if place and place not in self._office.state.plan.counters:
            raise Turned("unknown place")
        instead = str(asked.get("acting_for") or "")
        if screen.role is Role.COUNTER and visitor.place not in ("", place) and instead != place:
            raise Turned("not your counter")
        if screen.role is Role.KIOSK:
            # What one kiosk gave is no other's to see.
            place = str(visitor.device_id)
        room = Room(screen, place, self._access.language(), instead)
        self._connected[_sid()] = room
        join_room(room.name)
        # In a greenlet of its own, so that it comes after the acknowledgement of the connection.
        gevent.spawn(self.socketio.emit, "view", self._view(room), to=_sid())

    @allow()
    def on_disconnect(self, *_reason: object) -> None:
        """A screen is gone."""
        self._connected.pop(_sid(), None)

    @allow()
    def on_command(self, message: object) -> dict[str, Any]:
        """{key, command} → Answer. Who asks is the device and the person signed in, whatever the message says."""
        room = self._connected[_sid()]
        asked = message if isinstance(message, dict) else {}
        visitor = self._access.visitor()
        if not visitor.may_use(room.screen.role):
            refusal = self._office.refusal(Reason.NOT_ALLOWED, {}, room.language)
            return _plain(refusal)
        by, scope = visitor.actor(room.screen.role, room.instead), visitor.scope
        command, key = asked.get("command"), asked.get("key")
        return _plain(answer_to(self._office, room.screen, command, key, by, scope, room.language))

    @allow()
    def on_refresh(self, *_nothing: object) -> None:
        """A screen that missed something asks for its view."""
        room = self._connected.get(_sid())
        if room is not None:
            self.socketio.emit("view", self._view(room), to=_sid())

    def disconnect_all(self) -> None:
        """Every screen connects again and is checked again: a device or a person lost its rights."""
        for sid in list(self._connected):
            with contextlib.suppress(KeyError):
                self.socketio.server.disconnect(sid)

    def push(self) -> None:
        """Sends each room that somebody is in its view of the state as it is now."""
        rooms = {room.name: room for room in self._connected.values()}
        for name, room in rooms.items():
            self.socketio.emit("view", self._view(room), to=name)

    def _view(self, room: Room) -> msgspec.Struct:
        office = self._office
        return room.screen.shows(office.settings, office.state, office.mediation, office.now(), room.place)

    def _dispatch(self) -> None:
        while True:
            self._news.wait()
            # Cleared before the state is read: news that comes while we send makes another round, none is missed.
            self._news.clear()
            self._guarded(self.push)

    def _tick(self) -> None:
        ticks = 0
        while True:
            gevent.sleep(TICK_SECONDS)
            ticks += 1
            self._guarded(self._office.pass_time)
            self._guarded(self._office.forget)
            self._guarded(lambda: self.socketio.emit("tick", Tick(self._office.state.version, self._office.now())))
            if ticks % REFRESH_TICKS == 0:
                self._news.set()

    def _guarded(self, step: Callable[[], object]) -> None:
        try:
            step()
        except Exception:
            # The dispatcher outlives a fault in one view: the next news tries again, and the log says what broke.
            log.exception("live_fault", step=getattr(step, "__name__", "tick"))


def _socketio(app: Flask, origins: list[str]) -> SocketIO:
    socketio = SocketIO(
        app,
        async_mode="gevent",
        cors_allowed_origins=origins,
        transports=["websocket"],
        max_http_buffer_size=MESSAGE_BYTES,
        ping_interval=10,
        ping_timeout=8,
        async_handlers=False,
        always_connect=False,
        manage_session=False,
        cookie=None,
        http_compression=False,
        json=WireJson,
        logger=False,
        engineio_logger=False,
    )
    engine = socketio.server.eio
    engine._async = {**engine._async, "websocket": DeviceWebSocket}
    return socketio


def _sid() -> str:
    sid: str = request.sid  # type: ignore[attr-defined]
    return sid


def _plain(answer: object) -> dict[str, Any]:
    plain: dict[str, Any] = msgspec.to_builtins(answer)
    return plain
