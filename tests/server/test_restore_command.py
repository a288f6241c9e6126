"""`allervers restore` says what will be missing, asks, and puts a copy of a stopped office back."""

import contextlib
import os
import shutil
import sqlite3

import pytest
from click.testing import CliRunner

from flow.commands import TakeTicket
from server.command_line import main
from server.journal.people import People
from server.recovery.restoring import NOTE, read_note
from server.running import only_one
from server.storage_faults import REFUSED
from tests.server.conftest import NOON, Bureau, Clock
from tests.server.shelved import shelve

HOUR = 3_600_000


@pytest.fixture(autouse=True)
def _midday(monkeypatch):
    """The computer's clock: whatever the hour at which the tests are run."""
    monkeypatch.setattr("server.time.clock.now_ms", lambda: NOON)


def take(bureau, count=1):
    """The numbers that were given."""
    return [bureau.do(TakeTicket("stamps"), role="kiosk").number for _ in range(count)]


@pytest.fixture
def data(tmp_path):
    """The folder of the data."""
    return tmp_path / "data"


@pytest.fixture
def left(data, settings):
    """A demonstration that ran until now: a copy of an hour ago with ten tickets, twenty given since."""
    bureau = Bureau(data / "demonstration" / settings.id, settings, Clock(NOON - HOUR))
    (bureau.folder / "DEMONSTRATION.txt").touch()
    People(bureau.folder / "people.db").close()
    take(bureau, 10)
    bureau.shelf = shelve(bureau.folder, bureau.clock.now)
    bureau.clock.now += HOUR
    take(bureau, 20)
    bureau.journal.settle()
    bureau.journal._database.close()
    return bureau


def restore(data, *more, typed=""):
    """The command, as somebody at a terminal gives it."""
    return CliRunner().invoke(main, ["restore", "--demonstration", "--data", str(data), *more], input=typed)


def test_it_says_which_copy_what_will_be_missing_and_asks(data, left):
    before = (left.folder / "journal.db").read_bytes()

    refused = restore(data, typed="n\n")

    assert refused.exit_code == 1
    for words in (
        "il y a 60 minutes",
        "la file, les tickets, les chiffres ; les appareils et les personnes",
        "numéros donnés qui ne seront plus dans la file : 111 à 130 (20)",
        "les numéros continueront à partir de 301, ou plus haut : aucun de ceux que l'on connaît ici n'est donné deux fois",
        "Remettre cette copie ?",
        "Rien n'est changé.",
    ):
        assert words in refused.output, refused.output
    assert (left.folder / "journal.db").read_bytes() == before
    assert not (left.folder / NOTE).exists()


def test_before_the_first_ticket_it_counts_none(data, settings):
    bureau = Bureau(data / "demonstration" / settings.id, settings, Clock(NOON - HOUR))
    (bureau.folder / "DEMONSTRATION.txt").touch()
    People(bureau.folder / "people.db").close()
    shelve(bureau.folder, bureau.clock.now)
    bureau.journal.settle()
    bureau.journal._database.close()

    output = restore(data, typed="n\n").output

    assert "aucun numéro perdu n'est connu" in output
    assert "101 à 100" not in output


def test_of_a_copy_without_events_it_says_that_it_holds_no_ticket_and_where_the_numbers_go_on_at_least(data, left):
    path = shelve(left.folder, NOON, daily=True) / "journal.db"
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as copy:
        copy.execute("insert into forgetting select distinct day from event")
        for table in ("event", "day_salt", "answer", "forgetting"):
            copy.execute(f"delete from {table}")

    output = restore(data, str(path.parent), "--yes").output

    assert "elle contient : les chiffres, sans aucun ticket ;" in output
    assert "101 à 130 (30)" in output
    assert "à partir de 301, ou plus haut" in output
    left.start()
    assert take(left)[0] >= 301


def test_where_nothing_outside_is_known_it_promises_no_more_than_room(data, left, tmp_path):
    output = restore(tmp_path / "other", str(left.shelf), typed="n\n").output

    assert "rien ici ne dit quels numéros ont été donnés aujourd'hui" in output
    assert "deux fois" not in output


def test_on_a_clock_that_is_a_day_ahead_the_numbers_that_are_lost_are_said_all_the_same(data, left, monkeypatch):
    monkeypatch.setattr("server.time.clock.now_ms", lambda: NOON + 24 * HOUR)
    monkeypatch.setattr("server.restore_command.time_of", lambda _folder: lambda: NOON + 24 * HOUR)

    output = restore(data, typed="n\n").output

    assert "111 à 130 (20)" in output
    assert "aucun numéro perdu" not in output


def test_a_leap_of_an_earlier_restore_is_not_counted_as_tickets(data, left):
    for _ in range(2):
        output = restore(data, str(left.shelf), "--yes").output
        left.start()
        left.office.close_witness()
        left.journal.settle()
        left.journal._database.close()

    assert "111 à 130 (20)" in output


def test_it_puts_the_newest_good_copy_back_and_the_numbers_go_on_where_it_said(data, left):
    session = (left.folder / "witness.last").read_bytes()
    done = restore(data, "--yes")

    assert done.exit_code == 0, done.output
    assert "La copie est en place" in done.output
    assert "Remettre" not in done.output
    assert (left.folder / "witness.last").read_bytes() == session, "the witness is not lowered"
    left.start()
    assert take(left) == [301]
    assert len(left.office.state.open) == 11


def test_a_copy_that_somebody_names_is_looked_at_first(data, left, tmp_path):
    named = tmp_path / "usb"
    shutil.copytree(left.shelf, named)
    os.truncate(named / "journal.db", 5000)

    refused = restore(data, str(named), "--yes")

    assert refused.exit_code == REFUSED
    assert "Cette copie n'est pas bonne : rien n'est changé." in refused.output
    assert not list(left.folder.glob("*.aside-*"))
    shutil.copytree(left.shelf, tmp_path / "other")
    assert restore(data, str(tmp_path / "other"), "--yes").exit_code == 0
    left.start()
    assert take(left) == [301]


def test_a_folder_that_was_copied_by_hand_is_a_copy_with_its_log(data, left, tmp_path):
    """Nobody emptied the write-ahead log into the file: what stands there is of the copy."""
    left.start()
    later = take(left, 3)
    shutil.copytree(left.folder, tmp_path / "by hand", ignore=shutil.ignore_patterns("copies"))
    take(left, 2)
    left.journal._database.close()

    assert restore(data, str(tmp_path / "by hand"), "--yes").exit_code == 0

    left.start()
    assert {ticket.number for ticket in left.office.state.open.values()} >= set(later)


def test_without_any_copy_it_says_so(data, left):
    shutil.rmtree(left.folder / "copies")

    refused = restore(data, "--yes")

    assert refused.exit_code == 1
    assert "Aucune bonne copie" in refused.output


def test_a_folder_with_something_else_is_no_copy(data, left, tmp_path):
    (tmp_path / "photos").mkdir()

    refused = restore(data, str(tmp_path / "photos"), "--yes")

    assert refused.exit_code == 1
    assert "ce n'est pas une copie" in refused.output


def test_while_the_office_is_open_nothing_is_put_back(data, left):
    with only_one(left.folder):
        refused = restore(data, "--yes")

    assert refused.exit_code == 3
    assert not (left.folder / NOTE).exists()


def test_one_that_was_interrupted_is_finished_by_the_next(data, left):
    assert restore(data, "--yes").exit_code == 0
    note = read_note(left.folder)
    # As the power cut left it: the old journal is aside, the copy not yet in its place.
    (left.folder / "journal.db").rename(left.folder / f"journal.db{note.staged}")

    finished = restore(data)

    assert finished.exit_code == 0, finished.output
    assert "interrompue est finie" in finished.output
    assert read_note(left.folder) == note
    left.start()
    assert take(left) == [301]


def test_a_damaged_office_can_be_put_back(data, left):
    (left.folder / "journal.db").write_bytes(b"x" * 5000)

    done = restore(data, "--yes")

    assert done.exit_code == 0, done.output
    assert "111 à 130" in done.output, "the witness knows"
    left.start()
    assert take(left) == [301]


def test_on_another_computer_a_copy_makes_the_office(data, left, tmp_path, settings):
    """Neither witness nor keys are there: the numbers leave room for what may have been given since."""
    other = tmp_path / "other"

    done = restore(other, str(left.shelf), "--yes")

    assert done.exit_code == 0, done.output
    other_office = Bureau(other / "demonstration" / settings.id, settings, Clock(NOON))
    # Other taps than those that the copy knows: they would be answered as before.
    other_office.keys = left.keys
    assert take(other_office) == [401]
    assert len(other_office.office.state.open) == 11
    assert "Ce qui y était" not in done.output
    other_office.journal._database.close()


def test_a_copy_of_another_office_is_refused(data, left, tmp_path):
    shutil.copytree(left.shelf, tmp_path / "lens")

    refused = CliRunner().invoke(
        main,
        [
            "restore",
            str(tmp_path / "lens"),
            "--demonstration",
            "--office",
            "lievin",
            "--data",
            str(tmp_path / "b"),
            "--yes",
        ],
    )

    assert refused.exit_code == 1
    assert "celle d'un autre bureau (lens)" in refused.output


def test_nothing_is_written_where_a_named_copy_stands(data, left, tmp_path):
    """A stick that only gives; and a copy by hand may have a log that SQLite would empty."""
    named = tmp_path / "stick"
    shutil.copytree(left.shelf, named)
    before = {path.name: path.read_bytes() for path in named.iterdir()}

    assert restore(data, str(named), "--yes").exit_code == 0

    assert {path.name: path.read_bytes() for path in named.iterdir()} == before
    assert not list(left.folder.glob(".copy-*"))
