"""The command `allervers`."""

import contextlib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from config.faults import ConfigurationFaults
from config.loading import SHIPPED, load
from config.remarks import LOOPBACK, remarks
from config.roles import STAFF, Role
from config.settings import OfficeSettings
from config.texts import Texts
from server.demo_data.commands import demo_data
from server.folders import WrongFolder, data_folder, keep_to_oneself, open_folder
from server.options import data_option, demonstration_option, office_option
from server.printer_commands import printer_commands
from server.voice_commands import voice_commands

if TYPE_CHECKING:
    from server.access import Access

ROLES = click.Choice([role.value for role in Role if role is not Role.PRINTER])
STAFF_ROLES = click.Choice(sorted(role.value for role in STAFF))


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="allervers")
def main() -> None:
    """Aller-vers: queue management and triage for post offices."""
    keep_to_oneself()


@main.command()
@office_option
@data_option
@click.option(
    "--port", type=int, help="In place of the configuration's. 0: any free port, said on the first line of output."
)
@click.option("--bind", help="Address to listen on, in place of the configuration's; 0.0.0.0 for the office's network.")
@click.option(
    "--also", multiple=True, metavar="ADDRESS", help="Another address the office answers to, http://…; may be repeated."
)
@click.option("--printer", "printer_address", help="Address of the first printer: tcp://HOST:9100, or virtual.")
@click.option("--public-url", help="Address printed in the tickets' QR codes.")
@click.option(
    "--demonstration", is_flag=True, help="Open at any hour, virtual printer, every screen paired; this machine only."
)
def serve(
    office: str,
    data: Path | None,
    port: int | None,
    bind: str | None,
    also: tuple[str, ...],
    printer_address: str | None,
    public_url: str | None,
    demonstration: bool,
) -> None:
    """Run an office until SIGTERM."""
    if demonstration:
        printer_address = printer_address or "virtual"
    settings = _settings(office, demonstration, printer_address, public_url, to_open=True)
    bind = bind or settings.serve.bind
    if settings.demonstration and bind not in LOOPBACK:
        raise click.UsageError("--demonstration pairs everybody who opens its page: it listens on this machine only.")
    folder = _opened(settings, data)
    # Before anything that opens a socket or a lock: from here on they belong to gevent.
    from gevent import monkey

    monkey.patch_all()
    from server.running import run

    run(settings, folder, bind, settings.serve.port if port is None else port, also)


@main.command()
@click.argument("offices", nargs=-1)
def check(offices: tuple[str, ...]) -> None:
    """Check configurations: every fault at once, exit code 2 when there is one."""
    faulty = False
    for office in offices or SHIPPED:
        try:
            # Those that are shipped are examples: each office writes its own address. serve refuses them without it.
            settings = load(office, to_open=office not in SHIPPED)
            click.echo(f"{office} : configuration correcte")
            for remark in remarks(settings):
                click.echo(f"  {remark}")
            if settings.unread:
                unread = ", ".join(settings.unread)
                click.echo(f"  langues à relire par quelqu'un qui les parle, pas encore proposées : {unread}")
        except ConfigurationFaults as faults:
            faulty = True
            click.echo(str(faults), err=True)
    sys.exit(2 if faulty else 0)


@main.command()
@office_option
@data_option
@demonstration_option
@click.option("--role", type=ROLES, required=True, help="What the device will be.")
@click.option("--place", default="", help="For a counter: its id.")
def pair(office: str, data: Path | None, demonstration: bool, role: str, place: str) -> None:
    """A one-time code (10 minutes) to type on the device, at /pair."""
    settings = _settings(office, demonstration)
    if place and place not in {counter.id for counter in settings.counters}:
        known = ", ".join(counter.id for counter in settings.counters)
        raise click.BadParameter(
            f"{settings.name} n'a pas de guichet {place} (guichets : {known})", param_hint="--place"
        )
    with _access(settings, data) as access:
        code = access.new_code(Role(role), place)
    click.echo(f"{code[:4]} {code[4:]}")
    # Beside the answer, so that a program that reads it gets the code alone.
    click.echo(
        "À taper sur l'appareil, à la page /pair du bureau, dans les dix minutes ; il ne sert qu'une fois.", err=True
    )


@main.command()
@office_option
@data_option
@demonstration_option
def retention(office: str, data: Path | None, demonstration: bool) -> None:
    """Delete now what must not stay: days closed since yesterday, moves of six months ago. A running office does it by itself."""
    from server.journal.events import Journal
    from server.logs import set_up
    from server.office import Office
    from server.running import only_one
    from server.tokens import DayKey

    set_up()
    settings = _settings(office, demonstration)
    folder = data_folder(settings, data) / settings.id
    if not (folder / "journal.db").exists():
        raise click.BadParameter(f"rien n'est gardé dans {folder}", param_hint="--data")
    _opened(settings, data)
    with only_one(folder):
        journal = Journal(folder / "journal.db")
        forgotten = Office(settings, Texts.load(), journal, DayKey(folder / "day.key")).forget()
        journal.close()
    if forgotten is None:
        sys.exit("Rien n'a pu être effacé : le disque ou le fichier ne répond pas (voir le journal du programme).")
    click.echo(
        f"{settings.name} : {forgotten.events} événements, {forgotten.answers} réponses et {forgotten.moves} déplacements"
        " effacés ; les statistiques restent."
    )


@main.group()
def staff() -> None:
    """The people who sign in, by a pseudonym and a PIN."""


@staff.command("add")
@office_option
@data_option
@demonstration_option
@click.option("--name", required=True, help="A pseudonym: Médiatrice 1, Agent 3.")
@click.option("--role", "roles", type=STAFF_ROLES, multiple=True, required=True, help="May be repeated.")
def staff_add(office: str, data: Path | None, demonstration: bool, name: str, roles: tuple[str, ...]) -> None:
    """Add somebody, or give them a new PIN, which is shown once."""
    with _access(_settings(office, demonstration), data) as access:
        click.echo(access.add_staff(name, frozenset(Role(role) for role in roles)))
    click.echo(f"Le code de {name}, à noter maintenant : il ne sera plus montré.", err=True)


@staff.command("remove")
@office_option
@data_option
@demonstration_option
@click.option("--name", required=True)
def staff_remove(office: str, data: Path | None, demonstration: bool, name: str) -> None:
    """They can no longer sign in."""
    with _access(_settings(office, demonstration), data) as access:
        access.remove_staff(name)


def _settings(
    office: str,
    demonstration: bool = False,
    printer_address: str | None = None,
    public_url: str | None = None,
    to_open: bool = False,
) -> OfficeSettings:
    try:
        return load(
            office,
            demonstration=demonstration,
            printer_address=printer_address,
            public_url=public_url,
            to_open=to_open,
        )
    except ConfigurationFaults as faults:
        click.echo(str(faults), err=True)
        sys.exit(2)


def _opened(settings: OfficeSettings, data: Path | None) -> Path:
    """The office's folder; ends the program when it is another kind of office's."""
    try:
        return open_folder(settings, data)
    except WrongFolder as wrong:
        click.echo(str(wrong), err=True)
        sys.exit(2)


@contextlib.contextmanager
def _access(settings: OfficeSettings, data: Path | None) -> Iterator["Access"]:
    """The register of the office's devices and staff."""
    from server.access import Access
    from server.journal.people import People

    people = People(_opened(settings, data) / "people.db")
    try:
        yield Access(people, settings.languages)
    finally:
        people.close()


main.add_command(printer_commands)
main.add_command(demo_data)
main.add_command(voice_commands)


if __name__ == "__main__":
    main()
