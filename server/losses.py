"""What is known outside the journal of what was given, and what the office does when the journal lacks it: one rule, one event.

Three know: the witness beside the journal, the note of a copy that was put back, the screens that saw more.
"""

import secrets
from collections.abc import Callable

from flow.fence import Loss, Sight, surely_free, tells_of_loss
from flow.fence_commands import ResumeJournal
from flow.state import OfficeState
from server.journal.events import Journal
from server.restoring import Restored, settled
from server.witness import EVENTS_BEHIND, Witness


def surely_unused(seq: int) -> int:
    """A seq that was not given when `seq` is the last that is known."""
    return seq + 2 * EVENTS_BEHIND


class Losses:
    """Of one journal. restored: the note of a copy that was put back today, None when none was."""

    def __init__(self, journal: Journal, witness: Witness, restored: Restored | None) -> None:
        self._journal = journal
        self._witness = witness
        self._restored = restored
        self._sights: dict[str, Sight] = {}
        self._epoch = ""
        # An older witness than the journal knows less than it: a copy of the whole folder, or none was ever written.
        self._knows = witness.found.seq >= journal.last_seq() > 0

    def saw(self, sight: Sight) -> None:
        """A screen tells what it saw last; looked at with the next `due`."""
        known = self._sights.get(sight.epoch)
        if known is None or known.seq <= sight.seq:
            self._sights[sight.epoch] = sight

    def version(self, queue: OfficeState) -> int:
        """The queue's, or one from which on no event has a seq that was given before the journal lost it."""
        if not self._witness.known and not self._is_new(queue):
            return queue.version
        return max(queue.version, surely_unused(max(self._witness.found.seq, queue.version)))

    def due(self, queue: OfficeState, kept_until: int, away_ms: Callable[[], int]) -> ResumeJournal | None:
        """The command by which the open day goes on above what was given; None when the journal has it all.

        kept_until: when the last event before this start was, 0 for none of this day. away_ms: since when its numbers are not known.
        """
        if not queue.date:
            return None
        note, witness = self._restored, self._witness
        restored = self._is_new(queue)
        seen = self._telling(queue)
        given = max([witness.given(queue.date), *(sight.number - 1 for sight in seen)])
        if not (restored or witness.known or seen or given >= queue.next_number):
            return None
        why = note.why if note and restored else Loss.SEEN if seen else Loss.SHORTER
        self._epoch = note.epoch if note and restored else self._epoch or secrets.token_hex(8)
        known = max([witness.found.seq, self._journal.last_seq(), *(sight.seq for sight in seen)])
        last, lived = max(given, queue.next_number - 1), bool(queue.open or queue.closed)
        goes_on = queue.next_number
        if restored and not self._knows:
            goes_on = surely_free(last, away_ms())
        elif given or (restored and lived):
            goes_on = surely_free(last)
        return ResumeJournal(known, goes_on, self._epoch, why, given, kept_until)

    def resumed(self) -> None:
        """What was lost is told in the journal: it is the truth from here on."""
        self._witness.known = 0
        self._epoch = ""
        self._sights.clear()
        if self._restored is not None:
            self._restored = settled(self._journal.path.parent, self._restored)

    def _is_new(self, queue: OfficeState) -> bool:
        """A copy was put back, and the journal does not say so yet."""
        note = self._restored
        return note is not None and note.is_of_journal and not note.settled and note.epoch not in queue.epochs

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
