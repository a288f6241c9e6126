"""The waiting room without an office: the test hands the views over. Each state that the display has is one view."""

from playwright.sync_api import Page

_LINK = """export function open({ draw, link }) { window.show = draw; window.link = link; }
export function clock() { return 1_764_000_000_000; }"""
NOW = 1_764_000_000_000


def stand_in(page: Page) -> None:
    """From the next page on, window.show(view) draws and window.link(state, seconds) tells of the link."""
    page.route("**/static/live.js*", lambda route: route.fulfill(body=_LINK, content_type="text/javascript"))


def come_in(page: Page, width: int, height: int) -> None:
    """Opens the display on a screen of this size; its fonts are there."""
    page.set_viewport_size({"width": width, "height": height})
    page.goto("/display")
    page.locator("html[data-speaking]").wait_for()
    # A browser that wants a touch before it makes a sound shows a button: there is least room with it.
    page.evaluate("() => { document.getElementById('sound').hidden = false; return document.fonts.ready; }")


def show(page: Page, view: dict[str, object]) -> None:
    """The office sends this view."""
    page.evaluate("(view) => window.show(view)", view | {"now": NOW, "version": 1})


def _call(number: int, counter: str, shape: str, seconds_ago: int, walking: bool = False) -> dict[str, object]:
    at = NOW - seconds_ago * 1000
    call = {"key": f"k{number}", "number": number, "counter": counter, "shape": shape, "at": at}
    return call | {"walking": walking, "spoken_in": ["fr"]}


PAST = [_call(888, "2", "square", 60), _call(108, "3", "diamond", 90), _call(100, "1", "circle", 120)]
COUNTER = {"route": "counter", "waiting": 12, "wait": {"low": 10, "high": 15}}
MEDIATOR = {"route": "mediator", "waiting": 80, "wait": {"low": 0, "high": 5}}
BANKER = {"route": "banker", "waiting": 1, "wait": {"low": 45, "high": None}}
NOBODY = {"route": "counter", "waiting": 0, "wait": None}
CALM = {"calls": [], "flows": [COUNTER, MEDIATOR], "messages": [], "open": True, "tickets": True}
STATES = {
    "nobody": CALM | {"flows": [NOBODY]},
    "calm": CALM,
    "calm after calls": CALM | {"calls": PAST, "flows": [COUNTER, MEDIATOR, BANKER]},
    "called": CALM | {"calls": [_call(887, "4", "hexagon", 40, walking=True), *PAST]},
    "thousand": CALM | {"calls": [_call(1888, "4", "star", 40, walking=True), *PAST]},
    "called and announced": CALM
    | {
        "calls": [_call(887, "4", "triangle", 40, walking=True), *PAST],
        "flows": [COUNTER, MEDIATOR, BANKER],
        "messages": ["long-wait"],
    },
    "last ones": CALM | {"calls": PAST, "open": False, "tickets": False},
    "kiosk stopped": CALM | {"flows": [NOBODY], "tickets": False},
    "long for all": CALM | {"flows": [BANKER, MEDIATOR | {"wait": BANKER["wait"]}]},
    "closed": CALM | {"calls": PAST, "flows": [NOBODY], "open": False, "tickets": False, "messages": ["closing-soon"]},
}
