"""A session and a device end at once, for HTTP and for the open socket, and nobody else's does."""

import pytest

from flow.commands import TakeTicket
from flow.kiosk_commands import LockKiosk
from screen.roles import Role
from server.access.tries import Locked
from server.journal.acts import COMMAND_LINE

MINUTE, HOUR = 60_000, 3_600_000


@pytest.fixture
def hall(at):
    """Two agents, a mediator, a manager and two displays."""
    return {
        "agent": at(Role.COUNTER, "Agent 1", "1"),
        "other": at(Role.COUNTER, "Agent 2", "2"),
        "mediator": at(Role.CONSOLE, "Médiatrice 1"),
        "manager": at(Role.MANAGER, "Responsable"),
        "display": at(Role.DISPLAY),
        "kiosk": at(Role.KIOSK),
    }


def _new_pin(access, register, agent):
    access.new_pin("Agent 1")


def _removed(access, register, agent):
    access.remove_staff("Agent 1")


def _revoked(access, register, agent):
    access.revoke(agent.device.id)


def _signed_out(access, register, agent):
    register.client(agent.secret, agent.badge).post("/sign-out")


def _signed_in_again(access, register, agent):
    pin = register.client(agent.secret).post("/sign-in.json", json={"name": agent.name, "pin": agent.pin})
    assert pin.status_code == 200


ENDS = [_new_pin, _removed, _revoked, _signed_out, _signed_in_again]
FROM_ANOTHER_PROCESS = [_new_pin, _removed, _revoked]


@pytest.mark.parametrize("end", ENDS)
def test_what_ends_a_session_ends_it_at_once_and_nobody_elses(register, hall, end):
    end(register.access, register, hall["agent"])

    assert {name for name, visitor in hall.items() if not visitor.is_in()} == {"agent"}
    _still_served(register, hall)


@pytest.mark.parametrize("end", FROM_ANOTHER_PROCESS)
def test_what_the_command_line_ends_is_noticed_at_the_next_look(register, hall, end):
    end(register.program(), register, hall["agent"])
    before = {name for name, visitor in hall.items() if not visitor.is_in()}

    register.access.look()

    assert before == set(), "the control: without the look nobody is sent away"
    assert {name for name, visitor in hall.items() if not visitor.is_in()} == {"agent"}
    _still_served(register, hall)


@pytest.mark.parametrize("end", FROM_ANOTHER_PROCESS)
def test_it_is_noticed_too_at_a_look_that_first_follows_a_move_of_the_offices_time(register, hall, end):
    end(register.program(), register, hall["agent"])
    register.access.time_moved()

    register.access.look()

    assert {name for name, visitor in hall.items() if not visitor.is_in()} == {"agent"}


def test_somebody_who_does_nothing_for_half_an_hour_is_sent_away_and_who_works_is_not(register, hall, times):
    for minutes in range(29):
        times.go(MINUTE)
        register.access.look()
        if minutes % 10 == 0:
            for name in ("other", "mediator", "manager"):
                assert hall[name].socket.emit("command", {"key": "k", "command": {}}, callback=True)["reason"]
    assert hall["agent"].is_in()
    register.access.look()

    times.go(MINUTE)
    register.access.look()

    assert {name for name, visitor in hall.items() if not visitor.is_in()} == {"agent"}
    _still_served(register, hall)


def test_a_page_that_is_opened_puts_off_the_idle_end_and_one_that_connects_again_by_itself_does_not(
    register, at, times
):
    opens, connects = at(Role.MANAGER, "Responsable"), at(Role.CONSOLE, "Médiatrice 1")

    times.go(20 * MINUTE)
    page = register.client(opens.secret, opens.badge).get("/manager", headers={"Accept": "text/html,*/*"})
    register.screen("console", connects.secret, connects.badge)
    connects.socket.emit("refresh")
    times.go(20 * MINUTE)
    register.access.look()

    assert page.status_code == 200
    assert (opens.is_in(), connects.is_in()) == (True, False)


def test_nobody_is_signed_in_for_more_than_twelve_hours_however_much_they_work(register, hall, times):
    for turn in range(12 * 6):
        assert hall["agent"].is_in()
        times.go(10 * MINUTE)
        if turn == 36:
            hall["other"].sign_in()
            hall["other"].connect()
        for name in ("agent", "other"):
            hall[name].socket.emit("command", {"key": "k", "command": {}}, callback=True)

    register.access.look()

    assert hall["agent"].page() == 403
    assert not hall["agent"].socket.is_connected()
    assert hall["other"].page() == 200, "the control: who signed in again goes on"


def test_it_is_over_at_the_moment_itself_even_before_anybody_looks(register, at, times):
    agent = at(Role.COUNTER, "Agent 1", "1")
    visitor = _visitor(register, agent)
    assert register.access.holds(visitor, Role.COUNTER)
    assert not register.access.holds(visitor, Role.MANAGER)

    times.go(30 * MINUTE)

    assert not register.access.holds(visitor, Role.COUNTER)
    assert agent.socket.emit("command", {"key": "k" * 8, "command": {}}, callback=True)["reason"] == "not_allowed"


def test_setting_the_wall_clock_ends_nobodys_session(register, hall, times):
    for step in (13 * HOUR, -26 * HOUR, 400 * 24 * HOUR):
        times.now += step
        register.access.look()

        assert all(visitor.is_in() for name, visitor in hall.items() if visitor.name)


def test_a_restart_sends_nobody_away_and_forgives_no_idle_minute(register, at, times):
    agent, idle = at(Role.COUNTER, "Agent 1", "1"), at(Role.COUNTER, "Agent 2", "2")
    times.go(20 * MINUTE)
    agent.socket.emit("command", {"key": "k", "command": {}}, callback=True)
    times.go(2 * MINUTE)
    register.access.look()
    times.elapsed = 7

    register.start()
    times.go(10 * MINUTE)

    assert (agent.page(), idle.page()) == (200, 403)


def test_a_strangers_sign_out_changes_nothing_and_costs_nothing(register, hall):
    heard = register.statements()

    for headers in ({"Authorization": "Bearer x"}, {"Authorization": "Bearer x", "X-Staff": "y"}):
        for _ in range(50):
            assert register.client().post("/sign-out", headers=headers).status_code == 303
    register.client(hall["display"].secret).post("/sign-out")

    assert all(visitor.is_in() for visitor in hall.values())
    assert heard == []


def test_a_session_of_another_device_cannot_be_signed_out_from_here(register, hall):
    register.client(hall["display"].secret, hall["agent"].badge).post("/sign-out")

    assert all(visitor.is_in() for visitor in hall.values())


def test_a_person_who_takes_over_a_browser_ends_the_session_that_was_there(register, at, send):
    agent = at(Role.COUNTER, "Agent 1", "1")
    pin = register.access.add_staff("Agent 2", frozenset({Role.COUNTER}))

    answer = send(register.browser(agent.secret, agent.badge), "/sign-in", "/sign-in", name="Agent 2", pin=pin)

    assert answer.status_code == 303
    assert not agent.is_in()


def test_a_request_and_a_push_read_nothing_from_the_file(register, hall):
    heard = register.statements()

    for visitor in hall.values():
        assert visitor.page() == 200
        visitor.socket.emit("command", {"key": "k", "command": {}}, callback=True)
    register.live.push()
    register.client("a secret that nobody has").get("/kiosk")

    assert heard == []


def test_what_was_used_is_written_at_most_once_a_minute_and_not_at_all_when_nobody_was_there(register, hall, times):
    heard = register.statements()

    for _ in range(120):
        times.go(500)
        hall["agent"].socket.emit("command", {"key": "k", "command": {}}, callback=True)
        register.access.look()
    written = heard.count("COMMIT")
    heard.clear()
    for _ in range(240):
        times.go(500)
        register.access.look()

    assert written == 1
    assert heard.count("COMMIT") == 0


def test_a_pin_that_was_changed_while_it_was_being_checked_lets_nobody_in(register, at):
    agent = at(Role.COUNTER, "Agent 1", "1")
    access = register.access
    fits = access._pins.fits

    def meanwhile(stored, pin):
        right = fits(stored, pin)
        access.new_pin("Agent 1")
        return right

    access._pins.fits = meanwhile

    assert access.sign_in("Agent 1", agent.pin, agent.device) is None


def test_a_removed_name_comes_back_as_somebody_new(register, at):
    agent = at(Role.COUNTER, "Agent 1", "1")
    register.access.remove_staff("Agent 1", COMMAND_LINE)
    pin = register.access.add_staff("agent 1", frozenset({Role.COUNTER}))

    assert register.access.sign_in("Agent 1", agent.pin, agent.device) is None
    assert register.access.sign_in("Agent 1", pin, agent.device) is not None
    assert agent.page() == 403


def test_a_lock_outlives_neither_the_removal_nor_the_new_pin_of_its_person(register, at):
    agent = at(Role.COUNTER, "Agent 1", "1")
    for _ in range(5):
        register.access.sign_in("Agent 1", "wrong", agent.device)
    with pytest.raises(Locked):
        register.access.sign_in("Agent 1", agent.pin, agent.device)

    pin = register.access.new_pin("Agent 1")

    assert register.access.sign_in("Agent 1", pin, agent.device) is not None


def _visitor(register, visitor):
    headers = {"Authorization": f"Bearer {visitor.secret}", "X-Staff": visitor.badge}
    with register.app.test_request_context("/", headers=headers):
        return register.access.visitor()


def _still_served(register, hall):
    """The control: everybody else still gets views."""
    others = [visitor for visitor in hall.values() if visitor.socket.is_connected()]
    for visitor in others:
        visitor.views()
    # What the kiosks of others show too.
    register.bureau.do(TakeTicket("parcel_notice"))
    register.bureau.do(LockKiosk())
    register.live.push()
    assert len(others) == len(hall) - 1
    assert {visitor.views() for visitor in others} == {1}
