"""What every command asks in the same words: which office, where its data stands; and how an office is reached."""

import contextlib
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import click

from config.faults import ConfigurationFaults
from config.loading import load
from config.settings import OfficeSettings
from server.folders import WrongFolder
from server.storage_faults import StorageFaults

office_option = click.option(
    "--office",
    default="lens",
    show_default=True,
    help="A shipped office (lens, lievin, henin-beaumont) or a TOML file.",
)
demonstration_option = click.option(
    "--demonstration", is_flag=True, help="Of the demonstration, which keeps a folder of its own."
)
data_option = click.option(
    "--data", type=click.Path(path_type=Path), help="Folder of what is kept, in place of the configuration's."
)


def settings_of(
    office: str,
    demonstration: bool = False,
    printer_address: str | None = None,
    public_url: str | None = None,
    serve: Mapping[str, object] | None = None,
    to_open: bool = False,
) -> OfficeSettings:
    """The settings of an office; an option that was not given is None. Its faults are shown on stderr, and the program ends with 2."""
    options = {key: value for key, value in (serve or {}).items() if value is not None}
    try:
        return load(
            office,
            demonstration=demonstration,
            printer_address=printer_address,
            public_url=public_url,
            serve=options,
            to_open=to_open,
        )
    except ConfigurationFaults as faults:
        click.echo(str(faults), err=True)
        sys.exit(2)


@contextlib.contextmanager
def in_words() -> Iterator[None]:
    """A folder that is another kind of office's, or a fault of what the office keeps, ends the program with its sentences."""
    try:
        yield
    except WrongFolder as wrong:
        click.echo(str(wrong), err=True)
        sys.exit(2)
    except StorageFaults as faults:
        click.echo(str(faults), err=True)
        sys.exit(faults.exit_code)


def tls_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """How an office is reached; each in place of the same word of the configuration's [serve]."""
    for option in reversed(_TLS):
        command = option(command)
    return command


_TLS = (
    click.option(
        "--certificate", metavar="FILE", help="The office answers over https with this certificate (PEM), and --key."
    ),
    click.option("--key", metavar="FILE", help="The certificate's private key (PEM)."),
    click.option(
        "--public-certificate", is_flag=True, default=None, help="Every telephone knows who signed the certificate."
    ),
    click.option(
        "--phone-port",
        type=int,
        help="Where telephones read their ticket without https. 0: any free port. [8080 with a certificate]",
    ),
    click.option(
        "--trusted-proxy", metavar="ADDRESS", help="The one address whose X-Forwarded-… headers are believed; or unix."
    ),
)
