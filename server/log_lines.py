"""A line of the log: one JSON object of at most 4 000 bytes, in which no secret and no state can stand. Pure.

4 000 bytes: what several processes write to one pipe, at most 4 096 bytes at a time, never mixes (POSIX, PIPE_BUF on Linux).
"""

import json
import re
import traceback
from collections.abc import Callable, Mapping
from pathlib import PurePath
from typing import Any

MOST_BYTES = 4_000
MOST_FRAMES = 20
MOST_LETTERS = 300
MOST_ITEMS = 20
AGAIN_S = 60.0
"""A fault that comes again and again is told at once, then once in so many seconds, with how often it came meanwhile."""
MOST_FAULTS = 256
"""Kinds of fault remembered at a time; the others share one memory, so that nobody fills this one."""
_LONG = re.compile(r"[\w-]{20,}", re.ASCII)
"""A device's or session's secret, a ticket's token, a hash: none is shorter than 22 letters, and no word of ours is as long."""
_QUOTED = re.compile(r"(?<!\w)'(?![a-z_.]{1,40}')[^']*'?|\"(?![a-z_.]{1,40}\")[^\"]*\"?")
"""Quoted text that is no plain name."""
_TICKET = re.compile(r"(/t/)[^/\s]+")
_QUERY = re.compile(r"\?\S+")
_UNSEEN = re.compile("[\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff]")
"""What JSON leaves as it is, and a terminal obeys or a reader does not see."""
_SECRET_KEYS = frozenset({"authorization", "badge", "body", "code", "cookie", "environ", "key", "password", "pin", "secret", "session",
                          "token"})  # fmt: skip
_OURS = frozenset({"event", "level", "logger", "place", "program", "timestamp"})
"""What the program itself names, never a sender: long names stay whole; so does the type of an exception."""


def line(facts: Mapping[str, object]) -> bytes:
    """The facts as one line, with its end. Never raises: a value that cannot be told is told by its type."""
    plain = {_cut(str(key), 60): _value(value, str(key)) for key, value in facts.items()}
    written = _written(plain)
    for letters in (120, 60, 24):
        if len(written) <= MOST_BYTES:
            return written
        written = _written(_shorter(plain, letters) | {"cut": True})
    if len(written) <= MOST_BYTES:
        return written
    return _written(
        {name: _cut(str(plain.get(name, "")), 60) for name in ("timestamp", "level", "event")} | {"cut": True}
    )


def exception_facts(error: BaseException) -> dict[str, Any]:
    """type, message, and where it came from: at most 20 frames, the innermost last, never a local value."""
    facts: dict[str, Any] = {"type": _type(error), "message": _message(error), "frames": _frames(error)}
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if before is not None:
        facts["after"] = {"type": _type(before), "message": _message(before), "frames": _frames(before)[-3:]}
    return facts


def clean(text: str) -> str:
    """Text without what may be a secret: long words without a space, tickets' addresses, query strings; bounded."""
    # Cut first: a text of megabytes is not searched.
    return _cut(_LONG.sub("…", _QUERY.sub("?…", _TICKET.sub(r"\1…", text[: 4 * MOST_LETTERS]))), MOST_LETTERS)


def clean_message(text: str) -> str:
    """The same for what a fault says, without what it quotes: that is often what somebody sent."""
    return clean(_QUOTED.sub("'…'", text[: 4 * MOST_LETTERS]))


class Repeats:
    """Which faults are told now. clock: seconds that only go forward. A fault: what names it, and where it came from."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._written_at: dict[tuple[str, str], tuple[float, int]] = {}

    def again(self, event: str, place: str) -> int | None:
        """How often it came since it was last told; None: it is not told now."""
        now, fault = self._clock(), (event, place)
        if fault not in self._written_at and len(self._written_at) >= MOST_FAULTS:
            fault = ("others", "")
        told_at, since = self._written_at.get(fault, (now - AGAIN_S, 0))
        if now - told_at < AGAIN_S:
            self._written_at[fault] = (told_at, since + 1)
            return None
        self._written_at[fault] = (now, 0)
        return since

    def due(self, whatever_the_time: bool = False) -> list[tuple[str, str, int]]:
        """Faults that came again and were not told for a while: event, place, how often. They are forgotten then."""
        now = self._clock()
        over = {
            fault: n for fault, (at, n) in list(self._written_at.items()) if now - at >= AGAIN_S or whatever_the_time
        }
        for fault in over:
            del self._written_at[fault]
        return [(event, place, count) for (event, place), count in over.items() if count]


def _value(value: object, key: str = "", depth: int = 0) -> Any:
    """Plain values, bounded. Of anything else only the type: its text could hold the whole state."""
    if isinstance(value, bool | None):
        return value
    if isinstance(value, int | float):
        return value if abs(value) < 2**63 else "…"
    if isinstance(value, str) and ((key in _OURS and not depth) or (key, depth) == ("type", 1)):
        return _cut(value, 120)
    if isinstance(value, str):
        return "…" if key.lower() in _SECRET_KEYS else clean(value)
    if isinstance(value, PurePath):
        return value.name
    if depth == 2:
        return type(value).__name__
    if isinstance(value, Mapping):
        some = list(value.items())[:MOST_ITEMS]
        return {_cut(str(name), 60): _value(inner, str(name), depth + 1) for name, inner in some}
    if isinstance(value, list | tuple | set | frozenset):
        if key == "frames":
            # Names of files and functions: ours, and long at times.
            return [_cut(str(frame), 120) for frame in list(value)[-MOST_FRAMES:]]
        return [_value(inner, key, depth + 1) for inner in list(value)[:MOST_ITEMS]]
    return type(value).__name__


def _shorter(value: Any, letters: int) -> Any:
    """The same with shorter texts and lists: of frames and items the last ones stay."""
    if isinstance(value, str):
        return _cut(value, letters)
    if isinstance(value, list):
        return [_shorter(inner, letters) for inner in value[-(letters // 6) :]]
    if isinstance(value, dict):
        return {_cut(name, letters): _shorter(inner, letters) for name, inner in list(value.items())[: letters // 2]}
    return value


def _written(facts: Mapping[str, object]) -> bytes:
    line = json.dumps(facts, ensure_ascii=False, allow_nan=True, separators=(", ", ": "))
    line = _UNSEEN.sub(lambda match: f"\\u{ord(match.group()):04x}", line)
    # A lone surrogate becomes its JSON escape.
    return line.encode("utf-8", "backslashreplace") + b"\n"


def _type(error: BaseException) -> str:
    return f"{type(error).__module__}.{type(error).__qualname__}".removeprefix("builtins.")


def _message(error: BaseException) -> str:
    try:
        message = str(error)
    except Exception:  # an exception may not even be able to say itself
        return "…"
    return clean_message(message)


def _frames(error: BaseException) -> list[str]:
    """From the innermost outwards no more than wanted: a recursion has a thousand."""
    frames = traceback.extract_tb(error.__traceback__, limit=-MOST_FRAMES) if error.__traceback__ else []
    return [f"{'/'.join(PurePath(frame.filename).parts[-2:])}:{frame.lineno} {frame.name}" for frame in frames]


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"
