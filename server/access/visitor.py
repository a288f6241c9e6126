"""Who a request comes from."""

import hashlib
import re
from typing import Any

import msgspec
from flask import g, request

from config.languages import SOURCE
from flow.tickets import Actor
from screen.roles import STAFF, Role
from server.cookies import PREFIX
from server.journal.people import Device, Staff

DEVICE_COOKIE = "device"
STAFF_COOKIE = "staff"
LANGUAGE_COOKIE = "language"
"""The language that a browser's staff chose last: the doors propose it to whoever comes next."""
_COOKIE = re.compile(rf"(?:^|;) *(?:{PREFIX})?{DEVICE_COOKIE}=([^;]+)")


class Visitor(msgspec.Struct, frozen=True):
    """Who a request comes from. by_cookie False: a program that shows its secret in the Authorization header.

    session: the number of the session of `staff`, 0 without one; language: the one that they chose for their screens.
    """

    device: Device | None = None
    staff: Staff | None = None
    by_cookie: bool = True
    session: int = 0
    language: str = SOURCE

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


def current() -> Visitor:
    """The visitor of the current HTTP request, as the rule of its route found them."""
    visitor: Visitor = g.visitor
    return visitor


def bearer() -> str:
    """The secret that a program shows; "" without one. Another scheme is not ours: a proxy in front may ask for a password of its own."""
    scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
    return secret.strip() if scheme.lower() == "bearer" else ""


def secret_of(environ: dict[str, Any]) -> str:
    """What a request that is not read yet shows as its device's secret, in its header or its cookie; "" for none."""
    scheme, _, secret = environ.get("HTTP_AUTHORIZATION", "").partition(" ")
    if scheme.lower() == "bearer":
        return str(secret.strip())
    match = _COOKIE.search(environ.get("HTTP_COOKIE", ""))
    return match[1] if match else ""


def hashed(secret: str) -> str:
    """What is kept of a secret: SHA-256, hex."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
