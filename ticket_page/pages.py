"""The ticket page's routes. Its address holds the secret: 128 random bits, stored hashed, dead at close."""

import hashlib

from flask import Blueprint, g, make_response, redirect, render_template
from flask.wrappers import Response
from werkzeug.wrappers import Response as AnyResponse

from config.languages import OWN_NAMES
from flow.commands import LeaveQueue
from flow.tickets import CLIENT, Ticket
from screen.request import language_of_request
from screen.roles import Role, address_is_secret, public
from screen.running import RunningOffice
from screen.screen import Screen
from ticket_page.view import view

REFRESH_SECONDS = 15


def make(office: RunningOffice) -> Blueprint:
    """The ticket page's routes."""
    pages = Blueprint(
        "ticket", __name__, template_folder="templates", static_folder="static", static_url_path="/t/static"
    )

    @pages.get("/t/<token>")
    @public
    def ticket(token: str) -> Response:
        """The client's own ticket; it looks again by itself, without a script too."""
        return page(office, token, "ticket/ticket.html")

    @pages.get("/t/<token>/leave")
    @public
    def sure(token: str) -> Response:
        """Asks whether the client really leaves."""
        return page(office, token, "ticket/leave.html")

    @pages.post("/t/<token>/leave")
    @address_is_secret
    @public
    def leave(token: str) -> AnyResponse:
        """The client leaves; sent twice, it is done once."""
        own = _ticket(office, token)
        if own is not None:
            office.handle(LeaveQueue(own.id), CLIENT, "ticket page", f"leave-{own.id}-{own.rev}", own.language)
        return redirect(f"/t/{token}?lang={_language(office, own)}", 303)

    return pages


def page(office: RunningOffice, token: str, template: str) -> Response:
    """The page of the ticket that has this token, in the language asked for; 404 and a sentence when there is none."""
    own = _ticket(office, token)
    g.language = _language(office, own)
    languages = {code: OWN_NAMES[code] for code in office.settings.languages}
    if own is None:
        # After a loss the office cannot tell a paper of the lost hour from one of yesterday: it says what is true of both.
        lost = office.state.fence is not None
        return make_response(render_template("ticket/gone.html", languages=languages, lost=lost), 404)
    shown = view(office.settings, office.state, own, office.now())
    shown_page = render_template(
        template,
        own=shown,
        words=office.texts.words(g.language, office.settings),
        said=office.texts.wait(g.language, shown.wait),
        token=token,
        languages=languages,
        refresh=REFRESH_SECONDS,
    )
    return make_response(shown_page)


def _language(office: RunningOffice, own: Ticket | None) -> str:
    """The one asked for; else the one that the ticket was taken in."""
    offered = office.settings.languages
    return language_of_request((own.language, *offered) if own and own.language in offered else offered)


def _ticket(office: RunningOffice, token: str) -> Ticket | None:
    state = office.state
    return state.any_ticket(state.tokens.get(hashlib.sha256(token.encode()).hexdigest(), ""))


SCREEN = Screen("ticket", Role.KIOSK, make)
