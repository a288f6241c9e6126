"""Who may use what: every route and socket event × every kind of visitor, made from the rules that the code carries."""

import tempfile
from pathlib import Path

import msgspec
from flask import Flask
from werkzeug.routing import Rule

from screen.roles import PUBLIC, STAFF, Role
from server.access import Visitor
from server.journal.people import Device, Staff
from server.live import Live
from server.protocol_page import example_office

ALL_SCREENS = frozenset(Role) - {Role.PRINTER}


class Kind(msgspec.Struct, frozen=True):
    """A kind of visitor. screens: its device's, none for a stranger; person: what the one who signed in may use, None for nobody.

    revoked: the device was; ended: the session was.
    """

    name: str
    screens: frozenset[Role] = frozenset()
    person: frozenset[Role] | None = None
    revoked: bool = False
    ended: bool = False

    def visitor(self) -> Visitor:
        """Who the rules see."""
        if not self.screens or self.revoked:
            return Visitor()
        staff = None if self.person is None or self.ended else Staff(1, self.name, self.person, "")
        return Visitor(Device(1, self.name, self.screens, ""), staff)


class Right(msgspec.Struct, frozen=True):
    """A line of the table. what: « GET /kiosk », « socket counter: command ». allowed: roles, none for anybody.

    answers: kind of visitor → whether the request is let through; the order is that of KINDS.
    """

    what: str
    allowed: tuple[str, ...]
    answers: dict[str, bool]


KINDS: tuple[Kind, ...] = (
    Kind("stranger"),
    *(Kind(f"{role.value} device", frozenset({role})) for role in Role),
    *(
        Kind(f"{role.value} device, {role.value} signed in", frozenset({role}), frozenset({role}))
        for role in sorted(STAFF)
    ),
    Kind("counter device, console signed in", frozenset({Role.COUNTER}), frozenset({Role.CONSOLE})),
    Kind("kiosk device, manager signed in", frozenset({Role.KIOSK}), frozenset({Role.MANAGER})),
    Kind("revoked device, manager signed in", frozenset({Role.MANAGER}), frozenset({Role.MANAGER}), revoked=True),
    Kind("manager device, ended session", frozenset({Role.MANAGER}), frozenset({Role.MANAGER}), ended=True),
    Kind("demonstration device", ALL_SCREENS),
    Kind("demonstration device, signed in", ALL_SCREENS, STAFF),
)


def rights_table() -> list[Right]:
    """The whole table, of an office in demonstration, which has every route."""
    with tempfile.TemporaryDirectory() as folder:
        return rights_of(*example_office(Path(folder)))


def rights_of(app: Flask, live: Live) -> list[Right]:
    """The table of this application: routes by their address, then the socket events of each screen."""
    rights = []
    for rule in sorted(app.url_map.iter_rules(), key=lambda rule: rule.rule):
        allowed: frozenset[Role] = getattr(app.view_functions[rule.endpoint], "allowed")  # noqa: B009
        rights += [_right(f"{method} {rule.rule}", allowed) for method in methods(rule)]
    for screen in live.screens():
        rights += [_right(f"socket {screen.name}: {event}", frozenset({screen.role})) for event in live.handlers]
    return rights


def methods(rule: Rule) -> list[str]:
    """The methods of a route that are its own."""
    return sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})


def _right(what: str, allowed: frozenset[Role]) -> Right:
    answers = {kind.name: allowed == PUBLIC or any(kind.visitor().may_use(role) for role in allowed) for kind in KINDS}
    return Right(what, tuple(sorted(role.value for role in allowed)), answers)
