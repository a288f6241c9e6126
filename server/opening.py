"""An office is opened: to be served, or stopped, by a command, for as long as it takes; with the same look at its files."""

import contextlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import click

from config.settings import OfficeSettings
from config.texts import Texts
from server.copies.second import second_of
from server.copies.shelf import copies
from server.journal.journal import Journal
from server.office import Office
from server.recovery.recovering import open_whole
from server.recovery.starting import JOURNAL, look_over, named
from server.time.clock import Machine, this_boot
from server.time.time_source import time_of_source
from server.tokens import DayKey


def stands_there(settings: OfficeSettings, folder: Path) -> bool:
    """Whether an office ran here: its journal, what a restore left of it, or copies of it."""
    return any(folder.glob(f"{JOURNAL}*")) or bool(folder.is_dir() and copies(folder, second_of(settings)))


@contextlib.contextmanager
def open_stopped(settings: OfficeSettings, folder: Path) -> Iterator[Office]:
    """To be changed: the folder is locked by whoever calls. What came back from a copy is said. Raises StorageFaults."""
    office, journal = open_whole(
        folder, settings.timezone, second_of(settings), lambda: _looked(settings, folder), _say
    )
    try:
        yield office
    finally:
        journal.close()


def read_office(
    settings: OfficeSettings, folder: Path, first: Callable[[Journal], None] = lambda _journal: None
) -> tuple[Office, Journal]:
    """Of a journal that was looked at. first: what is done with it before the office reads it.

    Raises what a file that cannot be read raises; then it is let go.
    """
    with contextlib.ExitStack() as opened:
        journal = Journal(folder / JOURNAL)
        opened.callback(journal.leave)
        first(journal)
        machine = Machine(source=time_of_source, boot=this_boot(), time_file=folder / "clock.json")
        office = Office(settings, Texts.load(), journal, DayKey(folder / "day.key"), machine)
        opened.pop_all()
    return office, journal


def _looked(settings: OfficeSettings, folder: Path) -> tuple[Office, Journal]:
    _say(look_over(folder))
    with named(folder / JOURNAL):
        return read_office(settings, folder)


def _say(sentences: Iterable[str]) -> None:
    for sentence in sentences:
        click.echo(sentence, err=True)
