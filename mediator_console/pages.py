"""The console's routes: the page, and the price of a change before it is made."""

import msgspec
from flask import Blueprint, jsonify, render_template, request
from werkzeug.wrappers import Response

from flow.commands import AdvanceTicket, MoveTicket
from flow.refusals import Reason, Refused
from flow.tickets import MoveReason
from flow.visits.reordering import price
from mediator_console.choices import choices
from mediator_console.commands import COMMANDS
from mediator_console.record_words import RECORD_WORDS
from mediator_console.view import view
from mediator_console.workshops import LEVEL_WORDS
from screen.request import language_of_request
from screen.roles import Role, allow
from screen.running import RunningOffice
from screen.screen import Screen


def make(office: RunningOffice) -> Blueprint:
    """The console's routes."""
    pages = Blueprint(
        "console", __name__, template_folder="templates", static_folder="static", static_url_path="/console/static"
    )

    @pages.get("/console")
    @allow(Role.CONSOLE)
    def console() -> str:
        """The console's page."""
        language = language_of_request(office.settings.languages)
        own = {key: office.texts.gettext(language, words) for key, words in (RECORD_WORDS | LEVEL_WORDS).items()}
        words = office.texts.words(language, office.settings) | own
        codes = any(office.sheet_url(sheet.id) for sheet in office.settings.sheets)
        return render_template(
            "console/console.html", words=words, choices=msgspec.to_builtins(choices(office, language)), sheet_codes=codes,
            needs_csrf=True,
        )  # fmt: skip

    @pages.get("/console/price")
    @allow(Role.CONSOLE)
    def asked_price() -> tuple[Response, int]:
        """What a move or an advance would cost the others; changes nothing. A "no" is an answer too: 200."""
        try:
            command = _change(request.args.to_dict())
        except msgspec.ValidationError:
            return _refused(office, Reason.MALFORMED, {"problem": "ticket, before, minutes, seen"}), 400
        try:
            cost = price(office.state, command, office.now())
        except Refused as refused:
            return _refused(office, refused.reason, refused.facts), 200
        return jsonify({"ok": True, **msgspec.to_builtins(cost)}), 200

    return pages


def _change(query: dict[str, str]) -> MoveTicket | AdvanceTicket:
    """The change whose price is asked, within the bounds of the command itself. Raises msgspec.ValidationError."""
    fields = {field: text for field in ("ticket", "before", "minutes", "seen") if (text := query.get(field))}
    if "minutes" in fields:
        return msgspec.convert(fields | {"type": "AdvanceTicket"}, AdvanceTicket, strict=False)
    # The reason is asked after the price is known; no reason changes the price.
    anchor = {"before": None} if fields.get("before") == "end" else {}
    return msgspec.convert(
        fields | anchor | {"type": "MoveTicket", "reason": MoveReason.CALMING}, MoveTicket, strict=False
    )


def _refused(office: RunningOffice, reason: Reason, facts: dict[str, object]) -> Response:
    sentence = office.texts.refusal(language_of_request(office.settings.languages), reason, facts)
    return jsonify({"ok": False, "reason": reason.value, "facts": facts, "sentence": sentence})


SCREEN = Screen("console", Role.CONSOLE, make, COMMANDS, whole_view=view)
