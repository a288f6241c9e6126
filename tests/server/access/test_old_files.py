"""A people.db of before today's tables opens, and everybody in it is still who they were."""

import hashlib
import time

import pytest
from sqlite_utils import Migrations

from screen.roles import Role
from server.journal import people_tables
from server.journal.acts import OFFICE
from server.journal.connection import open_database, write
from server.journal.people import People


@pytest.fixture
def old_file(tmp_path):
    """Two devices, three people (one left, two whose names differ by a capital), two sessions of one of them, one code."""
    before = Migrations("people")
    before()(people_tables.m001_device_code_staff)
    database = open_database(tmp_path / "people.db", before, "delete")
    now = time.time_ns() // 1_000_000
    with write(database) as connection:
        for number, role in ((1, "counter"), (2, "kiosk")):
            connection.execute(
                "insert into device (id, name, roles, place, secret_hash, made_at) values (?, ?, ?, '', ?, ?)",
                (number, f"{role} 1", role, _hash(f"device {number}"), now),
            )
        for number, name, left in ((1, "Agent 1", None), (2, "Partie", 5), (3, "agent 1", None)):
            connection.execute(
                "insert into staff values (?, ?, 'counter', ?, ?)", (number, name, f"quick {number}", left)
            )
        for secret, hours in (("first", 3), ("second", 9)):
            connection.execute("insert into session values (?, 1, 1, ?)", (_hash(secret), now + hours * 3_600_000))
        connection.execute("insert into code values (?, 'display', '', ?)", (_hash("ABCDEFGH"), now + 600_000))
    database.close()
    return now


def test_devices_people_sessions_and_codes_of_an_old_file_still_work(old_file, register):
    register.times.now = old_file + 1_000

    assert register.client("device 2").get("/kiosk").status_code == 200
    assert [(person.name, person.pin_hash) for person in register.access.people.staff()] == [
        ("Agent 1", "quick 1"),
        ("agent 1", "quick 3"),
    ]
    counter = {"type": "OpenCounter", "counter": "1"}
    answers = [
        register.client("device 1", secret)
        .post("/counter/commands", json=counter, headers={"Idempotency-Key": "key-0001"})
        .status_code
        for secret in ("first", "second", "third")
    ]
    assert answers == [403, 200, 403], "of two sessions of one person on one device the later one goes on"
    assert register.access.pair("ABCD EFGH") is not None
    device = register.access.people.devices()[0]
    assert register.access.sign_in("agent 1", "3", device)
    assert register.access.sign_in("Agent 1", "1", device)


def test_a_name_that_was_left_in_an_old_file_is_free(old_file, register):
    assert register.access.add_staff("Partie", frozenset({Role.COUNTER}))


def test_the_file_itself_gives_a_name_that_an_old_one_had_to_nobody_else(old_file, register):
    """Two programs that add somebody at once know nothing of each other: the file does."""
    for name in ("AGENT 1", "Agent 1"):
        assert not register.access.people.add_staff(name, frozenset({Role.COUNTER}), "quick 9", OFFICE, old_file)
    assert register.access.people.add_staff("Agent 2", frozenset({Role.COUNTER}), "quick 9", OFFICE, old_file), (
        "the control"
    )


def test_an_old_file_is_migrated_once(old_file, register):
    register.start()
    register.start()

    assert len(register.access.people.devices()) == 2


def _hash(secret):
    return hashlib.sha256(secret.encode()).hexdigest()


def test_a_device_of_a_role_that_only_a_later_program_knows_opens_nothing_and_hinders_nobody(tmp_path):
    people = People(tmp_path / "people.db")
    with write(people._database) as connection:
        for name, roles in (("later", "holograph"), ("both", "holograph,kiosk")):
            connection.execute(
                "insert into device (name, roles, place, secret_hash, made_at) values (?, ?, '', ?, 0)",
                (name, roles, _hash(name)),
            )
    people.close()

    again = People(tmp_path / "people.db")
    assert {device.name: device.roles for device in again.devices()} == {
        "later": frozenset(),
        "both": frozenset({Role.KIOSK}),
    }
    again.close()
