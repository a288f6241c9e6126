"""The virtual printer on the network: one connection at a time, and a small control for its switches beside it."""

import contextlib
import json
import selectors
import socket
import struct
import sys
import threading
import time
from pathlib import Path

import msgspec

from demonstration.virtual_printer.engine import Engine
from demonstration.virtual_printer.faults import Faults
from demonstration.virtual_printer.tray import Tray

_CHUNK = 4096
_BUFFER = 1 << 20
_TICK = 0.005  # seconds between two steps of a slow printer


class VirtualPrinter:
    """Listens at once, on construction; `serve` runs it until `stop`. `change` and `papers` may be used from any thread.

    folder: where papers are kept as pictures, or None. port 0: any free one. control_port: None for no control.
    Raises OSError when a port is taken or the folder cannot be written.
    """

    def __init__(
        self,
        folder: Path | None = None,
        dots: int = 576,
        host: str = "127.0.0.1",
        port: int = 0,
        control_port: int | None = None,
    ) -> None:
        self._tray = Tray(folder, dots) if folder is not None else None
        self._engine = Engine()
        self._news = threading.Condition()
        self._papers: list[bytes] = []
        self._stopping = False
        self._credit, self._paced_at = 0.0, time.monotonic()
        self._selector = selectors.DefaultSelector()
        self._waker, self._woken = socket.socketpair()
        self._selector.register(self._woken, selectors.EVENT_READ)
        self._listener = _listening(host, port)
        self._selector.register(self._listener, selectors.EVENT_READ)
        self._control = _listening("127.0.0.1", control_port) if control_port is not None else None
        if self._control is not None:
            self._selector.register(self._control, selectors.EVENT_READ)
        self._lines: dict[socket.socket, bytes] = {}
        self._client: socket.socket | None = None
        self._received = 0
        self.port: int = self._listener.getsockname()[1]
        self.control_port: int | None = self._control.getsockname()[1] if self._control is not None else None

    @property
    def faults(self) -> Faults:
        """The switches now."""
        return self._engine.faults

    def change(self, **switches: object) -> Faults:
        """Turns switches (fields of Faults); returns all of them. Raises msgspec.ValidationError, having changed nothing."""
        with self._news:
            self._engine.change(**switches)
            faults = self._engine.faults
        self._waker.send(b"!")
        return faults

    def papers(self, at_least: int = 0, within_s: float = 5.0) -> list[bytes]:
        """The papers cut so far, oldest first; waits until there are `at_least`, at most `within_s` seconds."""
        with self._news:
            self._news.wait_for(lambda: len(self._papers) >= at_least, within_s)
            return list(self._papers)

    def sight(self) -> tuple[Faults, int, bytes]:
        """What somebody beside it sees: the switches, how many papers are cut, and what hangs out uncut."""
        with self._news:
            return self._engine.faults, len(self._papers), self._engine.hanging

    def stop(self) -> None:
        """Ends `serve`. Safe from a signal handler: it takes no lock."""
        self._stopping = True
        # Busy with a client, `serve` may have seen it and closed before it is woken.
        with contextlib.suppress(OSError):
            self._waker.send(b"!")

    def serve(self) -> None:
        """Runs until `stop`, then closes everything."""
        try:
            while not self._stopping:
                ready = self._selector.select(self._pause())
                with self._news:
                    for key, _ in ready:
                        self._attend(key.fileobj)
                    cut = self._print()
                # Drawn outside the lock and after the answers have left: nobody waits for a picture.
                for paper in cut:
                    self._keep(paper)
        finally:
            self._close()

    def _keep(self, paper: bytes) -> None:
        if self._tray is not None:
            try:
                self._tray.add(paper)
            except (OSError, ValueError) as error:
                # A full disk, or bytes that are no picture: a printer goes on printing.
                print(json.dumps({"event": "paper_not_kept", "reason": str(error)}), file=sys.stderr, flush=True)
        with self._news:
            self._papers.append(paper)
            self._news.notify_all()

    def _pause(self) -> float | None:
        return _TICK if self._engine.waiting and not self._engine.faults.hang else None

    def _attend(self, source: object) -> None:
        if source is self._woken:
            self._woken.recv(_CHUNK)
            self._watch_client()
        elif source is self._listener:
            self._accept()
        elif source is self._control and self._control is not None:
            line, _ = self._control.accept()
            self._lines[line] = b""
            self._selector.register(line, selectors.EVENT_READ)
        elif source is self._client and self._client is not None:
            self._read(self._client)
        elif isinstance(source, socket.socket) and source in self._lines:
            self._command(source)

    def _accept(self) -> None:
        self._client, _ = self._listener.accept()
        self._client.setblocking(False)
        self._client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._received = 0
        self._engine.connect()
        # Port 9100 serves one: the next connection waits in the system's queue.
        self._selector.unregister(self._listener)
        self._selector.register(self._client, selectors.EVENT_READ)
        self._watch_client()

    def _read(self, client: socket.socket) -> None:
        faults = self._engine.faults
        ends = [n - self._received for n in (faults.hang_after, faults.mute_after, faults.drop_after) if n is not None]
        try:
            data = client.recv(max(1, min([_CHUNK, *ends])))
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data:
            self._hang_up()
            return
        self._received += len(data)
        self._engine.receive(data)
        if faults.drop_after is not None and self._received >= faults.drop_after:
            # Linger 0: the client gets a reset, as from a printer whose plug was pulled.
            client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self._hang_up()
        elif faults.hang_after is not None and self._received >= faults.hang_after:
            self._engine.change(hang=True)
        elif faults.mute_after is not None and self._received >= faults.mute_after:
            self._engine.change(mute=True)
        self._watch_client()

    def _watch_client(self) -> None:
        """A printer that hangs, or whose buffer is full, does not read."""
        if self._client is None:
            return
        reads = not self._engine.faults.hang and self._engine.waiting < _BUFFER
        watched = self._client in self._selector.get_map()
        if reads and not watched:
            self._selector.register(self._client, selectors.EVENT_READ)
        elif not reads and watched:
            self._selector.unregister(self._client)

    def _hang_up(self) -> None:
        if self._client is not None:
            if self._client in self._selector.get_map():
                self._selector.unregister(self._client)
            self._client.close()
            self._client = None
            self._selector.register(self._listener, selectors.EVENT_READ)

    def _print(self) -> list[bytes]:
        engine, now = self._engine, time.monotonic()
        if not engine.faults.hang:
            if engine.faults.speed:
                self._credit += engine.faults.speed * (now - self._paced_at)
                self._credit = min(self._credit - engine.work(self._credit), engine.next_size)
            else:
                engine.work()
            answers = engine.answers()
            if answers and self._client is not None:
                try:
                    self._client.send(answers)
                except OSError:
                    self._hang_up()
        self._paced_at = now
        self._watch_client()
        return engine.papers()

    def _command(self, line: socket.socket) -> None:
        try:
            data = line.recv(_CHUNK)
            *complete, self._lines[line] = (self._lines[line] + data).split(b"\n")
            for text in complete:
                line.sendall(self._obey(text) + b"\n")
        except OSError:
            data = b""
        if not data:
            self._selector.unregister(line)
            del self._lines[line]
            line.close()

    def _obey(self, text: bytes) -> bytes:
        """One line of control: an object of switches to turn, {} to ask only."""
        try:
            self._engine.change(**msgspec.json.decode(text or b"{}", type=dict[str, object]))
        except (msgspec.DecodeError, TypeError) as error:
            return msgspec.json.encode({"ok": False, "reason": str(error)})
        return msgspec.json.encode({"ok": True, "faults": self._engine.faults, "papers": len(self._papers)})

    def _close(self) -> None:
        self._hang_up()
        for each in (self._listener, self._control, self._waker, self._woken, *self._lines):
            if each is not None:
                each.close()
        self._selector.close()


def _listening(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    return socket.create_server((host, port), family=family, backlog=16)
