"""allervers demo-data: a past to look at, in a folder of its own."""

import sys
from pathlib import Path

import click

from demonstration.past.calendar import OFFICES
from demonstration.past.fill import RealOffice, check_empty, fill
from server.folders import DEMONSTRATION, of_demonstration


@click.command("demo-data")
@click.option(
    "--data",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    help="Folder to fill: new, or with other offices of demonstration data.",
)
@click.option(
    "--office", "offices", type=click.Choice(OFFICES), multiple=True, help="May be repeated; all three by default."
)
def demo_data(data: Path, offices: tuple[str, ...]) -> None:
    """Fill offices with a plausible June 2021 – February 2023, to see the report with figures.

    The three together have the totals of the mission: 1 184 hours, 2 364 individual digital accompaniments, 48 % and 52 %.
    It takes about a minute. A folder that holds a real office is left alone.
    """
    chosen = offices or OFFICES
    click.echo("De juin 2021 à février 2023, demi-journée par demi-journée ; comptez une minute environ.")
    try:
        check_empty(data, chosen)
        fill(data / DEMONSTRATION, chosen, lambda office: click.echo(f"{office} : fait"))
    except RealOffice as real_office:
        click.echo(_refusal(real_office), err=True)
        sys.exit(1)
    click.echo(f"Pour voir le rapport : allervers serve --office {chosen[0]} --demonstration --data {data}")
    click.echo("puis, dans le navigateur, « Le responsable », « Le rapport », « Depuis le début ».")


def _refusal(real_office: RealOffice) -> str:
    if real_office.played:
        return f"{real_office.folder} a déjà été rempli. Effacez ce dossier pour le remplir de nouveau, ou choisissez-en un autre."
    if of_demonstration(real_office.folder):
        return f"{real_office.folder} est celui d'une démonstration déjà commencée. Effacez-le, ou choisissez-en un autre avec --data."
    return (
        f"{real_office.folder} contient un vrai bureau : des données d'essai fausseraient son rapport. "
        "Choisissez un dossier neuf avec --data."
    )
