"""The clips, over HTTP: a sentence that a screen of the office says today, made when it is asked for.

A browser keeps it for a day under the version of the pages, which changes with the words; without one it asks again each time.
"""

from pathlib import Path

import structlog
from flask import Blueprint, Response, current_app, request, send_file

from kiosk.pages import quieter
from screen.roles import Role, allow
from server.access import current
from server.door.budget import Budget, Budgets
from server.office import Office
from voice.clips import RECORDINGS, Clips
from voice.sentences import Sayable, sentence
from voice.synthesis import NoVoice
from voice.turns import A_SECOND, BURST, Busy

DAY_S = 86_400
_DEVICES = 1000
SOUND = dict(zip(RECORDINGS, ("audio/wav", "audio/mpeg", "audio/mp4"), strict=True))
CALLERS = frozenset({Role.DISPLAY, Role.CONSOLE, Role.COUNTER, Role.MANAGER})
"""Screens that may say a call; a kiosk never does."""
log = structlog.get_logger()


def voice_pages(office: Office, clips: Clips) -> Blueprint:
    """GET /voice/<language>/<name>?fact=…, and the same under /assets/<version>."""
    pages = Blueprint("voice", __name__)
    words = {language: office.texts.words(language, office.settings) for language in office.settings.languages}
    silent: set[str] = set()
    budgets = Budgets(A_SECOND, BURST, keys=_DEVICES)

    @pages.get("/voice/<language>/<name>", defaults={"version": ""})
    @pages.get("/assets/<version>/voice/<language>/<name>")
    @allow(Role.KIOSK, Role.DISPLAY, Role.CONSOLE, Role.COUNTER, Role.MANAGER)
    def clip(version: str, language: str, name: str) -> Response:
        """A sentence that a screen says today, as sound; its facts, whole numbers, in the address. 503: no voice, or too many."""
        if language not in words:
            return _no(404, f"Ce bureau ne parle pas « {language} ».")
        device, call = current().device, name == "call"
        assert device is not None
        try:
            facts = {key: int(value) for key, value in request.args.items()}
            spoken = sentence(words[language], name, facts)
            sayable(office).check(spoken)
        except ValueError as problem:
            return _no(404, str(problem))
        if call and not device.roles & CALLERS:
            return _no(404, "Une borne ne dit pas les appels.")
        try:
            if clips.existing(language, spoken) is None:
                _spend(budgets.of(str(device.id)))
            path = clips.clip(language, spoken, call)
        except Busy as busy:
            return _no(503, "Trop de sons à faire en même temps. Réessayez dans un instant.", busy.after)
        except NoVoice as problem:
            if language not in silent:
                log.warning("no_voice", language=language, problem=str(problem))
            silent.add(language)
            return _no(503, str(problem))
        silent.discard(language)
        max_age = DAY_S if version == current_app.config["PAGES"] and path not in clips.own(language) else None
        return _sound(path, max_age)

    return pages


def _sound(path: Path, max_age: int | None) -> Response:
    """A recording of the office's own may be replaced by another at any moment: nobody keeps it (no-cache)."""
    return send_file(path.resolve(), mimetype=SOUND[path.suffix], max_age=max_age, conditional=True)


def _spend(budget: Budget) -> None:
    """One clip. Raises Busy when there is none left for now."""
    if after := budget.spend():
        budget.give_back()
        raise Busy(max(1, round(after)))


def sayable(office: Office) -> Sayable:
    """What may be said today: of the tickets taken so far, of the counters of the plan, of the kiosk's own times."""
    state, kiosk = office.state, office.settings.kiosk
    times = (facts for _name, facts in quieter(kiosk.quiet_hours))
    return Sayable(
        numbers=range(state.plan.figures.first_number, state.next_number + 1),
        counters=frozenset(int(counter) for counter in state.plan.counters),
        times=frozenset((time["hour"], time.get("minute", 0)) for time in times),
        seconds=frozenset({kiosk.warning_seconds, *range(0, kiosk.warning_seconds, 10)}),
    )


def _no(status: int, why: str, after: int = 0) -> Response:
    headers = {"Cache-Control": "no-store"} | ({"Retry-After": str(after)} if after else {})
    return Response(why, status, mimetype="text/plain", headers=headers)
