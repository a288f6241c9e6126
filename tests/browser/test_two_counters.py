"""Two agents press "next" in the same instant, fifty times: two different people, always."""

import threading

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
TIMES = 50


def test_two_counters_press_next_in_the_same_instant_fifty_times(bureau, program):
    kiosk, agents = program("kiosk"), [program("counter"), program("counter")]
    for place, agent in zip("12", agents, strict=True):
        agent({"type": "OpenCounter", "counter": place})
    called = []
    for _ in range(TIMES):
        taken = {kiosk({"type": "TakeTicket", "need": "parcel_notice"})["number"] for _ in agents}
        together = _together(agents)
        assert {answer["number"] for answer in together} == taken
        called += [answer["number"] for answer in together]
        for agent, answer in zip(agents, together, strict=True):
            agent({"type": "FinishTicket", "ticket": answer["ticket"], "outcome": "served"})

    assert len(set(called)) == 2 * TIMES


def test_two_agents_at_two_screens_call_two_people(people, take):
    kiosk, first, second, display = people.kiosk(), people.counter("1"), people.counter("2"), people.display()
    numbers = {take(kiosk, "collect", "parcel_notice") for _ in range(2)}
    for counter in (first, second):
        counter.locator("#call").click()
        expect(counter.locator("#call-do")).to_have_text("Appeler le suivant")

    # Both presses leave before either page has heard of the other's.
    for counter in (first, second):
        counter.evaluate("setTimeout(() => document.getElementById('call').click(), 0)")

    expect(first.locator("#number")).to_be_visible()
    expect(second.locator("#number")).to_be_visible()
    assert {int(first.locator("#number").inner_text()), int(second.locator("#number").inner_text())} == numbers
    expect(display.locator("#past li")).to_have_count(1)


def _together(agents):
    gate, answers = threading.Barrier(2), [{}, {}]

    def press(who: int) -> None:
        gate.wait()
        answers[who] = agents[who]({"type": "CallNext", "counter": str(who + 1)})

    threads = [threading.Thread(target=press, args=(who,)) for who in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers
