"""Commands and answers on the wire: JSON in, a typed command out; the same over HTTP and over the websocket."""

import re
from functools import lru_cache, reduce
from operator import or_
from typing import Any

import msgspec
import structlog
from flask import Response, request

from flow.refusals import Reason
from flow.tickets import Actor
from mediation.commands import AnyCommand
from screen.running import Answer
from screen.screen import Screen
from server.door.reader import Unreadable, read_json
from server.office import Office

KEY = re.compile(r"[!-~]{8,128}")
KEY_WRITTEN = "8–128 printable ASCII characters without spaces"
"""An idempotency key: what a client makes up for one tap, at random."""
_PROBLEM_LONGEST = 200
log = structlog.get_logger()


def answer_to(office: Office, screen: Screen, raw: object, key: object, by: Actor, scope: str, language: str) -> Answer:
    """The answer to a command from this screen, as parsed JSON. Never raises for what the sender did wrong."""
    if not screen.commands:
        return office.refusal(Reason.NOT_ALLOWED, {}, language)
    if not isinstance(key, str) or not KEY.fullmatch(key):
        return office.refusal(Reason.KEY_MISSING, {}, language)
    try:
        command: AnyCommand = msgspec.convert(raw, type=_may_ask(screen))
    except (msgspec.ValidationError, UnicodeError, RecursionError) as error:
        # Half a character (a lone surrogate) in the name of a field or a type is no text that msgspec can look at.
        return office.refusal(Reason.MALFORMED, {"problem": _problem(error)}, language)
    try:
        return office.handle(command, by, scope, key, language)
    except Exception:
        # A fault of ours, before anything was stored: the sender hears that nothing was done, the log says what broke.
        log.exception("command_fault", command=type(command).__name__)
        return office.refusal(Reason.NOT_STORED, {}, language)


def posted(office: Office, screen: Screen, by: Actor, scope: str, language: str) -> Response:
    """The answer to a command that came over HTTP: JSON in the body of the current request, its key in a header."""
    try:
        raw = read_json(request.get_data())
    except Unreadable as fault:
        return http_response(office.refusal(Reason.MALFORMED, {"problem": fault.problem}, language))
    return http_response(answer_to(office, screen, raw, request.headers.get("Idempotency-Key"), by, scope, language))


def _problem(error: Exception) -> str:
    """What is wrong, in one short line: it quotes what was sent, which may be long, and turn or break a line."""
    quoted = str(error) if isinstance(error, msgspec.ValidationError) else type(error).__name__
    return "".join(sign if sign.isprintable() else "\ufffd" for sign in quoted[:_PROBLEM_LONGEST])


def http_response(answer: Answer) -> Response:
    """The answer over HTTP."""
    return Response(msgspec.json.encode(answer), status_of(answer), mimetype="application/json")


def status_of(answer: Answer) -> int:
    """The HTTP status that says the same as the answer."""
    match answer.reason:
        case "":
            return 200
        case Reason.MALFORMED | Reason.KEY_MISSING:
            return 400
        case Reason.NOT_ALLOWED:
            return 403
        case Reason.KEY_REUSED:
            return 422
        case Reason.NOT_STORED:
            return 503
        case _:
            return 409


class WireJson:
    """The JSON of Socket.IO: msgspec encodes our values as they are, several times faster than the standard module."""

    @staticmethod
    def dumps(value: object, **_options: object) -> str:
        """One JSON text."""
        return msgspec.json.encode(value).decode()

    @staticmethod
    def loads(text: str | bytes, **_options: object) -> Any:
        """The values of a JSON text. Raises Unreadable, a ValueError."""
        return read_json(text)


@lru_cache(maxsize=32)
def _may_ask(screen: Screen) -> Any:
    """The union of what this screen may ask: anything else is malformed for it."""
    return reduce(or_, screen.commands)
