"""Tries as the office counts them: in memory for the answer, in the file for a restart, in the acts for the manager."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager

from flow.tickets import Actor
from server.access.memory import AccessMemory
from server.access.tries import MINUTE_MS, Key, Lock, Subject, Tries
from server.client_address import network
from server.journal.acts import Act, What
from server.journal.failures import HOUR_MS, Failure
from server.journal.people import Device, People, Staff

STORED_AN_HOUR = 60
"""Wrong codes of strangers that are stored and told one by one; while no code is open, further ones are counted in memory only."""


class CountedTries:
    """now, elapsed: as for Access."""

    def __init__(
        self, people: People, memory: AccessMemory, now: Callable[[], int], elapsed: Callable[[], int]
    ) -> None:
        self._people, self._memory = people, memory
        self._now, self._elapsed = now, elapsed
        self._stored: list[int] = []
        self.tries = Tries()

    def load(self) -> None:
        """What the file holds. Raises sqlite3.Error."""
        self.tries.load(self._people.failures.all(), self._now(), self._elapsed())

    def signing_in(self, person: Staff | None, device: Device, address: str) -> list[Key]:
        """What a failed sign-in counts for: whoever it was for, where, and from where."""
        keys = [Key(Subject.DEVICE, str(device.id)), Key(Subject.ADDRESS, network(address))]
        return keys if person is None else [*keys, _person(person)]

    def under_way(self, keys: Sequence[Key]) -> AbstractContextManager[None]:
        """A try that takes time. Raises Locked, Busy."""
        return self.tries.under_way(keys, self._elapsed())

    def wrong_pin(self, keys: list[Key], person: Staff | None, device: Device) -> None:
        """Counted, stored and told. A name that nobody has is not written: somebody may have typed their PIN there."""
        now, by = self._now(), Actor("device", device.label)
        locks = self.tries.fail(keys, self._elapsed())
        acts = [Act(now, by, What.SIGN_IN_FAILED, person.name if person else ""), *self._locked(locks, by, now)]
        self._people.failures.keep([Failure(key.subject, key.about, now) for key in keys], acts, now)

    def check_code(self, address: str) -> None:
        """Raises Locked."""
        self.tries.check([Key(Subject.CODES, network(address))], self._elapsed())

    def wrong_code(self, address: str) -> None:
        """Counted; stored and told within the hour's budget, and always while there is a code to guess."""
        key, by = Key(Subject.CODES, network(address)), Actor("stranger", address)
        now, elapsed = self._now(), self._elapsed()
        locks = self.tries.fail([key], elapsed)
        self._stored = [at for at in self._stored if at > elapsed - HOUR_MS]
        if len(self._stored) >= STORED_AN_HOUR and not self._people.codes_open(now):
            # There is nothing to guess: the disk is not theirs to fill.
            return
        self._stored.append(elapsed)
        acts = [Act(now, by, What.CODE_FAILED), *self._locked(locks, by, now)]
        self._people.wrong_code(Failure(key.subject, key.about, now), acts, by, now)

    def forgive(self, person: Staff) -> None:
        """They got in."""
        self.tries.forgive(_person(person), self._elapsed())

    def forget(self, person: Staff) -> None:
        """They have another PIN."""
        self.tries.forget(_person(person))

    def locks(self) -> list[Lock]:
        """Who has to wait before another try, and how long."""
        return self.tries.locks(self._elapsed())

    def unlock(self, key: Key, by: Actor) -> None:
        """They may try again at once."""
        act = Act(self._now(), by, What.UNLOCKED, self.named(key), key.subject)
        self._people.failures.forget(key.subject, key.about, act)
        self.tries.forget(key)

    def unlock_person(self, person: Staff, by: Actor) -> None:
        """They may try again at once."""
        self.unlock(_person(person), by)

    def named(self, key: Key) -> str:
        """Whose tries these are: a pseudonym, a device's name and number, an address."""
        match key.subject:
            case Subject.PERSON:
                return next((person.name for person in self._memory.staff if str(person.id) == key.about), "")
            case Subject.DEVICE:
                return next(
                    (device.label for device in self._people.devices() if str(device.id) == key.about), key.about
                )
            case Subject.ADDRESS | Subject.CODES:
                return key.about

    def _locked(self, locks: list[Lock], by: Actor, now: int) -> list[Act]:
        return [
            Act(now, by, What.LOCKED, self.named(lock.key), lock.key.subject, -(-lock.wait_ms // MINUTE_MS))
            for lock in locks
        ]


def _person(person: Staff) -> Key:
    return Key(Subject.PERSON, str(person.id))
