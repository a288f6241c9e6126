"""A file that is deleted or replaced under a running office: nobody is told that something is stored which no disk will ever have."""

import contextlib
import http.client
import json
import os
import shutil
import time

import pytest

from flow.commands import TakeTicket
from server.access import Access
from server.journal.connection import ENDING, MOVED, Unsure
from server.journal.people import People
from server.readiness import Readiness
from server.running import MOVED_SAYS
from tests.bench.wire import Server
from tests.server.test_parent import TAKE


def _replaced(path) -> None:
    shutil.copy(path, path.with_name("copy"))
    os.replace(path.with_name("copy"), path)


AWAY = pytest.mark.parametrize("away", [lambda path: path.unlink(), _replaced], ids=["deleted", "replaced"])


@AWAY
@pytest.mark.parametrize("name", ["journal.db", "journal.db-wal"])
def test_no_ticket_is_confirmed_that_a_deleted_or_replaced_journal_would_hold(bureau, monkeypatch, name, away):
    ended = []
    monkeypatch.setattr(ENDING, "stop", ended.append)
    assert bureau.do(TakeTicket("parcel_notice")).ok
    away(bureau.folder / name)

    with pytest.raises(Unsure):
        bureau.do(TakeTicket("parcel_notice"))

    assert [error.sqlite_errorname for error in ended] == [MOVED]


@AWAY
def test_a_look_ends_an_office_whose_journal_is_gone_though_nobody_comes(bureau, away):
    readiness = Readiness(bureau.journal)
    readiness.look_again()
    away(bureau.folder / "journal.db")

    with pytest.raises(Unsure):
        readiness.look_again()


@AWAY
def test_a_look_ends_an_office_whose_register_is_gone(tmp_path, away):
    people = People(tmp_path / "people.db")
    access = Access(people, ("fr",))
    access.look()
    away(people.path)

    with pytest.raises(Unsure):
        access.look()
    people.close()


def test_a_checkpoint_and_another_reader_leave_the_files_in_place(bureau):
    bureau.do(TakeTicket("parcel_notice"))
    bureau.journal.settle()
    People(bureau.folder / "people.db").close()

    assert bureau.do(TakeTicket("parcel_notice")).ok
    Readiness(bureau.journal).look_again()


@pytest.mark.slow
def test_an_office_whose_journal_is_deleted_starts_again_and_gives_no_number_twice(tmp_path):
    with Server(tmp_path) as server:
        first = _number(server)
        (folder,) = {path.parent for path in tmp_path.glob("demonstration/*/journal.db")}
        for path in folder.glob("journal.db*"):
            path.unlink()
        until, second = time.monotonic() + 20, 0
        while not second:
            assert time.monotonic() < until, "nobody started it again"
            with contextlib.suppress(OSError, http.client.HTTPException):
                second = _number(server)
    assert second > first + 1, "a number that may be on paper was given again"
    assert MOVED_SAYS.split(" : ")[0] in (tmp_path / "log").read_text()


def _number(server: Server) -> int:
    """Of a ticket that somebody takes now. Raises OSError, HTTPException while nobody answers."""
    line = http.client.HTTPConnection("127.0.0.1", server.port, timeout=5)
    who = {
        "Host": "localhost",
        "Authorization": f"Bearer {server.secrets['kiosk']}",
        "Idempotency-Key": os.urandom(16).hex(),
    }
    line.request("POST", "/kiosk/commands", TAKE, who | {"Content-Type": "application/json"})
    number: int = json.loads(line.getresponse().read())["number"]
    return number
