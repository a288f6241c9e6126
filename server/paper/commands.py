"""allervers printer …: a test page, how a printer is, the models that are known, the virtual printer; without the office."""

import subprocess
import sys
from pathlib import Path

import click

from config.addresses import parse
from config.loading import printer_models
from config.serving import phone_port
from config.settings import PrinterSettings
from config.spans import VIRTUAL
from config.texts import Texts
from printer.layout import escpos_bytes
from printer.paper import Outcome, PrinterModel
from printer.transport import print_paper, probe
from server.options import settings_of
from server.paper.trial import trial_paper

PRINT_S = 20.0
"""Nobody waits at a kiosk here: a slow printer may take its time."""


def printer_model(printer: PrinterSettings) -> PrinterModel:
    """What the configuration says of a printer, as the printing part takes it."""
    return PrinterModel(
        name=printer.model,
        dots=printer.dots,
        charcode=printer.charcode,
        confirm=printer.confirm,
        cut=printer.cut,
        presenter=printer.presenter,
    )


@click.group("printer")
def printer_commands() -> None:
    """Ticket printers: test page, state, known models, virtual printer."""


@printer_commands.command("models")
def models() -> None:
    """The models that are known, to be named in the configuration (model = "…")."""
    for name, model in printer_models().items():
        cut = "massicot" if model.get("cut", True) else "sans massicot"
        facts = f"{model['dots']} points, ESC t {model['charcode']}, preuve : {model['confirm']}, {cut}"
        click.echo(f"{name:<18} {model['name']}\n{'':<18} {facts}")


@printer_commands.command("status")
@click.option("--office", default="lens", show_default=True, help="A shipped office or a TOML file.")
@click.option("--address", help="One printer by its address, in place of the office's.")
def status(office: str, address: str | None) -> None:
    """How each printer is, and what to do; exit code 1 when one does not print."""
    settings = settings_of(office, printer_address=address)
    words = Texts.load().words("fr", settings)
    bad = False
    for printer in settings.printers[:1] if address else settings.printers:
        if printer.address == VIRTUAL:
            click.echo(f"{printer.name} : virtuelle, elle vit avec le bureau (allervers printer virtual en ouvre une)")
            continue
        state = probe(parse(printer.address), cut=printer.cut)
        bad = bad or state.value not in ("ready", "near_end")
        click.echo(f"{printer.name} ({printer.address}) : {words[f'printer.{state.value}']}")
    sys.exit(1 if bad else 0)


@printer_commands.command("test")
@click.option("--office", default="lens", show_default=True, help="A shipped office or a TOML file.")
@click.option("--name", "wanted", help="Which printer; without it, the first.")
@click.option("--address", help="Its address, in place of the configuration's.")
def test(office: str, wanted: str | None, address: str | None) -> None:
    """Print a test page and say what became of it; exit code 1 unless it was printed."""
    settings = settings_of(office, printer_address=address)
    named = [configured for configured in settings.printers if wanted in (None, configured.name)]
    if not named:
        names = ", ".join(configured.name for configured in settings.printers)
        raise click.BadParameter(f"pas d'imprimante {wanted} (imprimantes : {names})", param_hint="--name")
    printer = named[0]
    if printer.address == VIRTUAL:
        raise click.UsageError("l'imprimante virtuelle vit avec le bureau : essayez depuis la page du responsable.")
    # Without a public address no code is printed: one that leads to this machine would be read as a fault of the printer.
    url = settings.public_url or ""
    if url and phone_port(settings.serve) is not None:
        url += "/t/essai"  # where telephones are answered
    data = escpos_bytes(trial_paper(settings, printer.name, url), printer_model(printer))
    became = print_paper(parse(printer.address), data, printer_model(printer), PRINT_S)
    sentence = Texts.load().words("fr", settings)[f"paper.{became.outcome.value}"]
    reason = f" ({became.reason})" if became.reason else ""
    click.echo(f"{printer.name} ({printer.address}) : {sentence}{reason}, {became.took_ms} ms")
    sys.exit(0 if became.outcome in (Outcome.PRINTED, Outcome.SENT_UNCONFIRMED) else 1)


@printer_commands.command("virtual")
@click.option("--port", default=9100, show_default=True, help="Where it prints, on this machine.")
@click.option("--page-port", default=9180, show_default=True, help="Its page: the paper, and a switch for each fault.")
@click.option("--folder", type=click.Path(path_type=Path), default=Path("data/papers"), show_default=True)
@click.option("--dots", type=click.Choice(["576", "512", "384"]), default="576", show_default=True)
def virtual(port: int, page_port: int, folder: Path, dots: str) -> None:
    """A printer without hardware, on port 9100, with a page that shows the paper and breaks it on demand."""
    click.echo(f"Imprimante virtuelle : tcp://127.0.0.1:{port} ; sa page : http://localhost:{page_port}", err=True)
    command = [
        sys.executable,
        "-m",
        "demonstration.virtual_printer",
        "--port",
        str(port),
        "--page-port",
        str(page_port),
    ]
    sys.exit(subprocess.run([*command, "--folder", str(folder), "--dots", dots], check=False).returncode)
