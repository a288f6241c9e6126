"""An agent helps out at another counter: the screen asks, and it is said where it was done."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_an_agent_acts_for_another_counter_once_they_said_so_and_its_screen_says_from_where(people, program):
    number = program("kiosk")({"type": "TakeTicket", "need": "parcel_notice"})["number"]
    first, two = people.counter("1"), people.counter_device("2")
    expect(two.locator("#call-do")).to_have_text("Ouvrir le guichet")

    two.goto("/counter/1")
    expect(two.get_by_role("dialog")).to_contain_text("Cet appareil est celui du guichet 2.")
    two.keyboard.press("Escape")
    expect(two.get_by_role("dialog")).to_be_visible()
    expect(two.locator("#call-do")).to_be_empty()
    two.get_by_role("link", name="Non, revenir au guichet 2").click()
    expect(two).to_have_url(two.url.replace("/counter/1", "/counter/2"))
    expect(two.locator("#call-do")).to_have_text("Ouvrir le guichet")

    two.goto("/counter/1")
    two.get_by_role("button", name="Oui, agir pour le guichet 1").click()
    expect(two.locator("header")).to_contain_text("Depuis l'appareil du guichet 2")
    two.locator("#call").click()
    expect(first.locator("#desk-state")).to_have_text("Guichet ouvert, depuis l'appareil du guichet 2")
    two.locator("#call").click()
    expect(first.locator("#number")).to_have_text(str(number))
    expect(first.locator("#called-from")).to_have_text("Appelé depuis l'appareil du guichet 2")
    two.get_by_role("button", name="Appeler un collègue").click()
    expect(first.locator("#calls")).to_contain_text("Le guichet 1 appelle un collègue, depuis l'appareil du guichet 2")

    # The counter's own agent goes on, and nothing more is said; the other page forgets when it is loaded again.
    first.get_by_role("button", name="Rappeler").click()
    expect(first.locator("#called-from")).to_have_text("Appelé depuis l'appareil du guichet 2")
    two.reload()
    expect(two.get_by_role("dialog")).to_contain_text("Voulez-vous agir pour le guichet 1")
