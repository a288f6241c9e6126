"""The machine's clock jumps while people wait: the staff are asked, one of them answers, and nobody loses a place."""

import json
import os
import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.real_office import Bureau

pytestmark = [pytest.mark.browser, pytest.mark.long]
PICTURES = os.environ.get("PICTURES")
DAY_S = 86_400


class TurnedBureau(Bureau):
    """On a machine whose clock the story sets."""

    def __init__(self, folder: Path) -> None:
        self.wrong = folder / "wrong"
        self.set_clock(0)
        self.program = ("-m", "tests.browser.turned_program", str(self.wrong))
        super().__init__(folder)

    def set_clock(self, seconds: float) -> None:
        """So far from the right time."""
        partial = self.wrong.with_suffix(".new")
        partial.write_text(str(seconds))
        partial.replace(self.wrong)

    def readiness(self) -> dict[str, object]:
        """What a monitor reads."""
        with urllib.request.urlopen(self.url + "/readyz") as answer:
            body: dict[str, object] = json.load(answer)
            return body


@pytest.fixture
def bureau(tmp_path):
    """An office on a machine whose clock can be set."""
    started = TurnedBureau(tmp_path)
    yield started
    if started.process.poll() is None:
        assert started.stop() == 0


def _picture(page, name):
    if PICTURES:
        page.screenshot(path=f"{PICTURES}/{name}.png")


def test_a_mediator_reads_that_the_clock_jumped_and_says_that_the_time_is_right(people, program, bureau):
    ask = program("kiosk")
    for _ in range(3):
        ask({"type": "TakeTicket", "need": "parcel_notice"})
    console, counter, manager = people.console(), people.counter("1"), people.at("/manager", 1280, 900)
    display = people.display()
    expect(console.locator("#queue > li")).to_have_count(3)
    counter.get_by_role("button", name="Ouvrir le guichet", exact=True).click()
    counter.locator('[data-do="call"]').first.click()
    expect(display.locator("#current")).to_contain_text("101")

    bureau.set_clock(DAY_S)
    for screen, name in ((console, "console"), (counter, "counter"), (manager, "manager")):
        expect(screen.locator("#clock-said")).to_contain_text("a avancé d'un coup de 1 jour")
        expect(screen.locator("#clock-asked")).to_contain_text("Est-il bien")
        expect(screen.locator("#clock-asked")).to_be_in_viewport()
        expect(screen.get_by_role("button", name="Oui, l'heure est juste")).to_be_in_viewport()
        _picture(screen, name)
    assert bureau.readiness()["ready"] is True
    assert bureau.readiness()["clock"] == "held"
    expect(console.locator("#queue > li")).to_have_count(2)

    console.get_by_role("button", name="Oui, l'heure est juste").click()

    for screen in (console, counter, manager):
        expect(screen.locator("#clock-line")).to_be_hidden()
    expect(console.locator("#queue > li")).to_have_count(2)
    expect(counter.locator("#number")).to_have_text("101")
    expect(display.locator("#current")).to_contain_text("101")
    assert bureau.readiness()["clock"] == "trusted"
    assert ask({"type": "TakeTicket", "need": "parcel_notice"})["number"] == 104


def test_an_hour_back_for_a_moment_asks_and_is_over_by_itself_and_the_papers_go_on(people, program, bureau):
    ask = program("kiosk")
    ask({"type": "TakeTicket", "need": "parcel_notice"})
    bureau.papers(1)
    console = people.console()
    bureau.set_clock(-3_600)
    expect(console.locator("#clock-said")).to_contain_text("a reculé d'un coup de 1 heure")

    ask({"type": "TakeTicket", "need": "parcel_notice"})
    assert len(bureau.papers(2)) == 2
    bureau.set_clock(0)

    expect(console.locator("#clock-line")).to_be_hidden()
    expect(console.locator("#queue > li")).to_have_count(2)
