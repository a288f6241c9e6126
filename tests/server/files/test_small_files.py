"""A small file that the disk turned a bit of, or that somebody wrote noise into: the office starts, says it, and its databases stay."""

import contextlib
import json
import random
import shutil
import sqlite3

import msgspec
import pytest
from structlog.testing import capture_logs

from config.notices import NOTICES
from flow.fence import Loss
from screen.roles import Role
from server import running
from server.copies.ages import Moment
from server.copies.copier import Copier
from server.copies.second import MEDIUM, _Medium, send_daily
from server.copies.shelf import Facts
from server.copies.taking import NotTaken
from server.files import reading
from server.files.reading import read_whole
from server.files.writing import session_key
from server.journal.acts import OFFICE
from server.journal.people import People
from server.recovery.restoring import NOTE, Restored
from server.register_witness import Seen as SeenOfRegister
from server.time.clock import RememberedTime, elapsed_ms, now_ms, this_boot
from server.tokens import StoredKey
from server.witness import Seen
from tests.server.shelved import shelve
from tests.server.turned_clock import Turned

pytestmark = pytest.mark.slow

HUGE = 10**25
FILES = {
    "witness.json": Seen,
    "witness.last": Seen,
    "clock.json": RememberedTime,
    "people.last": SeenOfRegister,
    NOTE: Restored,
    "day.key": StoredKey,
    f"copies/{MEDIUM}": _Medium,
    "copies/*/copy.json": Facts,
}
NOTED = {"epoch": "a", "why": "restored", "taken": 1, "at": 1, "files": ["journal.db"], "aside": ".aside-x"}
KEY = {"date": "2025-11-24", "key": "ab" * 32}
OUT_OF_RANGE: dict[str, list[object]] = {
    "witness.json": [
        {"seq": HUGE},
        {"seq": -1},
        {"seq": 1, "head": "zz"},
        {"seq": 1, "numbers": {"2025-11-24": HUGE}},
        {"seq": 1, "numbers": {"2025-02-30": 1}},
    ],
    "witness.last": [{"seq": HUGE}, {"seq": 99, "head": "ab"}],
    "clock.json": [
        {"boot": this_boot(), "elapsed": 1, "now": 10**17},
        {"boot": this_boot(), "elapsed": 1, "now": -1},
        {"boot": this_boot(), "elapsed": -(10**19), "now": 1},
        {"boot": this_boot(), "elapsed": 0, "now": 221_845_392_000_000},
    ],
    "people.last": [{"id": HUGE, "hash": "aa"}, {"id": 1, "hash": "zz"}, {"id": -1}],
    NOTE: [NOTED | {"at": -(10**16)}, NOTED | {"at": HUGE}, NOTED | {"files": ["../x"]}, NOTED | {"aside": "/../x"}],
    "day.key": [KEY | {"date": 5}, KEY | {"key": "ab"}, KEY | {"earlier": 5}, KEY | {"date": "yesterday"}],
    f"copies/{MEDIUM}": [{"apart": 5}],
    "copies/*/copy.json": [{"seq": HUGE}, {"elapsed": -1}, {"day": "yesterday"}, {"first_day": "2025-13-01"}],
}


@pytest.fixture
def left(tmp_path, settings):
    """What an office leaves behind, with one of each small file."""
    folder = tmp_path / "left"
    turned = Turned(folder, settings, wall=now_ms() - 600_000, elapsed=elapsed_ms() - 600_000, boot=this_boot())
    for _ in range(3):
        turned.take()
    people = People(folder / "people.db")
    people.add_code("hash", Role.KIOSK, "", 0, OFFICE, 1)
    (folder / "people.last").write_bytes(msgspec.json.encode(SeenOfRegister(*people.acts.last())).ljust(512))
    people.close()
    session_key(folder / "session.key")
    copy = shelve(folder, turned.wall)
    (copy / "copy.json").write_bytes(msgspec.json.encode(Facts(3, "2025-11-24", "2025-11-24", this_boot(), 5)))
    (folder / "copies" / MEDIUM).write_bytes(msgspec.json.encode(_Medium(True)))
    (folder / NOTE).write_bytes(
        msgspec.json.encode(Restored("aa", Loss.RESTORED, turned.wall, turned.wall, ("people.db",), ".aside-x", True))
    )
    (folder / "clock.json").write_bytes(msgspec.json.encode(RememberedTime(this_boot(), elapsed_ms(), now_ms())))
    turned.office.close_witness()
    turned.journal.close()
    return folder


@pytest.fixture
def opened(left, settings):
    """Opens the office as a start does, with what is done to one of its files; what the log said of files that are not read."""

    def start(name: str, content: bytes | None) -> list[str]:
        folder = left.with_name("opened")
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(left, folder)
        reading._unread.clear()
        (path,) = folder.glob(name)
        path.unlink()
        path.mkdir() if content is None else path.write_bytes(content)
        with capture_logs() as lines:
            office, journal, access = running._opened(settings, folder)
            Copier(office, folder).sweep()
            with contextlib.suppress(NotTaken):
                send_daily(folder, folder.parent, Moment(now_ms()))
            access.people.close()
            journal.close()
        assert not list(folder.glob("*.db.aside*")), "a database that was whole was put aside"
        with contextlib.closing(sqlite3.connect(folder / "journal.db")) as connection:
            assert connection.execute("select count(*) from event where type = 'TicketTaken'").fetchone() == (3,)
        with contextlib.closing(sqlite3.connect(folder / "people.db")) as connection:
            assert connection.execute("select count(*) from act where what = 'code_given'").fetchone() == (1,)
        words = " ".join(entry.get("said", "") for entry in lines if entry["event"] == "storage_said")
        return [entry["file"] for entry in lines if entry["event"] == "small_file_not_read"] + [words]

    return start


@pytest.mark.parametrize("name", FILES)
def test_one_turned_bit_in_a_small_file_keeps_no_office_from_starting(left, opened, name):
    (path,) = left.glob(name)
    whole, kind = path.read_bytes(), FILES[name]
    end = len(whole.rstrip())
    unread = 0
    for place in [*random.Random(13).sample(range(end * 8), 6), end // 2 * 8 + 7]:
        turned = bytearray(whole)
        turned[place // 8] ^= 1 << place % 8
        *lines, words = opened(name, bytes(turned))
        path.with_name("turned").write_bytes(turned)
        if read_whole(path.with_name("turned"), kind) is None:
            unread += 1
            assert lines == [path.name] or (name == "day.key" and "day.key" in words)
    assert unread, "no bit that was turned was seen"


@pytest.mark.parametrize("name", FILES)
def test_noise_or_numbers_out_of_range_in_a_small_file_are_said_once_and_believed_by_nobody(opened, name):
    contents = [json.dumps(values).encode() for values in OUT_OF_RANGE[name]]
    for content in (b"", b"[]", b"[" * 100_000, b"\xff\xfe\0", random.Random(13).randbytes(500), *contents):
        *lines, words = opened(name, content)
        assert lines == [name.rsplit("/", 1)[-1]] or (name == "day.key" and "day.key" in words), content[:80]
        assert "journal.db" not in words


@pytest.mark.parametrize("name", [name for name in FILES if name != "day.key"])
def test_a_folder_in_the_place_of_a_small_file_keeps_no_office_from_starting(opened, name):
    assert opened(name, None)[:-1] == [name.rsplit("/", 1)[-1]]


@pytest.mark.parametrize("name", FILES)
def test_a_whole_small_file_is_read_without_a_word(left, opened, name):
    (path,) = left.glob(name)

    assert read_whole(path, FILES[name]) is not None
    assert opened(name, path.read_bytes()) == [""]


def test_the_notice_of_a_register_from_a_copy_ends_with_its_day(left, settings):
    note = {"epoch": "aa", "why": "restored", "taken": 1, "at": now_ms(), "files": ["people.db"], "aside": ".aside-x"}
    (left / NOTE).write_bytes(json.dumps(note).encode())
    office, journal, access = running._opened(settings, left)
    notice, now = NOTICES["people_copy"], office.now

    assert notice in office.readiness.notices()
    office.now = lambda: now() + 86_400_000
    assert notice not in office.readiness.notices()
    access.people.close()
    journal.close()
