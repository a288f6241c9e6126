"""What tests of an office that recovers by itself share: its start, and what was done to its files."""

from pathlib import Path

from server.journal.people import People
from server.recovery.recovering import open_whole
from server.recovery.starting import look_over, named
from server.storage_faults import StorageFaults
from tests.server.damages import a_hole, half, noise_at_the_start, noise_in_a_page
from tests.server.put_back import take
from tests.server.shelved import shelve

ZONE = "Europe/Paris"


def started(bureau):
    """As the program starts: what was said."""
    sentences = list[str]()

    def opened():
        sentences.extend(look_over(bureau.folder))
        try:
            with named(bureau.folder / "journal.db"):
                bureau.start()
        except StorageFaults:
            bureau.journal.leave()
            raise

    open_whole(bureau.folder, ZONE, None, opened, sentences.extend)
    return sentences


DAMAGES = (noise_at_the_start, half, a_hole, noise_in_a_page)


def without(folder: Path, *names: str) -> None:
    """Somebody deleted these, with what stands beside them."""
    for name in names:
        for path in folder.glob(f"{name}*"):
            path.unlink()


def left_office(bureau):
    """An office that ended without a word: a copy with sixty tickets, and twenty given since."""
    People(bureau.folder / "people.db").close()
    take(bureau, 60)
    bureau.shelf = shelve(bureau.folder, bureau.clock.now)
    take(bureau, 20)
    bureau.journal.settle()
    bureau.journal._database.close()
    return bureau
