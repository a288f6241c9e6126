"""What is wrong with what an office keeps: each fault with its place, what it is and what to do; all of them at once."""

from pathlib import Path

from config.faults import Fault
from server.journal.soundness import Unsound, Unsoundness

REFUSED = 4
"""The exit code of a start that needs somebody to look first."""
NOT_NOW = 5
"""The exit code of an end that another start may mend by itself: the disk failed, or is full, or shut."""
PASSING = frozenset({Unsoundness.UNREADABLE, Unsoundness.BUSY, Unsoundness.FULL})

BEYOND_READING = frozenset({Unsoundness.NOT_SQLITE, Unsoundness.DAMAGED})
"""A copy is better than this. What a newer program wrote is whole, and what the disk or another program keeps back may come."""

_HOLDS = {
    "journal.db": "le journal du bureau (la file, les tickets, les chiffres)",
    "people.db": "le registre des appareils et des personnes",
}
_COPY = (
    "S'il y en a une bonne copie, remettez-la : allervers restore. Sans copie, ne l'effacez pas : il peut encore être lu en partie ; "
    "appelez l'assistance."
)
_SAYS = {
    Unsoundness.FORBIDDEN: (
        "C'est {holds}, et ce programme n'a pas le droit de le lire ou d'y écrire ({detail}).\n"
        "    Rendez-le à l'utilisateur du programme (chown, chmod 600), et vérifiez que le disque n'est pas en lecture seule."
    ),
    Unsoundness.UNREADABLE: (
        "C'est {holds}, et le disque ne le rend pas ({detail}).\n"
        "    Le disque est peut-être en fin de vie : faites-en une copie tout de suite, puis changez-le."
    ),
    Unsoundness.NOT_SQLITE: "C'est {holds}, mais son début est illisible : ce n'est plus une base SQLite.\n    {copy}",
    Unsoundness.DAMAGED: "C'est {holds}, et il est abîmé ou incomplet ({detail}).\n    {copy}",
    Unsoundness.NEWER: (
        "C'est {holds}, écrit par une version plus récente d'Aller-vers (il a en plus : {detail}).\n"
        "    Ouvrez ce bureau avec cette version ou une plus récente."
    ),
    Unsoundness.BUSY: "C'est {holds}, et un autre programme le tient fermé.\n    Arrêtez ce programme : un outil SQLite, une sauvegarde.",
    Unsoundness.FULL: (
        "C'est {holds}, et il doit être mis à jour pour cette version, mais le disque est plein.\n    Faites de la place sur le disque."
    ),
}


class StorageFaults(Exception):
    """Raised with every fault of an office's folder. passing: another start may find them gone.

    damaged: the names of the files that a copy may replace; none as soon as one fault is of another kind.
    """

    def __init__(self, faults: list[Fault], passing: bool = False, damaged: tuple[str, ...] = ()) -> None:
        super().__init__(faults)
        self.faults = sorted(set(faults))
        self.passing = passing
        self.damaged = damaged

    @property
    def exit_code(self) -> int:
        """Of the program that does not start."""
        return NOT_NOW if self.passing else REFUSED

    def __str__(self) -> str:
        """All faults, and how many."""
        return "\n".join([*map(str, self.faults), self.ending])

    @property
    def ending(self) -> str:
        """How many there are, and that nothing is served."""
        count = len(self.faults)
        return f"{count} faute{'s' if count > 1 else ''} dans ce que le bureau garde : rien n'a démarré."


def fault_at(path: Path, problem: str) -> Fault:
    """A fault of this file or folder. problem: what it is and what to do, in French."""
    return Fault(str(path), "", "", problem)


def fault_of(path: Path, unsound: Unsound) -> Fault:
    """The sentence about a database."""
    holds = _HOLDS.get(path.name, "un fichier du bureau")
    return fault_at(path, _SAYS[unsound.what].format(holds=holds, detail=unsound.detail, copy=_COPY))


def fault_of_folder(folder: Path, detail: str) -> Fault:
    """The office's folder is not ours to write in."""
    return fault_at(
        folder,
        f"Ce programme ne peut pas écrire dans le dossier du bureau ({detail}).\n"
        "    Rendez-le à l'utilisateur du programme (chown, chmod 700), et vérifiez que le disque n'est pas en lecture seule.",
    )
