"""The office: one function changes the queue. Decide, store, evolve, then tell."""

import hashlib
import secrets
import sqlite3
import threading
from collections.abc import Callable
from time import monotonic

import msgspec
import structlog

from config.settings import OfficeSettings
from config.texts import Texts
from flow.commands import (
    OpenDay,
    PassTime,
    ReportPrinter,
    ResumePapers,
    TakeTicket,
)
from flow.decision import Decision
from flow.events import JournalEntry, TicketTaken
from flow.fence import Sight
from flow.paper import PrinterState
from flow.refusals import Reason, Refused
from flow.state import OfficeState
from flow.tickets import CLOCK, Actor
from flow.time_commands import CorrectDay, HoldClock
from flow.time_events import ClockTrusted
from mediation.commands import AnyCommand, CorrectPresence
from mediation.decide import decide
from mediation.events import AnyEvent
from mediation.evolve import evolve
from mediation.state import Mediation, OfficeDay, Presence
from mediation.statistics import StatisticsChange, statistics_changes
from screen.running import Answer, DayHead
from server.answers import answer_of
from server.audit import Audit
from server.clock import Machine, OfficeClock, business_day, day_begins, moment_after
from server.folders import PLAYED
from server.folding import at_version, empty, fill_statistics
from server.journal.archive import Archive
from server.journal.journal import Journal, NewAnswer
from server.journal.retention import Forgotten
from server.losses import Losses, surely_unused
from server.measures import Measures
from server.public_addresses import PublicAddresses
from server.readiness import Readiness, Ready
from server.restoring import forget_aside, read_note
from server.subscribers import Handler, Subscribers
from server.tokens import DayKey
from server.witness import Witness
from server.workers import Workers

HOUR_MS = 3_600_000
KEPT_MS = 23 * HOUR_MS
"""Looked at every hour: gone 24 hours after the day's close at most."""
FORGET_AGAIN_MS = 5 * 60_000
log = structlog.get_logger()
_ANSWER = msgspec.json.Decoder(Answer)


class Office:
    """One office: its configuration, its journal, its state."""

    def __init__(
        self, settings: OfficeSettings, texts: Texts, journal: Journal, keys: DayKey, machine: Machine | None = None
    ) -> None:
        self.settings = settings
        self.texts = texts
        self._subscribers = Subscribers()
        self.time_moved: Callable[[], None] = lambda: None
        self._addresses = PublicAddresses(settings.public_url or "")
        self._journal = journal
        self._keys = keys
        self.readiness = Readiness(journal)
        self.measures = Measures()
        self.workers = Workers()
        self._lock = threading.RLock()
        self._looked_at = 0
        self.forgotten_before = ""
        """The oldest business day that the last deletion kept; "" before one succeeded."""
        self._witness = Witness(journal)
        self._losses = Losses(journal, self._witness, read_note(journal.path.parent))
        self._whole = self._restored()
        played = (journal.path.parent / PLAYED).exists()
        self._clock = OfficeClock(machine or Machine(), self._last_at, self.state.doubt, played)
        self._began = self._clock.now()
        try:
            fill_statistics(settings, journal)
        except sqlite3.OperationalError as error:
            # A full disk, or a lock of another program: the office serves what it can, and the next start names it.
            self.readiness.failed(error)
        self._begin()
        self._change_key()

    @property
    def state(self) -> OfficeState:
        """The queue as it stands; its version is that of the whole office."""
        return self._whole.queue

    @property
    def mediation(self) -> Mediation:
        """The accompaniment as it stands."""
        return self._whole.mediation

    def now(self) -> int:
        """The office's time, in milliseconds since 1970: what the machine says is followed only while it is trusted."""
        return self._clock.now()

    def handle(self, command: AnyCommand, by: Actor, scope: str, key: str, language: str = "fr") -> Answer:
        """Decide, store, evolve, announce. scope and key: idempotency, the same key gives the same answer, also when nothing happened.

        A refusal is an answer too, in the reader's language. It is not kept under the key: who asks again with it wants the command
        carried out once it can be, and it is carried out once.
        """
        with self._lock:
            if not self.open_day():
                return self.refusal(Reason.NOT_STORED, {}, language)
            asked = hashlib.sha256(msgspec.json.encode(command)).hexdigest()
            key_hash = hashlib.sha256(key.encode()).hexdigest()
            given = self._journal.given(scope, key_hash)
            if given is not None:
                same = given.body_hash == asked
                return (
                    self._with_url(_ANSWER.decode(given.said))
                    if same
                    else self.refusal(Reason.KEY_REUSED, {}, language)
                )
            try:
                return self._with_url(self._carry_out(command, by, scope, asked, key_hash))
            except Refused as refused:
                return self.refusal(refused.reason, refused.facts, language)
            except sqlite3.Error as error:
                log.exception("not_stored", command=type(command).__name__, error=str(error))
                self.readiness.failed(error)
                return self.refusal(Reason.NOT_STORED, {}, language)

    def subscribe(self, handler: Handler) -> None:
        """The handler gets each entry that is stored from now on, in order, after its commit: see server.subscribers."""
        self._subscribers.add(handler)

    def pass_time(self) -> None:
        """The clock's turn: the machine's time is looked at, what is due is done. Called every few seconds."""
        with self._lock:
            self._look_at_clock()
            self.open_day()
            self._do(PassTime(self._began))
            for printer in self.workers.silent():
                log.warning("worker_silent", printer=printer)
                self._do(ReportPrinter(printer, PrinterState.SILENT))
                self.workers.end(printer)
        self._witness.keep()

    def open_day(self) -> bool:
        """Rolls over to the business day of now, when it is a later one; on a clock that is not trusted the last day goes on.

        False: that it goes on above what was lost could not be stored.
        """
        self._roll_over()
        return self._resume()

    def sight(self) -> Sight:
        """What a screen sees of the office now."""
        queue = self._whole.queue
        return Sight(queue.epoch, queue.date, self._journal.last_seq(), self._journal.head().hex(), queue.next_number)

    def saw(self, sight: Sight) -> None:
        """A screen saw this of the office, which signed it then. When the journal lacks it, the day goes on behind a fence."""
        with self._lock:
            self._losses.saw(sight)
            self.open_day()

    def close_witness(self) -> None:
        """The witness is on the disk before the office stops."""
        self._witness.close()

    def forget(self) -> Forgotten | None:
        """What must not stay is deleted; the statistics stay. None: it did not look.

        Called every few seconds, it looks once an hour, and when a day must go.
        """
        with self._lock:
            now = self.now()
            # At once when a day must go; and soon again when not all of it went.
            pause = HOUR_MS if self.forgotten_before == self.first_kept() else FORGET_AGAIN_MS
            if self._whole.queue.doubt is not None or abs(now - self._looked_at) < pause:
                return None
            self._looked_at = now
            self.open_day()
            first_kept = self.first_kept()
            try:
                forgotten = self._journal.forget(first_kept, now)
            except sqlite3.Error as error:
                log.exception("not_forgotten", error=str(error))
                return None
            if forgotten.whole:
                self.forgotten_before = first_kept
            aside = self._forget_aside(first_kept, now)
            log.info("forgotten", before=first_kept, **msgspec.structs.asdict(forgotten), aside=aside)
            return forgotten

    def first_kept(self) -> str:
        """The oldest business day whose events may be there now, ISO."""
        queue = self._whole.queue
        return min(business_day(self.now() - KEPT_MS, self.settings.timezone), queue.date, queue.opened)

    def refusal(self, reason: Reason, facts: dict[str, object], language: str) -> Answer:
        """The answer that says no: reason, facts, and the sentence."""
        self.measures.refused(reason)
        sentence = self.texts.refusal(language, reason, facts)
        return Answer(ok=False, version=self._whole.queue.version, reason=reason.value, facts=facts, sentence=sentence)

    def ready(self) -> Ready:
        """Whether it can store, and tell in time."""
        return self.readiness.ready()

    def hear_clock(self, address: str, said: int) -> None:
        """What a paired screen's own clock says, in milliseconds: asked while the machine's is not believed."""
        self._clock.screens.hear(address, said)

    def clock_said(self) -> dict[str, object]:
        """For a monitor: whether the machine's time is believed, and how many seconds it is ahead of the office's."""
        doubt = self.state.doubt
        return {"clock": "trusted"} if doubt is None else {"clock": "held", "clock_ahead_s": doubt.ahead // 1000}

    def clock_ahead(self) -> int:
        """How far the machine's time is ahead of the office's now, in milliseconds."""
        return self._clock.wall() - self.now()

    def journal_sizes(self) -> tuple[int, int]:
        """Bytes of the journal's file and of its write-ahead log."""
        return self._journal.sizes()

    def answer_at(self, addresses: PublicAddresses) -> None:
        """Papers and pages lead there from now on: known once the doors listen, after the office was read."""
        self._addresses = addresses

    def ticket_url(self, ticket: str) -> str:
        """The address of the ticket's page; "" when its secret is lost: no paper shows an address that opens nothing."""
        known = self.state.any_ticket(ticket)
        token = self._keys.token(ticket, known.token_hash if known else "")
        return self._addresses.ticket(token) if token else ""

    def sheet_url(self, sheet: str) -> str:
        """The address of a hand-out sheet's page; "" when telephones have a door where only tickets are."""
        return self._addresses.sheet(sheet)

    def trial_url(self) -> str:
        """The address on a printer's test page: where a telephone is answered."""
        return self._addresses.trial()

    def moves_of_time(self, after: int) -> list[tuple[int, ClockTrusted]]:
        """Each time the office's time was moved after this seq of the journal: what is kept beside it moves alike."""
        return self._journal.moves_of_time(after)

    def archive(self) -> Archive:
        """The days gone by, of this office and of those hosted beside it."""
        return Archive(self._journal.path.parent.parent)

    def day_head(self, date: str) -> DayHead | None:
        """The head of a day as it is now; None where nothing happened."""
        head = self._journal.head_of(date)
        broken = next((day.broken for day in self.broken_days() if day.date == date), None)
        return DayHead(date, head.hex(), broken) if head else None

    def broken_days(self) -> list[DayHead]:
        """The days of the journal that did not hold together when the office started."""
        return self.audit.broken

    def _restored(self) -> OfficeDay:
        whole = empty(self.settings, self._journal.last_seq())
        day, entries = self._journal.open_day()
        self._found_day = day
        self._last_at = moment_after(entries[-1]) if entries else 0
        for entry in entries:
            whole = evolve(whole, entry)
        self.audit = Audit(tuple(self._journal.checked()), self._witness.lost)
        self.audit.log()
        # No event has a seq that another had before: what was given out under it is somebody else's.
        whole = at_version(whole, self._losses.version(whole.queue))
        log.info("restored", day=day, events=len(entries), version=whole.queue.version)
        return whole

    def _roll_over(self) -> None:
        date, day = business_day(self.now(), self.settings.timezone), self._whole.queue.date
        if date > day and (not day or self._whole.queue.doubt is None):
            used = self._journal.highest_number(date)
            # A past that is made up is the same each time it is.
            epoch = self._whole.queue.epoch or (secrets.token_hex(8) if self._journal.durable else "")
            self._do(OpenDay(date, day_begins(date, self.settings.timezone), used, epoch))
        self._keys.roll(self._whole.queue.opened)

    def _resume(self) -> bool:
        """A day of which part was lost goes on above it, with other secrets; True when that is so, and stored."""
        queue = self._whole.queue
        kept_until = self._last_at if self._found_day in (queue.opened, queue.date) else 0

        def away_ms() -> int:
            # Of a day that was opened too early the hours say nothing of this one. Asked when something was lost, not at each tap.
            of_this_day = kept_until and self._found_day == queue.date
            since = kept_until if of_this_day else day_begins(queue.date or "1970-01-01", self.settings.timezone)
            return self.now() - since

        due = self._losses.due(queue, kept_until, away_ms)
        if due is None:
            return True
        # Before the event: a crash between the two renews them again, and never leaves the old ones behind a fence.
        self._keys.renew(due.epoch)
        self._whole = at_version(self._whole, max(queue.version, surely_unused(due.known)))
        self._do(due)
        if self._whole.queue.epoch != due.epoch:
            return False
        log.error("journal_resumed", date=queue.date, known=due.known, why=due.why, next_number=due.next_number)
        self._losses.resumed(self._whole.queue)
        return True

    def _forget_aside(self, first_kept: str, now: int) -> tuple[str, ...]:
        """What was put aside when a copy came in its place."""
        try:
            zone = self.settings.timezone
            return forget_aside(self._journal.path.parent, lambda at: business_day(at, zone), first_kept, now)
        except OSError as error:
            log.warning("aside_not_forgotten", error=str(error))
            return ()

    def _begin(self) -> None:
        """The clock is believed, or not, before any day opens and anything is forgotten on it."""
        if not self.state.date:
            # A new office has a day to hold it in. What a copy lacks of it is not looked at before the clock is.
            self._roll_over()
        found, doubt = self._clock.held, self.state.doubt
        if found is not None and doubt is None:
            self._do(HoldClock(found.ahead, found.since))
        self._look_at_clock()
        self.open_day()
        if self.state.spool:
            self._do(ResumePapers())

    def _change_key(self) -> None:
        """At a start: the folder may be an old one, that nobody can tell from today's."""
        queue = self._whole.queue
        given = max((*queue.open.values(), *queue.closed.values()), key=lambda ticket: ticket.number, default=None)
        if given is not None and self._keys.made(given.id, given.token_hash):
            self._keys.renew(secrets.token_hex(8))

    def _look_at_clock(self) -> None:
        # Held first, whoever made the jump: what then moves is in the journal, with both times.
        if (due := self._clock.due(self.state.doubt)) is not None:
            self._do(due)

    def _follow(self, trusted: ClockTrusted) -> None:
        """The office's time is the machine's, and the day that of its time: an earlier one, when the old one was opened too early."""
        self._clock.settle(trusted.by)
        self._began += trusted.by
        self.time_moved()
        log.info("clock_trusted", by=trusted.by)
        date = business_day(self.now(), self.settings.timezone)
        if date != self._whole.queue.date:
            self._losses.day_moved()
        if date < self._whole.queue.date:
            self._do(CorrectDay(date))
        self.open_day()

    def _do(self, command: AnyCommand) -> None:
        try:
            self._store(decide(self._whole, command, self.now(), CLOCK), CLOCK)
        except sqlite3.Error as error:
            log.exception("not_stored", command=type(command).__name__, error=str(error))
            self.readiness.failed(error)

    def _carry_out(self, command: AnyCommand, by: Actor, scope: str, asked: str, key_hash: str) -> Answer:
        hashed = ""
        if isinstance(command, TakeTicket):
            hashed = self._keys.new_hash(self._whole.queue.next_ticket_id())
        earlier: tuple[Presence, ...] = ()
        if isinstance(command, CorrectPresence):
            earlier = self._journal.presences_of(command.date)
        decision = decide(self._whole, command, self.now(), by, hashed, earlier)
        return self._store(decision, by, (scope, key_hash, asked))

    def _store(self, decision: Decision[AnyEvent], by: Actor, keyed: tuple[str, str, str] | None = None) -> Answer:
        """Stores, then the new state is everyone's, then the news goes out. Raises sqlite3.Error: then nothing happened.

        An answer has its key also where no event has: asked again later, the command might do something.
        """
        now, whole, entries = self.now(), self._whole, []
        events, changes = decision.events, list[StatisticsChange]()
        for event in events:
            entry = JournalEntry(whole.queue.version + 1, now, by, event)
            before, whole = whole, evolve(whole, entry)
            changes += statistics_changes(before, entry, whole)
            # The date after the event: a roll-over closes yesterday's tickets yesterday, then opens the new day.
            entries.append((whole.queue.opened, entry))
        answer = answer_of(decision, whole.queue)
        kept = NewAnswer(*keyed, msgspec.json.encode(answer)) if keyed else None
        if not events and kept is None:
            return answer
        begun = monotonic()
        self._journal.store(entries, kept, now, changes)
        self.measures.stored(events, monotonic() - begun)
        self._whole = whole
        # Before anything that follows from these is stored: entries come in the journal's order.
        self._subscribers.publish(entry for _day, entry in entries)
        self.readiness.stored()
        if not events:
            return answer
        queue, took = whole.queue, any(isinstance(event, TicketTaken) for event in events)
        head = self._journal.head()
        self._witness.follow(queue.date, queue.next_number, queue.version, head, took, queue.epoch)
        for event in events:
            if isinstance(event, ClockTrusted):
                # Which may store what follows from it.
                self._follow(event)
        return answer

    def _with_url(self, answer: Answer) -> Answer:
        if not answer.url:
            return answer
        return msgspec.structs.replace(answer, url=self.ticket_url(answer.ticket))
