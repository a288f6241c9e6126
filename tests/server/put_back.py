"""What tests of a copy that is put back share: tickets, all that is in the files, another computer."""

from flow.commands import TakeTicket
from flow.fence import Loss
from server.copies.shelf import Copy
from server.journal.people import People
from server.journal.whole_copy import copy_database
from server.recovery.restoring import restore

HOUR = 3_600_000


def take(bureau, count=1):
    """The numbers that were given."""
    return [bureau.do(TakeTicket("stamps"), role="kiosk").number for _ in range(count)]


def elsewhere(bureau, copy, tmp_path):
    """Another computer, without a witness, on which the copy's journal was put back and no office opened yet."""
    (tmp_path / "other").mkdir()
    restore(tmp_path / "other", copy, Loss.RESTORED, bureau.clock.now)
    return tmp_path / "other"


def bytes_of(folder):
    """Everything that is in the files of the folder."""
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def morning_copy(bureau, tmp_path):
    """Of the morning, with ten tickets; the office has given twenty since, and has ended without a word."""
    People(bureau.folder / "people.db").close()
    take(bureau, 10)
    folder = tmp_path / "copy"
    folder.mkdir()
    for name in ("journal.db", "people.db"):
        copy_database(bureau.folder / name, folder / name)
    taken = bureau.clock.now
    take(bureau, 20)
    bureau.journal._database.close()
    return Copy(folder, taken, daily=False)
