"""The Socket.IO server of an office, with every bound said."""

from time import monotonic

import engineio.base_socket
import engineio.socket
from flask import Flask
from flask_socketio import SocketIO

from server.door.limits import MESSAGE_BYTES, PING_SECONDS, PONG_SECONDS
from server.driver import DeviceWebSocket
from server.wire import WireJson


class _Elapsed:
    """What Engine.IO takes for the clock that it waits for a ping's answer by. By the machine's, one that is set back an hour keeps every
    screen whose line is dead for that hour, and one that is set forward sends away a screen that is just answering.
    """

    time = staticmethod(monotonic)


engineio.socket.time = engineio.base_socket.time = _Elapsed


def socket_server(app: Flask, origins: list[str]) -> SocketIO:
    """origins: where a page may be from that opens a websocket."""
    socketio = SocketIO(
        app,
        async_mode="gevent",
        cors_allowed_origins=origins,
        transports=["websocket"],
        max_http_buffer_size=MESSAGE_BYTES,
        ping_interval=PING_SECONDS,
        ping_timeout=PONG_SECONDS,
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
