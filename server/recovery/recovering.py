"""A start that finds a file damaged, or gone, goes on from the newest good copy, and says so. What can still be read of the damaged
file after the copy's end is not merged: nobody knows what of it is true. It is put aside, for somebody to look at.
"""

import contextlib
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import structlog

from config.faults import Fault
from config.settings import OfficeSettings
from config.texts import Texts
from flow.fence import Loss
from server.copies.second import second_of
from server.copies.shelf import Copy, copies, newest_good
from server.journal.audit import check_journal
from server.journal.connection import reading
from server.journal.soundness import look_at
from server.recovery.restoring import Restored, complete, read_note, restore
from server.recovery.starting import JOURNAL, KINDS, PEOPLE, holds_something
from server.storage_faults import StorageFaults, fault_at, fault_of_folder
from server.time.clock import time_of
from server.witness import read

log = structlog.get_logger()
Opened = TypeVar("Opened")
_IS = {JOURNAL: "le journal du bureau", PEOPLE: "le registre des appareils et des personnes"}


def open_whole(
    folder: Path,
    zone: str,
    second: Path | None,
    opened: Callable[[], Opened],
    say: Callable[[tuple[str, ...]], None],
) -> Opened:
    """What `opened` opens of the office in `folder`, after what is gone, or found damaged, came back from a good copy.

    Whoever opens an office opens it so: stored on an empty file, or on half of a restore, the next copy would bury the good one.
    second: where copies stand on another medium. say: is given what was done, in sentences. Raises StorageFaults.
    """
    say(recover_missing(folder, zone, second))
    try:
        return opened()
    except StorageFaults as faults:
        say(recover(folder, faults, zone, second))
        return opened()


def refuse_to_begin_again(settings: OfficeSettings, folder: Path) -> None:
    """For whoever opens the register alone: an empty one in the place of what a copy has would be taken for the office's own.

    Raises StorageFaults.
    """
    if holds_something(folder / PEOPLE) or newest_good(folder, second_of(settings), (PEOPLE,)) is None:
        return
    raise StorageFaults(
        [
            fault_at(
                folder / PEOPLE,
                "Le registre des appareils et des personnes manque, et une bonne copie en est là : rien n'est inscrit à sa place.\n"
                "    Démarrez le bureau : il la reprend de lui-même. Ou choisissez-en une, bureau arrêté : allervers restore.",
            )
        ]
    )


def recover_missing(folder: Path, zone: str, second: Path | None = None) -> tuple[str, ...]:
    """Finishes a restore that was interrupted; then puts back what an office that ran here has no more, when there is a good copy.

    second: where copies stand on another medium. What was done, in sentences. Raises StorageFaults: passing ones of the disk, and one
    that stays when nothing but copies that are damaged too knows what was given.
    """
    try:
        complete(folder)
    except OSError as error:
        raise StorageFaults([fault_of_folder(folder, error.strerror or str(error))], passing=True) from error
    sentences = list[str]()
    if not holds_something(folder / JOURNAL):
        sentences += _from_copy(folder, second, (JOURNAL,), zone, "manquait") or ()
        if (
            not sentences
            and read(folder).seq == 0
            and any((copy.folder / JOURNAL).exists() for copy in copies(folder, second))
        ):
            raise StorageFaults([_nothing_whole(folder / JOURNAL)])
    if not holds_something(folder / PEOPLE):
        sentences += _from_copy(folder, second, (PEOPLE,), zone, "manquait") or ()
    return tuple(sentences)


def recover(folder: Path, faults: StorageFaults, zone: str, second: Path | None = None) -> tuple[str, ...]:
    """Puts the newest good copy in the place of what is beyond reading; what was done, in sentences.

    Raises the same faults when one of them is of another kind, or there is no good copy: nothing changed then. Raises passing ones
    when the disk did not take the copy.
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
    """None when there is no good copy of all of them. Raises StorageFaults (passing) when it could not be put in place."""
    try:
        copy = newest_good(folder, second, names)
        if copy is None or _was_tried(folder, copy, names):
            return None
        note = restore(folder, copy, Loss.RECOVERED, time_of(folder)(), names)
    except (OSError, sqlite3.Error) as error:
        log.exception("not_recovered", error=str(error))
        raise StorageFaults([_not_put_back(folder, error)], passing=True) from error
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
    return fault_at(
        journal,
        "C'est le journal du bureau, et il n'est pas abîmé, mais cette version d'Aller-vers ne sait pas relire sa journée.\n"
        "    Ouvrez ce bureau avec la version qui l'a écrite, ou une plus récente. Sinon appelez l'assistance : aucune copie n'est "
        "reprise à sa place.",
    )


def _not_put_back(folder: Path, error: OSError | sqlite3.Error) -> Fault:
    return fault_at(
        folder,
        f"Une bonne copie est là, mais elle n'a pas pu être mise en place ({error}).\n"
        "    Faites de la place sur le disque, et vérifiez qu'on peut y écrire. Rien n'est perdu : le prochain démarrage réessaie.",
    )


def _nothing_whole(journal: Path) -> Fault:
    return fault_at(
        journal,
        "Le journal du bureau manque, et aucune de ses copies n'est bonne : personne ne sait quels numéros sont donnés.\n"
        "    Si vous avez une copie ailleurs : allervers restore DOSSIER. Sinon mettez le dossier des copies de côté : le bureau "
        "recommence alors à son premier numéro.",
    )


def _was_tried(folder: Path, copy: Copy, names: tuple[str, ...]) -> bool:
    """It stands here already, and no office could be opened with it: once more would only put it aside, start after start."""
    note = read_note(folder)
    return note is not None and not note.settled and all(note.moments.get(name) == copy.taken for name in names)


def _sentence(folder: Path, name: str, copy: Copy, note: Restored, zone: str, why: str) -> str:
    aside = folder / f"{name}{note.aside}"
    old_file = f" L'ancien fichier est gardé : {aside.name}." if aside.exists() else ""
    later = (
        "Ce qui s'est passé depuis n'y est pas ; les numéros continuent plus haut, et les écrans disent quoi faire."
        if name == JOURNAL
        else "Ce qui a été relié, inscrit ou retiré depuis est à refaire."
    )
    taken = f"{Texts.day(copy.taken, zone)}, {Texts.hour(copy.taken, zone)}"
    return f"{folder / name} ({_IS[name]}) {why} : la copie du {taken} est reprise.{old_file}\n    {later}"
