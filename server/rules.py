"""The rule of every route, applied before the route runs: no rule, no answer."""

from urllib.parse import quote

from flask import Flask, g, redirect, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError, CSRFProtect

from flow.refusals import Reason
from screen.roles import PUBLIC, STAFF, Role
from server.access import Access, Visitor
from server.office import Office

SAFE = {"GET", "HEAD", "OPTIONS"}


def apply_rules(app: Flask, access: Access, office: Office) -> None:
    """Every request: who is it, may they, and was it meant (CSRF, for requests that a browser's cookies speak for)."""
    app.config["WTF_CSRF_CHECK_DEFAULT"] = False
    # A kiosk's page lives for weeks: its token lasts as long as the session that it is bound to.
    app.config["WTF_CSRF_TIME_LIMIT"] = None
    csrf = CSRFProtect(app)

    @app.before_request
    def rule() -> ResponseReturnValue | None:
        g.visitor = access.visitor()
        g.device, g.place = g.visitor.device_id, g.visitor.place
        if request.endpoint is None:
            g.staff_language = access.languages.of_staff(g.visitor) if g.visitor.staff is not None else ""
            return None
        view = app.view_functions[request.endpoint]
        allowed: frozenset[Role] | None = getattr(view, "allowed", None)
        if getattr(view, "read_by_staff", False):
            g.staff_language = access.languages.of_staff(g.visitor, request.values.get("lang", ""))
        elif allowed and allowed <= STAFF:
            g.staff_language = access.languages.of_staff(g.visitor)
        if allowed is None:
            return _refusal(office, access, 403)
        if request.method not in SAFE and g.visitor.by_cookie and not getattr(view, "address_is_secret", False):
            csrf.protect()
        if allowed == PUBLIC:
            return None
        if any(g.visitor.may_use(role) for role in allowed):
            if _by_a_person():
                access.used(g.visitor)
            return None
        return _sent_away(g.visitor, allowed, office, access)

    @app.errorhandler(CSRFError)
    def forged(error: CSRFError) -> ResponseReturnValue:
        return _refusal(office, access, 400)

    app.extensions["rules"] = (rule, forged)


def _by_a_person() -> bool:
    """A page that was opened, or a form or command that was sent: not what a page fetches by itself."""
    return request.method not in SAFE or "text/html" in request.headers.get("Accept", "")


def _sent_away(visitor: Visitor, allowed: frozenset[Role], office: Office, access: Access) -> ResponseReturnValue:
    """To pairing when the device is unknown, to signing in when the person is; a program is told in JSON."""
    has_role = visitor.device is not None and bool(visitor.device.roles & allowed)
    if request.method in SAFE and request.accept_mimetypes.accept_html:
        page = "/sign-in" if has_role and allowed & STAFF else "/pair"
        return redirect(f"{page}?next={quote(request.path)}")
    return _refusal(office, access, 403 if visitor.device is not None else 401)


def _refusal(office: Office, access: Access, status: int) -> ResponseReturnValue:
    answer = office.refusal(Reason.NOT_ALLOWED, {}, access.languages.of_page())
    return {"ok": False, "reason": answer.reason, "sentence": answer.sentence}, status
