"""Failed tries: counted per person, per device, per address and for pairing codes; each five lengthen the wait, an hour has a most.

Only failures count. Times are those of a clock that nobody sets: a step of the wall clock neither frees nor holds anybody.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum

import msgspec

from server.journal.failures import HOUR_MS, Failure

MINUTE_MS = 60_000
WAITS_MS = (1 * MINUTE_MS, 5 * MINUTE_MS, 15 * MINUTE_MS)
"""After the first full step of failures in a row, after the second, after each further one."""
STEPS_AN_HOUR = 4
KEPT_MOST = 2_000
"""Keys in memory: strangers with ever new addresses do not fill it; the oldest goes first."""


class Subject(StrEnum):
    """Whose failures are counted together. CODES: pairing codes typed from one address."""

    PERSON = "person"
    DEVICE = "device"
    ADDRESS = "address"
    CODES = "codes"


STEP = {Subject.PERSON: 5, Subject.CODES: 5, Subject.DEVICE: 10, Subject.ADDRESS: 30}
"""Failures until one has to wait. A device has several people, an address may be the whole office's (a proxy)."""


class Key(msgspec.Struct, frozen=True):
    """about: the number of a person or a device, or a network address."""

    subject: Subject
    about: str


class Count(msgspec.Struct, frozen=True):
    """times: failures of the last hour (milliseconds elapsed). row: failures since the person got in, or since a quiet hour."""

    times: tuple[int, ...] = ()
    row: int = 0
    locked_until: int = 0


class Lock(msgspec.Struct, frozen=True):
    """Nobody's try is evaluated for this key, for so many milliseconds."""

    key: Key
    wait_ms: int


class Locked(Exception):
    """Too many failures: the try was not looked at, and is not counted."""

    def __init__(self, lock: Lock) -> None:
        super().__init__(lock.key.subject.value)
        self.lock = lock


class Busy(Exception):
    """Too many people sign in at this moment: the try was not looked at, and is not counted."""


def failed(count: Count, at: int, step: int) -> Count:
    """The count after one more failure."""
    times = (*(time for time in count.times if time > at - HOUR_MS), at)
    row = count.row + 1 if len(times) > 1 else 1
    most = STEPS_AN_HOUR * step
    until = 0
    if row % step == 0:
        until = at + WAITS_MS[min(row // step, len(WAITS_MS)) - 1]
    if len(times) >= most:
        until = max(until, times[-most] + HOUR_MS)
    return Count(times, row, until)


def forgiven(count: Count, now: int, step: int) -> Count:
    """The count after the person got in: the waits begin anew, the hour's most stays."""
    times = tuple(time for time in count.times if time > now - HOUR_MS)
    full = len(times) >= STEPS_AN_HOUR * step
    return Count(times, 0, count.locked_until if full else 0)


class Tries:
    """The counts of one office, in memory; whoever fails is stored by the caller."""

    def __init__(self) -> None:
        self._counts: dict[Key, Count] = {}
        self._under_way: Counter[Key] = Counter()

    def load(self, failures: Sequence[Failure], now: int, elapsed: int) -> None:
        """Takes what the file holds in place of what was there. A failure dated after now counts as of now."""
        self._counts.clear()
        for failure in failures:
            age = min(max(0, now - failure.at), 2 * HOUR_MS)
            key = Key(Subject(failure.subject), failure.about)
            self._counts[key] = failed(self._counts.get(key, Count()), elapsed - age, STEP[key.subject])
            if failure.forgiven:
                self._counts[key] = forgiven(self._counts[key], elapsed - age, STEP[key.subject])

    def check(self, keys: Iterable[Key], now: int) -> None:
        """Raises Locked with the longest wait, if there is one."""
        locks = [Lock(key, wait) for key in keys if (wait := self._wait(key, now)) > 0]
        if locks:
            raise Locked(max(locks, key=lambda lock: lock.wait_ms))

    @contextmanager
    def under_way(self, keys: Sequence[Key], now: int) -> Iterator[None]:
        """A try that takes time. Raises Locked; raises Busy while as many are evaluated as could still fail."""
        self.check(keys, now)
        for key in keys:
            count, step = self._counts.get(key, Count()), STEP[key.subject]
            left = min(step - count.row % step, STEPS_AN_HOUR * step - len(count.times))
            if self._under_way[key] >= max(1, left):
                raise Busy
        self._under_way.update(keys)
        try:
            yield
        finally:
            self._under_way.subtract(keys)
            for key in keys:
                if not self._under_way[key]:
                    del self._under_way[key]

    def fail(self, keys: Iterable[Key], now: int) -> list[Lock]:
        """Counts a failure; the locks that begin with it."""
        begun = []
        for key in keys:
            count = failed(self._counts.pop(key, Count()), now, STEP[key.subject])
            self._counts[key] = count
            if count.locked_until > now:
                begun.append(Lock(key, count.locked_until - now))
        # People and devices are as many as the register has: strangers' addresses must not push them out.
        strangers = [key for key in self._counts if key.subject not in (Subject.PERSON, Subject.DEVICE)]
        for key in strangers[: max(0, len(strangers) - KEPT_MOST)]:
            del self._counts[key]
        return begun

    def forgive(self, key: Key, now: int) -> None:
        """The person got in."""
        if key in self._counts:
            self._counts[key] = forgiven(self._counts[key], now, STEP[key.subject])

    def forget(self, key: Key) -> None:
        """Unlocked."""
        self._counts.pop(key, None)

    def locks(self, now: int) -> list[Lock]:
        """Who has to wait now, and how long."""
        return [Lock(key, wait) for key in self._counts if (wait := self._wait(key, now)) > 0]

    def _wait(self, key: Key, now: int) -> int:
        return max(0, self._counts.get(key, Count()).locked_until - now)
