"""What the rules are told about an office: its needs, its counters, its hours and the figures of the rules."""

from datetime import datetime
from zoneinfo import ZoneInfo

import msgspec

from flow.needs import Need

MINUTE = 60_000
"""Milliseconds. All times in the rules are whole milliseconds since 1970 (UTC)."""
SECOND = 1_000


class Figures(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The figures of the rules (domain: ticket, who is next). Units are in the names; an office may change each one."""

    first_number: int = 101
    legal_head_start_minutes: int = 60
    advance_steps_minutes: tuple[int, ...] = (5, 10)
    advance_total_minutes: int = 15
    backup_penalty_minutes: int = 5
    overtaken_times: int = 5
    ceiling_minutes: int = 30
    recall_after_seconds: int = 40
    recalls: int = 2
    absent_minutes: int = 10
    double_press_seconds: int = 2
    undo_offered_seconds: int = 10
    undo_accepted_seconds: int = 15
    paper_seconds: int = 8
    paper_tries: int = 6
    next_printer_ms: int = 1200
    reprints: int = 3
    test_seconds: int = 30
    long_wait_minutes: int = 30


class CounterPlan(msgspec.Struct, frozen=True):
    """A desk with an agent. main and backup: ids of the needs it serves, and serves when nobody better is due."""

    id: str
    main: frozenset[str]
    backup: frozenset[str] = frozenset()

    def serves(self, need: str) -> bool:
        """True when this counter may serve the need, by a main or a back-up skill."""
        return need in self.main or need in self.backup


class Hours(msgspec.Struct, frozen=True):
    """Opening hours. week: for each day, Monday first, (opens, closes) in minutes since midnight, local time."""

    zone: str
    week: tuple[tuple[tuple[int, int], ...], ...]

    def open_at(self, now: int) -> bool:
        """True when the office is open at `now` (milliseconds)."""
        local = datetime.fromtimestamp(now / 1000, ZoneInfo(self.zone))
        minute = local.hour * 60 + local.minute
        return any(opens <= minute < closes for opens, closes in self.week[local.weekday()])


class Plan(msgspec.Struct, frozen=True):
    """One office as the rules see it. always_open: the demonstration, which takes tickets at any hour.

    printers: by name, the one that is tried first first.
    """

    office: str
    needs: dict[str, Need]
    counters: dict[str, CounterPlan]
    hours: Hours
    figures: Figures = Figures()
    always_open: bool = False
    printers: tuple[str, ...] = ()

    def served_at_counter(self, need: str) -> bool:
        """True when some counter of the office, open or not, serves this need."""
        return any(counter.serves(need) for counter in self.counters.values())

    def mean_service(self, need: str) -> float:
        """Mean service time in minutes of a need; 5 for one that left the configuration during the day."""
        known = self.needs.get(need)
        return known.minutes if known else 5.0
