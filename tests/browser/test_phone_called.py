"""The client's own phone: it rings and vibrates once for each call, without a flicker; it needs no script; each language fits."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser
LANGUAGES = ("fr", "en", "ar", "pl", "pt", "it", "uk", "tr")
LOOKS_MS = 5_000
SAID_MS = 10_000
"""So long may a page show what may be wrong, as every screen (G13): then it says so."""

# What a phone feels and hears, beside what its page counts.
FEEL = """window.buzzes = []; navigator.vibrate = (pattern) => { window.buzzes.push(pattern); return true; };"""


def _calls(agent: Any, **command: Any) -> Any:
    answer = agent(command)
    assert answer["ok"], answer
    return answer


def _felt(phone: Page) -> tuple[int, str]:
    return phone.evaluate("[window.buzzes.length, document.documentElement.dataset.chimes ?? '0']")


def test_a_phone_rings_once_for_each_call_and_its_page_is_never_loaded_anew(people, program, bureau):
    kiosk, agent = program("kiosk"), program("counter")
    agent({"type": "OpenCounter", "counter": "2"})
    mine = _calls(kiosk, type="TakeTicket", need="parcel_notice")
    phone = people.at("/healthz", 320, 640, url=bureau.line.url)
    people.link_may_break = True
    phone.add_init_script(FEEL)
    phone.clock.install()
    phone.goto(mine["url"].replace(bureau.url, bureau.line.url))
    expect(phone.get_by_text("Personne avant vous")).to_be_visible()
    phone.locator("h1").click()  # a phone vibrates only for somebody who has touched the page
    # The same elements until the end: nothing is drawn anew that is not another.
    phone.evaluate("window.first = document.querySelector('h1'); window.state = document.querySelector('.state')")
    phone.clock.fast_forward(LOOKS_MS)
    phone.wait_for_load_state("networkidle")
    assert phone.evaluate("window.state === document.querySelector('.state')"), "drawn anew, although the same"
    assert _felt(phone) == [0, "0"]

    _calls(agent, type="CallNext", counter="2")
    phone.clock.fast_forward(LOOKS_MS)
    expect(phone.get_by_text("C'est à vous !")).to_be_visible()
    expect(phone.locator("[data-call]")).to_have_text("Guichet 2")
    assert phone.title().startswith("C'est à vous !")
    assert _felt(phone) == [1, "1"]
    phone.clock.fast_forward(LOOKS_MS)
    phone.wait_for_load_state("networkidle")
    assert _felt(phone) == [1, "1"]

    _calls(agent, type="MarkAbsent", ticket=mine["ticket"])
    phone.clock.fast_forward(LOOKS_MS)
    expect(phone.get_by_text("Nous vous avons appelé")).to_be_visible()
    _calls(agent, type="CallTicket", counter="2", ticket=mine["ticket"])
    phone.clock.fast_forward(LOOKS_MS)
    expect(phone.get_by_text("C'est à vous !")).to_be_visible()
    assert _felt(phone) == [2, "2"]
    assert phone.evaluate("window.first === document.querySelector('h1')"), "the page was loaded anew"

    phone.reload()
    expect(phone.get_by_text("C'est à vous !")).to_be_visible()
    phone.clock.fast_forward(LOOKS_MS)
    phone.wait_for_load_state("networkidle")
    assert _felt(phone) == [0, "0"], "a call that was told is told again"

    bureau.line.cut()
    phone.clock.fast_forward(SAID_MS)
    expect(phone.locator("#lost")).to_be_visible()
    bureau.line.mend()
    phone.clock.fast_forward(LOOKS_MS)
    expect(phone.locator("#lost")).to_be_hidden()


WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# What somebody may set who reads with difficulty: letters twice as large (WCAG 2.2, 1.4.4), or wide apart (1.4.12).
SET = """(letters) => {
  document.documentElement.style.fontSize = letters === "large" ? "225%" : "";
  if (letters === "spaced") for (const one of document.querySelectorAll(".own, .own *")) {
    Object.assign(one.style, { lineHeight: "1.5", letterSpacing: ".12em", wordSpacing: ".16em" });
    if (one.matches("p")) one.style.marginBottom = "2em";
  }
  const cut = [...document.querySelectorAll(".own *")].filter((one) => one.scrollWidth > one.clientWidth + 1 && one.clientWidth);
  return [document.documentElement.scrollWidth - document.documentElement.clientWidth, cut.map((one) => one.textContent.trim())];
}"""


def test_every_language_fits_the_smallest_phone_without_a_script(people, program):
    mine = program("kiosk")({"type": "TakeTicket", "need": "parcel_notice"})
    phone = people.at(mine["url"], 320, 640, script=False)
    for at, language in enumerate(LANGUAGES):
        if at:
            phone.locator(f'.languages a[lang="{language}"]').click()
        root = phone.locator("html")
        expect(root).to_have_attribute("lang", language)
        expect(root).to_have_attribute("dir", "rtl" if language == "ar" else "ltr")
        expect(phone.locator(".languages [aria-current]")).to_have_attribute("lang", language)
        expect(phone.locator("#again")).to_be_visible()
        expect(phone.locator("#sound")).to_be_hidden()
        assert phone.evaluate(WIDER) <= 0, language
        small = phone.locator("main a, main button").evaluate_all(
            "all => all.filter((el) => el.checkVisibility() && el.getBoundingClientRect().height < 44).length"
        )
        assert small == 0, language
        for letters in ("large", "spaced"):
            assert phone.evaluate(SET, letters) == [0, []], (language, letters)

    phone.locator('a[href*="/leave"]').click()
    expect(phone.locator("form button")).to_be_visible()
    assert phone.evaluate(WIDER) <= 0
    phone.locator("form button").click()
    expect(phone.locator("html")).to_have_attribute("lang", "tr")
    expect(phone.locator("#again")).to_have_count(0)
