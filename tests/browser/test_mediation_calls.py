"""The hall is watched over: a colleague is called and comes, tension is said and judged, the display announces."""

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser
THUMB_PX = 48
TOO_SMALL = """(least) => [...document.querySelectorAll("button, a, summary")]
  .filter((one) => one.checkVisibility() && (one.getBoundingClientRect().height < least || one.getBoundingClientRect().width < least))
  .map((one) => one.textContent.trim() || one.id)"""
BUZZES = """() => { window.buzzes = 0; Object.defineProperty(navigator, "vibrate", { value: () => { window.buzzes += 1; } }); }"""


def _chimes(page: Page) -> int:
    return int(page.evaluate("document.documentElement.dataset.chimes ?? 0"))


def _calls(page: Page):
    return page.locator("#calls > li")


def test_a_call_for_help_is_seen_and_heard_everywhere_but_where_it_was_made(people, program):
    number = program("kiosk")({"type": "TakeTicket", "need": "stamps"})["number"]
    first, two, console = people.counter("1"), people.counter("2"), people.console()
    console.set_viewport_size({"width": 360, "height": 740})
    console.evaluate(BUZZES)
    # What is open over the page does not hide a call.
    console.locator("#queue > li", has_text=str(number)).locator(".open").click()

    first.get_by_role("button", name="Appeler un collègue").click()

    for page in (two, console):
        expect(_calls(page)).to_contain_text("Le guichet 1 appelle un collègue")
        expect(_calls(page).get_by_role("button", name="J'arrive")).to_be_visible()
        assert _chimes(page) == 1
    assert console.evaluate("window.buzzes") == 1
    assert console.evaluate(TOO_SMALL, THUMB_PX) == []
    expect(_calls(first)).to_contain_text("Vous avez appelé un collègue")
    expect(_calls(first).get_by_role("button", name="J'arrive")).to_be_hidden()
    assert _chimes(first) == 0

    console.get_by_role("button", name="J'arrive").click()

    for page in (first, two, console):
        expect(_calls(page)).to_contain_text("Démonstration arrive")
    assert [_chimes(page) for page in (first, two, console)] == [1, 1, 1], "who called hears that somebody comes"
    two.reload()
    expect(_calls(two)).to_contain_text("Démonstration arrive")
    first.get_by_role("button", name="C'est fini").click()
    for page in (first, two, console):
        expect(_calls(page)).to_have_count(0)
    assert _chimes(two) == 0, "what was there when the page opened is only shown"


def test_who_asks_at_the_kiosk_while_no_mediator_is_there_is_heard_at_the_counters(people, program):
    kiosk, counter = program("kiosk"), people.counter("1")
    expect(counter.locator("#call")).to_be_visible()

    number = kiosk({"type": "TakeTicket", "need": "help"})["number"]

    expect(_calls(counter)).to_contain_text(f"Le {number} demande une personne à la borne")
    assert _chimes(counter) == 1
    counter.get_by_role("button", name="J'arrive").click()
    expect(_calls(counter)).to_contain_text("Démonstration arrive")


def test_tension_is_said_with_its_causes_and_judged_and_the_display_announces(people):
    console, display = people.console(), people.display()
    console.set_viewport_size({"width": 360, "height": 740})
    console.locator("#places").get_by_role("link", name="Salle").click()
    climate = console.locator('.reading[data-key="climate"]')
    expect(climate).to_contain_text("Calme")
    for name in ("Tension dans la salle", "Opération impossible", "Réclamation sur l'ordre"):
        console.get_by_role("button", name=name).click()
        expect(console.locator("#toast")).to_contain_text(f"Signalé : {name}")

    alert = console.locator("#alerts > li")
    expect(alert).to_contain_text("Climat de la salle : À surveiller")
    expect(climate).to_contain_text("Tension signalée : 1 fois")
    expect(climate.get_by_role("button", name="Remonter la file")).to_be_visible()
    assert console.evaluate(TOO_SMALL, THUMB_PX) == []
    alert.get_by_role("button", name="Fausse alerte").click()
    expect(alert.get_by_role("button", name="Fausse alerte")).to_have_attribute("aria-pressed", "true")
    expect(console.locator('[data-goes="hall"] .count')).to_be_hidden()

    message = console.locator("#announcements > li", has_text="Vous pouvez vous asseoir")
    message.get_by_role("button", name="Annoncer").click()
    expect(message).to_contain_text("encore 10 min")
    on_display = display.get_by_text("Vous pouvez vous asseoir : votre place est gardée.")
    expect(on_display).to_be_visible()
    message.get_by_role("button", name="Retirer").click()
    expect(on_display).to_be_hidden()
    climate.get_by_role("button", name="Remonter la file").click()
    expect(console.locator("#tension-climate")).to_have_text("Climat : à surveiller")
