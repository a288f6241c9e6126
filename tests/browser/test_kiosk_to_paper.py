"""Story 1: a client touches the kiosk; the paper comes out, the waiting room and the mediator see it, the phone follows."""

import io
import re
import urllib.request

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_a_client_takes_a_ticket_and_everybody_sees_it(people, bureau, take):
    kiosk, display, console = people.kiosk(), people.display(), people.console()
    expect(kiosk.locator("#number")).to_be_hidden()

    number = take(kiosk, "collect", "parcel_notice")

    assert number == 101
    expect(display.locator("#flows")).to_contain_text("1 personne")
    expect(console.get_by_text("101").first).to_be_visible()
    with urllib.request.urlopen(f"{bureau.url}/demonstration/paper/{bureau.papers(1)[0]}") as answer:
        read = zxingcpp.read_barcodes(Image.open(io.BytesIO(answer.read())).convert("L"))
    assert re.fullmatch(re.escape(bureau.url) + r"/t/[\w-]{22}", read[0].text)

    phone = people.at(read[0].text.removeprefix(bureau.url), 390, 844)
    counter = people.counter("1")
    expect(phone.get_by_text("Personne avant vous")).to_be_visible()
    counter.locator("#call").click()
    expect(counter.locator("#call-do")).to_have_text("Appeler le suivant")
    counter.locator("#call").click()
    expect(display.locator("#number")).to_have_text("101")
    expect(display.locator("#counter")).to_have_text("Guichet 1")
    expect(display.get_by_role("status").filter(has_text="Numéro 101, guichet 1")).to_have_count(1)
    assert display.evaluate("document.documentElement.dataset.chimes") == "1"
    phone.reload()
    expect(phone.get_by_text("C'est à vous !")).to_be_visible()
    counter.get_by_role("button", name="La personne est là").click()
    counter.get_by_role("button", name="Terminé : servi").click()
    expect(counter.locator("#nobody")).to_be_visible()


def test_a_double_tap_gives_one_ticket_and_the_choice_is_offered(people, bureau):
    kiosk, console = people.kiosk(), people.console()
    kiosk.locator('[data-do="tile"][data-value="send"]').click()
    kiosk.wait_for_timeout(600)
    kiosk.locator('[data-do="need"][data-value="stamps"]').click()
    expect(kiosk.locator('[data-screen="choice"]')).to_be_visible()
    kiosk.wait_for_timeout(600)

    kiosk.locator('[data-screen="choice"] .tile').nth(1).dblclick()

    expect(kiosk.locator("#number")).to_have_text("101")
    bureau.papers(1)
    expect(console.get_by_text("101").first).to_be_visible()
    assert len(bureau.papers(2, within_s=1)) == 1

    # Priority goes with the ticket, which is taken: the kiosk does not say « c'est noté », it says who can note it.
    kiosk.locator('[data-do="legal"]').click()
    expect(kiosk.locator("#legal-late")).to_be_visible()
    expect(kiosk.locator("#legal-said")).to_be_hidden()
    expect(kiosk.locator('[data-do="legal"]')).to_have_attribute("aria-pressed", "false")
    kiosk.wait_for_timeout(600)
    kiosk.locator('[data-screen="done"] [data-do="restart"]').click()
    expect(kiosk.locator("#legal-late")).to_be_hidden()


def test_a_visit_in_another_language_and_size_leaves_nothing_behind(people):
    kiosk = people.kiosk()
    kiosk.locator('[data-do="large"]').click()
    kiosk.locator('[data-do="legal"]').click()
    kiosk.locator('[data-do="languages"]').click()
    kiosk.wait_for_timeout(600)
    kiosk.get_by_role("button", name="English").click()
    expect(kiosk.get_by_text("What do you want to do?")).to_be_visible()
    expect(kiosk.locator('[data-do="large"]')).to_have_attribute("aria-pressed", "true")

    kiosk.wait_for_timeout(600)
    kiosk.locator('.bar [data-do="restart"]').click()

    expect(kiosk.get_by_text("Que voulez-vous faire ?")).to_be_visible()
    for name in ("large", "contrast", "legal"):
        expect(kiosk.locator(f'[data-do="{name}"]')).to_have_attribute("aria-pressed", "false")
