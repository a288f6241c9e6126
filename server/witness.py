"""The outside witness: two small files beside the journal that know how far it went, so that a shorter one is never the whole truth.

witness.last is overwritten in place after each commit, without waiting for the disk (some microseconds): it outlives the program.
witness.json outlives a power cut: it is written whole and synced every few seconds, at each new day, at the stop, and whenever 50
numbers or 500 events were stored since; what was given after it is less than the leap. Neither says more than the journal had stored,
whose commit comes first.
"""

import os
from pathlib import Path
from typing import Annotated

import msgspec
import structlog

from screen.running import DayHead
from server.files.reading import Hash, Seq, must_be_days, read_whole
from server.files.writing import open_record, overwrite, write_whole
from server.journal.journal import Journal

SYNCED, LAST = "witness.json", "witness.last"
NUMBERS_BEHIND = 50
EVENTS_BEHIND = 500
DAYS_KNOWN = 5
NUMBERS_MOST = 1_000_000
"""Of a day: what says more is damaged."""
log = structlog.get_logger()


class Seen(msgspec.Struct, frozen=True):
    """seq, head: the last event, and its hash in hex. numbers: by business day the last number that is not free (a fence's leap is in
    it), the day written last at the end. last_given: by day, the last that somebody was given. epoch: of the journal, "" in an older file.
    """

    seq: Seq = 0
    head: Hash = ""
    numbers: dict[str, Annotated[int, msgspec.Meta(ge=0, le=NUMBERS_MOST)]] = msgspec.field(default_factory=dict)
    last_given: dict[str, Annotated[int, msgspec.Meta(ge=0, le=NUMBERS_MOST)]] = msgspec.field(
        default_factory=dict, name="given"
    )
    epoch: Annotated[str, msgspec.Meta(max_length=64)] = ""

    def __post_init__(self) -> None:
        """Raises ValueError for a day that is none."""
        must_be_days(*self.numbers, *self.last_given)

    def knows(self, date: str, number: int, epochs: tuple[str, ...]) -> bool:
        """Whether it saw the life of a journal that has this number last on that day: in one of its epochs, and that far or further.

        An older file does not say of which epoch it is: it counts as not knowing, and the numbers leap further.
        """
        return bool(self.epoch) and self.epoch in epochs and self.numbers.get(date, 0) >= number


class Witness:
    """The witness of one journal, with what it found at the start. known_seq: the seq that it knows and the journal lacks, 0 for none.

    durable False: only beside a past that is made up.
    """

    def __init__(self, journal: Journal) -> None:
        self._path = journal.path.with_name(SYNCED)
        self._durable = journal.durable
        self.at_start = self._seen = read(journal.path.parent)
        self._written = Seen()
        self._last: int | None = None
        self.known_seq = 0 if journal.goes_on_from(self._seen.seq, self._seen.head) else self._seen.seq
        self.lost = self._lost(journal.last_seq()) if self.known_seq else None

    def used(self, date: str) -> int:
        """The last number that it knows not to be free on that day, 0 for none."""
        return (self.at_start if self.known_seq else self._seen).numbers.get(date, 0)

    def last_given(self, date: str) -> int:
        """The last number that it knows somebody to be given on that day, 0 for none."""
        seen = self.at_start if self.known_seq else self._seen
        # An older file holds no other than the one that may be a leap's end.
        return seen.last_given.get(date, 0) if seen.last_given or seen.epoch else seen.numbers.get(date, 0)

    def follow(self, date: str, next_number: int, seq: int, head: bytes, took: bool = False, epoch: str = "") -> None:
        """What was just stored; took: it was a ticket, or more. Writes when it is far ahead of the file, or a new day."""
        seen, last = self._seen, max(next_number - 1, self._seen.numbers.get(date, 0))
        last_given = max(next_number - 1 if took else 0, self.last_given(date))
        self._seen = Seen(
            seq, head.hex(), _with_day(seen.numbers, date, last), _with_day(seen.last_given, date, last_given), epoch
        )
        self._overwrite_last()
        written = self._written
        if (
            last - written.numbers.get(date, -NUMBERS_BEHIND) >= NUMBERS_BEHIND
            or seq - written.seq >= EVENTS_BEHIND
            or seq < written.seq
        ):
            self.keep()

    def keep(self) -> None:
        """Writes the file when it is behind. Never raises: the office goes on, and the log says that its witness does not."""
        if self._seen == self._written:
            return
        try:
            write_whole(self._path, msgspec.json.encode(self._seen), self._durable)
        except OSError as error:
            log.warning("witness_not_written", file=SYNCED, error=str(error))
            return
        self._written = self._seen

    def close(self) -> None:
        """The last word, on the disk."""
        self.keep()
        if self._last is not None:
            os.close(self._last)
            self._last = None

    def _lost(self, last_seq: int) -> DayHead:
        """What to say of the day that it knows last: where it ends too early, or what stands in the place of what was seen."""
        log.error("journal_shorter_than_witness", witness=self.known_seq, journal=last_seq)
        date = next(reversed(self.at_start.numbers), "")
        shorter = last_seq < self.known_seq
        return DayHead(date, self.at_start.head, (last_seq + 1, "missing") if shorter else (self.known_seq, "changed"))

    def _overwrite_last(self) -> None:
        try:
            if self._last is None:
                self._last = open_record(self._path.with_name(LAST))
            overwrite(self._last, msgspec.json.encode(self._seen))
        except OSError as error:
            log.warning("witness_not_written", file=LAST, error=str(error))


def _with_day(numbers: dict[str, int], date: str, last: int) -> dict[str, int]:
    if next(reversed(numbers), "") == date:
        return numbers if numbers[date] == last else {**numbers, date: last}
    others = [(day, number) for day, number in numbers.items() if day != date]
    return dict([*others[1 - DAYS_KNOWN :], (date, last)])


def read(folder: Path) -> Seen:
    """What the witness in this folder knows: the file that knows more.

    Nothing when there is none, or it cannot be read (the log says so).
    """
    return max((read_whole(folder / name, Seen) or Seen() for name in (SYNCED, LAST)), key=lambda seen: seen.seq)
