"""Pictures of every screen, in docs/screens: python tools/screens.py. Starts a demonstration of its own; needs the tests' Chromium."""

import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

OUT = Path(__file__).resolve().parent.parent / "docs" / "screens"
LANGUAGES = ("fr", "ar", "uk")
KIOSK, DISPLAY, PHONE, COUNTER, HAND = (1080, 1920), (1920, 1080), (390, 844), (1280, 800), (390, 844)
SHOWN_WIDTH = {KIOSK: 320, DISPLAY: 640, PHONE: 240, COUNTER: 640}
ACROSS = {KIOSK: 7, DISPLAY: 3, PHONE: 6, COUNTER: 3}
GAP = 12
SETTLED_MS = 900
COUNTERS = "1234"
# A call keeps the screen for some seconds before the next one may come.
CALL_MS = 8_000
TWICE_MS = 2_200
MODULE = """async (name, what, ...facts) => {
  const module = await import(`/assets/${document.documentElement.dataset.pages}/static/${name}`);
  return module[what](...facts);
}"""
SEND = f"(command) => ({MODULE})('live.js', 'send', command)"
TAKE = f"(command) => ({MODULE})('post.js', 'post', '/kiosk/commands', {{ type: 'TakeTicket', ...command }})"
# A picture that is filled as it comes says what it would; nothing has the focus, as after a touch.
GO = """async (name) => {
  const { go } = await import(`/assets/${document.documentElement.dataset.pages}/kiosk/static/picture.js`);
  const { tell } = await import(`/assets/${document.documentElement.dataset.pages}/kiosk/static/sentence.js`);
  tell(document.getElementById("message"), "kiosk.not_reached");
  tell(document.getElementById("warning"), "kiosk.back_in", { seconds: 30 });
  tell(document.getElementById("long-wait"), "wait.range", { low: 40, high: 45 });
  go(name);
  document.activeElement.blur();
}"""
NEEDS = ("parcel_notice", "cash_without_card", "tax", "stamps", "help", "sim_plan", "digiposte", "address_change")


def main() -> None:
    """Each sheet is one picture of many screens, compressed."""
    OUT.mkdir(parents=True, exist_ok=True)
    program = shutil.which("chromium-headless-shell") or shutil.which("chromium")
    with office() as url, sync_playwright() as playwright:
        # As the browser of a screen that nobody touches is started: it may sound.
        flags = [
            "--disable-gpu",
            "--autoplay-policy=no-user-gesture-required",
            *(["--no-sandbox"] if os.geteuid() == 0 else []),
        ]
        browser = playwright.chromium.launch(executable_path=program, args=flags)
        desk = opened(browser, url, "/counter/1", COUNTER)
        for counter in COUNTERS:
            desk.evaluate(SEND, {"type": "OpenCounter", "counter": counter})
        hand = opened(browser, url, "/console", HAND)
        hand.evaluate(SEND, {"type": "StartPresence"})
        kiosk = opened(browser, url, "/kiosk", KIOSK)
        empty = {"calm": picture(opened(browser, url, "/display", DISPLAY))}
        for language in LANGUAGES:
            for size in ("normal", "large"):
                save(f"kiosk-{language}-{size}", KIOSK, kiosk_pictures(browser, url, language, size))
        save("kiosk-contrast", KIOSK, kiosk_pictures(browser, url, "fr", "contrast"))
        # After the kiosk's own pictures: where many wait, it speaks of that first.
        # Two kiosks: one gives twelve tickets a minute.
        addresses = [take(page, need) for page in (kiosk, opened(browser, url, "/kiosk", KIOSK)) for need in NEEDS]
        save("display", DISPLAY, empty | display_pictures(browser, url, desk, hand))
        save("phone", PHONE, phone_pictures(browser, url, kiosk, addresses))
        save("counter", COUNTER, {"counter": picture(desk)})
        save("console", HAND, console_pictures(browser, url))
        save("manager", COUNTER, manager_pictures(browser, url))
        browser.close()


def kiosk_pictures(browser: Browser, url: str, language: str, dress: str) -> dict[str, Image.Image]:
    """Every picture of the kiosk in one language; dress: normal, large or contrast."""
    page = opened(browser, url, f"/kiosk?lang={language}", KIOSK)
    take_on_screen(page)
    names: list[str] = page.locator("[data-screen]").evaluate_all("all => all.map((one) => one.dataset.screen)")
    if dress != "normal":
        page.evaluate(f"document.documentElement.classList.add('{dress}')")
    pictures = {}
    for name in names:
        page.evaluate(GO, name)
        pictures[name] = picture(page)
    page.context.close()
    return pictures


def take_on_screen(page: Page) -> None:
    """A ticket by touch, so that the last picture is filled."""
    for what in ('[data-do="tile"][data-value="collect"]', '[data-do="need"][data-value="parcel_notice"]'):
        page.locator(what).dispatch_event("click")
    page.locator('[data-screen="done"]').wait_for(state="visible")


def display_pictures(browser: Browser, url: str, desk: Page, hand: Page) -> dict[str, Image.Image]:
    """The waiting room with people waiting, with calls, with a message; standing too."""
    page = opened(browser, url, "/display", DISPLAY)
    upright = opened(browser, url, "/display", (1080, 1920))
    pictures = {"waiting": picture(page)}
    for counter in COUNTERS:
        desk.evaluate(SEND, {"type": "CallNext", "counter": counter})
        page.wait_for_timeout(CALL_MS)
    pictures["called"] = picture(page)
    hand.evaluate(SEND, {"type": "Announce", "message": "long-wait", "minutes": 10})
    page.locator("#messages li").wait_for()
    return pictures | {"announced": picture(page), "upright": picture(upright)}


def console_pictures(browser: Browser, url: str) -> dict[str, Image.Image]:
    """The mediator: the queue, a ticket, a change of place with its price, help and its record, the hall, workshops, the office."""
    hand = opened(browser, url, "/console", HAND)
    hand.evaluate(SEND, {"type": "StartPresence"})
    pictures = {"queue": picture(hand)}
    ticket = hand.locator("#queue > li .open").nth(3)
    ticket.click()
    pictures["ticket"] = picture(hand)
    hand.locator("#ticket-dialog").get_by_role("button", name="Monter").click()
    hand.locator("#ticket-dialog .price").get_by_text("min de plus").wait_for()
    pictures["price"] = picture(hand)
    hand.keyboard.press("Escape")
    hand.goto("/console#/help")
    hand.get_by_role("button", name="Aide sans ticket").click()
    hand.locator("#running .action").click()
    pictures["record"] = picture(hand)
    hand.keyboard.press("Escape")
    fill_workshops(hand)
    for place in ("hall", "workshops", "office"):
        hand.goto(f"/console#/{place}")
        hand.wait_for_timeout(SETTLED_MS)
        pictures[place] = picture(hand)
    hand.goto("/console#/workshops")
    hand.locator(".workshop").first.click()
    pictures["workshop"] = picture(hand)
    return pictures


def fill_workshops(hand: Page) -> None:
    """Two workshops of tomorrow: one is full and somebody waits, the other has seats."""
    tomorrow = round(time.time() / 86_400 + 1) * 86_400_000
    for title, place, hour, seats in (
        ("laposte-mail", "salle-du-bureau", 8, 3),
        ("client-space", "centre-social", 13, 8),
    ):
        planned = {"title": title, "place": place, "starts": tomorrow + hour * 3_600_000, "seats": seats}
        workshop = hand.evaluate(SEND, {"type": "PlanWorkshop", **planned})["made"]
        for _person in range(4):
            hand.evaluate(SEND, {"type": "SignUp", "workshop": workshop})
            # The same again within two seconds is a double tap.
            hand.wait_for_timeout(TWICE_MS)


def manager_pictures(browser: Browser, url: str) -> dict[str, Image.Image]:
    """Today, the working periods, the report."""
    pages = {"today": "/manager", "presences": "/manager/presences", "report": "/manager/report?span=this_month"}
    return {name: picture(opened(browser, url, page, COUNTER)) for name, page in pages.items()}


def phone_pictures(browser: Browser, url: str, kiosk: Page, addresses: list[str]) -> dict[str, Image.Image]:
    """The client's own page: of those who were called, of those who wait, in each language."""
    pictures = {}
    for at, address in enumerate(addresses[:3]):
        pictures[f"ticket {at}"] = picture(opened(browser, url, address, PHONE))
    for language in LANGUAGES[1:]:
        pictures[language] = picture(opened(browser, url, take(kiosk, "parcel_notice", language), PHONE))
    for sheet in ("", "/track-parcel"):
        pictures[f"sheets{sheet}"] = picture(opened(browser, url, f"/sheets{sheet}", PHONE))
    return pictures


def take(kiosk: Page, need: str, language: str = "fr") -> str:
    """A ticket; the path of its page."""
    answer = kiosk.evaluate(TAKE, {"need": need, "language": language})
    return "/t/" + str(answer["url"]).rsplit("/", 1)[1]


def opened(browser: Browser, url: str, path: str, size: tuple[int, int]) -> Page:
    """A person at a screen, paired by the demonstration's first page."""
    context = browser.new_context(base_url=url, locale="fr-FR", viewport={"width": size[0], "height": size[1]})
    context.request.get("/")
    page = context.new_page()
    page.goto(path)
    page.wait_for_timeout(SETTLED_MS)
    return page


def picture(page: Page) -> Image.Image:
    """What is on screen."""
    page.evaluate("document.fonts.ready")
    return Image.open(io.BytesIO(page.screenshot())).convert("RGB")


def save(name: str, size: tuple[int, int], pictures: dict[str, Image.Image]) -> None:
    """All of them on one sheet, as WebP."""
    width, across = SHOWN_WIDTH[size], ACROSS[size]
    small = [
        image.resize((width, round(image.height * width / image.width)), Image.Resampling.LANCZOS)
        for image in pictures.values()
    ]
    rows = [small[at : at + across] for at in range(0, len(small), across)]
    heights = [max(image.height for image in row) for row in rows]
    sheet_size = min(across, len(small)) * (width + GAP) + GAP, sum(heights) + GAP * (len(rows) + 1)
    sheet, top = Image.new("RGB", sheet_size, "#8894AE"), GAP
    for row, height in zip(rows, heights, strict=True):
        for at, image in enumerate(row):
            sheet.paste(image, (GAP + at * (width + GAP), top))
        top += height + GAP
    sheet.save(OUT / f"{name}.webp", quality=80, method=6)
    print(f"{name}: {len(pictures)}, {(OUT / f'{name}.webp').stat().st_size // 1024} KB")


@contextmanager
def office() -> Iterator[str]:
    """A demonstration of Lens in a folder of its own; its address."""
    with tempfile.TemporaryDirectory() as folder:
        command = [
            sys.executable,
            "-m",
            "server.command_line",
            "serve",
            "--demonstration",
            "--port",
            "0",
            "--data",
            folder,
        ]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
            assert process.stdout is not None
            try:
                yield str(json.loads(process.stdout.readline())["address"])
            finally:
                process.terminate()


if __name__ == "__main__":
    main()
