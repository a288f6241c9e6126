"""What this machine can do at best: nothing we build can be faster than this."""

import socket
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

_ECHO = """
import socket
s = socket.create_server(("127.0.0.1", 0)); print(s.getsockname()[1], flush=True)
c, _ = s.accept(); c.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
while d := c.recv(1024): c.sendall(d)
"""


class Row:
    """One insert in one transaction, WAL and synchronous=FULL, as the office stores."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None)
        self._connection.execute("PRAGMA journal_mode=WAL")
        self._connection.execute("PRAGMA synchronous=FULL")
        self._connection.execute("create table row (body text)")

    def store(self) -> float:
        """Milliseconds of one."""
        return _timed(lambda: self._connection.execute("insert into row values ('x')"))


def loopback_floor(times: int) -> list[float]:
    """Milliseconds of one byte to another process and back."""
    with subprocess.Popen([sys.executable, "-c", _ECHO], stdout=subprocess.PIPE, text=True) as echo:
        assert echo.stdout is not None
        with socket.create_connection(("127.0.0.1", int(echo.stdout.readline()))) as line:
            line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

            def there_and_back() -> None:
                line.sendall(b"x")
                line.recv(1)

            return [_timed(there_and_back) for _ in range(times)]


def _timed(step) -> float:
    before = time.perf_counter()
    step()
    return 1000 * (time.perf_counter() - before)
