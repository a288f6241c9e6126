"""Remembers what an office gave out, and compares it with what the office says afterwards: lost, given twice, an age that is wrong."""

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from tests.faults.rows import Row
from tests.faults.running_office import RunningOffice

LISTS = ("queue", "at_counter", "with_mediator", "at_machine", "parked", "absent")
AGE_S = 3.0
"""So far may an age on a screen be from the stopwatch's: the machine is shared."""
Card = dict[str, object]


@dataclass
class QueueWatch:
    """Of one office, through one scenario in which nobody's ticket ends. given: ticket → (number, monotonic seconds when it was)."""

    office: RunningOffice
    given: dict[str, tuple[int, float]] = field(default_factory=dict)
    numbers: list[int] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    lost: set[str] = field(default_factory=set)
    recovered_s: list[float] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self, times: int = 1) -> None:
        """Clients take tickets."""
        for _ in range(times):
            began = time.monotonic()
            answer = self.office.take()
            with self.lock:
                self.numbers.append(int(str(answer["number"])))
                self.given[str(answer["ticket"])] = (self.numbers[-1], (began + time.monotonic()) / 2)

    def expect(self, holds: object, what: str) -> None:
        """Otherwise the row is wrong, and says what."""
        if not holds:
            self.wrong.append(what)

    @property
    def doubled(self) -> int:
        """Numbers that two people have."""
        return sum(times - 1 for times in Counter(self.numbers).values())

    def look(self, when: str, ages: bool = True) -> dict[str, object]:
        """The console's view: everybody is there, with the age that a stopwatch gives them; the journal holds all of its events."""
        view = self.office.view()
        seen = time.monotonic()
        shown = cards(view)
        self.lost |= {ticket for ticket in self.given if ticket not in shown}
        for ticket, (_number, since) in self.given.items():
            if ages and ticket in shown and shown[ticket]["state"] == "waiting":
                age = (int(str(view["now"])) - int(str(shown[ticket]["since"]))) / 1000
                self.expect(
                    abs(age - (seen - since)) < AGE_S, f"{when}: {ticket} waits {age:.0f} s, not {seen - since:.0f}"
                )
        ((events, first, last),) = self.office.rows("select count(*), min(seq), max(seq) from event")
        self.expect((first, events) == (1, last), f"{when}: events {first}-{last}, {events} of them")
        expected = list(range(101, 101 + len(self.numbers)))
        self.expect(sorted(self.numbers) == expected, f"{when}: numbers {sorted(self.numbers)[-3:]}")
        return view


def cards(view: dict[str, object]) -> dict[str, Card]:
    """Ticket → its card, wherever it is."""
    by_ticket: dict[str, Card] = {}
    for name in LISTS:
        shown = view[name]
        assert isinstance(shown, list)
        by_ticket |= {str(card["id"]): card for card in shown}
    return by_ticket


def row_of(part: str, test: str, injected: str, watches: Iterable[QueueWatch], **more: object) -> Row:
    """One row for the same fault in several offices, or several times."""
    seen = list(watches)
    return Row(
        part=part,
        test=test,
        injected=injected,
        times=len(seen),
        lost=sum(len(watch.lost) for watch in seen),
        doubled=sum(watch.doubled for watch in seen),
        recovered_s=max((took for watch in seen for took in watch.recovered_s), default=None),
        wrong="; ".join(dict.fromkeys(what for watch in seen for what in watch.wrong)),
        **more,  # type: ignore[arg-type]
    )


def side_by_side(scenario: Callable[[str], QueueWatch], names: Iterable[str]) -> list[QueueWatch]:
    """The scenario for each name at once, each in an office of its own: most of it is waiting for a tick."""

    def played(name: str) -> QueueWatch:
        watch = scenario(name)
        watch.office.stop()
        return watch

    with ThreadPoolExecutor(6) as threads:
        return list(threads.map(played, names))
