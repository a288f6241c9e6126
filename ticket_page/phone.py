"""The ticket's page for a telephone that came over plain http: number, wait and place; nothing to leave, nothing to send, no cookie.

Whoever listens on the way may learn the address: what stands here, and what can be done from here, is for everybody to know.
"""

from flask import Blueprint
from flask.wrappers import Response

from screen.roles import Role, public
from screen.running import RunningOffice
from screen.screen import Screen
from ticket_page.pages import page

NEEDED = frozenset(
    {
        "pictograms.svg",
        "static/fonts.css",
        "static/look.css",
        "static/mark.svg",
        "static/chime.js",
        "static/elements.js",
        "static/renewal.js",
        "static/vendor/atkinson-hyperlegible-next/latin.woff2",
        "static/vendor/atkinson-hyperlegible-next/latin-ext.woff2",
        "static/vendor/noto-sans/cyrillic.woff2",
        "static/vendor/noto-sans-arabic/arabic.woff2",
        "t/static/ticket.css",
        "t/static/ticket.js",
    }
)
"""The addresses of what the page is made of, without their first slash, and nothing else of the office's."""


def make(office: RunningOffice) -> Blueprint:
    """The one route."""
    pages = Blueprint(
        "ticket", __name__, template_folder="templates", static_folder="static", static_url_path="/t/static"
    )

    @pages.get("/t/<token>")
    @public
    def ticket(token: str) -> Response:
        """The client's own ticket, to be read; it looks again by itself, without a script too."""
        return page(office, token, "ticket/phone.html")

    return pages


SCREEN = Screen("ticket", Role.KIOSK, make)
