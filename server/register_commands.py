"""`allervers pair`, `staff`, `devices`, `acts`: the register from the office's own computer. A running office notices within a second."""

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from config import access_words
from config.settings import OfficeSettings
from screen.roles import STAFF, Role
from server.folders import open_folder
from server.options import data_option, demonstration_option, in_words, office_option, settings_of

if TYPE_CHECKING:
    from server.access import Access

ROLES = click.Choice([role.value for role in Role if role is not Role.PRINTER])
STAFF_ROLES = click.Choice(sorted(role.value for role in STAFF))
name_option = click.option("--name", required=True, help="A pseudonym: Médiatrice 1, Agent 3.")


@click.command()
@office_option
@data_option
@demonstration_option
@click.option("--role", type=ROLES, required=True, help="What the device will be.")
@click.option("--place", default="", help="For a counter: its id.")
def pair(office: str, data: Path | None, demonstration: bool, role: str, place: str) -> None:
    """A one-time code (10 minutes) to type on the device, at /pair."""
    from server.journal.acts import COMMAND_LINE

    settings = settings_of(office, demonstration)
    if place and place not in {counter.id for counter in settings.counters}:
        counters = ", ".join(counter.id for counter in settings.counters)
        raise click.BadParameter(
            f"{settings.name} n'a pas de guichet {place} (guichets : {counters})", param_hint="--place"
        )
    with _access(settings, data) as access:
        code = access.new_code(Role(role), place, COMMAND_LINE)
    click.echo(f"{code[:4]} {code[4:]}")
    # Beside the answer, so that a program that reads it gets the code alone.
    click.echo(
        "À taper sur l'appareil, à la page /pair du bureau, dans les dix minutes ; il ne sert qu'une fois.", err=True
    )


@click.group()
def staff() -> None:
    """The people who sign in, by a pseudonym and a PIN."""


@staff.command("add")
@office_option
@data_option
@demonstration_option
@name_option
@click.option("--role", "roles", type=STAFF_ROLES, multiple=True, required=True, help="May be repeated.")
def staff_add(office: str, data: Path | None, demonstration: bool, name: str, roles: tuple[str, ...]) -> None:
    """Add somebody; their PIN is shown once. A name that is somebody's is refused."""
    from server.journal.acts import COMMAND_LINE

    with _access(settings_of(office, demonstration), data) as access, _names():
        click.echo(access.add_staff(name, frozenset(Role(role) for role in roles), COMMAND_LINE))
    click.echo(f"Le code de {name}, à noter maintenant : il ne sera plus montré.", err=True)


@staff.command("new-pin")
@office_option
@data_option
@demonstration_option
@name_option
def staff_new_pin(office: str, data: Path | None, demonstration: bool, name: str) -> None:
    """Another PIN for somebody, shown once; whoever is signed in with the old one is sent away."""
    from server.journal.acts import COMMAND_LINE

    with _access(settings_of(office, demonstration), data) as access, _names():
        click.echo(access.new_pin(name, COMMAND_LINE))
    click.echo(f"Le nouveau code de {name}, à noter maintenant : il ne sera plus montré.", err=True)


@staff.command("remove")
@office_option
@data_option
@demonstration_option
@name_option
def staff_remove(office: str, data: Path | None, demonstration: bool, name: str) -> None:
    """They can no longer sign in, and are sent away."""
    from server.journal.acts import COMMAND_LINE

    with _access(settings_of(office, demonstration), data) as access, _names():
        access.remove_staff(name, COMMAND_LINE)


@staff.command("unlock")
@office_option
@data_option
@demonstration_option
@click.option("--name", help="Somebody who has to wait after too many wrong PINs.")
@click.option("--all", "everybody", is_flag=True, help="Everybody, every device and every address that has to wait.")
def staff_unlock(office: str, data: Path | None, demonstration: bool, name: str | None, everybody: bool) -> None:
    """Whoever has to wait after too many wrong tries may try again at once."""
    from server.journal.acts import COMMAND_LINE

    if (name is None) != everybody:
        raise click.UsageError("dites --name, ou --all")
    with _access(settings_of(office, demonstration), data) as access, _names():
        if name is not None:
            access.unlock_person(name, COMMAND_LINE)
            return
        locks = access.counted_tries.locks()
        for lock in locks:
            access.counted_tries.unlock(lock.key, COMMAND_LINE)
        click.echo(f"Débloqués : {len(locks)}.", err=True)


@click.group()
def devices() -> None:
    """The paired devices."""


@devices.command("list")
@office_option
@data_option
@demonstration_option
def devices_list(office: str, data: Path | None, demonstration: bool) -> None:
    """Number, name, and the day it was last seen."""
    with _access(settings_of(office, demonstration), data) as access:
        for device in access.people.devices():
            click.echo(f"{device.id}\t{access_words.device(device.name)}\t{device.seen_on or '-'}")


@devices.command("revoke")
@office_option
@data_option
@demonstration_option
@click.option("--number", type=int, required=True, help="As `devices list` shows it.")
def devices_revoke(office: str, data: Path | None, demonstration: bool, number: int) -> None:
    """The device is sent away at once."""
    from server.journal.acts import COMMAND_LINE

    with _access(settings_of(office, demonstration), data) as access:
        if number not in {device.id for device in access.people.devices()}:
            raise click.BadParameter(f"aucun appareil n'a le numéro {number}", param_hint="--number")
        access.revoke(number, COMMAND_LINE)


@click.command()
@office_option
@data_option
@demonstration_option
@click.option("--day", default="", metavar="YYYY-MM-DD", help="Those of one day, in place of the last 200.")
def acts(office: str, data: Path | None, demonstration: bool, day: str) -> None:
    """Who did what with devices, people and sign-ins, newest first."""
    from server.act_pages import shown

    settings = settings_of(office, demonstration)
    with _access(settings, data) as access:
        for heading, lines in shown(access.people.acts, settings.timezone, day).days:
            click.echo(heading)
            for line in lines:
                click.echo(f"  {line.hour}  {line.who} : {line.sentence}")


@contextlib.contextmanager
def _names() -> Iterator[None]:
    """A name that cannot be, or is nobody's, is said as the register says it."""
    from server.access.names import NameRefused

    try:
        yield
    except NameRefused as refused:
        raise click.BadParameter(access_words.NAMES[refused.fault], param_hint="--name") from None


@contextlib.contextmanager
def _access(settings: OfficeSettings, data: Path | None) -> Iterator["Access"]:
    """The register of the office's devices and staff."""
    from server.access import Access
    from server.journal.people import People
    from server.recovery.recovering import refuse_to_begin_again
    from server.recovery.starting import named
    from server.time.clock import time_of

    with in_words():
        folder = open_folder(settings, data)
        refuse_to_begin_again(settings, folder)
        with named(folder / "people.db"):
            people = People(folder / "people.db")
    try:
        # A code made on a machine whose time has jumped is good for ten minutes of the office all the same.
        yield Access(people, settings.languages, time_of(folder))
    finally:
        people.close()


REGISTER_COMMANDS = (pair, staff, devices, acts)
