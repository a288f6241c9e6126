"""A budget that fills itself: so many at once, then so many a second (a token bucket, RFC 2697 in one colour)."""

from collections import OrderedDict
from collections.abc import Callable
from time import monotonic


class Budget:
    """rate: units a second. most: units at once. Full at first. clock: monotonic seconds."""

    __slots__ = ("_at", "_clock", "_left", "_most", "_rate")

    def __init__(self, rate: float, most: float, clock: Callable[[], float] = monotonic) -> None:
        self._rate, self._most, self._clock = rate, most, clock
        self._left, self._at = most, clock()

    def spend(self, units: float = 1.0) -> float:
        """Takes the units, into debt if need be; the seconds until the debt is paid: 0 within the budget."""
        now = self._clock()
        self._left = min(self._most, self._left + (now - self._at) * self._rate) - units
        self._at = now
        return max(0.0, -self._left / self._rate)

    def give_back(self, units: float = 1.0) -> None:
        """What was taken for nothing: a request that was refused costs no further wait."""
        self._left = min(self._most, self._left + units)


class Budgets:
    """A budget for each key; the `keys` used last are remembered: who is forgotten begins with a full one."""

    def __init__(self, rate: float, most: float, keys: int, clock: Callable[[], float] = monotonic) -> None:
        self._rate, self._most, self._keys, self._clock = rate, most, keys, clock
        self._budgets: OrderedDict[str, Budget] = OrderedDict()

    def of(self, key: str) -> Budget:
        """The budget of this key."""
        budget = self._budgets.get(key)
        if budget is None:
            budget = self._budgets[key] = Budget(self._rate, self._most, self._clock)
            if len(self._budgets) > self._keys:
                self._budgets.popitem(last=False)
        else:
            self._budgets.move_to_end(key)
        return budget

    def __len__(self) -> int:
        return len(self._budgets)
