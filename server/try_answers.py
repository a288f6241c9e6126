"""What is answered to a try to pair or to sign in that did not succeed: as a page for a person, as JSON for a program."""

from flask import Response, abort, jsonify, request

from config import access_words
from config.catalogues import gettext
from screen.request import staff_language
from server.access.tries import Busy, Locked
from server.door.reader import Unreadable, read_json

BUSY_SECONDS = 2
Headers = dict[str, str]
PageAnswer = tuple[str, int, Headers]
JsonAnswer = tuple[Response, int, Headers]


def must_wait(problem: Locked | Busy) -> tuple[str, int, Headers]:
    """The sentence, the status, and Retry-After."""
    match problem:
        case Locked():
            wait_ms = problem.lock.wait_ms
            sentence = access_words.locked(problem.lock.key.subject, wait_ms, staff_language())
            return sentence, 429, {"Retry-After": str(-(-wait_ms // 1000))}
        case Busy():
            return gettext(staff_language(), access_words.BUSY), 503, {"Retry-After": str(BUSY_SECONDS)}


def must_wait_json(problem: Locked | Busy) -> JsonAnswer:
    """The same as {"ok": false, "reason", "sentence"}."""
    sentence, status, headers = must_wait(problem)
    reason = "too_many_tries" if status == 429 else "busy"
    return jsonify(ok=False, reason=reason, sentence=sentence), status, headers


def refused_json(reason: str, sentence: str) -> JsonAnswer:
    """422 {"ok": false, "reason", "sentence"}. sentence: in French, answered in the language of the page."""
    return jsonify(ok=False, reason=reason, sentence=gettext(staff_language(), sentence)), 422, {}


def json_body() -> dict[str, object]:
    """The request's body; {} for JSON of another shape; 400 for what cannot be read."""
    try:
        body = read_json(request.get_data())
    except Unreadable:
        abort(400)
    return body if isinstance(body, dict) else {}
