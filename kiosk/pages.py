"""The kiosk's routes: its page, what is shown when the office is closed or away, and the QR code of a ticket just taken."""

import math
from collections.abc import Iterable, Iterator, Sequence

from flask import Blueprint, Response, abort, render_template, request

from config.languages import OWN_NAMES
from config.settings import NeedSettings
from config.spans import Span
from flow.commands import ConfirmPaper, ReprintTicket, TakeTicket
from flow.kiosks import is_own
from kiosk.view import view
from screen.qr import qr_svg
from screen.request import device_of_request, language_of_request
from screen.roles import Role, allow, public
from screen.running import RunningOffice
from screen.screen import Screen
from screen.week import week

MOST_CHOICES = 6
"""On one screen, beside help (domain, 2): a ninth choice of a list is read by nobody."""


def make(office: RunningOffice) -> Blueprint:
    """The kiosk's routes."""
    pages = Blueprint(
        "kiosk", __name__, template_folder="templates", static_folder="static", static_url_path="/kiosk/static"
    )

    def language() -> str:
        return language_of_request(office.settings.languages)

    @pages.get("/kiosk")
    @allow(Role.KIOSK)
    def kiosk() -> str:
        """The whole kiosk in one language; ?lang= another."""
        return render_template(
            "kiosk/kiosk.html",
            words=office.texts.words(language(), office.settings),
            own_names={code: OWN_NAMES[code] for code in office.settings.languages},
            week=week(office.settings.hours, language()),
            pages_of=pages_of,
            quieter=tuple(quieter(office.settings.kiosk.quiet_hours)),
            needs_csrf=True,
        )

    @pages.get("/kiosk/closed")
    @public
    def closed() -> str:
        """What the kiosk says outside the opening hours."""
        words = office.texts.words(language(), office.settings)
        return render_template("kiosk/closed.html", words=words, week=week(office.settings.hours, language()))

    @pages.get("/kiosk/away")
    @public
    def away() -> str:
        """What the kiosk's browser keeps, to show it when the office does not answer."""
        return render_template("kiosk/away.html", words=office.texts.words(language(), office.settings))

    @pages.get("/kiosk/worker.js")
    @public
    def worker() -> Response:
        """The service worker; it stands at this address so that it may answer for /kiosk."""
        script = pages.send_static_file("worker.js")
        script.headers["Service-Worker-Allowed"] = "/kiosk"
        script.headers["Cache-Control"] = "no-cache"
        return script

    @pages.get("/kiosk/qr.svg")
    @allow(Role.KIOSK)
    def qr() -> Response:
        """The QR code of the page of an open ticket that this kiosk gave just now; ?ticket= its id."""
        state, ticket = office.state, request.args.get("ticket", "")
        if not is_own(state, state.open.get(ticket), device_of_request(), office.now()):
            abort(404)
        return Response(qr_svg(office.ticket_url(ticket)), mimetype="image/svg+xml")

    return pages


def pages_of(needs: Sequence[NeedSettings]) -> tuple[Sequence[NeedSettings], ...]:
    """What a tile leads to: one screen of at most six, or screens of equal length, each but the last with « autres choix »."""
    if len(needs) <= MOST_CHOICES:
        return (needs,)
    screens = math.ceil(len(needs) / (MOST_CHOICES - 1))
    each = math.ceil(len(needs) / screens)
    return tuple(needs[at : at + each] for at in range(0, len(needs), each))


def quieter(spans: Iterable[Span]) -> Iterator[tuple[str, dict[str, int]]]:
    """When one had better come back: for each quiet span the name and the facts of its sentence."""
    for opens, _closes in spans:
        hour, minute = divmod(opens, 60)
        yield ("kiosk.quieter_half", {"hour": hour, "minute": minute}) if minute else ("kiosk.quieter", {"hour": hour})


SCREEN = Screen("kiosk", Role.KIOSK, make, (TakeTicket, ReprintTicket, ConfirmPaper), view)
