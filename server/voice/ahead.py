"""Clips made before anybody asks: the calls of those who wait, and in quiet minutes all that the kiosk says."""

from collections.abc import Iterable, Iterator

import gevent.event
import structlog

from flow.events import (
    ChangeUndone,
    DayOpened,
    JournalEntry,
    PresenceEnded,
    PresenceStarted,
    TicketPrequalified,
    TicketReopened,
    TicketReturned,
    TicketTaken,
    TicketTransferred,
)
from flow.tickets import State, Ticket
from server.office import Office
from server.subscribers import Missed, News
from voice.clips import Clips
from voice.sentences import Sentence, always_said, sentence
from voice.synthesis import NoVoice
from voice.turns import Busy

LOOK_S = 1
QUIET_LOOKS = 60
"""Looks in a row that found no call to make: from then on one sentence a look is made, until all are."""
NOW_CALLABLE = TicketTaken | TicketTransferred | TicketReturned | TicketReopened | TicketPrequalified | ChangeUndone
"""After these a ticket may be called where it could not be before."""
log = structlog.get_logger()


class Ahead:
    """Works a clip at a time, by a process of low priority: the office never waits for it."""

    def __init__(self, office: Office, clips: Clips) -> None:
        self._office = office
        self._clips = clips
        self._first = office.settings.languages[0]
        self._words = {
            language: office.texts.words(language, office.settings) for language in office.settings.languages
        }
        self._sentences = self._all()
        self._quiet = 0
        self._silent: set[str] = set()
        self._news = gevent.event.Event()
        self._due: set[str] = set()
        self._all_are_due = True
        office.subscribe(self._hear)

    def run(self) -> None:
        """For as long as the office runs."""
        while True:
            if self._news.wait(LOOK_S):
                self._news.clear()
                self._make_calls()
            else:
                self.look()

    def look(self) -> None:
        """The calls that may come are made; or, when there was none to make for a while, one more sentence."""
        if not self._make_calls():
            self._quiet += 1
        if self._quiet > QUIET_LOOKS:
            next((True for language, spoken in self._sentences if self._make_missing(language, spoken)), False)

    def calls_to_come(self, tickets: Iterable[Ticket]) -> list[Sentence]:
        """Each of these, if it waits, at each counter that may call it, open or not yet: in the language that the display speaks."""
        if not self._office.settings.display.speaks:
            return []
        state, words = self._office.state, self._words[self._first]
        return [
            sentence(words, "call", {"number": ticket.number, "counter": int(counter.id)})
            for ticket in tickets
            if ticket.state is State.WAITING
            for counter in state.plan.counters.values()
            if state.may_call(counter, ticket)
        ]

    def _make_calls(self) -> bool:
        """True when there was one to make."""
        waiting = self._office.state.open
        due = [waiting[ticket] for ticket in (waiting if self._all_are_due else self._due) if ticket in waiting]
        self._due, self._all_are_due = set(), False
        were_made = [self._make_missing(self._first, spoken, call=True) for spoken in self.calls_to_come(due)]
        if any(were_made):
            self._quiet = 0
        return any(were_made)

    def _hear(self, news: News) -> None:
        match news:
            case JournalEntry(event=event) if isinstance(event, NOW_CALLABLE):
                self._due.add(event.ticket)
            case JournalEntry(event=PresenceStarted() | PresenceEnded() | DayOpened()) | Missed():
                self._all_are_due = True
            case _:
                return
        self._news.set()

    def _all(self) -> Iterator[tuple[str, Sentence]]:
        for language, words in self._words.items():
            for spoken in always_said(words):
                yield language, spoken

    def _make_missing(self, language: str, spoken: Sentence, call: bool = False) -> bool:
        """True when it was not there and now is. What a language lacks is said once in the log."""
        if language in self._silent or self._clips.existing(language, spoken) is not None:
            return False
        try:
            self._clips.clip(language, spoken, call)
        except (Busy, OSError):
            # Others want a clip now, or the disk has no room for it: this one has time, until the next look.
            self._all_are_due = self._all_are_due or call
            return False
        except NoVoice as problem:
            log.warning("no_voice", language=language, problem=str(problem))
            self._silent.add(language)
            return False
        return True
