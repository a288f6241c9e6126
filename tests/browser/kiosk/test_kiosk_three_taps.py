"""From the start to the ticket of every need in three taps at most, in every language."""

import pytest

pytestmark = pytest.mark.browser


@pytest.fixture
def more() -> tuple[str, ...]:
    """No printer answers: hundreds of tickets are taken, and their paper is other stories'."""
    return ("--printer", "tcp://127.0.0.1:9")


WALK = """async () => {
  const { go, current } = await import("/kiosk/static/picture.js");
  const shown = (name) => new Promise((done) => {
    const look = () => (current() === name ? done() : setTimeout(look, 2));
    look();
  });
  const tap = (what) => document.querySelector(`[data-screen="${current()}"] ${what}`).click();
  const needs = [...document.querySelectorAll('.needs [data-do="need"]')];
  const leaves = needs.map((one) => [one.closest("section").dataset.screen, one.dataset.value]);
  const taps = {};
  for (const [screen, need] of leaves) {
    go("start");
    const [, tile, page] = screen.split(":");
    tap(`[data-value="${tile}"]`);
    if (page) tap('[data-do="go"]');
    tap(`[data-value="${need}"]`);
    taps[need] = page ? 3 : 2;
    if (current() === "choice") {
      tap(".tile:nth-of-type(2)");
      taps[need] += 1;
    }
    await shown("done");
  }
  return taps;
}"""


def test_three_taps_at_most_lead_to_the_ticket_of_every_need_in_every_language(people):
    kiosk = people.kiosk()
    for language in ("fr", "en", "ar", "pl", "pt", "it", "uk", "tr"):
        kiosk.goto(f"/kiosk?lang={language}")
        # From the office's first view on the kiosk knows where there is a choice between the machine and a person.
        kiosk.locator("#kiosk[data-version]").wait_for()
        taps = kiosk.evaluate(WALK)

        assert len(taps) >= 30, language
        assert max(taps.values()) <= 3, (language, taps)
