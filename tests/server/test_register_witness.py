"""An older register in the place of the last one is known for what it is."""

import shutil

import pytest

from flow.tickets import Actor
from screen.roles import Role
from server import audit_commands
from server.access import Access
from server.journal.acts import COMMAND_LINE, OFFICE
from server.journal.people import People
from server.register_witness import LAST, read
from server.time.clock import now_ms

LONG_AGO = 1_000_000_000_000


@pytest.fixture
def folder(tmp_path):
    """A register with two devices; `older.db` is what it was when there was one."""
    people = People(tmp_path / "people.db")
    access = Access(people, ("fr",))
    access.add_device("Borne", frozenset({Role.KIOSK}))
    access.look()
    shutil.copy(tmp_path / "people.db", tmp_path / "older.db")
    secret, device = access.add_device("Tablette", frozenset({Role.CONSOLE}))
    access.revoke(device.id)
    access.look()
    people.close()
    assert secret
    return tmp_path


def _is_older(folder) -> bool:
    people = People(folder / "people.db")
    try:
        return Access(people, ("fr",)).witness.is_older
    finally:
        people.close()


def test_the_register_that_was_left_is_known(folder):
    assert not _is_older(folder)
    assert read(folder).id > 2


def test_an_older_copy_in_which_a_withdrawn_device_may_come_in_again_is_seen(folder):
    shutil.copy(folder / "older.db", folder / "people.db")

    assert _is_older(folder)


def test_an_older_copy_that_went_on_by_itself_is_seen_too(folder):
    shutil.copy(folder / "older.db", folder / "people.db")
    people = People(folder / "people.db")
    for number in range(5):
        people.add_code(f"hash-{number}", Role.KIOSK, "", 0, OFFICE, number)
    people.close()

    assert _is_older(folder)


def test_what_the_command_line_adds_while_the_office_is_closed_is_no_older_register(folder):
    people = People(folder / "people.db")
    people.add_code("hash", Role.KIOSK, "", 0, OFFICE, 1)
    people.close()

    assert not _is_older(folder)


def test_acts_that_are_forgotten_after_six_months_make_no_older_register(tmp_path):
    people = People(tmp_path / "people.db")
    access = Access(people, ("fr",), now=lambda: LONG_AGO)
    access.add_device("Borne", frozenset({Role.KIOSK}))
    access.look()
    assert people.acts.forget(now_ms()) == 1
    people.close()

    assert read(tmp_path).id == 1
    assert not _is_older(tmp_path)


@pytest.mark.parametrize("left", [b"", b"noise", None])
def test_without_a_witness_nothing_is_said(folder, left):
    (folder / LAST).unlink()
    if left is not None:
        (folder / LAST).write_bytes(left)

    assert not _is_older(folder)


def test_what_another_process_writes_is_witnessed_with_the_next_look(folder):
    people, other = People(folder / "people.db"), People(folder / "people.db")
    access = Access(people, ("fr",))
    access.look()
    before = read(folder).id
    other.add_code("hash", Role.KIOSK, "", 0, OFFICE, 1)
    access.look()

    assert read(folder).id == before + 1
    people.close()
    other.close()


def _start(folder, act=lambda _people: None) -> bool:
    """A start that looks, then what somebody does, then another look; whether the register is still taken for an older one."""
    people = People(folder / "people.db")
    access = Access(people, ("fr",))
    access.look()
    act(people)
    access.look()
    access.keep()
    people.close()
    return access.witness.is_older


def test_an_older_register_is_said_at_each_start_until_the_manager_deals_with_it(folder):
    shutil.copy(folder / "older.db", folder / "people.db")
    last_seen = read(folder).id

    assert [_start(folder) for _ in range(3)] == [True] * 3
    assert _start(folder, lambda people: people.add_code("of-office", Role.KIOSK, "", 0, OFFICE, 1))
    assert read(folder).id == last_seen

    revoked = _start(folder, lambda people: people.revoke(people.devices()[0].id, Actor("manager", "R"), 2))

    assert not revoked
    assert not _start(folder)


def test_the_newer_register_put_back_needs_nobody(folder):
    shutil.copy(folder / "people.db", folder / "newer.db")
    shutil.copy(folder / "older.db", folder / "people.db")
    assert _start(folder)

    shutil.copy(folder / "newer.db", folder / "people.db")

    assert not _start(folder)
    assert read(folder).older is None


def test_another_older_register_in_its_place_is_found_anew(folder):
    other = People(folder / "other.db")
    shutil.copy(folder / "older.db", folder / "people.db")
    assert _start(folder)
    for number in range(9):
        other.add_code(f"hash-{number}", Role.KIOSK, "", 0, Actor("manager", "R"), number)
    other.close()

    shutil.copy(folder / "other.db", folder / "people.db")

    assert _start(folder)


def test_audit_verify_says_no_until_somebody_dealt_with_the_older_register(folder, capsys):
    assert audit_commands._acts(folder)
    shutil.copy(folder / "older.db", folder / "people.db")
    _start(folder)
    assert not audit_commands._acts(folder)

    _start(folder, lambda people: people.add_code("new", Role.KIOSK, "", 0, COMMAND_LINE, 2))

    assert audit_commands._acts(folder)
