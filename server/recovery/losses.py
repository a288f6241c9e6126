"""What is known outside the journal of what was given, and what the office does when the journal lacks it: one rule, one event.

Three know: the witness beside the journal, the note of a copy that was put back, the screens that saw more.
"""

import secrets
from collections.abc import Callable

import msgspec

from flow.fence import Loss, Sight, surely_free, tells_of_loss
from flow.fence_commands import ResumeJournal
from flow.state import OfficeState
from server.journal.journal import Journal
from server.journal.numbers import Numbers
from server.recovery.last_day import LastDay
from server.recovery.restoring import read_note, settled
from server.witness import EVENTS_BEHIND, Witness

LONGEST_DAY_MS = 24 * 3_600_000
"""As much of a day as may be gone when nobody knows what time it is."""


def surely_unused(seq: int) -> int:
    """A seq that was not given when `seq` is the last that is known."""
    return seq + 2 * EVENTS_BEHIND


class Losses:
    """Of one journal, whose last day a start found so. zone: the office's."""

    def __init__(self, journal: Journal, witness: Witness, last_day: LastDay, zone: str) -> None:
        self._journal = journal
        self._witness = witness
        self._last_day = last_day
        self._zone = zone
        self._restored = read_note(journal.path.parent)
        """The note of a copy that was put back today, None when none was."""
        self._sights: dict[str, Sight] = {}
        self._epoch = ""
        self._moved = False

    def saw(self, sight: Sight) -> None:
        """A screen tells what it saw last; looked at with the next `due`."""
        before = self._sights.get(sight.epoch)
        if before is None or before.seq <= sight.seq:
            self._sights[sight.epoch] = sight

    def version(self, queue: OfficeState) -> int:
        """The queue's, or one from which on no event has a seq that was given before the journal lost it."""
        if not self._witness.known_seq and not self._is_new(queue):
            return queue.version
        return max(queue.version, surely_unused(max(self._witness.at_start.seq, queue.version)))

    def due(self, queue: OfficeState, now: Callable[[], int]) -> ResumeJournal | None:
        """The command by which the open day goes on above what was given; None when the journal has it all.

        now: the office's time in milliseconds, asked when something was lost, not at each tap.
        """
        if not queue.date:
            return None
        note, witness, sure = self._restored, self._witness, queue.doubt is None
        restored = self._is_new(queue)
        if note is not None and not restored and sure and not note.settled and note.is_of_journal:
            self._settle()
        seen, numbers = self._telling(queue), note.numbers if note else Numbers()
        used = max([witness.used(queue.date), numbers.used.get(queue.date, 0), *(sight.number - 1 for sight in seen)])
        if not (restored or witness.known_seq or seen or used >= queue.next_number):
            return None
        why = note.why if note and restored else Loss.SEEN if seen else Loss.SHORTER
        first = note is not None and restored and note.epoch not in queue.epochs
        self._epoch = note.epoch if note and first else self._epoch or secrets.token_hex(8)
        seq = max([witness.at_start.seq, self._journal.last_seq(), *(sight.seq for sight in seen)])
        last, lived = max(used, queue.next_number - 1), bool(queue.open or queue.closed)
        goes_on = queue.next_number
        if restored and not witness.at_start.knows(queue.date, queue.next_number - 1, queue.epochs):
            away = now() - self._last_day.away_since(queue, self._zone) if sure else LONGEST_DAY_MS
            goes_on = surely_free(last, away)
        elif used or (restored and lived):
            goes_on = surely_free(last)
        # Of what a screen saw nobody knows whether it ends with a number that was given, or with a leap: those end with a hundred.
        sights = [sight.number - 1 for sight in seen if (sight.number - 1) % 100]
        last_given = max([witness.last_given(queue.date), numbers.last_given.get(queue.date, 0), *sights])
        return ResumeJournal(seq, goes_on, self._epoch, why, last_given, self._last_day.kept_until(queue))

    def resumed(self, queue: OfficeState) -> None:
        """What was lost is told in the journal: it is the truth from here on.

        On a clock that is in doubt nobody knows yet which day it is: the note stays for the day that a believed one opens, or confirms.
        """
        self._witness.known_seq = 0
        self._epoch = ""
        self._sights.clear()
        if queue.doubt is None:
            self._settle()

    def day_moved(self) -> None:
        """The clock was wrong, and the open day with it: a copy that was put back on that clock is looked at again for this day."""
        note = read_note(self._journal.path.parent)
        if note is not None and note.is_of_journal:
            self._restored, self._moved = msgspec.structs.replace(note, settled=False), True

    def _settle(self) -> None:
        self._moved = False
        if self._restored is not None:
            self._restored = settled(self._journal.path.parent, self._restored)

    def _is_new(self, queue: OfficeState) -> bool:
        """A copy was put back, and the journal does not say so yet: not at all, or not on this day."""
        note = self._restored
        if note is None or not note.is_of_journal or note.settled:
            return False
        return note.epoch not in queue.epochs or not queue.resumed_at or self._moved

    def _telling(self, queue: OfficeState) -> list[Sight]:
        """The sights that tell of a loss; what tells of none on this day is let go."""
        telling = []
        for epoch, sight in list(self._sights.items()):
            holds = self._journal.goes_on_from(sight.seq, sight.head)
            if tells_of_loss(sight, queue.date, queue.epoch, queue.resumed_at, queue.next_number, holds):
                telling.append(sight)
            elif sight.date <= queue.date:
                del self._sights[epoch]
        return telling
