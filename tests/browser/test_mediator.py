"""The mediator pre-qualifies and moves, with a reason and its price; the counter calls in the new order."""

import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.long]


def _card(console: Page, number: int):
    return console.locator("#queue > li").filter(has=console.locator(".number", has_text=str(number)))


def _numbers(console: Page) -> list[str]:
    return console.locator("#queue > li .number").all_inner_texts()


def test_the_mediator_corrects_moves_and_the_counter_calls_in_the_new_order(people, take):
    kiosk, console, counter = people.kiosk(), people.console(), people.counter("1")
    numbers = [take(kiosk, "collect", "parcel_notice") for _ in range(3)]
    console.get_by_role("button", name="Je suis là").click()
    expect(console.locator("#present")).to_contain_text("Démonstration")
    expect(console.locator("#queue > li")).to_have_count(3)

    # Corrects the need and sees one paper of three.
    _card(console, numbers[2]).locator(".open").click()
    console.get_by_role("button", name="Corriger").click()
    console.get_by_role("button", name="Retirer colis ou lettre").click()
    console.get_by_role("button", name="Je viens pour quelqu'un d'autre").click()
    console.locator("#ticket-dialog").get_by_role("button", name="Une pièce d'identité").click()
    console.get_by_role("button", name="Enregistrer : au guichet").click()
    expect(console.locator("#ticket-dialog")).to_be_hidden()
    expect(_card(console, numbers[2])).to_contain_text("1 sur 3 papiers vus")

    # Puts the last one first: price before, a reason, then it is so.
    _card(console, numbers[2]).locator(".open").click()
    console.get_by_role("button", name="Passer ensuite").click()
    expect(console.locator("#ticket-dialog .price")).to_contain_text("2 personnes attendront environ")
    expect(console.get_by_role("button", name="Changer la place")).to_be_disabled()
    console.get_by_role("button", name="Rendez-vous ou transport").click()
    console.get_by_role("button", name="Changer la place").click()
    expect(console.locator("#queue > li .number").first).to_have_text(str(numbers[2]))

    counter.locator("#call").click()
    expect(counter.locator("#desk-state")).to_have_text("Guichet ouvert")
    expect(counter.locator("#call-who")).to_contain_text(str(numbers[2]))
    counter.locator("#call").click()
    expect(counter.locator("#number")).to_have_text(str(numbers[2]))
    expect(counter.locator("#need")).to_have_text("Je viens pour quelqu'un d'autre")
    expect(counter.locator("#seen")).to_contain_text("Une pièce d'identité")
    expect(counter.locator("#missing")).to_contain_text("La procuration signée")


def test_a_card_dragged_to_another_place_asks_for_its_reason_and_can_be_undone(people, take):
    kiosk, console = people.kiosk(), people.console()
    numbers = [str(take(kiosk, "collect", "parcel_notice")) for _ in range(3)]
    expect(console.locator("#queue > li")).to_have_count(3)
    last, first = (console.locator("#queue > li .grip").nth(at).bounding_box() for at in (2, 0))

    console.mouse.move(last["x"] + 24, last["y"] + 20)
    console.mouse.down()
    console.mouse.move(last["x"] + 24, last["y"] - 10, steps=4)
    # The browser takes the card up in its own time; the hand waits for it.
    expect(console.locator("#queue > .ghost")).to_be_visible()
    console.mouse.move(first["x"] + 24, first["y"] + 40, steps=12)
    # A busy browser hears only some of the moves: the hand goes on until the card is where it wants it.
    for up in [*range(30, -1, -3)] * 8:
        console.mouse.move(first["x"] + 24, first["y"] + up)
        if _numbers(console)[0] == numbers[2]:
            break
    expect(console.locator("#queue > li .number").first).to_have_text(numbers[2])
    console.mouse.up()
    expect(console.locator("#ticket-dialog .price")).to_contain_text(f"avant le {numbers[0]}")
    assert _numbers(console) == numbers, "the order on screen changed before it was confirmed"
    console.get_by_role("button", name="Enfant seul").click()
    console.get_by_role("button", name="Changer la place").click()
    expect(console.locator("#queue > li .number").first).to_have_text(numbers[2])

    console.locator("#undo").click()

    expect(console.locator("#queue > li .number").first).to_have_text(numbers[0])


def test_two_mediators_at_once_never_lose_a_change_silently(people, take):
    kiosk, first, two = people.kiosk(), people.console(), people.console()
    number = take(kiosk, "collect", "parcel_notice")
    for console in (first, two):
        _card(console, number).locator(".open").click()
    two.get_by_role("button", name="Corriger").click()

    first.get_by_role("button", name="Mettre de côté").click()
    first.get_by_role("button", name="Va chercher un papier").click()

    expect(two.locator("#ticket-dialog [data-live]")).to_contain_text(f"Le {number} vient de changer")
    expect(two.get_by_role("button", name="Le document est là")).to_be_visible()
