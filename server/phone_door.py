"""The telephones' plain door: an application of its own, so that nothing else of the office can be behind it.

Telephones know no authority but the public ones. Beside a certificate of the office's own authority a ticket's QR code leads here, over
plain http: the ticket's page alone, to be read, without cookie, form or link to anything else.
"""

from typing import Any

from flask import Flask, abort, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

from screen.parts import shared_parts
from server.access import Access
from server.app import give_assets, give_words, set_headers
from server.door.limits import BODY_BYTES
from server.office import Office
from ticket_page.phone import NEEDED, make

_METHODS = frozenset({"GET", "HEAD"})


def create_phone_app(office: Office, access: Access) -> Flask:
    """The application of the telephones' door."""
    app = Flask(__name__, static_folder=None)
    app.config.update(MAX_CONTENT_LENGTH=BODY_BYTES, PROPAGATE_EXCEPTIONS=False)
    give_words(app, office, access)
    app.register_blueprint(shared_parts())
    app.register_blueprint(make(office))
    give_assets(app, office)
    set_headers(app, office)

    @app.before_request
    def only_the_ticket() -> None:
        address = (request.view_args or {}).get("address") if request.endpoint == "assets" else request.path[1:]
        if request.method not in _METHODS or not (request.endpoint == "ticket.ticket" or address in NEEDED):
            abort(404)

    def nothing(error: HTTPException) -> ResponseReturnValue:
        """Whatever else was asked: there is nothing here."""
        broken = error.code is not None and error.code >= 500
        return render_template("phone_nothing.html"), 500 if broken else 404

    # By its own number too: the office has a page for that one, with a way to its beginning.
    app.register_error_handler(404, nothing)
    app.register_error_handler(HTTPException, nothing)
    app.extensions["phone"] = only_the_ticket
    app.wsgi_app = _without_secrets(app.wsgi_app)  # type: ignore[method-assign]
    return app


def _without_secrets(inner: Any) -> Any:
    """A cookie or a device's secret that comes over plain http is not looked at."""

    def checked(environ: dict[str, Any], start_response: Any) -> Any:
        for name in ("HTTP_COOKIE", "HTTP_AUTHORIZATION", "HTTP_X_STAFF"):
            environ.pop(name, None)
        return inner(environ, start_response)

    return checked
