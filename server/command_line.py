"""The command `allervers`."""

import os
import sys
from importlib.metadata import entry_points
from pathlib import Path

import click

from config.certificate import door_worries
from config.faults import ConfigurationFaults
from config.loading import SHIPPED, load
from config.remarks import remarks
from config.serving import LOOPBACK
from config.settings import OfficeSettings
from server.audit_commands import audit
from server.copies.command import backup
from server.day_command import day
from server.folders import data_folder, keep_to_oneself, open_folder
from server.options import data_option, demonstration_option, in_words, office_option, settings_of, tls_options
from server.paper.commands import printer_commands
from server.parent import Parent, wanted
from server.register_commands import REGISTER_COMMANDS
from server.restore_command import restore_command
from server.storage_faults import StorageFaults, fault_of_folder
from server.voice.commands import voice_commands

OTHERS = "allervers.commands"


class Commands(click.Group):
    """Ours, and those of packages that an office can do without: what is looked for only when none of ours has the name."""

    def list_commands(self, context: click.Context) -> list[str]:
        """All names."""
        return sorted({*super().list_commands(context), *entry_points(group=OTHERS).names})

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        """The command of this name, None for none."""
        ours = super().get_command(context, name)
        if ours is not None:
            return ours
        others = entry_points(group=OTHERS, name=name)
        return next((command for other in others if isinstance(command := other.load(), click.Command)), None)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
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
@click.option(
    "--bind",
    help="Address to listen on, in place of the configuration's; 0.0.0.0 for the office's network, or unix:PATH.",
)
@tls_options
@click.option("--no-parent", is_flag=True, help="Do not start the office again when it ends: a service manager does.")
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
    no_parent: bool,
    **doors: object,
) -> None:
    """Run an office until SIGTERM; started again when it ends otherwise or stands still, unless systemd does that."""
    if demonstration:
        printer_address = printer_address or "virtual"
    options = {"bind": bind, "port": port} | doors
    settings = settings_of(office, demonstration, printer_address, public_url, options, to_open=True)
    if settings.demonstration and settings.serve.bind not in LOOPBACK:
        raise click.UsageError("--demonstration pairs everybody who opens its page: it listens on this machine only.")
    folder = _opened(settings, data)
    _say_doors(settings, office, also)

    def serve_it(pipe: int = 0, port: int = 0) -> None:
        # Before anything that opens a socket or a lock: from here on they belong to gevent.
        from gevent import monkey

        monkey.patch_all()
        from server.pulse import Pulse
        from server.running import run

        # In the office's own process: what its parent knew when it began.
        run(with_port(settings, port), folder, also, Pulse(pipe) if pipe else None, parent.ends if pipe else {})

    parent = Parent(serve_it)
    if no_parent or not wanted(os.environ):
        serve_it()
    else:
        sys.exit(parent.run())


@main.command()
@click.argument("offices", nargs=-1)
def check(offices: tuple[str, ...]) -> None:
    """Check configurations: every fault at once, exit code 2 when there is one."""
    faulty = False
    for office in offices or SHIPPED:
        try:
            # Those that are shipped are examples: each office writes its own address. serve refuses them without it.
            settings = load(office, to_open=office not in SHIPPED)
            worries = door_worries(settings, office)
            click.echo(f"{office} : configuration correcte")
            for remark in remarks(settings):
                click.echo(f"  {remark}")
            for worry in worries:
                click.echo(f"  {worry}", err=True)
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
def retention(office: str, data: Path | None, demonstration: bool) -> None:
    """Delete now what must not stay: days closed since yesterday, moves of six months ago. A running office does it by itself."""
    from server.copies.ages import Moment
    from server.copies.sweeping import sweep
    from server.logs import set_up
    from server.opening import open_stopped, stands_there
    from server.recovery.starting import JOURNAL, named
    from server.running import only_one
    from server.time.clock import elapsed_ms, this_boot

    set_up()
    settings = settings_of(office, demonstration)
    folder = data_folder(settings, data) / settings.id
    if not stands_there(settings, folder):
        raise click.BadParameter(f"rien n'est gardé dans {folder}", param_hint="--data")
    _opened(settings, data)
    with only_one(folder), in_words(), open_stopped(settings, folder) as opened, named(folder / JOURNAL):
        forgotten, doubted = opened.forget(), opened.state.doubt is not None
        # What the office forgot is in no copy either.
        now, first_kept = opened.now(), opened.forgetting.first_kept(opened.state, opened.now())
        sweep(folder, Moment(now, not doubted, this_boot(), elapsed_ms(), first_kept))
    if doubted:
        sys.exit("Rien n'est effacé : l'horloge de cette machine n'est pas sûre. Regardez-la : allervers day")
    if forgotten is None:
        sys.exit("Rien n'a pu être effacé : le disque ou le fichier ne répond pas (voir le journal du programme).")
    click.echo(
        f"{settings.name} : {forgotten.events} événements, {forgotten.answers} réponses et {forgotten.moves} déplacements"
        " effacés ; les statistiques restent."
    )


def with_port(settings: OfficeSettings, port: int) -> OfficeSettings:
    """The same office on the port that its screens know, when it took any free one before. port 0: as configured."""
    if not port or settings.serve.port:
        return settings
    return settings.model_copy(update={"serve": settings.serve.model_copy(update={"port": port})})


def _say_doors(settings: OfficeSettings, office: str, also: tuple[str, ...]) -> None:
    """What somebody should know of how the office is reached; ends the program when its certificate cannot be served."""
    from server.logs import tell

    try:
        for worry in door_worries(settings, office, also):
            tell(worry)
    except ConfigurationFaults as faults:
        click.echo(str(faults), err=True)
        sys.exit(2)


def _opened(settings: OfficeSettings, data: Path | None) -> Path:
    """The office's folder; ends the program when it is another kind of office's, or cannot be used."""
    with in_words():
        try:
            return open_folder(settings, data)
        except OSError as error:
            raise StorageFaults([fault_of_folder(data_folder(settings, data) / settings.id, str(error))]) from error


main.add_command(printer_commands)
main.add_command(audit)
main.add_command(day)
main.add_command(backup)
main.add_command(restore_command)
main.add_command(voice_commands)
for command in REGISTER_COMMANDS:
    main.add_command(command)


if __name__ == "__main__":
    main()
