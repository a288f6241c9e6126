"""The landing page of the demonstration: every screen one tap away, already paired, and the paper as it was printed."""

from pathlib import Path

from flask import Blueprint, Response, abort, jsonify, make_response, render_template, send_file

from config.roles import Role, public
from config.sprite import names
from server.access import DEVICE_COOKIE, SESSION_HOURS, STAFF_COOKIE, Access, current
from server.colours import PAIRS, THEMES, colour, ratio
from server.doors import DEVICE_DAYS, give
from server.journal.people import Staff
from server.office import Office

ALL_ROLES = frozenset(Role) - {Role.PRINTER}
PERSON = "Démonstration"


def demonstration_pages(office: Office, access: Access, paper: Path) -> Blueprint:
    """Pages that only the demonstration has. paper: where the virtual printer leaves its pictures."""
    pages = Blueprint("demonstration", __name__)

    @pages.get("/")
    @public
    def landing() -> Response:
        """Every screen, already paired, and the paper."""
        answer = make_response(render_template("landing.html", counters=office.settings.counters))
        device, staff = current().device, current().staff
        if device is None or not device.roles >= ALL_ROLES:
            secret, device = access.add_device("démonstration", ALL_ROLES)
            give(answer, DEVICE_COOKIE, secret, DEVICE_DAYS * 86_400)
            staff = None
        if staff is None:
            give(answer, STAFF_COOKIE, access.open_session(_person(access), device), SESSION_HOURS * 3_600)
        return answer

    @pages.get("/design")
    @public
    def design() -> str:
        """What the screens are made of: colours with their contrast, letters, pieces, states, pictograms."""
        pairs = [
            (*pair, *(ratio(colour(pair[0], theme), colour(pair[1], theme)) for theme in THEMES)) for pair in PAIRS
        ]
        words = {language: office.texts.words(language, office.settings) for language in ("fr", "ar", "uk")}
        return render_template("design.html", pairs=pairs, pictograms=names(), words=words["fr"], others=words)

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


def _person(access: Access) -> Staff:
    known = {staff.name: staff for staff in access.people.staff()}
    if PERSON not in known:
        access.add_staff(PERSON, frozenset({Role.CONSOLE, Role.COUNTER, Role.MANAGER}))
        known = {staff.name: staff for staff in access.people.staff()}
    return known[PERSON]


def _pictures(paper: Path) -> list[Path]:
    return sorted(paper.glob("paper-*.png"), reverse=True)
