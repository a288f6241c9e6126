"""`allervers restore`: puts a copy in the place of what a stopped office keeps, after it has said what will be missing."""

import contextlib
import logging
import sqlite3
import sys
import tempfile
from datetime import date
from pathlib import Path

import click
import msgspec
import structlog

from config.settings import OfficeSettings
from config.texts import Texts
from flow.fence import Loss, surely_free
from server.copies.second import second_of
from server.copies.shelf import Copy, newest_good
from server.folders import WrongFolder, open_folder
from server.journal.audit import check_journal, first_break
from server.journal.connection import reading
from server.journal.numbers import Numbers, numbers_of
from server.journal.origin import made_by_demonstration
from server.journal.soundness import look_at, of_error
from server.journal.whole_copy import copy_database, last_moment, office_of
from server.options import data_option, demonstration_option, office_option, settings_of
from server.recovery.restoring import BROUGHT, complete, is_staged, read_note, restore
from server.recovery.starting import JOURNAL, KINDS, PEOPLE
from server.storage_faults import REFUSED, fault_of
from server.time.clock import business_day, time_of
from server.witness import read


class Ended(msgspec.Struct, frozen=True):
    """How far a journal goes: its last event (milliseconds, 0 for none), the last number of that event's day, and that day."""

    at: int = 0
    number: int = 0
    day: str = ""


@click.command("restore")
@click.argument("copy", required=False, type=click.Path(path_type=Path, exists=True, file_okay=False))
@office_option
@data_option
@demonstration_option
@click.option("--yes", is_flag=True, help="Do not ask.")
def restore_command(copy: Path | None, office: str, data: Path | None, demonstration: bool, yes: bool) -> None:
    """Put the newest good copy, or the one in the folder COPY, in the place of what a stopped office keeps.

    Says first what will be missing. What stands there now is put aside under a dated name, and deleted with its day.
    """
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    settings = settings_of(office, demonstration)
    folder = _folder(settings, data)
    from server.running import only_one

    with only_one(folder):
        _restore(settings, folder, copy, yes)


def _restore(settings: OfficeSettings, folder: Path, named: Path | None, yes: bool) -> None:
    begun = _completed(folder)
    if begun:
        click.echo("Une remise interrompue est finie : la copie est en place.")
        if named is None:
            return
    if named is not None:
        # Looked at here: where it stands nothing may be written, and SQLite would.
        with tempfile.TemporaryDirectory(prefix=BROUGHT, dir=folder) as beside:
            _put_back(settings, folder, _brought(settings, named, Path(beside)), named, yes)
        return
    newest = newest_good(folder, second_of(settings))
    if newest is None:
        sys.exit(
            f"Aucune bonne copie de ce bureau dans {folder}. Si vous en avez une ailleurs : allervers restore DOSSIER"
        )
    _put_back(settings, folder, newest, newest.folder, yes)


def _put_back(settings: OfficeSettings, folder: Path, copy: Copy, named: Path, yes: bool) -> None:
    now = time_of(folder)()
    before = _ended(folder / JOURNAL)
    _say_what(settings, folder, copy, named, before, now)
    if not yes and not click.confirm("Remettre cette copie ?", default=False):
        sys.exit("Rien n'est changé.")
    click.echo("La copie est recopiée et vérifiée…")
    try:
        note = restore(folder, copy, Loss.RESTORED, now)
    except (OSError, sqlite3.Error) as error:
        sys.exit(
            f"La copie n'a pas pu être mise en place ({error}). Faites de la place sur le disque, puis recommencez : rien n'est perdu."
        )
    aside = [path.name for path in sorted(folder.glob(f"*{note.aside}"))]
    click.echo("La copie est en place." + (f" Ce qui y était : {', '.join(aside)}" if aside else ""))
    click.echo("Démarrez le bureau : ses écrans diront quels numéros peuvent manquer, et quoi faire.")


def _completed(folder: Path) -> bool:
    """Whether something was left to finish."""
    left = is_staged(folder)
    complete(folder)
    return left


def _say_what(settings: OfficeSettings, folder: Path, copy: Copy, named: Path, before: Ended, now: int) -> None:
    zone = settings.timezone
    copied = _ended(copy.folder / JOURNAL)
    queue = "la file, les tickets, les chiffres" if copied.at else "les chiffres, sans aucun ticket"
    names = {JOURNAL: queue, PEOPLE: "les appareils et les personnes"}
    holds = " ; ".join(what for name, what in names.items() if (copy.folder / name).exists())
    lines = [
        settings.name,
        f"  copie : {named}",
        f"  prise le {_moment(copy.taken, zone)}, il y a {_lasts(now - copy.taken)} ; elle contient : {holds}",
    ]
    if not (copy.folder / JOURNAL).exists():
        lines.append("  la file d'aujourd'hui reste comme elle est")
    else:
        lines += _missing(settings, folder, copy.folder / JOURNAL, copied, before)
    if (copy.folder / PEOPLE).exists():
        lines.append("  à refaire : ce qui a été relié, inscrit ou retiré depuis la copie")
    lines.append("  ce qui est là maintenant est mis de côté, et effacé avec sa journée ; rien d'autre n'est effacé")
    click.echo("\n".join(lines))


def _missing(settings: OfficeSettings, folder: Path, copy: Path, copied: Ended, before: Ended) -> list[str]:
    """What was lived since the copy's last event, which numbers are known to be lost, and what becomes of the next ones."""
    zone = settings.timezone
    since = f"depuis le {_moment(copied.at, zone)}" if copied.at else "de la journée"
    until = f", jusqu'au {_moment(before.at, zone)}" if before.at > copied.at else ""
    lines = [f"  il manquera : tout ce qui s'est passé {since}{until}"]
    # The day of the office's own time: the machine's may be wrong, and the office will hold it.
    today = (
        business_day(max(time_of(folder)(), before.at), zone) if before.at else business_day(time_of(folder)(), zone)
    )
    had, numbers = numbers_of(copy), _numbers_known(folder)
    first_number = settings.plan().figures.first_number
    for day, last_given in sorted(numbers.last_given.items()):
        first = max(had.last_given.get(day, 0) + 1, first_number)
        if last_given >= first and day >= copied.day:
            which = f"{first} à {last_given} ({last_given - first + 1})" if last_given > first else f"{first}"
            lines.append(f"  numéros donnés {_on(day, today)}qui ne seront plus dans la file : {which}")
    if len(lines) == 1:
        lines.append("  aucun numéro perdu n'est connu")
    return [*lines, _next_number(numbers.used, today)]


def _numbers_known(folder: Path) -> Numbers:
    """What the folder knows of the numbers: the journal that is there, its witness, the note of a copy that was put back before."""
    seen, note = read(folder), read_note(folder)
    numbers = numbers_of(folder / JOURNAL).and_of(Numbers(seen.last_given or seen.numbers, seen.numbers))
    return numbers.and_of(note.numbers) if note is not None else numbers


def _next_number(used: dict[str, int], today: str) -> str:
    """How sure it is that none comes twice: what somebody knows is never given again; what nobody knows is left room for."""
    if today in used:
        return (
            f"  les numéros continueront à partir de {surely_free(used[today])}, ou plus haut : "
            "aucun de ceux que l'on connaît ici n'est donné deux fois"
        )
    return (
        "  rien ici ne dit quels numéros ont été donnés aujourd'hui : ils continueront plus haut, avec de la place pour ce qu'un bureau "
        "donne dans ce temps"
    )


def _on(day: str, today: str) -> str:
    return "" if day == today else f"le {date.fromisoformat(day):%d/%m/%Y} "


def _brought(settings: OfficeSettings, source: Path, beside: Path) -> Copy:
    """The copy that somebody names, brought into the folder `beside`; ends the program, in words, when it is not good."""
    names = [name for name in (JOURNAL, PEOPLE) if (source / name).exists()]
    if not names:
        sys.exit(f"Dans {source} il n'y a ni {JOURNAL} ni {PEOPLE} : ce n'est pas une copie d'un bureau.")
    faults = []
    for name, steps, mode in KINDS:
        if name in names:
            try:
                copy_database(source / name, beside / name)
                unsound = look_at(beside / name, steps, mode)
            except (sqlite3.Error, OSError) as error:
                unsound = of_error(error)
            if unsound is not None:
                faults.append(fault_of(source / name, unsound))
    if faults:
        click.echo("\n".join(["Cette copie n'est pas bonne : rien n'est changé.", *map(str, faults)]), err=True)
        sys.exit(REFUSED)
    if not settings.demonstration and made_by_demonstration(beside):
        sys.exit(
            "Cette copie vient d'une démonstration : dans un vrai bureau, tous ceux qui l'ont essayée entreraient."
        )
    if JOURNAL not in names:
        return Copy(beside, int((source / PEOPLE).stat().st_mtime * 1000), daily=False)
    if (other := office_of(beside / JOURNAL)) not in ("", settings.id):
        sys.exit(f"Cette copie est celle d'un autre bureau ({other}) : rien n'est changé.")
    with reading(beside / JOURNAL) as connection:
        broken = first_break(check_journal(connection))
    if broken is not None:
        click.echo(f"  à savoir : la chaîne de cette copie est rompue à l'événement n° {broken.seq} ({broken.why})")
    ended = _ended(beside / JOURNAL)
    return Copy(beside, ended.at or int((source / JOURNAL).stat().st_mtime * 1000), daily=not ended.day)


def _ended(journal: Path) -> Ended:
    """Nothing for a journal that is not there, or cannot be read."""
    with contextlib.suppress(sqlite3.Error):
        if journal.exists():
            return Ended(*last_moment(journal))
    return Ended()


def _folder(settings: OfficeSettings, data: Path | None) -> Path:
    """Made when it is missing: on another computer there is nothing yet."""
    try:
        return open_folder(settings, data)
    except WrongFolder as wrong:
        sys.exit(str(wrong))


def _moment(at: int, zone: str) -> str:
    return f"{Texts.day(at, zone)}, {Texts.hour(at, zone)}"


def _lasts(milliseconds: int) -> str:
    minutes = max(0, milliseconds) // 60_000
    if minutes < 120:
        return f"{minutes} minute{'s' * (minutes > 1)}"
    return f"{minutes // 60} heures" if minutes < 48 * 60 else f"{minutes // (24 * 60)} jours"
