"""The doors of the office: pairing a device, signing in and out, health."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, abort, current_app, g, jsonify, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from config import access_words
from config.notices import NOTICES
from screen.roles import Role, address_is_secret, public
from server.access import DEVICE_COOKIE, DEVICE_DAYS, SESSION_HOURS, STAFF_COOKIE, Access, current
from server.access.tries import Busy, Locked
from server.client_address import client_address
from server.cookies import cookie, cookie_name, give, take_back
from server.door.reader import Unreadable, read_json
from server.office import Office
from server.own_pages import PAGE_OF, page_after

DEVICE_SECONDS = DEVICE_DAYS * 86_400
BUSY_SECONDS = 2
Refused = tuple[str, int, dict[str, str]]


def door_pages(office: Office, access: Access) -> Blueprint:
    """Pages that nobody needs a right for; each says so."""
    pages = Blueprint("doors", __name__)
    _pairing(pages, access)
    _signing_in(pages, access)
    _open_pages(pages, office)
    if not office.settings.demonstration:
        pages.add_url_rule("/", "home", _home())
    pages.after_app_request(_renewing(access))
    return pages


def _pairing(pages: Blueprint, access: Access) -> None:
    @pages.get("/pair")
    @public
    def pair() -> str:
        """The page where a device types its code."""
        return render_template("pair.html", problem="")

    @pages.post("/pair")
    @public
    def paired() -> AnyResponse | Refused:
        """Code → the device's cookie, and on to its page."""
        try:
            found = access.pair(request.form.get("code", ""), client_address())
        except Locked as locked:
            sentence, status, wait = _told(locked)
            return render_template("pair.html", problem=sentence), status, wait
        if found is None:
            return render_template("pair.html", problem=access_words.WRONG_CODE), 422, {}
        secret, device = found
        role = next(iter(device.roles))
        place = f"/{device.place}" if role is Role.COUNTER and device.place else ""
        answer = redirect(PAGE_OF.get(role, "/") + place, 303)
        give(answer, DEVICE_COOKIE, secret, DEVICE_SECONDS)
        return answer

    @pages.post("/pair.json")
    @address_is_secret
    @public
    def paired_program() -> tuple[Response, int, dict[str, str]]:
        """{"code"} → {"secret", "role", "place"}: for a program, which shows the secret as `Authorization: Bearer`."""
        try:
            found = access.pair(str(_asked().get("code", "")), client_address())
        except Locked as locked:
            return _no(locked)
        if found is None:
            return _refused("wrong", access_words.WRONG_CODE)
        secret, device = found
        return jsonify(ok=True, secret=secret, role=next(iter(device.roles)).value, place=device.place), 200, {}


def _signing_in(pages: Blueprint, access: Access) -> None:
    @pages.get("/sign-in")
    @public
    def sign_in() -> str | AnyResponse:
        """The page where a person says who they are."""
        if current().device is None:
            return redirect("/pair")
        return _sign_in_page(access)

    @pages.post("/sign-in")
    @public
    def signed_in() -> AnyResponse | Refused:
        """Name, pin → the session's cookie, and on to the page."""
        visitor = current()
        if visitor.device is None:
            return redirect("/pair", 303)
        name, pin = request.form.get("name", ""), request.form.get("pin", "")
        try:
            secret = access.sign_in(name, pin, visitor.device, client_address(), visitor.session)
        except (Locked, Busy) as problem:
            sentence, status, wait = _told(problem)
            return _sign_in_page(access, sentence), status, wait
        if secret is None:
            return _sign_in_page(access, access_words.WRONG_PIN), 422, {}
        asked = request.form.get("next", "")
        answer = redirect(page_after(current_app, asked, visitor.device.roles), 303)
        give(answer, STAFF_COOKIE, secret, SESSION_HOURS * 3_600)
        return answer

    @pages.post("/sign-in.json")
    @public
    def signed_in_program() -> tuple[Response, int, dict[str, str]]:
        """{"name", "pin"} → {"staff"}: to be shown as `X-Staff` beside the device's secret."""
        device, asked = current().device, _asked()
        if device is None:
            return _refused("not_allowed", access_words.WRONG_PIN)
        try:
            secret = access.sign_in(str(asked.get("name", "")), str(asked.get("pin", "")), device, client_address())
        except (Locked, Busy) as problem:
            return _no(problem)
        if secret is None:
            return _refused("wrong", access_words.WRONG_PIN)
        return jsonify(ok=True, staff=secret), 200, {}

    @pages.post("/sign-out")
    @public
    def sign_out() -> AnyResponse:
        """The visitor's own session ends; a stranger's request changes nothing."""
        access.sign_out(current())
        answer = redirect("/sign-in", 303)
        take_back(answer, STAFF_COOKIE)
        return answer


def _open_pages(pages: Blueprint, office: Office) -> None:
    """Health."""

    @pages.get("/healthz")
    @public
    def healthz() -> Response:
        """The program lives."""
        return jsonify(alive=True)

    @pages.get("/readyz")
    @public
    def readyz() -> tuple[Response, int]:
        """200 when it can store and tell in time; 503 and why, in words too, when it cannot."""
        ready, doubt = office.readiness.ready(), office.state.doubt
        clock = {"clock": "trusted"} if doubt is None else {"clock": "held", "clock_ahead_s": doubt.ahead // 1000}
        said = {
            "free_mb": ready.free_mb,
            "lag_ms": ready.lag_ms,
            "version": office.state.version,
            "day": office.state.date,
            **clock,
        }
        if not ready.reasons:
            return jsonify(ready=True, **said), 200
        return jsonify(ready=False, reasons=ready.reasons, said=[NOTICES[name] for name in ready.reasons], **said), 503


def _renewing(access: Access) -> Callable[[Response], Response]:
    def renew(answer: Response) -> Response:
        """A device that is used gets its cookie again once a day: only one that nobody uses is forgotten by its browser."""
        given = any(
            given.startswith(f"{cookie_name(DEVICE_COOKIE)}=") for given in answer.headers.getlist("Set-Cookie")
        )
        # A cookie on an answer that is kept by somebody on the way would be everybody's.
        kept = "no-store" not in answer.headers.get("Cache-Control", "")
        visitor = g.get("visitor")
        if not given and not kept and visitor is not None and access.wants_cookie(visitor):
            give(answer, DEVICE_COOKIE, cookie(DEVICE_COOKIE), DEVICE_SECONDS)
        return answer

    return renew


def _asked() -> dict[str, object]:
    try:
        asked = read_json(request.get_data())
    except Unreadable:
        abort(400)
    return asked if isinstance(asked, dict) else {}


def _told(problem: Locked | Busy) -> tuple[str, int, dict[str, str]]:
    """The sentence, the status, and Retry-After."""
    match problem:
        case Locked():
            wait = problem.lock.wait_ms
            sentence = access_words.LOCKED[problem.lock.key.subject].format(wait=access_words.wait(wait))
            return sentence, 429, {"Retry-After": str(-(-wait // 1000))}
        case Busy():
            return access_words.BUSY, 503, {"Retry-After": str(BUSY_SECONDS)}


def _no(problem: Locked | Busy) -> tuple[Response, int, dict[str, str]]:
    sentence, status, wait = _told(problem)
    reason = "too_many_tries" if status == 429 else "busy"
    return jsonify(ok=False, reason=reason, sentence=sentence), status, wait


def _refused(reason: str, sentence: str) -> tuple[Response, int, dict[str, str]]:
    return jsonify(ok=False, reason=reason, sentence=sentence), 422, {}


def _home() -> Callable[[], Any]:
    @public
    def home() -> AnyResponse:
        """On to the device's own page."""
        device = current().device
        return redirect(page_after(current_app, "", device.roles) if device else "/pair")

    return home


def _sign_in_page(access: Access, problem: str = "") -> str:
    device = current().device
    roles = device.roles if device else frozenset()
    names = [person.name for person in access.staff() if person.roles & roles]
    page, chosen = request.values.get("next", ""), request.form.get("name", "")
    return render_template(
        "sign_in.html", names=names, chosen=chosen, problem=problem, next_page=page,
        needs_manager=Role.MANAGER in roles,
    )  # fmt: skip
