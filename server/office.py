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
from flow.commands import OpenDay, PassTime, ReportPrinter, ResumePapers, TakeTicket
from flow.decision import Decision
from flow.events import TicketTaken
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
from mediation.state import Mediation
from screen.running import Answer
from server.answers import answer_of
from server.audit import Audit
from server.folders import PLAYED
from server.folding import at_version, fill_statistics, fold
from server.forgetting import Forgetting
from server.journal.archive import Archive
from server.journal.journal import Journal, NewAnswer
from server.journal.retention import Forgotten
from server.measures import Measures
from server.public_addresses import PublicAddresses
from server.readiness import Readiness
from server.recovery.last_day import read_last_day
from server.recovery.losses import Losses, surely_unused
from server.subscribers import Handler, Subscribers
from server.time.clock import Machine, OfficeClock, business_day, day_begins
from server.tokens import DayKey
from server.witness import Witness
from server.workers import Workers

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
        self.addresses = PublicAddresses(settings.public_url or "")
        """Papers and pages lead there; the phones' door is known once the doors listen, after the office was read."""
        self._journal, self._keys = journal, keys
        self.readiness = Readiness(journal)
        self.measures = Measures()
        self.workers = Workers()
        self._lock = threading.RLock()
        self.forgetting = Forgetting(journal, settings.timezone)
        self._witness = Witness(journal)
        self.audit = Audit(journal, self._witness.lost)
        self.audit.log()
        last_day, office_day = read_last_day(settings, journal)
        self._losses = Losses(journal, self._witness, last_day, settings.timezone)
        # No event has a seq that another had before: what was given out under it is somebody else's.
        self._office_day = at_version(office_day, self._losses.version(office_day.queue))
        log.info("restored", day=last_day.date, events=last_day.events, version=self.state.version)
        played = (journal.path.parent / PLAYED).exists()
        self.clock = OfficeClock(machine or Machine(), last_day.until, self.state.doubt, played)
        self._began = self.clock.now()
        try:
            fill_statistics(settings, journal)
        except sqlite3.OperationalError as error:
            # A full disk, or a lock of another program: the office serves what it can, and the next start names it.
            self.readiness.failed(error)
        self._begin()
        self._keys.renew_if_used(self.state)

    @property
    def state(self) -> OfficeState:
        """The queue as it stands; its version is that of the whole office."""
        return self._office_day.queue

    @property
    def mediation(self) -> Mediation:
        """The accompaniment as it stands."""
        return self._office_day.mediation

    def now(self) -> int:
        """The office's time, in milliseconds since 1970: what the machine says is followed only while it is trusted."""
        return self.clock.now()

    def handle(self, command: AnyCommand, by: Actor, scope: str, key: str, language: str = "fr") -> Answer:
        """Decide, store, evolve, announce. scope and key: idempotency, the same key gives the same answer, also when nothing happened.

        A refusal is an answer too, in the reader's language. It is not kept under the key: who asks again with it wants the command
        carried out once it can be, and it is carried out once.
        """
        with self._lock:
            if not self.open_day():
                return self.refusal(Reason.NOT_STORED, {}, language)
            body_hash = hashlib.sha256(msgspec.json.encode(command)).hexdigest()
            key_hash = hashlib.sha256(key.encode()).hexdigest()
            stored = self._journal.stored_answer(scope, key_hash)
            if stored is not None:
                if stored.body_hash != body_hash:
                    return self.refusal(Reason.KEY_REUSED, {}, language)
                return self._with_url(_ANSWER.decode(stored.answer))
            try:
                return self._with_url(self._carry_out(command, by, scope, body_hash, key_hash))
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
        queue = self._office_day.queue
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
        """What must not stay is deleted, when it is due (server.forgetting): called every few seconds. None: nothing was."""
        with self._lock:
            if not self.forgetting.is_due(self._office_day.queue, self.now()):
                return None
            self.open_day()
            return self.forgetting.forget(self._office_day.queue, self.now())

    def refusal(self, reason: Reason, facts: dict[str, object], language: str) -> Answer:
        """The answer that says no: reason, facts, and the sentence."""
        self.measures.refused(reason)
        sentence = self.texts.refusal(language, reason, facts)
        return Answer(
            ok=False, version=self._office_day.queue.version, reason=reason.value, facts=facts, sentence=sentence
        )

    def ticket_url(self, ticket: str) -> str:
        """The address of the ticket's page; "" when its secret is lost: no paper shows an address that opens nothing."""
        of_today = self.state.any_ticket(ticket)
        token = self._keys.token(ticket, of_today.token_hash if of_today else "")
        return self.addresses.ticket(token) if token else ""

    def sheet_url(self, sheet: str) -> str:
        """The address of a hand-out sheet's page; "" when telephones have a door where only tickets are."""
        return self.addresses.sheet(sheet)

    def moves_of_time(self, after: int) -> list[tuple[int, ClockTrusted]]:
        """Each time the office's time was moved after this seq of the journal: what is kept beside it moves alike."""
        return self._journal.moves_of_time(after)

    def archive(self) -> Archive:
        """The days gone by, of this office and of those hosted beside it."""
        return Archive(self._journal.path.parent.parent)

    def _roll_over(self) -> None:
        date, day = business_day(self.now(), self.settings.timezone), self._office_day.queue.date
        if date > day and (not day or self._office_day.queue.doubt is None):
            used = self._journal.highest_number(date)
            # A past that is made up is the same each time it is.
            epoch = self._office_day.queue.epoch or (secrets.token_hex(8) if self._journal.durable else "")
            self._do(OpenDay(date, day_begins(date, self.settings.timezone), used, epoch))
        self._keys.roll(self._office_day.queue.opened)

    def _resume(self) -> bool:
        """A day of which part was lost goes on above it, with other secrets; True when that is so, and stored."""
        queue = self._office_day.queue
        if (due := self._losses.due(queue, self.now)) is None:
            return True
        # Before the event: a crash between the two renews them again, and never leaves the old ones behind a fence.
        self._keys.renew(due.epoch)
        self._office_day = at_version(self._office_day, max(queue.version, surely_unused(due.known_seq)))
        self._do(due)
        if self._office_day.queue.epoch != due.epoch:
            return False
        log.error("journal_resumed", date=queue.date, known=due.known_seq, why=due.why, next_number=due.next_number)
        self._losses.resumed(self._office_day.queue)
        return True

    def _begin(self) -> None:
        """The clock is believed, or not, before any day opens and anything is forgotten on it."""
        if not self.state.date:
            # A new office has a day to hold it in. What a copy lacks of it is not looked at before the clock is.
            self._roll_over()
        held_doubt, doubt = self.clock.doubt_found, self.state.doubt
        if held_doubt is not None and doubt is None:
            self._do(HoldClock(held_doubt.ahead, held_doubt.since))
        self._look_at_clock()
        self.open_day()
        if self.state.spool:
            self._do(ResumePapers())

    def _look_at_clock(self) -> None:
        # Held first, whoever made the jump: what then moves is in the journal, with both times.
        if (due := self.clock.due(self.state.doubt)) is not None:
            self._do(due)

    def _follow(self, trusted: ClockTrusted) -> None:
        """The office's time is the machine's, and the day that of its time: an earlier one, when the old one was opened too early."""
        self.clock.settle(trusted.by)
        self._began += trusted.by
        self.time_moved()
        log.info("clock_trusted", by=trusted.by)
        date = business_day(self.now(), self.settings.timezone)
        if date != self._office_day.queue.date:
            self._losses.day_moved()
        if date < self._office_day.queue.date:
            self._do(CorrectDay(date))
        self.open_day()

    def _do(self, command: AnyCommand) -> None:
        try:
            self._store(decide(self._office_day, command, self.now(), CLOCK), CLOCK)
        except sqlite3.Error as error:
            log.exception("not_stored", command=type(command).__name__, error=str(error))
            self.readiness.failed(error)

    def _carry_out(self, command: AnyCommand, by: Actor, scope: str, body_hash: str, key_hash: str) -> Answer:
        hashed = self._keys.new_hash(self._office_day.queue.next_ticket_id()) if isinstance(command, TakeTicket) else ""
        earlier = self._journal.presences_of(command.date) if isinstance(command, CorrectPresence) else ()
        decision = decide(self._office_day, command, self.now(), by, hashed, earlier)
        return self._store(decision, by, (scope, key_hash, body_hash))

    def _store(self, decision: Decision[AnyEvent], by: Actor, under_key: tuple[str, str, str] | None = None) -> Answer:
        """Stores, then the new state is everyone's, then the news goes out. Raises sqlite3.Error: then nothing happened.

        An answer has its key also where no event has: asked again later, the command might do something.
        """
        now, events = self.now(), decision.events
        office_day, entries, changes = fold(self._office_day, events, now, by)
        answer = answer_of(decision, office_day.queue)
        new_answer = NewAnswer(*under_key, msgspec.json.encode(answer)) if under_key else None
        if not events and new_answer is None:
            return answer
        begun = monotonic()
        self._journal.store(entries, new_answer, now, changes)
        self.measures.stored(events, monotonic() - begun)
        self._office_day = office_day
        self.readiness.stored()
        if not events:
            return answer
        # Before anything that follows from these is stored: entries come in the journal's order.
        self._subscribers.publish(entry for _day, entry in entries)
        queue, took = office_day.queue, any(isinstance(event, TicketTaken) for event in events)
        head = self._journal.head()
        self._witness.follow(queue.date, queue.next_number, queue.version, head, took, queue.epoch)
        for event in events:
            if isinstance(event, ClockTrusted):
                # Which may store what follows from it.
                self._follow(event)
        return answer

    def _with_url(self, answer: Answer) -> Answer:
        return msgspec.structs.replace(answer, url=self.ticket_url(answer.ticket)) if answer.url else answer
