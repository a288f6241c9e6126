"""The Flask application of one office: screens, rules, headers, words."""

from pathlib import Path

import flask
from flask import Blueprint, Flask, Response, request
from markupsafe import Markup
from werkzeug.routing import IntegerConverter

from config.languages import locale_of
from flow.bounds import COUNTER_LONGEST
from screen.parts import shared_parts
from screen.roles import allow
from screen.screen import Screen
from server.access import Access, current
from server.act_pages import act_pages
from server.assets import Assets
from server.cookies import PageSessions
from server.demonstration import demonstration_pages
from server.door.limits import BODY_BYTES
from server.faults import answer_faults
from server.health import health_pages
from server.metrics import metric_pages
from server.office import Office
from server.pairing import pairing_pages
from server.paper.routes import printer_pages
from server.register import register_pages
from server.rules import apply_rules
from server.sightings import HEADER, Sightings
from server.sign_in import sign_in_pages
from server.voice.pages import voice_pages
from server.wire import posted
from voice.clips import Clips

POLICY = "default-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'self'; object-src 'none'"
YEAR_S = 31_536_000


def create_app(
    office: Office, access: Access, screens: tuple[Screen, ...], secret_key: bytes, paper: Path, clips: Clips
) -> Flask:
    """One application, everything wired. paper: the folder where the virtual printer leaves pictures of what it printed."""
    app = Flask(__name__, static_folder=None)
    app.url_map.converters["int"] = _BoundedInteger
    app.config.update(
        SECRET_KEY=secret_key,
        MAX_CONTENT_LENGTH=BODY_BYTES,
        SESSION_COOKIE_SAMESITE="Strict",
        SESSION_COOKIE_HTTPONLY=True,
        # Over https Flask-WTF also wants a Referer, which our pages do not send. It is there against cookies that somebody plants
        # over http: __Host- cookies cannot be planted.
        WTF_CSRF_SSL_STRICT=False,
    )
    app.session_interface = PageSessions()
    give_words(app, office, access)
    app.register_blueprint(shared_parts())
    for screen in screens:
        blueprint = screen.pages(office)
        if screen.shape is not None:
            _take_commands(blueprint, office, access, screen, secret_key)
        app.register_blueprint(blueprint)
    app.register_blueprint(pairing_pages(access, office.settings.demonstration))
    app.register_blueprint(sign_in_pages(access))
    app.register_blueprint(health_pages(office))
    app.register_blueprint(register_pages(office, access))
    app.register_blueprint(act_pages(office, access))
    app.register_blueprint(printer_pages(office, access))
    app.register_blueprint(voice_pages(office, clips))
    app.register_blueprint(metric_pages(office))
    if office.settings.demonstration:
        app.register_blueprint(demonstration_pages(office, access, paper))
    give_assets(app, office)
    apply_rules(app, access, office)
    set_headers(app, office)
    answer_faults(app, access.languages.of_page)
    return app


class _BoundedInteger(IntegerConverter):
    """A number in an address, of so many digits that every part of the program can hold it."""

    regex = r"[0-9]{1,15}"


def _take_commands(blueprint: Blueprint, office: Office, access: Access, screen: Screen, secret_key: bytes) -> None:
    """POST /<screen>/commands: a command as JSON with an Idempotency-Key, answered with an Answer."""
    sightings = Sightings(secret_key)

    @allow(screen.role)
    def commands() -> Response:
        """A command of this screen, as JSON, with an Idempotency-Key; answered with an Answer."""
        visitor = current()
        if (sight := sightings.read(request.headers.get(HEADER))) is not None:
            office.saw(sight)
        # Longer than a counter's id it names none.
        by = visitor.actor(screen.role, request.headers.get("Acting-For", "")[: COUNTER_LONGEST + 1])
        return posted(office, screen, by, visitor.scope, access.languages.of_page())

    blueprint.add_url_rule(f"/{screen.name}/commands", "commands", commands, methods=["POST"])


def give_words(app: Flask, office: Office, access: Access) -> None:
    """What every template may use: _(), lang, locale (of its dates), direction, settings, person."""
    app.jinja_env.add_extension("jinja2.ext.i18n")
    texts = office.texts

    def gettext(message: str) -> str:
        return texts.translations(_language()).gettext(message)

    def ngettext(singular: str, plural: str, count: int) -> str:
        return texts.translations(_language()).ngettext(singular, plural, count)

    def _language() -> str:
        return flask.g.get("language") or access.languages.of_page()

    app.jinja_env.filters["unbroken"] = _unbroken
    app.jinja_env.install_gettext_callables(gettext, ngettext, newstyle=True)  # type: ignore[attr-defined]

    @app.context_processor
    def always() -> dict[str, object]:
        language = _language()
        return {
            "lang": language,
            "locale": locale_of(language).replace("_", "-"),
            "direction": texts.direction(language),
            "settings": office.settings,
            "person": _person(),
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


def give_assets(app: Flask, office: Office) -> None:
    """What pages are made of, and what every template may say of it: asset(), and pages, its version."""
    assets = Assets(app, office.settings)
    app.jinja_env.globals.update(asset=assets.address, pages=assets.version)
    app.config["PAGES"] = assets.version


def set_headers(app: Flask, office: Office) -> None:
    """The headers of every answer, and the pages of what is not there."""
    framed = "'self'" if office.settings.demonstration else "'none'"

    @app.after_request
    def headers(response: Response) -> Response:
        response.headers["Content-Security-Policy"] = f"{POLICY}; frame-ancestors {framed}"
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), payment=(), usb=()"
        response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
        if request.is_secure:
            # Over http a browser ignores it, and says so as an error on each page.
            response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
            if office.settings.serve.public_certificate:
                # A year, as ASVS 5.0 3.4.1 asks; neither subdomains nor preloading: the name's other servers are not ours.
                response.headers["Strict-Transport-Security"] = f"max-age={YEAR_S}"
        if not response.headers.get("Cache-Control"):
            response.headers["Cache-Control"] = "no-store"
        return response

    app.extensions["headers"] = headers
