"""What the rules are told about an office: its needs, its counters, its hours and the figures of the rules."""

from collections.abc import Container
from datetime import datetime
from typing import Annotated
from zoneinfo import ZoneInfo

import msgspec

from flow.bounds import OfOffice
from flow.needs import Need, Route

MINUTE = 60_000
"""Milliseconds. All times in the rules are whole milliseconds since 1970 (UTC)."""
SECOND = 1_000


class Figures(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The figures of the rules. Units are in the names; an office may change each one.

    load_from_minutes, climate_from_points: where yellow, orange and red begin; _up and _down: how long a reading must have
    stood above or below the level shown before that level follows. …_points: the weight of one; …_most: of all of a kind.
    kiosk_tickets_a_minute: from one kiosk; people at one screen need four or five seconds each, and six may
    stand at the door; 0: no brake, where only staff touch it.
    kiosk_remembers_seconds: how long a kiosk may still print, confirm and show what it gave.
    """

    first_number: int = 101
    kiosk_tickets_a_minute: Annotated[int, msgspec.Meta(ge=6, le=600, extra={"or": 0})] = 12
    kiosk_remembers_seconds: Annotated[int, msgspec.Meta(ge=60, le=900)] = 120
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
    load_from_minutes: tuple[int, ...] = (8, 12, 16)
    load_up_minutes: int = 2
    load_down_minutes: int = 5
    climate_from_points: tuple[int, ...] = (5, 8, 12)
    climate_up_minutes: int = 0
    climate_down_minutes: int = 5
    climate_halves_minutes: int = 20
    tension_points: int = 3
    operation_impossible_points: int = 2
    order_complaint_points: int = 2
    announced_passed_most: int = 5
    overtaken_from: int = 3
    overtaken_most: int = 3
    no_answer_most: int = 4


class CounterPlan(msgspec.Struct, frozen=True, cache_hash=True):
    """A desk with an agent. main and backup: ids of the needs it serves, and serves when nobody better is due."""

    id: str
    main: frozenset[str]
    backup: frozenset[str] = frozenset()

    def serves(self, need: str) -> bool:
        """True when this counter may serve the need, by a main or a back-up skill."""
        return need in self.main or need in self.backup


class MachinePlan(msgspec.Struct, frozen=True):
    """A self-service machine. needs: ids of those that it solves."""

    id: str
    needs: frozenset[str]


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

    printers: by name, the one that is tried first first. machines: none named means that their state is not known, and a
    machine is offered for every need that has it among its routes. announcements, tags: ids that may be used.
    ready: ids of what a client may be asked to have at hand. places: id and name of each place that people are sent on to → its id.
    languages: those that clients are offered, the first is everybody's.
    """

    office: str
    needs: dict[str, Need]
    counters: dict[str, CounterPlan]
    hours: Hours
    figures: Figures = Figures()
    always_open: bool = False
    printers: tuple[str, ...] = ()
    machines: dict[str, MachinePlan] = {}
    announcements: tuple[str, ...] = ()
    tags: frozenset[str] = frozenset()
    ready: frozenset[str] = frozenset()
    places: dict[str, str] = {}
    languages: tuple[str, ...] = ("fr",)

    def __hash__(self) -> int:
        """By the office, so that what was worked out of a plan is soon found again; equal are only those that are equal in all."""
        return hash(self.office)

    def lists(self) -> dict[OfOffice, Container[str]]:
        """What a command may name of it."""
        return {
            OfOffice.NEED: self.needs,
            OfOffice.COUNTER: self.counters,
            OfOffice.MACHINE: self.machines,
            OfOffice.PRINTER: self.printers,
            OfOffice.LANGUAGE: self.languages,
            OfOffice.READY: self.ready,
            OfOffice.TAG: self.tags,
            OfOffice.MESSAGE: self.announcements,
            OfOffice.PLACE: self.places,
        }

    def served_at_counter(self, need: str) -> bool:
        """True when some counter of the office, open or not, serves this need."""
        return any(counter.serves(need) for counter in self.counters.values())

    def solved_at_machine(self, need: str) -> bool:
        """True when a machine of the office, in order or not, solves this need; an office that names none trusts the need's routes."""
        if not self.machines:
            return need in self.needs and Route.MACHINE in self.needs[need].routes
        return any(need in machine.needs for machine in self.machines.values())

    def machine_offered(self, need: str, out_of_order: frozenset[str]) -> bool:
        """True when a machine that works solves this need; an office that names no machine trusts the need's routes."""
        return not self.machines or any(need in m.needs and m.id not in out_of_order for m in self.machines.values())

    def mean_service(self, need: str) -> float:
        """Mean service time in minutes of a need; 5 for one that left the configuration during the day."""
        need_plan = self.needs.get(need)
        return need_plan.minutes if need_plan else 5.0
