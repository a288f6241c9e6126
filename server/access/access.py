"""The rights of one office: who is it, may they, and what ends whose right."""

import secrets
import sqlite3
from collections.abc import Callable, Iterable
from typing import Any

import structlog
from flask import request

from config.languages import SOURCE
from flow.tickets import Actor
from screen.roles import Role
from server.access import pairing_codes
from server.access.counted_tries import CountedTries
from server.access.languages import Languages
from server.access.memory import AccessMemory
from server.access.names import NameFault, NameRefused, tidy
from server.access.pins import Pins, new_pin
from server.access.tries import MINUTE_MS
from server.access.visitor import DEVICE_COOKIE, STAFF_COOKIE, Visitor, bearer, hashed, secret_of
from server.cookies import cookie
from server.journal.acts import COMMAND_LINE, OFFICE
from server.journal.moved_times import Moves
from server.journal.people import Device, People, Staff
from server.register_witness import RegisterWitness
from server.time.clock import elapsed_ms, now_ms

CODE_MINUTES = 10
KEEP_MS = MINUTE_MS
"""How often what was used when is written, at most."""
log = structlog.get_logger()


class Access:
    """Lookups are in memory. on_ended: called at once with the devices and the sessions that just ended, by number.

    now: milliseconds since 1970, for what is stored. elapsed: milliseconds of a clock that nobody sets, for how long.
    """

    def __init__(
        self,
        people: People,
        languages: Iterable[str],
        now: Callable[[], int] = now_ms,
        elapsed: Callable[[], int] = elapsed_ms,
        pins: Pins | None = None,
        moves: Moves | None = None,
        last: int = 0,
        staff_languages: Iterable[str] = (SOURCE,),
    ) -> None:
        """languages: the clients'. moves: of the office's time, for the office itself; last: the journal's last seq."""
        self.people = people
        self.on_ended: Callable[[frozenset[int], frozenset[int]], None] = lambda _devices, _sessions: None
        self.languages = Languages(languages, staff_languages)
        self._now, self._elapsed = now, elapsed
        self._pins = pins or Pins()
        self._memory = AccessMemory(people, now, elapsed)
        self.counted_tries = CountedTries(people, self._memory, now, elapsed)
        self._kept_at = elapsed()
        self._forgot_on = ""
        self.witness = RegisterWitness(people)
        self._moves, self._last, self._is_behind = moves, last, moves is not None
        try:
            self._load()
        except sqlite3.OperationalError as error:
            # A full disk: it follows at a later look.
            log.warning("time_not_followed", error=str(error))
            self.counted_tries.load()
            self._memory.load()

    def visitor(self) -> Visitor:
        """The visitor of the current request or websocket."""
        program = bearer()
        secret = program or cookie(DEVICE_COOKIE)
        device = self._memory.device(hashed(secret)) if secret else None
        if device is None:
            return Visitor(by_cookie=not program)
        badge = request.headers.get("X-Staff", "") if program else cookie(STAFF_COOKIE)
        open_session = self._memory.signed_in(hashed(badge), device) if badge else None
        if open_session is None:
            return Visitor(device, by_cookie=not program)
        language = self.languages.offered(open_session.session.language)
        return Visitor(device, open_session.person, not program, open_session.session.id, language)

    def device_of(self, environ: dict[str, Any]) -> int:
        """The number of the paired device that a request shows, 0 for none: looked at before the request is read. Microseconds."""
        secret = secret_of(environ)
        device = self._memory.device(hashed(secret)) if secret else None
        return device.id if device else 0

    def holds(self, visitor: Visitor, role: Role) -> bool:
        """Whether they may still use the role: paired still, signed in still, not idle for 30 minutes, not for 12 hours. Microseconds."""
        return self._memory.holds(visitor, role)

    def is_paired(self, device: Device) -> bool:
        """Whether the device may still be used."""
        return self._memory.is_paired(device)

    def used(self, visitor: Visitor) -> None:
        """A person did something: the idle end is put off. Stored within a minute."""
        if visitor.session:
            self._memory.use(visitor.session)

    def choose_language(self, visitor: Visitor, language: str) -> None:
        """Whoever is signed in reads another language from now on."""
        if visitor.session and language != visitor.language:
            self.people.sessions.set_language(visitor.session, language)
            self._memory.set_language(visitor.session, language)

    def new_code(self, role: Role, place: str = "", by: Actor = OFFICE) -> str:
        """A one-time pairing code of 8 letters, good for 10 minutes."""
        code, now = pairing_codes.new(), self._now()
        self.people.add_code(hashed(code), role, place, now + CODE_MINUTES * MINUTE_MS, by, now)
        return code

    def pair(self, code: str, address: str = "") -> tuple[str, Device] | None:
        """The secret of a newly paired device, and the device; None for a code that is wrong, spent or too old. Raises Locked."""
        self.counted_tries.check_code(address)
        secret = secrets.token_urlsafe(32)
        device = self.people.pair(
            hashed(pairing_codes.as_given(code)), hashed(secret), Actor("stranger", address), self._now()
        )
        if device is None:
            self.counted_tries.wrong_code(address)
            return None
        self._memory.add_device(hashed(secret), device)
        return secret, device

    def add_device(self, name: str, roles: frozenset[Role], place: str = "", by: Actor = OFFICE) -> tuple[str, Device]:
        """A new device and its secret of 256 bits, which is shown once and stored hashed."""
        secret = secrets.token_urlsafe(32)
        device = self.people.add_device(name, roles, place, hashed(secret), by, self._now())
        self._memory.add_device(hashed(secret), device)
        return secret, device

    def wants_cookie(self, visitor: Visitor) -> bool:
        """True once a day for a browser's device: its cookie is to be given again, for 400 more days."""
        return visitor.by_cookie and visitor.device is not None and self._memory.wants_cookie(visitor.device)

    def seen_on(self, device: Device) -> str:
        """The ISO date on which the device was last there, "" when it never was."""
        return self._memory.seen_on(device)

    @property
    def today(self) -> str:
        """The ISO date that seen_on is of when the device is there now."""
        return self._memory.today

    def revoke(self, device: int, by: Actor = OFFICE) -> None:
        """The device is sent away at once."""
        sessions = self.people.revoke(device, by, self._now())
        self._ended(frozenset({device}), sessions)

    def add_staff(self, name: str, roles: frozenset[Role], by: Actor = OFFICE) -> str:
        """The PIN of somebody new, who signs in with this pseudonym: six digits, shown once. Raises NameRefused, Busy."""
        name = tidy(name)
        self._look_elsewhere()
        if self._memory.person(name) is not None:
            raise NameRefused(NameFault.TAKEN)
        pin = new_pin()
        if not self.people.add_staff(name, roles, self._pins.hash(pin), by, self._now()):
            raise NameRefused(NameFault.TAKEN)
        self._memory.staff = self.people.staff()
        return pin

    def new_pin(self, name: str, by: Actor = OFFICE) -> str:
        """Another PIN for somebody, whose sessions end. Raises NameRefused, Busy."""
        person, pin = self._person(name), new_pin()
        sessions = self.people.new_pin(person.id, self._pins.hash(pin), by, self._now())
        if sessions is None:
            raise NameRefused(NameFault.UNKNOWN)
        self._memory.staff = self.people.staff()
        self.counted_tries.forget(person)
        self._ended(frozenset(), sessions)
        return pin

    def remove_staff(self, name: str, by: Actor = OFFICE) -> None:
        """They are signed out and cannot sign in. Raises NameRefused, for the last manager too: nobody could mend it from a screen."""
        person = self._person(name)
        managers = [someone for someone in self._memory.staff if Role.MANAGER in someone.roles]
        if managers == [person] and by.role != COMMAND_LINE.role:
            raise NameRefused(NameFault.LAST_MANAGER)
        sessions = self.people.remove_staff(person.id, by, self._now())
        self._memory.staff = self.people.staff()
        self._ended(frozenset(), sessions)

    def sign_in(
        self, name: str, pin: str, device: Device, address: str = "", replaces: int = 0, language: str = SOURCE
    ) -> str | None:
        """The secret of a session of 12 hours at most, or None when pseudonym or PIN are wrong.

        replaces: the session that this browser has now, which ends. language: of the person's screens.
        Raises Locked and Busy: the try was not looked at.
        """
        self._look_elsewhere()
        person = self._memory.person(name[:64])
        if person is not None and not person.roles & device.roles:
            # Here they could use nothing: a stolen kiosk must not be able to lock the manager out.
            person = None
        keys = self.counted_tries.signing_in(person, device, address)
        with self.counted_tries.under_way(keys):
            right = self._pins.fits(person.pin_hash if person else None, pin)
            # Others were served meanwhile: a person or a device that is gone by now does not get in.
            if person is not None and right and person in self._memory.staff and self._memory.is_paired(device):
                return self.open_session(person, device, replaces, language)
            self.counted_tries.wrong_pin(keys, person, device)
        return None

    def open_session(self, staff: Staff, device: Device, replaces: int = 0, language: str = SOURCE) -> str:
        """A session's secret. What the same person had open on the same device ends."""
        secret, by = secrets.token_urlsafe(32), Actor("staff", staff.name)
        opened = self.people.sessions.open(hashed(secret), staff.id, device.id, replaces, by, self._now(), language)
        session, ended = opened
        self._memory.add_session(session, staff)
        self.counted_tries.forgive(staff)
        self._ended(frozenset(), ended)
        return secret

    def is_open(self, session: str, device: Device) -> bool:
        """Whether the session with this secret goes on, on this device."""
        return self._memory.signed_in(hashed(session), device) is not None

    def sign_out(self, visitor: Visitor) -> None:
        """The visitor's own session ends; nothing at all happens without one."""
        if visitor.session and visitor.staff is not None:
            by = Actor("staff", visitor.staff.name)
            self._ended(frozenset(), self.people.sessions.end({visitor.session}, None, by, self._now()))

    def staff(self) -> list[Staff]:
        """Everybody who may sign in, by name."""
        self._look_elsewhere()
        return self._memory.staff

    def unlock_person(self, name: str, by: Actor = OFFICE) -> None:
        """They may try again at once. Raises NameRefused."""
        self.counted_tries.unlock_person(self._person(name), by)

    def time_moved(self) -> None:
        """The office's time was moved: the next look moves what is told by it, before it looks at any date."""
        self._is_behind = True

    def look(self) -> None:
        """What another process wrote, what has run out, and what is due to be stored. Raises sqlite3.Error."""
        if self._is_behind:
            self._ended(*self._load())
        self._memory.set_day()
        self._look_elsewhere()
        for why, sessions in self._memory.run_out().items():
            self._ended(frozenset(), frozenset(sessions))
            self.people.sessions.end(sessions, why, OFFICE, self._now())
        if self._elapsed() - self._kept_at >= KEEP_MS:
            self.keep()
        if self._memory.today != self._forgot_on:
            self._forgot_on = self._memory.today
            self.people.acts.forget(self._now())
        self.witness.follow()

    def keep(self) -> None:
        """Stores what was used when: at most once a minute, and at the end. Nothing is written when nobody did anything."""
        self._kept_at = self._elapsed()
        used, (seen, cookies) = self._memory.take_used(), self._memory.take_seen()
        if used or seen or cookies:
            self.people.sessions.touch(used, seen, cookies)
        self.witness.follow()

    def _load(self) -> tuple[frozenset[int], frozenset[int]]:
        if self._is_behind:
            self._memory.follow(self._moves, self._last)
            self._is_behind = False
        self.counted_tries.load()
        return self._memory.load()

    def _look_elsewhere(self) -> None:
        if not self.people.changed_elsewhere():
            return
        self.witness.look_again()
        try:
            devices, sessions = self._load()
        except sqlite3.Error:
            self.people.look_again()
            raise
        self._ended(devices, sessions)

    def _ended(self, devices: frozenset[int], sessions: frozenset[int]) -> None:
        if devices or sessions:
            self._memory.drop(devices, sessions)
            self.on_ended(devices, sessions)

    def _person(self, name: str) -> Staff:
        self._look_elsewhere()
        person = self._memory.person(name)
        if person is None:
            raise NameRefused(NameFault.UNKNOWN)
        return person
