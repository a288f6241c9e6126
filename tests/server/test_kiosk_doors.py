"""What a kiosk's device may do at the office's doors: a brake on its button, and no other client's secrets."""

import pytest

from screen.roles import Role
from server.access import Access
from server.app import create_app
from server.journal.people import People
from server.live import Live
from server.screens import SCREENS
from voice.clips import Clips

PARCEL = {"type": "TakeTicket", "need": "parcel_notice"}


@pytest.fixture
def doors(bureau, tmp_path, settings):
    """pair() → a kiosk's own client, over HTTP; live(secret) → its view."""
    people = People(tmp_path / "people.db")
    access = Access(people, settings.languages)
    yield Doors(bureau, access, tmp_path)
    people.close()


class Doors:
    """Kiosks of one office; each hands in commands under keys of its own."""

    def __init__(self, bureau, access, folder):
        self.bureau, self.access, self.folder, self.keys = bureau, access, folder, 0
        self.open()

    def open(self):
        self.app = create_app(self.bureau.office, self.access, SCREENS, b"k" * 32, self.folder, Clips(self.folder))
        self.live = Live(self.app, self.bureau.office, self.access, SCREENS, [])

    def restart(self):
        self.bureau.restart()
        self.open()

    def kiosk(self, secret=""):
        client = self.app.test_client()
        secret = secret or self.access.add_device("kiosk", frozenset({Role.KIOSK}))[0]
        client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {secret}"
        return client

    def ask(self, kiosk, command, key=""):
        self.keys += 1
        return kiosk.post("/kiosk/commands", json=command, headers={"Idempotency-Key": key or f"key-{self.keys:012}"})

    def view(self, kiosk):
        headers = {"Authorization": kiosk.environ_base["HTTP_AUTHORIZATION"]}
        auth = {"screen": "kiosk", "place": "1"}
        screen = self.live.socketio.test_client(self.app, headers=headers, auth=auth)
        self.live.push()
        return next(news["args"][0] for news in screen.get_received() if news["name"] == "view")


def _qr(kiosk, ticket):
    return kiosk.get(f"/kiosk/qr.svg?ticket={ticket}").status_code


@pytest.mark.slow
def test_sixty_requests_at_once_give_twelve_tickets_and_a_calm_sentence(doors):
    kiosk = doors.kiosk()

    answers = [doors.ask(kiosk, PARCEL) for _ in range(60)]

    assert sum(answer.json["ok"] for answer in answers) == 12
    refused = answers[-1]
    assert (refused.status_code, refused.json["reason"]) == (409, "too_many_tickets")
    assert refused.json["facts"] == {"seconds": 60}
    assert "Attendez un instant, ou demandez" in refused.json["sentence"]
    assert doors.ask(doors.kiosk(), PARCEL).json["ok"], "the kiosk beside it goes on"


def test_a_lost_answer_is_given_again_under_its_key_however_braked_the_kiosk_is(doors):
    kiosk = doors.kiosk()
    first = doors.ask(kiosk, PARCEL, key="tap-000000001")
    for _ in range(12):
        last = doors.ask(kiosk, PARCEL)

    assert last.json["reason"] == "too_many_tickets"
    assert doors.ask(kiosk, PARCEL, key="tap-000000001").json == first.json


def test_the_same_key_from_another_kiosk_is_another_clients_tap(doors):
    first, other = doors.kiosk(), doors.kiosk()
    key = {"Idempotency-Key": "key-of-both-kiosks"}

    taken = [kiosk.post("/kiosk/commands", json=PARCEL, headers=key).json["number"] for kiosk in (first, other, first)]

    assert taken == [101, 102, 101]


def test_a_refused_tap_may_be_tried_again_under_the_same_key_when_the_minute_is_over(doors):
    kiosk = doors.kiosk()
    for _ in range(12):
        doors.ask(kiosk, PARCEL)
    assert not doors.ask(kiosk, PARCEL, key="tap-000000001").json["ok"]

    doors.bureau.clock.now += 60_000

    assert doors.ask(kiosk, PARCEL, key="tap-000000001").json["number"] == 113


def test_a_kiosk_shows_the_address_of_what_it_gave_just_now_and_of_nothing_else(doors):
    mine, other = doors.kiosk(), doors.kiosk()
    tickets = [doors.ask(other, PARCEL).json["ticket"] for _ in range(5)]
    own = doors.ask(mine, PARCEL).json["ticket"]

    assert [_qr(mine, ticket) for ticket in tickets] == [404] * 5
    assert _qr(mine, own) == 200
    doors.bureau.clock.now += 119_000
    assert _qr(mine, own) == 200
    doors.bureau.clock.now += 1_000
    assert _qr(mine, own) == 404


def test_a_kiosk_neither_prints_nor_confirms_another_clients_ticket(doors):
    mine, other = doors.kiosk(), doors.kiosk()
    ticket = doors.ask(other, PARCEL).json["ticket"]
    doors.bureau.clock.now += 9_000
    doors.bureau.office.pass_time()

    for command in ("ReprintTicket", "ConfirmPaper"):
        refused = doors.ask(mine, {"type": command, "ticket": ticket})
        assert (refused.status_code, refused.json["reason"]) == (409, "not_your_ticket")
    assert doors.ask(other, {"type": "ReprintTicket", "ticket": ticket}).json["ok"]


def test_what_a_screen_hears_live_is_of_its_own_kiosk_whatever_place_it_asks_for(doors):
    mine, other = doors.kiosk(), doors.kiosk()
    own, others = (doors.ask(kiosk, PARCEL).json["ticket"] for kiosk in (mine, other))

    assert list(doors.view(mine)["papers"]) == [own]
    assert list(doors.view(other)["papers"]) == [others]


def test_brake_and_memory_outlive_a_restart(doors):
    secret = doors.access.add_device("kiosk", frozenset({Role.KIOSK}))[0]
    kiosk = doors.kiosk(secret)
    tickets = [doors.ask(kiosk, PARCEL).json["ticket"] for _ in range(12)]

    doors.restart()

    again = doors.kiosk(secret)
    assert doors.ask(again, PARCEL).json["reason"] == "too_many_tickets"
    assert _qr(again, tickets[0]) == 200
    assert _qr(doors.kiosk(), tickets[0]) == 404
