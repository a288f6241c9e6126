"""What the door answers to what may not come in: the reason in words, a page for a person, JSON for a program; never a trace."""

from collections.abc import Callable, Iterable
from html import escape
from http import HTTPStatus
from typing import Any

import msgspec

from config.catalogues import gettext
from config.languages import SOURCE
from flow.refusals import Reason

SENTENCES = {
    400: "Cette demande n'est pas lisible. Revenez à la page d'avant, puis recommencez.",
    404: "Cette page n'existe pas.",
    405: "Cette page ne sait pas faire cela. Revenez à la page d'avant.",
    408: "La demande n'est pas arrivée entière à temps. Recommencez.",
    411: "Cette demande ne dit pas sa longueur (Content-Length). Recommencez avec elle.",
    413: "Cette demande est trop grande. Envoyez-en une plus petite.",
    414: "Cette adresse est trop longue. Revenez à la page d'avant.",
    415: "Cette demande n'est pas écrite comme il faut. Revenez à la page d'avant, puis recommencez.",
    426: "Cette adresse ne parle que par websocket.",
    429: "Trop de demandes à la fois. Attendez une minute, puis recommencez.",
    431: "Les en-têtes de cette demande sont trop longs. Effacez les cookies de ce site, puis recommencez.",
    500: "Le bureau n'a pas pu répondre. Recommencez dans un instant ; si cela dure, prévenez le responsable.",
    503: "Le bureau a trop de demandes à la fois. Recommencez dans un instant.",
}
"""In French, the source: the door turns away who it does not know yet. A page that is asked for has a language (server/faults.py)."""
BACK = "Revenir au début"
_PAGE = """<!doctype html><html lang="{}"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<link rel="stylesheet" href="/static/fonts.css"><link rel="stylesheet" href="/static/look.css">
<link rel="stylesheet" href="/static/doors.css">
<title>Aller-vers</title><main class="door"><h1>{}</h1><p><a class="button" href="/">{}</a></p></main></html>
"""
"""Its clothes are asked for by addresses without a version: whatever is wrong, they do not depend on it."""
_HEADERS = [
    (
        "Content-Security-Policy",
        "default-src 'none'; style-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    ),
    ("X-Content-Type-Options", "nosniff"),
    ("Cache-Control", "no-store"),
]
Started = Callable[..., Any]


class TurnedAway(Exception):
    """A request that may not come in. status: its HTTP status. problem: for a program, without a word of what was sent.

    sentence: for people, reason: for a program, in place of the status's own.
    """

    def __init__(self, status: int, problem: str = "", sentence: str = "", reason: Reason | None = None) -> None:
        super().__init__(status, problem)
        self.status = status
        self.problem = problem
        self.sentence = sentence or sentence_of(status)
        self.reason = reason or (Reason.NOT_ALLOWED if status >= 429 else Reason.MALFORMED)


def sentence_of(status: int) -> str:
    """The French sentence that says what happened and what to do."""
    return SENTENCES.get(status, SENTENCES[500] if status >= 500 else SENTENCES[400])


def content_of(turned_away: TurnedAway, accepts: str, language: str = SOURCE) -> tuple[bytes, str]:
    """The body and its type. accepts: the request's Accept header. language: of who asks, where it is known."""
    sentence = gettext(language, turned_away.sentence)
    if "text/html" in accepts:
        page = _PAGE.format(language, escape(sentence), escape(gettext(language, BACK)))
        return page.encode(), "text/html; charset=utf-8"
    refusal: dict[str, object] = {"ok": False, "reason": turned_away.reason.value, "sentence": sentence}
    if turned_away.problem:
        refusal["facts"] = {"problem": turned_away.problem}
    return msgspec.json.encode(refusal), "application/json"


def answer(turned_away: TurnedAway, environ: dict[str, Any], start_response: Started) -> Iterable[bytes]:
    """The refusal as a WSGI answer."""
    body, kind = content_of(turned_away, environ.get("HTTP_ACCEPT", ""))
    headers = [*_HEADERS, ("Content-Type", kind), ("Content-Length", str(len(body)))]
    if turned_away.status in (429, 503):
        headers.append(("Retry-After", "5"))
    start_response(f"{turned_away.status} {HTTPStatus(turned_away.status).phrase}", headers)
    return [body]


def raw_answer(status: int) -> bytes:
    """The refusal of a connection that cannot be used any further, as it goes on the wire."""
    body, kind = content_of(TurnedAway(status), "")
    lines = [
        f"HTTP/1.1 {status} {HTTPStatus(status).phrase}",
        "Connection: close",
        *(f"{name}: {value}" for name, value in _HEADERS),
        f"Content-Type: {kind}",
        f"Content-Length: {len(body)}",
    ]
    return ("\r\n".join(lines) + "\r\n\r\n").encode() + body
