"""The link is cut, the office starts again in the middle: nothing is lost, the screens say so and come back by themselves."""

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.long]
UNTIL_SAID_MS = 20_000


def test_a_cut_link_is_said_the_last_state_stays_and_it_heals(people, bureau, take):
    people.link_may_break = True
    kiosk, counter = people.kiosk(), people.counter("1")
    display, client = people.display(url=bureau.line.url), people.kiosk(url=bureau.line.url)
    counter.locator("#call").click()
    take(kiosk, "collect", "parcel_notice")
    expect(counter.locator("#call-who")).to_contain_text("101")
    counter.locator("#call").click()
    expect(display.locator("#number")).to_have_text("101")
    # Said whole: a call whose voice is cut off is chimed again.
    expect(display.locator("html")).to_have_attribute("data-spoken", "1")

    bureau.line.cut()
    take(kiosk, "collect", "parcel_notice")
    expect(display.locator("#paused")).to_be_visible(timeout=UNTIL_SAID_MS)
    expect(client.locator('[data-screen="lost"]')).to_be_visible(timeout=UNTIL_SAID_MS)
    # The last good state, not a blank screen.
    expect(display.locator("#number")).to_have_text("101")
    bureau.line.mend()

    expect(display.locator("#paused")).to_be_hidden()
    expect(display.locator("#flows")).to_contain_text("1 personne")
    expect(client.locator('[data-screen="start"]')).to_be_visible()
    assert display.evaluate("document.documentElement.dataset.chimes") == "1", "an old call was chimed again"


def test_an_office_killed_in_the_middle_loses_nothing_and_the_screens_come_back(people, bureau, take):
    people.link_may_break = True
    kiosk, counter, display = people.kiosk(), people.counter("1"), people.display()
    counter.locator("#call").click()
    numbers = [take(kiosk, "collect", "parcel_notice") for _ in range(2)]
    expect(counter.locator("#queue .row")).to_have_count(2)
    counter.locator("#call").click()
    expect(display.locator("#number")).to_have_text(str(numbers[0]))

    bureau.kill()
    bureau.start_again()

    counter.get_by_role("button", name="La personne est là").click()
    expect(counter.locator("#serving-acts")).to_be_visible()
    expect(counter.locator("#queue .row")).to_have_count(1)
    assert take(kiosk, "collect", "parcel_notice") == numbers[-1] + 1
    expect(display.locator("#flows")).to_contain_text("2 personnes")
    counter.get_by_role("button", name="Terminé : servi").click()
    counter.locator("#call").click()
    expect(display.locator("#number")).to_have_text(str(numbers[1]))
