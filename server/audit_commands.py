"""`allervers audit verify`: whether the office's past still holds together. Reads only, beside a running office too."""

import sqlite3
import sys
from pathlib import Path

import click

from config import audit_words
from server.folders import PLAYED, data_folder
from server.journal.audit import DayChecked, acts_go_on_from, check_acts, check_journal, goes_on_from
from server.journal.connection import reading
from server.options import data_option, demonstration_option, office_option, settings_of
from server.register_witness import read as seen_of_register
from server.witness import Seen, read


@click.group()
def audit() -> None:
    """Whether what was stored is still as it was stored."""


@audit.command("verify")
@office_option
@data_option
@demonstration_option
def verify(office: str, data: Path | None, demonstration: bool) -> None:
    """Say of each day of the journal whether it is whole, sealed or broken, and of the acts; exit code 1 when something is broken."""
    settings = settings_of(office, demonstration)
    folder = data_folder(settings, data) / settings.id
    click.echo(f"{settings.name}, {folder}")
    holds = [_journal(folder), _acts(folder)]
    sys.exit(0 if all(holds) else 1)


def _journal(folder: Path) -> bool:
    path, seen = folder / "journal.db", read(folder)
    if not path.exists():
        click.echo(f"Journal : {audit_words.NOTHING}")
        return _witness(seen, agrees=not seen.seq)
    try:
        with reading(path) as connection:
            days = check_journal(connection)
            agrees = goes_on_from(connection, seen.seq, seen.head)
    except sqlite3.Error as error:
        return _unreadable("Journal", error)
    click.echo("Journal :")
    for day in days:
        click.echo(f"  {day.day}  {_state(day)}")
    return _witness(seen, agrees) and all(day.broken is None for day in days)


def _state(day: DayChecked) -> str:
    sealed = audit_words.STATES["sealed" if day.sealed else "whole"]
    if day.broken is not None:
        return f"{audit_words.STATES['broken']} : {audit_words.broken(day.broken.seq, day.broken.why.value)}"
    return f"{sealed}, {day.events} événements, empreinte {audit_words.grouped(day.head.hex())}"


def _witness(seen: Seen, agrees: bool) -> bool:
    if not agrees:
        click.echo(f"  {audit_words.SHORTER.format(known=seen.seq)}")
    elif seen.seq:
        click.echo(f"  {audit_words.AGREES.format(known=seen.seq)}")
    else:
        click.echo(f"  {audit_words.NO_WITNESS}")
    return agrees


def _acts(folder: Path) -> bool:
    path = folder / "people.db"
    if not path.exists():
        click.echo(f"Actes : {audit_words.NOTHING}")
        # An office has both files, or neither yet; a past that was made up has no register before it is opened.
        return not (folder / "journal.db").exists() or (folder / PLAYED).exists()
    try:
        seen = seen_of_register(folder)
        with reading(path) as connection:
            checked = check_acts(connection)
            agrees = acts_go_on_from(connection, seen.id, seen.hash)
    except sqlite3.Error as error:
        return _unreadable("Actes", error)
    if checked.broken is not None:
        broken = audit_words.broken(checked.broken.seq, checked.broken.why.value, audit_words.ACT)
        click.echo(f"Actes : {audit_words.STATES['broken']} : {broken}")
        return False
    click.echo(f"Actes : {audit_words.STATES['whole']}, {checked.acts}")
    if not agrees:
        click.echo(f"  {audit_words.OLDER.format(known=seen.id)}")
    return agrees


def _unreadable(what: str, error: sqlite3.Error) -> bool:
    """A file of an earlier program has no chain; another error is what it says."""
    older = isinstance(error, sqlite3.OperationalError) and "no such" in str(error)
    click.echo(f"{what} : {audit_words.NO_CHAIN if older else audit_words.DAMAGED.format(error=error)}")
    return False
