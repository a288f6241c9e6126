"""What must not stay of a closed day is in no file of the office a day later; its figures are still exact."""

import fcntl
import sqlite3
import subprocess
import sys

import msgspec
import pytest

from config.loading import load
from flow.commands import MoveTicket, TakeTicket
from flow.kiosk_commands import UnlockKiosk
from flow.tickets import MoveReason
from mediation.commands import CorrectPresence, SignOff, StartAccompaniment
from mediation.coop import PresenceReason
from mediation.records import Period
from server.access import Access
from server.journal.people import People
from server.tokens import token_hash
from tests.server.everything_said import EverythingSaid, own_ids, unsaid

HOUR = 3_600_000
ALL = Period("2025-01-01", "2026-12-31")
OF_A_CLIENT = {
    "language": '"pl"',
    "other language": '"uk"',
    "tick": "tracking_number",
    "tag": "zz-tag",
    "place": '"where":"mairie"',
}
OF_A_TICKET = {"ticket and its number": "2025-11-24-1", "machine": "zz-machine", "priority": '"legal":true'}
OF_THE_HALL = {
    "message": "zz-message",
    "help call": "zz-origin",
    "difficulty": '"DifficultyReported"',
    "park": "filling_form",
}
OF_AN_AGENT = {"agent": "ZzAgent", "their counter": '"counter":"47"'}
OF_A_DEVICE = {
    "paper": "worker_stopped",
    "slip": "slip-w",
    "sheet": "sheet-track",
    "printer": "stuck_buffer",
    "device": "zz-scope",
}
MUST_GO = OF_A_CLIENT | OF_A_TICKET | OF_THE_HALL | OF_AN_AGENT | OF_A_DEVICE
NEVER_KEPT = ("zz-key",)


@pytest.fixture
def office_file(tmp_path):
    """Lens with ids of its own, so that they are found in the files and mistaken for nothing else."""
    return own_ids(tmp_path)


@pytest.fixture
def day(office_file, tmp_path, open_bureau):
    """Everything was said, and the next day has opened: nothing else has happened yet."""
    bureau = open_bureau(tmp_path / "data" / "lens", load(office_file, demonstration=True, printer_address="virtual"))
    # Some builds of SQLite overwrite what is deleted, Debian's does, others do not: the promise is the same.
    bureau.journal._database.execute("PRAGMA secure_delete = OFF").fetchone()
    people = People(bureau.folder / "people.db")
    Access(people, bureau.settings.languages).add_staff("ZzMediator", frozenset())
    everything = EverythingSaid(bureau)
    everything.whole_day()
    bureau.clock.now += 15 * HOUR
    bureau.office.pass_time()
    assert bureau.office.state.date == "2025-11-25"
    yield everything
    people.close()
    bureau.journal._database.close()


def _bytes(bureau):
    return b"".join(path.read_bytes() for path in sorted(bureau.folder.rglob("*")) if path.is_file())


def _words_in(bureau, words):
    content = _bytes(bureau)
    return {name for name, word in words.items() if word.encode() in content}


def _a_day_later(bureau):
    bureau.clock.now += 24 * HOUR
    return bureau.office.forget()


def _figures(bureau):
    archive = bureau.office.archive()
    kinds = (
        archive.visits,
        archive.accompaniments,
        archive.presences,
        archive.workshops,
        archive.moves,
        archive.alerts,
    )
    return [sorted(msgspec.json.encode(record) for record in kind(ALL)) for kind in kinds]


def test_every_command_and_every_field_was_used(day):
    assert unsaid(day) == set()
    day.fields_sent.discard((TakeTicket, "language"))
    assert unsaid(day) == {"TakeTicket.language"}


def test_of_a_day_that_closed_a_day_ago_nothing_is_found_that_must_not_be(day):
    words = MUST_GO | {f"code {n}": f'"{code}"' for n, code in enumerate(day.codes)}
    hashes = day.bureau.journal._database.execute(
        "select json_extract(body, '$.token_hash') from event where type = 'TicketTaken'"
    ).fetchall()
    words |= {f"token {n}": hashed for n, (hashed,) in enumerate(hashes)}
    assert _words_in(day.bureau, words) == set(words), "before, all of it is there: else this test is blind"

    forgotten = _a_day_later(day.bureau)

    assert forgotten.whole
    assert forgotten.events > 90
    assert _words_in(day.bureau, words) == set()


def test_nothing_of_it_comes_back_with_a_restart_or_in_the_write_ahead_log(day):
    _a_day_later(day.bureau)
    day.bureau.restart()
    day.bureau.do(TakeTicket("stamps"))

    assert _words_in(day.bureau, MUST_GO) == set()


def test_an_answer_to_what_changed_nothing_goes_with_its_day(bureau):
    bureau.journal._database.execute("PRAGMA secure_delete = OFF").fetchone()
    ticket = bureau.do(TakeTicket("stamps")).ticket
    for key in ("key-sent-once", "key-and-again"):
        assert bureau.do(StartAccompaniment(ticket), role="console", key=key, scope=f"zz-{key}").ok
    (first, again) = [b"zz-key-sent-once", b"zz-key-and-again"]
    assert all(scope in _bytes(bureau) for scope in (first, again)), "both are kept"
    before = bureau.journal.last_seq()
    bureau.clock.now += 15 * HOUR
    bureau.office.pass_time()
    assert bureau.journal.last_seq() > before, "the next day has opened"

    bureau.clock.now += 24 * HOUR
    forgotten = bureau.office.forget()

    assert forgotten.answers >= 3
    assert not any(scope in _bytes(bureau) for scope in (first, again))


def test_an_answer_to_what_changed_nothing_today_stays_today(bureau):
    bureau.clock.now += 24 * HOUR
    kept = bureau.do(UnlockKiosk(), key="key-of-today")
    bureau.office.forget()
    bureau.do(TakeTicket("stamps"))

    assert bureau.do(UnlockKiosk(), key="key-of-today") == kept


def test_the_token_of_a_ticket_and_the_key_of_a_tap_are_in_no_file_at_all(day):
    ticket = day.bureau.do(TakeTicket("stamps"))
    token = ticket.url.rsplit("/", 1)[1]

    content = _bytes(day.bureau)

    assert token_hash(token).encode() in content
    for word in (token, *NEVER_KEPT):
        assert word.encode() not in content


def test_the_figures_are_the_same_afterwards(day):
    before = _figures(day.bureau)

    _a_day_later(day.bureau)
    after = _figures(day.bureau)

    assert [len(kind) > 0 for kind in before] == [True] * 6
    assert after == before
    day.bureau.restart()
    assert _figures(day.bureau) == before


def test_a_day_stays_a_day(day):
    before = day.bureau.journal.last_seq()
    day.bureau.clock.now += 8 * HOUR

    assert day.bureau.office.forget().events == 0
    assert _words_in(day.bureau, MUST_GO) == set(MUST_GO)
    assert day.bureau.journal.last_seq() == before


def test_it_looks_once_an_hour(day):
    day.bureau.office.forget()
    assert day.bureau.office.forget() is None

    day.bureau.clock.now += HOUR

    assert day.bureau.office.forget() is not None


def test_who_waits_for_a_workshop_is_not_forgotten_before_it_was_held(day):
    (workshop,) = day.bureau.office.mediation.workshops
    _a_day_later(day.bureau)
    day.bureau.restart()

    assert day.bureau.do(SignOff(workshop, day.waiting_code), role="console").ok
    day.bureau.clock.now += 45 * 24 * HOUR
    day.bureau.office.pass_time()
    _a_day_later(day.bureau)

    assert day.waiting_code.encode() not in _bytes(day.bureau)


def test_a_presence_is_corrected_after_its_events_are_gone(day):
    _a_day_later(day.bureau)
    (presence,) = day.bureau.office.archive().presences(ALL)

    command = CorrectPresence(
        "ZzMediator", presence.date, presence.started, presence.ended - 60_000, PresenceReason.WRONG_TIME, presence.id
    )

    assert day.bureau.do(command, role="manager").ok
    assert len(day.bureau.office.archive().presences(ALL)[0].corrections) == 2


def test_moves_are_kept_for_six_months_and_no_longer(bureau):
    first, second = (bureau.do(TakeTicket("stamps")).ticket for _ in range(2))
    bureau.do(MoveTicket(second, first, MoveReason.CALMING), role="console")

    bureau.clock.now += 180 * 24 * HOUR
    bureau.office.forget()
    kept = bureau.office.archive().moves(ALL)
    bureau.clock.now += 2 * 24 * HOUR
    bureau.office.forget()

    assert [move.reason for move in kept] == [MoveReason.CALMING]
    assert bureau.office.archive().moves(ALL) == []
    assert len(bureau.office.archive().visits(ALL)) == 2


def test_when_the_file_cannot_be_written_anew_its_bytes_go_after_the_next_start(day):
    def no_second_file(action, *_more):
        return sqlite3.SQLITE_DENY if action == sqlite3.SQLITE_ATTACH else sqlite3.SQLITE_OK

    day.bureau.journal._database.conn.set_authorizer(no_second_file)
    hindered = _a_day_later(day.bureau)
    left = _words_in(day.bureau, OF_A_CLIENT)

    day.bureau.restart()
    day.bureau.office.forget()

    assert (hindered, left) == (None, set(OF_A_CLIENT))
    assert _words_in(day.bureau, MUST_GO) == set()


def test_while_somebody_reads_the_report_the_bytes_go_the_next_time(day):
    reader = sqlite3.connect(day.bureau.journal.path, isolation_level=None)
    reader.execute("begin")
    reader.execute("select count(*) from visit").fetchone()
    day.bureau.journal._database.execute("PRAGMA busy_timeout = 10").fetchone()

    hindered = _a_day_later(day.bureau)
    reader.close()
    day.bureau.clock.now += HOUR
    free = day.bureau.office.forget()

    assert (hindered.whole, free.whole) == (False, True)
    assert _words_in(day.bureau, MUST_GO) == set()


@pytest.mark.slow
def test_the_command_does_it_for_an_office_that_is_not_running(day, office_file):
    day.bureau.journal.close()
    with (day.bureau.folder / "office.lock").open("w") as running:
        fcntl.flock(running, fcntl.LOCK_EX)
        refused = _retention(day.bureau, office_file)
    # The bureau's last day was long ago: a machine that says so may be wrong, and nothing is deleted on that.
    unsure = _retention(day.bureau, office_file)
    left = _words_in(day.bureau, MUST_GO)
    trusted = _command(day.bureau, office_file, "day", "--trust")

    done = _retention(day.bureau, office_file)

    assert (refused.returncode, left) == (3, set(MUST_GO)), refused.stderr
    assert (unsure.returncode, trusted.returncode) == (1, 0), (unsure.stderr, trusted.stderr)
    assert "Rien n'est effacé : l'horloge de cette machine n'est pas sûre." in unsure.stderr
    assert done.returncode == 0, done.stderr
    assert "les statistiques restent" in done.stdout
    assert _words_in(day.bureau, MUST_GO) == set()
    day.bureau.start()


def _retention(bureau, office_file):
    return _command(bureau, office_file, "retention")


def _command(bureau, office_file, *words):
    arguments = [*words, "--office", office_file, "--data", str(bureau.folder.parent)]
    return subprocess.run(
        [sys.executable, "-m", "server.command_line", *arguments], capture_output=True, text=True, check=False
    )
