"""A device is paired with a code, once; its cookie is renewed while it is used; `/` leads to its own page."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, current_app, g, jsonify, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from config import access_words
from config.catalogues import gettext
from screen.request import staff_language
from screen.roles import Role, address_is_secret, public, read_by_staff
from server.access import DEVICE_COOKIE, DEVICE_DAYS, LANGUAGE_COOKIE, Access, current
from server.access.tries import Locked
from server.client_address import client_address
from server.cookies import cookie, cookie_name, give
from server.own_pages import PAGE_OF, page_after
from server.try_answers import JsonAnswer, PageAnswer, json_body, must_wait, must_wait_json, refused_json

DEVICE_SECONDS = DEVICE_DAYS * 86_400


def pairing_pages(access: Access, demonstration: bool) -> Blueprint:
    """Pages that nobody needs a right for; each says so. A demonstration has a landing page of its own at `/`."""
    pages = Blueprint("pairing", __name__)
    _pairing(pages, access)
    if not demonstration:
        pages.add_url_rule("/", "home", _home())
    pages.after_app_request(_renewing(access))
    return pages


def _pairing(pages: Blueprint, access: Access) -> None:
    @pages.get("/pair")
    @read_by_staff
    @public
    def pair() -> str:
        """The page where a device types its code."""
        return _pair_page(access)

    @pages.post("/pair")
    @read_by_staff
    @public
    def paired() -> AnyResponse | PageAnswer:
        """Code → the device's cookie, and on to its page."""
        try:
            pairing = access.pair(request.form.get("code", ""), client_address())
        except Locked as locked:
            sentence, status, headers = must_wait(locked)
            return _pair_page(access, sentence), status, headers
        if pairing is None:
            return _pair_page(access, gettext(staff_language(), access_words.WRONG_CODE)), 422, {}
        secret, device = pairing
        role = next(iter(device.roles))
        place = f"/{device.place}" if role is Role.COUNTER and device.place else ""
        answer = redirect(PAGE_OF.get(role, "/") + place, 303)
        give(answer, DEVICE_COOKIE, secret, DEVICE_SECONDS)
        give(answer, LANGUAGE_COOKIE, staff_language(), DEVICE_SECONDS)
        return answer

    @pages.post("/pair.json")
    @address_is_secret
    @read_by_staff
    @public
    def paired_program() -> JsonAnswer:
        """{"code"} → {"secret", "role", "place"}: for a program, which shows the secret as `Authorization: Bearer`."""
        try:
            pairing = access.pair(str(json_body().get("code", "")), client_address())
        except Locked as locked:
            return must_wait_json(locked)
        if pairing is None:
            return refused_json("wrong", access_words.WRONG_CODE)
        secret, device = pairing
        return jsonify(ok=True, secret=secret, role=next(iter(device.roles)).value, place=device.place), 200, {}


def _pair_page(access: Access, problem: str = "") -> str:
    return render_template("pair.html", problem=problem, languages=access.languages.staff_names())


def _home() -> Callable[[], Any]:
    @public
    def home() -> AnyResponse:
        """On to the device's own page."""
        device = current().device
        return redirect(page_after(current_app, "", device.roles) if device else "/pair")

    return home


def _renewing(access: Access) -> Callable[[Response], Response]:
    def renew(answer: Response) -> Response:
        """A device that is used gets its cookie again once a day: only one that nobody uses is forgotten by its browser."""
        device_cookie = f"{cookie_name(DEVICE_COOKIE)}="
        sets_it = any(header.startswith(device_cookie) for header in answer.headers.getlist("Set-Cookie"))
        # A cookie on an answer that somebody on the way keeps would be everybody's.
        may_be_cached = "no-store" not in answer.headers.get("Cache-Control", "")
        visitor = g.get("visitor")
        if not sets_it and not may_be_cached and visitor is not None and access.wants_cookie(visitor):
            give(answer, DEVICE_COOKIE, cookie(DEVICE_COOKIE), DEVICE_SECONDS)
        return answer

    return renew
