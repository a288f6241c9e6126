"""What can become of a file, the same each time."""

import os
import random
import sqlite3
from pathlib import Path


def noise(size: int) -> bytes:
    """Bytes that mean nothing."""
    return random.Random(13).randbytes(size)


def noise_at_the_start(path: Path) -> None:
    """Of 100 bytes: SQLite's own header."""
    path.write_bytes(noise(100) + path.read_bytes()[100:])


def noise_everywhere(path: Path) -> None:
    """No byte is what it was."""
    path.write_bytes(noise(path.stat().st_size))


def noise_in_a_page(path: Path) -> None:
    """In the second."""
    whole = bytearray(path.read_bytes())
    whole[4096:8192] = noise(4096)
    path.write_bytes(whole)


def a_hole(path: Path) -> None:
    """The third page is empty."""
    whole = bytearray(path.read_bytes())
    whole[8192:16384] = bytes(8192)
    path.write_bytes(whole)


def half(path: Path) -> None:
    """The rest is gone."""
    os.truncate(path, path.stat().st_size // 2)


def a_piece(path: Path) -> None:
    """A page and a bit."""
    os.truncate(path, 5000)


def of_a_newer_program(path: Path) -> None:
    """It went through a step that nobody here knows."""
    name = path.name.removesuffix(".db")
    sql = "insert into _sqlite_migrations (migration_set, name, applied_at) values (?, 'm099_later', '')"
    with sqlite3.connect(path) as connection:
        connection.execute(sql, (name,))
    connection.close()
