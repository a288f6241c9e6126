"""The screens, live: one dispatcher shows each room its whole view, after the commit, in journal order."""

import itertools
from collections import Counter
from collections.abc import Callable
from time import monotonic
from typing import Annotated, Any

import gevent
import gevent.event
import msgspec
import structlog
from flask import Flask, request
from flask_socketio import ConnectionRefusedError as ConnectionTurnedAway
from flask_socketio import join_room
from msgspec import Meta

from flow.refusals import Reason
from screen.roles import STAFF, Role, allow
from screen.screen import Screen
from server.access import Access
from server.client_address import client_address
from server.connected import TICK_SECONDS, Connected, Drawn, Lost, Room
from server.door.budget import Budgets
from server.door.limits import DEVICE_MESSAGES_AT_ONCE, DEVICE_MESSAGES_PER_SECOND, REFRESH_SECONDS
from server.driver import ENVIRON, DeviceWebSocket
from server.office import Office
from server.room_views import RoomViews
from server.sightings import Sightings
from server.socket_server import socket_server
from server.subscribers import News
from server.wire import answer_to

REFRESH_TICKS = 3
"""Waits and forecasts move without any event: every third tick each room gets its view again."""
log = structlog.get_logger()


class Tick(msgspec.Struct, frozen=True):
    """What every screen hears every 5 s: one that shows a view of an older version asks for it."""

    version: Annotated[
        int,
        Meta(
            description="of the newest view that this screen was to get; one that would say the same again is not sent"
        ),
    ]
    now: Annotated[int, Meta(description="the office's time, in milliseconds")]
    pages: Annotated[
        str, Meta(description="version of the pages: one loaded before an update loads itself anew at a calm moment")
    ]
    held: Annotated[
        bool, Meta(description="the machine's time is not believed: each screen says what its own clock says")
    ]
    seen: Annotated[
        str,
        Meta(description="what who heard this has seen of the office: hand it back on connecting and with commands"),
    ]


class Live:
    """The connected screens of one office."""

    def __init__(
        self, app: Flask, office: Office, access: Access, screens: tuple[Screen, ...], origins: list[str]
    ) -> None:
        self._office = office
        self._access = access
        self._screens = {screen.name: screen for screen in screens if screen.shape is not None}
        self._pages = str(app.config["PAGES"])
        self._sightings = Sightings(app.config["SECRET_KEY"])
        self._connected: dict[str, Connected] = {}
        self._budgets = Budgets(DEVICE_MESSAGES_PER_SECOND, DEVICE_MESSAGES_AT_ONCE, keys=1000)
        self._news = gevent.event.Event()
        self.socketio = socket_server(app, origins)
        self.handlers = {"connect": self.on_connect, "disconnect": self.on_disconnect} | {
            "command": self.on_command,
            "refresh": self.on_refresh,
            "clock": self.on_clock,
        }
        for event, handler in self.handlers.items():
            self.socketio.on_event(event, handler)
        self._views = RoomViews(office, self.socketio)
        self._news_since: float | None = None
        self._lost = Lost()
        office.readiness.lag = self._lag
        office.measures.screens = self._by_role
        office.readiness.changed = lambda: gevent.spawn(self._emit_notices)
        access.on_ended = self.disconnect

    def start(self) -> None:
        """Starts the dispatcher and the tick."""
        self._office.subscribe(self._hear)
        gevent.spawn(self._dispatch)
        gevent.spawn(self._tick)

    def screens(self) -> tuple[Screen, ...]:
        """The screens that may connect."""
        return tuple(self._screens.values())

    @allow()
    def on_connect(self, auth: object) -> None:
        """A screen connects with {screen, place, acting_for, seen}. Rooms are joined here only, after its device and view were checked."""
        wanted = auth if isinstance(auth, dict) else {}
        screen = self._screens.get(str(wanted.get("screen", "")))
        if screen is None:
            raise ConnectionTurnedAway("unknown screen")
        visitor = self._access.visitor()
        if not visitor.may_use(screen.role):
            raise ConnectionTurnedAway("not allowed")
        place = str(wanted.get("place") or "")
        if place and place not in self._office.state.plan.counters:
            raise ConnectionTurnedAway("unknown place")
        instead = str(wanted.get("acting_for") or "")
        if screen.role is Role.COUNTER and visitor.place not in ("", place) and instead != place:
            raise ConnectionTurnedAway("not your counter")
        if screen.role is Role.KIOSK:
            # What one kiosk gave is no other's to see.
            place = str(visitor.device_id)
        if (sight := self._sightings.read(wanted.get("seen"))) is not None:
            # Before anything is shown: who saw more than the office has is the first to know that it lost something.
            self._office.saw(sight)
        language = visitor.language if screen.role in STAFF else self._access.languages.of_page()
        room = Room(screen, place, language, instead)
        drawn = self._views.draw(room)
        if drawn is None:
            raise ConnectionTurnedAway("nothing to show there")
        websocket: DeviceWebSocket | None = request.environ.get(ENVIRON)
        if websocket is not None:
            websocket.named()
            websocket.slow_down(self._budgets.of(visitor.scope))
        self._connected[_sid()] = Connected(room, visitor, self._engine_socket(_sid()), websocket)
        join_room(room.name)
        # In a greenlet of its own, so that it comes after the acknowledgement of the connection.
        gevent.spawn(self._greet, _sid(), drawn)
        if screen.role in STAFF:
            gevent.spawn(self._emit_notices, _sid())

    @allow()
    def on_disconnect(self, *reason: object) -> None:
        """A screen is gone."""
        connection = self._connected.pop(_sid(), None)
        if connection is not None:
            self._office.measures.screen_gone(connection.lost or (reason[0] if reason else ""))

    @allow()
    def on_command(self, message: object = None) -> dict[str, Any]:
        """{key, command} → Answer. Who asks is the device and the person signed in, whatever the message says."""
        connection = self._connected.get(_sid())
        if connection is None:
            return _plain(self._office.refusal(Reason.NOT_ALLOWED, {}, self._access.languages.of_page()))
        room = connection.room
        visitor = connection.visitor
        body = message if isinstance(message, dict) else {}
        if not self._access.holds(visitor, room.screen.role):
            refusal = self._office.refusal(Reason.NOT_ALLOWED, {}, room.language)
            return _plain(refusal)
        self._access.used(visitor)
        by, scope = visitor.actor(room.screen.role, room.instead), visitor.scope
        command, key = body.get("command"), body.get("key")
        return _plain(answer_to(self._office, room.screen, command, key, by, scope, room.language))

    @allow()
    def on_refresh(self, *_nothing: object) -> None:
        """A screen that missed something asks for its view; asked more often than it may be, it gets one for all that it asked."""
        connection = self._connected.get(_sid())
        if connection is None or connection.refreshes_later:
            return
        wait = connection.refreshed_at + REFRESH_SECONDS - monotonic()
        if wait > 0:
            connection.refreshes_later = True
            gevent.spawn_later(wait, self._refresh, _sid())
        else:
            self._refresh(_sid())

    @allow()
    def on_clock(self, milliseconds: object = None) -> None:
        """What the screen's own clock says, in milliseconds since 1970: asked for by a tick whose `held` is true."""
        connection = self._connected.get(_sid())
        if connection is None or not isinstance(milliseconds, int) or isinstance(milliseconds, bool):
            return
        self._office.clock.screens.hear(client_address(), milliseconds)

    def disconnect(self, devices: frozenset[int], sessions: frozenset[int]) -> None:
        """The screens of these devices and sessions, which just ended, are sent away: nobody else's."""
        for sid, connection in list(self._connected.items()):
            if connection.visitor.session in sessions or (
                connection.visitor.device and connection.visitor.device.id in devices
            ):
                self._send_away(sid, connection)

    def push(self) -> None:
        """Each screen gets its room's view of the state as it is now, unless it has one that says the same."""
        rooms: dict[str, dict[str, Connected]] = {}
        for sid, connection in list(self._connected.items()):
            if self._access.holds(connection.visitor, connection.room.screen.role):
                rooms.setdefault(connection.room.name, {})[sid] = connection
            else:
                self._send_away(sid, connection)
        self._views.show(rooms)

    def _greet(self, sid: str, drawn: Drawn) -> None:
        connection = self._connected.get(sid)
        if connection is not None and connection.shows is None:
            self._views.show_one(sid, connection, drawn)

    def _refresh(self, sid: str) -> None:
        connection = self._connected.get(sid)
        if connection is None:
            return
        connection.refreshes_later, connection.refreshed_at = False, monotonic()
        if (drawn := self._views.draw(connection.room)) is not None:
            self._views.show_one(sid, connection, drawn)

    def _send_away(self, sid: str, connection: Connected) -> None:
        """Whoever may no longer look. Nothing more goes to them, also when they stall."""
        self.socketio.server.leave_room(sid, connection.room.name, namespace="/")
        if connection.websocket is not None:
            # Not through Engine.IO, which waits until a reader that may be stalled has taken everything.
            connection.websocket.drop()
        else:
            self.socketio.server.disconnect(sid)

    def _engine_socket(self, sid: str) -> Any:
        server = self.socketio.server
        return server.eio.sockets.get(server.manager.eio_sid_from_sid(sid, "/"))

    def _dispatch(self) -> None:
        while True:
            self._news.wait()
            # Cleared before the state is read: news that comes while we send makes another round, none is missed.
            self._news.clear()
            begun = monotonic()
            self._guarded(self.push)
            self._news_since = begun if self._news.is_set() else None

    def _tick(self) -> None:
        for ticks in itertools.count(1):
            gevent.sleep(TICK_SECONDS)
            self._guarded(self._office.pass_time)
            self._guarded(self._office.forget)
            self._guarded(self._drop_lost)
            self._guarded(self._emit_tick)
            self._guarded(self._office.readiness.look_again)
            if ticks % REFRESH_TICKS == 0:
                self._tell()
                self._guarded(self._emit_notices)

    def _drop_lost(self) -> None:
        self._lost.drop(self._connected.values())

    def _emit_tick(self) -> None:
        state, seen = self._office.state, self._sightings.written(self._office.sight())
        now, in_doubt = self._office.now(), state.doubt is not None
        for room in {connection.room.name for connection in self._connected.values()}:
            self.socketio.emit("tick", Tick(self._views.version(room), now, self._pages, in_doubt, seen), to=room)

    def _emit_notices(self, *to: str) -> None:
        """What is wrong with the office's computer, to these or to all the staff: a list of sentences, empty when nothing is."""
        staff = {
            sid: connection.room for sid, connection in self._connected.items() if connection.room.screen.role in STAFF
        }
        readers = (
            {sid: staff[sid] for sid in to if sid in staff} if to else {room.name: room for room in staff.values()}
        )
        for address, room in readers.items():
            self.socketio.emit("notices", list(self._office.readiness.notices(room.language)), to=address)

    def _hear(self, _news: News) -> None:
        self._tell()

    def _tell(self) -> None:
        if self._news_since is None:
            self._news_since = monotonic()
        self._news.set()

    def _by_role(self) -> Counter[Role]:
        return Counter(connection.room.screen.role for connection in self._connected.values())

    def _lag(self) -> float:
        """Seconds that the oldest news waits to be sent; 0 when none does."""
        return 0.0 if self._news_since is None else monotonic() - self._news_since

    def _guarded(self, step: Callable[[], object]) -> None:
        try:
            step()
        except Exception:
            # The dispatcher outlives a fault of one step: the next news tries again, and the log says what broke.
            log.exception("live_fault", step=getattr(step, "__name__", "step"))


def _sid() -> str:
    sid: str = request.sid  # type: ignore[attr-defined]
    return sid


def _plain(answer: object) -> dict[str, Any]:
    plain: dict[str, Any] = msgspec.to_builtins(answer)
    return plain
