"""The journal is gone while people hold tickets: no number comes twice, and the staff know what to do."""

import re
import sqlite3

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
GOES_ON = re.compile("Les numéros continuent à partir de 301")


def folder_of(bureau):
    return bureau.folder / "demonstration" / "lens"


def test_after_the_journal_was_lost_the_staff_read_where_the_numbers_go_on(bureau, people, take):
    people.link_may_break = True
    kiosk = people.kiosk()
    assert take(kiosk, "collect", "parcel_notice") == 101
    bureau.kill()
    for path in folder_of(bureau).glob("journal.db*"):
        path.unlink()
    bureau.start_again()

    console, manager = people.console(), people.at("/manager", 1280, 900)
    for screen in (console, manager):
        expect(screen.locator("#fence-line")).to_contain_text(GOES_ON)
    expect(manager.get_by_role("alert").first).to_contain_text("il manque l'événement n°")
    assert take(people.kiosk(), "collect", "parcel_notice") == 301


def test_while_nothing_is_lost_nothing_is_said_and_the_days_head_is_there_to_be_noted(bureau, people):
    console, manager = people.console(), people.at("/manager", 1280, 900)
    expect(console.locator("#queue")).to_be_attached()
    expect(console.locator("#fence-line")).to_be_hidden()
    expect(manager.locator("#fence-line")).to_be_hidden()
    expect(manager.locator(".head-of-day")).to_contain_text(re.compile(r"([0-9a-f]{4} ){2}[0-9a-f]{4}"))
    manager.get_by_role("link", name="Les vacations").click()
    expect(manager.locator(".head-of-day")).to_contain_text("qui n'est pas fini")


def test_a_past_that_somebody_changed_is_told_to_the_manager_and_the_queue_goes_on(bureau, people, take):
    people.link_may_break = True
    take(people.kiosk(), "collect", "parcel_notice")
    bureau.kill()
    hand = sqlite3.connect(folder_of(bureau) / "journal.db", isolation_level=None)
    hand.execute("drop trigger event_is_not_changed")
    hand.execute("update event set at = at - 1 where type = 'TicketTaken'")
    hand.close()
    bureau.start_again()

    manager = people.at("/manager", 1280, 900)
    expect(manager.get_by_role("alert").first).to_contain_text("a été modifié ou déplacé")
    manager.goto("/manager/presences")
    expect(manager.get_by_role("alert").first).to_contain_text("a été modifié ou déplacé")
    assert take(people.kiosk(), "collect", "parcel_notice") == 102
