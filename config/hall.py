"""The hall in the configuration: self-service machines, what the display may announce, tags, and the places people are sent to."""

import re
import unicodedata
from typing import Any

from pydantic import Field

from config.table import Name, Table, Words
from flow.bounds import PLACE_LONGEST
from mediation.structures import Structure


class MachineSettings(Table):
    """A self-service machine. needs: those that it solves, or tiles (all of a tile's needs that a machine may solve)."""

    id: Name
    name: str = Field(min_length=1, max_length=60)
    needs: tuple[str, ...] = Field(min_length=1)


class MessageSettings(Table):
    """A sentence that the mediator may put on the display."""

    id: Name
    words: Words


class TagSettings(Table):
    """A word about the service given to a ticket; never about the person (CNIL)."""

    id: Name
    words: Words


class PlaceSettings(Table):
    """Where a person may be sent. kind: as the accompaniment's record counts it. what: what one goes there for."""

    id: Name
    name: str = Field(min_length=1, max_length=PLACE_LONGEST)
    kind: Structure = Structure.OTHER
    address: str = Field("", max_length=120)
    phone: str = Field("", max_length=30)
    hours: str = Field("", max_length=120)
    what: str = Field("", max_length=120)


def place(written: Any) -> Any:
    """A place written as its name alone becomes a table; its id is made of the name: « France Travail » → france-travail."""
    if not isinstance(written, str):
        return written
    plain = unicodedata.normalize("NFKD", written).encode("ascii", "ignore").decode().lower()
    return {"id": re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40], "name": written}
