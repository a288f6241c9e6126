"""The clips, over HTTP: a known sentence in an offered language, made when it is asked for, kept by the browser."""

import structlog
from flask import Blueprint, Response, request, send_file

from config.roles import Role, allow
from server.office import Office
from voice.clips import RECORDINGS, Clips
from voice.sentences import sentence
from voice.synthesis import NoVoice

DAY_S = 86_400
SOUND = dict(zip(RECORDINGS, ("audio/wav", "audio/mpeg", "audio/mp4"), strict=True))
log = structlog.get_logger()


def voice_pages(office: Office, clips: Clips) -> Blueprint:
    """GET /voice/<language>/<name>?fact=…"""
    pages = Blueprint("voice", __name__)
    words = {language: office.texts.words(language, office.settings) for language in office.settings.languages}
    silent: set[str] = set()

    @pages.get("/voice/<language>/<name>")
    @allow(Role.KIOSK, Role.DISPLAY, Role.CONSOLE, Role.COUNTER, Role.MANAGER)
    def clip(language: str, name: str) -> Response:
        """A sentence of the office's words as sound; its facts, whole numbers, in the address. 503 when no voice is installed."""
        if language not in words:
            return _no(404, f"Ce bureau ne parle pas « {language} ».")
        try:
            facts = {key: int(value) for key, value in request.args.items()}
            said = sentence(words[language], name, facts)
        except ValueError as problem:
            return _no(404, str(problem))
        try:
            path = clips.clip(language, said)
        except NoVoice as problem:
            if language not in silent:
                log.warning("no_voice", language=language, problem=str(problem))
            silent.add(language)
            return _no(503, str(problem))
        silent.discard(language)
        return send_file(path.resolve(), mimetype=SOUND[path.suffix], max_age=DAY_S, conditional=True)

    return pages


def _no(status: int, why: str) -> Response:
    return Response(why, status, mimetype="text/plain", headers={"Cache-Control": "no-store"})
