"""Every picture of the kiosk, in every language, theme and text size: no violation of WCAG 2.2 A and AA."""

import pytest

pytestmark = pytest.mark.browser
LANGUAGES = ("fr", "en", "ar", "pl", "pt", "it", "uk", "tr")


@pytest.fixture
def bureau(standing):
    """Nobody here takes a ticket: one office for all."""
    return standing


@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_in_any_picture_of_the_kiosk(people, dressed, shown, reader, language):
    kiosk = people.kiosk() if language == "fr" else people.at(f"/kiosk?lang={language}", 1080, 1920)
    pictures = kiosk.locator("[data-screen]").evaluate_all("all => all.map((one) => one.dataset.screen)")

    violations = []
    for picture in pictures:
        shown(kiosk, picture)
        violations += dressed(kiosk, f"{language} {picture}")

    assert violations == []
    assert reader.combinations == 4 * len(pictures)


TELL_ALL = """() => {
  for (const one of document.querySelectorAll(".noted, #strip, #paper-asked")) one.hidden = false;
  document.querySelector('[data-do="listen"]').setAttribute("aria-pressed", "true");
}"""


def test_axe_finds_nothing_in_what_the_kiosk_tells_beside_its_pictures(people, dressed, shown):
    kiosk = people.kiosk()
    kiosk.evaluate(TELL_ALL)

    violations = []
    for picture in ("start", "done"):
        shown(kiosk, picture)
        violations += dressed(kiosk, picture)
    kiosk.goto("/kiosk/away")
    violations += dressed(kiosk, "away")

    assert violations == []


def test_axe_finds_a_deliberate_fault(people, reader):
    kiosk = people.kiosk()
    assert reader.violations(kiosk) == []

    kiosk.evaluate("""() => {
      document.documentElement.lang = "";
      const pale = Object.assign(document.createElement("p"), { textContent: "gris" });
      pale.style.color = "#bbb";
      const tiny = () => {
        const one = document.createElement("button");
        one.style.cssText = "width: 8px; height: 8px; min-height: 0; padding: 0";
        return one;
      };
      const row = document.createElement("div");
      row.style.cssText = "display: flex; gap: 0";
      row.append(tiny(), tiny());
      document.querySelector("main section:not([hidden])").prepend(row, pale);
    }""")

    rules = {violation.split(":")[0] for violation in reader.violations(kiosk)}
    assert {"html-has-lang", "color-contrast", "button-name", "target-size"} <= rules
