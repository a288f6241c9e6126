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
from config.faults import ConfigurationFaults
from config.loading import load
from config.settings import OfficeSettings
from config.texts import Texts
from flow.state import OfficeState
from flow.time_commands import TrustClock
from mediation.evolve import evolve
from mediation.state import Mediation, Whole
from server.clock import Machine, business_day, now_ms, this_boot
from server.folders import PLAYED, data_folder
from server.options import data_option, demonstration_option, office_option
from server.restoring import NOTE, complete
from server.time_source import time_of_source
from server.witness import LAST, SYNCED

if TYPE_CHECKING:
    from server.office import Office

_READ = ("journal.db", "journal.db-wal", "day.key", "clock.json", SYNCED, LAST, NOTE, PLAYED)


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
    settings = _settings(office, demonstration)
    folder = data_folder(settings, data) / settings.id
    if not (folder / "journal.db").exists():
        raise click.BadParameter(f"rien n'est gardé dans {folder}", param_hint="--data")
    with _alone(folder):
        complete(folder)
        if date is not None and (machine := business_day(now_ms(), settings.timezone)) != date:
            sys.exit(f"L'horloge de la machine dit {machine}, pas {date}. Réglez-la d'abord (timedatectl set-time).")
        if trust or date is not None:
            _trust(settings, folder)
        _say(settings, folder)


def _trust(settings: OfficeSettings, folder: Path) -> None:
    from server.journal.acts import COMMAND_LINE
    from server.journal.people import People

    with _opened(settings, folder) as office:
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
    """On a copy: an office that opens stores what it finds, and nobody asked for that."""
    with tempfile.TemporaryDirectory() as beside:
        copy = Path(beside)
        for name in _READ:
            if (folder / name).exists():
                shutil.copy2(folder / name, copy)
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
        lines.append(f"  l'heure de la machine n'est pas crue. {notice.said}")
        lines.append("  si elle est juste : allervers day --trust" if notice.asked else f"  {notice.if_not}")
    if state.date != before.date:
        lines.append(
            f"  au prochain démarrage s'ouvre la journée {state.date}, où {len(state.open)} tickets continuent"
        )
    click.echo("\n".join(lines))


def _stored(settings: OfficeSettings, folder: Path) -> tuple[OfficeState, int]:
    """The queue as the journal has it, and when its last event was (milliseconds, 0 for none)."""
    from server.journal.events import Journal

    journal = Journal(folder / "journal.db")
    _day, entries = journal.open_day()
    journal.close()
    whole = Whole(OfficeState(settings.plan()), Mediation(settings.mediation_plan()))
    for entry in entries:
        whole = evolve(whole, entry)
    return whole.queue, entries[-1].at if entries else 0


@contextlib.contextmanager
def _opened(settings: OfficeSettings, folder: Path) -> Iterator["Office"]:
    from server.journal.events import Journal
    from server.office import Office
    from server.tokens import DayKey

    journal = Journal(folder / "journal.db")
    machine = Machine(source=time_of_source, boot=this_boot(), kept=folder / "clock.json")
    try:
        yield Office(settings, Texts.load(), journal, DayKey(folder / "day.key"), machine)
    finally:
        journal.close()


@contextlib.contextmanager
def _alone(folder: Path) -> Iterator[None]:
    with (folder / "office.lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            sys.exit(
                "Le bureau est ouvert. Si l'heure n'est pas sûre, ses écrans le disent (console, guichet, responsable) et /readyz"
                " aussi : on répond sur un écran « Oui, l'heure est juste ». Pour répondre d'ici, arrêtez d'abord le bureau."
            )
        yield


def _settings(office: str, demonstration: bool) -> OfficeSettings:
    try:
        return load(office, demonstration=demonstration)
    except ConfigurationFaults as faults:
        click.echo(str(faults), err=True)
        sys.exit(2)
