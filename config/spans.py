"""Values of the configuration that are written as text: each is read, or refused with a sentence that says how to write it."""

import difflib
import re
from functools import cache
from zoneinfo import available_timezones

from config.addresses import parse
from flow.needs import Route

Span = tuple[int, int]
"""Opens, closes: minutes since midnight, local time."""

_SPAN = re.compile(r"(\d{1,2}):(\d{2})-(\d{1,2}):(\d{2})")
VIRTUAL = "virtual"
TICKET_PARTS = ("number", "need", "wait", "where", "ready", "qr", "office", "time", "privacy")


def span(value: object) -> Span:
    """Reads 09:00-12:30 as (540, 750). Raises ValueError."""
    match = _SPAN.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        raise ValueError("une plage d'heures s'écrit « 09:00-12:30 »")
    hours = [int(part) for part in match.groups()]
    opens, closes = hours[0] * 60 + hours[1], hours[2] * 60 + hours[3]
    if hours[1] > 59 or hours[3] > 59 or closes > 24 * 60:
        raise ValueError("cette heure n'existe pas : de 00:00 à 24:00")
    if opens >= closes:
        raise ValueError(f"la fermeture vient avant l'ouverture : peut-être « {_swapped(match)} » ?")
    return opens, closes


def address(value: object) -> str:
    """An address as config.addresses reads it, or virtual. Raises ValueError."""
    if value == VIRTUAL:
        return VIRTUAL
    try:
        parse(str(value))
    except ValueError as error:
        raise ValueError(f"{error} ; ou « {VIRTUAL} »{_nearly(value)}") from None
    return str(value)


def zone(value: object) -> str:
    """A name of the zone database. Raises ValueError."""
    names = _zones()
    if not isinstance(value, str) or value not in names:
        raise ValueError("ce fuseau horaire n'existe pas" + meant(value, names))
    return value


@cache
def _zones() -> frozenset[str]:
    """All of them: to find them walks the whole database, file by file."""
    return frozenset(available_timezones())


def route_list(value: object) -> tuple[Route, ...]:
    """Routes by name. Raises ValueError."""
    if not isinstance(value, list | tuple):
        raise ValueError('une liste est attendue, par exemple ["mediator", "counter"]')  # noqa: TRY004  # pydantic hears ValueError only
    for name in value:
        if name not in list(Route):
            raise ValueError(f"« {name} » n'est pas une orientation" + meant(name, list(Route)))
    return tuple(Route(name) for name in value)


def ticket_parts(value: object) -> tuple[str, ...]:
    """The parts of a paper ticket, in their order. Raises ValueError."""
    if not isinstance(value, list | tuple):
        raise ValueError(f"une liste est attendue, par exemple {list(TICKET_PARTS)}")  # noqa: TRY004  # the same
    for part in value:
        if part not in TICKET_PARTS:
            raise ValueError(f"« {part} » n'est pas une partie du ticket" + meant(part, TICKET_PARTS))
        if list(value).count(part) > 1:
            raise ValueError(f"« {part} » est là deux fois : chaque partie s'imprime une fois")
    for needed in ("number", "privacy"):
        if needed not in value:
            raise ValueError(f"un ticket a toujours sa partie « {needed} »")
    return tuple(value)


def meant(value: object, possible: object) -> str:
    """« : vouliez-vous dire … ? », or what is possible, or nothing when that would be a page."""
    names = sorted(str(name) for name in possible)  # type: ignore[attr-defined]
    near = difflib.get_close_matches(str(value), names, 1, 0.6)
    if near:
        return f" : vouliez-vous dire « {near[0]} » ?"
    return f" ; possible : {', '.join(names)}" if 0 < len(names) <= 12 else ""


def _swapped(match: re.Match[str]) -> str:
    return f"{match[3]}:{match[4]}-{match[1]}:{match[2]}"


def _nearly(value: object) -> str:
    host = re.fullmatch(r"([A-Za-z0-9.-]+?)(?::(\d+))?/?", str(value))
    return f" : peut-être « tcp://{host[1]}:{host[2] or 9100} » ?" if host else ""
