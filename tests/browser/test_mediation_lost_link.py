"""The Wi-Fi goes while the mediator works: what was done is kept, sent in order when it is back, and done once."""

import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.long]


def _card(console: Page, number: int):
    return console.locator("#queue > li").filter(has=console.locator(".number", has_text=str(number)))


def _does(console: Page, number: int, *names: str) -> None:
    _card(console, number).locator(".open").click()
    for name in names:
        console.locator("#ticket-dialog").get_by_role("button", name=name, exact=True).click()
    expect(console.locator("#ticket-dialog")).to_be_hidden()


def test_five_actions_without_wifi_all_arrive_once_and_the_one_that_came_too_late_is_told(people, bureau, program):
    people.link_may_break = True
    kiosk, other = program("kiosk"), people.console()
    on_foot = people.console(url=bureau.line.url)
    a, b, c, d, e = (kiosk({"type": "TakeTicket", "need": "parcel_notice"})["number"] for _ in range(5))
    expect(on_foot.locator("#queue > li")).to_have_count(5)

    bureau.line.cut()
    _does(on_foot, a, "Une pièce d'identité", "Confirmer : au guichet")
    _does(on_foot, b, "Mettre de côté", "Remplit un formulaire")
    _does(on_foot, c, "Répondu, c'est fini")
    _does(on_foot, d, "Rendez-vous pris")
    _does(on_foot, e, "Mettre de côté", "Sort un moment")

    # Marked, counted, listed; the order on screen is still the office's, not a guess.
    expect(on_foot.locator("#unsent")).to_have_text("5 actions pas encore envoyées")
    expect(_card(on_foot, c)).to_contain_text("Pas encore envoyé : Résolu avec le médiateur")
    assert on_foot.locator("#queue > li .number").all_inner_texts() == [str(number) for number in (a, b, c, d, e)]
    on_foot.locator("#unsent").click()
    expect(on_foot.locator("#unsent-rows > li .number")).to_have_text([str(number) for number in (a, b, c, d, e)])
    on_foot.locator("#unsent-list").get_by_role("button", name="Fermer").click()
    # Meanwhile somebody with a link sends the fifth to the mediator.
    _does(other, e, "Avec moi")
    expect(on_foot.locator("#link")).to_contain_text("Pas de liaison. Vous voyez l'état de", timeout=20_000)
    # The telephone lets the page go; what it kept is still there when it loads again.
    on_foot.goto("about:blank")
    bureau.line.mend()
    on_foot.goto("/console")

    refused = on_foot.locator("#refused")
    expect(refused).to_contain_text(f"{e} Pas fait : Sort un moment")
    expect(refused).to_contain_text(f"Le {e} vient de changer")
    refused.get_by_role("button", name="C'est vu").click()
    expect(refused).to_be_hidden()
    expect(on_foot.locator("#unsent")).to_be_hidden()
    for console in (on_foot, other):
        expect(_card(console, a)).to_contain_text("1 sur 2 papiers vus")
        expect(console.locator("#queue > li")).to_have_count(1)
        expect(console.locator("#parked > li .number")).to_have_text([str(b)])
        expect(console.locator("#with_mediator > li .number")).to_have_text([str(e)])
        expect(console.locator("#closed > li .number")).to_have_text([str(d), str(c)])


def test_control_without_what_the_device_keeps_the_action_is_lost(people, bureau, program):
    people.link_may_break = True
    kiosk, on_foot = program("kiosk"), people.console(url=bureau.line.url)
    number = kiosk({"type": "TakeTicket", "need": "parcel_notice"})["number"]
    expect(on_foot.locator("#queue > li")).to_have_count(1)

    bureau.line.cut()
    _does(on_foot, number, "Répondu, c'est fini")
    expect(on_foot.locator("#unsent")).to_have_text("1 action pas encore envoyée")
    on_foot.evaluate("localStorage.clear()")
    on_foot.goto("about:blank")
    bureau.line.mend()
    on_foot.goto("/console")

    expect(on_foot.locator("#queue > li")).to_have_count(1)
    expect(on_foot.locator("#unsent")).to_be_hidden()


KEEP = """([owner, ticket, date]) => localStorage.setItem(`unsent:${owner}`, JSON.stringify([...Array(50).keys()].map((at) => ({
  key: `kept-on-device-${at}`, command: { type: "FinishTicket", ticket, outcome: "left", seen: null },
  what: "Parti", number: 101, at: 0, date, tried: false,
}))))"""


def test_what_is_kept_is_bounded_and_never_meant_for_another_day(people, bureau, program):
    people.link_may_break = True
    kiosk, on_foot = program("kiosk"), people.console(url=bureau.line.url)
    taken = kiosk({"type": "TakeTicket", "need": "parcel_notice"})
    expect(on_foot.locator("#queue > li")).to_have_count(1)
    owner = on_foot.locator("#hand").get_attribute("data-person")

    # Kept since another day: never sent, and said.
    # On a page of the same office that has no outbox: the console would drop them before it is looked at.
    on_foot.goto("/healthz")
    on_foot.evaluate(KEEP, [owner, taken["ticket"], "2020-01-02"])
    on_foot.goto("/console")
    expect(on_foot.locator("#toast")).to_contain_text("50 actions d'un autre jour n'ont pas été envoyées")
    expect(on_foot.locator("#unsent")).to_be_hidden()
    expect(on_foot.locator("#queue > li")).to_have_count(1)

    # Full: the next action is refused with what to do, not lost in silence.
    bureau.line.cut()
    on_foot.evaluate(KEEP, [owner, taken["ticket"], taken["ticket"].rsplit("-", 1)[0]])
    _card(on_foot, taken["number"]).locator(".open").click()
    on_foot.locator("#ticket-dialog").get_by_role("button", name="Répondu, c'est fini").click()
    expect(on_foot.locator("#ticket-dialog [data-live]")).to_contain_text("50 actions attendent déjà la liaison")


# The link of a page whose office answers too late to be heard: window.sent holds each command's key.
DEAF = """window.sent = [];
export const connected = () => true;
export const clock = () => Date.now();
export const open = () => {};
export async function send(command, key) { window.sent.push(key); return { ok: false, reason: "not_reached" }; }"""
TWICE = """async (command) => {
  const { Outbox } = await import(`/assets/${document.documentElement.dataset.pages}/console/static/outbox.js`);
  const nothing = () => {};
  const commands = { may_wait: [], gives: ["SignUp"] };
  const outbox = new Outbox({ owner: "test", changed: nothing, refused: nothing, dropped: nothing, commands });
  window.sent.length = 0;
  for (let tap = 0; tap < 2; tap += 1) await outbox.ask(command, { what: "" });
  return new Set(window.sent).size;
}"""


def test_a_seat_asked_for_again_after_a_lost_answer_is_the_same_seat(people):
    console = people.console()
    console.route("**/static/live.js*", lambda route: route.fulfill(body=DEAF, content_type="text/javascript"))
    console.reload()

    assert console.evaluate(TWICE, {"type": "SignUp", "workshop": "w1"}) == 1
    # The control: what gives nothing out is a new request each time.
    assert console.evaluate(TWICE, {"type": "PrintSlip", "workshop": "w1", "code": "CDFH"}) == 2


def test_help_that_ended_without_wifi_lasted_as_long_as_it_did_not_until_the_link_came_back(people, bureau, program):
    people.link_may_break = True
    program("kiosk")({"type": "TakeTicket", "need": "transfer"})
    on_foot = people.at("/healthz", 390, 844, url=bureau.line.url)
    on_foot.clock.install()
    on_foot.goto("/console")
    on_foot.locator("#queue > li .open").click()
    on_foot.locator("#ticket-dialog").get_by_role("button", name="Avec moi").click()
    expect(on_foot.locator("#running > li")).to_have_count(1)

    bureau.line.cut()
    on_foot.clock.fast_forward("12:00")
    on_foot.locator("#running").get_by_role("button", name="Terminer").click()
    expect(on_foot.locator('#record [data-is="minutes"]')).to_have_text("12 min")
    on_foot.locator("#record").get_by_role("button", name="Enregistrer").click()
    expect(on_foot.locator("#unsent")).to_have_text("2 actions pas encore envoyées")
    bureau.line.mend()

    # The office has seen some seconds only between the two, and believes the mediator.
    expect(on_foot.locator("#recorded > li")).to_contain_text("12 min")
    expect(on_foot.locator("#unsent")).to_be_hidden()
