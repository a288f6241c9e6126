"""A start that finds a file damaged, or gone, goes on from the newest good copy, and says so. What can still be read of the damaged
file after the copy's end is not merged: nobody knows what of it is true. It is put aside, for somebody to look at.
"""

import contextlib
import sqlite3
from pathlib import Path

import structlog

from config.faults import Fault
from config.texts import Texts
from flow.fence import Loss
from server.clock import now_ms
from server.copies.shelf import Copy, newest_good
from server.journal.audit import check_journal
from server.journal.connection import reading
from server.journal.soundness import look_at
from server.restoring import Restored, complete, read_note, restore
from server.starting import JOURNAL, KINDS, PEOPLE, no_devices
from server.storage_faults import StorageFaults, fault_of_folder
from server.witness import read

log = structlog.get_logger()
_IS = {JOURNAL: "le journal du bureau", PEOPLE: "le registre des appareils et des personnes"}


def recover_missing(folder: Path, zone: str, second: Path | None = None) -> tuple[str, ...]:
    """Finishes a restore that was interrupted; then puts back what an office that ran here has no more, when there is a good copy.

    second: where copies stand on another medium. What was done, in sentences. Raises StorageFaults (of the disk).
    """
    try:
        complete(folder)
    except OSError as error:
        raise StorageFaults([fault_of_folder(folder, error.strerror or str(error))], passing=True) from error
    missing = tuple(name for name, gone in ((JOURNAL, _no_journal(folder)), (PEOPLE, no_devices(folder))) if gone)
    return _from_copy(folder, second, missing, zone, "manquait") or () if missing else ()


def recover(folder: Path, faults: StorageFaults, zone: str, second: Path | None = None) -> tuple[str, ...]:
    """Puts the newest good copy in the place of what is beyond reading; what was done, in sentences.

    Raises the same faults when one of them is of another kind, or there is no good copy: nothing changed then.
    """
    if JOURNAL in faults.damaged and _is_as_written(folder / JOURNAL):
        raise StorageFaults([_unknown(folder / JOURNAL)]) from faults
    done = _from_copy(folder, second, faults.damaged, zone, "était abîmé") if faults.damaged else None
    if done is None:
        raise faults
    return done


def _from_copy(
    folder: Path, second: Path | None, names: tuple[str, ...], zone: str, why: str
) -> tuple[str, ...] | None:
    """None when there is no good copy of all of them, or it could not be put in place."""
    try:
        copy = newest_good(folder, second)
        if copy is None or _was_tried(folder, copy) or not all((copy.folder / name).exists() for name in names):
            return None
        note = restore(folder, copy, Loss.RECOVERED, now_ms(), names)
    except (OSError, sqlite3.Error) as error:
        log.exception("not_recovered", error=str(error))
        return None
    log.error("recovered", files=names, taken=copy.taken, aside=note.aside)
    return tuple(_sentence(folder, name, copy, note, zone, why) for name in names)


def _is_as_written(journal: Path) -> bool:
    """Every page and every link of its last day is as a program of ours wrote it: what cannot be read in it is no damage."""
    (_name, steps, mode) = next(kind for kind in KINDS if kind[0] == JOURNAL)
    with contextlib.suppress(sqlite3.Error):
        if look_at(journal, steps, mode) is None:
            with reading(journal) as connection:
                days = check_journal(connection)
            return bool(days) and days[-1].broken is None
    return False


def _unknown(journal: Path) -> Fault:
    """Of a newer program, put back to this one while its day was open; or a fault of ours."""
    return Fault(
        str(journal),
        "",
        "",
        "C'est le journal du bureau, et il n'est pas abîmé, mais cette version d'Aller-vers ne sait pas relire sa journée.\n"
        "    Ouvrez ce bureau avec la version qui l'a écrite, ou une plus récente. Sinon appelez l'assistance : aucune copie n'est "
        "reprise à sa place.",
    )


def _was_tried(folder: Path, copy: Copy) -> bool:
    """It stands here already, and no office could be opened with it: once more would only put it aside, start after start."""
    note = read_note(folder)
    return note is not None and not note.settled and note.taken == copy.taken


def _sentence(folder: Path, name: str, copy: Copy, note: Restored, zone: str, why: str) -> str:
    aside = folder / f"{name}{note.aside}"
    kept = f" L'ancien fichier est gardé : {aside.name}." if aside.exists() else ""
    later = (
        "Ce qui s'est passé depuis n'y est pas ; les numéros continuent plus haut, et les écrans disent quoi faire."
        if name == JOURNAL
        else "Ce qui a été relié, inscrit ou retiré depuis est à refaire."
    )
    taken = f"{Texts.day(copy.taken, zone)}, {Texts.hour(copy.taken, zone)}"
    return f"{folder / name} ({_IS[name]}) {why} : la copie du {taken} est reprise.{kept}\n    {later}"


def _no_journal(folder: Path) -> bool:
    """The journal is gone or empty, and its witness knows that there was one."""
    with contextlib.suppress(OSError):
        if (folder / JOURNAL).stat().st_size > 0:
            return False
    return read(folder).seq > 0
