"""A start that finds the journal, the register or all copies gone: back from the copies that know of them, or a refusal."""

import os
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from flow.fence import Loss
from server.command_line import main
from server.recovery.recovering import recover_missing
from server.recovery.restoring import read_note, settled
from server.storage_faults import REFUSED, StorageFaults
from tests.bench.wire import OFFICE
from tests.server.damages import noise_at_the_start
from tests.server.put_back import HOUR, take
from tests.server.recovered import ZONE, started, without


def test_a_copy_on_another_medium_serves_when_the_first_shelf_is_gone_too(left, tmp_path):
    second = tmp_path / "medium"
    second.mkdir()
    shutil.move(left.folder / "copies", second / left.folder.name)
    (left.folder / "journal.db").unlink()
    assert recover_missing(left.folder, ZONE) == ()

    (sentence,) = recover_missing(left.folder, ZONE, second)
    left.start()

    assert "manquait" in sentence
    assert len(left.office.state.open) == 60
    assert take(left) == [301]


@pytest.mark.parametrize("gone", [Path.unlink, lambda path: path.write_bytes(b"")], ids=["missing", "empty"])
def test_a_journal_that_is_gone_comes_back_from_the_copy(left, gone):
    gone(left.folder / "journal.db")

    (sentence,) = started(left)

    assert "manquait" in sentence
    assert len(left.office.state.open) == 60
    assert take(left) == [301]


@pytest.mark.parametrize("where", ["shelf", "second medium"])
def test_a_journal_and_a_witness_that_are_gone_come_back_from_the_copies_that_know_of_them(left, tmp_path, where):
    """Without both nothing but the shelf says that numbers were given: the first of them would be given twice."""
    second = tmp_path / "medium"
    second.mkdir()
    without(left.folder, "journal.db", "witness")
    if where == "second medium":
        shutil.move(left.folder / "copies", second / left.folder.name)

    (sentence,) = recover_missing(left.folder, ZONE, second)
    left.clock.now += HOUR
    left.start()

    assert "manquait" in sentence
    assert not set(take(left, 30)) & set(range(101, 201)), "no witness: room for what may have been given since"
    assert left.office.state.fence.why is Loss.RECOVERED


@pytest.mark.parametrize("witness", [True, False])
def test_when_every_copy_is_damaged_only_a_witness_lets_the_office_begin(left, witness):
    without(left.folder, "journal.db", *([] if witness else ["witness"]))
    os.truncate(left.shelf / "journal.db", 5000)

    if witness:
        assert started(left) == []
        assert take(left) == [301]
    else:
        with pytest.raises(StorageFaults) as refused:
            started(left)
        assert refused.value.exit_code == REFUSED
        assert "allervers restore DOSSIER" in str(refused.value)


def test_a_new_office_without_copies_begins_with_its_first_number(left):
    """The control."""
    without(left.folder, "journal.db", "witness", "people", "day.key")
    shutil.rmtree(left.folder / "copies")

    assert started(left) == []
    assert take(left) == [101]


def test_journal_and_register_gone_together_come_back_together(left):
    without(left.folder, "journal.db", "people")

    sentences = started(left)

    assert len(sentences) == 2
    assert (left.folder / "people.db").stat().st_size > 0
    note = read_note(left.folder)
    assert set(note.files) == {"journal.db", "people.db"}
    assert take(left) == [301]


def test_a_register_found_damaged_after_the_journal_came_back_comes_from_the_same_copy(left):
    without(left.folder, "journal.db")
    recover_missing(left.folder, ZONE)
    noise_at_the_start(left.folder / "people.db")

    (sentence,) = started(left)

    assert "people.db" in sentence
    assert take(left) == [301], "the fence of the journal stays"


@pytest.mark.parametrize("names", [["people"], ["journal.db", "people"]], ids=["register", "both"])
def test_no_command_makes_an_empty_register_while_a_copy_of_it_stands_there(left, tmp_path, names):
    """The start would take it for the office's own, and every screen would have to be paired again."""
    real = tmp_path / "data" / "demonstration" / OFFICE.stem
    real.parent.mkdir(parents=True)
    shutil.copytree(left.folder, real)
    (real / "DEMONSTRATION.txt").touch()
    without(real, *names)
    pair = ["pair", "--role", "kiosk", "--demonstration", "--office", str(OFFICE), "--data", str(tmp_path / "data")]

    refused = CliRunner().invoke(main, pair)

    assert refused.exit_code == REFUSED, refused.output
    assert "Démarrez le bureau" in refused.output
    assert not (real / "people.db").exists()
    shutil.rmtree(real / "copies")
    assert CliRunner().invoke(main, pair).exit_code == 0, "without a copy it is how an office begins again"


def test_a_register_that_is_gone_or_damaged_comes_back_and_no_number_is_touched(left):
    (left.folder / "people.db").unlink()
    (sentence,) = started(left)
    assert "people.db" in sentence
    settled(left.folder, read_note(left.folder))
    assert take(left) == [181]
    left.journal.settle()
    left.journal._database.close()
    noise_at_the_start(left.folder / "people.db")

    (sentence,) = started(left)

    assert "à refaire" in sentence
    assert take(left) == [182]
    assert left.office.state.fence is None
    assert read_note(left.folder).files == ("people.db",)
