"""The acts are a chain: what is done to them behind the program's back is found where it is."""

import sqlite3
import time
from pathlib import Path

import pytest

from screen.roles import Role
from server.journal.acts import OFFICE, Act, What, add
from server.journal.audit import ActsChecked, Break, Why
from server.journal.connection import write
from server.journal.people import People

MINUTE, HOUR, DAY = 60_000, 3_600_000, 86_400_000


def _damaged(register, *statements):
    """Somebody who may write the file, and knows that it has guards; back to what it was afterwards."""
    database = register.access.people._database
    database.execute("begin")
    for guard in ("act_is_not_changed", "act_is_kept", "act_is_added"):
        database.execute(f"drop trigger {guard}")
    for sql in statements:
        database.execute(sql)
    broken = register.access.people.acts.checked().broken
    database.execute("rollback")
    return broken


def test_what_is_done_to_the_acts_behind_the_programs_back_is_found_where_it_is(register):
    for _ in range(5):
        register.access.new_code(Role.KIOSK)
    acts = register.access.people.acts
    last = acts.newest()[0].id

    assert acts.checked() == ActsChecked(last)
    for column in ("at", "minutes"):
        assert _damaged(register, f"update act set {column} = {column} + 1 where id = 2") == Break(2, Why.CHANGED)
    for column in ("role", "name", "what", "about", "why"):
        assert _damaged(register, f"update act set {column} = {column} || 'x' where id = 2") == Break(2, Why.CHANGED)
    for column in ("salt", "hash"):
        assert _damaged(register, f"update act set {column} = randomblob(32) where id = 2") == Break(2, Why.CHANGED)
    assert _damaged(register, "delete from act where id = 2") == Break(2, Why.MISSING)
    assert _damaged(register, f"delete from act where id = {last}") == Break(last, Why.MISSING)
    assert _damaged(register, "delete from act") == Break(1, Why.MISSING)
    assert acts.checked() == ActsChecked(last)


def test_no_other_row_takes_an_acts_place(register):
    register.access.new_code(Role.KIOSK)

    with pytest.raises(sqlite3.IntegrityError):
        register.access.people._database.execute("replace into act select * from act where id = 1")


def test_the_chain_of_acts_goes_on_over_what_was_forgotten_even_where_a_clock_was_wrong(register):
    database, now = register.access.people._database, time.time_ns() // 1_000_000
    with write(database):
        for days in (400, 390, 1, 300, 0, 200):
            add(database, Act(now - days * DAY, OFFICE, What.UNLOCKED, str(days)))
    acts = register.access.people.acts
    before = acts.checked().acts
    assert (acts.forget(now - 150 * DAY), acts.checked()) == (2, ActsChecked(before - 2))
    assert acts.forget(now) == 2
    with write(database):
        add(database, Act(now, OFFICE, What.UNLOCKED, "after"))

    assert acts.checked() == ActsChecked(before - 3)
    assert _damaged(register, "delete from forgotten_act where id = (select min(id) from forgotten_act)") is not None
    assert database.execute("select count(*) from forgotten_act").fetchone() == (3,)


def test_an_office_and_a_command_line_that_tell_by_turns_make_one_chain(register):
    other = People(Path(register.access.people._database.execute("pragma database_list").fetchone()[2]))
    for n in range(20):
        (register.access.people if n % 2 else other).add_code(f"{n}", Role.KIOSK, "", 0, OFFICE, n)

    assert register.access.people.acts.checked().broken is None
    other.close()


def test_an_older_register_is_chained_when_it_is_opened(tmp_path):
    people = People(tmp_path / "people.db")
    people.add_code("a", Role.KIOSK, "", 0, OFFICE, 1)
    with write(people._database) as connection:
        for sql in ("drop trigger act_is_added", "drop trigger act_is_not_changed", "drop table forgotten_act"):
            connection.execute(sql)
        connection.execute("alter table act drop column salt")
        connection.execute("alter table act drop column hash")
        connection.execute(
            "create trigger act_is_not_changed before update on act begin select raise(abort, 'no'); end"
        )
        connection.execute("delete from _sqlite_migrations where name = 'm003_chain'")
    people.close()

    people = People(tmp_path / "people.db")
    people.add_code("b", Role.KIOSK, "", 0, OFFICE, 2)

    assert people.acts.checked() == ActsChecked(2)
    people.close()
