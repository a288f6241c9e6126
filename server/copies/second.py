"""The second medium: the newest daily copy is sent there too, byte by byte, verified there, and gone from there when its time is over."""

import os
import shutil
from contextlib import suppress
from pathlib import Path

import msgspec

from config.settings import OfficeSettings
from server.copies.ages import Moment
from server.copies.shelf import PARTIAL, Copy, bytes_of, copies, fault_of_copy, second_shelf, shelf_of
from server.copies.sweeping import InUse, alone, sweep
from server.copies.taking import NotTaken, verified
from server.files.reading import read_whole
from server.files.writing import sync_folder, write_whole
from server.journal.soundness import of_error

MEDIUM = "second.json"
"""On the office's own shelf: what is known of the second medium."""
WAIT_S = 30.0


class _Medium(msgspec.Struct, frozen=True):
    """apart: it once was another disk than the office's. What stands in its place on the office's disk now is an empty mount point."""

    apart: bool = False


def second_of(settings: OfficeSettings) -> Path | None:
    """The folder on another medium; a demonstration, where nothing is true, has none."""
    second = settings.copies.second_folder
    return Path(second) if second is not None and not settings.demonstration else None


def send_daily(folder: Path, second: Path, moment: Moment) -> Copy | None:
    """The newest daily copy of the office in `folder`, on the second medium; None when there is none to send.

    Raises NotTaken: missing when the medium is not there, otherwise as for any copy.
    """
    newest = next((copy for copy in copies(folder) if copy.daily), None)
    _check_medium(folder, second)
    try:
        shelf = second_shelf(folder, second)
        shelf.mkdir(mode=0o700, exist_ok=True)
        # Room first; and then what the new one stands for.
        sweep(folder, moment, second)
        sent = None if newest is None else send(newest, shelf)
        sweep(folder, moment, second)
    except OSError as error:
        raise NotTaken(of_error(error).what.value, str(error)) from error
    return sent


def send(copy: Copy, shelf: Path) -> Copy:
    """The same copy on another shelf, verified there. Raises NotTaken, OSError."""
    sent = Copy(shelf / copy.folder.name, copy.taken, copy.daily)
    if sent.folder.exists():
        return sent
    if shutil.disk_usage(shelf).free < bytes_of(copy) + 1_048_576:
        raise NotTaken("room", str(shelf))
    beside = shelf / f"{PARTIAL}{copy.folder.name}"
    try:
        with alone(shelf, WAIT_S):
            shutil.rmtree(beside, ignore_errors=True)
            beside.mkdir(mode=0o700)
            for path in copy.folder.iterdir():
                _send_file(path, beside / path.name)
            verified(fault_of_copy(Copy(beside, copy.taken, copy.daily)), beside)
            beside.rename(sent.folder)
    except InUse:
        raise NotTaken("in_use") from None
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise
    with suppress(OSError):
        sync_folder(shelf)
    return sent


def _check_medium(folder: Path, second: Path) -> None:
    """Never made by us: a folder that is not there is a medium that is not there."""
    note = shelf_of(folder) / MEDIUM
    medium = read_whole(note, _Medium) or _Medium()
    try:
        apart = second.stat().st_dev != folder.stat().st_dev
    except OSError as error:
        raise NotTaken("missing", str(error)) from error
    if medium.apart and not apart:
        raise NotTaken("missing", str(second))
    if folder.resolve() in (second.resolve(), *second.resolve().parents):
        raise NotTaken("missing", str(second))
    if apart and not medium.apart:
        write_whole(note, msgspec.json.encode(_Medium(apart)))


def _send_file(path: Path, to: Path) -> None:
    with path.open("rb") as source, os.fdopen(os.open(to, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        shutil.copyfileobj(source, file)
        file.flush()
        os.fsync(file.fileno())
