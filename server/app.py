"""The Flask application of one office: screens, rules, headers, words."""

import hashlib
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import flask
from flask import Blueprint, Flask, Response, request, url_for
from flask.typing import ResponseReturnValue
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from markupsafe import Markup

from config.roles import allow
from config.screens import Screen
from flow.refusals import Reason
from server.access import Access, current
from server.demonstration import demonstration_pages
from server.doors import door_pages
from server.office import Office
from server.printing import printer_pages
from server.register import register_pages
from server.rules import apply_rules
from server.voice_pages import voice_pages
from server.wire import answer_to, said
from voice.clips import Clips

POLICY = "default-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'self'; object-src 'none'"
REQUEST_BYTES = 64 * 1024
YEAR_S = 31_536_000


def create_app(
    office: Office, access: Access, screens: tuple[Screen, ...], secret_key: bytes, paper: Path, clips: Clips
) -> Flask:
    """One application, everything wired. paper: the folder where the virtual printer leaves pictures of what it printed."""
    app = Flask(__name__)
    app.config.update(
        SECRET_KEY=secret_key,
        MAX_CONTENT_LENGTH=REQUEST_BYTES,
        SESSION_COOKIE_SAMESITE="Strict",
        SESSION_COOKIE_HTTPONLY=True,
        SEND_FILE_MAX_AGE_DEFAULT=YEAR_S,
    )
    limiter = Limiter(get_remote_address, app=app, storage_uri="memory://", headers_enabled=True)
    _give_words(app, office, access)
    for screen in screens:
        blueprint = screen.pages(office)
        if screen.shape is not None:
            _take_commands(blueprint, office, access, screen)
        app.register_blueprint(blueprint)
    app.register_blueprint(door_pages(office, access, limiter))
    app.register_blueprint(register_pages(office, access))
    app.register_blueprint(printer_pages(office, access))
    app.register_blueprint(voice_pages(office, clips))
    if office.settings.demonstration:
        app.register_blueprint(demonstration_pages(office, access, paper))
    apply_rules(app, access, office)
    _set_headers(app, office)
    return app


def _take_commands(blueprint: Blueprint, office: Office, access: Access, screen: Screen) -> None:
    """POST /<screen>/commands: a command as JSON with an Idempotency-Key, answered with an Answer."""

    @allow(screen.role)
    def commands() -> Response:
        """A command of this screen, as JSON, with an Idempotency-Key; answered with an Answer."""
        visitor, language = current(), access.language()
        raw, key = request.get_json(silent=True), request.headers.get("Idempotency-Key")
        by = visitor.actor(screen.role, request.headers.get("Acting-For", ""))
        return said(answer_to(office, screen, raw, key, by, visitor.scope, language))

    blueprint.add_url_rule(f"/{screen.name}/commands", "commands", commands, methods=["POST"])


def _give_words(app: Flask, office: Office, access: Access) -> None:
    """What every template may use: _(), lang, direction, settings, asset()."""
    app.jinja_env.add_extension("jinja2.ext.i18n")
    texts = office.texts

    def gettext(message: str) -> str:
        return texts.translations(_language()).gettext(message)

    def ngettext(one: str, many: str, count: int) -> str:
        return texts.translations(_language()).ngettext(one, many, count)

    def _language() -> str:
        return flask.g.get("language") or access.language()

    app.jinja_env.filters["unbroken"] = _unbroken
    app.jinja_env.install_gettext_callables(gettext, ngettext, newstyle=True)  # type: ignore[attr-defined]

    @app.context_processor
    def always() -> dict[str, object]:
        language = _language()
        return {
            "lang": language,
            "direction": texts.direction(language),
            "settings": office.settings,
            "person": _person(),
            "asset": _asset(app),
        }

    app.extensions["words"] = always


def _unbroken(page: Markup) -> Markup:
    """The piece of a page, no line of which begins with « : », « ? » or « ! »: French writes a space before them."""
    for mark in ":;!?»":
        page = page.replace(f" {mark}", f"\u00a0{mark}")
    return page


def _person() -> str:
    """The pseudonym of who is signed in, for a staff screen to know its own."""
    visitor = flask.g.get("visitor")
    return visitor.staff.name if visitor is not None and visitor.staff is not None else ""


def _asset(app: Flask) -> Callable[..., str]:
    def asset(name: str, screen: str = "") -> str:
        """The address of a static file, with a mark of its content: it may be kept for a year."""
        endpoint = f"{screen}.static" if screen else "static"
        folder = app.blueprints[screen].static_folder if screen else app.static_folder
        return url_for(endpoint, filename=name, v=_mark(Path(str(folder)) / name))

    return asset


@lru_cache(maxsize=512)
def _mark(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]


def _set_headers(app: Flask, office: Office) -> None:
    framed = "'self'" if office.settings.demonstration else "'none'"

    @app.after_request
    def headers(response: Response) -> Response:
        response.headers["Content-Security-Policy"] = f"{POLICY}; frame-ancestors {framed}"
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), payment=(), usb=()"
        if "v" not in request.args and not response.headers.get("Cache-Control"):
            response.headers["Cache-Control"] = "no-store"
        return response

    @app.errorhandler(404)
    def not_found(error: Exception) -> tuple[str, int]:
        return flask.render_template("not_found.html"), 404

    @app.errorhandler(429)
    def too_many(error: Exception) -> ResponseReturnValue:
        return {"ok": False, "reason": Reason.NOT_ALLOWED.value, "sentence": _slow_down()}, 429

    def _slow_down() -> str:
        return office.texts.gettext("fr", "Trop d'essais. Attendez une minute, puis recommencez.")

    app.extensions["headers"] = (headers, not_found, too_many)
