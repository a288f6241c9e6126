"""What every command asks in the same words: which office, and where its data stands."""

from pathlib import Path

import click

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
