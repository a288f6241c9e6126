"""`allervers day` says what the office believes, changes nothing by itself, and settles the time without losing anything."""

import os
import shutil
import subprocess
import sys
import tempfile

import pytest
from click.testing import CliRunner

from server.command_line import main
from server.journal.people import People
from server.recovery.restoring import complete, read_note
from server.running import only_one
from server.storage_faults import REFUSED
from server.time.clock import elapsed_ms, now_ms, this_boot
from tests.server.shelved import shelve
from tests.server.turned_clock import DAY, HOUR, MINUTE, Turned

YEAR_2099 = 4_080_000_000_000


@pytest.fixture
def data(tmp_path):
    """The folder of the data."""
    return tmp_path


def _left(data, settings, ahead, boot="another boot"):
    """An office that ran on a machine so far ahead of this one, gave three tickets, and was stopped."""
    folder = data / "demonstration" / settings.id
    left = Turned(folder, settings, wall=now_ms() + ahead, elapsed=elapsed_ms(), boot=boot)
    for _ in range(3):
        left.take()
    left.journal.close()
    return left


def _day(data, *more):
    return CliRunner().invoke(main, ["day", "--demonstration", "--data", str(data), *more])


def _again(left, settings):
    return Turned(left.folder, settings, wall=now_ms(), elapsed=elapsed_ms(), boot=this_boot())


def test_it_says_that_all_is_well(data, settings):
    _left(data, settings, -MINUTE)

    output = _day(data)

    assert output.exit_code == 0, output.output
    assert "l'heure de la machine est crue" in output.output
    assert "3 tickets ouverts, prochain numéro 104" in output.output


def test_an_office_left_in_2099_is_brought_back_with_its_tickets(data, settings):
    left = _left(data, settings, 40 * 365 * DAY)
    # Nothing was compared in those days: the tickets are in the day that the machine said.
    output = _day(data)
    assert "n'est pas crue" in output.output, output.output
    assert output.output == _day(data).output, "it looks, and changes nothing"

    done = _day(data, "--trust")

    assert done.exit_code == 0, done.output
    assert "l'heure de la machine est crue" in done.output
    again = _again(left, settings)
    assert again.numbers() == [101, 102, 103]
    assert abs(again.office.now() - now_ms()) < MINUTE
    assert again.take().number == 104


def test_a_day_that_the_machine_does_not_say_is_refused_and_nothing_changes(data, settings):
    _left(data, settings, 40 * 365 * DAY)

    refused = _day(data, "--date", "2019-01-07")

    assert refused.exit_code == 1
    assert "Réglez-la d'abord" in refused.output
    assert "n'est pas crue" in _day(data).output


def test_while_the_office_is_open_it_says_where_to_answer(data, settings):
    left = _left(data, settings, HOUR)

    with only_one(left.folder):
        output = _day(data, "--trust")

    assert output.exit_code == 1
    assert "Le bureau est ouvert" in output.output


def test_after_a_copy_was_put_back_it_says_where_the_numbers_go_on(data, settings):
    left = _left(data, settings, -MINUTE)
    (left.folder / "DEMONSTRATION.txt").touch()
    shelve(left.folder, now_ms())
    assert CliRunner().invoke(main, ["restore", "--demonstration", "--data", str(data), "--yes"]).exit_code == 0

    output = _day(data)

    assert "3 tickets ouverts, prochain numéro 301" in output.output, output.output


def _shelved(data, settings, ahead=-MINUTE):
    """Left with a copy of its three tickets on its shelf, and two given since."""
    left = _left(data, settings, ahead)
    (left.folder / "DEMONSTRATION.txt").touch()
    People(left.folder / "people.db").close()
    shelve(left.folder, now_ms() + ahead)
    left.start()
    left.take()
    left.take()
    left.office.close_witness()
    left.journal.close()
    return left


def _held(folder):
    """Every file of the folder, byte by byte."""
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def _retention(data):
    return CliRunner().invoke(main, ["retention", "--demonstration", "--data", str(data)])


def _empty(path):
    path.write_bytes(b"")


GONE = pytest.mark.parametrize("gone", [_empty, os.unlink], ids=["empty", "missing"])


@GONE
def test_retention_on_a_journal_that_is_gone_takes_it_back_from_its_copy_as_a_start_does(data, settings, gone):
    left = _shelved(data, settings)
    gone(left.folder / "journal.db")

    output = _retention(data)

    assert output.exit_code == 0, output.output
    assert "manquait" in output.output
    assert _again(left, settings).numbers() == [101, 102, 103]


@GONE
def test_the_time_is_settled_on_the_copy_and_not_on_an_empty_journal(data, settings, gone):
    left = _shelved(data, settings, 40 * 365 * DAY)
    gone(left.folder / "journal.db")

    output = _day(data, "--trust")

    assert output.exit_code == 0, output.output
    assert "manquait" in output.output
    assert _again(left, settings).numbers() == [101, 102, 103]


def test_a_damaged_journal_without_a_copy_is_refused_by_both_and_nothing_is_stored(data, settings):
    left = _shelved(data, settings)
    shutil.rmtree(left.folder / "copies")
    whole = (left.folder / "journal.db").read_bytes()
    (left.folder / "journal.db").write_bytes(whole[:9000])
    before = (left.folder / "journal.db").read_bytes()

    for output in (_retention(data), _day(data, "--trust")):
        assert output.exit_code == REFUSED, output.output
        assert "allervers restore" in output.output
    assert (left.folder / "journal.db").read_bytes() == before


DAMAGES = {
    "truncated": lambda whole: whole[: len(whole) // 2],
    "nine thousand bytes": lambda whole: whole[:9000],
    "header": lambda whole: bytes(range(100)) + whole[100:],
    "hole": lambda whole: whole[:8192] + bytes(8192) + whole[16384:],
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_it_says_in_words_that_the_journal_is_damaged_and_changes_nothing(data, settings, damage):
    left = _shelved(data, settings)
    path = left.folder / "journal.db"
    path.write_bytes(damage(path.read_bytes()))
    before = _held(left.folder)

    output = _day(data)

    assert output.exit_code == REFUSED, output.output
    assert isinstance(output.exception, SystemExit)
    assert f"{path}" in output.output
    assert "allervers restore" in output.output
    assert _held(left.folder) == before


def test_a_journal_that_is_empty_is_said_and_nothing_changes(data, settings):
    left = _shelved(data, settings)
    _empty(left.folder / "journal.db")
    before = _held(left.folder)

    output = _day(data)

    assert "reprend sa dernière bonne copie" in output.output
    assert _held(left.folder) == before


def test_a_restore_that_was_interrupted_is_left_to_the_next_start_and_said_as_it_will_be(data, settings):
    left = _shelved(data, settings)
    assert CliRunner().invoke(main, ["restore", "--demonstration", "--data", str(data), "--yes"]).exit_code == 0
    note = read_note(left.folder)
    (left.folder / "journal.db").rename(left.folder / f"journal.db{note.staged}")
    before = _held(left.folder)

    output = _day(data)

    assert "3 tickets ouverts, prochain numéro 301" in output.output, output.output
    assert _held(left.folder) == before


def test_nothing_is_written_where_nobody_may_write(data, settings, monkeypatch, tmp_path):
    """A disk that the system made read-only: the office's folder takes neither a folder nor a lock."""
    left = _shelved(data, settings)
    real, elsewhere = tempfile.mkdtemp, tmp_path / "elsewhere"
    elsewhere.mkdir()

    def mkdtemp(suffix=None, prefix=None, dir=None):  # noqa: A002
        if dir is not None:
            raise OSError(30, "Read-only file system")
        return real(suffix, prefix, elsewhere)

    monkeypatch.setattr(tempfile, "mkdtemp", mkdtemp)
    before = _held(left.folder)

    output = _day(data)

    assert "5 tickets ouverts" in output.output, output.output
    assert _held(left.folder) == before
    assert not list(elsewhere.iterdir())


ENDED = """
import os, sys
from server import day_command
day_command.complete = lambda _copy: os._exit(9)
from server.command_line import main
main(sys.argv[1:])
"""


@pytest.mark.slow
def test_ended_in_the_middle_it_leaves_the_journal_nowhere_that_the_next_start_does_not_clean(data, settings, tmp_path):
    left = _shelved(data, settings)
    system = tmp_path / "system"
    system.mkdir()

    ended = subprocess.run(
        [sys.executable, "-c", ENDED, "day", "--demonstration", "--data", str(data)],
        env=os.environ | {"TMPDIR": str(system)},
        check=False,
    )

    assert ended.returncode == 9
    assert not list(system.iterdir())
    assert list(left.folder.glob(".copy-*/journal.db"))
    complete(left.folder)
    assert not list(left.folder.glob(".copy-*"))


def test_a_day_key_that_is_damaged_is_no_fault_of_the_journal(data, settings):
    left = _shelved(data, settings)
    (left.folder / "day.key").write_bytes(b"{")

    output = _day(data)

    assert output.exit_code == 0, output.output
