"""`allervers backup`: a copy of an office now, beside a running one too; and which copies there are."""

import logging
import os
import sys
from pathlib import Path

import click
import structlog

from config import copy_words
from config.settings import OfficeSettings
from config.texts import Texts
from server.copies.ages import DAILY_LIVES_MS, QUARTER_LIVES_MS, Moment
from server.copies.second import second_of, send
from server.copies.shelf import Copy, bytes_of, copies, facts_of, fault_of_copy
from server.copies.sweeping import sweep
from server.copies.taking import NotTaken, take
from server.folders import data_folder
from server.options import data_option, demonstration_option, office_option, settings_of
from server.time.clock import elapsed_ms, this_boot, time_of

NO_COPY = 1
"""The exit code when nothing, or nothing whole, was found or made."""


@click.command()
@office_option
@data_option
@demonstration_option
@click.option(
    "--to",
    "to",
    type=click.Path(path_type=Path, exists=True, file_okay=False, writable=True),
    metavar="FOLDER",
    help="Put a copy there that may leave the office, on a stick: figures, devices and people, no ticket.",
)
@click.option("--list", "listed", is_flag=True, help="Say which copies there are, how old, of what, whole or not.")
def backup(office: str, data: Path | None, demonstration: bool, to: Path | None, listed: bool) -> None:
    """Copy an office now and verify the copy, beside a running office too; exit code 1 when there is no whole copy."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    settings = settings_of(office, demonstration)
    folder = data_folder(settings, data) / settings.id
    if not folder.is_dir():
        raise click.BadParameter(f"rien n'est gardé dans {folder}", param_hint="--data")
    if folder.stat().st_uid != os.geteuid():
        # What somebody else makes there, the office could not delete.
        sys.exit(f"{folder} est à un autre utilisateur : lancez cette commande comme lui (sudo -u).")
    click.echo(f"{settings.name}, {folder}")
    if listed:
        sys.exit(_list(settings, folder))
    try:
        _back_up(settings, folder, to)
    except NotTaken as fault:
        detail = f" ({fault.detail})" if fault.detail else ""
        click.echo(f"Aucune copie n'est faite : {copy_words.WHY[fault.why]}{detail}. Celles d'avant restent.", err=True)
        sys.exit(NO_COPY)


def _back_up(settings: OfficeSettings, folder: Path, to: Path | None) -> None:
    # Whether the clock is right, only the office knows: what goes here goes by what has surely elapsed.
    moment = Moment(time_of(folder)(), boot=this_boot(), elapsed=elapsed_ms())
    sweep(folder, moment)
    copy = take(folder, moment, daily=to is not None, say=_say)[-1]
    if to is not None:
        shelf = to / folder.name
        try:
            shelf.mkdir(mode=0o700, exist_ok=True)
            copy = send(copy, shelf)
        except OSError as error:
            raise NotTaken("unreadable", str(error)) from error
    lives, texts = DAILY_LIVES_MS if copy.daily else QUARTER_LIVES_MS, Texts.load()
    until = texts.moment(copy.taken + lives, settings.timezone)
    click.echo(f"  dans {copy.folder}, {copy_words.size(bytes_of(copy))}, vérifiée")
    click.echo(f"  elle contient : {copy_words.HOLDS[copy.daily]}")
    if to is None:
        click.echo(
            f"  à effacer le {until} : le bureau le fait de lui-même quand il tourne, plus tôt si la place manque"
        )
    else:
        click.echo(f"  à effacer vous-même après le {until}")


def _say(step: str, file: Path) -> None:
    daily = ".partial-daily" in file.parent.name
    click.echo(f"  {copy_words.KINDS[daily]}, {copy_words.FILES[file.name]} : {copy_words.STEPS[step]}")


def _list(settings: OfficeSettings, folder: Path) -> int:
    """The exit code."""
    second, texts, now = second_of(settings), Texts.load(), time_of(folder)()
    if second is not None and not second.is_dir():
        click.echo(f"  le second disque n'est pas là : {second}")
    shelved = copies(folder, second)
    if not shelved:
        click.echo("  aucune copie")
    are_whole = [_list_copy(copy, texts, settings, now) for copy in shelved]
    return 0 if any(are_whole) else NO_COPY


def _list_copy(copy: Copy, texts: Texts, settings: OfficeSettings, now: int) -> bool:
    fault = fault_of_copy(copy)
    state = "vérifiée" if fault is None else f"ABÎMÉE, elle ne peut pas servir ({fault.what.value} {fault.detail})"
    minutes = max(0, now - copy.taken) // 60_000
    age = f"{minutes} min" if minutes < 120 else f"{minutes // 60} h" if minutes < 2880 else f"{minutes // 1440} j"
    day = facts_of(copy).day
    of_day = f", journée du {day}" if day else ""
    click.echo(
        f"  {texts.moment(copy.taken, settings.timezone)} (il y a {age}) : {copy_words.KINDS[copy.daily]}{of_day}"
    )
    click.echo(f"    {copy.folder}, {copy_words.size(bytes_of(copy))}, {state} ; {copy_words.HOLDS[copy.daily]}")
    return fault is None
