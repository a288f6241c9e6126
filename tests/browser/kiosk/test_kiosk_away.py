"""The office does not answer: the kiosk says what to do, on the page that is there and after a reload, and comes back by itself."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
KEPT = """async () => {
  await navigator.serviceWorker.ready;
  return (await (await caches.open("kiosk")).keys()).map((one) => new URL(one.url).pathname);
}"""

LETTERS = """async () => {
  await document.fonts.ready;
  return [...document.fonts].some((one) => one.status === "loaded" && one.family.includes("Atkinson"));
}"""


def test_a_dead_office_is_never_a_blank_screen_nor_the_browser_s_own_error(people, bureau):
    people.link_may_break = True
    kiosk, other = people.kiosk(), people.kiosk()
    kept = kiosk.evaluate(KEPT)
    assert "/kiosk/away" in kept
    assert any(address.endswith(".woff2") for address in kept), "the kept page has no letters of ours"
    other.locator('[data-do="languages"]').click()
    expect(other.locator('[data-screen="languages"]')).to_be_visible()
    other.wait_for_timeout(550)

    bureau.kill()
    other.locator('[data-do="language"][data-value="pl"]').click()
    kiosk.reload()

    for page in (kiosk, other):
        expect(page.get_by_text("La borne ne répond plus")).to_be_visible()
        expect(page.get_by_text("Allez voir le médiateur ou un agent")).to_be_visible()
    assert kiosk.evaluate(LETTERS)

    bureau.start_again()
    for page in (kiosk, other):
        expect(page.get_by_text("Que voulez-vous faire ?")).to_be_visible(timeout=20_000)
