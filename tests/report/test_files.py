"""The exported records: the Coop's columns and values, whatever program opens them."""

import csv
import io
import json
import re
import shutil
import subprocess
from pathlib import Path

import msgspec
import pytest
from records_for import DAY, NINE, helped, workshop

from mediation.coop import (
    AgeBand,
    Autonomy,
    Equipment,
    Gender,
    Nature,
    SocialStatus,
    Theme,
)
from mediation.details import Counts
from mediation.structures import Structure
from report.files import COLUMNS, as_csv, as_xlsx
from report.participations import BY_CLOCK, Place, participations
from screen.roles import Role

HEADS = [
    "Date", "Enregistré le", "Dernière modification le", "Type", "Participants", "Bénéficiaire",
    "Canaux d'accompagnement", "Nom du lieu", "Adresse", "Commune", "Code postal", "Code Insee", "Durée (min)",
    "Nom de l'atelier", "Matériel numérique utilisé", "Thématique(s) d'accompagnement", "Tags",
    "Nom de la démarche administrative", "Niveau d'autonomie (ou de l'atelier)", "Bénéficiaire réorienté",
    "Structure de redirection", "Commune du bénéficiaire", "Code postal du bénéficiaire", "Code Insee du bénéficiaire",
    "Genre", "Tranche d'âge", "Statut du bénéficiaire", "Notes supplémentaires", "ID CRA",
]  # fmt: skip
"""The columns of the Coop's own export, in its order."""
LENS = Place("La Poste, bureau de Lens", commune="Lens", postal_code="62300", insee_code="62498")
FULL = helped(
    Nature.DIGITAL_HELP,
    15,
    themes=(Theme.HELP_WITH_PROCEDURES, Theme.MONEY_AND_TAXES),
    equipment=(Equipment.PHONE,),
    autonomy_before=Autonomy.FULLY_ACCOMPANIED,
    autonomy_after=Autonomy.PARTLY,
    reoriented=Structure.HELP_WITH_PROCEDURES,
    procedure="income-tax",
    genre=Gender.FEMALE,
    tranche_age=AgeBand.FROM_70,
    statut_social=SocialStatus.RETIRED,
)
WORKSHOP = workshop(counts=Counts(3, {Gender.FEMALE: 2}, {AgeBand.FROM_60: 1}, {}), recorded=NINE + 7_200_000)


def _rows(*accompaniments, workshops=()):
    words = {"procedure.income-tax": "Déclaration de revenus", "title.first-steps": "Premiers pas"}
    return participations(accompaniments, workshops, {"lens": LENS}, words, "Europe/Paris")


def _read(written):
    return list(csv.DictReader(io.StringIO(written.decode("utf-8-sig")), delimiter=";"))


def test_the_columns_are_those_of_the_coop_in_its_order():
    assert [head for head, _value in COLUMNS] == HEADS


def test_an_accompaniment_has_the_exact_values():
    (row,) = _read(as_csv(_rows(FULL)))

    assert {head: value for head, value in row.items() if value} == {
        "Date": DAY,
        "Enregistré le": "2022-06-14 09:15",
        "Type": "individuel",
        "Participants": "1",
        "Bénéficiaire": "anonyme",
        "Canaux d'accompagnement": "lieu_activite",
        "Nom du lieu": "La Poste, bureau de Lens",
        "Commune": "Lens",
        "Code postal": "62300",
        "Code Insee": "62498",
        "Durée (min)": "15",
        "Matériel numérique utilisé": "telephone",
        "Thématique(s) d'accompagnement": "aide_aux_demarches_administratives\nargent_impots",
        "Tags": "digital_help",
        "Nom de la démarche administrative": "Déclaration de revenus",
        "Niveau d'autonomie (ou de l'atelier)": "partiellement_autonome",
        "Bénéficiaire réorienté": "Oui",
        "Structure de redirection": "aide_aux_demarches_administratives",
        "Genre": "feminin",
        "Tranche d'âge": "soixante_dix_plus",
        "Statut du bénéficiaire": "retraite",
        "ID CRA": "lens-a1",
    }


def test_a_workshop_has_a_row_for_each_person_who_came_and_says_no_more_than_was_counted():
    rows = _read(as_csv(_rows(workshops=[WORKSHOP, workshop(0), workshop(5, cancelled=True)])))

    assert [row["Participants"] for row in rows] == ["1 sur 3", "2 sur 3", "3 sur 3"]
    assert {row["Type"] for row in rows} == {"collectif"}
    assert {
        (row["Durée (min)"], row["Nom de l'atelier"], row["Niveau d'autonomie (ou de l'atelier)"]) for row in rows
    } == {("120", "Premiers pas", "debutant")}
    assert [row["Genre"] for row in rows] == ["feminin", "feminin", "non_communique"]
    assert [row["Tranche d'âge"] for row in rows] == ["soixante_soixante_neuf", "non_communique", "non_communique"]
    assert {row["Statut du bénéficiaire"] for row in rows} == {"non_communique"}


def test_a_french_spreadsheet_reads_the_accents_and_the_columns_of_the_csv():
    written = as_csv(_rows(FULL))

    assert written.startswith("\ufeffDate;Enregistré le;".encode())
    assert written.count(b"\r\n") == 2


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r"])
def test_no_text_is_a_formula(sign, tmp_path):
    rows = participations([FULL], [], {"lens": Place(f"{sign}HYPERLINK(A1)")}, {}, "Europe/Paris")

    assert _read(as_csv(rows))[0]["Nom du lieu"].startswith(f"'{sign}".replace("\r", "\r"))
    book = _unzipped(as_xlsx(rows), tmp_path)
    assert "<f>" not in book
    assert f"'{sign}HYPERLINK" in book.replace("_x000D_", "\r") or sign == "\r"


def test_json_has_the_same_rows_with_the_names_of_the_coop(hosted):
    hosted.keep(FULL, WORKSHOP)

    answer = hosted.at(Role.MANAGER).get(f"/manager/report/records.json?from={DAY}&to={DAY}")

    rows = json.loads(answer.data)
    assert [row["type"] for row in rows] == ["individuel", "collectif", "collectif", "collectif"]
    first = rows[0]
    assert (first["duree"], first["oriente_vers_structure"], first["materiel"]) == (15, True, ["telephone"])
    assert first["thematiques"] == ["aide_aux_demarches_administratives", "argent_impots"]


def test_every_file_says_the_title_and_the_place_of_a_workshop_in_the_offices_own_words(hosted, tmp_path):
    outside = msgspec.structs.replace(WORKSHOP, title="digiposte", inside=False, place="centre-social")
    hosted.keep(outside)
    manager = hosted.at(Role.MANAGER)
    files = {form: manager.get(f"/manager/report/records.{form}?from={DAY}&to={DAY}").data for form in ("csv", "xlsx")}

    rows = _read(files["csv"])

    assert [(row["Nom de l'atelier"], row["Nom du lieu"]) for row in rows] == [
        ("Digiposte, mon coffre-fort", "Centre social")
    ] * 3
    book = _unzipped(files["xlsx"], tmp_path)
    assert "Digiposte, mon coffre-fort" in book
    assert "Centre social" in book


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("office=lens", "accompagnements_lens_2022-06-14_2022-06-14"),
        ("", "accompagnements_3-bureaux_2022-06-14_2022-06-14"),
    ],
)
def test_a_file_is_named_after_its_office_and_days(hosted, question, name):
    manager = hosted.at(Role.MANAGER)

    for form in ("csv", "xlsx", "json"):
        answer = manager.get(f"/manager/report/records.{form}?from={DAY}&to={DAY}&{question}")
        assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}.{form}"'


def test_nothing_names_the_mediator(hosted):
    hosted.keep(FULL, WORKSHOP)
    manager = hosted.at(Role.MANAGER)

    for form in ("csv", "json"):
        assert "M1" not in manager.get(f"/manager/report/records.{form}?from={DAY}&to={DAY}").get_data(as_text=True)


@pytest.mark.slow
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_file_opens_in_libreoffice_and_says_the_same(form, tmp_path):
    rows = _rows(FULL, workshops=[WORKSHOP])
    written = {"csv": as_csv, "xlsx": as_xlsx}[form](rows)

    assert _through_libreoffice(written, form, tmp_path) == _cells(as_csv(rows))


@pytest.mark.slow
def test_libreoffice_would_have_changed_what_the_coop_writes(tmp_path):
    """The control of the test above: it sees a value that the office suite reads as another."""
    theirs = as_csv(_rows(workshops=[WORKSHOP])).replace(b"1 sur 3", b"1/3")

    read = _through_libreoffice(theirs, "csv", tmp_path)

    assert read != _cells(theirs)
    assert read[1][4] != "1/3"


def _cells(written: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(written.decode("utf-8-sig")), delimiter=";"))


def _through_libreoffice(written: bytes, form: str, folder: Path) -> list[list[str]]:
    """The cells as the office suite reads them, from a CSV that it wrote itself."""
    office = shutil.which("soffice")
    assert office, "no LibreOffice: run tools/readers.sh"
    (folder / f"sent.{form}").write_bytes(written)
    into = folder / "read"
    # 59: semicolon, 34: quote, 76: UTF-8; dates as ISO through the cells' own format, numbers as shown.
    command = [
        office,
        "--headless",
        f"-env:UserInstallation=file://{folder}/profile",
        "--convert-to",
        "csv:Text - txt - csv (StarCalc):59,34,76,1,,0,false,true,false",
    ]
    if form == "csv":
        command.append("--infilter=Text - txt - csv (StarCalc):59,34,76,1,,0,false,true,false")
    subprocess.run(
        [*command, "--outdir", str(into), str(folder / f"sent.{form}")], check=True, capture_output=True, timeout=100
    )
    # What it took for a moment in time, it writes with seconds.
    return [
        [re.sub(r"(\d\d:\d\d):00$", r"\1", cell) for cell in row] for row in _cells((into / "sent.csv").read_bytes())
    ]


def _unzipped(book: bytes, folder: Path) -> str:
    (folder / "book.xlsx").write_bytes(book)
    shutil.unpack_archive(folder / "book.xlsx", folder / "book", "zip")
    return "".join(re.sub(r"\s+$", "", p.read_text("utf-8")) for p in sorted((folder / "book").rglob("*.xml")))


def test_a_help_that_the_clock_recorded_says_so_in_every_file():
    by_clock = msgspec.structs.replace(FULL, confirmed=False)
    confirmed, marked = (participations([help_], [], {"lens": LENS}, {}, "Europe/Paris") for help_ in (FULL, by_clock))

    assert confirmed[0].tags == (Nature.DIGITAL_HELP,)
    assert marked[0].tags == (Nature.DIGITAL_HELP, BY_CLOCK)
    assert BY_CLOCK in as_csv(marked).decode("utf-8-sig")
    assert BY_CLOCK not in as_csv(confirmed).decode("utf-8-sig")
