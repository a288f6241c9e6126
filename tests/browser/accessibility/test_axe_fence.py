"""After part of the day was lost: what the staff and a client's phone show then has no violation."""

import shutil

import pytest
from playwright.sync_api import expect

from tests.browser.real_office import Bureau

pytestmark = pytest.mark.browser


def test_axe_finds_nothing_while_the_staff_are_told_what_is_lost(bureau: Bureau, people, program, reader):
    people.link_may_break = True
    lost = program("kiosk")({"type": "TakeTicket", "need": "parcel_notice"})
    bureau.kill()
    folder = bureau.folder / "demonstration" / "lens"
    shutil.rmtree(folder / "copies", ignore_errors=True)
    for path in folder.glob("journal.db*"):
        path.unlink()
    bureau.start_again()

    violations = []
    for screen, (width, height) in {"/console": (360, 640), "/counter/1": (1280, 800), "/manager": (1280, 800)}.items():
        page = people.at(screen, width, height)
        expect(page.locator("#fence-line")).to_be_visible()
        violations += [f"{screen}: {violation}" for violation in reader.violations(page)]
        page.context.close()
    for language in ("fr", "ar"):
        phone = people.at(f"/t/{lost['url'].rsplit('/', 1)[1]}?lang={language}", 320, 640)
        expect(phone.locator('[data-part="lost"]')).to_be_visible()
        violations += [f"phone {language}: {violation}" for violation in reader.violations(phone)]

    assert violations == []
