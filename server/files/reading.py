"""The small files beside the databases: each is read whole, of its own shape and within its bounds, or nothing is known of it.

A bit that the disk turned in one of them must never keep an office from starting, nor be blamed on a database that is whole.
"""

from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Annotated, TypeVar

import msgspec
import structlog

MOST_BYTES = 1_048_576
"""No file of ours comes near it; what is longer is not ours."""
Hash = Annotated[str, msgspec.Meta(pattern=r"\A([0-9a-f]{64})?\Z")]
"""SHA-256 in hex; "" for none."""
Seq = Annotated[int, msgspec.Meta(ge=0, le=1_000_000_000_000)]
"""The number of a row that an office may come to in centuries."""
Moment = Annotated[int, msgspec.Meta(ge=0, le=4_102_444_800_000)]
"""Milliseconds of a time between 1970 and 2100."""
Lasting = Annotated[int, msgspec.Meta(ge=0, le=4_102_444_800_000)]
"""Milliseconds since a machine was started."""
Name = Annotated[str, msgspec.Meta(max_length=64)]
Kind = TypeVar("Kind")
log = structlog.get_logger()
_unread: set[Path] = set()


def read_whole(path: Path, kind: type[Kind]) -> Kind | None:
    """What the file holds; None when it is not there, or cannot be read as what it should hold: then the log says so, once."""
    try:
        with path.open("rb") as file:
            value = msgspec.json.decode(file.read(MOST_BYTES), type=kind)
    except FileNotFoundError:
        return None
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        if path not in _unread:
            _unread.add(path)
            log.warning("small_file_not_read", file=path.name, folder=path.parent.name, error=str(error))
        return None
    _unread.discard(path)
    return value


def must_be_days(*days: str) -> None:
    """Raises ValueError for what is neither an ISO date nor ""."""
    for day in days:
        _must_be_day(day)


@lru_cache(maxsize=64)
def _must_be_day(day: str) -> None:
    if day and date.fromisoformat(day).isoformat() != day:
        raise ValueError(day)
