"""B8: a link that is silent is said within 10 s, on every screen alike; older news never takes the place of newer."""

from datetime import datetime
from pathlib import Path

import pytest

pytestmark = pytest.mark.browser
# A socket of the test's: it says what the office would.
SOCKET = """
window.office = {};
window.asked = [];
export const io = () => ({ on: (what, act) => { window.office[what] = act; }, emit: (what) => window.asked.push(what) });
"""
OPEN = """async () => {
  const { open } = await import("/static/live.js");
  window.told = [];
  const draw = ({ version }) => window.told.push(`view ${version}`);
  open({ screen: "display", draw, link: (state, age) => window.told.push(`${state} ${age}`) });
}"""
SAYS = "([what, version]) => window.office[what]({ version, now: Date.now() })"
CALLBACKS = "() => window.told.splice(0)"


@pytest.fixture
def page(browser):
    """A page beside the module that every screen opens its link with; its clock is the test's."""
    page = browser.new_page()
    page.route("**/*", _module)
    page.clock.install(time=datetime(2026, 1, 5, 9, 0))
    page.goto("http://office.test/")
    page.clock.pause_at(datetime(2026, 1, 5, 9, 1))
    page.evaluate(OPEN)
    yield page
    page.close()


def _module(route):
    name = route.request.url.rsplit("/", 1)[1]
    if "socket.io" in name:
        return route.fulfill(body=SOCKET, content_type="text/javascript")
    file = Path("screen/static", name) if name else None
    body, kind = (file.read_text(encoding="utf-8"), "text/javascript") if file else ("", "text/html")
    return route.fulfill(body=body, content_type=kind)


def test_a_silent_office_is_said_within_ten_seconds_then_every_ten_and_its_return_at_once(page):
    page.evaluate(SAYS, ["view", 1])
    page.clock.run_for(5_000)
    page.evaluate(SAYS, ["tick", 1])
    page.clock.run_for(9_000)
    assert page.evaluate(CALLBACKS) == ["view 1"], "two ticks that come late are no lost link"

    page.clock.run_for(1_000)
    assert page.evaluate(CALLBACKS) == ["lost 10"]
    page.clock.run_for(8_000)
    assert page.evaluate(CALLBACKS) == []
    page.clock.run_for(3_000)
    assert page.evaluate(CALLBACKS) == ["lost 20"]

    page.evaluate(SAYS, ["tick", 1])
    assert page.evaluate(CALLBACKS) == ["live 0"]


def test_an_older_view_is_not_drawn_and_a_newer_one_that_was_missed_is_asked_for(page):
    for version in (3, 2, 4):
        page.evaluate(SAYS, ["view", version])
    assert page.evaluate(CALLBACKS) == ["view 3", "view 4"]
    page.evaluate(SAYS, ["tick", 4])
    assert page.evaluate("window.asked") == []
    page.evaluate(SAYS, ["tick", 5])
    assert page.evaluate("window.asked") == ["refresh"]

    # A journal that was restored is shorter: the first view of a connection is the truth.
    page.evaluate("window.office.connect()")
    page.evaluate(SAYS, ["view", 2])
    assert page.evaluate(CALLBACKS) == ["view 2"]


@pytest.mark.parametrize("hours", [-1, 1])
def test_a_screen_whose_own_clock_is_set_says_a_silent_office_all_the_same_and_no_other(page, hours):
    page.evaluate(SAYS, ["view", 1])
    page.evaluate("hours => { const now = Date.now; Date.now = () => now() + hours * 3_600_000; }", hours)
    page.clock.run_for(9_000)
    assert page.evaluate(CALLBACKS) == ["view 1"], "its link is not lost"

    page.clock.run_for(1_000)

    assert page.evaluate(CALLBACKS) == ["lost 10"]
