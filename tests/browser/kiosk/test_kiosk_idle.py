"""Nobody touches the kiosk: a full question, shown and spoken, that one may answer as often as one likes; then all is forgotten."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
# For the watch only: the link to the office reads the same clock, and would miss its ticks.
LEAP = """() => {
  const now = performance.now.bind(performance);
  window.leapt = 0;
  performance.now = () => now() + (new Error().stack.includes("/idle.js") ? window.leapt : 0);
}"""


def _leave_alone(kiosk, seconds):
    kiosk.evaluate("(seconds) => { window.leapt += seconds * 1000; }", seconds)
    # The watch looks twice a second.
    kiosk.wait_for_timeout(700)


def test_the_question_comes_after_a_minute_is_extended_without_limit_and_then_everything_is_forgotten(people, listened):
    kiosk = people.at("/kiosk?lang=pt", 1080, 1920)
    kiosk.locator("#kiosk[data-version]").wait_for()
    kiosk.evaluate(LEAP)
    listened(kiosk)
    for what in ("large", "contrast", "legal"):
        kiosk.locator(f'[data-do="{what}"]').click()
    kiosk.locator('[data-value="money"]').click()

    # The question is spoken to everybody; the second time to somebody who listens.
    for listens in (False, True):
        if listens:
            kiosk.locator('[data-do="listen"]').click()
            kiosk.keyboard.press("Shift")
        _leave_alone(kiosk, 57)
        expect(kiosk.locator('[data-screen="tile:money"]')).to_be_visible()
        _leave_alone(kiosk, 4)
        expect(kiosk.locator('[data-screen="warning"]')).to_be_visible()
        expect(kiosk.locator("#warning")).to_contain_text("30")
        kiosk.wait_for_function("() => window.heard.includes('pt kiosk.still_here')")
        _leave_alone(kiosk, 18)
        kiosk.evaluate("() => { window.heard.length = 0; }")
        kiosk.keyboard.press("Enter")
        expect(kiosk.locator('[data-screen="tile:money"]')).to_be_visible()
        kiosk.keyboard.press("Shift")

    _leave_alone(kiosk, 61)
    expect(kiosk.locator('[data-screen="warning"]')).to_be_visible()
    _leave_alone(kiosk, 31)

    expect(kiosk.locator("html")).to_have_attribute("lang", "fr")
    expect(kiosk.locator('[data-screen="start"]')).to_be_visible()
    for what in ("large", "contrast", "legal", "listen"):
        expect(kiosk.locator(f'[data-do="{what}"]')).to_have_attribute("aria-pressed", "false")
    assert kiosk.evaluate("document.documentElement.className") == "kiosk first dead-end"
    assert kiosk.evaluate("sessionStorage.length") == 0

    kiosk.evaluate(LEAP)
    listened(kiosk)
    kiosk.keyboard.press("F1")
    expect(kiosk.locator('[data-screen="done"]')).to_be_visible()
    _leave_alone(kiosk, 61)
    expect(kiosk.locator('[data-screen="warning"]')).to_be_visible()
    assert kiosk.evaluate("window.heard") == [], "a kiosk that somebody has left with their ticket speaks to the hall"
