"""The clips, over HTTP: a known sentence in an offered language, made when it is asked for.

A browser keeps it for a day under the version of the pages, which changes with the words; without one it asks again each time.
"""

from pathlib import Path

import structlog
from flask import Blueprint, Response, current_app, request, send_file

from config.roles import Role, allow
from server.office import Office
from voice.clips import RECORDINGS, Clips
from voice.sentences import sentence
from voice.synthesis import NoVoice

DAY_S = 86_400
SOUND = dict(zip(RECORDINGS, ("audio/wav", "audio/mpeg", "audio/mp4"), strict=True))
log = structlog.get_logger()


def voice_pages(office: Office, clips: Clips) -> Blueprint:
    """GET /voice/<language>/<name>?fact=…, and the same under /assets/<version>."""
    pages = Blueprint("voice", __name__)
    words = {language: office.texts.words(language, office.settings) for language in office.settings.languages}
    silent: set[str] = set()

    @pages.get("/voice/<language>/<name>", defaults={"version": ""})
    @pages.get("/assets/<version>/voice/<language>/<name>")
    @allow(Role.KIOSK, Role.DISPLAY, Role.CONSOLE, Role.COUNTER, Role.MANAGER)
    def clip(version: str, language: str, name: str) -> Response:
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
        kept = DAY_S if version == current_app.config["PAGES"] and path not in clips.own(language) else None
        return _sound(path, kept)

    return pages


def _sound(path: Path, kept: int | None) -> Response:
    """A recording of the office's own may be replaced by another at any moment: nobody keeps it (no-cache)."""
    return send_file(path.resolve(), mimetype=SOUND[path.suffix], max_age=kept, conditional=True)


def _no(status: int, why: str) -> Response:
    return Response(why, status, mimetype="text/plain", headers={"Cache-Control": "no-store"})
