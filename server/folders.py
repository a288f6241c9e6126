"""Where an office keeps what it knows: a folder that nobody else reads, and that a demonstration and a real office never share.

data/<office> is a real office's, data/demonstration/<office> a demonstration's, with a mark. In a demonstration everybody who opens the
first page may do everything: its devices, people and keys must never be those of a real office, nor its figures in a real report.
"""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from config.settings import OfficeSettings
from server.journal.origin import DATABASES, made_by_demonstration

DEMONSTRATION = "demonstration"
MARK = "DEMONSTRATION.txt"
PLAYED = "demo-data"
"""A file beside the journal of an office whose past was played."""
_MARK_SAYS = """\
Ce dossier est celui d'une démonstration d'Aller-vers : tout le monde y entre sans code, rien n'y est vrai.
Un vrai bureau refuse de s'ouvrir dessus. On peut l'effacer quand aucune démonstration ne tourne.
"""


class WrongFolder(Exception):
    """Raised with a French sentence: what stands in the folder, and what to do."""


def data_folder(settings: OfficeSettings, data: Path | None) -> Path:
    """The folder that holds the folders of this kind of office; data: in place of what the configuration says."""
    folder = data if data is not None else Path(settings.serve.data)
    return folder / DEMONSTRATION if settings.demonstration else folder


def open_folder(settings: OfficeSettings, data: Path | None) -> Path:
    """The office's own folder, made when it is missing, closed to everybody else. Raises WrongFolder."""
    around = data_folder(settings, data)
    folder = around / settings.id
    if settings.demonstration:
        _refuse_real(folder)
    else:
        _refuse_demonstrations(around, folder)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if settings.demonstration:
        leave_mark(folder)
    for outer in (around, around.parent) if settings.demonstration else (around,):
        if _holds_offices_only(outer, folder):
            _close(outer)
    close_to_others(folder)
    return folder


def leave_mark(folder: Path) -> None:
    """Says in words that a demonstration made this folder (it is made if missing), before anything else is put there."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    mark = folder / MARK
    # Written once: a full disk must not keep an office from starting.
    if not mark.exists() or mark.stat().st_size != len(_MARK_SAYS.encode()):
        mark.write_text(_MARK_SAYS, encoding="utf-8")


def of_demonstration(folder: Path) -> bool:
    """Whether a demonstration, of this version or an earlier one, kept something here."""
    return (folder / MARK).exists() or (folder / PLAYED).exists() or made_by_demonstration(folder)


def close_to_others(folder: Path) -> None:
    """Folders 0700, files 0600, whatever an earlier version or a copy by hand left. Raises WrongFolder for what is not ours."""
    for path in (folder, *_within(folder)):
        # A file of the moment (a partial clip, a rollback journal, a copy) may be gone before it is looked at.
        with contextlib.suppress(FileNotFoundError):
            _close(path)


def _within(folder: Path) -> Iterator[Path]:
    """A folder that is gone before it is looked into holds nothing."""
    for at, folders, files in os.walk(folder):
        for name in (*folders, *files):
            yield Path(at, name)


def keep_to_oneself() -> None:
    """What this process makes from now on, and those that it starts, is theirs alone."""
    os.umask(0o077)


def _close(path: Path) -> None:
    wanted = 0o700 if path.is_dir() else 0o600
    if path.is_symlink() or path.stat().st_mode & 0o777 == wanted:
        return
    try:
        path.chmod(wanted)
    except PermissionError:
        raise WrongFolder(
            f"D'autres peuvent lire {path}, et ce programme n'a pas le droit d'y changer quelque chose.\n"
            f"Rendez le dossier à son utilisateur : chown -R {os.geteuid()} {path.parent}"
        ) from None


def _refuse_demonstrations(around: Path, folder: Path) -> None:
    """The office's own folder, and those beside it: its report counts what all of them hold."""
    if folder.name == DEMONSTRATION:
        raise WrongFolder(f"{folder} est le dossier des démonstrations : donnez un autre nom (id) à ce bureau.")
    beside = [path.parent for name in DATABASES for path in sorted(around.glob(f"*/{name}"))]
    for strange in dict.fromkeys((folder, *beside)):
        if of_demonstration(strange):
            why = "tous ceux qui l'ont essayée y garderaient leurs droits" if strange == folder else ""
            why = why or "le rapport de ce bureau compterait ce qu'elle a inventé"
            raise WrongFolder(
                f"{strange} vient d'une démonstration : {why}.\n"
                f"Donnez un autre dossier avec --data, effacez celui-là, ou gardez-le pour la démonstration : "
                f"mv {strange} {around / DEMONSTRATION}/"
            )


def _refuse_real(folder: Path) -> None:
    if any((folder / name).exists() for name in DATABASES) and not of_demonstration(folder):
        raise WrongFolder(
            f"{folder} est celui d'un vrai bureau : une démonstration l'ouvrirait à tout le monde.\n"
            "Donnez un dossier neuf avec --data."
        )


def _holds_offices_only(around: Path, own: Path) -> bool:
    """A folder that holds something else too is not ours to close."""
    return all(
        path.is_dir()
        and (path == own or path.name == DEMONSTRATION or any((path / name).exists() for name in (*DATABASES, MARK)))
        for path in around.iterdir()
    )
