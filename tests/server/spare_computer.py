"""Another computer, which knows nothing: without the time, and without a witness."""

from server.copies.shelf import Copy
from server.journal.whole_copy import copy_database
from server.witness import LAST, SYNCED

IN_1970 = 10_000


def forget_witness(turned):
    for name in (SYNCED, LAST):
        (turned.folder / name).unlink(missing_ok=True)


def copies_in(tmp_path):
    """Takes a copy, elsewhere."""
    count = iter(range(1000))

    def copied(turned):
        folder = tmp_path / f"copy-{next(count)}"
        folder.mkdir()
        copy_database(turned.folder / "journal.db", folder / "journal.db")
        return Copy(folder, turned.wall, daily=False)

    return copied
