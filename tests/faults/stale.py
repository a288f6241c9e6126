"""Screens in real browsers whose line swallows everything: how long each shows as live what is not, and how soon it comes back."""

import random
import time
from collections import defaultdict
from collections.abc import Callable
from urllib.parse import urlsplit

from playwright.sync_api import Page, sync_playwright

from tests.browser.conftest import CHROMIUM, FLAGS
from tests.faults.relay import Relay
from tests.faults.rows import Row
from tests.faults.running_office import RunningOffice

LOOK_S = 0.3
"""A look at all five pages on a busy machine."""
SAID_S, BACK_S = 10.0 + LOOK_S, 10.0
SCREENS = {
    "display": ("/display", "#paused"),
    "console": ("/console", "#link"),
    "counter": ("/counter/1", "#link"),
    "kiosk": ("/kiosk", '[data-screen="lost"]'),
}
"""Where each is, and what on it says that it is not live."""
_IS_SAID = "what => { const one = document.querySelector(what); return Boolean(one && one.checkVisibility()); }"


def stale(start: Callable[..., RunningOffice], rounds: int, seed: int) -> Row:
    """The line dies at a random moment between two ticks; no FIN comes, no reset."""
    assert CHROMIUM, "no Chromium: run tools/browser.sh"
    chance, relay, wrong = random.Random(seed), Relay(), list[str]()
    longest = dict[str, dict[str, float]](said=defaultdict(float), back=defaultdict(float))
    office = start("stale", more=("--also", f"http://localhost:{relay.port}"))
    relay.office = office.port
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        context = browser.new_context(base_url=f"http://localhost:{relay.port}", locale="fr-FR")
        context.request.get("/")
        places = SCREENS | {"phone": (urlsplit(str(office.take()["url"])).path, "#lost")}
        pages = {name: (context.new_page(), mark) for name, (_place, mark) in places.items()}
        for name, (page, _mark) in pages.items():
            page.goto(places[name][0])
        wrong += [f"{name} does not begin live" for name in _until(pages, False, 15)[1]]
        for _ in range(rounds):
            time.sleep(chance.uniform(0, 5))
            for what, dead, most in (("said", True, SAID_S), ("back", False, BACK_S)):
                relay.swallows = dead
                if not dead:
                    relay.mend()
                took, _never = _until(pages, dead, 30)
                wrong += [
                    f"{name}: {what} after {took.get(name, 30):.1f} s" for name in pages if took.get(name, 30) > most
                ]
                for name, seconds in took.items():
                    longest[what][name] = max(longest[what][name], seconds)
        browser.close()
    relay.close()
    office.stop()
    seconds_of = ", ".join(f"{name} {seconds:.1f}" for name, seconds in longest["said"].items())
    note = f"said after at most: {seconds_of} s; live again after {max(longest['back'].values(), default=0):.1f} s"
    return Row(
        "network",
        "screens show that they are not live",
        "a line swallows",
        rounds,
        0,
        0,
        note=note,
        wrong="; ".join(wrong),
    )


def _until(pages: dict[str, tuple[Page, str]], spoken: bool, seconds: float) -> tuple[dict[str, float], list[str]]:
    """How long it took each to say so, or no longer; and those that did not in time."""
    began, took = time.monotonic(), dict[str, float]()
    while len(took) < len(pages) and time.monotonic() - began < seconds:
        for name, (page, mark) in pages.items():
            if name not in took and bool(page.evaluate(_IS_SAID, mark)) is spoken:
                took[name] = time.monotonic() - began
        time.sleep(0.02)
    return took, [name for name in pages if name not in took]
