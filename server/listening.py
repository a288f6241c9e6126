"""Where the office answers: its own address, the telephones' plain door beside a certificate of its own authority, the workers' door.

Everything that stands in front of the application on its way in is put together here, once, for every door alike.
"""

import contextlib
import os
import socket
import sys
from urllib.parse import urlsplit

import gevent

from config.serving import ANYWHERE, LOOPBACK, UNIX, phone_port
from config.settings import OfficeSettings
from server.door.guard import App, DeviceOf, Guard
from server.door.lobby import Lobby
from server.forwarded import Forwarded
from server.hosts import known_hosts, origins
from server.logs import not_started
from server.paper.worker_door import WorkerDoor
from server.public_addresses import PublicAddresses
from server.tls import Certified, Handshaking


class Listening:
    """The doors of one office, listening from the start, answering from open() on.

    address: of the office; phone_address: of the telephones' door, "" without one; public: what QR codes say;
    origins: where a page may be from that opens a websocket; worker_port: where the printer workers find the office on this machine.
    Ends the program when a port is not free.
    """

    def __init__(self, settings: OfficeSettings, also: tuple[str, ...]) -> None:
        serve = settings.serve
        self._serve = serve
        self._doors: list[Handshaking] = []
        self._certified = Certified(serve.certificate, serve.key) if serve.certificate and serve.key else None
        self._office = listener(serve.bind, serve.port)
        plain, through = phone_port(serve), serve.bind.startswith(UNIX)
        self._phones = (
            None if plain is None else listener(LOOPBACK[0] if through else serve.bind, plain, "--phone-port")
        )
        self._workers = listener(LOOPBACK[0], 0) if self._certified or through else None

        port = 0 if through else int(self._office.getsockname()[1])
        self.worker_port = _port(self._workers) if self._workers else port
        scheme = "https" if self._certified else "http"
        self.address = serve.bind if through else f"{scheme}://{self._name()}:{port}"
        self.phone_address = f"http://{self._host(settings)}:{_port(self._phones)}" if self._phones else ""
        begins = settings.public_url or self.phone_address or self.address
        self.public = PublicAddresses(begins, tickets_only=self._phones is not None)
        addresses = [begins, *also]
        names = [
            f"https://{bracketed(name)}" for name in (self._certified.certificate.names if self._certified else ())
        ]
        self.hosts = known_hosts([*addresses, *names, *([] if through else [f"http://{bracketed(serve.bind)}"])])
        self.origins = origins(self.hosts, port, addresses, scheme)

    def first_line(self) -> dict[str, str]:
        """The first line of output."""
        return {"address": self.address} | ({"phone_address": self.phone_address} if self.phone_address else {})

    def open(self, app: App, phone_app: App, lobby: Lobby, device_of: DeviceOf) -> None:
        """From now on the doors answer. lobby: who is connected, at whichever door. device_of: as the guard asks it."""
        self._open(self._office, Guard(app, self.hosts, lobby, device_of, self.origins), lobby, self._certified)
        if self._phones is not None:
            self._open(self._phones, Guard(phone_app, self.hosts, lobby, lambda _environ: 0), lobby)
        if self._workers is not None:
            self._open(self._workers, Guard(WorkerDoor(app), self.hosts, lobby, device_of), lobby)
        if self._certified is not None:
            gevent.spawn(self._certified.watch)

    def close(self, timeout: float) -> None:
        """No more answers; those under way have so many seconds."""
        for door in self._doors:
            door.stop(timeout=timeout)
        if self._serve.bind.startswith(UNIX):
            with contextlib.suppress(OSError):
                os.unlink(self._serve.bind.removeprefix(UNIX))

    def _open(self, at: socket.socket, guard: Guard, lobby: Lobby, certified: Certified | None = None) -> None:
        door = Handshaking(at, Forwarded(guard, self._serve.trusted_proxy), lobby, certified)
        door.start()
        self._doors.append(door)

    def _name(self) -> str:
        """The host of the address that is said first: one that a browser on this machine opens without a warning."""
        if self._certified is None or self._certified.certificate.covers("localhost"):
            return "localhost"
        return bracketed(next((n for n in self._certified.certificate.names if "*" not in n), "localhost"))

    def _host(self, settings: OfficeSettings) -> str:
        """The host that telephones know the office by."""
        named = urlsplit(settings.public_url or "").hostname
        bind = self._serve.bind
        return bracketed(named or ("localhost" if bind in (*LOOPBACK, *ANYWHERE) or bind.startswith(UNIX) else bind))


def listener(bind: str, port: int, option: str = "--port") -> socket.socket:
    """A listening socket with TCP_NODELAY, which accepted ones inherit: without it gevent.pywsgi answers in 48 ms, with it in 0.4.

    bind: an address, or unix:PATH. Ends the program when it is not free.
    """
    if bind.startswith(UNIX):
        return _unix_listener(bind.removeprefix(UNIX))
    family = socket.AF_INET6 if ":" in bind else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    try:
        listening.bind((bind, port))
    except OSError as error:
        not_started(f"Le port {port} de {bind} n'est pas libre : {error}. Choisissez-en un autre avec {option}.")
        sys.exit(1)
    listening.listen(1024)
    listening.setblocking(False)
    return listening


def _unix_listener(path: str) -> socket.socket:
    """For a proxy of the same group on this machine. A socket that an ended program left is put aside: the office's lock is held."""
    listening = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    before = os.umask(0o117)
    try:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(path)
        listening.bind(path)
    except OSError as error:
        not_started(f"Le bureau ne peut pas écouter à {path} : {error}. Vérifiez le dossier et ses droits.")
        sys.exit(1)
    finally:
        os.umask(before)
    listening.listen(1024)
    listening.setblocking(False)
    return listening


def bracketed(host: str) -> str:
    """A host as it stands in an address: IPv6 in brackets."""
    return f"[{host}]" if ":" in host and not host.startswith("[") else host


def _port(at: socket.socket) -> int:
    return int(at.getsockname()[1])
