"""« Faire avec »: the mediator gives a sheet after the help, on paper and by its code; the person opens it at home."""

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
TOO_SMALL = """(least) => [...document.querySelectorAll("#handout button")]
  .filter((one) => one.checkVisibility() && (one.getBoundingClientRect().height < least || one.getBoundingClientRect().width < least))
  .map((one) => one.textContent.trim())"""


def test_the_mediator_gives_a_sheet_and_the_client_opens_it_on_a_small_phone(people, bureau, program, tmp_path):
    kiosk, console = program("kiosk"), people.console()
    console.set_viewport_size({"width": 360, "height": 740})
    number = kiosk({"type": "TakeTicket", "need": "track"})["number"]
    before = len(bureau.papers(1))

    # During the help: the sheet of the need comes first, and it is printed once however fast the thumb is.
    console.locator("#queue > li", has=console.locator(".number", has_text=str(number))).locator(".open").click()
    console.locator("#ticket-dialog").get_by_role("button", name="Donner une fiche").click()
    near = console.locator('#handout [data-is="near"] > li')
    expect(near).to_have_count(1)
    expect(near).to_contain_text("Suivre un colis")
    assert console.evaluate(TOO_SMALL, 48) == []
    near.get_by_role("button", name="Imprimer").dblclick()
    expect(near).to_contain_text("Sortie de l'imprimante")
    assert len(bureau.papers(before + 1)) == before + 1

    # By the code: what a telephone reads from the console's screen is the page's address.
    near.get_by_role("button", name="Montrer le QR").click()
    code = console.locator("#handout img")
    expect(code).to_have_js_property("complete", True)
    code.screenshot(path=tmp_path / "code.png")
    (read,) = zxingcpp.read_barcodes(Image.open(tmp_path / "code.png"))
    assert read.text == f"{bureau.url}/sheets/track-parcel"

    # At home, on a small phone without any script.
    phone = people.at("/healthz", 320, 640, script=False)
    phone.goto(read.text)
    expect(phone.get_by_role("heading", name="Suivre un colis")).to_be_visible()
    assert phone.locator(".steps > li").count() == 7
    wide = phone.locator("main").bounding_box()
    assert wide is not None
    assert wide["x"] + wide["width"] <= 320
    size = phone.locator(".steps > li").first.evaluate("(li) => parseFloat(getComputedStyle(li).fontSize)")
    assert size >= 22, "large text, without asking for it"
    phone.get_by_role("link", name="Toutes les fiches").click()
    expect(phone.locator(".sheets a")).to_have_count(6)
