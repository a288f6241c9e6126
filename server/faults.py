"""What a page's request that goes wrong is answered: words and what to do, a page for a person, JSON for a program; never a trace."""

import sqlite3
from collections.abc import Callable

import structlog
from flask import Flask, Response, render_template, request
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as AnyResponse

from flow.refusals import Reason
from server.door.answers import TurnedAway, content_of
from server.journal.connection import is_of_disk

NOT_STORED = (
    "Rien n'a pu être enregistré : le disque est plein ou ne répond pas, ou un autre programme le tient. "
    "Recommencez dans un instant."
)
AGAIN_SECONDS = 5
log = structlog.get_logger()


def answer_faults(app: Flask, language: Callable[[], str]) -> None:
    """Every fault of every route, ours (500) or the asker's (4xx), goes through here. language: of the page that is asked for."""

    @app.errorhandler(HTTPException)
    def refused(error: HTTPException) -> AnyResponse:
        """A refusal of Flask's, Werkzeug's or a route's own abort(); a redirection goes on as it is."""
        if error.code is None or error.code < 400:
            return error.get_response()
        answer = _answer(language(), error.code)
        for name, value in error.get_response().headers:
            if name in ("Allow", "Retry-After"):
                answer.headers[name] = value
        return answer

    @app.errorhandler(sqlite3.OperationalError)
    def not_stored(error: sqlite3.OperationalError) -> AnyResponse:
        """The disk is full or failing, or another program has the register shut: nothing was done, and it may be asked again.

        A commit that failed does not come here: when nobody knows whether it was stored, the program ends.
        """
        if not is_of_disk(error):
            return broken(error)
        log.error("request_not_stored", endpoint=request.endpoint, exc_info=error)
        answer = _answer(language(), 503, NOT_STORED, Reason.NOT_STORED)
        answer.headers["Retry-After"] = str(AGAIN_SECONDS)
        return answer

    @app.errorhandler(Exception)
    def broken(error: Exception) -> AnyResponse:
        """A fault of ours: into the log."""
        log.error("request_fault", endpoint=request.endpoint, exc_info=error)
        return _answer(language(), 500)

    app.extensions["faults"] = (refused, not_stored, broken)


def _answer(language: str, status: int, sentence: str = "", reason: Reason | None = None) -> Response:
    turned_away = TurnedAway(status, sentence=sentence, reason=reason)
    if request.accept_mimetypes.accept_html:
        try:
            page = render_template("not_found.html" if status == 404 else "refused.html", sentence=turned_away.sentence)
        except Exception:
            # The words of a fault do not depend on what may be broken: the page without its clothes.
            log.exception("page_of_fault")
        else:
            return Response(page, status)
    body, kind = content_of(turned_away, request.headers.get("Accept", ""), language)
    return Response(body, status, content_type=kind)
