"""The records as files: CSV and XLSX for people with a spreadsheet, JSON for programs. The same rows in each.

The columns are those of the Coop's own export, in its order. They and their values are French whatever language the person reads: they
are data, which the Coop imports by these names. A text that a spreadsheet would take for a formula gets an
apostrophe before it (OWASP, CSV injection), although every text here comes from a closed list or the office's configuration.
"""

import csv
import io
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

import msgspec
import xlsxwriter

from report.participations import ANONYMOUS, Participation

COLUMNS: tuple[tuple[str, Callable[[Participation], Any]], ...] = (
    ("Date", lambda p: date.fromisoformat(p.date)),
    ("Enregistré le", lambda p: p.enregistre_le),
    ("Dernière modification le", lambda p: p.modifie_le),
    ("Type", lambda p: p.type),
    # The Coop writes « 1/3 », which a spreadsheet that opens a CSV takes for the first of March.
    ("Participants", lambda p: "1" if p.type == "individuel" else f"{p.rank} sur {p.of}"),
    ("Bénéficiaire", lambda p: ANONYMOUS),
    ("Canaux d'accompagnement", lambda p: p.type_lieu),
    ("Nom du lieu", lambda p: p.lieu.name),
    ("Adresse", lambda p: p.lieu.address),
    ("Commune", lambda p: p.lieu.commune),
    ("Code postal", lambda p: p.lieu.postal_code),
    ("Code Insee", lambda p: p.lieu.insee_code),
    ("Durée (min)", lambda p: p.duree),
    ("Nom de l'atelier", lambda p: p.titre_atelier),
    ("Matériel numérique utilisé", lambda p: p.materiel),
    ("Thématique(s) d'accompagnement", lambda p: p.thematiques),
    ("Tags", lambda p: p.tags),
    ("Nom de la démarche administrative", lambda p: p.demarche),
    ("Niveau d'autonomie (ou de l'atelier)", lambda p: p.niveau_atelier or p.autonomie),
    ("Bénéficiaire réorienté", lambda p: "Oui" if p.oriente_vers_structure else "Non"),
    ("Structure de redirection", lambda p: p.structure_de_redirection),
    ("Commune du bénéficiaire", lambda p: ""),
    ("Code postal du bénéficiaire", lambda p: ""),
    ("Code Insee du bénéficiaire", lambda p: ""),
    ("Genre", lambda p: p.genre),
    ("Tranche d'âge", lambda p: p.tranche_age),
    ("Statut du bénéficiaire", lambda p: p.statut_social),
    ("Notes supplémentaires", lambda p: ""),
    ("ID CRA", lambda p: p.id),
)
"""Each column's head, and what stands in it. Where the person lives and notes are never kept: those columns stay empty."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_csv(rows: Iterable[Participation]) -> bytes:
    """UTF-8 with a mark (without it a French Excel reads « Ã© »), semicolons (its list separator), CRLF; ISO dates."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([head for head, _value in COLUMNS])
    writer.writerows([plain(value(row)) for _head, value in COLUMNS] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def as_xlsx(rows: Iterable[Participation]) -> bytes:
    """One sheet: heads that stay in sight and filter; dates and minutes are numbers. A text is never a formula or a link."""
    file = io.BytesIO()
    options = {"in_memory": True, "constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(file, options)
    head, day = book.add_format({"bold": True, "text_wrap": True}), book.add_format({"num_format": "yyyy-mm-dd"})
    sheet = book.add_worksheet("Accompagnements")
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, len(COLUMNS) - 1, 18)
    sheet.write_row(0, 0, [name for name, _value in COLUMNS], head)
    last = 0
    for last, row in enumerate(rows, start=1):
        for column, (_name, value) in enumerate(COLUMNS):
            what = value(row)
            if isinstance(what, date):
                sheet.write_datetime(last, column, what, day)
            elif isinstance(what, int):
                sheet.write_number(last, column, what)
            elif text := plain(what):
                sheet.write_string(last, column, text)
    sheet.autofilter(0, 0, last, len(COLUMNS) - 1)
    book.close()
    return file.getvalue()


def as_json(rows: Iterable[Participation]) -> bytes:
    """A list of objects with the names of the Coop's interface."""
    return msgspec.json.format(msgspec.json.encode(list(rows)), indent=1)


def plain(value: Any) -> str:
    """One cell as text; several values on lines of their own, as the Coop does; never a formula."""
    text = "\n".join(value) if isinstance(value, tuple) else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text
