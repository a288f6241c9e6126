"""Fills the data folder of offices with a past. Never beside a real office: its report would count what did not happen."""

from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from random import Random

import structlog

from config.loading import load
from config.texts import Texts
from demonstration.past.calendar import OFFICES, shifts
from demonstration.past.hall import Hall
from demonstration.past.helps import HalfDay, half_days
from demonstration.past.mediator import Mediator
from demonstration.past.simulation import MANAGER, Clock, Simulation
from demonstration.past.workshops import Workshops
from flow.plan import MINUTE
from flow.tickets import Actor
from mediation.commands import CorrectPresence
from mediation.coop import PresenceReason
from mediation.state import Presence
from server.folders import PLAYED, leave_mark
from server.journal.journal import Journal
from server.office import Office
from server.time.clock import Machine
from server.tokens import DayKey

_SEVERAL_DAYS = 3 * 24 * 60 * MINUTE


class RealOffice(Exception):
    """Raised when something is kept in the folder already. folder: whose. played: by an earlier fill."""

    def __init__(self, folder: Path, played: bool) -> None:
        super().__init__(str(folder), played)
        self.folder = folder
        self.played = played


def fill(
    data: Path,
    offices: Sequence[str] = OFFICES,
    on_office_done: Callable[[str], None] = lambda office: None,
    keep_events: bool = False,
) -> None:
    """The past of these offices, in folders of `data`. on_office_done: is called with each office that is done. Raises RealOffice.

    keep_events: also of days that a running office would have forgotten.
    """
    check_empty(data, offices)
    hours = {office: load(office).plan().hours for office in OFFICES}
    planned = list(half_days(shifts(hours)))
    work = {office: tuple(half for half in planned if half.shift.office == office) for office in offices}
    # An office has a journal of its own: they are filled side by side.
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
        played = pool.map(partial(play_office, data, keep_events=keep_events), work, work.values())
        for office, _done in zip(work, played, strict=True):
            on_office_done(office)


def check_empty(data: Path, offices: Sequence[str]) -> None:
    """Raises RealOffice."""
    for journal in sorted(data.glob("*/journal.db")):
        folder, played = journal.parent, (journal.parent / PLAYED).exists()
        if not played or folder.name in offices:
            raise RealOffice(folder, played)


def play_office(data: Path, office_id: str, halves: Sequence[HalfDay], keep_events: bool = False) -> None:
    """The half-days of one office, in their order; then a later day begins, and what must not stay is forgotten."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(40))
    folder = data / office_id
    leave_mark(folder)
    (folder / PLAYED).touch()
    clock = Clock(halves[0].shift.starts - 60 * MINUTE)
    journal = Journal(folder / "journal.db", durable=False)
    settings, texts = load(office_id), Texts.load()

    def started() -> Office:
        # For each half-day: what was due at the end of the last may lie after this begins, and an office's time never goes back.
        return Office(settings, texts, journal, DayKey(folder / "day.key"), Machine(clock, clock))

    workshops = Workshops(halves)
    forgotten: tuple[Presence, HalfDay] | None = None
    for place, half in enumerate(halves):
        chance = Random(f"{office_id} {half.shift.starts}")  # nosec B311  # a past that is the same each time it is made up
        by = Actor("console", half.shift.mediator)
        clock.at = half.shift.starts - 5 * MINUTE
        office = started()
        simulation = Simulation(office, clock)
        if forgotten is not None:
            simulation.ask(_corrected(*forgotten), MANAGER)
            forgotten = None
        hall = Hall(simulation, half.shift, by, chance)
        mediator = Mediator(simulation, half, by, hall, chance)
        leaves_open = _leaves_open(halves, place, chance)
        mediator.fill(leaves_open)
        hall.fill()
        workshops.fill(simulation, place, by, chance)
        simulation.play(mediator.watch)
        if leaves_open:
            forgotten = (next(p for p in office.mediation.presences.values() if p.ended is None), half)
        office.close_witness()
    clock.at += _SEVERAL_DAYS
    office = started()
    office.open_day()
    if not keep_events:
        office.forget()
    journal.close()


def _leaves_open(halves: Sequence[HalfDay], place: int, chance: Random) -> bool:
    """Now and then nobody says that the day's last working period ends; the manager corrects it on the next day."""
    last = place == len(halves) - 1
    return not last and halves[place + 1].shift.date > halves[place].shift.date and chance.random() < 0.03


def _corrected(presence: Presence, half: HalfDay) -> CorrectPresence:
    shift = half.shift
    reason = PresenceReason.FORGOT_TO_END
    return CorrectPresence(shift.mediator, shift.date, shift.starts, shift.ends, reason, presence.id)
