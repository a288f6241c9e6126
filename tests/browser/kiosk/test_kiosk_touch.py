"""A hand that trembles, a finger that changes its mind: the kiosk acts when the finger leaves, on what it touched, once."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

LONG_TOUCH = """() => [
  ...[document.documentElement, document.querySelector(".help")].map((one) => getComputedStyle(one).touchAction),
  document.querySelector(".help").dispatchEvent(new MouseEvent("contextmenu", { bubbles: true, cancelable: true })),
]"""


def _middle(kiosk, what):
    box = kiosk.locator(what).bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_a_finger_that_slides_off_does_nothing_and_the_kiosk_acts_when_it_leaves(people):
    kiosk = people.kiosk()
    tile = '[data-do="tile"][data-value="send"]'

    kiosk.mouse.move(*_middle(kiosk, tile))
    kiosk.mouse.down()
    expect(kiosk.locator('[data-screen="start"]')).to_be_visible()
    kiosk.mouse.move(*_middle(kiosk, "#time"))
    kiosk.mouse.up()
    expect(kiosk.locator('[data-screen="start"]')).to_be_visible()

    kiosk.mouse.move(*_middle(kiosk, tile))
    kiosk.mouse.down()
    expect(kiosk.locator('[data-screen="start"]')).to_be_visible()
    kiosk.mouse.up()
    expect(kiosk.locator('[data-screen="tile:send"]')).to_be_visible()
    # Two fingers magnify nothing (touch-action of an ancestor holds for all that is in it), one that rests opens no menu.
    assert kiosk.evaluate(LONG_TOUCH) == ["none", "none", False]


TAPS = """async ([what, gap]) => {
  const { go } = await import(`/assets/${document.documentElement.dataset.pages}/kiosk/static/picture.js`);
  go("start");
  await new Promise((done) => setTimeout(done, 600));
  const button = document.querySelector(what);
  const tap = () => button.dispatchEvent(new PointerEvent("click", { bubbles: true, cancelable: true, detail: 1 }));
  tap();
  await new Promise((done) => setTimeout(done, gap));
  tap();
  return button.getAttribute("aria-pressed");
}"""


def test_the_second_tap_of_a_trembling_hand_is_none_a_later_one_counts(people):
    kiosk = people.kiosk()

    assert kiosk.evaluate(TAPS, ['[data-do="large"]', 200]) == "true"
    assert kiosk.evaluate(TAPS, ['[data-do="contrast"]', 700]) == "false"
