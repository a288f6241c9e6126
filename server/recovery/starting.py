"""Before anything is served: is each file of the office's folder whole? What is wrong is said in words, all at once.

A file is put aside only when nothing in it could still be read, and never deleted: it keeps its name with the date behind it.
"""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import structlog

from server.files.reading import read_whole
from server.files.writing import SESSION_BYTES
from server.journal import people_tables
from server.journal.journal import migrations as journal_migrations
from server.journal.soundness import NO_ROOM, Unsound, Unsoundness, look_at, of_error
from server.storage_faults import BEYOND_READING, PASSING, StorageFaults, fault_of, fault_of_folder
from server.tokens import StoredKey

log = structlog.get_logger()
JOURNAL, PEOPLE = "journal.db", "people.db"
KINDS = ((JOURNAL, journal_migrations, "wal"), (PEOPLE, people_tables.migrations, "delete"))
MAY_PASS = (*NO_ROOM, errno.EROFS, errno.EIO)
"""A disk that failed is often made read-only by the system until somebody has looked at it: then the office must go on by itself."""

PEOPLE_OLDER = (
    "{path} est plus ancien que ce que ce bureau a connu : un appareil ou une personne retirés depuis ont de nouveau leurs droits, "
    "un écran relié depuis est à relier.\n"
    "    Remettez le fichier plus récent si vous l'avez ; sinon retirez de nouveau ceux qui doivent l'être "
    "(page « Appareils et personnes », ou allervers devices revoke et allervers staff remove)."
)


def look_over(folder: Path) -> tuple[str, ...]:
    """What whoever starts the office should know of its folder, in French sentences. Raises StorageFaults with every fault."""
    _writable(folder)
    unsound_files = {
        folder / name: unsound
        for name, steps, mode in KINDS
        if (unsound := look_at(folder / name, steps, mode)) is not None
    }
    for name in ("session.key", "day.key"):
        if (unsound := _forbidden(folder / name)) is not None:
            unsound_files[folder / name] = unsound
    if unsound_files:
        faults = [fault_of(path, unsound) for path, unsound in unsound_files.items()]
        beyond = all(unsound.what in BEYOND_READING for unsound in unsound_files.values())
        damaged = tuple(path.name for path in unsound_files) if beyond else ()
        raise StorageFaults(faults, all(unsound.what in PASSING for unsound in unsound_files.values()), damaged)
    sentences = (_people_missing(folder), _session_key(folder / "session.key"), _day_key(folder / "day.key"))
    return tuple(sentence for sentence in sentences if sentence)


def no_devices(folder: Path) -> bool:
    """Whether the register is gone while the journal of an office that ran is there."""
    journal, people = folder / JOURNAL, folder / PEOPLE
    return holds_something(journal) and not holds_something(people)


@contextmanager
def named(path: Path) -> Iterator[None]:
    """What goes wrong while the file is opened and read, however it shows, is a fault of that file. Raises StorageFaults."""
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        unsound = of_error(error)
        damaged = (path.name,) * (unsound.what in BEYOND_READING)
        raise StorageFaults([fault_of(path, unsound)], unsound.what in PASSING, damaged) from error
    except (msgspec.MsgspecError, LookupError, TypeError, ValueError, AttributeError, AssertionError) as error:
        # An event that cannot be read, or that does not fit those before it.
        log.exception("not_restored", file=path.name)
        fault = fault_of(path, Unsound(Unsoundness.DAMAGED, type(error).__name__))
        raise StorageFaults([fault], damaged=(path.name,)) from error


def _writable(folder: Path) -> None:
    """Tried rather than asked: rights, a disk that is read-only, a disk that fails."""
    trial = folder / ".trial"
    try:
        trial.touch(mode=0o600)
        trial.unlink()
    except OSError as error:
        if error.errno not in NO_ROOM:
            fault = fault_of_folder(folder, error.strerror or str(error))
            raise StorageFaults([fault], passing=error.errno in MAY_PASS) from None


def _forbidden(path: Path) -> Unsound | None:
    try:
        path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        return Unsound(Unsoundness.FORBIDDEN, error.strerror or str(error))
    return None


def _people_missing(folder: Path) -> str:
    if not no_devices(folder):
        return ""
    return (
        f"{folder / PEOPLE} manque : ce bureau ne connaît plus aucun appareil ni personne, et chaque écran demande à être relié.\n"
        f"    Si vous avez une copie de ce fichier, arrêtez le bureau et remettez-la à cette place. Sinon reliez chaque écran "
        f"(allervers pair) et inscrivez chaque personne (allervers staff add)."
    )


def _session_key(path: Path) -> str:
    if not path.exists() or path.stat().st_size == SESSION_BYTES:
        return ""
    return f"{path} était vide ou incomplet : une nouvelle clé est faite.{_put_aside(path)} Les pages déjà ouvertes se rechargent."


def _day_key(path: Path) -> str:
    if not path.exists() or read_whole(path, StoredKey) is not None:
        return ""
    return (
        f"{path} était vide ou illisible : une nouvelle clé est faite.{_put_aside(path)} "
        "Les tickets déjà donnés restent valables ; un papier réimprimé aujourd'hui n'a plus la même adresse."
    )


def _put_aside(path: Path) -> str:
    """Renamed with the date, so that nothing is lost; an empty one holds nothing."""
    with suppress(OSError):
        if path.stat().st_size == 0:
            path.unlink()
            return ""
        aside = path.with_name(f"{path.name}.damaged-{datetime.now(UTC):%Y%m%dT%H%M%S}")
        path.rename(aside)
        return f" L'ancien fichier est gardé : {aside.name}."
    return ""


def holds_something(path: Path) -> bool:
    """Whether the file is there, and not empty."""
    with suppress(OSError):
        return path.stat().st_size > 0
    return False
