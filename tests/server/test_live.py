"""The screens, live: whole views to those who may see them, after the commit, in the journal's order."""

import sqlite3

import gevent
import pytest
from msgspec.structs import replace

from flow.commands import OpenCounter, TakeTicket
from flow.time_commands import HoldClock
from screen.roles import Role
from server.access import Access
from server.door.limits import REFRESH_SECONDS
from server.journal.people import People
from server.room_views import RoomViews
from server.sightings import Sightings
from server.time.clock import DAY_MS
from tests.server.hall_of_screens import Hall


@pytest.fixture
def hall(bureau, tmp_path, settings):
    """Lens's screens."""
    people = People(tmp_path / "people.db")
    yield Hall(bureau, Access(people, settings.languages), tmp_path)
    people.close()


def _views(client) -> list[dict]:
    return [news["args"][0] for news in client.get_received() if news["name"] == "view"]


def _ask(client, command: dict, key: str = "key-00000001") -> dict:
    return client.emit("command", {"key": key, "command": command}, callback=True)


def test_a_screen_gets_its_whole_view_on_connecting(hall):
    display = hall.connect("display", Role.DISPLAY)

    assert [view["version"] for view in _views(display)] == [hall.bureau.office.state.version]


def test_every_screen_of_a_room_is_told_and_a_burst_is_one_view(hall):
    screens = [hall.connect("display", Role.DISPLAY) for _ in range(2)]
    for screen in screens:
        screen.get_received()
    for _ in range(3):
        hall.bureau.do(TakeTicket("parcel_notice"))

    hall.live.push()

    views_of = [_views(screen) for screen in screens]
    assert [len(views) for views in views_of] == [1, 1]
    assert {views[0]["version"] for views in views_of} == {hall.bureau.office.state.version}


def test_a_device_of_another_role_is_not_let_in(hall):
    assert not hall.connect("display", Role.KIOSK).is_connected()
    assert not hall.connect("counter", Role.COUNTER, "1").is_connected(), "nobody is signed in"
    assert hall.connect("counter", Role.COUNTER, "1", staff=True).is_connected()


def test_nobody_chooses_their_own_room(hall):
    display = hall.connect("display", Role.DISPLAY)
    assert not hall.connect("nothing", Role.DISPLAY).is_connected()
    assert not hall.connect("counter", Role.COUNTER, "99", staff=True).is_connected()
    display.get_received()

    display.emit("join", {"room": "console"})
    hall.bureau.do(TakeTicket("parcel_notice"))
    hall.live.push()

    assert set(_views(display)[0]) == {"version", "now", "open", "tickets", "calls", "flows", "messages"}


def _seen_more(hall, secret: bytes = b"k" * 32) -> str:
    """What a screen would hand back that saw forty tickets which this journal does not have."""
    sight = hall.bureau.office.sight()
    return Sightings(secret).written(replace(sight, seq=sight.seq + 90, head="00", number=sight.number + 40))


def test_a_screen_that_connects_and_saw_more_than_the_office_has_raises_the_fence_before_it_is_shown_anything(hall):
    display = hall.connect("display", Role.DISPLAY, seen=_seen_more(hall))

    assert hall.bureau.office.state.fence.goes_on == 301
    assert _views(display)[0]["version"] == hall.bureau.office.state.version


def test_a_kiosk_hands_back_what_it_saw_with_its_command_and_gets_a_number_that_nobody_has(hall):
    secret, _device = hall.access.add_device("kiosk", frozenset({Role.KIOSK}))
    headers = {"Authorization": f"Bearer {secret}", "Idempotency-Key": "key-00000001", "Seen": _seen_more(hall)}

    answer = hall.app.test_client().post(
        "/kiosk/commands", json={"type": "TakeTicket", "need": "stamps"}, headers=headers
    )

    assert answer.json["number"] == 301


def test_what_another_office_signed_or_a_stranger_says_raises_nothing(hall):
    stranger = {"Idempotency-Key": "key-00000001", "Seen": _seen_more(hall)}

    hall.app.test_client().post("/kiosk/commands", json={"type": "TakeTicket", "need": "stamps"}, headers=stranger)
    hall.connect("display", Role.KIOSK, seen=_seen_more(hall))
    hall.connect("display", Role.DISPLAY, seen=_seen_more(hall, b"o" * 32))

    assert hall.bureau.office.state.fence is None


def test_a_command_is_answered_and_the_same_key_is_answered_the_same(hall):
    counter = hall.connect("counter", Role.COUNTER, "1", staff=True)

    first = _ask(counter, {"type": "OpenCounter", "counter": "1"})
    again = _ask(counter, {"type": "OpenCounter", "counter": "1"})
    other = _ask(counter, {"type": "PauseCounter", "counter": "1"})

    assert first["ok"]
    assert again == first
    assert other["reason"] == "key_reused"


def test_who_asks_is_who_is_signed_in_whatever_the_message_says(hall):
    counter = hall.connect("counter", Role.COUNTER, "1", staff=True)

    spoiled = _ask(counter, {"type": "OpenCounter", "counter": "1", "by": "manager"})
    _ask(counter, {"type": "OpenCounter", "counter": "1"}, "key-00000002")

    _day, recorded = hall.bureau.journal.open_day()
    assert spoiled["reason"] == "malformed"
    assert (recorded[-1].by.role, recorded[-1].by.name) == ("counter", "Agent 1")


def test_a_display_cannot_command(hall):
    display = hall.connect("display", Role.DISPLAY)

    assert not _ask(display, {"type": "OpenCounter", "counter": "1"})["ok"]


def test_a_person_who_is_removed_can_do_nothing_more(hall):
    counter = hall.connect("counter", Role.COUNTER, "1", staff=True)
    hall.access.remove_staff("Agent 1")

    assert not counter.is_connected()


def test_a_screen_that_missed_something_asks_again(hall):
    display = hall.connect("display", Role.DISPLAY)
    display.get_received()
    hall.bureau.do(OpenCounter("1"))

    display.emit("refresh")

    assert _views(display)[0]["version"] == hall.bureau.office.state.version


def test_a_fault_in_one_view_does_not_stop_the_dispatcher(hall):
    seen = []
    hall.live._guarded(lambda: 1 / 0)
    hall.live._guarded(lambda: seen.append("next"))

    assert seen == ["next"]


def test_a_counter_without_a_place_is_turned_away_and_the_others_go_on(hall):
    display = hall.connect("display", Role.DISPLAY)
    counter = hall.connect("counter", Role.COUNTER, "", staff=True)
    display.get_received()
    hall.bureau.do(TakeTicket("parcel_notice"))

    hall.live.push()

    assert not counter.is_connected()
    assert len(_views(display)) == 1


def test_a_fault_in_one_room_stays_there(hall, monkeypatch):
    display, counter = hall.connect("display", Role.DISPLAY), hall.connect("counter", Role.COUNTER, "1", staff=True)
    shown = RoomViews._view
    monkeypatch.setattr(
        RoomViews, "_view", lambda views, room, now: 1 / 0 if room.name == "counter:1" else shown(views, room, now)
    )
    for screen in (display, counter):
        screen.get_received()
    hall.bureau.do(TakeTicket("parcel_notice"))

    hall.live.push()
    counter.emit("refresh")
    again = _ask(counter, {"type": "OpenCounter", "counter": "1"})

    assert len(_views(display)) == 1
    assert again["ok"], "its commands go on too"


def test_a_screen_that_asks_without_end_gets_its_view_twice_a_second(hall):
    display = hall.connect("display", Role.DISPLAY)
    display.get_received()

    for _ in range(100):
        display.emit("refresh")

    assert len(_views(display)) == 1
    gevent.sleep(REFRESH_SECONDS + 0.05)
    assert len(_views(display)) == 1, "one for all that it asked meanwhile"


def _notices(client) -> list[list[str]]:
    return [news["args"][0] for news in client.get_received() if news["name"] == "notices"]


def test_what_is_wrong_with_the_disk_is_told_to_the_staff_and_to_nobody_else(hall):
    counter = hall.connect("counter", Role.COUNTER, "1", staff=True)
    display = hall.connect("display", Role.DISPLAY)
    assert _notices(counter) == [[]]
    full = sqlite3.OperationalError("database or disk is full")
    full.sqlite_errorcode = sqlite3.SQLITE_FULL

    hall.bureau.office.readiness.failed(full)
    gevent.sleep(0)
    ((notices,),) = _notices(counter)
    hall.bureau.do(TakeTicket("parcel_notice"))
    gevent.sleep(0)

    assert notices.startswith("Le disque est plein")
    assert _notices(counter) == [[]]
    assert _notices(display) == []


def test_news_that_nobody_sends_are_late(hall):
    assert hall.bureau.office.readiness.ready().lag_ms == 0
    hall.live.start()
    hall.live.push = lambda: gevent.sleep(10)
    hall.bureau.do(TakeTicket("parcel_notice"))
    gevent.sleep(0.002)
    assert hall.bureau.office.readiness.lag() > 0


def test_while_the_clock_is_not_believed_each_screen_is_asked_for_its_own_and_heard(hall, monkeypatch):
    heard = []
    monkeypatch.setattr(hall.bureau.office.clock.screens, "hear", lambda *heard_now: heard.append(heard_now))
    display = hall.connect("display", Role.DISPLAY)
    hall.bureau.office._do(HoldClock(DAY_MS))
    display.get_received()

    hall.live._emit_tick()
    (tick,) = [news["args"][0] for news in display.get_received() if news["name"] == "tick"]
    for value in (1_800_000_000_000, "1800000000000", True, None, [1]):
        display.emit("clock", value)

    assert tick["held"]
    assert [milliseconds for _address, milliseconds in heard] == [1_800_000_000_000]
