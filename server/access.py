"""Who may do what: paired devices, people signed in on them, and the rule that every route carries."""

import hashlib
import secrets
from collections.abc import Callable, Iterable
from typing import Any

import argon2
import gevent
import msgspec
from flask import g, request

from config.asked import language_asked
from config.roles import STAFF, Role
from flow.tickets import Actor
from server.clock import now_ms
from server.journal.people import Device, People, Staff

CODE_MINUTES = 10
CODE_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no letter that can be read as a digit."""
SESSION_HOURS = 12
DEVICE_COOKIE = "device"
STAFF_COOKIE = "staff"
_MINUTE = 60_000

# RFC 9106's second recommendation scaled to a small box: 19 MiB, 2 passes, 1 lane (OWASP password storage).
_hasher = argon2.PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


class Visitor(msgspec.Struct, frozen=True):
    """Who a request comes from. by_cookie False: a program that shows its secret in the Authorization header."""

    device: Device | None = None
    staff: Staff | None = None
    by_cookie: bool = True

    def may_use(self, role: Role) -> bool:
        """True when the device has the role and, for a staff screen, somebody who has it is signed in."""
        if self.device is None or role not in self.device.roles:
            return False
        return role not in STAFF or (self.staff is not None and role in self.staff.roles)

    def actor(self, role: Role, instead: str = "") -> Actor:
        """Who the journal names: the role, and a pseudonym for staff or the device's name; a kiosk's device, a counter's place.

        instead: the other counter that somebody at a counter's device says they act for.
        """
        name = self.staff.name if role in STAFF and self.staff is not None else self.device.name if self.device else ""
        match role:
            case Role.KIOSK:
                return Actor(role.value, name, device=self.device_id)
            case Role.COUNTER if self.place:
                return Actor(role.value, name, place=self.place, instead="" if instead == self.place else instead)
            case _:
                return Actor(role.value, name)

    @property
    def device_id(self) -> int:
        """The paired device's id, 0 for none."""
        return self.device.id if self.device else 0

    @property
    def place(self) -> str:
        """The counter that the device belongs to, "" for none."""
        return self.device.place if self.device else ""

    @property
    def scope(self) -> str:
        """Where this visitor's idempotency keys are unique."""
        return f"device-{self.device.id}" if self.device else "nobody"


class Access:
    """The rights of one office. Lookups are kept in memory; a revocation empties them."""

    def __init__(self, people: People, languages: Iterable[str]) -> None:
        self.people = people
        self.on_revoked: Callable[[], None] = lambda: None
        self._languages = tuple(languages)
        self._devices: dict[str, Device] = {}
        self._signed_in: dict[tuple[str, int], tuple[Staff, int]] = {}

    def visitor(self) -> Visitor:
        """The visitor of the current request or websocket."""
        bearer = request.headers.get("Authorization", "").removeprefix("Bearer ").strip()
        secret = bearer or request.cookies.get(DEVICE_COOKIE, "")
        device = self._device(secret) if secret else None
        if device is None:
            return Visitor(by_cookie=not bearer)
        badge = request.headers.get("X-Staff", "") if bearer else request.cookies.get(STAFF_COOKIE, "")
        return Visitor(device, self._staff(badge, device) if badge else None, not bearer)

    def language(self) -> str:
        """The language the visitor reads: asked for, or the office's first."""
        return language_asked(self._languages)

    def new_code(self, role: Role, place: str = "") -> str:
        """A one-time pairing code of 8 letters, good for 10 minutes."""
        code = "".join(secrets.choice(CODE_LETTERS) for _ in range(8))
        self.people.add_code(_hash(code), role, place, now_ms() + CODE_MINUTES * _MINUTE)
        return code

    def pair(self, code: str) -> tuple[str, Device] | None:
        """The secret of a newly paired device, and the device; None for a code that is wrong, spent or too old."""
        typed = code.upper().translate(str.maketrans("OIL", "011", " -"))
        found = self.people.use_code(_hash(typed), now_ms())
        if found is None:
            return None
        role, place = found
        return self.add_device(f"{role.value} {place}".strip(), frozenset({role}), place)

    def add_device(self, name: str, roles: frozenset[Role], place: str = "") -> tuple[str, Device]:
        """A new device and its secret of 256 bits, which is shown once and stored hashed."""
        secret = secrets.token_urlsafe(32)
        return secret, self.people.add_device(name, roles, place, _hash(secret), now_ms())

    def revoke(self, device: int) -> None:
        """The device is sent away at once."""
        self.people.revoke(device, now_ms())
        self._forget()

    def add_staff(self, name: str, roles: frozenset[Role]) -> str:
        """Somebody who signs in with a pseudonym, or a new PIN for them: six digits, told once."""
        pin = f"{secrets.randbelow(1_000_000):06}"
        self.people.add_staff(name, roles, _hasher.hash(pin))
        return pin

    def remove_staff(self, name: str) -> None:
        """They are signed out and cannot sign in."""
        self.people.remove_staff(name, now_ms())
        self._forget()

    def sign_in(self, name: str, pin: str, device: Device) -> str | None:
        """The secret of a session of 12 hours, or None when pseudonym or PIN are wrong."""
        known = next((s for s in self.people.staff() if s.name == name), None)
        # A wrong name costs as much time as a wrong PIN, so that names cannot be guessed.
        stored = known.pin_hash if known else _DUMMY
        if not _verified(stored, pin) or known is None:
            return None
        return self.open_session(known, device)

    def open_session(self, staff: Staff, device: Device) -> str:
        """A session's secret."""
        secret = secrets.token_urlsafe(32)
        self.people.add_session(_hash(secret), staff.id, device.id, now_ms() + SESSION_HOURS * 60 * _MINUTE)
        return secret

    def sign_out(self, secret: str) -> None:
        """The session ends at once."""
        self.people.sign_out(_hash(secret))
        self._forget()

    def _device(self, secret: str) -> Device | None:
        hashed = _hash(secret)
        if hashed not in self._devices:
            found = self.people.device(hashed)
            if found is None:
                return None
            self._devices[hashed] = found
        return self._devices[hashed]

    def _staff(self, secret: str, device: Device) -> Staff | None:
        key, now = (_hash(secret), device.id), now_ms()
        kept = self._signed_in.get(key)
        if kept is not None and now < kept[1]:
            return kept[0]
        found = self.people.signed_in(*key, now)
        if found is not None:
            # Read again each minute: a session ends by itself at most a minute late.
            self._signed_in[key] = (found, now + _MINUTE)
        return found

    def _forget(self) -> None:
        self._devices.clear()
        self._signed_in.clear()
        self.on_revoked()


def current() -> Visitor:
    """The visitor of the current HTTP request, as the rule of its route found them."""
    visitor: Visitor = g.visitor
    return visitor


def _verified(stored: str, pin: str) -> bool:
    def check() -> bool:
        try:
            return _hasher.verify(stored, pin)
        except (argon2.exceptions.VerificationError, argon2.exceptions.InvalidHashError):
            return False

    # In a native thread: Argon2 takes tens of milliseconds, in which no screen may stand still.
    done: Any = gevent.get_hub().threadpool.apply(check)
    return bool(done)


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


_DUMMY = _hasher.hash("nobody")
