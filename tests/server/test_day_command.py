"""`allervers day` says what the office believes, changes nothing by itself, and settles the time without losing anything."""

import pytest
from click.testing import CliRunner

from server.clock import elapsed_ms, now_ms, this_boot
from server.command_line import main
from server.running import only_one
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

    said = _day(data)

    assert said.exit_code == 0, said.output
    assert "l'heure de la machine est crue" in said.output
    assert "3 tickets ouverts, prochain numéro 104" in said.output


def test_an_office_left_in_2099_is_brought_back_with_its_tickets(data, settings):
    left = _left(data, settings, 40 * 365 * DAY)
    # Nothing was compared in those days: the tickets are in the day that the machine said.
    said = _day(data)
    assert "n'est pas crue" in said.output, said.output
    assert said.output == _day(data).output, "it looks, and changes nothing"

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
        said = _day(data, "--trust")

    assert said.exit_code == 1
    assert "Le bureau est ouvert" in said.output


def test_after_a_copy_was_put_back_it_says_where_the_numbers_go_on(data, settings):
    left = _left(data, settings, -MINUTE)
    (left.folder / "DEMONSTRATION.txt").touch()
    shelve(left.folder, now_ms())
    assert CliRunner().invoke(main, ["restore", "--demonstration", "--data", str(data), "--yes"]).exit_code == 0

    said = _day(data)

    assert "3 tickets ouverts, prochain numéro 301" in said.output, said.output
