"""axe-core over a page, in every theme and text size, with the rules of WCAG 2.0 to 2.2 A and AA and the best practices."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

AXE = Path(__file__).parents[3] / ".venv" / "readers" / "node_modules" / "axe-core" / "axe.min.js"
TAGS = (
    "wcag2a",
    "wcag2aa",
    "wcag21a",
    "wcag21aa",
    "wcag22a",
    "wcag22aa",
    "EN-301-549",
    "EN-301-549v4",
    "RGAAv4",
    "best-practice",
)

# target-size is off by default in axe 4.14. A page within the landing page's frame is a page of its own.
_RUN = """async ([where, tags]) => {
  const rules = { "target-size": { enabled: true } };
  const options = { runOnly: { type: "tag", values: tags }, rules, resultTypes: ["violations"], iframes: false };
  const { violations } = await axe.run(where, options);
  const why = (node) => [...node.any, ...node.all, ...node.none].map((one) => one.message).join("; ");
  return violations.flatMap((found) => found.nodes.map((node) => `${found.id}: ${node.target} ${why(node)}`));
}"""


class Reader:
    """Reads a page as axe does; counts what it looked at."""

    def __init__(self) -> None:
        self.combinations = 0

    def violations(self, page: Page, where: str = "html") -> list[str]:
        """One line for each element that breaks a rule, within `where`."""
        if not page.evaluate("typeof axe === 'object'"):
            # Through the debugger's protocol, so that the page's own policy stays as it is.
            page.evaluate(AXE.read_text(encoding="utf-8") + "\n;undefined")
            # An older one knows neither EN 301 549 v4 nor RGAA: it would find nothing for these tags, and say nothing.
            assert page.evaluate("axe.version") == "4.14.1"
        self.combinations += 1
        violations: list[str] = page.evaluate(_RUN, [where, list(TAGS)])
        return violations


@pytest.fixture
def reader() -> Reader:
    """A reader for one test."""
    return Reader()


@pytest.fixture
def dressed(reader: Reader) -> Callable[[Page, str, str], list[str]]:
    """The violations of a kiosk page as it stands, in each theme and text size; the words say where."""

    def read(page: Page, what: str, where: str = "html") -> list[str]:
        violations = []
        for theme in ("day", "contrast"):
            for size in ("normal", "large"):
                page.evaluate(
                    "([theme, size]) => { const root = document.documentElement.classList; "
                    "root.toggle('contrast', theme === 'contrast'); root.toggle('large', size === 'large'); }",
                    [theme, size],
                )
                violations += [f"{what} {theme} {size}: {violation}" for violation in reader.violations(page, where)]
        return violations

    return read


def show(page: Page, picture: str) -> None:
    """Puts one picture of the kiosk on screen, as its own script does; a picture that is filled as it comes gets a sentence."""
    page.evaluate(
        "for (const empty of document.querySelectorAll('[data-screen] h1:empty')) empty.textContent = 'Un instant'"
    )
    page.evaluate(
        "async (name) => (await import(`/assets/${document.documentElement.dataset.pages}/kiosk/static/picture.js`)).go(name)",
        picture,
    )
    # Reading takes longer than a kiosk waits for somebody who does nothing: a key says that they are there.
    page.evaluate("document.dispatchEvent(new KeyboardEvent('keydown', { key: 'Shift' }))")


@pytest.fixture
def shown() -> Callable[[Page, str], Any]:
    """Puts one picture of the kiosk on screen."""
    return show
