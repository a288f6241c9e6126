"""The manager reads the report of a past, keeps the records, and prints two sides for the buyer."""

import re

import pytest
from playwright.sync_api import expect

from config.loading import load
from demonstration.past.calendar import OFFICES, shifts
from demonstration.past.fill import play_office
from demonstration.past.helps import half_days
from tests.french_words import french_of

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]
A4_PT = (595, 842)
NAMES = (
    "Lens",
    "Liévin",
    "Hénin-Beaumont",
    "Médiatrice 1",
    "Médiateur 2",
    "Médiatrice 3",
    "Remplaçante",
    "Démonstration",
    "démonstration",
)
"""Of offices and people; those of the demonstration too."""


@pytest.fixture
def bureau(tmp_path, more, office_of):
    """Three offices with a past: a half-day in six of each."""
    planned = list(half_days(shifts({office: load(office).plan().hours for office in OFFICES})))
    for office in OFFICES:
        play_office(tmp_path / "demonstration", office, [half for half in planned if half.shift.office == office][::6])
    started = office_of(tmp_path, *more)
    yield started
    assert started.stop() == 0


def test_from_todays_page_to_two_sides_of_paper(people):
    manager = people.at("/manager", 1280, 800)

    manager.get_by_role("link", name="Le rapport").click()
    manager.get_by_role("button", name="Depuis le début").click()
    expect(manager.locator(".four .number")).to_have_count(4)
    shown = manager.locator(".four .number").all_inner_texts()
    assert re.fullmatch(r"\d+ h", shown[0].replace("\u00a0", " "))
    assert _whole(shown[2]) + _whole(shown[3]) == 100

    with manager.expect_download() as kept:
        manager.get_by_role("link", name="Excel").click()
    assert kept.value.suggested_filename.startswith("accompagnements_3-bureaux_2021-06")

    manager.get_by_role("link", name="Imprimer").click()
    expect(manager.locator(".side")).to_have_count(2)
    printed = manager.locator(".four .number").all_inner_texts()
    # Of the same months; a month of an office with 1 to 4 people is not in the sum that is published.
    assert [printed[0], *printed[2:]] == [shown[0], *shown[2:]]
    assert 0 < _whole(printed[1]) <= _whole(shown[1])
    for question in ("span=everything", "span=everything&office=lens", "from=2022-03-01&to=2022-03-31"):
        manager.goto(f"/manager/report/print?{question}")
        assert _left_over(manager) == [0, 0], question
        assert _sheets(manager.pdf(prefer_css_page_size=True)) == [A4_PT, A4_PT]


def test_a_manager_who_reads_english_prints_two_sides_too_and_sees_no_french(people):
    manager = people.at("/manager", 1280, 800)
    assert french_of(manager.locator("body").inner_text(), NAMES), "the control"
    manager.request.get("/?lang=en")

    for page in ("/manager", "/manager/report?span=everything", "/manager/presences", "/manager/register"):
        manager.goto(page)
        expect(manager.locator("h1")).to_be_visible()
        assert french_of(manager.locator("body").inner_text(), NAMES) == [], page
    for question in ("span=everything", "span=everything&office=lens", "from=2022-03-01&to=2022-03-31"):
        manager.goto(f"/manager/report/print?{question}")
        assert french_of(manager.locator("body").inner_text(), NAMES) == [], question
        assert _left_over(manager) == [0, 0], question
        assert _sheets(manager.pdf(prefer_css_page_size=True)) == [A4_PT, A4_PT]


def test_what_does_not_fit_on_a_side_is_seen(people):
    """The control of the story above."""
    manager = people.at("/manager/report/print?span=everything", 1280, 800)
    manager.locator(".side").first.evaluate(
        "side => side.append(...Array(30).fill().map(() => document.createElement('h1')))"
    )

    manager.locator(".side h1").last.evaluate("one => one.textContent = 'x'")
    assert _left_over(manager)[0] > 0


def _left_over(page):
    """Pixels of each side that its sheet cuts off."""
    return page.locator(".side").evaluate_all("sides => sides.map(side => side.scrollHeight - side.clientHeight)")


def _sheets(pdf):
    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf)
    return [(round(float(width)), round(float(height))) for width, height in boxes]


def _whole(percent):
    return int(percent.split()[0])
