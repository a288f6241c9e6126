"""The pages of the hand-out sheets: what a person was given on paper, on their own phone, at home too."""

from flask import Blueprint, Response, abort, g, render_template, request

from config.languages import OWN_NAMES
from config.sheets import SheetSettings
from screen.qr import qr_svg
from screen.request import language_of_request
from screen.roles import Role, public
from screen.running import RunningOffice
from screen.screen import Screen


def make(office: RunningOffice) -> Blueprint:
    """The sheets' routes."""
    pages = Blueprint(
        "sheets", __name__, template_folder="templates", static_folder="static", static_url_path="/sheets/static"
    )
    sheets = {sheet.id: sheet for sheet in office.settings.sheets}

    @pages.get("/sheets")
    @public
    def every() -> str:
        """All hand-out sheets; ?lang= the language around them."""
        return _page("sheets/all.html", sheets=office.settings.sheets)

    @pages.get("/sheets/<sheet>")
    @public
    def guide(sheet: str) -> str:
        """One hand-out sheet, step by step."""
        return _page("sheets/one.html", sheet=_sheet(sheet))

    @pages.get("/sheets/<sheet>/qr.svg")
    @public
    def code(sheet: str) -> Response:
        """The QR code of a sheet's page; 404 when telephones cannot open it."""
        url = office.sheet_url(_sheet(sheet).id) or abort(404)
        answer = Response(qr_svg(url), mimetype="image/svg+xml")
        # The office may get another address: who shows the code asks again each time.
        answer.headers["Cache-Control"] = "no-cache"
        answer.add_etag()
        answer.make_conditional(request)
        return answer

    def _sheet(sheet: str) -> SheetSettings:
        if sheet not in sheets:
            abort(404)
        return sheets[sheet]

    def _page(template: str, **shown: object) -> str:
        g.language = language_of_request(office.settings.languages)
        languages = {code: OWN_NAMES[code] for code in office.settings.languages}
        return render_template(template, languages=languages, **shown)

    return pages


SCREEN = Screen("sheets", Role.KIOSK, make)
