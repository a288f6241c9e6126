"""The paper fails in front of a client: the kiosk asks, a reprint says that it is one, the staff know."""

import threading

import pytest
from playwright.sync_api import expect

from demonstration.virtual_printer.server import VirtualPrinter

pytestmark = [pytest.mark.browser, pytest.mark.long]
REPRINT = "RÉIMPRESSION".encode("cp1252")


@pytest.fixture
def printer():
    """A printer that the story can break."""
    printer = VirtualPrinter()
    thread = threading.Thread(target=printer.serve, daemon=True)
    thread.start()
    yield printer
    printer.stop()
    thread.join(5)


@pytest.fixture
def more(printer) -> tuple[str, ...]:
    """The office prints on it."""
    return ("--printer", f"tcp://127.0.0.1:{printer.port}")


def _letters(text: str) -> str:
    """Without what the end of a line changes."""
    return "".join(letter for letter in text.lower() if letter.isalpha())


def _touch(kiosk, what: str) -> None:
    kiosk.locator(what).wait_for(state="visible")
    kiosk.wait_for_timeout(550)
    kiosk.locator(what).click()


def test_a_client_without_a_paper_is_asked_and_gets_one_that_says_it_is_a_reprint(people, printer):
    kiosk = people.kiosk()
    expect(kiosk.locator("#no-paper")).to_be_hidden()
    # The ticket comes out, but the printer says nothing any more: nobody can know.
    printer.change(mute_after=3_000)
    _touch(kiosk, '[data-value="collect"]')
    _touch(kiosk, '[data-value="parcel_notice"]')
    expect(kiosk.locator("#number")).to_have_text("101")
    screen = kiosk.locator("#done-wait, #done-where, #done-list span").all_inner_texts()
    assert len(screen) == 4
    expect(kiosk.locator("#done-paper-said")).to_have_text("Votre ticket est-il sorti ?", timeout=20_000)
    printer.change(mute_after=None, mute=False)

    _touch(kiosk, '[data-do="paper-none"]')

    expect(kiosk.locator("#done-paper-said")).to_have_text("Prenez votre ticket.", timeout=20_000)
    marked = [REPRINT in paper for paper in printer.papers()]
    assert marked[-1], "the second paper does not say that it is a reprint"
    assert marked.count(False) <= 1
    paper = _letters(printer.papers()[-1].decode("cp1252", "ignore"))
    assert [line for line in screen if _letters(line) not in paper] == [], "the paper says other words than the screen"


def test_without_paper_the_number_stays_the_staff_know_and_the_next_client_is_told_before(people, printer):
    console, manager = people.console(), people.at("/manager", 1280, 800)
    expect(manager.get_by_text("Personne n'a encore pris de ticket aujourd'hui.")).to_be_visible()
    printer.change(paper_out=True)
    expect(manager.locator("#printers")).to_contain_text("plus de papier", timeout=25_000)
    kiosk = people.kiosk()
    expect(kiosk.locator("#no-paper")).to_be_visible()

    _touch(kiosk, '.help[data-do="need"]')

    expect(kiosk.locator("#number")).to_have_text("101")
    expect(kiosk.locator("#done-paper-said")).to_contain_text("retenez votre numéro", timeout=25_000)
    expect(manager.locator("#by_need > tr")).to_have_count(1)
    expect(manager.get_by_text("Personne n'a encore pris de ticket")).to_be_hidden()
    expect(manager.get_by_text("Aucune visite n'est encore terminée aujourd'hui.")).to_be_visible()
    expect(console.locator("#printer")).to_contain_text("changez le rouleau")
    expect(console.locator("#paper")).to_contain_text("101")
    assert printer.papers() == []
    # A sheet to take home is refused at once, with the reason; its code is still there.
    console.goto("/console#/help")
    console.get_by_role("button", name="Donner une fiche").click()
    console.locator("#handout").get_by_role("button", name="Imprimer").first.click()
    expect(console.locator("#handout [data-note]")).to_contain_text("Aucune imprimante ne peut imprimer maintenant")
    console.locator("#handout").get_by_role("button", name="Montrer le QR").first.click()
    expect(console.locator("#handout img")).to_be_visible()
    printer.change(paper_out=False)
    expect(kiosk.locator("#no-paper")).to_be_hidden(timeout=25_000)
    manager.get_by_role("button", name="Imprimer une page d'essai").click()
    expect(manager.locator("#printers")).to_contain_text("papier sorti", timeout=20_000)
