"""The mediator walks up the queue: checks what people have, sends to the machine, keeps a place; nobody loses theirs."""

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser
THUMB_PX = 48
TOO_SMALL = """(least) => [...document.querySelectorAll("button, a, summary")]
  .filter((one) => one.checkVisibility() && (one.getBoundingClientRect().height < least || one.getBoundingClientRect().width < least))
  .map((one) => one.textContent.trim() || one.id)"""


def _numbers(console: Page) -> list[str]:
    return console.locator("#queue > li .number").all_inner_texts()


def _open(console: Page, number: str) -> None:
    console.locator(".cards > li", has=console.locator(".number", has_text=number)).locator(".open").click()


def _targets_fit_a_thumb(console: Page) -> None:
    assert console.evaluate(TOO_SMALL, THUMB_PX) == []


def test_sent_to_the_machine_and_it_fails_the_person_is_back_at_their_place(people, program):
    kiosk, console, counter = program("kiosk"), people.console(), people.counter("1")
    numbers = [str(kiosk({"type": "TakeTicket", "need": "stamps", "route": "counter"})["number"]) for _ in range(3)]
    console.set_viewport_size({"width": 360, "height": 740})
    expect(console.locator("#queue > li")).to_have_count(3)
    _targets_fit_a_thumb(console)

    _open(console, numbers[0])
    _targets_fit_a_thumb(console)
    console.locator("#ticket-dialog summary", has_text="Étiquettes").click()
    console.locator("#ticket-dialog").get_by_role("button", name="Temps long").click()
    console.locator("#ticket-dialog").get_by_role("button", name="À l'automate").click()
    machine = console.locator("#ticket-dialog .machine-line")
    expect(machine).to_contain_text("Automate d'affranchissementEn ordre")
    _targets_fit_a_thumb(console)
    machine.get_by_role("button", name="Seul").click()
    expect(console.locator("#at_machine > li .number")).to_have_text(numbers[0])
    expect(console.locator("#at_machine > li")).to_contain_text("Temps long")
    expect(console.locator("#queue > li")).to_have_count(2)
    _open(console, numbers[0])
    console.locator("#ticket-dialog").get_by_role("button", name="N'a pas marché").click()

    expect(console.locator("#toast")).to_contain_text(f"{numbers[0]} : a repris sa place")
    expect(console.locator("#queue > li")).to_have_count(3)
    assert _numbers(console) == numbers
    counter.locator("#call").click()
    expect(counter.locator("#call-who")).to_contain_text(numbers[0])


def test_a_document_is_missing_the_person_knows_what_to_fetch_and_finds_their_place_again(people, program):
    kiosk, console = program("kiosk"), people.console()
    numbers = [str(kiosk({"type": "TakeTicket", "need": "proxy_pickup"})["number"]) for _ in range(3)]
    console.set_viewport_size({"width": 360, "height": 740})

    _open(console, numbers[1])
    sheet = console.locator("#ticket-dialog")
    sheet.get_by_role("button", name="Document manquant").click()
    sheet.get_by_role("button", name="Une pièce d'identité").click()
    expect(sheet.locator('[data-is="tell"]')).to_contain_text("la procuration signée")
    expect(sheet.locator('[data-is="tell"]')).not_to_contain_text("pièce d'identité")
    _targets_fit_a_thumb(console)
    sheet.get_by_role("button", name="Garder sa place").click()

    kept = console.locator('[data-group="parked"]')
    kept.locator("summary").click()
    expect(kept).to_contain_text("Revient avec un document")
    expect(kept).to_contain_text("la procuration signée")
    assert _numbers(console) == [numbers[0], numbers[2]]
    _open(console, numbers[1])
    sheet.get_by_role("button", name="Le document est là").click()

    expect(console.locator("#queue > li")).to_have_count(3)
    assert _numbers(console) == numbers


def test_a_machine_out_of_order_is_said_once_and_nobody_is_sent_to_it(people, program):
    kiosk, console, counter = program("kiosk"), people.console(), people.counter("1")
    console.set_viewport_size({"width": 360, "height": 740})
    first, second = (str(kiosk({"type": "TakeTicket", "need": "stamps"})["number"]) for _ in range(2))
    sheet = console.locator("#ticket-dialog")
    machine = sheet.locator(".machine-line")

    # With the mediator at the machine: help begins with it.
    _open(console, first)
    sheet.get_by_role("button", name="À l'automate").click()
    machine.get_by_role("button", name="Avec moi").click()
    expect(console.locator("#running > li")).to_contain_text(first)
    console.locator("#places").get_by_role("link", name="File").click()
    _open(console, second)
    sheet.get_by_role("button", name="À l'automate").click()
    expect(machine).to_contain_text(f"Occupé : {first}")

    # The agent at the counter sees that it is out of order: the choice under the thumb changes at once.
    counter.get_by_role("button", name="Automates").click()
    counter.locator('[data-machine="stamps-machine"]').get_by_role("button", name="Signaler la panne").click()
    expect(machine).to_contain_text("En panne")
    expect(machine.get_by_role("button", name="Seul")).to_be_disabled()

    sheet.get_by_role("button", name="Fermer").click()
    console.locator("#places").get_by_role("link", name="Bureau").click()
    expect(console.locator("#my-day")).to_contain_text("Touchez « Je suis là »")
    console.get_by_role("button", name="Je suis là").click()
    expect(console.locator("#toast")).to_contain_text("Votre vacation commence")
    expect(console.locator("#my-day")).to_contain_text("Aujourd'hui : 0 min")
    broken = console.locator("#machines > li", has_text="Automate d'affranchissement")
    _targets_fit_a_thumb(console)
    broken.get_by_role("button", name="Remettre en ordre").click()
    expect(broken).to_contain_text(f"Occupé : {first}")
    console.get_by_role("button", name="Bloquer la borne").click()
    console.locator("#places").get_by_role("link", name="File").click()
    expect(console.locator('[data-goes="office"] .count')).to_have_text("1")
