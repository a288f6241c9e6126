"""The clips, over HTTP: a known sentence in an offered language, made when it is asked for, kept by the browser."""

import gevent
import structlog
from flask import Blueprint, Response, request, send_file

from config.roles import Role, allow
from server.office import Office
from voice.clips import Clips
from voice.sentences import sentence
from voice.synthesis import NoVoice

DAY_S = 86_400
log = structlog.get_logger()


def voice_pages(office: Office, clips: Clips) -> Blueprint:
    """GET /voice/<language>/<name>?fact=…"""
    pages = Blueprint("voice", __name__)

    @pages.get("/voice/<language>/<name>")
    @allow(Role.KIOSK, Role.DISPLAY, Role.CONSOLE, Role.COUNTER, Role.MANAGER)
    def clip(language: str, name: str) -> Response | tuple[str, int]:
        """A sentence of the office's words as sound; its facts, whole numbers, in the address. 503 when no voice is installed."""
        if language not in office.settings.languages:
            return "", 404
        try:
            facts = {key: int(value) for key, value in request.args.items()}
            said = sentence(office.texts.words(language, office.settings), name, facts)
        except (KeyError, ValueError):
            return "", 404
        try:
            path = clips.clip(language, name, said)
        except NoVoice as problem:
            log.warning("no_voice", language=language, problem=str(problem))
            return str(problem), 503
        return send_file(path.resolve(), mimetype="audio/wav", max_age=DAY_S, conditional=True)

    return pages


def make_calls_ahead(office: Office, clips: Clips) -> None:
    """For as long as the office runs: the calls of those who wait are made before they are called, a few at a time.

    The display speaks French: a call is needed at each counter that may call the ticket.
    """
    while True:
        gevent.sleep(1)
        words = office.texts.words("fr", office.settings)
        for ticket in list(office.state.waiting()):
            for counter in office.state.open_counters():
                if office.state.may_call(counter, ticket):
                    _made(clips, sentence(words, "call", {"number": ticket.number, "counter": int(counter.id)}))


def _made(clips: Clips, said: str) -> None:
    try:
        clips.clip("fr", "call", said)
    except NoVoice as problem:
        log.warning("no_voice", language="fr", problem=str(problem))
        gevent.sleep(60)
