"""The mediator says too late that the day is over; the manager corrects the hours, and the report counts what is true."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from config.loading import load
from config.texts import Texts
from flow.commands import EndPresence, StartPresence
from flow.tickets import Actor
from server.folders import leave_mark
from server.journal.journal import Journal
from server.office import Office
from server.time.clock import Machine, business_day, now_ms
from server.tokens import DayKey

pytestmark = pytest.mark.browser
PARIS = ZoneInfo("Europe/Paris")
MINUTE = 60_000


@pytest.fixture
def today():
    """The business day, as its date; hours of it are corrected below, so that a few minutes of it must have gone by."""
    day = business_day(now_ms(), "Europe/Paris")
    if business_day(now_ms() - 3 * MINUTE, "Europe/Paris") != day:
        pytest.skip("the business day began a moment ago: it has no hours to correct yet")
    return date.fromisoformat(day)


@pytest.fixture
def bureau(tmp_path, more, office_of, today):
    """Lens: the day before, somebody forgot to say that they left; today a mediator is there since 3 in the morning."""
    dawn = datetime(today.year, today.month, today.day, 3, tzinfo=PARIS)
    eve = dawn - timedelta(days=1)
    moments = [
        (eve.replace(hour=9), Actor("console", "Médiatrice 1"), StartPresence()),
        (eve.replace(hour=12), Actor("console", "Médiatrice 1"), EndPresence()),
        (eve.replace(hour=13, minute=30), Actor("console", "Médiatrice 1"), StartPresence()),
        (dawn, Actor("console", "Démonstration"), StartPresence()),
    ]
    at = [round(moments[0][0].timestamp() * 1000)]
    folder = tmp_path / "demonstration" / "lens"
    leave_mark(folder)
    journal = Journal(folder / "journal.db", durable=False)
    office = Office(
        load("lens"), Texts.load(), journal, DayKey(folder / "day.key"), Machine(lambda: at[0], lambda: at[0])
    )
    for place, (moment, by, command) in enumerate(moments):
        at[0] = round(moment.timestamp() * 1000)
        office.open_day()
        assert office.handle(command, by, "before", f"key-{place:08}").ok
    journal.close()
    started = office_of(tmp_path, *more)
    yield started
    assert started.stop() == 0


def test_the_mediator_ends_late_and_the_manager_corrects(people, today):
    console, manager = people.console(), people.at("/manager", 1280, 800)
    console.goto("/console#/office")
    expect(console.locator("#my-day")).to_contain_text("Depuis 03:00")
    # One tap by mistake ends nothing: it says what a second one does.
    console.get_by_role("button", name="Là depuis 03:00").click()
    expect(console.locator("#toast")).to_contain_text("Touchez encore pour finir votre vacation")
    expect(console.locator("#my-day")).to_contain_text("Depuis 03:00")
    console.get_by_role("button", name="Je pars ?").click()
    expect(console.locator("#my-day")).to_contain_text("Terminé à")

    manager.get_by_role("link", name="Vérifier leurs heures").click()
    manager.get_by_role("link", name="Lendemain").click()
    line = manager.locator(".periods > li")
    expect(line).to_contain_text("Démonstration")
    too_long = manager.locator("#total").inner_text()
    line.locator("summary").click()
    form = line.locator("form")

    # What cannot be is said, and what was typed is still there.
    form.get_by_label("Fin", exact=True).fill("03:01")
    form.get_by_label("Début").fill("03:02")
    form.get_by_role("button", name="Corriger").click()
    expect(form.get_by_role("alert")).to_have_text("La fin est avant le début.")
    form.get_by_label("Début").fill("03:00")
    form.get_by_role("button", name="Corriger").click()
    expect(form.get_by_role("alert")).to_have_text("Choisissez pourquoi.")
    expect(form.get_by_label("Fin", exact=True)).to_have_value("03:01")
    form.get_by_label("Pourquoi").select_option(label="La fin a été oubliée, ou touchée trop tard")
    form.get_by_role("button", name="Corriger").click()

    expect(manager.get_by_text("C'est noté : Démonstration, de 03:00 à 03:01.")).to_be_visible()
    expect(line.locator(".traces")).to_contain_text(
        "par Démonstration. La fin a été oubliée, ou touchée trop tard. Avant"
    )
    expect(manager.locator("#total")).not_to_have_text(too_long)
    manager.get_by_role("link", name="Le rapport de ce jour").click()
    expect(manager.locator(".four .number").first).to_have_text("1\u00a0min")
    assert manager.url.endswith(f"from={today}&to={today}")


def test_hours_that_the_clock_guessed_are_confirmed_or_corrected(people):
    manager = people.at("/manager", 1280, 800)
    manager.get_by_role("link", name="Vérifier leurs heures").click()
    left = manager.locator(".periods > li", has_text="Fin oubliée")
    before = manager.locator("#total").inner_text()
    left.locator("summary").click()
    form = left.locator("form")
    expect(form.get_by_label("Fin", exact=True)).to_be_focused()

    # The same mediator cannot be there twice at once: the office says so.
    form.get_by_label("Début").fill("11:00")
    form.get_by_role("button", name="Corriger").click()
    expect(form.get_by_role("alert")).to_contain_text("Médiatrice 1 a déjà une vacation à ces heures")
    form.get_by_label("Début").fill("13:30")
    form.get_by_label("Fin", exact=True).fill("16:30")
    form.get_by_role("button", name="Corriger").click()

    expect(manager.locator("#total")).to_have_text("6\u00a0h")
    assert before != "6\u00a0h"
    expect(manager.locator(".to-check")).to_have_count(0)

    # A replacement, that nobody had started; then it turns out to be another person's.
    manager.get_by_text("Ajouter une vacation").click()
    added = manager.locator(".add form")
    added.get_by_label("Médiateur").fill("Médiateur 2")
    added.get_by_label("Début").fill("09:00")
    added.get_by_label("Fin", exact=True).fill("10:00")
    added.get_by_label("Pourquoi").select_option(label="Remplacement : une autre personne était là")
    added.get_by_role("button", name="Ajouter").click()
    second = manager.locator(".periods > li", has_text="Médiateur 2")
    expect(second.locator(".traces")).to_contain_text("Elle n'était pas notée avant.")

    # Whoever is there now says so on the console: nobody else begins a period for them that has no end.
    manager.get_by_role("link", name="Lendemain").click()
    running = manager.locator(".periods > li", has_text="En cours")
    running.locator("summary").click()
    running.get_by_label("Médiateur").fill("Médiateur 2")
    running.get_by_label("Pourquoi").select_option(label="Remplacement : une autre personne était là")
    running.get_by_role("button", name="Corriger").click()
    expect(running.get_by_role("alert")).to_contain_text("C'est une autre personne : dites aussi l'heure de la fin.")
