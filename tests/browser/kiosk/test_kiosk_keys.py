"""The whole journey without touching the screen: with Tab and Enter, with a keypad of five keys and the ear, with one large key."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
SEEN = """() => [...document.querySelectorAll("button")].filter((one) => one.checkVisibility({ visibilityProperty: true }))
  .map((one) => one.innerText.trim())"""
FOCUSED = """() => {
  const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(document.activeElement);
  const { left, top, width, height } = document.activeElement.getBoundingClientRect();
  const hidden = document.elementFromPoint(left + width / 2, top + height / 2)?.closest("button") !== document.activeElement;
  return [document.activeElement.innerText.trim(), outlineStyle === "none" || hidden ? "0px" : outlineWidth, outlineColor];
}"""
FOCUS = "rgb(29, 78, 158)"
"""The token --focus: 7.5 to 1 on paper (tests of the tokens)."""


def _tab_to(kiosk, what):
    for _ in range(20):
        kiosk.keyboard.press("Tab")
        if kiosk.evaluate("(what) => document.activeElement.matches(what)", what):
            return
    raise AssertionError(f"Tab does not come to {what}")


def test_tab_walks_all_buttons_in_the_order_of_reading_and_enter_gives_the_ticket(people):
    kiosk = people.kiosk()
    expect(kiosk.locator('[data-screen="start"]')).to_be_visible()
    walked = []
    for _ in kiosk.evaluate(SEEN):
        kiosk.keyboard.press("Tab")
        name, width, colour = kiosk.evaluate(FOCUSED)
        assert (float(width.removesuffix("px")) >= 3, colour) == (True, FOCUS), f"the focus is not seen on {name}"
        walked.append(name)
    assert walked == kiosk.evaluate(SEEN)
    kiosk.keyboard.press("Tab")
    kiosk.keyboard.press("Shift+Tab")
    kiosk.keyboard.press("Shift+Tab")
    assert kiosk.evaluate(FOCUSED)[0] != "", "the focus is trapped"

    kiosk.reload()
    expect(kiosk.locator("#time")).not_to_be_empty()
    _tab_to(kiosk, '[data-value="send"]')
    kiosk.keyboard.press("Enter")
    assert kiosk.evaluate("document.activeElement.innerText") == "Envoyer, timbres", "the question has no focus"
    _tab_to(kiosk, '[data-value="stamps"]')
    kiosk.keyboard.press("Space")
    _tab_to(kiosk, '[data-screen="choice"] .tile:nth-of-type(2)')
    kiosk.keyboard.press("Enter")

    expect(kiosk.locator("#number")).to_have_text("101")
    assert kiosk.evaluate("document.activeElement.id") == "done-number"


def _heard(kiosk, at_least, what=None):
    """What was begun to be said since the last time, once there are so many, or once this one is among them."""
    kiosk.wait_for_function(
        "([many, what]) => window.heard.length >= many && (!what || window.heard.includes(what))",
        arg=[at_least, what],
        timeout=30_000,
    )
    return kiosk.evaluate("window.heard.splice(0)")


def test_somebody_who_sees_nothing_takes_a_ticket_with_five_keys_and_the_ear(people, listened):
    kiosk = people.kiosk()
    listened(kiosk)

    kiosk.keyboard.press("F3")
    spoken = _heard(kiosk, 8, "fr need.help")
    assert spoken[:3] == ["fr kiosk.keys", "fr kiosk.ask", "fr tile.collect"], "headphones do not begin with the keys"
    assert [sentence for sentence in spoken if sentence.startswith("fr tile.")] == [
        f"fr tile.{tile}" for tile in ("collect", "send", "follow", "money", "phone", "papers")
    ]
    kiosk.keyboard.press("ArrowUp")
    assert _heard(kiosk, 1)[0] in ("fr kiosk.back", "fr kiosk.restart"), "up from the question is not the last button"
    kiosk.keyboard.press("ArrowDown")
    assert _heard(kiosk, 1)[0] == "fr tile.collect", "the last is not followed by the first"
    kiosk.keyboard.press("ArrowDown")
    assert _heard(kiosk, 1)[0] == "fr tile.send"
    kiosk.keyboard.press("Enter")
    assert _heard(kiosk, 2)[:2] == ["fr tile.send", "fr need.stamps"]
    kiosk.keyboard.press("Escape")
    assert _heard(kiosk, 1)[0] == "fr kiosk.ask"
    kiosk.keyboard.press("ArrowDown")
    kiosk.keyboard.press("Enter")
    kiosk.keyboard.press("ArrowDown")
    kiosk.evaluate("window.heard.length = 0")
    kiosk.keyboard.press("Enter")

    expect(kiosk.locator("#number")).to_have_text("101")
    spoken = _heard(kiosk, 4, "fr ready.identity")
    assert "fr kiosk.number number=101" in spoken
    assert "fr place.counter" in spoken


def test_one_large_key_gives_a_ticket_from_anywhere_calls_a_person_and_counts_once(people, listened):
    kiosk, console = people.kiosk(), people.console()
    listened(kiosk)
    kiosk.locator('[data-value="money"]').click()
    expect(kiosk.locator('[data-screen="tile:money"]')).to_be_visible()

    kiosk.keyboard.press("F2")
    kiosk.keyboard.press("F2")
    kiosk.keyboard.press("F1")

    expect(kiosk.locator("#number")).to_have_text("101")
    expect(kiosk.locator("#done-wait")).to_have_text("Une personne arrive.")
    expect(console.get_by_text("101").first).to_be_visible()
    assert kiosk.evaluate("window.heard") == [], "somebody who did not ask for the voice hears it"
    expect(console.get_by_text("102")).to_have_count(0)
