"""B1, B2, B4, B9: what the waiting room shows fits each screen, is large enough for the last seat, and stands still."""

import pytest

from config.legibility import CAPITALS, number_px
from tests.browser.waiting_room import STATES, come_in, show, stand_in

pytestmark = pytest.mark.browser

SCREENS = [(1920, 1080), (1080, 1920), (1920, 1200), (1366, 768), (3840, 2160)]


MEASURE = r"""() => {
  const hidden = (el) => !el.checkVisibility() || el.closest(".visually-hidden");
  const seen = (el) => !hidden(el) && (el.id === "sound" || getComputedStyle(el).position !== "absolute");
  const sizeOf = (el) => parseFloat(getComputedStyle(el).fontSize);
  const rem = sizeOf(document.documentElement);
  const texts = [...document.querySelectorAll(".room *")].filter((el) => seen(el)
    && [...el.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim()));
  const written = (el) => {
    const range = document.createRange();
    range.selectNodeContents(el.lastChild);
    const { left, right, top, bottom, height } = range.getBoundingClientRect();
    if (!/^[\d:]+$/.test(el.textContent.trim())) return { left, right, top, bottom, height };
    // The ink of digits: they stand on the line, 0.984 em under the top of the letter's box, and hang by nothing.
    const em = sizeOf(el);
    return { left, right, top: top + 0.29 * em, bottom: top + em, height: 0.71 * em };
  };
  const boxes = texts.map((el) => [el.textContent.trim(), written(el)]);
  const outside = (box) => box.left < -1 || box.top < -1 || box.right > innerWidth + 1 || box.bottom > innerHeight + 1;
  const across = (one, other) => Math.min(one.right, other.right) - Math.max(one.left, other.left);
  const down = (one, other) => Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
  const covers = (one, other) => across(one, other) > 2 && down(one, other) > 0.3 * Math.min(one.height, other.height);
  const styles = [...document.querySelectorAll("*")].filter(seen).map((el) => getComputedStyle(el));
  const size = (what) => { const el = document.querySelector(what); return el?.checkVisibility() ? sizeOf(el) : null; };
  return {
    outside: boxes.filter(([, box]) => outside(box)).map(([text]) => text),
    over: boxes.flatMap(([text, box], at) =>
      boxes.slice(0, at).filter(([, other]) => covers(box, other)).map(([other]) => [other, text])),
    small: texts.filter((el) => sizeOf(el) < 0.87 * rem).map((el) => el.textContent.trim()),
    moving: styles.filter((style) => style.animationName !== "none" || parseFloat(style.transitionDuration) > 0).length,
    capitals: styles.filter((style) => style.textTransform !== "none").length,
    pictured: styles.filter((style) => style.backgroundImage !== "none").length,
    figures: getComputedStyle(document.getElementById("number")).fontVariantNumeric,
    fairness: boxes.some(([text]) => text.startsWith("Les numéros ne sont pas toujours appelés dans l'ordre.")),
    law: boxes.some(([text]) => text.endsWith("la loi vous donne la priorité.")),
    number: size("#current #number"), past: size("#past li .digit"), counter: size("#current .digit"),
  };
}"""


# Counters of two digits need more room.
WIDE = "(wide) => document.documentElement.classList.toggle('wide', wide)"


@pytest.fixture
def bureau(standing):
    """Nobody here takes a ticket: one office for all."""
    return standing


@pytest.mark.parametrize("wide", [False, True], ids=("counters to 9", "counters from 10"))
def test_each_state_fits_each_screen_and_the_last_seat_reads_what_must_be_read(people, wide):
    page = people.at("/healthz", 1920, 1080)
    stand_in(page)
    faults = []
    for width, height in SCREENS:
        come_in(page, width, height)
        page.evaluate(WIDE, wide)
        least = number_px(width, height, wide)
        for state, view in STATES.items():
            counters = [call | {"counter": f"{wide:d}{call['counter']}".lstrip("0")} for call in view["calls"]]
            show(page, view | {"calls": counters})
            seen = page.evaluate(MEASURE)
            where = f"{width}x{height} {state}"
            faults += [f"{where}: {key} {seen[key]}" for key in ("outside", "over", "small") if seen[key]]
            faults += [f"{where}: {key}" for key in ("moving", "capitals", "pictured") if seen[key]]
            faults += [f"{where}: no {key}" for key in ("fairness", "law") if not seen[key]]
            assert "tabular-nums" in seen["figures"]
            if state in ("called", "called and announced"):
                assert seen["number"] * CAPITALS >= least - 1, where
                # 0.7° to 3 %: 12.2 mm to 30 mm a metre.
                assert min(seen["past"], seen["counter"]) * CAPITALS >= least * 12.2 / 30 - 1, where
    assert "\n".join(faults) == ""


def test_whoever_waits_for_the_mediator_is_not_told_to_speak_to_the_mediator(people):
    page = people.at("/healthz", 1920, 1080)
    stand_in(page)
    come_in(page, 1920, 1080)
    show(page, STATES["long for all"])

    about = page.locator("#flows .about").all_inner_texts()
    assert about == ["plus de 45 minutes, parlez au médiateur", "plus de 45 minutes"]


def test_a_window_that_is_too_small_for_the_last_seat_tells_the_staff(people):
    page = people.at("/display", 1920, 1080)
    warning = page.locator("#too-small")
    page.locator("#flows li").first.wait_for()

    assert warning.is_hidden()
    page.set_viewport_size({"width": 1600, "height": 900})
    warning.wait_for()
    assert "8 m" in warning.inner_text()
