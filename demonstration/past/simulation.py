"""A day that is played: an office with a clock of its own, and what comes when."""

import heapq
from collections.abc import Callable
from itertools import count

from flow.plan import MINUTE
from flow.tickets import Actor
from mediation.commands import AnyCommand
from screen.running import Answer
from server.office import Office

KIOSK, PRINTER, MANAGER = Actor("kiosk", "Borne"), Actor("printer", "entree"), Actor("manager", "Responsable")
_LOOKS_EVERY = 3 * MINUTE
"""How often the office's clock does what is due; a real office looks every second or so."""


class Clock:
    """Stands still until it is set. at: milliseconds."""

    def __init__(self, at: int) -> None:
        self.at = at

    def __call__(self) -> int:
        """Milliseconds."""
        return self.at


class Simulation:
    """Things to be done, each at its moment. All that changes the office is asked of Office.handle, as by any screen."""

    def __init__(self, office: Office, clock: Clock) -> None:
        self.office = office
        self._clock = clock
        self._due: list[tuple[int, int, Callable[[], None]]] = []
        self._order = count()
        self._keys = count()

    @property
    def now(self) -> int:
        """Milliseconds."""
        return self._clock.at

    def at(self, when: int, act: Callable[[], None]) -> None:
        """To be done then; in the order asked, where two are due at once."""
        heapq.heappush(self._due, (max(when, self.now), next(self._order), act))

    def after(self, minutes: float, act: Callable[[], None]) -> None:
        """To be done so many minutes from now."""
        self.at(self.now + round(minutes * MINUTE), act)

    def ask_at(self, when: int, command: AnyCommand, by: Actor) -> None:
        """To be asked then."""
        self.at(when, lambda: self._must(command, by))

    def ask_after(self, minutes: float, command: AnyCommand, by: Actor, perhaps: bool = False) -> None:
        """To be asked so many minutes from now. perhaps: it may be refused."""
        self.after(minutes, lambda: self._may(command, by) if perhaps else self._must(command, by))

    def play(self, watch: Callable[[], None]) -> None:
        """Everything that is due, and what comes of it. watch: called whenever the office's clock has had its turn."""
        looked = 0
        while self._due:
            when, _order, act = heapq.heappop(self._due)
            self._clock.at = when
            act()
            if when - looked >= _LOOKS_EVERY:
                looked = when
                self.office.pass_time()
                watch()

    def ask(self, command: AnyCommand, by: Actor) -> Answer:
        """The office's answer. Raises RuntimeError when it refuses: nobody here asks for what cannot be."""
        answer = self.may(command, by)
        if not answer.ok:
            raise RuntimeError(f"{command} at {self.now}: {answer.reason} {answer.facts}")
        return answer

    def may(self, command: AnyCommand, by: Actor) -> Answer:
        """The office's answer, which may be a refusal: a guard of the queue, or somebody was quicker."""
        return self.office.handle(command, by, "demo-data", f"{self.now}-{next(self._keys)}")

    def _must(self, command: AnyCommand, by: Actor) -> None:
        self.ask(command, by)

    def _may(self, command: AnyCommand, by: Actor) -> None:
        self.may(command, by)
