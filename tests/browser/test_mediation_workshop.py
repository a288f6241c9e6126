"""Story 5: a full workshop, its waiting list, a freed seat, and the paper with date and place for whoever got it; attendance."""

import io
import re
import subprocess
import time
import urllib.request
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser
MINUTE = 60_000
THUMB_PX = 48
TOO_SMALL = """(least) => [...document.querySelectorAll("button, a, summary, select, input")]
  .filter((one) => one.checkVisibility() && (one.getBoundingClientRect().height < least || one.getBoundingClientRect().width < least))
  .map((one) => one.textContent.trim() || one.id)"""
MONTHS = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
]


def _sheet(console: Page):
    return console.locator("#workshop")


def _tap(console: Page, name: str, within: str = "#workshop") -> None:
    console.locator(within).get_by_role("button", name=name, exact=True).click()


def _code(console: Page, after: str) -> str:
    """The code that is told, once this sentence stands over it."""
    expect(_sheet(console).locator('[data-is="person"]')).to_contain_text(after)
    return _sheet(console).locator(".code").inner_text()


def _rows(console: Page, name: str):
    return _sheet(console).locator(f'[data-list="{name}"] > li')


def _plan_by_hand(console: Page, day: datetime) -> None:
    console.locator("#places").get_by_role("link", name="Ateliers").click()
    console.get_by_role("button", name="Planifier un atelier").click()
    form = console.locator("#planning")
    form.get_by_label("Quel atelier ?").select_option("digiposte")
    form.get_by_label("Où ?").select_option("centre-social")
    form.get_by_label("Quel jour ?").fill(day.date().isoformat())
    for _seat in range(6):
        _tap(console, "Une place de moins", "#planning")
    assert console.evaluate(TOO_SMALL, THUMB_PX) == []
    _tap(console, "Planifier", "#planning")


def _asks_whether_they_leave(console: Page, code: str) -> None:
    _rows(console, "seated").filter(has_text=code).locator(".open").click()
    _tap(console, "Ne vient plus")


def _keeps_who_has_left(console: Page, code: str) -> None:
    _tap(console, "Garder sa place")
    expect(_rows(console, "seated").first).to_be_visible()
    expect(_sheet(console).locator("[data-live]")).to_have_text(f"{code} ne vient plus")


MOMENTS = """async (asked) => {
  const { momentOf } = await import(`/assets/${document.documentElement.dataset.pages}/console/static/days.js`);
  return asked.map(([day, time]) => new Date(momentOf(day, time)).toISOString().slice(0, 16));
}"""


def _on_days_when_the_clocks_change(console: Page) -> None:
    """An hour of the form is the office's, whatever zone the device is in."""
    typed = [("2026-03-28", "14:00"), ("2026-03-29", "03:30"), ("2026-10-25", "01:30"), ("2026-10-25", "14:00")]
    moments = ["2026-03-28T13:00", "2026-03-29T01:30", "2026-10-24T23:30", "2026-10-25T13:00"]
    assert console.evaluate(MOMENTS, typed) == moments


def test_a_freed_seat_goes_to_the_first_who_waits_with_a_paper_that_says_when_and_where(people, bureau, program):
    kiosk, colleague = program("kiosk"), program("console")
    number = kiosk({"type": "TakeTicket", "need": "client_space"})["number"]
    here, other = people.console(), people.console()
    day = datetime.now(ZoneInfo("Europe/Paris")) + timedelta(days=3)
    _plan_by_hand(here, day)
    _on_days_when_the_clocks_change(here)

    # One has no ticket, one has; then it is full, and a third waits.
    here.locator(".workshop", has_text="2 places libres sur 2").click()
    _tap(here, "Inscrire une personne")
    first = _code(here, "C'est inscrit")
    _tap(here, "Fermer")
    here.locator("#places").get_by_role("link", name="File").click()
    here.locator("#queue .open").click()
    _tap(here, "Inscrire à un atelier", "#ticket-dialog")
    here.locator("#ticket-dialog").get_by_role("button", name="1 place libre sur 2").click()
    expect(_sheet(here)).to_contain_text(f"Le ticket {number} garde sa place dans la file.")
    second = _code(here, "C'est inscrit")
    _tap(here, "Fermer")
    expect(here.locator("#queue > li")).to_have_count(1)
    other.goto("/console#/workshops")
    card = other.locator(".workshop")
    expect(card).to_contain_text("Centre social, hors du bureau")
    expect(card).to_contain_text("Complet")
    waits = colleague({"type": "SignUp", "workshop": card.locator("..").get_attribute("data-key")})["code"]
    expect(card).to_contain_text("Complet, 1 en attente")

    # Another console gives the seat back: whose it is now is told, and everybody sees it.
    here.goto("/console#/workshops")
    here.locator(".workshop").click()
    expect(_rows(here, "waits").locator(".open")).to_have_text(f"{waits}1re personne de la liste")
    # … also while it asks the same question of the one who has just left.
    _asks_whether_they_leave(here, first)
    card.click()
    assert other.evaluate(TOO_SMALL, THUMB_PX) == []
    _asks_whether_they_leave(other, first)
    expect(_sheet(other)).to_contain_text(f"Sa place va tout de suite à {waits}")
    _tap(other, "Oui, ne vient plus")
    assert _code(other, f"{first} ne vient plus. La place est maintenant à :") == waits
    expect(_rows(here, "seated").locator(".number")).to_have_text([second, waits])
    _keeps_who_has_left(here, first)
    expect(_rows(here, "seated").nth(1)).to_contain_text("A eu une place libérée")
    expect(_rows(here, "waits")).to_have_count(0)
    expect(card).to_contain_text("1 place à annoncer")
    _rows(here, "seated").nth(1).locator(".open").click()
    _tap(here, "La personne le sait")
    expect(_rows(here, "seated").nth(1)).not_to_contain_text("A eu une place libérée")
    expect(card.locator(".to-tell")).to_be_hidden()

    bureau.papers(1)
    _tap(other, "Imprimer son bulletin")
    expect(_sheet(other)).to_contain_text(f"Le bulletin de {waits} est sorti.")
    paper = _read(bureau, bureau.papers(2)[0])
    date = f"{day.day} {MONTHS[day.month - 1]} {day.year}"
    for words in (
        "Digiposte, mon coffre-fort",
        date,
        "De 14 h 00 à 16 h 00",
        "Centre social",
        "Votre place est gardée",
    ):
        assert _as_read(words) in paper


def test_whoever_is_there_is_marked_without_wifi_and_counted_in_the_report(people, bureau, program):
    people.link_may_break = True
    colleague, client = program("console"), program("kiosk")
    workshop, codes = _full_of_six(colleague, client)
    on_foot = people.console(url=bureau.line.url)
    on_foot.goto("/console#/workshops")
    on_foot.locator(".workshop").click()
    expect(_rows(on_foot, "seated")).to_have_count(6)

    # Outside the office there is no Wi-Fi: who came is kept, a seat cannot be given.
    bureau.line.cut()
    for code in codes[:5]:
        _tap(on_foot, f"{code} est là")
    expect(_rows(on_foot, "seated").first).to_contain_text("Pas encore envoyé : est là")
    _tap(on_foot, f"{codes[5]} n'est pas là")
    _tap(on_foot, "Mettre en liste d'attente")
    expect(_sheet(on_foot).locator("[data-live]")).to_contain_text("Pas de liaison : cela ne peut pas attendre.")
    colleague({"type": "SignOff", "workshop": workshop, "code": codes[5]})
    bureau.line.mend()

    refused = on_foot.locator("#refused")
    expect(refused).to_contain_text(f"Pas fait : {codes[5]} n'est pas là")
    refused.get_by_role("button", name="C'est vu").click()
    expect(_sheet(on_foot).locator('[data-present="true"][aria-pressed="true"]')).to_have_count(5)

    _tap(on_foot, "Enregistrer l'atelier")
    expect(_sheet(on_foot).locator('[data-is="total"]')).to_have_text("5")
    _sheet(on_foot).locator("summary", has_text="Genre").click()
    for _woman in range(5):
        _tap(on_foot, "Une personne de plus : Femme")
    expect(_sheet(on_foot).get_by_role("button", name="Une personne de plus : Homme")).to_be_disabled()
    assert on_foot.evaluate(TOO_SMALL, THUMB_PX) == []
    _tap(on_foot, "Enregistrer : 5 personnes")
    expect(on_foot.locator(".workshop")).to_contain_text("5 personnes venues")

    manager = people.at("/manager/report?span=everything", 1280, 800)
    section = manager.locator("section", has=manager.locator("#workshops"))
    expect(section).to_contain_text(re.compile(r"1\s*tenu"))
    expect(section).to_contain_text(re.compile(r"5\s*présences"))
    with manager.expect_download() as kept:
        manager.get_by_role("link", name="CSV").click()
    rows = kept.value.path().read_text(encoding="utf-8-sig").splitlines()
    assert len([row for row in rows if ";collectif;" in row and "Digiposte, mon coffre-fort" in row]) == 5


def _full_of_six(colleague, client) -> tuple[str, list[str]]:
    """A workshop that begins now, and the codes of six people who came in with a ticket."""
    now = int(time.time() * 1000)
    command = {"type": "PlanWorkshop", "title": "digiposte", "place": "salle-du-bureau", "starts": now, "seats": 6}
    workshop = colleague(command)["made"]
    tickets = [client({"type": "TakeTicket", "need": "help"})["ticket"] for _ in range(6)]
    signed = [colleague({"type": "SignUp", "workshop": workshop, "ticket": ticket}) for ticket in tickets]
    return workshop, [participant["code"] for participant in signed]


def _read(bureau, name: str) -> str:
    """What a program of others reads on the paper."""
    with urllib.request.urlopen(f"{bureau.url}/demonstration/paper/{name}") as answer:
        picture = Image.open(io.BytesIO(answer.read())).convert("L")
    large = bureau.folder / "slip.png"
    picture.resize((picture.width * 2, picture.height * 2)).save(large)
    command = ["tesseract", str(large), "-", "--dpi", "400", "-l", "fra", "--psm", "6"]
    return _as_read(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def _as_read(text: str) -> str:
    """On one line; our zero with its slash is a six for that program."""
    return re.sub(r"\s+", " ", text).replace("0", "6")
