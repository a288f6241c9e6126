"""Where the copies of an office stand, and which there are. A copy is a folder with a name of its own: it has it from when it was verified.

<office>/copies/quarter-…  the whole journal and the register, for two hours
<office>/copies/daily-…    figures, sealed days and register, for seven days; also <second folder>/<office>/daily-…
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from server.files.reading import Lasting, Name, Seq, must_be_days, read_whole
from server.journal.copied import look_at_journal, look_at_register
from server.journal.soundness import Unsound

SHELF = "copies"
JOURNAL, PEOPLE, FACTS = "journal.db", "people.db", "copy.json"
PARTIAL = ".partial-"
_NAME = re.compile(r"(quarter|daily)-(\d{8}T\d{6})\.(\d{3})Z")


class Copy(msgspec.Struct, frozen=True):
    """One verified copy. folder holds journal.db and people.db (either may be missing in an older one).

    taken: the office's time, in milliseconds. daily: without events.
    """

    folder: Path
    taken: int
    daily: bool


class Facts(msgspec.Struct, frozen=True):
    """What a copy knows of itself. seq: the last event's. first_day: the oldest business day whose events it holds, "" for none.

    day: the business day that was open. boot, elapsed: of the machine when it was taken (clock.py), so that its age needs no clock.
    """

    seq: Seq = 0
    first_day: str = ""
    day: str = ""
    boot: Name = ""
    elapsed: Lasting = 0

    def __post_init__(self) -> None:
        """Raises ValueError for a day that is none."""
        must_be_days(self.first_day, self.day)


def copies(folder: Path, second: Path | None = None) -> list[Copy]:
    """Every copy of the office in `folder`, newest first, a quarter-hour copy before a daily one of the same moment.

    second: the folder, on another medium perhaps, that holds a folder an office. What is not there holds none.
    """
    all_copies = [*on_shelf(shelf_of(folder)), *(on_shelf(second_shelf(folder, second)) if second is not None else ())]
    return newest_first({copy: facts_of(copy) for copy in all_copies})


def newest_first(facts: Mapping[Copy, Facts]) -> list[Copy]:
    """The journal's own count before the time: a clock may have been wrong, and corrected since."""
    return sorted(facts, key=lambda copy: (facts[copy].seq, copy.taken, not copy.daily), reverse=True)


def newest_good(folder: Path, second: Path | None = None, names: tuple[str, ...] = ()) -> Copy | None:
    """The newest copy that is whole and has these files: each is opened and verified until one is."""
    having = (copy for copy in copies(folder, second) if all((copy.folder / name).exists() for name in names))
    return next((copy for copy in having if fault_of_copy(copy) is None), None)


def fault_of_copy(copy: Copy) -> Unsound | None:
    """What is wrong with a copy; None when it can be relied upon."""
    files = [
        (look, path)
        for look, path in ((look_at_journal, copy.folder / JOURNAL), (look_at_register, copy.folder / PEOPLE))
        if path.exists()
    ]
    if not files:
        return look_at_journal(copy.folder / JOURNAL)
    return next((fault for look, path in files if (fault := look(path)) is not None), None)


def facts_of(copy: Copy) -> Facts:
    """What it knows of itself; nothing when that was lost."""
    return read_whole(copy.folder / FACTS, Facts) or Facts()


def bytes_of(copy: Copy) -> int:
    """How much room it takes."""
    with suppress(OSError):
        return sum(path.stat().st_size for path in copy.folder.iterdir())
    return 0


def on_shelf(shelf: Path) -> Iterator[Copy]:
    """The copies in this folder, in no order."""
    with suppress(OSError):
        for path in list(shelf.iterdir()):
            if (named := _NAME.fullmatch(path.name)) is None:
                continue
            # Somebody gave it a name that is no moment: it is none of ours.
            with suppress(ValueError):
                moment = datetime.strptime(named[2], "%Y%m%dT%H%M%S").replace(tzinfo=UTC)
                yield Copy(path, round(moment.timestamp()) * 1000 + int(named[3]), named[1] == "daily")


def name_of(taken: int, daily: bool) -> str:
    """The name of a copy's folder, from its moment."""
    moment = datetime.fromtimestamp(taken // 1000, UTC)
    return f"{'daily' if daily else 'quarter'}-{moment:%Y%m%dT%H%M%S}.{taken % 1000:03d}Z"


def shelf_of(folder: Path) -> Path:
    """Of the office in `folder`."""
    return folder / SHELF


def second_shelf(folder: Path, second: Path) -> Path:
    """Of the same office in the second folder, which may serve several."""
    return second / folder.name
