"""The office's time is moved: who is paired stays paired, who is signed in stays signed in, as long as before and no longer."""

import sqlite3

import pytest

from flow.time_events import ClockTrusted
from screen.roles import Role
from server.access import Access
from server.access.pins import Pins
from server.access.visitor import Visitor, hashed
from server.demonstration import ALL_ROLES
from server.journal.people import People
from tests.server.access.conftest import DAY, HOUR, MINUTE, NOON, QuickHasher, Times

STEPS = [3 * 365 * DAY, 73 * 365 * DAY, DAY, HOUR, -HOUR, -DAY]


class Office:
    """One whose time is moved while devices are paired and people signed in."""

    def __init__(self, folder):
        self.path, self.times, self.moves = folder / "people.db", Times(), list[tuple[int, ClockTrusted]]()
        self.start()

    def start(self, follows=True):
        """The program starts."""
        self.access = Access(
            People(self.path), ("fr",), lambda: self.times.now, lambda: self.times.elapsed, Pins(QuickHasher()),
            moves=(lambda after: [move for move in self.moves if move[0] > after]) if follows else None, last=7,
        )  # fmt: skip

    def move(self, by, since=0):
        """Somebody says that the time is right."""
        self.times.now += by
        self.moves.append((10 + len(self.moves), ClockTrusted(by, since)))
        self.access.time_moved()
        self.access.look()

    def visitor(self, device, secret):
        """Who shows this badge on this device now."""
        session = self.access._memory.signed_in(hashed(secret), device)
        return Visitor(device, session.person, False, session.session.id) if session else Visitor(device)


@pytest.fixture
def office(tmp_path):
    started = Office(tmp_path)
    _secret, started.device = started.access.add_device("console", ALL_ROLES)
    pin = started.access.add_staff("Anne", frozenset({Role.CONSOLE}))
    started.badge = started.access.sign_in("Anne", pin, started.device)
    return started


@pytest.mark.parametrize("by", STEPS)
def test_a_move_sends_nobody_away_now_or_after_a_start_and_puts_off_no_end(office, by):
    office.times.go(5 * MINUTE)
    office.move(by)
    assert office.access.holds(office.visitor(office.device, office.badge), Role.CONSOLE)
    assert office.access.holds(Visitor(office.device), Role.DISPLAY)

    office.times.go(MINUTE)
    office.start()
    assert office.access.holds(office.visitor(office.device, office.badge), Role.CONSOLE)
    assert office.access.holds(Visitor(office.device), Role.DISPLAY)
    office.times.go(25 * MINUTE)
    assert not office.access.holds(office.visitor(office.device, office.badge), Role.CONSOLE), "idle for half an hour"
    office.times.go(402 * DAY)
    office.access.look()
    assert not office.access.holds(Visitor(office.device), Role.DISPLAY), "not heard of for 400 days"


def test_without_following_a_move_of_three_years_sends_all_devices_away(office):
    office.start(follows=False)
    office.move(3 * 365 * DAY)

    assert not office.access.holds(Visitor(office.device), Role.DISPLAY)


@pytest.mark.parametrize("by", [DAY, -DAY])
def test_a_code_is_good_for_as_long_as_before(office, by):
    code, late = office.access.new_code(Role.KIOSK), office.access.new_code(Role.KIOSK)
    office.move(by)

    assert office.access.pair(code) is not None
    office.times.go(11 * MINUTE)
    assert office.access.pair(late) is None


def test_what_was_before_a_start_without_the_time_stays_and_each_move_is_followed_once(office):
    office.times.go(HOUR)
    _secret, young = office.access.add_device("borne", ALL_ROLES)
    office.move(3 * 365 * DAY, since=NOON + MINUTE)
    office.start()
    office.start()

    made_at = {device.name: device.made_at for device in office.access.people.secrets().values()}
    assert made_at["console"] == NOON
    assert made_at["borne"] == young.made_at + 3 * 365 * DAY


def test_moves_from_before_a_register_was_kept_with_them_are_not_made_again(tmp_path):
    office = Office(tmp_path)
    office.moves = [(3, ClockTrusted(DAY))]
    _secret, device = office.access.add_device("console", ALL_ROLES)
    office.start()

    (left,) = office.access.people.secrets().values()
    assert left.made_at == device.made_at


def test_a_full_disk_puts_it_off_and_nobody_is_sent_away_meanwhile(office, monkeypatch):
    def full(*_):
        raise sqlite3.OperationalError("database or disk is full")

    with monkeypatch.context() as broken:
        broken.setattr(office.access.people, "follow", full)
        with pytest.raises(sqlite3.OperationalError):
            office.move(3 * 365 * DAY)
        assert office.access.holds(Visitor(office.device), Role.DISPLAY)

    office.access.look()

    assert office.access.holds(Visitor(office.device), Role.DISPLAY)
    office.start()
    assert office.access.holds(Visitor(office.device), Role.DISPLAY)
