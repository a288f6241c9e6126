"""A newcomer's first minute: the landing page shows every screen, live, and all of them work there."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_a_newcomer_sees_the_whole_system_work_on_one_page(people):
    page = people.at("/", 1920, 1080)
    kiosk, display, console, counter = (
        page.frame_locator(f".frame.{screen} iframe") for screen in ("kiosk", "display", "console", "counter")
    )
    expect(kiosk.locator("#time")).not_to_be_empty()
    expected = datetime.now(ZoneInfo("Europe/Paris")).strftime("%H:")
    assert kiosk.locator("#time").inner_text().startswith(expected), "not the office's own time"
    kiosk.locator('[data-do="tile"][data-value="collect"]').click()
    page.wait_for_timeout(600)
    kiosk.locator('[data-do="need"][data-value="parcel_notice"]').click()

    expect(kiosk.locator("#number")).to_have_text("101")
    expect(page.locator(".roll img")).to_have_count(1)
    expect(console.locator("#queue > li")).to_have_count(1)
    counter.locator("#call").click()
    expect(counter.locator("#call-do")).to_have_text("Appeler le suivant")
    counter.locator("#call").click()
    expect(display.locator("#number")).to_have_text("101")
    for link in ("/kiosk", "/display", "/console", "/counter/1", "/manager"):
        assert page.request.get(link).ok


def test_a_kiosk_whose_session_is_gone_says_so_and_mends_itself(people):
    kiosk = people.kiosk()
    expect(kiosk.locator('[data-screen="start"]')).to_be_visible()
    people.link_may_break = True
    kiosk.context.clear_cookies(name="session")

    kiosk.locator('.help[data-do="need"]').click()
    expect(kiosk.locator("#message")).to_be_visible()
    expect(kiosk.locator('[data-screen="start"]')).to_be_visible()
    kiosk.wait_for_timeout(600)
    kiosk.locator('.help[data-do="need"]').click()

    expect(kiosk.locator("#number")).to_have_text("101")
