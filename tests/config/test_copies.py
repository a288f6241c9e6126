"""[copies]: where the daily copy goes too; what is wrong there is said in French, with its key and its value."""

from pathlib import Path

import pytest

from config.copy_words import no_copy, no_second, size
from config.faults import ConfigurationFaults
from config.loading import load

LENS = Path("config/offices/lens.toml").read_text(encoding="utf-8")
HOUR = 3_600_000


@pytest.fixture
def office(tmp_path):
    """Lens with a table [copies], its data in /srv/bureaux."""

    def write(line):
        path = tmp_path / "essai.toml"
        path.write_text(LENS.replace('data = "data"', 'data = "/srv/bureaux"') + f"\n[copies]\n{line}\n", "utf-8")
        return str(path)

    return write


def faults(office):
    with pytest.raises(ConfigurationFaults) as caught:
        load(office)
    return [(fault.key, fault.value, fault.problem) for fault in caught.value.faults]


def test_without_it_there_is_no_second_folder(office):
    assert load("lens").copies.second_folder is None
    assert load(office("")).copies.second_folder is None


def test_a_whole_path_is_right(office):
    assert load(office('second_folder = "/media/copies"')).copies.second_folder == "/media/copies"


@pytest.mark.parametrize(
    ("line", "value", "problem"),
    [
        ('second_folder = "copies"', '"copies"', "peut-être « /media/copies » ?"),
        ('second_folder = "~/copies"', '"~/copies"', "peut-être « /media/copies » ?"),
        ('second_folder = ""', '""', "le chemin entier d'un dossier est attendu"),
        ("second_folder = 3", "3", "le chemin entier d'un dossier est attendu"),
        ('second_folder = "/media/../srv"', '"/media/../srv"', "sans « .. »"),
        ('second_folder = "/srv/bureaux/copies"', '"/srv/bureaux/copies"', "d'un autre disque"),
        ('second_folder = "/srv/bureaux"', '"/srv/bureaux"', "d'un autre disque"),
    ],
)
def test_each_fault_is_named_with_what_to_write(office, line, value, problem):
    ((key, written, sentence),) = faults(office(line))
    assert (key, written) == ("copies.second_folder", value)
    assert problem in sentence


def test_a_key_that_is_nearly_right_is_proposed(office):
    ((key, _written, sentence),) = faults(office('second_foldr = "/media/copies"'))
    assert key == "copies.second_foldr"
    assert "vouliez-vous dire « second_folder » ?" in sentence


def test_the_age_of_the_last_copy_is_never_more_than_is_true():
    assert "depuis plus d'une heure" in no_copy(HOUR + 1, "room")
    assert "depuis plus d'une heure" in no_copy(2 * HOUR - 1, "room")
    assert "depuis plus de 2 heures" in no_copy(2 * HOUR, "room")
    assert "depuis plus de 2 jours" in no_copy(50 * HOUR, "room")
    assert "jusqu'ici" in no_copy(None, "room")
    assert "depuis" not in no_second(HOUR - 1, "missing", "/media/copies")
    assert "depuis plus de 3 heures" in no_second(3 * HOUR, "missing", "/media/copies")


def test_sizes_are_said_as_people_say_them():
    assert [size(12), size(45_000), size(3_240_000)] == ["1 ko", "45 ko", "3,2 Mo"]
