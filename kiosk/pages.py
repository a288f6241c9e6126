"""The kiosk's routes: its page, the closed page, and the QR code of a ticket just taken."""

import io

import qrcode
import qrcode.constants
import qrcode.image.svg
from babel.dates import get_day_names
from flask import Blueprint, Response, abort, render_template, request

from config.asked import language_asked
from config.languages import OWN_NAMES
from config.roles import Role, allow, public
from config.running import RunningOffice
from config.screens import Screen
from flow.commands import ConfirmPaper, ReprintTicket, TakeTicket
from kiosk.view import view


def make(office: RunningOffice) -> Blueprint:
    """The kiosk's routes."""
    pages = Blueprint(
        "kiosk", __name__, template_folder="templates", static_folder="static", static_url_path="/kiosk/static"
    )

    def language() -> str:
        return language_asked(office.settings.languages)

    @pages.get("/kiosk")
    @allow(Role.KIOSK)
    def kiosk() -> str:
        """The whole kiosk in one language; ?lang= another."""
        words = office.texts.words(language(), office.settings)
        own_names = {code: OWN_NAMES[code] for code in office.settings.languages}
        week = _week(office, language())
        return render_template("kiosk/kiosk.html", words=words, own_names=own_names, week=week, needs_csrf=True)

    @pages.get("/kiosk/closed")
    @public
    def closed() -> str:
        """What the kiosk says outside the opening hours."""
        words = office.texts.words(language(), office.settings)
        return render_template("kiosk/closed.html", words=words, week=_week(office, language()))

    @pages.get("/kiosk/qr.svg")
    @allow(Role.KIOSK)
    def qr() -> Response:
        """The QR code of an open ticket's page; ?ticket= its id."""
        ticket = request.args.get("ticket", "")
        if ticket not in office.state.open:
            abort(404)
        return Response(qr_svg(office.ticket_url(ticket)), mimetype="image/svg+xml")

    return pages


def qr_svg(url: str) -> bytes:
    """An SVG with its quiet zone; error correction M."""
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=4)
    code.add_data(url)
    drawn = io.BytesIO()
    code.make_image(qrcode.image.svg.SvgPathFillImage).save(drawn)
    return drawn.getvalue()


def _week(office: RunningOffice, language: str) -> list[tuple[str, tuple[str, ...]]]:
    """The days of the week by name, with their opening hours as text."""
    names = get_day_names("wide", locale=language)
    hours = office.settings.hours.week()
    return [(names[day], tuple(f"{_time(a)} – {_time(b)}" for a, b in hours[day])) for day in range(7)]


def _time(minutes: int) -> str:
    return f"{minutes // 60}:{minutes % 60:02}"


SCREEN = Screen("kiosk", Role.KIOSK, make, (TakeTicket, ReprintTicket, ConfirmPaper), view)
