"""The manager's pages opened in English, in an office with a past: no French word is left on any of them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from flask.testing import FlaskClient
from records_for import DAY, HOUR, NINE, presence

from config.loading import load
from demonstration.past.calendar import OFFICES, shifts
from demonstration.past.fill import play_office
from demonstration.past.helps import half_days
from mediation.coop import PresenceReason
from mediation.records import Correction
from report.period import Problem
from report.words import PROBLEMS
from report.writing import Writing
from screen.roles import Role
from tests.french_words import french_in, french_of
from tests.report.hosted_offices import Hosted

JUNE = "from=2022-06-01&to=2022-06-30"
PAGES = {
    "/manager": 200,
    "/manager/report?span=everything": 200,
    f"/manager/report?{JUNE}&office=lens": 200,
    "/manager/report?span=everything&mediator=M1": 200,
    f"/manager/report?from={DAY}&to={DAY}": 200,
    "/manager/report?from=2000-02-01&to=2000-02-02": 200,
    "/manager/report/print?span=everything": 200,
    f"/manager/report/print?{JUNE}&office=lens": 200,
    "/manager/report?from=2022-06-31&to=2022-07-01": 422,
    "/manager/report/print?span=today": 422,
    f"/manager/presences?date={DAY}": 200,
    f"/manager/presences?date={DAY}&corrected=p1": 200,
    f"/manager/presences?date={DAY}&corrected=p3": 200,
    "/manager/presences": 200,
    "/manager/presences?date=2999-01-01": 422,
    "/manager/register": 200,
    "/manager/acts": 200,
    "/manager/acts?day=2022-06-14": 200,
    "/manager/nothing": 404,
    "/manager/codes": 405,
}
NAMES = (
    "Hénin-Beaumont",
    "Liévin",
    "Lens",
    "Médiatrice 1",
    "Médiateur 2",
    "Médiatrice 3",
    "Remplaçante",
    "Responsable manager",
)


@pytest.fixture(scope="module")
def offices(tmp_path_factory) -> Iterator[Hosted]:
    """A half-day in fifteen of Lens and of Liévin, and a day with everything that can befall a presence."""
    folder: Path = tmp_path_factory.mktemp("offices")
    planned = list(half_days(shifts({office: load(office).plan().hours for office in OFFICES})))
    for office in ("lens", "lievin"):
        play_office(folder, office, [half for half in planned if half.shift.office == office][::15])
    hosted = Hosted(folder)
    added = Correction("Manager 1", NINE, PresenceReason.REPLACEMENT, None, None)
    changed = Correction("Manager 1", NINE + HOUR, PresenceReason.FORGOT_TO_END, NINE, None, "M2")
    hosted.keep(
        presence(3, corrections=(added, changed)),
        presence(4, office="lievin", id="p2"),
        presence(0, id="p3", mediator="M2"),
        presence(2, id="p4", mediator="M2", left_open=True),
        presence(id="p5", mediator="M3", ended=None),
    )
    yield hosted
    hosted.close()


@pytest.fixture(scope="module")
def english(offices) -> FlaskClient:
    """A manager who reads English."""
    return offices.at(Role.MANAGER, "en")


@pytest.fixture(scope="module")
def french(offices) -> FlaskClient:
    """The same one, who reads French."""
    return offices.at(Role.MANAGER)


@pytest.mark.parametrize("address", PAGES)
def test_no_page_of_the_managers_has_a_french_word_in_english(english, address):
    status, page = _opened(english, address)

    assert status == PAGES[address]
    assert '<html lang="en"' in page
    assert french_in(page, NAMES) == []


@pytest.mark.parametrize("address", PAGES)
def test_the_same_page_in_french_is_found_to_be_french(french, address):
    """The control."""
    status, page = _opened(french, address)

    assert status == PAGES[address]
    assert len(french_in(page, NAMES)) >= 3


def test_a_sentence_that_had_no_english_would_be_found(english):
    """The control, sentence by sentence, each in the first page that shows it; but for words that are French and English."""
    catalogue = {en: fr for fr, en in _catalogue().items() if fr != en and len(fr.split()) > 1}
    met: set[str] = set()
    unseen: list[tuple[str, str]] = []
    for address in PAGES:
        _status, page = _opened(english, address)
        shown = {en: fr for en, fr in catalogue.items() if f">{en}<" in page}
        assert shown, address
        new = [(en, fr) for en, fr in shown.items() if en not in met]
        unseen += [(address, fr) for en, fr in new if not french_in(page.replace(f">{en}<", f">{fr}<"), NAMES)]
        met |= set(shown)

    assert len(met) > 100
    assert unseen == []


@pytest.mark.parametrize("problem", Problem)
def test_what_cannot_be_reported_is_said_in_english(english, problem):
    """Every reason, also one that no page of the list above meets."""
    assert french_of(Writing("en", {}).say(PROBLEMS[problem], part="x")) == []


def test_the_forms_of_the_register_answer_in_english(english, offices):
    for address, form in (
        ("/manager/codes", {"role": "counter", "place": "1"}),
        ("/manager/codes", {"role": "monitor"}),
        ("/manager/codes", {"role": "nothing"}),
        ("/manager/staff", {"name": "Agent 1"}),
        ("/manager/staff", {"name": "", "role": "counter"}),
        ("/manager/staff", {"name": "Agent 1", "role": "counter"}),
        ("/manager/staff", {"name": "Agent 1", "role": "counter"}),
        ("/manager/staff/new-pin", {"name": "Agent 1"}),
        ("/manager/staff/new-pin", {"name": "Agent 2"}),
        ("/manager/staff/remove", {"name": "Agent 1"}),
    ):
        page = english.post(address, data=form, follow_redirects=True).get_data(as_text=True)

        assert '<html lang="en"' in page, (address, form)
        assert french_in(page, NAMES) == [], (address, form)


def test_a_program_and_a_person_are_refused_in_english(english):
    for address, headers in (("/manager/codes", {}), ("/manager/codes", {"Accept": "application/json"})):
        answer = english.get(address, headers=headers)

        assert answer.status_code == 405
        assert french_of(answer.get_data(as_text=True)) == []


def test_the_records_that_are_kept_are_the_coops_whatever_language_the_manager_reads(english, french):
    for form in ("csv", "json"):
        address = f"/manager/report/records.{form}?span=everything"

        assert "individuel" in french.get(address).get_data(as_text=True)
        assert english.get(address).get_data() == french.get(address).get_data()


def _opened(manager: FlaskClient, address: str) -> tuple[int, str]:
    answer = manager.get(address, headers={"Accept": "text/html"})
    return answer.status_code, answer.get_data(as_text=True)


def _catalogue() -> dict[str, str]:
    files = Path("config/texts").glob("*/en.po")
    return {str(each.id): str(each.string) for file in files for each in read_po(file.open("rb")) if each.id}
