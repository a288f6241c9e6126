"""What a client still sees when the kiosk's device no longer knows their ticket: the number, and nothing that is not known."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

# What the office sends two minutes after: a newer view, without the ticket.
LATER = """async () => {
  const done = await import(`/assets/${document.documentElement.dataset.pages}/kiosk/static/done.js`);
  done.paperSaid({ version: 1e9, papers: {} });
}"""


def test_after_two_minutes_the_number_stays_and_what_the_kiosk_no_longer_knows_is_not_said(people):
    kiosk = people.kiosk()
    kiosk.locator('nav [data-do="need"][data-value="help"]').click()
    expect(kiosk.locator("#number")).to_have_text("101")
    expect(kiosk.locator(".qr")).to_be_visible()
    expect(kiosk.locator("#done-paper")).to_be_visible()
    assert kiosk.locator("#qr").evaluate("(picture) => picture.decode().then(() => picture.naturalWidth)") > 0

    # The paper is out: no view of the office comes after the one that is played here.
    expect(kiosk.locator("#done-paper")).to_contain_text("Prenez votre ticket")

    kiosk.evaluate(LATER)

    expect(kiosk.locator(".qr")).to_be_hidden()
    expect(kiosk.locator("#done-paper")).to_be_hidden()
    expect(kiosk.locator("#number")).to_have_text("101")
    expect(kiosk.locator("#done-where")).not_to_be_empty()

    # The next client's ticket is told whole again.
    kiosk.wait_for_timeout(550)
    kiosk.locator('[data-screen="done"] [data-do="restart"]').click()
    kiosk.wait_for_timeout(550)
    kiosk.locator('nav [data-do="need"][data-value="help"]').click()
    expect(kiosk.locator("#number")).to_have_text("102")
    expect(kiosk.locator(".qr")).to_be_visible()
    expect(kiosk.locator("#done-paper")).to_be_visible()
