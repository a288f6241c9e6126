"""How often somebody may try: failures only, kept over a restart, longer and longer, never for ever."""

import pytest

from screen.roles import Role
from server.access.tries import KEPT_MOST, Busy, Count, Key, Locked, Subject, Tries, failed, forgiven
from server.client_address import network
from server.journal.failures import Failure

SECOND, MINUTE, HOUR = 1_000, 60_000, 3_600_000


@pytest.fixture
def agent(at):
    return at(Role.COUNTER, "Agent 1", "1")


def _try(register, visitor, pin="wrong", name="", address="192.0.2.1"):
    """True, False, or how many seconds to wait."""
    try:
        return bool(register.access.sign_in(name or visitor.name, pin, visitor.device, address))
    except Locked as locked:
        return locked.lock.wait_ms // SECOND


def test_after_five_failures_one_waits_a_minute_then_five_then_fifteen_and_twenty_fill_the_hour():
    count, at, waits = Count(), 0, []
    for _ in range(20):
        count = failed(count, at, 5)
        waits.append(max(0, count.locked_until - at) // MINUTE)
        at = max(at + SECOND, count.locked_until)

    assert waits[:15] == [0, 0, 0, 0, 1, 0, 0, 0, 0, 5, 0, 0, 0, 0, 15]
    assert waits[15:19] == [0] * 4
    assert count.locked_until == HOUR


def test_whoever_tries_for_a_day_fails_at_most_twenty_times_in_any_hour():
    count, at, times = Count(), 0, []
    while at < 24 * HOUR:
        count = failed(count, at, 5)
        times.append(at)
        at = max(at + 100, count.locked_until)

    assert max(sum(start <= time < start + HOUR for time in times) for start in times) == 20


def test_getting_in_begins_the_waits_anew_but_not_the_hour():
    count = Count()
    for second in range(4):
        count = failed(count, second, 5)
    again = failed(forgiven(count, 10, 5), 11, 5)

    assert (again.row, len(again.times), again.locked_until) == (1, 5, 0)


def test_two_hundred_wrong_pins_for_one_person_from_forty_addresses_and_devices_are_not_evaluated(register, at, agent):
    devices = [at(Role.COUNTER) for _ in range(40)]
    evaluated = 0
    for turn in range(200):
        register.times.go(15 * SECOND)
        evaluated += _try(register, devices[turn % 40], name="Agent 1", address=f"192.0.2.{turn % 40}") is False

    assert 5 < evaluated <= 20
    assert register.hasher.verified == evaluated + 1, "the one is the agent who signed in before"
    assert _try(register, agent, agent.pin) > 0, "whatever the address"


def test_a_device_on_which_somebody_can_use_nothing_does_not_lock_them_out(register, at):
    manager, kiosk = at(Role.MANAGER, "Responsable"), at(Role.KIOSK)
    for _ in range(30):
        register.times.go(MINUTE)
        _try(register, kiosk, name="Responsable")

    assert _try(register, manager, manager.pin) is True
    assert _try(register, kiosk, manager.pin, name="Responsable") is not True, "nor in"


def test_a_success_is_never_counted(register, agent):
    assert [_try(register, agent, agent.pin) for _ in range(60)] == [True] * 60
    assert register.access.counted_tries.locks() == []


def test_somebody_who_gets_in_at_the_fifth_try_is_not_locked_by_the_next_slip(register, agent):
    tries = [_try(register, agent, pin) for pin in ["x"] * 4 + [agent.pin] + ["x"] * 4 + [agent.pin]]

    assert tries == [False] * 4 + [True] + [False] * 4 + [True]


def test_a_restart_forgets_no_failure_and_no_lock(register, agent):
    for _ in range(5):
        _try(register, agent)
    waiting = _try(register, agent, agent.pin)

    register.start()
    after = _try(register, agent, agent.pin)
    register.times.go(61 * SECOND)
    tries = [_try(register, agent) for _ in range(5)]

    assert (waiting, after) == (60, 60)
    assert tries == [False] * 5
    assert _try(register, agent, agent.pin) == 5 * 60, (
        "the second wait is the longer one: the first five are remembered"
    )


@pytest.mark.parametrize(("minutes", "waits"), [(9, True), (11, False)])
def test_after_a_restart_a_failure_is_as_old_as_it_was(minutes, waits):
    key, tries, now, elapsed = Key(Subject.PERSON, "1"), Tries(), 7 * 24 * HOUR, 3 * HOUR
    tries.load([Failure("person", "1", now - 50 * MINUTE)] * 4, now, elapsed)

    tries.fail([key], elapsed + minutes * MINUTE)

    assert bool(tries.locks(elapsed + minutes * MINUTE)) is waits


@pytest.mark.parametrize("step", [-400 * 24 * HOUR, -HOUR, 2 * HOUR])
def test_a_wall_clock_that_is_set_holds_nobody_longer_and_frees_nobody(register, agent, step):
    for _ in range(5):
        _try(register, agent)

    register.times.now += step
    held = _try(register, agent, agent.pin)
    register.times.go(60 * SECOND)

    assert held == 60
    assert _try(register, agent, agent.pin) is True


def test_a_clock_that_is_set_back_before_a_restart_holds_nobody_longer_than_the_wait(register, agent):
    for _ in range(5):
        _try(register, agent)
    register.times.now -= 400 * 24 * HOUR

    register.start()

    assert _try(register, agent, agent.pin) == 60
    register.times.go(60 * SECOND)
    assert _try(register, agent, agent.pin) is True


def test_a_locked_person_holds_up_nobody_else_on_the_same_device(register, agent):
    pin = register.access.add_staff("Agent 2", frozenset({Role.COUNTER}))
    for _ in range(5):
        _try(register, agent)

    assert _try(register, agent, pin, name="Agent 2") is True


def test_a_device_that_tries_one_name_after_the_other_waits_too_and_other_devices_do_not(register, at, agent):
    other = at(Role.COUNTER, "Agent 2", "2")

    tries = [_try(register, agent, name=f"nobody {turn}") for turn in range(11)]

    assert tries == [False] * 10 + [60]
    assert _try(register, other, other.pin) is True


def test_an_address_has_more_room_than_a_device_because_it_may_be_the_whole_offices(register, at):
    devices = [at(Role.COUNTER) for _ in range(5)]

    tries = [_try(register, devices[turn % 5], name="nobody") for turn in range(31)]
    elsewhere = _try(register, devices[0], name="nobody", address="192.0.2.99")

    assert tries == [False] * 30 + [60]
    assert elsewhere is False


def test_the_manager_unlocks_somebody_from_the_register(register, at, send, agent):
    manager = at(Role.MANAGER, "Responsable")
    browser = register.browser(manager.secret, manager.badge)
    for _ in range(5):
        _try(register, agent)

    page = browser.get("/manager/register").text
    number = register.access.counted_tries.locks()[0].key.about
    send(browser, "/manager/register", "/manager/unlock", subject="person", about=number)

    assert "Agent 1 ne peut plus s'identifier" in page.replace("&#39;", "'")
    assert _try(register, agent, agent.pin) is True


def test_the_command_line_unlocks_somebody_while_the_office_runs(register, agent):
    for _ in range(5):
        _try(register, agent)

    register.program().unlock_person("agent 1")

    assert _try(register, agent, agent.pin) is True


def test_the_answer_says_in_words_how_long_to_wait(register, at, send, agent):
    browser = register.browser(agent.secret)
    for _ in range(5):
        wrong = send(browser, "/sign-in", "/sign-in", name="Agent 1", pin="000000")
    locked = send(browser, "/sign-in", "/sign-in", name="Agent 1", pin=agent.pin)
    program = register.client(agent.secret).post("/sign-in.json", json={"name": "Agent 1", "pin": agent.pin})

    assert (wrong.status_code, locked.status_code, program.status_code) == (422, 429, 429)
    assert "Attendez une minute, puis recommencez. Le responsable peut vous débloquer" in locked.text
    assert (locked.headers["Retry-After"], program.headers["Retry-After"]) == ("60", "60")
    assert (program.json["reason"], "Attendez une minute" in program.json["sentence"]) == ("too_many_tries", True)


def test_more_tries_at_once_than_could_still_fail_are_not_looked_at(register, agent):
    keys = [Key(Subject.PERSON, str(agent.device.id))]
    tries = register.access.counted_tries.tries
    for _ in range(3):
        tries.fail(keys, register.times.elapsed)

    with tries.under_way(keys, register.times.elapsed):
        with tries.under_way(keys, register.times.elapsed):
            with pytest.raises(Busy):
                with tries.under_way(keys, register.times.elapsed):
                    pass


def _type(register, code, address="192.0.2.1"):
    return register.client(address=address).post("/pair.json", json={"code": code}).status_code


def test_five_wrong_codes_from_one_address_have_to_wait_and_other_addresses_do_not(register):
    code = register.access.new_code(Role.KIOSK)

    tries = [_type(register, f"AAAA{turn:04}") for turn in range(6)]

    assert tries == [422] * 5 + [429]
    assert _type(register, code) == 429, "not even the right one, or the answer would tell it"
    assert _type(register, code, "192.0.2.2") == 200


def test_twenty_wrong_codes_in_the_office_burn_the_codes_that_are_open_and_a_new_one_works(register):
    codes = [register.access.new_code(Role.KIOSK) for _ in range(2)]
    for turn in range(19):
        assert _type(register, "AAAAAAAA", f"192.0.2.{turn // 4}") == 422
    late = register.access.new_code(Role.DISPLAY)
    assert _type(register, "AAAAAAAA", "192.0.2.200") == 422

    assert [_type(register, code, "192.0.2.201") for code in codes] == [422, 422]
    assert _type(register, late, "192.0.2.201") == 200, "the control: it was open for one of them only"
    assert _type(register, register.access.new_code(Role.KIOSK), "192.0.2.201") == 200


def test_a_right_code_is_never_counted(register):
    for _ in range(30):
        assert _type(register, register.access.new_code(Role.KIOSK)) == 200


@pytest.mark.slow
def test_strangers_with_ever_new_addresses_fill_neither_the_disk_nor_the_memory(register):
    heard = register.statements()

    for turn in range(3_000):
        _pair(register, f"10.0.{turn // 250}.{turn % 250}")

    assert heard.count("COMMIT") == 60
    assert len(register.access.counted_tries.tries._counts) <= 2_000
    assert len(register.access.people.acts.newest()) == 60


@pytest.mark.slow
def test_after_a_quiet_hour_strangers_wrong_codes_are_told_again(register):
    ended = []
    for hour in range(2):
        for turn in range(70):
            _pair(register, f"10.{hour}.{turn}.1")
        ended.append(len(register.access.people.acts.newest()))
        register.times.go(HOUR)

    assert ended == [60, 120]


@pytest.mark.slow
def test_strangers_addresses_push_no_person_out_of_the_counts(register, at, agent):
    for _ in range(5):
        _try(register, agent)
    for n in range(KEPT_MOST + 100):
        register.access.counted_tries.tries.fail([Key(Subject.CODES, f"n{n}")], n)

    assert _try(register, agent, agent.pin) > 0, "still to wait"
    assert len(register.access.counted_tries.tries._counts) <= KEPT_MOST + 10


def test_addresses_of_one_household_count_as_one():
    assert network("2001:db8:1:2::5") == network("2001:db8:1:2:ffff::9")
    assert network("2001:db8:1:3::5") != network("2001:db8:1:2::5")
    assert network("::ffff:192.0.2.1") == network("192.0.2.1") == "192.0.2.1"
    assert network("fe80::1%eth0") == network("fe80::2%eth0")
    assert network("not an address") == "not an address"


def _pair(register, address):
    assert register.access.pair("AAAAAAAA", address) is None
