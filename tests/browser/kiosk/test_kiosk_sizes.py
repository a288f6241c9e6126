"""Every picture of the kiosk under the ruler: targets, gaps, reach, letters; nothing is cut, nothing lies over another."""

import json

import pytest

pytestmark = pytest.mark.browser
LANGUAGES = {"fr": "ltr", "en": "ltr", "ar": "rtl", "pl": "ltr", "pt": "ltr", "it": "ltr", "uk": "ltr", "tr": "ltr"}
PORTRAIT = {"width": 1080, "height": 1920}
LANDSCAPE = {"width": 1920, "height": 1080}
AS_SEEN = """() => {
  const root = document.documentElement;
  const turned = getComputedStyle(document.querySelector(".points .picto")).transform !== "none";
  const number = document.getElementById("number").dir;
  return [root.lang, root.dir, turned, number, document.querySelectorAll("input, textarea, select, [contenteditable]").length];
}"""
MOVING = """() => [...document.querySelectorAll("*")].filter((one) => {
  const { animationName, transitionDuration, transitionProperty } = getComputedStyle(one);
  return animationName !== "none" || transitionDuration !== "0s";
}).length + document.getAnimations().length"""


@pytest.fixture
def bureau(standing):
    """Nobody here takes a ticket: one office for all."""
    return standing


def test_every_picture_fits_and_can_be_touched_in_every_language_size_and_orientation(people, measured):
    kiosk = people.kiosk()
    faults = []
    for language, direction in LANGUAGES.items():
        kiosk.goto(f"/kiosk?lang={language}")
        assert kiosk.evaluate(AS_SEEN) == [language, direction, direction == "rtl", "ltr", 0]
        for frame in (PORTRAIT, LANDSCAPE):
            kiosk.set_viewport_size(frame)
            for size in ("normal", "large"):
                faults += [f"{language} {frame['width']} {size}: {fault}" for fault in measured(kiosk, size)]

    assert faults == []


def test_a_page_zoomed_to_200_percent_is_the_same_picture_and_nothing_moves(people, measured):
    kiosk = people.at("/kiosk", 540, 960)
    kiosk.locator("#time").wait_for()

    assert [fault for size in ("normal", "large") for fault in measured(kiosk, size, scale=0.5)] == []
    assert kiosk.evaluate(MOVING) == 0
    kiosk.emulate_media(reduced_motion="reduce")
    assert kiosk.evaluate(MOVING) == 0


# The screens that config/kiosk_fit.py just lets pass: the smallest, and the one that is read from furthest away.
SCREENS = [{"pitch": 0.2, "viewing": 410, "reach": 66}, {"pitch": 0.248, "viewing": 508, "reach": 100}]
# The page is told of its screen by the office; its modules run once all of it is there.
ANOTHER = """new MutationObserver((_, watch) => {
  const page = document.getElementById("kiosk");
  if (!page) return;
  Object.assign(page.dataset, %s);
  watch.disconnect();
}).observe(document, { childList: true, subtree: true });"""


@pytest.mark.parametrize("screen", SCREENS, ids=("smallest", "furthest"))
def test_every_picture_fits_the_screens_at_the_limits_of_what_an_office_may_have(people, measured, screen):
    kiosk, faults = people.at("/healthz", 1080, 1920), []
    kiosk.add_init_script(ANOTHER % json.dumps(screen))
    for language in LANGUAGES:
        kiosk.goto(f"/kiosk?lang={language}")
        for frame in (PORTRAIT, LANDSCAPE):
            kiosk.set_viewport_size(frame)
            for size in ("normal", "large"):
                faults += [f"{language} {frame['width']} {size}: {fault}" for fault in measured(kiosk, size, **screen)]

    assert faults == []


SPOILT = """() => {
  const [first, second] = document.querySelectorAll('[data-screen="start"] .tile');
  first.querySelector(".label").textContent = "Affranchissementrecommandé";
  Object.assign(second.style, { height: "60px", minHeight: "0", marginTop: "-30px" });
  second.querySelector("use").setAttribute("href", "/pictograms.svg#nothing");
  document.querySelector(".top .private").style.fontSize = "20px";
}"""


def test_the_ruler_finds_what_does_not_fit(people, measured):
    kiosk = people.kiosk()

    kiosk.evaluate(SPOILT)

    kinds = {fault.split(": ")[1] for fault in measured(kiosk, "large")}
    assert {"a word is cut", "smaller than 20 mm", "out of reach", "letters too small", "no pictogram"} <= kinds
