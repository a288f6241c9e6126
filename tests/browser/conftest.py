"""The real program on a free port, and people at real browsers. Any page error or breach of the policy fails the story."""

import json
import os
import secrets
import shutil
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from http.cookies import SimpleCookie
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect, sync_playwright

from server.access import DEVICE_COOKIE, STAFF_COOKIE
from tests.browser.real_office import Bureau

CHROMIUM = shutil.which("chromium-headless-shell") or shutil.which("chromium")
FLAGS = [
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-dev-shm-usage",
    "--autoplay-policy=no-user-gesture-required",
    *(["--no-sandbox"] if os.geteuid() == 0 else []),
]
A_KIOSKS_CROWD = 10
# A link that is cut, and an office that starts again, are noises that a browser makes by itself: not faults of a page.
LINK_NOISE = ("WebSocket connection", "net::ERR_", "Failed to fetch", "Failed to load resource")


class People:
    """Opens screens, each person at a browser of their own, and watches over every page."""

    def __init__(self, browser: Browser, bureau: Bureau) -> None:
        self._browser = browser
        self._bureau = bureau
        self._contexts: list[BrowserContext] = []
        self.faults: list[str] = []
        self.link_may_break = False

    def at(self, page: str, width: int, height: int, url: str = "", script: bool = True) -> Page:
        """Somebody at a screen. url: another address of the same office (a line that can be cut). script: whether any runs."""
        context = self._browser.new_context(
            base_url=url or self._bureau.url,
            locale="fr-FR",
            viewport={"width": width, "height": height},
            java_script_enabled=script,
        )
        context.set_default_timeout(10_000)
        self._contexts.append(context)
        opened = context.new_page()
        opened.on("pageerror", lambda error: self.faults.append(f"{page}: {error}"))
        opened.on("console", lambda message: self._heard(page, message))
        opened.goto("/healthz")
        # The demonstration's first page pairs the browser; its own frames are another story's.
        context.request.get("/")
        opened.goto(page)
        return opened

    def kiosk(self, **where: str) -> Page:
        """A client at the kiosk."""
        kiosk = self.at("/kiosk", 1080, 1920, **where)
        # The time stands there once the page's modules run: a tap before that would be a tap on a picture.
        expect(kiosk.locator("#time")).not_to_be_empty()
        return kiosk

    def display(self, **where: str) -> Page:
        """The waiting room."""
        return self.at("/display", 1920, 1080, **where)

    def console(self, **where: str) -> Page:
        """The mediator."""
        return self.at("/console", 390, 844, **where)

    def counter(self, place: str, **where: str) -> Page:
        """An agent at a counter."""
        return self.at(f"/counter/{place}", 1280, 800, **where)

    def counter_device(self, own: str, width: int = 1280, height: int = 800) -> Page:
        """An agent signed in at a device that is paired for the counter `own`, on its page."""
        opened = self.at("/healthz", width, height)
        secret = _post(
            self._bureau,
            "/pair.json",
            {"code": _command(self._bureau, "pair", "--role", "counter", "--place", own)},
            {},
        )["secret"]
        pin = _command(self._bureau, "staff", "add", "--name", f"Agent {own}", "--role", "counter")
        badge = _post(
            self._bureau, "/sign-in.json", {"name": f"Agent {own}", "pin": pin}, {"Authorization": f"Bearer {secret}"}
        )["staff"]
        opened.context.clear_cookies()
        opened.context.add_cookies(
            [
                {"name": name, "value": value, "url": self._bureau.url}
                for name, value in ((DEVICE_COOKIE, secret), (STAFF_COOKIE, badge))
            ]
        )
        opened.goto(f"/counter/{own}")
        return opened

    def leave(self) -> None:
        """All browsers close."""
        for context in self._contexts:
            context.close()

    def _heard(self, page: str, message: ConsoleMessage) -> None:
        if message.type != "error":
            return
        if self.link_may_break and any(noise in message.text for noise in LINK_NOISE):
            return
        self.faults.append(f"{page}: {message.text}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    assert CHROMIUM, "no Chromium: run tools/browser.sh"
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture
def more() -> tuple[str, ...]:
    """Further options of the office; a story may have its own."""
    return ()


@pytest.fixture
def office_of() -> type[Bureau]:
    """For a story that prepares its folder before the office starts."""
    return Bureau


@pytest.fixture
def bureau(tmp_path: Path, more: tuple[str, ...]) -> Iterator[Bureau]:
    """A new office for each story."""
    started = Bureau(tmp_path, *more)
    yield started
    if started.process.poll() is None:
        assert started.stop() == 0


@pytest.fixture(scope="session")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bureau]:
    """One office for all stories that only look: they change nothing in it. Theirs is `bureau` in their file."""
    started = Bureau(tmp_path_factory.mktemp("standing"))
    yield started
    assert started.stop() == 0


@pytest.fixture
def people(browser: Browser, bureau: Bureau) -> Iterator[People]:
    """People at screens; the story fails if a page had a fault."""
    expect.set_options(timeout=15_000)
    guests = People(browser, bureau)
    yield guests
    guests.leave()
    assert guests.faults == []


@pytest.fixture
def take() -> Callable[..., int]:
    """A client takes a ticket by touch; the number that the kiosk shows."""

    def taken(kiosk: Page, tile: str, need: str, route: str | None = None) -> int:
        _touch(kiosk, f'[data-do="tile"][data-value="{tile}"]')
        _touch(kiosk, f'[data-do="need"][data-value="{need}"]')
        if route is not None:
            _touch(kiosk, f'[data-screen="choice"] [data-do="route"][data-value="{route}"]')
        expect(kiosk.locator('[data-screen="done"]')).to_be_visible()
        number = int(kiosk.locator("#number").inner_text())
        _touch(kiosk, '[data-screen="done"] [data-do="restart"]')
        expect(kiosk.locator('[data-screen="start"]')).to_be_visible()
        return number

    return taken


def _touch(kiosk: Page, what: str) -> None:
    """A person touches half a second after the picture changed: sooner, the kiosk takes it for a double tap."""
    kiosk.locator(what).wait_for(state="visible")
    kiosk.wait_for_timeout(550)
    kiosk.locator(what).click()


@pytest.fixture
def program(bureau: Bureau) -> Callable[[str], Callable[[dict[str, str]], dict[str, Any]]]:
    """A program written by somebody else: hands in commands over HTTP as docs/protocol.md says.

    A kiosk is the demonstration's own device, and a crowd comes to several, ten people to each: one gives twelve tickets a minute.
    Whoever signs in is paired with a code, and is somebody else than the people at screens.
    """

    people = count(1)

    def paired(role: str) -> Callable[[dict[str, str]], dict[str, Any]]:
        headers, came = {"Authorization": f"Bearer {_secret(bureau, role)}"}, count(1)
        if role != "kiosk":
            name = f"{role} {next(people)}"
            pin = _command(bureau, "staff", "add", "--name", name, "--role", role)
            headers["X-Staff"] = _post(bureau, "/sign-in.json", {"name": name, "pin": pin}, headers)["staff"]

        def asks(command: dict[str, str]) -> dict[str, Any]:
            if command["type"] == "TakeTicket" and next(came) % A_KIOSKS_CROWD == 0:
                headers["Authorization"] = f"Bearer {_secret(bureau, role)}"
            return _post(bureau, f"/{role}/commands", command, headers | {"Idempotency-Key": secrets.token_hex(16)})

        return asks

    return paired


def _secret(bureau: Bureau, role: str) -> str:
    if role == "kiosk":
        with urllib.request.urlopen(bureau.url) as answer:
            return SimpleCookie("; ".join(answer.headers.get_all("Set-Cookie")))[DEVICE_COOKIE].value
    return str(_post(bureau, "/pair.json", {"code": _command(bureau, "pair", "--role", role)}, {})["secret"])


def _command(bureau: Bureau, *words: str) -> str:
    command = [
        sys.executable,
        "-m",
        "server.command_line",
        *words,
        "--demonstration",
        "--office",
        "lens",
        "--data",
        str(bureau.folder),
    ]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def _post(bureau: Bureau, path: str, body: dict[str, str], headers: dict[str, str]) -> dict[str, Any]:
    request = urllib.request.Request(
        bureau.url + path, json.dumps(body).encode(), headers | {"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(request) as answer:
        fields: dict[str, Any] = json.load(answer)
        return fields
