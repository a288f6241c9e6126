"""The screens of the staff, the doors and the waiting room: no violation, as they are and with more contrast, at 100 and 200 %."""

import time

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
SCREENS = {
    "/": (1280, 800),
    "/design": (1280, 800),
    "/display": (1920, 1080),
    "/console": (390, 844),
    "/counter": (1280, 800),
    "/counter/1": (1280, 800),
    "/manager": (1280, 800),
    "/manager/presences": (1280, 800),
    "/manager/report": (1280, 800),
    "/manager/report/print": (1280, 800),
    "/manager/register": (1280, 800),
    "/manager/acts": (1280, 800),
    "/pair": (1280, 800),
    "/sign-in": (1280, 800),
    "/kiosk/closed": (1080, 1920),
    "/nowhere": (1280, 800),
}


def test_axe_finds_nothing_on_the_staff_screens(people, reader):
    violations = []
    people.link_may_break = True  # one of them is the page of an address that does not exist
    for screen, (width, height) in SCREENS.items():
        for zoom in (1, 2):
            # At 200 % a page has half the room: what a browser's zoom does to it.
            page = people.at(screen, width // zoom, height // zoom)
            for contrast in ("no-preference", "more"):
                page.emulate_media(contrast=contrast)
                violations += [f"{screen} {zoom} {contrast}: {violation}" for violation in reader.violations(page)]
            page.context.close()

    assert violations == []
    assert reader.combinations == 4 * len(SCREENS)


def _help_runs(console):
    console.goto("/console#/help")
    console.get_by_role("button", name="Aide sans ticket").click()
    expect(console.locator("#running > li")).to_have_count(1)


def _record(console):
    console.locator("#running").get_by_role("button", name="Terminer").click()
    for more in console.locator("#record summary").all():
        more.click()


def _quick(console):
    console.keyboard.press("Escape")
    console.get_by_role("button", name="Aide rapide").click()


def _ticket(console):
    console.keyboard.press("Escape")
    console.goto("/console#/queue")
    console.locator("#queue > li", has_text="virement").locator(".open").click()


def _hall(console):
    for _each in ("code", "ticket"):
        console.keyboard.press("Escape")
    console.goto("/console#/hall")
    for _twice in range(2):
        console.get_by_role("button", name="Tension dans la salle").click()
    expect(console.locator("#alerts > li")).to_have_count(1)
    console.get_by_role("button", name="Appeler un collègue").click()
    expect(console.locator("#calls > li")).to_have_count(1)


def _give(console):
    console.locator("#ticket-dialog").get_by_role("button", name="Donner une fiche").click()
    console.locator("#handout").get_by_role("button", name="Imprimer").first.click()
    expect(console.locator("#handout li small").first).not_to_be_empty()


def _sheet_code(console):
    console.locator("#handout").get_by_role("button", name="Montrer le QR").first.click()
    expect(console.locator("#handout img")).to_be_visible()


def _machine(console):
    console.keyboard.press("Escape")
    console.goto("/console#/queue")
    console.locator("#queue > li", has_text="timbres").locator(".open").click()
    console.locator("#ticket-dialog summary").click()
    console.get_by_role("button", name="À l'automate").click()


def _office(console):
    console.keyboard.press("Escape")
    console.goto("/console#/office")
    console.get_by_role("button", name="Signaler la panne").first.click()


def _workshops(console):
    console.goto("/console#/workshops")
    expect(console.locator(".workshop")).to_have_count(1)


def _planning(console):
    console.get_by_role("button", name="Planifier un atelier").click()


def _workshop(console):
    console.keyboard.press("Escape")
    console.locator(".workshop").click()
    console.get_by_role("button", name="Inscrire une personne").click()
    console.locator("#workshop").get_by_role("button", name="Revenir").click()
    expect(console.locator(".signed [data-present]").first).to_be_visible()


def _code(console):
    console.locator(".signed .open").click()
    console.locator("#workshop summary", has_text="Langue du bulletin").click()


def _leaves(console):
    console.get_by_role("button", name="Ne vient plus").click()


def _counts(console):
    console.locator("#workshop").get_by_role("button", name="Revenir").click()
    console.get_by_role("button", name="Enregistrer l'atelier").click()
    for kind in console.locator("#workshop [data-kind] summary").all():
        kind.click()


# Each step starts where the one before it ended.
IN_THE_HAND = {
    "help": _help_runs,
    "record": _record,
    "quick help": _quick,
    "ticket": _ticket,
    "give a sheet": _give,
    "code of a sheet": _sheet_code,
    "hall": _hall,
    "machine": _machine,
    "office": _office,
    "workshops": _workshops,
    "planning": _planning,
    "workshop": _workshop,
    "code": _code,
    "leaves": _leaves,
    "counts": _counts,
}


def test_axe_finds_nothing_in_what_the_mediator_opens(people, program, reader):
    kiosk = program("kiosk")
    kiosk({"type": "TakeTicket", "need": "transfer"})
    kiosk({"type": "TakeTicket", "need": "stamps", "route": "counter"})
    now = int(time.time() * 1000)
    program("console")({"type": "PlanWorkshop", "title": "digiposte", "place": "mediatheque", "starts": now})
    console, violations = people.console(), []
    for step, goes in IN_THE_HAND.items():
        goes(console)
        for contrast in ("no-preference", "more"):
            console.emulate_media(contrast=contrast)
            violations += [f"{step} {contrast}: {violation}" for violation in reader.violations(console)]

    assert violations == []
    assert reader.combinations == 2 * len(IN_THE_HAND)


def test_axe_finds_nothing_in_a_correction_of_a_presence(people, reader):
    console, manager = people.console(), people.at("/manager/presences", 1280, 800)
    manager.get_by_text("Ajouter une vacation").click()
    manager.get_by_role("button", name="Ajouter").click()
    expect(manager.get_by_role("alert")).to_contain_text("Dites qui était là")
    violations = reader.violations(manager)

    console.locator("#presence").click()
    expect(console.locator("#presence")).to_have_attribute("aria-pressed", "true")
    manager.reload()
    manager.locator(".periods summary").click()
    form = manager.locator(".periods form")
    form.get_by_label("Pourquoi").select_option("started_by_mistake")
    form.get_by_role("button", name="Corriger").click()
    expect(manager.locator(".traces li")).to_have_count(1)
    for contrast in ("no-preference", "more"):
        manager.emulate_media(contrast=contrast)
        violations += reader.violations(manager)

    assert violations == []


def test_axe_finds_nothing_in_the_choices_of_a_counter(people, program, reader):
    program("kiosk")({"type": "TakeTicket", "need": "parcel_notice"})
    counter, violations = people.counter("1"), []
    counter.locator("#call").click()
    expect(counter.locator("#call-do")).to_have_text("Appeler le suivant")
    counter.locator("#call").click()
    counter.get_by_role("button", name="La personne est là").click()
    for choice in ("Difficulté", "Automates", "Envoyer ailleurs", "Mettre de côté", "Autre fin"):
        counter.get_by_role("button", name=choice, exact=True).click()
        expect(counter.locator("dialog[open]")).to_be_visible()
        violations += [f"{choice}: {violation}" for violation in reader.violations(counter)]
        counter.keyboard.press("Escape")

    assert violations == []


def test_axe_finds_nothing_where_a_kiosk_gave_many_tickets_nor_where_a_counter_helps_out(people, reader):
    kiosk, two = people.kiosk(), people.counter_device("2")
    kiosk.evaluate(RUSH)
    screens = {"console": people.console(), "counter": people.counter("1"), "manager": people.at("/manager", 1280, 800)}
    violations = []
    for name, screen in screens.items():
        screen.locator("#rushes").get_by_role("button", name="Voir").click()
        expect(screen.locator("#rush")).to_be_visible()
        for contrast in ("no-preference", "more"):
            screen.emulate_media(contrast=contrast)
            violations += [f"{name} {contrast}: {violation}" for violation in reader.violations(screen)]
    two.goto("/counter/1")
    expect(two.locator("#instead")).to_be_visible()
    violations += [f"instead: {violation}" for violation in reader.violations(two)]

    assert violations == []


RUSH = """async () => {
  const { post } = await import("/static/post.js");
  for (let at = 0; at < 12; at += 1) await post("/kiosk/commands", { type: "TakeTicket", need: "help" });
}"""
