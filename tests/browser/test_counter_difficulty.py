"""An agent says what goes wrong at the counter; the mediator, who is elsewhere, sees it and judges the alert."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_an_operation_refused_at_the_counter_is_seen_by_the_mediator(people, program):
    number = program("kiosk")({"type": "TakeTicket", "need": "parcel_notice"})["number"]
    counter, console = people.counter("1"), people.console()
    console.locator("#places").get_by_role("link", name="Salle").click()

    expect(counter.locator("#call-do")).to_have_text("Ouvrir le guichet")

    # Nobody is served yet: what happens in the hall can be said all the same.
    counter.get_by_role("button", name="Signaler une difficulté").click()
    counter.get_by_role("button", name="Tension dans la salle").click()
    expect(counter.locator("#toast")).to_contain_text("Signalé : Tension dans la salle. Le médiateur le voit.")
    counter.locator("#call").click()
    expect(counter.locator("#call-do")).to_have_text("Appeler le suivant")
    counter.locator("#call").click()
    expect(counter.locator("#number")).to_have_text(str(number))
    counter.get_by_role("button", name="La personne est là").click()
    counter.get_by_role("button", name="Difficulté", exact=True).click()
    counter.get_by_role("button", name="Opération impossible").click()
    expect(counter.locator("#toast")).to_contain_text("Signalé : Opération impossible")
    # Points halve with time: a third word puts the reading past its level however slow this machine is.
    counter.get_by_role("button", name="Difficulté", exact=True).click()
    counter.get_by_role("button", name="Réclamation sur l'ordre").click()
    expect(counter.locator("#number")).to_have_text(str(number))

    climate = console.locator('.reading[data-key="climate"]')
    expect(climate).to_contain_text("Opération impossible : 1 fois")
    expect(climate).to_contain_text("Tension signalée : 1 fois")
    alert = console.locator("#alerts > li")
    alert.get_by_role("button", name="Juste").click()
    expect(alert.get_by_role("button", name="Juste")).to_have_attribute("aria-pressed", "true")
