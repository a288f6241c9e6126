"""The hand-out sheets: the shipped ones can be followed by anybody; whatever is wrong in an office's own is told, all at once."""

import pytest

from config.faults import ConfigurationFaults
from config.loading import SHIPPED, load
from config.pictogram_files import pictograms
from config.sheets import MOST_STEPS

OFFICE = """
name = "Essai"
sheets = "fiches"
[hours]
monday = ["09:00-12:30"]
[[counters]]
id = "1"
shape = "circle"
main = ["collect", "send", "follow", "money", "phone", "papers"]
"""
RIGHT = """+++
needs = ["track"]
pictogram = "track"
+++
# Suivre une lettre

- Le numéro de suivi
1. Ouvrez internet. En haut, tapez
   ceci : laposte.fr/suivi
2. Écrivez le numéro.
> Ne payez jamais.
"""


@pytest.fixture
def office(tmp_path):
    """An office with sheets of its own: file name → text."""

    def written(**sheets: str) -> str:
        (tmp_path / "fiches").mkdir(exist_ok=True)
        for name, text in sheets.items():
            (tmp_path / "fiches" / f"{name.replace('_', '-')}.md").write_text(text, encoding="utf-8")
        (tmp_path / "essai.toml").write_text(OFFICE, encoding="utf-8")
        return str(tmp_path / "essai.toml")

    return written


def _faults(office: str) -> set[tuple[str, str, str, str]]:
    with pytest.raises(ConfigurationFaults) as caught:
        load(office)
    return {(fault.file, fault.key, fault.value, fault.problem) for fault in caught.value.faults}


@pytest.mark.parametrize("office", SHIPPED)
def test_every_office_has_the_six_shipped_sheets_each_for_a_need_of_its_own(office):
    settings = load(office)

    assert len(settings.sheets) == 6
    for sheet in settings.sheets:
        assert sheet.needs
        assert set(sheet.needs) <= set(settings.needs)
        assert sheet.pictogram in pictograms()


def test_a_shipped_sheet_is_as_short_and_plain_as_falc_asks():
    for sheet in load("lens").sheets:
        assert 4 <= len(sheet.steps) <= MOST_STEPS
        assert sheet.have
        assert sheet.mind
        for step in sheet.steps:
            # One action, in sentences of fifteen words at most.
            sentences = step.replace("?", ".").replace("!", ".").split(".")
            assert max(len(sentence.split()) for sentence in sentences) <= 15, step
            assert "cliqu" not in step.lower(), "one touches a telephone"


def test_no_mark_begins_a_line_and_no_telephone_number_is_cut():
    texts = [text for sheet in load("lens").sheets for text in (*sheet.have, *sheet.steps, *sheet.mind)]
    assert any("0\u00a0892\u00a0705\u00a0705" in text for text in texts)
    assert [text for text in texts if any(f" {mark}" in text for mark in ":;?!»")] == []


def test_an_office_may_have_sheets_of_its_own(office):
    (sheet,) = load(office(suivre_lettre=RIGHT)).sheets

    assert (sheet.id, sheet.title, sheet.needs) == ("suivre-lettre", "Suivre une lettre", ("track",))
    assert sheet.steps[0] == "Ouvrez internet. En haut, tapez ceci\u00a0: laposte.fr/suivi"
    assert (sheet.have, sheet.mind) == (("Le numéro de suivi",), ("Ne payez jamais.",))


def test_a_sheet_that_a_windows_editor_saved_is_read(office):
    (sheet,) = load(office(suivre_lettre="\ufeff" + RIGHT.replace("\n", "\r\n"))).sheets

    assert (sheet.title, len(sheet.steps)) == ("Suivre une lettre", 2)


def test_all_faults_of_all_sheets_are_told_at_once_with_a_suggestion(office):
    head = RIGHT.replace('"track"]', '"trak"]').replace('"track"', '"truck"').replace("+++\n#", 'need = "x"\n+++\n#')
    body = RIGHT.replace("2. ", "4. ").replace("- Le", "Le").replace("# Suivre", "Suivre")
    faults = _faults(office(head=head, body=body, bare="# Sans tête\n"))

    by_place = {(file, key): (value, problem) for file, key, value, problem in faults}
    assert "track" in by_place["fiches/head.md", "needs"][1]
    assert by_place["fiches/head.md", "needs"][0] == '"trak"'
    assert "track" in by_place["fiches/head.md", "pictogram"][1]
    assert "needs" in by_place["fiches/head.md", "need"][1]
    assert by_place["fiches/body.md", "ligne 10"] == ('"4."', "l'étape 2 est attendue ici")
    assert by_place["fiches/body.md", "ligne 7"][0] == '"Le numéro de suivi"'
    assert by_place["fiches/body.md", "titre"][1] == "une fiche a un titre, et un seul : # Suivre un colis"
    assert by_place["fiches/bare.md", "étapes"][0] == "0"
    assert "+++" in by_place["fiches/bare.md", ""][1]


@pytest.mark.parametrize(
    ("was", "now", "key", "problem"),
    [
        ("2. Écrivez le numéro.", "\n".join(f"{n}. Pas {n}." for n in range(2, 11)), "étapes", "de 1 à 8 étapes"),
        ("Écrivez le numéro.", "Écrivez " * 20, "étape 2", "140 caractères"),
        ("# Suivre une lettre", "# " + "Suivre " * 10, "titre", "48 caractères"),
        ("# Suivre une lettre", "# Un\n# Deux", "titre", "un seul"),
        ("2. Écrivez le numéro.", "2. Pareil.\n3. Pareil.", "étapes", "2 fois"),
        ('["track"]', '"track"', "needs", "une liste est attendue"),
        ('pictogram = "track"', "", "pictogram", "cette clé manque"),
        ('pictogram = "track"', "pictogram = ", "", "ce n'est pas du TOML"),
    ],
)
def test_each_fault_says_where_it_is_and_what_to_do(office, was, now, key, problem):
    assert was in RIGHT
    faults = _faults(office(fiche=RIGHT.replace(was, now)))

    assert any(
        at == ("fiches/fiche.md", key) and problem in sentence for *at_, sentence in faults for at in [tuple(at_[:2])]
    )


def test_a_folder_that_is_not_there_or_empty_and_a_name_that_makes_no_address_are_faults(office, tmp_path):
    path = office(Été="x")
    assert any("petites lettres" in problem for *_, problem in _faults(path))
    (tmp_path / "fiches" / "Été.md").unlink()
    assert {problem for *_, problem in _faults(path)} == {"ce dossier ne contient aucune fiche (.md)"}
    (tmp_path / "fiches").rename(tmp_path / "fiche")
    assert any("fiche" in problem and key == "sheets" for _file, key, _value, problem in _faults(path))


def test_a_shipped_sheet_goes_without_the_needs_that_an_office_does_not_have(tmp_path):
    (tmp_path / "needs.toml").write_text(
        '[help]\npictogram = "help"\nroutes = ["mediator"]\nminutes = 2\nfr = "Aide"\n'
        '[[tiles]]\nid = "one"\npictogram = "package"\nfr = "Un"\n'
        '[[tiles.needs]]\nid = "track"\npictogram = "package"\nroutes = ["counter"]\nminutes = 3\nfr = "Seul"\n',
        encoding="utf-8",
    )
    text = OFFICE.replace('sheets = "fiches"', 'needs = "needs.toml"')
    text = text.replace('"collect", "send", "follow", "money", "phone", "papers"', '"track"')
    (tmp_path / "essai.toml").write_text(text, encoding="utf-8")

    assert {need for sheet in load(str(tmp_path / "essai.toml")).sheets for need in sheet.needs} == {"track"}
