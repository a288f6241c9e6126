"""A page that hears of another version loads itself anew: at a calm moment only, and never without end."""

from datetime import datetime
from pathlib import Path

import pytest

pytestmark = pytest.mark.browser
# A page of version "a", for ever: what stands behind a proxy whose other office is already at version "b".
PAGE = """<!doctype html><html data-pages="a"><body><input id="field"><dialog id="dialog"></dialog>
<div id="toast" hidden></div></body></html>"""
RENEW = """async ([pages, calm]) => {
  const { renew } = await import("/static/renewal.js");
  renew(pages, () => calm);
}"""
LOADED = "() => Number(sessionStorage.getItem('loads'))"
COUNTS = "sessionStorage.setItem('loads', Number(sessionStorage.getItem('loads') ?? 0) + 1);"


@pytest.fixture
def page(browser):
    """A page beside the module, with a clock of the test's; it counts how often it is loaded."""
    page = browser.new_page()
    page.add_init_script(COUNTS)
    page.route("**/*", _answer)
    page.clock.install(time=datetime(2026, 1, 5, 9, 0))
    page.goto("http://office.test/")
    page.clock.pause_at(datetime(2026, 1, 5, 9, 1))
    yield page
    page.close()


def _answer(route):
    name = route.request.url.rsplit("/", 1)[1]
    if name.endswith(".js"):
        return route.fulfill(body=Path("screen/static", name).read_text("utf-8"), content_type="text/javascript")
    return route.fulfill(body=PAGE, content_type="text/html")


def _hears(page, pages: str = "b", calm: bool = True) -> bool:
    """The office names this version; whether the page loads itself anew."""
    before = page.evaluate(LOADED)
    page.evaluate("() => { window.here = true; }")
    page.evaluate(RENEW, [pages, calm])
    # A reload that was asked for comes before anything that is asked of the page after it.
    page.wait_for_function("() => document.readyState === 'complete'")
    again = page.evaluate("() => fetch('/x').then(() => window.here !== true)")
    assert page.evaluate(LOADED) == before + again
    return again


def test_a_page_of_another_version_is_loaded_anew_and_one_of_this_version_stays(page):
    assert not _hears(page, "a")
    assert not _hears(page, "")
    assert _hears(page, "b")


def test_a_page_that_gets_the_same_again_does_not_load_itself_without_end(page):
    assert [_hears(page, version) for version in ("b", "b", "c", "b")] == [True, False, False, False]
    page.clock.run_for(4 * 60_000)
    assert not _hears(page)

    page.clock.run_for(2 * 60_000)

    assert [_hears(page), _hears(page)] == [True, False]


@pytest.mark.parametrize(
    ("begin", "end"),
    [
        ("dialog.showModal()", "dialog.close()"),
        ("toast.hidden = false", "toast.hidden = true"),
        ("field.value = '2'; field.focus()", "field.value = ''"),
    ],
)
def test_whoever_is_in_the_middle_of_something_is_not_interrupted(page, begin, end):
    parts = "const [dialog, told, field] = ['dialog', 'told', 'field'].map((id) => document.getElementById(id));"
    page.evaluate(f"() => {{ {parts} {begin}; }}")
    assert not _hears(page)

    page.evaluate(f"() => {{ {parts} {end}; }}")

    assert _hears(page)


def test_ten_seconds_after_the_last_touch_nobody_is_there(page):
    assert not _hears(page, "a")
    page.mouse.click(5, 5)
    page.clock.run_for(9_000)
    assert not _hears(page)

    page.clock.run_for(2_000)

    assert _hears(page)


def test_a_screen_says_itself_when_it_may_not_be_loaded_anew(page):
    assert not _hears(page, calm=False)
    assert _hears(page, calm=True)
