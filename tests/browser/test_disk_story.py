"""The office's computer cannot store, or ends: the staff read why, and a tap that nobody answered is asked again under its key."""

import os
import signal
import sqlite3

import pytest
from playwright.sync_api import Page, expect

from tests.bench.wire import office_of

pytestmark = [pytest.mark.browser]
A_TICK_MS = 12_000


def _shut(bureau) -> sqlite3.Connection:
    other = sqlite3.connect(bureau.folder / "demonstration" / "lens" / "journal.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    return other


def _commands_of(page: Page) -> list[tuple[str, int]]:
    """The key of each command this page sends from now on, with the status of its answer; 0 without one."""
    addresses: list[tuple[str, int]] = []

    def note(request) -> None:
        if request.method == "POST":
            answer = request.response() if request.failure is None else None
            addresses.append((request.headers["idempotency-key"], answer.status if answer else 0))

    page.on("requestfinished", note)
    page.on("requestfailed", note)
    return addresses


def test_what_cannot_be_stored_is_said_on_each_staff_screen_and_goes_away_by_itself(people, bureau, tmp_path):
    counter, console, manager = people.counter("1"), people.console(), people.at("/manager", 1280, 900)
    display = people.display()
    expect(counter.locator("#call")).to_be_visible()
    other = _shut(bureau)
    counter.locator("#call").click()

    for screen in (counter, console, manager):
        expect(screen.locator("#notices")).to_contain_text("rien ne peut être enregistré", timeout=A_TICK_MS)
        expect(screen.locator("#notices")).to_be_in_viewport()
    expect(display.locator("#notices")).to_have_count(0)
    for name, screen in (("counter", counter), ("console", console), ("manager", manager)):
        screen.screenshot(path=tmp_path / f"{name}.png")

    other.execute("ROLLBACK")
    for screen in (counter, console, manager):
        expect(screen.locator("#notices p")).to_have_count(0, timeout=A_TICK_MS)


def test_a_tap_while_the_office_cannot_store_is_asked_again_under_its_key(people, bureau, take):
    people.link_may_break = True
    kiosk = people.kiosk()
    addresses = _commands_of(kiosk)
    other = _shut(bureau)
    # The first answer is 503, a second later; then the way is free.
    kiosk.on("response", lambda answer: answer.status == 503 and other.in_transaction and other.execute("ROLLBACK"))

    assert take(kiosk, "collect", "parcel_notice") == 101

    keys, statuses = zip(*addresses, strict=True)
    assert statuses == (503, 200)
    assert len(set(keys)) == 1


def test_a_tap_on_a_killed_office_gives_its_ticket_when_it_is_there_again(people, bureau, take):
    people.link_may_break = True
    kiosk = people.kiosk()
    take(kiosk, "collect", "parcel_notice")
    addresses = _commands_of(kiosk)
    os.kill(office_of(bureau.process.pid), signal.SIGKILL)

    assert take(kiosk, "collect", "parcel_notice") == 102

    keys, statuses = zip(*addresses, strict=True)
    assert statuses[-1] == 200
    assert len(set(keys)) == 1
