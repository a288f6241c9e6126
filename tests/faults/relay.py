"""A line between a screen and the office that does what lines do: it stalls, breaks off, loses the answer, swallows everything."""

import contextlib
import socket
import struct
import threading
from collections.abc import Callable
from enum import StrEnum


class Breaks(StrEnum):
    """What happens to one connection. `after` bytes pass first where a part passes."""

    NOTHING = "nothing"
    STALLS = "it stalls"
    CUTS_REQUEST = "the request is cut"
    LOSES_ANSWER = "the answer is lost"
    CUTS_ANSWER = "half an answer comes"


class Relay:
    """office: its port, which may be known later. chooses(): for each connection what breaks it, and after how many bytes."""

    def __init__(
        self, office: int = 0, chooses: Callable[[], tuple[Breaks, int]] = lambda: (Breaks.NOTHING, 0)
    ) -> None:
        self.swallows = False
        """From when on nothing passes either way, and nobody is told: no FIN, no reset (a cable pulled, a switch without power)."""
        self.office, self._chooses = office, chooses
        self._open: list[socket.socket] = []
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=256)
        self.port = int(self._listener.getsockname()[1])
        threading.Thread(target=self._accept, daemon=True).start()

    def mend(self) -> None:
        """Everything passes again; what was open before is of no use, and says so."""
        self.swallows = False
        while self._open:
            _reset(self._open.pop())

    def close(self) -> None:
        """For good."""
        self._listener.close()
        self.mend()

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._listener.accept()
            except OSError:
                return
            self._open.append(near)
            threading.Thread(target=self._serve, args=(near, *self._chooses()), daemon=True).start()

    def _serve(self, near: socket.socket, breaks: Breaks, after: int) -> None:
        if self.swallows or breaks is Breaks.STALLS:
            # It is taken, and nothing comes of it.
            with contextlib.suppress(OSError):
                while near.recv(65_536):
                    pass
            return
        try:
            far = socket.create_connection(("127.0.0.1", self.office))
        except OSError:
            _reset(near)
            return
        self._open.append(far)
        to_office = after if breaks is Breaks.CUTS_REQUEST else None
        to_screen = {Breaks.LOSES_ANSWER: 0, Breaks.CUTS_ANSWER: after}.get(breaks)
        threading.Thread(target=self._pump, args=(near, far, to_office), daemon=True).start()
        self._pump(far, near, to_screen)

    def _pump(self, source: socket.socket, target: socket.socket, most: int | None) -> None:
        """most: bytes that pass before both ends are broken off; None: all of them."""
        passed = 0
        with contextlib.suppress(OSError):
            while data := source.recv(65_536):
                if self.swallows:
                    continue
                if most is not None and passed + len(data) > most:
                    target.sendall(data[: most - passed])
                    _reset(source)
                    _reset(target)
                    return
                passed += len(data)
                target.sendall(data)
        if not self.swallows:
            for end in (source, target):
                with contextlib.suppress(OSError):
                    end.shutdown(socket.SHUT_RDWR)


def _reset(end: socket.socket) -> None:
    """Broken off with a RST: what was not read yet is gone."""
    with contextlib.suppress(OSError):
        end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        # Whoever waits to read there lets go of it: before that nothing is broken off.
        end.shutdown(socket.SHUT_RD)
    end.close()
