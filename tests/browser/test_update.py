"""The office is updated while its screens are open: each works afterwards, reloaded by hand or by itself, with what its browser kept."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
ROOT = Path(__file__).parents[2]
# Functions of draw.js and texts.js that the first module of every screen imports.
RENAMED = re.compile(r"\b(keyed|write|say)\b(?=[ ,(}])")
MAY_BE_BUSY_MS = 60_000
# The page for a dead office, kept by the kiosk's browser: every address of it is of one version.
KEPT = """async (pages) => {
  const kept = await (await caches.open("kiosk")).keys();
  const versions = kept.map(({ url }) => new URL(url).pathname).filter((path) => path.startsWith("/assets/"));
  return versions.length > 3 && versions.every((path) => path.startsWith(`/assets/${pages}/`));
}"""


def _copy(folder: Path) -> Path:
    """The program as git knows it, in a folder of its own."""
    named = subprocess.run(["git", "ls-files"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    for name in named.splitlines():
        if not name.startswith(("tests/", "docs/")) and (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, folder / name)
    return folder


def _updated(folder: Path) -> Path:
    """The next version: an exported function has another name, and whoever imports it says so."""
    source = _copy(folder)
    changed = 0
    for script in source.glob("*/static/*.js"):
        text, times = RENAMED.subn(r"\1Newly", script.read_text("utf-8"))
        script.write_text(text, "utf-8")
        changed += times
    assert changed > 50
    return source


def _pages(screen) -> str:
    return screen.locator("html").get_attribute("data-pages")


def test_screens_that_were_open_before_an_update_work_after_it(people, bureau, take, tmp_path):
    people.link_may_break = True
    kiosk, console, counter = people.kiosk(), people.console(), people.counter("1")
    display, manager = people.display(), people.at("/manager", 1280, 800)
    counter.locator("#call").click()
    expect(counter.locator("#call-do")).to_have_text("Appeler le suivant")
    number = take(kiosk, "collect", "parcel_notice")
    expect(console.locator("#queue > li")).to_have_count(1)
    screens = (kiosk, console, counter, display, manager)
    before = {screen: _pages(screen) for screen in screens}
    kiosk.wait_for_function(KEPT, arg=before[kiosk])
    console.locator("#queue > li .open").click()

    bureau.update(_updated(tmp_path / "next"))

    # By hand: what the browser kept of the version before is not what this page asks for.
    counter.reload()
    counter.locator("#call").click()
    expect(counter.locator("#number")).to_have_text(str(number))
    # By themselves, at a calm moment: the console has a sheet open, so that it waits.
    for screen in (kiosk, display, manager):
        expect(screen.locator("html")).not_to_have_attribute("data-pages", before[screen], timeout=MAY_BE_BUSY_MS)
    expect(console.locator("html")).to_have_attribute("data-pages", before[console])
    console.keyboard.press("Escape")
    expect(console.locator("html")).not_to_have_attribute("data-pages", before[console], timeout=MAY_BE_BUSY_MS)

    second = take(kiosk, "collect", "parcel_notice")
    expect(console.locator("#queue > li")).to_have_count(1)
    expect(console.locator("#queue > li")).to_contain_text(str(second))
    expect(display.locator("#number")).to_have_text(str(number))
    kiosk.wait_for_function(KEPT, arg=_pages(kiosk))
