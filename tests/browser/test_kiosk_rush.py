"""A child plays with the kiosk: the button has a brake, the mediator a broom, and who really waits keeps a way."""

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.long]

# As quick as a finger could ever be: the page's own way of asking, without waiting for the pictures.
TAPS = """async (times) => {
  const { post } = await import("/static/post.js");
  const answers = [];
  for (let at = 0; at < times; at += 1) answers.push(await post("/kiosk/commands", { type: "TakeTicket", need: "help" }));
  return answers;
}"""


def _touch(kiosk: Page, what: str) -> None:
    kiosk.locator(what).wait_for(state="visible")
    kiosk.wait_for_timeout(550)
    kiosk.locator(what).click()


def test_a_child_at_the_kiosk_is_braked_and_the_mediator_sweeps_what_nobody_waits_for(people, program):
    real = program("kiosk")({"type": "TakeTicket", "need": "parcel_notice"})
    kiosk, console, manager = people.kiosk(), people.console(), people.at("/manager", 1280, 800)
    console.get_by_role("button", name="Je suis là").click()
    expect(console.locator("#queue > li")).to_have_count(1)
    given = kiosk.evaluate(TAPS, 11)
    expect(console.locator("#queue > li")).to_have_count(12)
    expect(console.locator("#rushes > li")).to_have_count(0)

    # The twelfth is given, and told to the staff; the thirteenth is not given, and the kiosk says what to do.
    _touch(kiosk, 'nav [data-do="need"][data-value="help"]')
    expect(kiosk.locator("#number")).to_have_text("113")
    expect(console.locator("#rushes > li")).to_contain_text("La borne donne beaucoup de tickets : 12 en une minute.")
    expect(manager.locator("#rushes > li")).to_contain_text("12 en une minute")
    _touch(kiosk, '[data-screen="done"] [data-do="restart"]')
    # A browser writes of a refusal (409) in its own log.
    people.link_may_break = True
    _touch(kiosk, 'nav [data-do="need"][data-value="help"]')
    expect(kiosk.locator("#message")).to_contain_text("Beaucoup de tickets d'un coup.")
    expect(kiosk.locator("#message")).to_contain_text("Attendez un instant, ou demandez à un agent.")
    people.link_may_break = False

    console.locator("#rushes").get_by_role("button", name="Voir").click()
    expect(console.locator("#rush-numbers")).to_have_text(", ".join(str(number) for number in range(102, 114)))
    console.get_by_role("button", name="Retirer ces 12 tickets").click()

    expect(console.locator("#toast")).to_contain_text("12 tickets retirés")
    expect(console.locator("#queue > li")).to_have_count(1)
    expect(console.locator("#queue > li .number")).to_have_text(str(real["number"]))
    for screen in (console, manager):
        expect(screen.locator("#rushes > li")).to_have_count(0)

    # One of them was of somebody who waits: their page says what to do, and the mediator takes them back.
    phone = people.at(re.sub(r"^https?://[^/]+", "", given[4]["url"]), 390, 844)
    expect(phone.get_by_text("Ce ticket a été annulé.")).to_be_visible()
    gone = console.locator('[data-group="closed"]')
    gone.locator("summary").click()
    expect(gone.locator("li")).to_have_count(12)
    gone.locator("li").filter(has=console.locator(".number", has_text=str(given[4]["number"]))).locator(".open").click()
    console.get_by_role("button", name="Rouvrir").click()
    expect(console.locator("#queue > li")).to_have_count(2)
    phone.get_by_role("link", name="Regarder à nouveau").click()
    expect(phone.get_by_text("Ce ticket a été annulé.")).to_have_count(0)


def test_a_sweep_is_taken_back_whole_and_real_people_are_left_in_peace(people):
    kiosk, console, counter = people.kiosk(), people.console(), people.counter("1")
    kiosk.evaluate(TAPS, 12)
    # No mediator is there: the counter is told too.
    expect(counter.locator("#rushes > li")).to_contain_text("12 en une minute")
    counter.locator("#rushes").get_by_role("button", name="Voir").click()
    counter.get_by_role("button", name="Retirer ces 12 tickets").click()
    expect(counter.locator("#toast-text")).to_have_text("12 tickets retirés")
    expect(console.locator("#queue > li")).to_have_count(0)

    counter.locator("#undo").click()

    expect(console.locator("#queue > li")).to_have_count(12)
    expect(counter.locator("#toast-text")).to_have_text("Les tickets sont de nouveau dans la file.")
    expect(console.locator("#rushes > li")).to_have_count(0)

    other = people.kiosk()
    other.evaluate(TAPS, 12)
    console.locator("#rushes").get_by_role("button", name="Voir").click()
    console.get_by_role("button", name="De vraies personnes attendent").click()
    expect(console.locator("#toast-text")).to_have_text("C'est noté : tout le monde garde sa place.")
    expect(console.locator("#queue > li")).to_have_count(24)
    for screen in (console, counter):
        expect(screen.locator("#rushes > li")).to_have_count(0)
