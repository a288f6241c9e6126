"""A copy of before is put back while people hold papers: no number comes twice, and each is told what is true and what to do."""

import os
import shutil
import subprocess
import sys

import pytest
from playwright.sync_api import expect

from server.time.clock import now_ms
from tests.server.shelved import shelve

pytestmark = pytest.mark.browser
PICTURES = os.environ.get("PICTURES")
KEEP = "Gardez votre papier"


def folder_of(bureau):
    """What the office keeps."""
    return bureau.folder / "demonstration" / "lens"


def put_back(bureau, copy):
    """allervers restore, as whoever looks after the office gives it."""
    command = [
        sys.executable,
        "-m",
        "server.command_line",
        "restore",
        "--demonstration",
        "--office",
        "lens",
        "--yes",
        str(copy),
    ]
    return subprocess.run(
        [*command, "--data", str(bureau.folder)], capture_output=True, text=True, check=True, timeout=30
    ).stdout


def phone(people, bureau, url, language="fr"):
    """The client's own page on their phone."""
    return people.at(f"/t/{url.rsplit('/', 1)[1]}?lang={language}", 390, 780)


def picture(page, name):
    """For somebody to look at."""
    if PICTURES:
        page.screenshot(path=f"{PICTURES}/{name}.png")


def test_after_a_copy_was_put_back_everybody_knows_what_to_do_and_no_number_comes_twice(bureau, people, program, take):
    people.link_may_break = True
    ask = program("kiosk")
    given = [ask({"type": "TakeTicket", "need": "parcel_notice"}) for _ in range(4)]
    kiosk, console, counter = people.kiosk(), people.console(), people.counter("1")
    numbers = [answer["number"] for answer in given] + [take(kiosk, "collect", "parcel_notice")]
    copy = shelve(folder_of(bureau), now_ms())
    lost = [ask({"type": "TakeTicket", "need": "parcel_notice"}) for _ in range(3)]
    numbers += [answer["number"] for answer in lost] + [take(kiosk, "collect", "parcel_notice")]
    assert numbers == [*range(101, 110)]
    kept_phone, lost_phone = phone(people, bureau, given[1]["url"]), phone(people, bureau, lost[1]["url"])
    expect(lost_phone.locator("h1")).to_contain_text("107")
    expect(console.locator("#fence-line")).to_be_hidden()

    bureau.kill()
    output = put_back(bureau, copy)
    bureau.start_again()

    assert "106 à 109 (4)" in output
    for screen in (console, counter, people.at("/manager", 1280, 900)):
        expect(screen.locator("#fence-line")).to_be_visible()
        expect(screen.locator("#fence-said")).to_contain_text("Une copie du bureau a été remise")
        expect(screen.locator("#fence-missing")).to_contain_text("106 à 109")
        expect(screen.locator("#fence-missing")).to_contain_text("301")
    expect(console.locator("#queue > li")).to_have_count(5)
    expect(console.get_by_role("button", name="C'est fait")).to_be_in_viewport()
    expect(counter.locator("#fence-settled")).to_have_count(0)
    picture(console, "fence-console-390")
    picture(counter, "fence-counter")
    console.set_viewport_size({"width": 360, "height": 640})
    expect(console.get_by_role("button", name="C'est fait")).to_be_in_viewport()
    expect(console.locator("#queue > li").first).to_be_visible()
    picture(console, "fence-console-360")
    console.set_viewport_size({"width": 390, "height": 844})

    again = [take(kiosk, "collect", "parcel_notice"), ask({"type": "TakeTicket", "need": "parcel_notice"})["number"]]
    assert again == [301, 302]
    assert not set(again) & set(numbers)

    expect(lost_phone.get_by_text("ne retrouve pas votre numéro")).to_be_visible()
    expect(lost_phone.locator("h1")).to_contain_text("107")
    picture(lost_phone, "fence-phone-open")
    expect(kept_phone.locator("h1")).to_contain_text("102")
    expect(
        kept_phone.get_by_text("personnes avant vous").or_(kept_phone.get_by_text("personne avant vous"))
    ).to_be_visible()
    for language in ("fr", "ar"):
        fresh = phone(people, bureau, lost[0]["url"], language)
        expect(fresh.get_by_role("heading", level=1)).to_be_visible()
        picture(fresh, f"fence-phone-{language}")
    expect(phone(people, bureau, lost[0]["url"]).get_by_role("heading", level=1)).to_have_text(KEEP)

    console.get_by_role("button", name="C'est fait").click()
    for screen in (console, counter):
        expect(screen.locator("#fence-line")).to_be_hidden()
    expect(phone(people, bureau, lost[0]["url"]).get_by_role("heading", level=1)).to_have_text(KEEP)


def test_a_kiosk_that_saw_more_tells_an_office_whose_whole_folder_is_an_old_copy(bureau, people, take):
    """Somebody puts the folder back by hand: the witness in it is as old as the rest."""
    people.link_may_break = True
    kiosk = people.kiosk()
    given = [take(kiosk, "collect", "parcel_notice") for _ in range(2)]
    bureau.kill()
    old = bureau.folder / "old"
    shutil.copytree(folder_of(bureau), old)
    bureau.start_again()
    given += [take(kiosk, "collect", "parcel_notice") for _ in range(2)]
    newest = kiosk.evaluate("localStorage.getItem('seen')")
    kiosk.wait_for_function("was => localStorage.getItem('seen') !== was", arg=newest)

    bureau.kill()
    shutil.rmtree(folder_of(bureau))
    shutil.copytree(old, folder_of(bureau))
    bureau.start_again()

    again = take(kiosk, "collect", "parcel_notice")
    assert again not in given
    assert again == 301
    console = people.console()
    expect(console.locator("#fence-said")).to_contain_text("Un écran a vu des tickets que le bureau n'a plus")
    expect(console.locator("#fence-missing")).to_contain_text("103 à 104")
