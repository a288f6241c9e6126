"""A long wait is told before the ticket, with what else one may do; whom the law gives priority is not sent away."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def _touch(kiosk, what):
    kiosk.wait_for_timeout(550)
    kiosk.locator(what).click()


# A browser of the demonstration has every right: what staff and other clients do beside this client.
POST = """async ([role, command, times]) => {
  const { post } = await import(`/assets/${document.documentElement.dataset.pages}/static/post.js`);
  for (let at = 0; at < times; at += 1) if (!(await post(`/${role}/commands`, command)).ok) throw new Error(command.type);
}"""


def _later_hour_is_still_to_come():
    here = datetime.now(ZoneInfo("Europe/Paris"))
    return here.hour * 60 + here.minute < 11 * 60 + 30


def test_a_long_wait_is_told_before_the_ticket_and_the_client_chooses(people, program):
    console, kiosk = people.console(), people.kiosk()
    kiosk.evaluate(POST, ["counter", {"type": "OpenCounter", "counter": "1"}, 1])
    client = program("kiosk")
    for _ in range(20):
        client({"type": "TakeTicket", "need": "send_parcel", "route": "counter"})
    expect(kiosk.locator('[data-value="send_parcel"] [data-wait]')).not_to_be_empty()

    _touch(kiosk, '[data-do="tile"][data-value="send"]')
    _touch(kiosk, '[data-do="need"][data-value="send_parcel"]')
    expect(kiosk.locator('[data-screen="long"]')).to_be_visible()
    expect(kiosk.get_by_text("Il y a beaucoup de monde")).to_be_visible()
    expect(kiosk.locator("#long-wait")).to_contain_text("minutes")
    assert kiosk.locator(".quieter").is_visible() == _later_hour_is_still_to_come()
    expect(kiosk.locator('[data-do="long-mediator"]')).to_be_hidden()
    expect(kiosk.locator('[data-do="long-machine"]')).to_be_visible()
    _touch(kiosk, '[data-do="long-machine"]')
    expect(kiosk.locator("#number")).to_have_text("121")
    expect(kiosk.locator("#done-wait")).to_have_text("tout de suite")
    _touch(kiosk, '[data-screen="done"] [data-do="restart"]')

    kiosk.evaluate(POST, ["console", {"type": "StartPresence"}, 1])
    _touch(kiosk, '[data-do="tile"][data-value="collect"]')
    _touch(kiosk, '[data-do="need"][data-value="parcel_notice"]')
    expect(kiosk.locator('[data-do="long-machine"]')).to_be_hidden()
    expect(kiosk.locator('[data-do="long-mediator"]')).to_be_visible()
    _touch(kiosk, '[data-screen="long"] [data-do="restart"]')
    expect(kiosk.locator('[data-screen="start"]')).to_be_visible()

    _touch(kiosk, '[data-do="legal"]')
    _touch(kiosk, '[data-do="tile"][data-value="collect"]')
    _touch(kiosk, '[data-do="need"][data-value="parcel_notice"]')
    expect(kiosk.locator("#number")).to_have_text("122")
    expect(console.get_by_text("122").first).to_be_visible()
