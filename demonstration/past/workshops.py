"""The workshops of an office: planned a while before, signed up for from the queue, held or cancelled, counted without a name."""

from collections.abc import Sequence
from functools import partial
from random import Random

from demonstration.past.helps import WORKSHOP_MINUTES, HalfDay
from demonstration.past.simulation import MANAGER, Simulation
from flow.plan import MINUTE
from flow.tickets import Actor
from mediation.commands import (
    CancelWorkshop,
    MarkAttendance,
    PlanWorkshop,
    RecordWorkshop,
    SignOff,
    SignUp,
)
from mediation.coop import AgeBand, Gender
from mediation.details import SentCounts

_PLANNED_HALF_DAYS_AHEAD = 3


class Workshops:
    """An office's workshops, known from one half-day to the next."""

    def __init__(self, halves: Sequence[HalfDay]) -> None:
        self._halves = halves
        self._codes: dict[int, list[str]] = {}
        self._ids: dict[int, str] = {}

    def fill(self, simulation: Simulation, place: int, by: Actor, chance: Random) -> None:
        """What is done about workshops in the half-day with this place among the office's own."""
        this_half = self._halves[place]
        ahead = self._halves[place + 1 : place + 1 + _PLANNED_HALF_DAYS_AHEAD]
        for half in (half for half in ahead if half.workshop):
            simulation.at(_moment(this_half, chance), partial(self._announce, simulation, half, by, chance))
        if this_half.workshop:
            if this_half.workshop not in self._ids:
                simulation.at(this_half.shift.starts, lambda: self._announce(simulation, this_half, by, chance))
            if this_half.cancelled:
                simulation.at(this_half.shift.starts + MINUTE, lambda: self._cancel(simulation, this_half))
            else:
                ends = this_half.workshop + WORKSHOP_MINUTES * MINUTE
                simulation.at(ends, lambda: self._hold(simulation, this_half, by, chance))

    def _announce(self, simulation: Simulation, half: HalfDay, by: Actor, chance: Random) -> None:
        """Planned the first time that it is spoken of; then some sign up, and now and then one does not come after all."""
        offered = simulation.office.mediation.plan.workshops
        if half.workshop not in self._ids:
            title, where = chance.choice(sorted(offered.titles)), chance.choice(sorted(offered.places))
            self._ids[half.workshop] = simulation.ask(PlanWorkshop(title, where, half.workshop), MANAGER).subject
        workshop, codes = self._ids[half.workshop], self._codes.setdefault(half.workshop, [])
        for place in range(chance.randint(1, 4)):
            simulation.after(place * 0.5, lambda: self._sign_up(simulation, workshop, codes, by))
        if codes and chance.random() < 0.3:
            simulation.ask_after(5, SignOff(workshop, codes.pop(chance.randrange(len(codes)))), by)

    def _sign_up(self, simulation: Simulation, workshop: str, codes: list[str], by: Actor) -> None:
        answer = simulation.may(SignUp(workshop), by)
        if answer.ok and answer.code:
            codes.append(answer.code)

    def _cancel(self, simulation: Simulation, half: HalfDay) -> None:
        simulation.ask(CancelWorkshop(self._ids[half.workshop]), MANAGER)

    def _hold(self, simulation: Simulation, half: HalfDay, by: Actor, chance: Random) -> None:
        workshop = simulation.office.mediation.workshop(self._ids[half.workshop])
        present = 0
        for participant in workshop.signed:
            if participant.seated:
                # Somebody always came to a workshop that was held.
                came = present == 0 or chance.random() < 0.85
                present += came
                simulation.ask(MarkAttendance(workshop.id, participant.code, came), by)
        women, oldest = chance.randint(0, present), chance.randint(0, present)
        counts = SentCounts(total=present, genre={Gender.FEMALE: women}, tranche_age={AgeBand.FROM_60: oldest})
        simulation.ask(RecordWorkshop(workshop.id, counts), by)


def _moment(half: HalfDay, chance: Random) -> int:
    shift = half.shift
    return shift.starts + round(chance.uniform(10, shift.minutes - 20) * MINUTE)
