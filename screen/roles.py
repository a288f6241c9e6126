"""Who may use a screen: the roles, and the explicit rule that every route and socket event carries."""

from collections.abc import Callable
from enum import StrEnum
from typing import Any, TypeVar

_F = TypeVar("_F", bound=Callable[..., Any])


class Role(StrEnum):
    """What a paired device is. staff roles also ask for a person's PIN. monitor: a program that reads /metrics, and nothing else."""

    KIOSK = "kiosk"
    DISPLAY = "display"
    CONSOLE = "console"
    COUNTER = "counter"
    MANAGER = "manager"
    PRINTER = "printer"
    MONITOR = "monitor"


STAFF = frozenset({Role.CONSOLE, Role.COUNTER, Role.MANAGER})
"""Roles whose screens also need a person's PIN."""

PUBLIC: frozenset[Role] = frozenset()
"""The rule of a route that anybody may use: said, never assumed."""


def allow(*roles: Role) -> Callable[[_F], _F]:
    """Only these roles may use the route or socket event."""

    def mark(function: _F) -> _F:
        function.allowed = frozenset(roles)  # type: ignore[attr-defined]
        return function

    return mark


def public(function: _F) -> _F:
    """Anybody may use the route: it shows nothing of the office that is not public."""
    function.allowed = PUBLIC  # type: ignore[attr-defined]
    return function


def read_by_staff(function: _F) -> _F:
    """A page for anybody on the staff, before it is known who: in their language, which may be chosen there (?lang=)."""
    function.read_by_staff = True  # type: ignore[attr-defined]
    return function


def address_is_secret(function: _F) -> _F:
    """A form whose address holds the secret, and that no cookie speaks for: there is nothing to forge (CSRF)."""
    function.address_is_secret = True  # type: ignore[attr-defined]
    return function
