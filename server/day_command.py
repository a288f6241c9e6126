"""`allervers day`: which day and hour an office believes it is, and why; and « l'heure est juste », said without a screen."""

import contextlib
import fcntl
import logging
import secrets
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click
import structlog

from config.clock_words import clock_notice
from config.settings import OfficeSettings
from config.texts import Texts
from flow.state import OfficeState
from flow.time_commands import TrustClock
from mediation.evolve import evolve
from server.folders import PLAYED, data_folder
from server.folding import empty
from server.journal.journal import migrations as journal_migrations
from server.journal.soundness import look_at
from server.options import data_option, demonstration_option, in_words, office_option, settings_of
from server.recovery.restoring import BROUGHT, NOTE, STAGED, complete
from server.recovery.starting import JOURNAL, holds_something, look_over, named
from server.storage_faults import PASSING, StorageFaults, fault_of
from server.time.clock import business_day, now_ms
from server.witness import LAST, SYNCED

if TYPE_CHECKING:
    from server.office import Office

LOCK = "office.lock"
_READ = (JOURNAL, f"{JOURNAL}-wal", f"{JOURNAL}-journal", "day.key", "clock.json", SYNCED, LAST, NOTE, PLAYED)


@click.command()
@office_option
@data_option
@demonstration_option
@click.option(
    "--trust", is_flag=True, help="The machine's time is right: the stopped office follows it, and loses nothing."
)
@click.option("--date", "date", metavar="YYYY-MM-DD", help="The same, only if the machine says that it is this day.")
def day(office: str, data: Path | None, demonstration: bool, trust: bool, date: str | None) -> None:
    """Say which day and hour a stopped office believes it is, and why. Changes nothing without --trust or --date."""
    # What is said here are sentences: the log's lines are for what runs.
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    settings = settings_of(office, demonstration)
    folder = data_folder(settings, data) / settings.id
    from server.opening import stands_there

    if not stands_there(settings, folder):
        raise click.BadParameter(f"rien n'est gardé dans {folder}", param_hint="--data")
    to_change = trust or date is not None
    with _alone(folder, to_change):
        if date is not None and (machine := business_day(now_ms(), settings.timezone)) != date:
            sys.exit(f"L'horloge de la machine dit {machine}, pas {date}. Réglez-la d'abord (timedatectl set-time).")
        with in_words():
            if to_change:
                _trust(settings, folder)
            _say(settings, folder)


def _trust(settings: OfficeSettings, folder: Path) -> None:
    from server.journal.acts import COMMAND_LINE
    from server.journal.people import People
    from server.opening import open_stopped

    with open_stopped(settings, folder) as office:
        doubt = office.state.doubt
        if doubt is None:
            return
        answer = office.handle(TrustClock(doubt.ahead), COMMAND_LINE, "day", secrets.token_urlsafe(16))
        if (folder / "people.db").exists():
            People(folder / "people.db").follow(office.moves_of_time, office.state.version)
    if not answer.ok:
        sys.exit(answer.sentence)
    click.echo("C'est noté : le bureau est à l'heure de la machine. Chacun garde sa place.")


def _say(settings: OfficeSettings, folder: Path) -> None:
    """On a copy: an office that opens stores what it finds, and nobody asked for that. Raises StorageFaults."""
    with _beside(folder) as copy, named(folder / JOURNAL):
        for path in _read(folder):
            shutil.copy2(path, copy)
        # As the next start does it.
        complete(copy)
        if not holds_something(copy / JOURNAL):
            sys.exit(
                "Le journal de ce bureau manque, ou il est vide. Au prochain démarrage le bureau reprend sa dernière bonne copie, "
                "s'il en a une ; pour choisir laquelle : allervers restore."
            )
        if (unsound := look_at(copy / JOURNAL, journal_migrations, "wal")) is not None:
            raise StorageFaults([fault_of(folder / JOURNAL, unsound)], unsound.what in PASSING)
        look_over(copy)
        before, last = _stored(settings, copy)
        with _opened(settings, copy) as office:
            state, now, zone = office.state, office.now(), settings.timezone
    # Where part of the day was lost the numbers go on higher than the journal knows.
    number = state.next_number if state.date == before.date else before.next_number
    texts = Texts.load()
    lines = [settings.name]
    if before.date:
        lines.append(f"  journée : {before.date}, {len(before.open)} tickets ouverts, prochain numéro {number}")
        lines.append(f"  dernier événement : {texts.moment(last, zone)}")
    lines.append(f"  horloge de la machine : {texts.moment(now_ms(), zone)}")
    lines.append(f"  heure du bureau : {texts.moment(now, zone)}")
    notice = clock_notice(state, now, zone)
    if notice is None:
        lines.append("  l'heure de la machine est crue")
    else:
        lines.append(f"  l'heure de la machine n'est pas crue. {notice.sentence}")
        lines.append("  si elle est juste : allervers day --trust" if notice.question else f"  {notice.if_not}")
    if state.date != before.date:
        lines.append(
            f"  au prochain démarrage s'ouvre la journée {state.date}, où {len(state.open)} tickets continuent"
        )
    click.echo("\n".join(lines))


def _stored(settings: OfficeSettings, folder: Path) -> tuple[OfficeState, int]:
    """The queue as the journal has it, and when its last event was (milliseconds, 0 for none)."""
    from server.journal.journal import Journal

    journal = Journal(folder / "journal.db")
    _day, entries = journal.open_day()
    journal.close()
    office_day = empty(settings)
    for entry in entries:
        office_day = evolve(office_day, entry)
    return office_day.queue, entries[-1].at if entries else 0


@contextlib.contextmanager
def _opened(settings: OfficeSettings, folder: Path) -> Iterator["Office"]:
    from server.opening import read_office

    office, journal = read_office(settings, folder)
    try:
        yield office
    finally:
        journal.close()


def _read(folder: Path) -> Iterator[Path]:
    """What an office is opened with, and what is still to be put in the place of it."""
    for path in folder.iterdir():
        if path.name in _READ or path.name.startswith(f"{JOURNAL}{STAGED}"):
            yield path


@contextlib.contextmanager
def _beside(folder: Path) -> Iterator[Path]:
    """Where a program that was ended leaves it the office's next start deletes it; elsewhere only where nothing can be written."""
    try:
        beside = tempfile.TemporaryDirectory(prefix=BROUGHT, dir=folder)
    except OSError:
        beside = tempfile.TemporaryDirectory()
    with beside as copy:
        yield Path(copy)


@contextlib.contextmanager
def _alone(folder: Path, to_change: bool) -> Iterator[None]:
    """Whoever only looks makes no lock where there is none: no office ever ran."""
    with contextlib.ExitStack() as stack:
        try:
            lock = stack.enter_context((folder / LOCK).open("a" if to_change else "r"))
        except FileNotFoundError:
            yield
            return
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            sys.exit(
                "Le bureau est ouvert. Si l'heure n'est pas sûre, ses écrans le disent (console, guichet, responsable) et /readyz"
                " aussi : on répond sur un écran « Oui, l'heure est juste ». Pour répondre d'ici, arrêtez d'abord le bureau."
            )
        yield
