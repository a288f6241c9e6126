"""`allervers audit verify`, as whoever looks after the office's machine runs it."""

import shutil

import pytest
from click.testing import CliRunner

from flow.commands import TakeTicket
from screen.roles import Role
from server.access import Access
from server.command_line import main
from server.journal.acts import OFFICE
from server.journal.people import People
from tests.server.chained import by_hand

HOUR = 3_600_000


@pytest.fixture
def kept(bureau):
    """An office that ran for two days, one of them sealed, and stopped."""
    people = People(bureau.folder / "people.db")
    for number in range(3):
        people.add_code(f"hash-{number}", Role.KIOSK, "", 0, OFFICE, number)
    people.close()
    bureau.do(TakeTicket("stamps"))
    bureau.clock.now += 40 * HOUR
    bureau.office.pass_time()
    bureau.office.forget()
    bureau.do(TakeTicket("stamps"))
    bureau.do(TakeTicket("stamps"))
    bureau.office.close_witness()
    bureau.journal.close()
    yield bureau
    bureau.start()


def verified(bureau):
    """Exit code and what was said; the bytes of the folder are the same afterwards."""
    before = {
        path: path.read_bytes() for path in sorted(bureau.folder.glob("*")) if path.suffix not in (".db-shm", ".db-wal")
    }
    result = CliRunner().invoke(main, ["audit", "verify", "--data", str(bureau.folder.parent)])
    assert {path: path.read_bytes() for path in before} == before
    return result.exit_code, result.output


def test_what_holds_is_said_day_by_day_with_its_head(kept):
    code, output = verified(kept)

    assert code == 0, output
    assert "2025-11-24  scellée" in output
    assert "2025-11-26  entière" in output
    assert "empreinte" in output
    assert "le témoin est d'accord" in output
    assert "Actes : entière, 3" in output


def test_what_is_broken_is_said_with_the_place_and_exit_code_1(kept):
    with by_hand(kept.folder / "journal.db") as hand:
        (seq,) = hand.execute("select min(seq) from event where type = 'TicketTaken'").fetchone()
        hand.execute("update event set at = at - 60000 where seq = ?", (seq,))
    code, output = verified(kept)

    assert code == 1
    assert f"2025-11-26  rompue : l'événement n° {seq} a été modifié ou déplacé" in output
    assert "2025-11-24  scellée" in output


def test_a_tail_that_was_cut_off_is_said_by_the_witness(kept):
    with by_hand(kept.folder / "journal.db") as hand:
        hand.execute("delete from event where seq = (select max(seq) from event)")
    code, output = verified(kept)

    assert code == 1
    assert "plus court que ce que son témoin a vu" in output
    assert "rompue" not in output


def test_an_act_that_was_taken_out_is_said(kept):
    with by_hand(kept.folder / "people.db", ("act_is_kept",)) as hand:
        hand.execute("delete from act where id = 2")
    code, output = verified(kept)

    assert (code, "Actes : rompue : il manque l'acte n° 2" in output) == (1, True)


def test_an_older_register_is_said_by_its_witness(kept):
    people = People(kept.folder / "people.db")
    shutil.copy(kept.folder / "people.db", kept.folder / "older")
    access = Access(people, ("fr",))
    access.add_device("Borne", frozenset({Role.KIOSK}))
    access.look()
    people.close()
    assert verified(kept)[0] == 0
    (kept.folder / "older").replace(kept.folder / "people.db")
    code, output = verified(kept)

    assert (code, "Le registre est plus ancien que ce que son témoin a vu (acte n° 4)" in output) == (1, True)


@pytest.mark.parametrize("lost", ["journal.db", "people.db"])
def test_a_file_that_is_missing_is_not_taken_for_a_new_office(kept, lost):
    (kept.folder / lost).unlink()
    code, output = verified(kept)

    assert "rien n'est gardé" in output
    assert code == 1


@pytest.mark.parametrize("name", ["journal.db", "people.db"])
def test_a_file_that_is_no_database_or_has_no_chain_is_said_in_words(kept, name):
    whole = (kept.folder / name).read_bytes()
    (kept.folder / name).write_bytes(b"x" * 5000)
    damaged = verified(kept)
    (kept.folder / name).write_bytes(b"")
    empty = verified(kept)
    (kept.folder / name).write_bytes(whole)

    assert (damaged[0], "illisible" in damaged[1]) == (1, True)
    assert (empty[0], "pas encore de chaîne" in empty[1]) == (1, True)
