"""Small files that are whole or not there: a power cut never leaves half of one."""

import contextlib
import os
import secrets
from pathlib import Path

SESSION_BYTES = 32


RECORD_BYTES = 512
"""A sector, so that it is old or new, never half of each; filled up with spaces."""


def write_whole(path: Path, content: bytes, durable: bool = True) -> None:
    """Into a file beside it, synced, then in its place. Raises OSError: then what was there before still is.

    durable False: for what can be made again, and is not worth a sync.
    """
    partial = path.with_name(f"{path.name}.new")
    try:
        with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            if durable:
                os.fsync(file.fileno())
        partial.replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            partial.unlink()
        raise
    if durable:
        sync_folder(path.parent)


def open_record(path: Path) -> int:
    """A file for one record, made when missing. Raises OSError."""
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC, 0o600)


def overwrite(record: int, content: bytes) -> None:
    """In its place, without waiting for the disk: it outlives the program, not a power cut. Raises OSError."""
    os.pwrite(record, content.ljust(RECORD_BYTES), 0)


def session_key(path: Path) -> bytes:
    """Signs the sessions of the pages; kept, so that a kiosk's page outlives a restart. Made when it is missing.

    When it cannot be kept (a full disk) it serves until the next start. Raises OSError for one that cannot be read.
    """
    with contextlib.suppress(FileNotFoundError):
        key = path.read_bytes()
        if len(key) == SESSION_BYTES:
            return key
    new_key = secrets.token_bytes(SESSION_BYTES)
    with contextlib.suppress(OSError):
        write_whole(path, new_key)
    return new_key


def sync_file(path: Path) -> None:
    """What somebody else wrote into it is on the disk. Raises OSError."""
    with path.open("rb") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """The new name is on the disk too."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
