"""The telephones' plain door: the ticket's page to be read, and nothing else of the office."""

import re
from pathlib import Path
from urllib.parse import urljoin

import pytest

from config.loading import load
from config.texts import Texts
from flow.commands import CallNext, MarkArrived, OpenCounter, TakeTicket
from flow.tickets import Actor
from mediation.commands import StartAccompaniment
from screen.roles import Role
from server.access import Access
from server.app import create_app
from server.journal.journal import Journal
from server.journal.people import People
from server.office import Office
from server.paper.sheets import sheet_paper
from server.phone_door import create_phone_app
from server.public_addresses import PublicAddresses
from server.screens import READ_ONLY, SCREENS
from server.tokens import DayKey
from ticket_page.phone import NEEDED
from voice.clips import Clips

TEXTS = Texts.load()


@pytest.fixture
def office(tmp_path: Path):
    """Lens on files of its own, with a certificate that telephones do not know."""
    settings = load("lens", demonstration=True, printer_address="virtual")
    journal = Journal(tmp_path / "journal.db")
    opened = Office(settings, TEXTS, journal, DayKey(tmp_path / "day.key"))
    opened.addresses = PublicAddresses("http://box:8080", tickets_only=True)
    yield opened
    journal.close()


@pytest.fixture
def access(office, tmp_path):
    """The register of the office, empty."""
    people = People(tmp_path / "people.db")
    yield Access(people, office.settings.languages)
    people.close()


@pytest.fixture
def phone(office, access):
    """A stranger's telephone at the plain door."""
    return create_phone_app(office, access).test_client()


@pytest.fixture
def main_door(office, access, tmp_path):
    """The office's own address, over https."""
    return create_app(office, access, READ_ONLY, b"k" * 32, tmp_path, Clips(tmp_path))


def _do(office, command, key):
    return office.handle(command, Actor("test"), "test", f"key-{key:08}")


def _page(answer) -> str:
    assert answer.url.startswith("http://box:8080/t/")
    return answer.url.removeprefix("http://box:8080")


def test_the_page_says_number_wait_and_place_and_not_what_somebody_came_for(office, phone, main_door):
    mine = _do(office, TakeTicket("parcel_notice"), 1)
    need = office.texts.words("fr", office.settings)["need.parcel_notice"]

    text = phone.get(_page(mine)).text

    assert str(mine.number) in text
    assert "minutes" in text or "un agent vous dira combien de temps" in text.lower()
    assert "Asseyez-vous" in text
    for hidden in (need, "/leave", "<form", "csrf", "parcel"):
        assert hidden not in text, hidden


def test_the_page_follows_a_call_to_its_counter_and_is_silent_about_the_mediator(office, phone):
    _do(office, OpenCounter("1"), 1)
    mine = _do(office, TakeTicket("parcel_notice"), 2)
    _do(office, CallNext("1"), 3)
    called = phone.get(_page(mine)).text
    _do(office, MarkArrived(mine.ticket), 4)
    other = _do(office, TakeTicket("digital_identity"), 5)
    helped = _do(office, StartAccompaniment(other.ticket), 6)

    assert "C'est à vous" in called
    assert "Guichet 1" in called
    assert helped.ok
    text = phone.get(_page(other)).text
    assert str(other.number) in text
    assert "médiateur" not in text.lower()


def test_every_language_of_the_office_is_a_plain_link(office, phone):
    text = phone.get(_page(_do(office, TakeTicket("parcel_notice"), 1)) + "?lang=pl").text

    assert 'lang="pl"' in text
    assert 'href="?lang=ar"' in text


def test_all_that_the_page_links_is_there_and_nothing_more_of_the_static_files(office, phone):
    linked, todo = set(), [_page(_do(office, TakeTicket("parcel_notice"), 1))]
    while todo:
        address = todo.pop()
        answer = phone.get(address)
        assert answer.status_code == 200, address
        linked.add(address.partition("?")[0])
        linked_addresses = re.findall(
            r'(?:src|href)="(/[^"#]+)|url\("([^"]+)"|from "([^"]+)"|import "([^"]+)"',
            answer.text if not address.endswith("woff2") else "",
        )
        addresses = {urljoin(address, next(filter(None, groups))) for groups in linked_addresses}
        todo += [address for address in addresses if address.partition("?")[0] not in linked]

    named = {re.sub("^/assets/[0-9a-f]+/", "", address) for address in linked if not re.fullmatch("/t/[^/]+", address)}
    assert named == NEEDED
    for address in ("/static/live.js", "/static/landing.css", "/static/vendor/MANIFEST.json", "/t/static/../pages.py"):
        assert phone.get(address).status_code == 404, address


def test_no_other_route_of_the_office_answers_at_the_phones_door(office, phone, main_door):
    for rule in main_door.url_map.iter_rules():
        address = re.sub(r"<[^>]+>", "1", rule.rule)
        if address.startswith(("/static/", "/t/static/", "/pictograms.svg")):
            continue
        for method in ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"):
            answer = phone.open(address, method=method)
            assert answer.status_code == 404, (method, address)
            assert method != "GET" or "n'existe pas" in answer.text or "n'est plus valable" in answer.text
            assert 'href="/"' not in answer.text


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "FOO"])
def test_a_ticket_s_page_is_only_read(office, phone, method):
    mine = _do(office, TakeTicket("parcel_notice"), 1)

    for address in (_page(mine), f"{_page(mine)}/leave"):
        assert phone.open(address, method=method).status_code == 404
    assert phone.get(f"{_page(mine)}/leave").status_code == 404
    assert mine.ticket in office.state.open


@pytest.mark.slow
def test_who_listened_on_the_way_cannot_leave_in_somebody_s_place_over_https_either(
    office, access, main_door, tmp_path
):
    mine = _do(office, TakeTicket("parcel_notice"), 1)
    address = f"{_page(mine)}/leave"

    refused = main_door.test_client().post(address, base_url="https://localhost").status_code
    kept = mine.ticket in office.state.open
    # Where every telephone knows the certificate, the page has its way to leave.
    whole = create_app(office, access, SCREENS, b"k" * 32, tmp_path, Clips(tmp_path)).test_client()
    left = whole.post(address, base_url="https://localhost").status_code

    assert (refused, kept) == (404, True)
    assert (left, mine.ticket in office.state.open) == (303, False)


def test_no_cookie_is_set_nor_looked_at(office, access, phone):
    for address in (_page(_do(office, TakeTicket("parcel_notice"), 1)), "/t/nothing", "/console", "/static/look.css"):
        answer = phone.get(address, headers={"Cookie": "device=x; staff=y; session=z"})
        assert "Set-Cookie" not in answer.headers
        assert "Cookie" not in answer.headers.get("Vary", "")


def test_nothing_tells_a_telephone_to_come_back_over_https(office, phone):
    answer = phone.get(_page(_do(office, TakeTicket("parcel_notice"), 1)))

    assert "Strict-Transport-Security" not in answer.headers
    assert "upgrade-insecure-requests" not in answer.headers["Content-Security-Policy"]
    # A browser calls it an error over http.
    assert "Cross-Origin-Opener-Policy" not in answer.headers
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_sheet_s_code_is_not_given_where_telephones_cannot_open_it(office, main_door, access):
    sheet = office.settings.sheets[0].id
    hidden = main_door.test_client().get(f"/sheets/{sheet}/qr.svg").status_code
    paper = sheet_paper(office, sheet).url
    office.addresses = PublicAddresses("http://box:8080")

    assert (hidden, paper) == (404, "")
    assert main_door.test_client().get(f"/sheets/{sheet}/qr.svg").status_code == 200
    assert sheet_paper(office, sheet).url == f"http://box:8080/sheets/{sheet}"


def test_the_test_page_of_a_printer_leads_where_a_telephone_is_answered_in_the_office_s_name(office, phone):
    address = office.addresses.trial().removeprefix("http://box:8080")
    office.addresses = PublicAddresses("http://box:8080")

    assert f"Bureau de poste · {office.settings.name}" in phone.get(address).text
    assert office.addresses.trial() == "http://box:8080"


def test_the_mediator_is_offered_no_code_that_a_telephone_could_not_open(office, access, main_door):
    secret, device = access.add_device("console", frozenset({Role.CONSOLE}))
    access.add_staff("Médiatrice 1", frozenset({Role.CONSOLE}))
    console = main_door.test_client()
    console.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {secret}"
    console.environ_base["HTTP_X_STAFF"] = access.open_session(access.people.staff()[0], device)

    offered = []
    for tickets_only in (True, False):
        office.addresses = PublicAddresses("http://box:8080", tickets_only)
        page = console.get("/console", base_url="https://localhost")
        assert page.status_code == 200
        offered.append("Montrer le QR" in page.text)

    assert offered == [False, True]
