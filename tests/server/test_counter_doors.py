"""The device of one counter at the office's doors: for another counter it says so, over HTTP and over the websocket."""

import gevent
import pytest

from flow.commands import CallNext, OpenCounter, TakeTicket
from screen.roles import Role
from server.access import Access
from server.app import create_app
from server.journal.people import People
from server.live import Live
from server.screens import SCREENS
from voice.clips import Clips

OPEN = {"type": "OpenCounter", "counter": "1"}


class Desks:
    """Somebody signed in at the device of a counter."""

    def __init__(self, bureau, access, folder):
        self.bureau, self.access = bureau, access
        self.app = create_app(bureau.office, access, SCREENS, b"k" * 32, folder, Clips(folder))
        self.live = Live(self.app, bureau.office, access, SCREENS, [])
        self.keys = 0
        access.add_staff("Agent 2", frozenset({Role.COUNTER}))

    def headers(self, place):
        secret, device = self.access.add_device(f"counter {place}", frozenset({Role.COUNTER}), place)
        badge = self.access.open_session(self.access.people.staff()[0], device)
        return {"Authorization": f"Bearer {secret}", "X-Staff": badge}

    def post(self, place, command, **more):
        self.keys += 1
        headers = {**self.headers(place), "Idempotency-Key": f"key-{self.keys:012}", **more}
        return self.app.test_client().post("/counter/commands", json=command, headers=headers)

    def connect(self, device, **auth):
        client = self.live.socketio.test_client(
            self.app, headers=self.headers(device), auth={"screen": "counter", **auth}
        )
        gevent.sleep(0)
        return client


@pytest.fixture
def desks(bureau, tmp_path, settings):
    people = People(tmp_path / "people.db")
    yield Desks(bureau, Access(people, settings.languages), tmp_path)
    people.close()


def _stored(desks):
    _day, entries = desks.bureau.journal.open_day()
    return entries[-1].by


def test_another_counters_command_is_refused_until_it_says_so_and_then_the_journal_has_both(desks):
    silent = desks.post("2", OPEN)
    version = desks.bureau.office.state.version
    answer = desks.post("2", OPEN, **{"Acting-For": "1"})

    assert (silent.status_code, silent.json["reason"]) == (409, "not_your_counter")
    assert silent.json["sentence"] == (
        "Cet appareil est celui du guichet 2. Dites d'abord que vous agissez pour le guichet 1."
    )
    assert (answer.json["ok"], answer.json["version"]) == (True, version + 1)
    assert (_stored(desks).place, _stored(desks).instead) == ("2", "1")
    assert _stored(desks).name == "Agent 2"


def test_its_own_counter_needs_no_word_and_a_device_without_a_counter_is_free(desks):
    assert desks.post("1", OPEN).json["ok"]
    assert (_stored(desks).place, _stored(desks).instead) == ("1", "")
    assert desks.post("", {"type": "PauseCounter", "counter": "1"}).json["ok"]
    assert _stored(desks).place == ""


def test_a_word_that_is_no_counter_changes_nothing_and_is_not_stored(desks):
    before = desks.bureau.office.state.version

    answer = desks.post("2", OPEN, **{"Acting-For": "9" * 4_000})

    assert answer.json["reason"] == "counter_unknown"
    assert desks.bureau.office.state.version == before


def test_another_counters_screen_opens_only_for_who_says_so_and_its_commands_go_with_it(desks):
    assert not desks.connect("2", place="1").is_connected()
    assert not desks.connect("2", place="1", acting_for="3").is_connected()
    assert desks.connect("2", place="2").is_connected()
    assert desks.connect("", place="1").is_connected()
    helping = desks.connect("2", place="1", acting_for="1")

    answer = helping.emit("command", {"key": "key-00000001", "command": OPEN}, callback=True)
    third = helping.emit("command", {"key": "key-00000002", "command": OPEN | {"counter": "3"}}, callback=True)

    assert answer["ok"]
    assert third["reason"] == "not_your_counter"
    assert (_stored(desks).place, _stored(desks).instead) == ("2", "1")


def test_the_page_of_another_counter_asks_and_ones_own_does_not(desks):
    def page(device, place):
        return desks.app.test_client().get(f"/counter/{place}", headers=desks.headers(device)).text

    assert "Voulez-vous agir pour le guichet 1" in page("2", "1")
    assert "Voulez-vous agir" not in page("2", "2")
    assert "Voulez-vous agir" not in page("", "1")


def test_the_same_key_is_answered_as_before_even_when_the_ticket_has_gone_to_another_counter(desks):
    ask = desks.bureau.do
    headers = {**desks.headers("2"), "Idempotency-Key": "key-back-0001"}
    ticket = ask(TakeTicket("parcel_notice")).ticket
    ask(OpenCounter("2"))
    ask(CallNext("2"))
    back = {"type": "ReturnTicket", "ticket": ticket}
    first = desks.app.test_client().post("/counter/commands", json=back, headers=headers)
    ask(OpenCounter("1"))
    ask(CallNext("1"))

    again = desks.app.test_client().post("/counter/commands", json=back, headers=headers)

    assert first.json["ok"]
    assert again.json == first.json
