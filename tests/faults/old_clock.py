"""The control: the program with the rule that it had before its clock was guarded, `now = max(machine's time, last event)`."""

import server.time.clock
from flow.state import Doubt
from server.time.clock import Machine


class OldRule(server.time.clock.OfficeClock):
    """It compares with nothing, holds nothing and knows no elapsed time."""

    def __init__(self, machine: Machine, last: int, _doubt: Doubt | None, _any_past: bool = False) -> None:
        self._machine, self._last, self.doubt_found = machine, last, None

    def now(self) -> int:
        """Milliseconds since 1970."""
        self._last = max(self._machine.wall(), self._last)
        return self._last

    def due(self, _doubt: Doubt | None) -> None:
        """Nothing ever is."""

    def settle(self, by: int) -> None:
        """There is nothing to move."""


server.time.clock.OfficeClock = OldRule  # type: ignore[misc]

from server.command_line import main  # noqa: E402

main()
