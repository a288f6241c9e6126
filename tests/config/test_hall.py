"""Machines, announcements, tags, places and workshops in the configuration."""

import pytest

from config.faults import ConfigurationFaults
from config.loading import SHIPPED, load
from config.texts import Texts
from mediation.coop import WorkshopLevel
from mediation.structures import Structure

RIGHT = """
name = "Essai"
[hours]
monday = ["09:00-12:30"]
[[counters]]
id = "1"
shape = "circle"
main = ["collect", "send", "follow", "money", "phone", "papers"]
"""
HALL = """
[[machines]]
id = "stamps"
name = "Automate"
needs = ["send"]
[[announcements]]
id = "opens"
fr = "Un guichet ouvre."
en = "A counter opens."
[[tags]]
id = "seat"
fr = "Place assise"
"""


@pytest.fixture
def written(tmp_path):
    def write(text):
        path = tmp_path / "essai.toml"
        path.write_text(text, encoding="utf-8")
        return str(path)

    return write


def test_a_tile_at_a_machine_means_its_needs_that_a_machine_solves(written):
    plan = load(written(RIGHT + HALL)).plan()

    assert plan.machines["stamps"].needs == {"stamps", "send_parcel", "registered_letter"}
    assert (plan.announcements, plan.tags) == (("opens",), {"seat"})


def test_a_place_may_be_its_name_alone(written):
    settings = load(written('places = ["France Travail", {id = "caf", name = "CAF", kind = "aide_sociale"}]\n' + RIGHT))

    assert [(p.id, p.name, p.kind) for p in settings.places] == [
        ("france-travail", "France Travail", Structure.OTHER),
        ("caf", "CAF", Structure.SOCIAL_AID),
    ]


def test_every_fault_of_the_hall_is_told(written):
    wrong = HALL.replace('["send"]', '["stamp", "transfer"]').replace('fr = "Place assise"', 'en = "Seat"')
    again = '[[tags]]\nid = "seat"\nfr = "Place"\n[[places]]\nid = "caf"\nname = "CAF"\nkind = "aide_social"\n'
    with pytest.raises(ConfigurationFaults) as caught:
        load(written(RIGHT + wrong + again))

    faults_told = [(fault.key, fault.value) for fault in caught.value.faults]
    assert ('machines["stamps"].needs', '"stamp"') in faults_told
    assert ('machines["stamps"].needs', '"transfer"') in faults_told
    assert ('tags["seat"].fr', "") in faults_told
    assert ("tags", '"seat"') in faults_told
    assert ('places["caf"].kind', '"aide_social"') in faults_told


def test_each_shipped_office_names_its_machines_and_messages():
    for office in SHIPPED:
        settings = load(office)
        assert len(settings.machines) == 2
        assert len(settings.announcements) >= 5
        assert all(place.phone == "" for place in settings.places), "no number that nobody checked"


WORKSHOPS = """
[workshops]
seats = 6
[[workshops.titles]]
id = "scams"
level = "consolidation"
fr = "Reconnaître une arnaque"
[[workshops.places]]
id = "room"
name = "Salle du bureau"
inside = true
"""


def test_an_office_says_which_workshops_it_holds_and_where(written):
    settings = load(written(RIGHT + WORKSHOPS))

    assert settings.mediation_plan().workshops.titles == {"scams": WorkshopLevel.CONSOLIDATION}
    assert settings.mediation_plan().workshops.places == {"room": True}
    assert Texts.load().words("fr", settings)["title.scams"] == "Reconnaître une arnaque"


def test_every_fault_of_the_workshops_is_told(written):
    wrong = WORKSHOPS.replace("fr =", "en =").replace('"consolidation"', '"expert"').replace("seats = 6", "seats = 0")
    twice = '[[workshops.places]]\nid = "room"\nname = "Autre salle"\n'
    with pytest.raises(ConfigurationFaults) as caught:
        load(written(RIGHT + wrong + twice))

    keys = {fault.key for fault in caught.value.faults}
    assert {
        'workshops.titles["scams"].fr',
        'workshops.titles["scams"].level',
        "workshops.seats",
        "workshops.places",
    } <= keys
