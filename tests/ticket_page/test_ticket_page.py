"""The client's own page: by a secret address, without script or cookie."""

import re
from pathlib import Path

import pytest

from config.loading import load
from config.texts import Texts
from flow.commands import CallNext, FinishTicket, MarkArrived, OpenCounter, Recall, ReopenTicket, TakeTicket
from flow.fence import Sight
from flow.tickets import Actor, Outcome
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
def phone(office, tmp_path):
    """A stranger's phone."""
    people = People(tmp_path / "people.db")
    app = create_app(office, Access(people, office.settings.languages), SCREENS, b"k" * 32, tmp_path, Clips(tmp_path))
    yield app.test_client()
    people.close()


def _do(office, command, key):
    return office.handle(command, Actor("test"), "test", f"key-{key:08}")


def _page(answer) -> str:
    return "/t/" + answer.url.rsplit("/", 1)[1]


def test_the_page_follows_the_ticket_from_the_queue_to_the_counter(office, phone):
    _do(office, OpenCounter("1"), 1)
    _do(office, TakeTicket("parcel_notice"), 2)
    mine = _do(office, TakeTicket("parcel_notice"), 3)
    waiting = phone.get(_page(mine)).text
    _do(office, CallNext("1"), 4)
    _do(office, OpenCounter("2"), 5)
    _do(office, CallNext("2"), 6)
    called = phone.get(_page(mine)).text

    assert "102" in waiting
    assert "Au plus une personne avant vous" in waiting
    assert "C'est à vous" in called
    assert "Guichet 2" in called


def test_the_page_sets_no_cookie_and_looks_again_by_itself_without_a_script(office, phone):
    answer = phone.get(_page(_do(office, TakeTicket("parcel_notice"), 1)))

    assert "Set-Cookie" not in answer.headers
    # With a script it is the script that looks: a page that is loaded anew would forget that it may sound.
    assert "Refresh" not in answer.headers
    assert '<noscript><meta http-equiv="refresh" content="15"></noscript>' in answer.text
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_visit_that_is_over_is_not_looked_at_again(office, phone):
    mine = _do(office, TakeTicket("parcel_notice"), 1)
    phone.post(_page(mine) + "/leave")

    over = phone.get(_page(mine)).text

    assert "http-equiv" not in over
    assert "<script" not in over


def test_the_counter_is_told_with_its_shape_and_a_recall_is_another_call(office, phone):
    _do(office, OpenCounter("2"), 1)
    mine = _do(office, TakeTicket("parcel_notice"), 2)
    waiting = phone.get(_page(mine)).text
    _do(office, CallNext("2"), 3)
    called = phone.get(_page(mine)).text
    same = phone.get(_page(mine)).text
    office.now = lambda: office.state.open[mine.ticket].last_call_at + 30_000
    _do(office, Recall(mine.ticket), 4)
    again = phone.get(_page(mine)).text

    def call(page):
        return re.findall(r'data-call="(\d+)"', page)

    assert call(waiting) == []
    assert "#shape-square" in called
    assert call(called) == call(same)
    assert len({*call(called), *call(again)}) == 2


def test_leaving_asks_first_and_twice_is_once(office, phone):
    mine = _do(office, TakeTicket("parcel_notice"), 1)

    sure = phone.get(_page(mine) + "/leave").text
    still = len(office.state.open)
    phone.post(_page(mine) + "/leave")
    again = phone.post(_page(mine) + "/leave", follow_redirects=True)

    assert "Vous partez" in sure
    assert still == 1
    assert office.state.closed[mine.ticket].outcome is Outcome.LEFT
    assert "terminé" in again.text


def test_nobody_leaves_from_the_counter(office, phone):
    _do(office, OpenCounter("1"), 1)
    mine = _do(office, TakeTicket("parcel_notice"), 2)
    _do(office, CallNext("1"), 3)
    _do(office, MarkArrived(mine.ticket), 4)

    phone.post(_page(mine) + "/leave")

    assert mine.ticket in office.state.open


def test_a_guessed_address_shows_nothing(office, phone):
    _do(office, TakeTicket("parcel_notice"), 1)

    answer = phone.get("/t/" + "A" * 22)

    assert answer.status_code == 404
    assert "101" not in answer.text


def test_the_page_speaks_the_language_of_the_ticket_until_another_is_chosen(office, phone):
    mine = _page(_do(office, TakeTicket("parcel_notice", language="en"), 1))

    own, arabic, unknown = (phone.get(mine + more).text for more in ("", "?lang=ar", "?lang=xx"))
    phone.post(mine + "/leave?lang=ar")
    left = phone.post(mine + "/leave?lang=ar")

    assert 'lang="en" dir="ltr"' in own
    assert "Your number" in own
    assert 'lang="ar" dir="rtl"' in arabic
    assert "رقمك" in arabic
    assert 'lang="en" dir="ltr"' in unknown
    assert left.headers["Location"] == mine + "?lang=ar"


def test_each_language_of_the_office_is_one_touch_away(office, phone):
    mine = _page(_do(office, TakeTicket("parcel_notice"), 1))

    for page in (mine, mine + "/leave", "/t/" + "A" * 22):
        links = re.findall(r'<a class="button" href="\?lang=(\w\w)" hreflang="\1" lang="\1"', phone.get(page).text)
        assert tuple(links) == office.settings.languages


def test_a_ticket_that_was_taken_away_is_told_so_and_is_followed_again_when_it_is_reopened(office, phone):
    answer = _do(office, TakeTicket("parcel_notice"), 1)
    _do(office, FinishTicket(answer.ticket, Outcome.ISSUED_IN_ERROR), 2)
    away, read = phone.get(_page(answer)).text, phone.get(_page(answer) + "?lang=ar").text
    _do(office, ReopenTicket(answer.ticket), 3)
    back = phone.get(_page(answer)).text

    assert "Ce ticket a été annulé." in away
    assert "Montrez votre numéro au médiateur ou à un agent." in away
    assert "C'est terminé" not in away
    assert "Regarder à nouveau" in away
    assert "أُلغيت هذه التذكرة." in read
    assert "annulé" not in back
    assert "avant vous" in back


def test_a_phone_whose_ticket_was_lost_is_told_what_to_do_and_the_others_go_on(office, phone):
    kept = _do(office, TakeTicket("parcel_notice"), 1)
    before = phone.get("/t/" + "x" * 22).text
    lost = Sight(office.state.epoch, office.state.date, office.state.version + 40, "00", 130)

    office.saw(lost)

    gone = phone.get("/t/" + "x" * 22)
    assert gone.status_code == 404
    assert "Gardez votre papier" in gone.text
    assert "effacés chaque soir" not in gone.text
    assert "احتفظ بورقتك" in phone.get("/t/" + "x" * 22 + "?lang=ar").text
    assert "101" in phone.get(_page(kept)).text
    assert "Gardez votre papier" not in before
    assert "effacés chaque soir" in before
