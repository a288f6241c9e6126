"""The console's page, and the price of a change asked before it is made."""

from pathlib import Path

import pytest

from config.loading import load
from config.texts import Texts
from flow.commands import AdvanceTicket, OpenCounter, TakeTicket
from flow.needs import Route
from flow.tickets import Actor
from mediator_console.choices import choices
from screen.roles import Role
from server.access import Access
from server.app import create_app
from server.journal.journal import Journal
from server.journal.people import People
from server.office import Office
from server.screens import SCREENS
from server.tokens import DayKey
from voice.clips import Clips

TEXTS = Texts.load()


@pytest.fixture
def office(tmp_path: Path):
    """Lens on files of its own."""
    settings = load("lens", demonstration=True, printer_address="virtual")
    journal = Journal(tmp_path / "journal.db")
    yield Office(settings, TEXTS, journal, DayKey(tmp_path / "day.key"))
    journal.close()


@pytest.fixture
def client_of(office, tmp_path):
    """A device that is a console; signed: with a mediator signed in."""
    people = People(tmp_path / "people.db")
    access = Access(people, office.settings.languages)
    app = create_app(office, access, SCREENS, b"k" * 32, tmp_path, Clips(tmp_path))

    def make(signed: bool):
        secret, device = access.add_device("console", frozenset({Role.CONSOLE}))
        client = app.test_client()
        client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {secret}"
        if signed:
            access.add_staff("Médiatrice 1", frozenset({Role.CONSOLE}))
            client.environ_base["HTTP_X_STAFF"] = access.open_session(access.people.staff()[0], device)
        return client

    yield make
    people.close()


@pytest.fixture
def console(client_of):
    """A console with a mediator signed in."""
    return client_of(signed=True)


def _do(office, command, key):
    answer = office.handle(command, Actor("test"), "test", f"key-{key:08}")
    assert answer.ok
    return answer


def _two(office):
    _do(office, OpenCounter("1"), 1)
    return [_do(office, TakeTicket("parcel_notice"), key).ticket for key in (2, 3)]


def _price(console, **query):
    return console.get("/console/price", query_string=query)


def test_the_page_is_for_a_mediator_who_signed_in(client_of):
    assert client_of(signed=False).get("/console").status_code != 200
    page = client_of(signed=True).get("/console")

    assert page.status_code == 200
    assert "Je suis là" in page.text


def test_the_price_of_a_move_is_people_and_minutes_and_changes_nothing(office, console):
    first, second = _two(office)
    before = office.state

    answer = _price(console, ticket=second, before=first)

    assert (answer.status_code, answer.json) == (200, {"ok": True, "people": 1, "minutes": 3})
    assert office.state is before


def test_a_move_to_the_end_costs_nobody_anything(office, console):
    first, _second = _two(office)

    assert _price(console, ticket=first, before="end").json == {"ok": True, "people": 0, "minutes": 0}


def test_the_price_of_an_advance_counts_those_it_passes(office, console):
    _first, second = _two(office)

    assert _price(console, ticket=second, minutes=10).json == {"ok": True, "people": 1, "minutes": 3}


def test_a_change_that_would_be_refused_is_answered_with_its_sentence(office, console):
    first, second = _two(office)
    _do(office, AdvanceTicket(second, 10), 9)

    answer = _price(console, ticket=second, minutes=10)
    too_much = answer.json
    too_late = _price(console, ticket=second, before=first, seen=1).json

    assert answer.status_code == 200
    assert (too_much["ok"], too_much["reason"]) == (False, "advance_too_large")
    assert "15 minutes" in too_much["sentence"]
    assert too_late["reason"] == "changed_meanwhile"


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"ticket": "2025-11-24-101"},
        {"ticket": "2025-11-24-101", "minutes": "ten"},
        {"ticket": "2025-11-24-101", "minutes": "9" * 5000},
        {"ticket": "2025-11-24-101", "minutes": "-5"},
        {"ticket": "2025-11-24-101", "before": "end", "seen": "-1"},
        {"ticket": "2025-11-24-101", "before": "x" * 5000},
        {"ticket": "2025-11-24-101", "before": "\x00"},
        {"ticket": "x" * 5000, "before": "end"},
        {"ticket": "2025-11-24-101\n", "minutes": "5"},
    ],
)
def test_a_price_of_nothing_is_a_malformed_question(console, query):
    answer = _price(console, **query)

    assert (answer.status_code, answer.json["reason"]) == (400, "malformed")
    assert len(answer.data) < 500


def test_the_choices_know_who_can_solve_each_need(office):
    needs = choices(office).needs

    assert (needs["stamps"].destinations, needs["stamps"].likely) == ((Route.COUNTER, Route.MACHINE), Route.MACHINE)
    assert (needs["tax"].destinations, needs["tax"].ready) == ((), ("own_papers", "phone"))
    assert needs["account_credit_estate"].destinations == (Route.BANKER,)
    assert set(needs) == set(office.settings.needs)


def test_every_code_of_the_choices_has_words(office):
    offered, words = choices(office), office.texts.words("fr", office.settings)
    codes = [f"need.{need}" for need in offered.needs] + [f"tile.{tile.id}" for tile in offered.tiles]
    codes += [f"ready.{item}" for need in offered.needs.values() for item in need.ready]
    codes += [f"move_reason.{reason}" for reason in offered.move_reasons]
    codes += [f"title.{title.id}" for title in offered.workshops.titles]
    codes += [f"park_reason.{reason}" for reason in offered.park_reasons]

    assert [code for code in codes if code not in words] == []


def test_every_sheet_of_the_office_is_offered_with_its_needs(office, console):
    offered = choices(office).sheets

    assert {each.id for each in offered} == {sheet.id for sheet in office.settings.sheets}
    assert {need for each in offered for need in each.needs} <= set(choices(office).needs)
    page = console.get("/console").text
    assert 'id="handout"' in page
    assert page.count("Donner une fiche") > 2


def test_an_office_without_sheets_offers_to_give_none(office, client_of):
    office.settings = office.settings.model_copy(update={"sheets": ()})

    page = client_of(signed=True).get("/console").text

    assert 'data-do="give"' not in page
    assert 'data-act="give"' not in page
