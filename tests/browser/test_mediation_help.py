"""The mediator accompanies: from a ticket to a record in two taps, corrected the same day; a short help on the way."""

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser
THUMB_PX = 48
TOO_SMALL = """(least) => [...document.querySelectorAll("button, a, summary")]
  .filter((one) => one.checkVisibility() && (one.getBoundingClientRect().height < least || one.getBoundingClientRect().width < least))
  .map((one) => one.textContent.trim() || one.id)"""


class Thumb:
    """A thumb that counts its taps."""

    def __init__(self, console: Page) -> None:
        self.console = console
        self.taps = 0

    def taps_on(self, name: str, within: str = "body") -> None:
        self.console.locator(within).get_by_role("button", name=name, exact=True).click()
        self.taps += 1


def _open(console: Page, number: int) -> None:
    console.locator(".cards > li", has=console.locator(".number", has_text=str(number))).locator(".open").click()


def test_from_a_ticket_to_its_record_in_two_taps_and_corrected_the_same_day(people, program):
    kiosk, console = program("kiosk"), people.console()
    console.set_viewport_size({"width": 360, "height": 740})
    number = kiosk({"type": "TakeTicket", "need": "transfer"})["number"]
    _open(console, number)
    # A transfer is tried with the mediator first: that is the button in sun.
    expect(console.locator("#ticket-dialog .thumb .action")).to_have_text("Avec moi")
    console.locator("#ticket-dialog").get_by_role("button", name="Avec moi").click()
    running, recorded = console.locator("#running > li"), console.locator("#recorded > li")
    expect(running).to_contain_text(f"{number}Faire un virementdepuis 0 min")
    assert console.evaluate(TOO_SMALL, THUMB_PX) == []

    # Whoever goes while a help runs is told of it; nothing has ended yet.
    presence = console.locator("#presence")
    presence.click()
    expect(presence).to_contain_text("Là depuis")
    presence.click()
    expect(console.locator("#toast")).to_contain_text("Une aide n'est pas enregistrée")
    expect(running).to_have_count(1)

    thumb = Thumb(console)
    thumb.taps_on("Terminer", "#running")
    expect(console.locator('#record [data-pick="nature"] [aria-pressed="true"]')).to_have_text("Aide numérique")
    assert console.evaluate(TOO_SMALL, THUMB_PX) == []
    thumb.taps_on("Enregistrer", "#record")

    expect(recorded).to_contain_text("Aide numérique · 1 min")
    assert thumb.taps == 2
    expect(running).to_have_count(0)
    console.locator("#places").get_by_role("link", name="File").click()
    expect(console.locator("#closed > li .number")).to_have_text(str(number))

    # Corrected later the same day; a help done for the person is not recorded without its mandate.
    console.locator("#places").get_by_role("link", name="Aide").click()
    recorded.get_by_role("button").click()
    console.get_by_role("button", name="Une minute de plus").click()
    console.locator("#record").get_by_role("button", name="Fait à la place").click()
    expect(console.locator("#record").get_by_role("button", name="Corriger")).to_be_disabled()
    expect(console.locator("#record .lacks")).to_contain_text("Il manque le mandat signé")
    console.locator("#record").get_by_role("button", name="Mandat signé").click()
    console.locator("#record").get_by_role("button", name="Corriger").click()
    expect(recorded).to_contain_text("Aide numérique · 2 min")

    recorded.get_by_role("button").click()
    # A thumb that slips erases nothing.
    console.locator("#record").get_by_role("button", name="Effacer").click()
    console.locator("#record").get_by_role("button", name="Oui, effacer cette aide").click()
    expect(recorded).to_have_count(0)


def test_an_answer_on_the_way_counts_as_help_and_taking_it_back_takes_both_back(people, program):
    kiosk, console = program("kiosk"), people.console()
    number = kiosk({"type": "TakeTicket", "need": "transfer"})["number"]
    _open(console, number)
    console.locator("#ticket-dialog").get_by_role("button", name="Répondu, c'est fini").click()
    console.locator("#places").get_by_role("link", name="Aide").click()
    recorded = console.locator("#recorded > li")
    expect(recorded).to_contain_text(f"{number}Faire un virementInformation · 1 min")

    console.locator("#undo").click()
    expect(recorded).to_have_count(0)
    expect(console.locator("#queue > li")).to_have_count(1)

    # Somebody without a ticket, recorded by the second tap.
    console.get_by_role("button", name="Aide rapide").click()
    console.locator("#quick").get_by_role("button", name="Apaisement").click()
    expect(recorded).to_contain_text("Apaisement2 min")

    # Somebody whom a counter would have called, and who waits for the mediator instead.
    console.locator("#places").get_by_role("link", name="File").click()
    _open(console, kiosk({"type": "TakeTicket", "need": "parcel_notice"})["number"])
    console.locator("#ticket-dialog").get_by_role("button", name="Dans ma file").click()
    kept = console.locator("#queue > li").last
    expect(kept).to_contain_text("Médiateur")
    # What is seen of their papers is noted with a change of place; they go on waiting.
    kept.locator(".open").click()
    console.locator("#ticket-dialog").get_by_role("button", name="Une pièce d'identité").click()
    console.locator("#ticket-dialog").get_by_role("button", name="+ 10 min").click()
    console.get_by_role("button", name="Donner l'avance").click()
    expect(console.locator("#queue > li", has_text="1 sur 2 papiers vus")).to_contain_text("avance 10")


def test_help_begun_by_mistake_gives_the_place_back(people, program):
    kiosk, console = program("kiosk"), people.console()
    numbers = [str(kiosk({"type": "TakeTicket", "need": "parcel_notice"})["number"]) for _ in range(2)]
    _open(console, numbers[0])
    console.locator("#ticket-dialog").get_by_role("button", name="Avec moi").click()
    expect(console.locator("#running > li")).to_have_count(1)

    console.locator("#undo").click()

    expect(console.locator("#running > li")).to_have_count(0)
    expect(console.locator("#queue > li .number")).to_have_text(numbers)
