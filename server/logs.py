"""Logs: one JSON object a line on stderr, whoever speaks: our own code, a library, gevent, another process, a crash.

A value is data, never part of the message, so that no text can forge a line; what a line may hold is said in log_lines.
"""

import atexit
import contextlib
import io
import json
import logging
import os
import select
import sys
import threading
import time
import warnings
from collections.abc import MutableMapping
from datetime import UTC, datetime
from types import TracebackType
from typing import IO, Any

import gevent.hub
import gevent.monkey
import structlog

from server import log_lines
from server.log_lines import MOST_BYTES, Repeats, clean_message, exception_facts

STDERR = 2
PIECE_BYTES = 8_192
"""Of a line of another process so much is read at a time."""
_QUIET = ("engineio", "socketio", "engineio.server", "socketio.server", "werkzeug")
"""Loggers that would give themselves a handler of their own: they do not, once they have a level."""
_FAULTS = frozenset({"warning", "error", "critical", "exception"})
_repeats = Repeats(time.monotonic)


def set_up() -> None:
    """Structlog and the loggers of every library. To be called before python-escpos is imported, which would add a handler."""
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.ERROR)
    logging.basicConfig(handlers=[_Handler()], level=logging.WARNING, force=True)
    logging.captureWarnings(capture=True)
    structlog.configure(
        processors=[structlog.contextvars.merge_contextvars, structlog.processors.add_log_level, _written],
        logger_factory=structlog.ReturnLoggerFactory(),
    )


def take_over() -> None:
    """From here on nothing but lines comes out on stderr of this process: what nobody caught, and what is printed there, too."""
    sys.excepthook = _uncaught
    threading.excepthook = lambda hooked: _fault("uncaught_in_thread", hooked.exc_value)
    sys.unraisablehook = lambda hooked: _fault("unraisable", hooked.exc_value)
    gevent.hub.Hub.print_exception = _in_greenlet
    warnings.showwarning = _warned
    sys.stderr = _Stray("stderr")
    atexit.register(_tell_what_is_due, at_the_end=True)


def not_started(sentence: str) -> None:
    """Why the office does not start: plain words for a person at a terminal, a line for whoever else started it."""
    tell(sentence, "not_started", "error")


def tell(sentence: str, event: str = "to_know", level: str = "warning") -> None:
    """Plain words for a person at a terminal, a line for whoever else started the program."""
    terminal = sys.__stderr__
    if terminal is not None and terminal.isatty():
        print(sentence, file=terminal)
    else:
        write({"event": event, "level": level, "why": sentence})


def relay(stream: IO[str], program: str) -> None:
    """Until the stream ends: the lines of another process as ours, with its name; what is no JSON object becomes one."""
    with contextlib.suppress(OSError, ValueError), stream:
        for line in iter(lambda: stream.readline(PIECE_BYTES), ""):
            facts = _facts_of(line)
            if facts is None:
                _strayed(line, program)
            else:
                write({"program": program, **facts})


def write(facts: MutableMapping[str, Any]) -> None:
    """One line on stderr now. Never raises, never waits: a reader of the log that stands still must not stop the office."""
    first = {"timestamp": datetime.now(UTC).isoformat(timespec="milliseconds"), "level": "info", "event": ""}
    _put(log_lines.line(first | dict(facts)))


def _put(written: bytes) -> None:
    with contextlib.suppress(OSError, ValueError):
        look = gevent.monkey.get_original("select", "poll")()
        look.register(STDERR, select.POLLOUT)
        if look.poll(0):
            os.write(STDERR, written)


def _written(_logger: object, method: str, facts: MutableMapping[str, Any]) -> str:
    """The last of structlog's processors: it writes the line itself."""
    error = _error_of(facts.pop("exc_info", None))
    if error is not None:
        facts["exception"] = exception_facts(error)
    if facts.get("level") in _FAULTS and not _now(facts):
        return ""
    write(facts)
    _tell_what_is_due()
    return ""


def _now(facts: MutableMapping[str, Any], place: str = "") -> bool:
    """False for a fault that was told a moment ago; else it says how often it came meanwhile."""
    frames = facts.get("exception", {}).get("frames", [])
    again = _repeats.again(str(facts.get("event", "")), " ".join([*([place] if place else []), *frames[-1:]]))
    if again:
        facts["again"] = again
    return again is not None


def _tell_what_is_due(at_the_end: bool = False) -> None:
    for event, place, count in _repeats.due(at_the_end):
        write({"event": event, "level": "warning", "place": place, "again": count})


def _fault(event: str, error: BaseException | None, **more: object) -> None:
    facts: dict[str, Any] = {"event": event, "level": "error", **more}
    if error is not None:
        facts["exception"] = exception_facts(error)
    if _now(facts):
        write(facts)


def _uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if not issubclass(kind, KeyboardInterrupt):
        _fault("uncaught", error.with_traceback(trace))


def _in_greenlet(_hub: object, context: object, kind: Any, error: Any, trace: Any) -> None:
    """In place of gevent's own, which prints the whole traceback and what the greenlet was called with."""
    fault = error if isinstance(error, BaseException) else None
    if fault is not None and isinstance(trace, TracebackType):
        fault = fault.with_traceback(trace)
    more = {} if fault is not None else {"kind": getattr(kind, "__name__", "")}
    _fault("uncaught_in_greenlet", fault, greenlet=type(context).__name__, **more)


def _warned(
    message: Warning | str,
    category: type[Warning],
    filename: str,
    lineno: int,
    file: object = None,
    line: str | None = None,
) -> None:
    facts: dict[str, Any] = {"event": "warning", "level": "warning", "kind": category.__name__}
    facts |= {"said": str(message), "place": f"{os.path.basename(filename)}:{lineno}"}
    if _now(facts, facts["place"]):
        write(facts)


def _strayed(text: str, program: str) -> None:
    """Something printed that is no line of a log: a traceback of a library, a message of the interpreter."""
    text = clean_message(text.strip())
    facts: dict[str, Any] = {"event": "printed", "level": "warning", "program": program, "said": text}
    if text and _now(facts, f"{program}: {text[:60]}"):
        write(facts)


def _facts_of(line: str) -> dict[str, Any] | None:
    if not line.startswith("{") or len(line) > MOST_BYTES:
        return None
    try:
        facts = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return facts if isinstance(facts, dict) else None


def _error_of(named: object) -> BaseException | None:
    """What a log call names as its exception: the value itself, its triple, or True for the one in hand."""
    if isinstance(named, BaseException):
        return named
    fault = named[1] if isinstance(named, tuple) and len(named) == 3 else sys.exc_info()[1] if named else None
    return fault if isinstance(fault, BaseException) else None


class _Handler(logging.Handler):
    """The loggers of libraries. The message as it was written, before its values were put in, tells which fault it is."""

    def emit(self, record: logging.LogRecord) -> None:
        facts: dict[str, Any] = {"event": "library", "level": record.levelname.lower(), "logger": record.name}
        try:
            facts["said"] = record.getMessage()
        except Exception:  # a message whose values do not fit it
            facts["said"] = str(record.msg)
        error = _error_of(record.exc_info)
        if error is not None:
            facts["exception"] = exception_facts(error)
        if _now(facts, f"{record.name}:{record.lineno}"):
            write(facts)


class _Stray(io.TextIOBase):
    """In place of sys.stderr: whole lines of whatever is printed there."""

    def __init__(self, program: str) -> None:
        self._program = program
        self._begun = ""

    def write(self, text: str) -> int:
        """Keeps what has no end yet, up to a bound."""
        *lines, rest = f"{self._begun}{text[: 64 * PIECE_BYTES]}".split("\n")
        self._begun = rest[-PIECE_BYTES:]
        for line in lines[-PIECE_BYTES:]:
            _strayed(line, self._program)
        return len(text)

    def writable(self) -> bool:
        """Yes."""
        return True

    def fileno(self) -> int:
        """Of the real one: for other processes that are started with it."""
        return STDERR

    def isatty(self) -> bool:
        """As the real one."""
        return os.isatty(STDERR)
