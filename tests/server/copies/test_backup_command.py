"""`allervers backup`, as whoever looks after the office's machine runs it, beside a running office and on a stopped one."""

import contextlib
import json
import shutil
import sqlite3

import pytest
from click.testing import CliRunner

from config.texts import Texts
from server.command_line import main
from server.copies.shelf import newest_good, shelf_of
from server.time.clock import now_ms
from tests.server.copies.test_privacy import words_in
from tests.server.copies.test_taking import damage
from tests.server.turned_clock import DAY, HOUR

OF_A_TICKET = {"its number": "2025-11-24-1", "its language": '"pl"'}


def backup(copied, *more):
    result = CliRunner().invoke(main, ["backup", "--data", str(copied.folder.parent), *more])
    return result.exit_code, result.output


def test_it_says_where_how_large_verified_and_until_when(copied):
    code, output = backup(copied)

    assert code == 0, output
    (copy,) = copied.copies()
    assert "copie du moment, journal : copié" in output
    assert "copie du moment, registre : vérifié" in output
    assert f"dans {copy.folder}," in output
    assert "o, vérifiée" in output
    until = Texts.moment(Texts.load(), copy.taken + 2 * HOUR, "Europe/Paris")
    assert f"à effacer le {until}" in output
    assert words_in(copy.folder, OF_A_TICKET) == set(OF_A_TICKET)


def test_a_stopped_office_is_copied_too_and_opens_as_before(copied):
    copied.stop()
    code, output = backup(copied)
    assert code == 0, output
    assert newest_good(copied.folder) is not None
    copied.start()
    assert copied.numbers() == [101, 102]


def test_a_copy_for_a_stick_holds_no_ticket(copied, tmp_path):
    stick = tmp_path / "stick"
    stick.mkdir()

    code, output = backup(copied, "--to", str(stick))

    assert code == 0, output
    (copy,) = (stick / copied.folder.name).glob("daily-*")
    assert f"dans {copy}," in output
    assert "aucun ticket" in output
    assert "à effacer vous-même après le" in output
    assert words_in(stick, OF_A_TICKET) == set()
    assert words_in(stick, {"device": "zz-secret-hash"}) == {"device"}


def test_a_stick_that_is_not_there_is_named(copied, tmp_path):
    code, output = backup(copied, "--to", str(tmp_path / "nowhere"))
    assert (code, "nowhere" in output) == (2, True)


def test_a_damaged_office_gives_no_copy_and_says_why(copied):
    backup(copied)
    before = copied.copies()
    damage(copied)

    code, output = backup(copied)

    assert code == 1
    assert "Aucune copie n'est faite : la copie faite n'était pas entière" in output
    assert "Celles d'avant restent" in output
    assert copied.copies() == before


def test_the_list_says_which_there_are_and_which_can_serve(copied):
    assert backup(copied, "--list") == (1, f"Lens, {copied.folder}\n  aucune copie\n")
    copied.tick()
    code, output = backup(copied, "--list")
    assert code == 0
    assert output.count("vérifiée") == 2
    assert output.index("copie du moment, journée du 2025-11-24") < output.index("copie du jour, journée du 2025-11-24")

    with (copied.quarters()[0].folder / "journal.db").open("r+b") as file:
        file.write(bytes(4096))
    code, output = backup(copied, "--list")
    assert (code, output.count("ABÎMÉE, elle ne peut pas servir"), output.count("vérifiée")) == (0, 1, 1)


def test_the_list_changes_nothing_and_says_that_the_second_medium_is_away(copied, tmp_path):
    office = tmp_path / "lens.toml"
    with open("config/offices/lens.toml", encoding="utf-8") as shipped:
        office.write_text(shipped.read() + '\n[copies]\nsecond_folder = "/nowhere/copies"\n', "utf-8")
    copied.later(HOUR)
    before = sorted(shelf_of(copied.folder).rglob("*"))
    code, output = backup(copied, "--list", "--office", str(office))
    assert code == 0
    assert "le second disque n'est pas là : /nowhere/copies" in output
    assert sorted(shelf_of(copied.folder).rglob("*")) == before


def test_an_office_that_kept_nothing_is_named(tmp_path):
    result = CliRunner().invoke(main, ["backup", "--data", str(tmp_path)])
    assert result.exit_code == 2
    assert "rien n'est gardé" in result.output


def test_old_copies_go_by_what_has_surely_elapsed_when_no_office_runs(copied, monkeypatch):
    backup(copied)
    (old,) = copied.copies()
    facts = json.loads((old.folder / "copy.json").read_text())
    (old.folder / "copy.json").write_text(json.dumps(facts | {"boot": "an earlier one"}))
    monkeypatch.setattr("server.copies.command.elapsed_ms", lambda: 2 * HOUR - 1)
    backup(copied)
    assert old in copied.copies()
    monkeypatch.setattr("server.copies.command.elapsed_ms", lambda: 2 * HOUR)
    backup(copied)
    assert old not in copied.copies()


@pytest.mark.parametrize("gone", ["journal.db", "people.db"])
def test_what_is_left_of_an_office_is_copied(copied, gone):
    copied.stop()
    for more in ("", "-wal", "-shm"):
        (copied.folder / f"{gone}{more}").unlink(missing_ok=True)
    if gone == "journal.db":
        for name in ("witness.json", "witness.last"):
            (copied.folder / name).unlink()
    code, output = backup(copied)
    assert code == 0, output
    (copy,) = copied.copies()
    assert not (copy.folder / gone).exists()
    shutil.rmtree(shelf_of(copied.folder))
    copied.start()


def test_a_file_of_another_version_is_named(copied):
    with contextlib.closing(sqlite3.connect(copied.folder / "journal.db", isolation_level=None)) as hand:
        hand.execute("insert into _sqlite_migrations values (99, 'journal', 'm099_later', '')")
    code, output = backup(copied)
    assert code == 1
    assert "Aucune copie" in output


def test_whoever_is_not_the_offices_user_is_told_so_and_leaves_nothing_that_it_could_not_delete(copied, monkeypatch):
    monkeypatch.setattr("os.geteuid", lambda: 12345)
    code, output = backup(copied)
    assert (code, "est à un autre utilisateur" in output) == (1, True)
    assert copied.copies() == []


def test_a_file_of_an_earlier_version_is_not_said_to_be_damaged(copied):
    copied.stop()
    with contextlib.closing(sqlite3.connect(copied.folder / "journal.db", isolation_level=None)) as hand:
        hand.execute("drop table sealed_day")
    code, output = backup(copied)
    assert code == 1
    assert "n'a pas encore été ouvert avec cette version" in output
    assert "abîmé" not in output
    shutil.rmtree(copied.folder)
    copied.start()


def test_retention_on_a_stopped_office_deletes_the_copies_that_hold_what_it_deletes(copied):
    copied.wall = now_ms() - 3 * DAY
    copied.boot, copied.elapsed = "", 0
    copied.stop()
    shutil.rmtree(copied.folder)
    copied.start()
    copied.take()
    copied.tick()
    assert [copy.daily for copy in copied.copies()] == [False, True]
    copied.stop()

    result = CliRunner().invoke(main, ["retention", "--data", str(copied.folder.parent)])

    assert result.exit_code == 0, result.output
    assert [copy.daily for copy in copied.copies()] == [True]
    copied.start()
