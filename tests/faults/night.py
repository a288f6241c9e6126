"""Three in the morning, when the day rolls over, with everything open that an evening can leave; and killed in the middle of it."""

import os
import random
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from tests.faults.queue_watch import cards
from tests.faults.rows import Row
from tests.faults.running_office import RunningOffice, offices

DAY = 86_400.0
THREE = datetime(2026, 12, 3, 2, tzinfo=UTC).timestamp()
"""Three o'clock in Paris, on a Thursday."""
EVENING_S = 9.0
"""So long before three the first evening begins: what is open by then takes three seconds on a quiet machine."""
ROUNDS = 12
OUTCOMES = {"served": 1, "left": 1}
LATE = (
    {"type": "FinishTicket", "outcome": "served"},
    {"type": "MarkArrived"},
    {"type": "ReturnTicket"},
    {"type": "AdvanceTicket", "minutes": 5},
    {"type": "ParkTicket", "why": "break"},
    {"type": "Prequalify", "need": "parcel_notice", "route": "counter"},
)
"""What a console's outbox may still hold of yesterday."""


def rows(short: bool, seed: int) -> Iterator[Row]:
    """The first night has an evening's worth of open things; the others a kill in the middle of the roll-over; the short one both."""
    with offices() as start:
        nights = Nights(start("night", wrong=THREE - EVENING_S - time.time()), random.Random(seed))
        yield nights.full_evening(killed=short)
        if not short:
            yield nights.killed(ROUNDS)


@dataclass
class Nights:
    """One office through several nights. given: the tickets that people were told they have. keys: of yesterday's answers."""

    office: RunningOffice
    chance: random.Random
    three: float = THREE
    given: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    counted: set[str] = field(default_factory=set)
    answers: dict[str, dict[str, object]] = field(default_factory=dict)
    caught: Counter[str] = field(default_factory=Counter)
    still: list[int] = field(default_factory=list)
    """The printer's workers, while they stand still: papers are due when the night comes."""

    def full_evening(self, killed: bool) -> Row:
        """Everything open that can be; then the day's sums, and what comes late."""
        workshop, helped = self._evening()
        self.expect(self.office.clock.says() < self.three, "this machine is too slow for the evening")
        recovered_s = self._roll_over_and_die(at_the_write=True) if killed else None
        if not killed:
            self._until(0.05)
            self.take()
        self._first_of_the_day()
        self._yesterday_is_whole(helped)
        self._late_commands()
        self._carried(workshop)
        for worker in self.still:
            os.kill(worker, signal.SIGCONT)
        self.expect(any(self._prints() for _ in range(5)), "no paper comes out in the morning")
        note = f"{len(self.answers)} keys of yesterday asked again, {len(LATE)} late commands"
        injected = "3:00, kill -9 at its write" if killed else "3:00"
        return self._row("the day rolls over, everything is open", injected, 1, note, recovered_s)

    def killed(self, times: int) -> Row:
        """A kill at the roll-over's write, or within some milliseconds of it; each night the same office."""
        slowest = start_s = 0.0
        while sum(self.caught.values()) < times:
            self.three += DAY
            start_s = self.office.boot_again(self.three - 2 * start_s - 4 - time.time())
            self.office.come_in()
            for _ in range(6):
                self.take()
            if self.office.clock.says() > self.three - 0.5:
                # The machine is busy: the next night.
                continue
            at_the_write = sum(self.caught.values()) % 2 == 0
            slowest = max(slowest, self._roll_over_and_die(at_the_write))
            self._first_of_the_day()
            self.take()
            self._carried(1)
        caught = ", ".join(f"{times} {what}" for what, times in sorted(self.caught.items()))
        return self._row("kill -9 in the middle of the roll-over", "kill -9", times, f"of the kills {caught}", slowest)

    def take(self) -> dict[str, object]:
        """A client takes a ticket."""
        key = f"{self.chance.getrandbits(128):032x}"
        answer = self.office.take(key)
        self.given.append(str(answer["ticket"]))
        self.answers[key] = answer
        return answer

    def expect(self, holds: object, what: str) -> None:
        """Otherwise the row is wrong, and says what."""
        if not holds:
            self.wrong.append(what)

    @property
    def today(self) -> str:
        """The business day that begins at three."""
        return datetime.fromtimestamp(self.three, UTC).date().isoformat()

    @property
    def eve(self) -> str:
        """The one that ends then."""
        return (date.fromisoformat(self.today) - timedelta(1)).isoformat()

    def _evening(self) -> tuple[int, int]:
        """How many workshops go on, how much help is to be recorded by the night."""
        ask, tickets = self.office.ask, [self.take()["ticket"] for _ in range(12)]
        ask({"type": "StartPresence"})
        for counter in "12":
            ask({"type": "OpenCounter", "counter": counter})
        served, called = (ask({"type": "CallNext", "counter": counter})["ticket"] for counter in "12")
        ask({"type": "MarkArrived", "ticket": served})
        ask({"type": "FinishTicket", "ticket": served, "outcome": "served"})
        ask({"type": "MarkArrived", "ticket": ask({"type": "CallNext", "counter": "1"})["ticket"]})
        ask({"type": "FinishTicket", "ticket": tickets[-1], "outcome": "left"})
        self.expect(called, "nobody was called")
        ask({"type": "ParkTicket", "ticket": tickets[-2], "why": "break", "minutes": 30})
        ask({"type": "StartAccompaniment", "ticket": tickets[-3], "nature": "digital_help"})
        stopped = ask({"type": "StartAccompaniment", "nature": "form_help"})["made"]
        ask({"type": "StopAccompaniment", "accompaniment": stopped})
        ask({"type": "NoteHelp", "nature": "orientation", "minutes": 2})
        planned = {"title": "digiposte", "place": "salle", "starts": round((THREE + 20 * DAY) * 1000)}
        workshop = ask({"type": "PlanWorkshop", **planned})["made"]
        ask({"type": "SignUp", "workshop": workshop, "ticket": tickets[-4]})
        self.still = self._workers()
        for worker in self.still:
            os.kill(worker, signal.SIGSTOP)
        self.take()
        self.take()
        return 1, 3

    def _roll_over_and_die(self, at_the_write: bool) -> float:
        """Seconds until whoever tapped at three had their ticket."""
        self._until(-0.4)
        log = Path(f"{self.office.journal_path}-wal")
        office, before = self.office.pid, log.stat().st_mtime_ns
        self._until(0.02)
        began, tap = time.monotonic(), threading.Thread(target=self.take)
        tap.start()
        if at_the_write:
            self._becomes(lambda: log.stat().st_mtime_ns != before, 2, every_s=0)
            time.sleep(self.chance.uniform(0, 0.003))
        else:
            time.sleep(self.chance.uniform(0, 0.06))
        os.kill(office, signal.SIGKILL)
        opened = self.office.rows("select 1 from event where type = 'DayOpened' and day = ?", self.today)
        self.caught["after it" if opened else "before it was stored"] += 1
        tap.join(30)
        return time.monotonic() - began

    def _first_of_the_day(self) -> None:
        today = [ticket for ticket in self.given if ticket.startswith(self.today)]
        self.expect(today == [f"{self.today}-101"], f"{self.today} begins with {today}")
        days = self.office.rows("select count(*) from event where type = 'DayOpened' and day = ?", self.today)
        self.expect(days == [(1,)], f"{self.today} was opened {days} times")
        shown = cards(self.office.view())
        self.expect(list(shown) == today, f"open in the morning: {sorted(shown)}")
        eves = sum(ticket.startswith(self.eve) for ticket in self.given)
        visits = self.office.rows("select count(*), count(distinct key) from visit where date = ?", self.eve)
        self.expect(visits == [(eves, eves)], f"{self.eve}: {visits} visits are counted of {eves} tickets")
        self.counted.add(self.eve)

    def _yesterday_is_whole(self, helped: int) -> None:
        outcomes = dict(
            self.office.rows("select outcome, count(*) from visit where date = ? group by outcome", self.eve)
        )
        expected = OUTCOMES | {"removed_at_close": sum(t.startswith(self.eve) for t in self.given) - 2}
        helped_by_night = outcomes.pop("solved_by_mediator", 0)
        expected["removed_at_close"] -= int(str(helped_by_night))
        self.expect(outcomes == expected, f"how yesterday's visits ended: {outcomes}, not {expected}")
        records = self.office.rows("select count(*) from accompaniment where date = ?", self.eve)
        self.expect(records == [(helped,)], f"help recorded: {records}, not {helped}")
        presences = self.office.rows("select count(*), sum(left_open) from presence where date = ?", self.eve)
        self.expect(presences == [(1, 1)], f"presences of yesterday: {presences}")
        desks = {str(desk["state"]) for desk in self._desks()}
        self.expect(desks == {"closed"}, f"counters in the morning: {desks}")
        self.expect(self.office.view()["present"] == [], "somebody is present in the morning")

    def _late_commands(self) -> None:
        """Of yesterday: the same key has the same answer, another command changes nothing and is answered."""
        for key, answer in list(self.answers.items()):
            again = self.office.take(key)
            self.expect(again["ticket"] == answer["ticket"], f"a key of yesterday was answered {again['ticket']}")
        before = self.office.rows("select max(seq) from event where ticket is not null and day = ?", self.today)
        for command in LATE:
            answer = self.office.answer({**command, "ticket": self.given[3]})
            self.expect(answer.get("reason"), f"{command['type']} of yesterday was done today: {answer}")
        after = self.office.rows("select max(seq) from event where ticket is not null and day = ?", self.today)
        self.expect(before == after, "a late command changed today's queue")

    def _carried(self, workshops: int) -> None:
        planned = self.office.view()["workshops"]
        assert isinstance(planned, list)
        seats = [len(workshop["signed"]) for workshop in planned]
        self.expect(seats == [1] * workshops, f"{self.today}: workshops with {seats} seats taken")
        kept = self.office.rows("select count(*) from workshop")
        self.expect(kept == [(workshops,)], f"{self.today}: {kept} workshops in the statistics")

    def _row(self, test: str, injected: str, times: int, note: str, recovered_s: float | None = None) -> Row:
        held = {str(ticket) for (ticket,) in self.office.rows("select ticket from event where type = 'TicketTaken'")}
        ((first_day,),) = self.office.rows("select min(day) from event")
        lost = [ticket for ticket in self.given if ticket[:10] >= str(first_day) and ticket not in held]
        doubled = sum(times - 1 for times in Counter(self.given).values())
        wrong, self.wrong = "; ".join(self.wrong), []
        return Row("night", test, injected, times, len(lost), doubled, recovered_s, note=note, wrong=wrong)

    def _until(self, after_three: float) -> None:
        """Until the machine's clock says so many seconds after three."""
        time.sleep(max(0.0, self.three + after_three - self.office.clock.says()))

    def _becomes(self, holds: Callable[[], bool], seconds: float, every_s: float = 0.05) -> bool:
        end = time.monotonic() + seconds
        while not holds():
            if time.monotonic() > end:
                return False
            time.sleep(every_s)
        return True

    def _prints(self) -> bool:
        """Whether the paper of somebody who comes now is printed."""
        ticket = str(self.take()["ticket"])
        return self._becomes(lambda: "printed" in self._papers_of(ticket), 3)

    def _papers_of(self, ticket: str) -> list[str]:
        sql = "select json_extract(body, '$.outcome') from event where type = 'PaperReported' and ticket = ?"
        return [str(outcome) for (outcome,) in self.office.rows(sql, ticket)]

    def _desks(self) -> list[dict[str, object]]:
        return list(self.office.view()["counters"])  # type: ignore[call-overload]

    def _workers(self) -> list[int]:
        parent = self.office.pid
        children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
        return [int(pid) for pid in children if b"printer.worker" in Path(f"/proc/{pid}/cmdline").read_bytes()]
