"""The doors of the office: pairing a device, signing in, health."""

import sqlite3
from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, current_app, jsonify, redirect, render_template, request
from flask_limiter import Limiter
from werkzeug.wrappers import Response as AnyResponse

from config.roles import Role, address_is_secret, public
from flow.refusals import Reason
from server.access import DEVICE_COOKIE, SESSION_HOURS, STAFF_COOKIE, Access, current
from server.office import Office

TRIES = "5 per minute; 30 per hour"
"""How often a stranger may try a pairing code or a PIN, from one address."""
DEVICE_DAYS = 400
PAGE_OF = {
    Role.KIOSK: "/kiosk",
    Role.DISPLAY: "/display",
    Role.CONSOLE: "/console",
    Role.COUNTER: "/counter",
    Role.MANAGER: "/manager",
}


def door_pages(office: Office, access: Access, limiter: Limiter) -> Blueprint:
    """Pages that nobody needs a right for; each says so."""
    pages = Blueprint("doors", __name__)

    @pages.get("/pair")
    @public
    def pair() -> str:
        """The page where a device types its code."""
        return render_template("pair.html", wrong=False)

    @pages.post("/pair")
    @limiter.limit(TRIES)
    @public
    def paired() -> AnyResponse | tuple[str, int]:
        """Code → the device's cookie, and on to its page."""
        found = access.pair(request.form.get("code", ""))
        if found is None:
            return render_template("pair.html", wrong=True), 422
        secret, device = found
        role = next(iter(device.roles))
        place = f"/{device.place}" if role is Role.COUNTER and device.place else ""
        answer = redirect(PAGE_OF.get(role, "/") + place, 303)
        give(answer, DEVICE_COOKIE, secret, DEVICE_DAYS * 86_400)
        return answer

    @pages.post("/pair.json")
    @limiter.limit(TRIES)
    @address_is_secret
    @public
    def paired_program() -> tuple[Response, int]:
        """{"code"} → {"secret", "role", "place"}: for a program, which shows the secret as `Authorization: Bearer`."""
        found = access.pair(str(_asked().get("code", "")))
        if found is None:
            return jsonify(ok=False, reason=Reason.NOT_ALLOWED.value), 422
        secret, device = found
        return jsonify(ok=True, secret=secret, role=next(iter(device.roles)).value, place=device.place), 200

    @pages.post("/sign-in.json")
    @limiter.limit(TRIES)
    @public
    def signed_in_program() -> tuple[Response, int]:
        """{"name", "pin"} → {"staff"}: to be shown as `X-Staff` beside the device's secret."""
        device, asked = current().device, _asked()
        secret = device and access.sign_in(str(asked.get("name", "")), str(asked.get("pin", "")), device)
        if not secret:
            return jsonify(ok=False, reason=Reason.NOT_ALLOWED.value), 422
        return jsonify(ok=True, staff=secret), 200

    @pages.get("/sign-in")
    @public
    def sign_in() -> str | AnyResponse:
        """The page where a person says who they are."""
        if current().device is None:
            return redirect("/pair")
        return _sign_in_page(access, wrong=False)

    @pages.post("/sign-in")
    @limiter.limit(TRIES)
    @public
    def signed_in() -> AnyResponse | tuple[str, int]:
        """Name, pin → the session's cookie, and on to the page."""
        device = current().device
        if device is None:
            return redirect("/pair", 303)
        secret = access.sign_in(request.form.get("name", ""), request.form.get("pin", ""), device)
        if secret is None:
            return _sign_in_page(access, wrong=True), 422
        answer = redirect(_own_page(request.form.get("next", ""), device.roles), 303)
        give(answer, STAFF_COOKIE, secret, SESSION_HOURS * 3_600)
        return answer

    @pages.post("/sign-out")
    @public
    def sign_out() -> AnyResponse:
        """The session ends."""
        access.sign_out(request.cookies.get(STAFF_COOKIE, ""))
        answer = redirect("/sign-in", 303)
        answer.delete_cookie(STAFF_COOKIE)
        return answer

    _open_pages(pages, office)
    if not office.settings.demonstration:
        pages.add_url_rule("/", "home", _home(access))
    return pages


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
        """200 when it can store, 503 and why when it cannot."""
        try:
            office.ready()
        except sqlite3.Error as error:
            return jsonify(ready=False, journal=str(error)), 503
        return jsonify(ready=True, version=office.state.version, day=office.state.date), 200


def give(answer: AnyResponse, name: str, secret: str, seconds: int) -> None:
    """A cookie that no script reads and no other site sends."""
    secure = request.is_secure or current_app.config.get("SESSION_COOKIE_SECURE", False)
    answer.set_cookie(name, secret, max_age=seconds, httponly=True, samesite="Strict", secure=secure)


def _asked() -> dict[str, object]:
    asked = request.get_json(silent=True)
    return asked if isinstance(asked, dict) else {}


def _home(access: Access) -> Callable[[], Any]:
    @public
    def home() -> AnyResponse:
        """On to the device's own page."""
        device = current().device
        return redirect(_own_page("", device.roles) if device else "/pair")

    return home


def _sign_in_page(access: Access, wrong: bool) -> str:
    device = current().device
    roles = device.roles if device else frozenset()
    names = [s.name for s in access.people.staff() if s.roles & roles]
    page = request.values.get("next", "")
    return render_template(
        "sign_in.html", names=names, wrong=wrong, next_page=page, needs_manager=Role.MANAGER in roles
    )


def _own_page(asked: str, roles: frozenset[Role]) -> str:
    """The page asked for when it is one of ours, else the first page of the device's role: never an address elsewhere."""
    if asked.startswith("/") and not asked.startswith(("//", "/\\")):
        return asked
    return next((PAGE_OF[role] for role in Role if role in roles and role in PAGE_OF), "/pair")
