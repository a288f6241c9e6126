"""From the start to the ticket of every need in three taps at most, in every language; to help in one, from everywhere."""

from importlib.resources import files

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.long]


@pytest.fixture
def more(tmp_path) -> tuple[str, ...]:
    """Hundreds of tickets are taken: no printer answers, as their paper is other stories', and the kiosk has no brake."""
    office = tmp_path / "lens.toml"
    lens = (files("config") / "offices" / "lens.toml").read_text("utf-8")
    office.write_text(f"{lens}\n[figures]\nkiosk_tickets_a_minute = 0\n", "utf-8")
    return ("--printer", "tcp://127.0.0.1:9", "--office", str(office))


WALK = """async () => {
  const { go, current } = await import(`/assets/${document.documentElement.dataset.pages}/kiosk/static/picture.js`);
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
  const { url } = JSON.parse(sessionStorage.getItem("visit")).taken.answer;
  const [, speaks] = (await (await fetch(new URL(url).pathname)).text()).match(/<html lang="(\\w+)"/);
  return [taps, speaks];
}"""


def test_three_taps_at_most_lead_to_the_ticket_of_every_need_in_every_language(people):
    kiosk = people.kiosk()
    for language in ("fr", "en", "ar", "pl", "pt", "it", "uk", "tr"):
        kiosk.goto(f"/kiosk?lang={language}")
        # From the office's first view on the kiosk knows where there is a choice between the machine and a person.
        kiosk.locator("#kiosk[data-version]").wait_for()
        taps, speaks = kiosk.evaluate(WALK)

        assert speaks == language, "the ticket's own page speaks another language"
        assert len(taps) >= 30, language
        assert max(taps.values()) <= 3, (language, taps)


HELP = """async () => {
  const { go, current } = await import(`/assets/${document.documentElement.dataset.pages}/kiosk/static/picture.js`);
  const without = ["busy", "lost", "closed"];
  const pictures = [...document.querySelectorAll("[data-screen]")].map((one) => one.dataset.screen);
  const told = {};
  for (const picture of pictures.filter((one) => !without.includes(one))) {
    go(picture);
    document.querySelector(".help").click();
    while (current() !== "done") await new Promise((done) => setTimeout(done, 2));
    told[picture] = [document.getElementById("number").textContent, document.getElementById("done-wait").textContent];
    document.querySelector('[data-screen="done"] [data-do="restart"]').click();
  }
  return told;
}"""


def test_one_touch_of_help_on_any_picture_gives_a_ticket_and_says_that_a_person_comes(people):
    kiosk, console = people.kiosk(), people.console()
    kiosk.locator("#kiosk[data-version]").wait_for()

    help_call = kiosk.evaluate(HELP)

    assert len(help_call) >= 12
    assert {*help_call} >= {"start", "tile:send", "choice", "long", "languages", "message", "warning", "done"}
    assert [*help_call.values()] == [[str(101 + at), "Une personne arrive."] for at in range(len(help_call))]
    expect(console.get_by_text(str(100 + len(help_call))).first).to_be_visible()
