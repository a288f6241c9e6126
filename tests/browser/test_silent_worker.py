"""The printer's program hangs: staff read it, the kiosk promises no paper, and the next client has one again."""

import os
import signal
from pathlib import Path

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.long]
PICTURES = os.environ.get("PICTURES")
SEEN = """([sign, words]) => {
  window.seen = false;
  const there = document.querySelector(sign);
  const look = () => { window.seen ||= !there.hidden && there.textContent.includes(words); };
  new MutationObserver(look).observe(there, { attributes: true, childList: true, characterData: true, subtree: true });
}"""
"""Whether it was shown with these words at any moment: the next worker is there within seconds, or within one."""


def test_a_printer_whose_program_hangs_is_told_and_promised_to_nobody(people, bureau):
    manager, console, kiosk = people.at("/manager", 1280, 800), people.console(), people.kiosk()
    expect(manager.locator("#printers")).to_contain_text("prête", timeout=25_000)
    kiosk.evaluate(SEEN, ["#no-paper", ""])
    console.evaluate(SEEN, ["#printer", "son programme ne répond plus"])
    _worker(bureau)

    console.wait_for_function("() => window.seen", timeout=60_000)
    for page, name in ((console, "console"), (manager, "manager"), (kiosk, "kiosk")):
        if PICTURES:
            page.screenshot(path=f"{PICTURES}/{name}.png")

    expect(manager.locator("#printers")).to_contain_text("prête", timeout=25_000)
    expect(kiosk.locator("#no-paper")).to_be_hidden()
    assert kiosk.evaluate("window.seen")
    kiosk.locator('.help[data-do="need"]').click()
    expect(kiosk.locator("#number")).to_have_text("101")
    assert len(bureau.papers(1)) == 1


def _worker(bureau) -> None:
    """Stops the worker as a program that hangs does: it is there, and does nothing."""
    for process in Path("/proc").iterdir():
        if process.name.isdigit() and "printer.worker" in _command(process) and str(bureau.folder) in _command(process):
            os.kill(int(process.name), signal.SIGSTOP)
            return
    raise AssertionError("no worker")


def _command(process: Path) -> str:
    try:
        return (process / "cmdline").read_text()
    except OSError:
        return ""
