"""The landing page of the demonstration: every screen one tap away, already paired, and the paper as it was printed."""

from pathlib import Path

from babel.numbers import format_decimal
from flask import (
    Blueprint,
    Response,
    abort,
    current_app,
    jsonify,
    make_response,
    redirect,
    render_template,
    request,
    send_file,
)
from werkzeug.wrappers import Response as AnyResponse

from config.languages import SOURCE
from config.pictogram_files import pictograms
from screen.roles import Role, public, read_by_staff
from server.access import DEVICE_COOKIE, LANGUAGE_COOKIE, SESSION_HOURS, STAFF_COOKIE, Access, current
from server.colours import PAIRS, THEMES, colour, ratio
from server.cookies import give
from server.journal.origin import DEVICE
from server.journal.people import Device, Staff
from server.office import Office
from server.own_pages import page_after
from server.pairing import DEVICE_SECONDS

ALL_ROLES = frozenset(Role) - {Role.PRINTER}
PERSON = "Démonstration"
MOST = 20
"""Browsers with a device of their own: more than look at one machine's demonstration at a time."""


def demonstration_pages(office: Office, access: Access, paper: Path) -> Blueprint:
    """Pages that only the demonstration has. paper: where the virtual printer leaves its pictures."""
    pages = Blueprint("demonstration", __name__)
    devices = OwnDevices(access)

    @pages.get("/")
    @read_by_staff
    @public
    def landing() -> Response:
        """Every screen, already paired, and the paper; ?lang= the language of the staff's screens from now on."""
        language = access.languages.of_page()
        counters, languages = office.settings.counters, access.languages.staff_names()
        answer = make_response(render_template("landing.html", counters=counters, languages=languages))
        give(answer, LANGUAGE_COOKIE, language, DEVICE_SECONDS)
        access.choose_language(current(), language)
        device, staff = current().device, current().staff
        if device is None or not device.roles >= ALL_ROLES:
            secret, device = devices.device()
            give(answer, DEVICE_COOKIE, secret, DEVICE_SECONDS)
            staff = None
        if staff is None:
            give(answer, STAFF_COOKIE, devices.session(device, language), SESSION_HOURS * 3_600)
        return answer

    @pages.before_app_request
    def signed_in_by_itself() -> AnyResponse | None:
        """Nobody has the PIN of the demonstration: who was away for long goes on where they were."""
        if request.endpoint != "sign_in.sign_in":
            return None
        visitor = access.visitor()
        if visitor.staff is not None or visitor.device is None or not visitor.device.roles >= ALL_ROLES:
            return None
        answer = redirect(page_after(current_app, request.args.get("next", ""), visitor.device.roles - {Role.KIOSK}))
        session = access.open_session(_person(access), visitor.device, language=access.languages.of_staff(visitor))
        give(answer, STAFF_COOKIE, session, SESSION_HOURS * 3_600)
        return answer

    @pages.get("/design")
    @read_by_staff
    @public
    def design() -> str:
        """What the screens are made of: colours with their contrast, letters, pieces, states, pictograms."""
        pairs = [(drawn, ground, _written(least), *_contrasts(drawn, ground)) for drawn, ground, least in PAIRS]
        words = {language: office.texts.words(language, office.settings) for language in ("ar", "uk")}
        own = office.texts.words(access.languages.of_page(), office.settings)
        return render_template("design.html", pairs=pairs, pictograms=tuple(pictograms()), words=own, others=words)

    @pages.get("/demonstration/paper.json")
    @public
    def newest() -> Response:
        """The names of the pictures, newest first."""
        return jsonify([picture.name for picture in _pictures(paper)[:6]])

    @pages.get("/demonstration/paper/<name>")
    @public
    def picture(name: str) -> Response:
        """One picture of a printed paper."""
        if name not in {picture.name for picture in _pictures(paper)}:
            abort(404)
        return send_file((paper / name).resolve(), mimetype="image/png")

    return pages


class OwnDevices:
    """The devices that visitors were given, and the session on each: a browser gets its own until there are MOST, then one in turn.

    Who brings no cookie would else add a device to the register at each visit. Kept in memory; a new start goes on with as many.
    """

    def __init__(self, access: Access) -> None:
        self._access = access
        self._devices: list[tuple[str, Device]] = []
        self._sessions: dict[int, str] = {}

    def device(self) -> tuple[str, Device]:
        """A device's secret, and the device."""
        valid = [device for device in self._access.people.devices() if device.name == DEVICE]
        self._devices = [secret_and_device for secret_and_device in self._devices if secret_and_device[1] in valid]
        if len(valid) < MOST or not self._devices:
            if len(valid) >= MOST:
                self._access.revoke(valid[0].id)
            self._devices.append(self._access.add_device(DEVICE, ALL_ROLES))
        else:
            self._devices.append(self._devices.pop(0))
        return self._devices[-1]

    def session(self, device: Device, language: str) -> str:
        """The secret of the session on this device; another one when somebody signed out or it is too old."""
        secret = self._sessions.get(device.id, "")
        if not secret or not self._access.is_open(secret, device):
            secret = self._sessions[device.id] = self._access.open_session(
                _person(self._access), device, language=language
            )
        return secret


def _contrasts(drawn: str, ground: str) -> list[str]:
    """« 12,3 », by day and with more contrast."""
    return [_written(round(ratio(colour(drawn, theme), colour(ground, theme)), 1), "0.0") for theme in THEMES]


def _written(number: float, pattern: str | None = None) -> str:
    return str(format_decimal(number, pattern, SOURCE))


def _person(access: Access) -> Staff:
    people = {staff.name: staff for staff in access.people.staff()}
    if PERSON not in people:
        access.add_staff(PERSON, frozenset({Role.CONSOLE, Role.COUNTER, Role.MANAGER}))
        people = {staff.name: staff for staff in access.people.staff()}
    return people[PERSON]


def _pictures(paper: Path) -> list[Path]:
    return sorted(paper.glob("paper-*.png"), reverse=True)
