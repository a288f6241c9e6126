"""A mediator and an agent who read English go through all of their screens: nothing they see or are read aloud is French."""

import re

import pytest
from playwright.sync_api import Page, expect

from config.languages import OWN_NAMES
from config.loading import load
from tests.french_words import french_of

pytestmark = pytest.mark.browser
SEEN = """() => [...document.querySelectorAll("body *")].filter((one) => one.checkVisibility()).flatMap((one) => [
  ...[...one.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE).map((node) => node.data.trim()),
  ...["aria-label", "title", "placeholder", "alt"].map((name) => one.getAttribute(name)),
]).filter(Boolean).concat(document.title)"""
"""Each text that is seen, and each that is read aloud."""
LENS = load("lens")
DOORS = [name for place in LENS.places for name in (place.name, place.address) if name]
NAMES = ("Aller-vers", LENS.name, "Démonstration", *OWN_NAMES.values(), *DOORS)
"""The product, the office, who is signed in to a demonstration, each language in its own words, the doors that people are sent to."""


class Reader:
    """Somebody at a screen, and every text that they have seen in it so far."""

    def __init__(self, page: Page) -> None:
        page.request.get("/?lang=en")
        page.reload()
        self.page = page
        self.seen: dict[str, None] = {}

    def look(self) -> None:
        """At all that stands there now."""
        self.seen |= dict.fromkeys(self.page.evaluate(SEEN))

    def tap(self, what: str, within: str = "body") -> None:
        """A button or a link, by its words; then looks."""
        target = self.page.locator(within).get_by_text(what, exact=True).locator("visible=true").first
        target.click()
        self.look()

    def french(self) -> list[str]:
        """The French that was seen, each word with the text it stood in."""
        return [f"{words}: {text}" for text in self.seen if (words := french_of(text, NAMES))]


def test_a_mediator_and_an_agent_read_english_wherever_they_tap(people, program):
    kiosk = program("kiosk")
    numbers = [
        str(kiosk({"type": "TakeTicket", "need": need, "language": language})["number"])
        for need, language in (("stamps", "fr"), ("parcel_notice", "uk"), ("tax", "fr"), ("proxy_pickup", "fr"))
    ]
    agent, mediator = Reader(people.counter("1")), Reader(people.console())

    _at_the_counter(agent)
    _at_the_console(mediator, numbers)
    expect(agent.page.locator("#calls > li")).to_have_count(1)
    agent.look()

    assert agent.page.locator("html").get_attribute("lang") == "en"
    assert {"Call next", "Complaint about the order", "To the mediator", "Counter paused"} <= set(agent.seen)
    assert {"Ukrainian", "Keep their place", "Tracking a parcel", "Who did it?", "Level"} <= set(mediator.seen)
    assert len(agent.seen) > 40
    assert len(mediator.seen) > 150
    assert agent.french() + mediator.french() == []


def test_the_same_screens_in_french_are_found_to_be_french(people):
    """The control."""
    console = people.console()
    expect(console.locator("#presence")).to_contain_text("Je suis là")

    assert [text for text in console.evaluate(SEEN) if french_of(text, NAMES)]


def _at_the_counter(agent: Reader) -> None:
    page = agent.page
    expect(page.locator("#call-do")).to_have_text("Open the counter")
    agent.look()
    page.locator("#call").click()
    expect(page.locator("#call-do")).to_have_text("Call next")
    agent.tap("Machines")
    page.keyboard.press("Escape")
    agent.tap("Report a difficulty")
    agent.tap("Complaint about the order")
    page.locator("#call").click()
    expect(page.locator("#number")).not_to_be_empty()
    agent.look()
    agent.tap("The person is here")
    for dialog in ("Send elsewhere", "Set aside", "Ends otherwise", "Difficulty"):
        agent.tap(dialog)
        page.keyboard.press("Escape")
    agent.tap("Finished: served")
    agent.tap("Pause")


def _at_the_console(mediator: Reader, numbers: list[str]) -> None:
    page = mediator.page
    expect(page.locator("#queue > li").first).to_be_visible()
    mediator.look()
    mediator.tap("I am here")
    dialog = page.locator("#ticket-dialog")
    page.locator(".cards > li", has=page.locator(".number", has_text=numbers[-1])).locator(".open").click()
    expect(dialog).to_be_visible()
    mediator.look()
    for summary in dialog.locator("summary").locator("visible=true").all():
        summary.click()
    mediator.look()
    mediator.tap("Document missing", "#ticket-dialog")
    dialog.get_by_role("button", name="Back", exact=True).click()
    mediator.tap("Correct", "#ticket-dialog")
    dialog.get_by_role("button", name="Back", exact=True).click()
    mediator.tap("With me", "#ticket-dialog")
    expect(dialog).to_be_hidden()
    for place in ("Hall", "Workshops", "Office", "Help"):
        mediator.page.locator("#places").get_by_role("link", name=re.compile(place)).click()
        mediator.look()
        if place == "Hall":
            mediator.tap("Call a colleague")
        if place == "Workshops":
            mediator.tap("Plan a workshop")
            page.keyboard.press("Escape")
    for open_dialog in ("Quick help", "Give a guide"):
        mediator.tap(open_dialog)
        page.keyboard.press("Escape")
    page.locator("#running .button").first.click()
    mediator.look()
