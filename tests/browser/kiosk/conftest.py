"""Somebody with a ruler, and somebody who listens, before the kiosk."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

PITCH_MM = 0.248
REACH_PERCENT = 66
VIEWING_MM = 500
CAPITAL = 0.012218
"""Of the distance: 0.7 degrees (EN 301 549, 5.1.4)."""
CAPITAL_EM = 0.668
LOOK = (Path(__file__).parent / "look.js").read_text(encoding="utf-8")
LISTEN = """
window.heard = [];
const play = HTMLAudioElement.prototype.play;
HTMLAudioElement.prototype.play = function () {
  const { pathname, search } = new URL(this.src);
  window.heard.push(decodeURIComponent(pathname.split("/voice/")[1].split("/").join(" ")) + search.replace("?", " "));
  this.playbackRate = window.pace;
  return play.call(this);
};
window.pace = 16;
"""


@pytest.fixture
def measured() -> Callable[..., list[str]]:
    """What is wrong with the pictures of a kiosk of the office of Lens, in one text size, or of another screen; scale: of a preview's."""

    def measure(
        kiosk: Page,
        size: str,
        scale: float = 1,
        pitch: float = PITCH_MM,
        reach: int = REACH_PERCENT,
        viewing: int = VIEWING_MM,
    ) -> list[str]:
        large = size == "large"
        kiosk.evaluate("(large) => document.documentElement.classList.toggle('large', large)", large)
        legible = viewing * CAPITAL / CAPITAL_EM / pitch * scale - 0.1 if large else 0
        limits = {"pitch": pitch / scale, "reach": reach, "legible": legible}
        faults: list[str] = kiosk.evaluate(LOOK, limits)
        return faults

    return measure


@pytest.fixture
def listened() -> Callable[[Page], None]:
    """From now on the page notes each clip that begins: window.heard, « fr tile.send ». Each plays sixteen times as fast."""

    def listen(kiosk: Page) -> None:
        kiosk.evaluate(f"() => {{ {LISTEN} }}")

    return listen
