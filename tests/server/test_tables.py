"""What the library writes inside a block of ours is one transaction, and the tables of older offices are today's."""

import contextlib
import re
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from sqlite_utils import Database, Migrations

from server.journal.connection import open_database, write
from server.journal.journal import Journal
from server.journal.people import People
from server.journal.tables import first, table

JOURNAL = Path(__file__).parents[2] / "server" / "journal"
FOLLOWED, FAILURE, CODE = "followed", "failure", "code"
ROW = {"subject": "person", "about": "1", "at": 5}


class Expected(Exception):
    """What a test raises in the middle of a block."""


@pytest.fixture
def people(tmp_path):
    register = People(tmp_path / "people.db")
    yield register
    register.close()


def _all_kinds(database):
    table(database, FOLLOWED).upsert({"id": 1, "seq": 5}, pk="id")
    table(database, FAILURE).insert(ROW)
    table(database, FAILURE).insert_all([ROW, ROW])
    table(database, FAILURE).update(1, {"at": 6})
    table(database, FAILURE).delete_where("at = ?", (6,))
    list(database.query("select max(at) as at from failure"))


def _counted(path):
    """What another connection finds."""
    with contextlib.closing(sqlite3.connect(path)) as other:
        return [other.execute(f"select count(*) from {name}").fetchone()[0] for name in (FOLLOWED, FAILURE)]


def test_all_that_the_library_writes_in_one_block_is_one_commit(people):
    statements = []
    people._database.conn.set_trace_callback(statements.append)

    with write(people._database):
        _all_kinds(people._database)

    first_words = [statement.split()[0].upper() for statement in statements]
    assert first_words.count("COMMIT") == 1
    assert first_words[-1] == "COMMIT"
    assert [statement for statement in statements if statement.upper().startswith("BEGIN")] == ["BEGIN EXCLUSIVE"]
    assert first_words.count("SAVEPOINT") == first_words.count("RELEASE")
    assert _counted(people.path) == [1, 2]


def test_nothing_that_the_library_wrote_stays_when_the_block_ends_in_an_exception(people):
    with pytest.raises(Expected), write(people._database):
        _all_kinds(people._database)
        raise Expected

    assert _counted(people.path) == [0, 0]


def test_outside_of_a_block_the_library_commits_each_call_by_itself(people):
    """The control: it is the block that holds the writes together."""
    with pytest.raises(Expected):
        _all_kinds(people._database)
        raise Expected

    assert _counted(people.path) == [1, 2]


def test_a_write_that_fails_does_not_take_the_rest_of_its_block_with_it(people):
    with write(people._database):
        table(people._database, FAILURE).insert(ROW)
        with pytest.raises(sqlite3.IntegrityError):
            table(people._database, FAILURE).insert({"subject": "person", "about": None, "at": 5})
        table(people._database, FAILURE).insert(ROW)

    assert _counted(people.path) == [0, 2]


KILLED = """
import os, sys
from pathlib import Path
from server.journal.connection import write
from server.journal.people import People
from server.journal.tables import table
people = People(Path(sys.argv[1]))
if sys.argv[2] == "in a block":
    with write(people._database):
        table(people._database, "failure").insert({"subject": "person", "about": "1", "at": 5})
        os._exit(9)
table(people._database, "failure").insert({"subject": "person", "about": "1", "at": 5})
os._exit(9)
"""


@pytest.mark.parametrize(("where", "left"), [("in a block", 0), ("outside", 1)])
def test_a_program_that_is_killed_within_the_block_leaves_nothing(tmp_path, where, left):
    path = tmp_path / "people.db"
    ended = subprocess.run([sys.executable, "-c", KILLED, str(path), where], cwd=JOURNAL.parents[1], check=False)

    assert ended.returncode == 9
    assert _counted(path) == [0, left]


@pytest.mark.parametrize(
    "speak",
    [
        lambda rows: rows.insert({"at": 5}),
        lambda rows: rows.upsert({"id": 1, "at": 5}, pk="id"),
        lambda rows: rows.update(1, {"at": 5}),
        lambda rows: rows.delete_where("at = 5"),
        lambda rows: list(rows.rows_where()),
        lambda rows: rows.count,
    ],
)
def test_a_table_that_is_missing_is_said_whatever_is_done_with_it(people, speak):
    with pytest.raises(sqlite3.OperationalError), write(people._database):
        speak(table(people._database, "lost"))

    assert "lost" not in people._database.table_names()


def test_the_library_by_itself_makes_a_missing_table_and_reads_an_empty_one(people):
    """The control."""
    assert list(people._database.table("lost").rows_where()) == []
    people._database.table("lost").insert({"at": 5})

    assert "lost" in people._database.table_names()


def test_a_first_row_leaves_none_unread(people):
    rows = iter([{"at": 1}, {"at": 2}])

    assert first(rows) == {"at": 1}
    assert next(rows, None) is None
    assert first([]) is None


@pytest.mark.parametrize(("opened", "name"), [(Journal, "journal"), (People, "people")])
def test_a_new_file_has_the_tables_of_an_office_that_has_been_open_for_long(tmp_path, opened, name):
    """Steps that offices went through are history. A later step adds to this list; it changes no line that an office has already."""
    stored = opened(tmp_path / f"{name}.db")
    rows = list(stored._database.query("select sql from sqlite_master where sql is not null order by rowid"))
    stored.close()

    assert "".join(f"{row['sql']};\n" for row in rows) == Path(__file__).with_name(f"{name}_schema.sql").read_text()


def test_a_step_in_the_librarys_words_makes_and_changes_a_table_and_loses_no_row(tmp_path):
    steps = Migrations("trial")

    @steps()
    def m001_box(database: Database) -> None:
        database.table("box").create({"id": int, "size": str}, pk="id", not_null={"size"}, strict=True)

    database = open_database(tmp_path / "trial.db", steps, "delete")
    with write(database):
        table(database, "box").insert_all([{"size": "3"}, {"size": "5"}])
    database.close()

    @steps()
    def m002_size_is_a_number(database: Database) -> None:
        database.table("box").transform(types={"size": int})

    database = open_database(tmp_path / "trial.db", steps, "delete")
    assert list(table(database, "box").rows_where()) == [{"id": 1, "size": 3}, {"id": 2, "size": 5}]
    with pytest.raises(sqlite3.IntegrityError), write(database):
        table(database, "box").insert({"size": "large"})
    database.close()


def test_a_step_that_fails_leaves_the_file_as_it_was(tmp_path):
    steps = Migrations("trial")

    @steps()
    def m001_box(database: Database) -> None:
        database.table("box").create({"id": int}, pk="id", strict=True)
        raise Expected

    with pytest.raises(Expected):
        open_database(tmp_path / "trial.db", steps, "delete")

    assert Database(tmp_path / "trial.db").table_names() == []


def test_the_librarys_transform_takes_what_guards_a_table_with_it(people):
    """Why no step may transform a table of the chain: when this fails the library has learned it, and the warning may go."""
    acts = people._database.table("act")
    assert acts.triggers
    acts.transform(rename={"why": "because"})

    assert not acts.triggers


def test_one_statement_only_is_put_together_from_names_that_of_a_record_on_the_way_of_a_tap():
    excused = {path.name: len(re.findall("S608", path.read_text())) for path in JOURNAL.glob("*.py")}

    assert {name: number for name, number in excused.items() if number} == {"statistics.py": 1}


def test_tables_are_strict_and_refuse_what_is_of_another_kind(people):
    assert isinstance(people._database, Database)
    with pytest.raises(sqlite3.IntegrityError), write(people._database):
        table(people._database, FAILURE).insert({**ROW, "at": "noon"})
