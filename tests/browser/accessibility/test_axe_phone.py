"""The client's own page in each state that a visit has, in every language: no violation, as it is and with more contrast."""

from typing import Any

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
LANGUAGES = [("fr", "en", "ar", "pl"), ("pt", "it", "uk", "tr")]
STATES = {"waiting", "called", "serving", "absent", "parked", "at_machine", "with_mediator", "closed"}

SHOWN_BY = {"leave": 'form[action*="/leave"] button', "gone": "main:not(:has(.number)) h1"}


# As the screens themselves do, from a browser that has every right: no program is paired for it.
POST = """async ([role, command]) => {
  const { post } = await import(`/assets/${document.documentElement.dataset.pages}/static/post.js`);
  return post(`/${role}/commands`, command);
}"""


@pytest.fixture
def visits(people) -> dict[str, str]:
    """The address of somebody's page in each state, of one that asks whether they leave, and of one that nobody has."""
    staff = people.at("/kiosk", 1080, 1920)

    def ask(role: str, kind: str, **facts: Any) -> Any:
        answer = staff.evaluate(POST, [role, {"type": kind, **facts}])
        assert answer["ok"], answer
        return answer

    took = {state: ask("kiosk", "TakeTicket", need="parcel_notice") for state in ("called", "serving", "absent")}
    for counter, state in zip("123", took, strict=True):
        ask("counter", "OpenCounter", counter=counter)
        ask("counter", "CallTicket", counter=counter, ticket=took[state]["ticket"])
    ask("counter", "MarkArrived", ticket=took["serving"]["ticket"])
    ask("counter", "MarkAbsent", ticket=took["absent"]["ticket"])
    took |= {state: ask("kiosk", "TakeTicket", need="stamps", route="counter") for state in STATES - took.keys()}
    of = {state: answer["ticket"] for state, answer in took.items()}
    ask("console", "ParkTicket", ticket=of["parked"], why="break")
    ask("console", "TransferTicket", ticket=of["at_machine"], route="machine")
    ask("console", "StartAccompaniment", ticket=of["with_mediator"])
    ask("console", "FinishTicket", ticket=of["closed"], outcome="left")
    staff.context.close()
    pages = {state: answer["url"] for state, answer in took.items()}
    return pages | {"leave": pages["waiting"] + "/leave", "gone": pages["waiting"][:-1] + "!"}


@pytest.mark.parametrize("languages", LANGUAGES, ids="-".join)
def test_axe_finds_nothing_on_the_page_of_any_visit(people, visits, reader, languages):
    people.link_may_break = True  # one is the page of a number that is gone
    phone, violations = people.at("/healthz", 390, 844), []
    for state, address in visits.items():
        for language in languages:
            phone.goto(f"{address}?lang={language}")
            # The page that is asked for, not the one before it.
            expect(phone.locator(SHOWN_BY.get(state, f".state.{state}"))).to_be_visible()
            for contrast in ("no-preference", "more"):
                phone.emulate_media(contrast=contrast)
                violations += [f"{state} {language} {contrast}: {violation}" for violation in reader.violations(phone)]

    assert violations == []
    assert reader.combinations == 2 * len(languages) * len(visits)
