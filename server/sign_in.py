"""A person signs in with their name and PIN, on a device that is paired, and out again."""

from flask import Blueprint, current_app, jsonify, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from config import access_words
from config.catalogues import gettext
from screen.request import staff_language
from screen.roles import Role, public, read_by_staff
from server.access import LANGUAGE_COOKIE, SESSION_HOURS, STAFF_COOKIE, Access, current
from server.access.tries import Busy, Locked
from server.client_address import client_address
from server.cookies import give, take_back
from server.own_pages import page_after
from server.pairing import DEVICE_SECONDS
from server.try_answers import JsonAnswer, PageAnswer, json_body, must_wait, must_wait_json, refused_json


def sign_in_pages(access: Access) -> Blueprint:
    """Pages that nobody needs a right for; each says so."""
    pages = Blueprint("sign_in", __name__)

    @pages.get("/sign-in")
    @read_by_staff
    @public
    def sign_in() -> str | AnyResponse:
        """The page where a person says who they are."""
        if current().device is None:
            return redirect("/pair")
        return _sign_in_page(access)

    @pages.post("/sign-in")
    @read_by_staff
    @public
    def signed_in() -> AnyResponse | PageAnswer:
        """Name, pin, lang → the session's cookie, and on to the page in the language chosen."""
        visitor, language = current(), staff_language()
        if visitor.device is None:
            return redirect("/pair", 303)
        name, pin = request.form.get("name", ""), request.form.get("pin", "")
        try:
            secret = access.sign_in(name, pin, visitor.device, client_address(), visitor.session, language)
        except (Locked, Busy) as problem:
            sentence, status, headers = must_wait(problem)
            return _sign_in_page(access, sentence), status, headers
        if secret is None:
            return _sign_in_page(access, gettext(language, access_words.WRONG_PIN)), 422, {}
        next_page = request.form.get("next", "")
        answer = redirect(page_after(current_app, next_page, visitor.device.roles), 303)
        give(answer, STAFF_COOKIE, secret, SESSION_HOURS * 3_600)
        give(answer, LANGUAGE_COOKIE, language, DEVICE_SECONDS)
        return answer

    @pages.post("/sign-in.json")
    @read_by_staff
    @public
    def signed_in_program() -> JsonAnswer:
        """{"name", "pin"} → {"staff"}: to be shown as `X-Staff` beside the device's secret. ?lang= the language of what it reads then."""
        device, body, language = current().device, json_body(), staff_language()
        name, pin = str(body.get("name", "")), str(body.get("pin", ""))
        if device is None:
            return refused_json("not_allowed", access_words.WRONG_PIN)
        try:
            secret = access.sign_in(name, pin, device, client_address(), language=language)
        except (Locked, Busy) as problem:
            return must_wait_json(problem)
        if secret is None:
            return refused_json("wrong", access_words.WRONG_PIN)
        return jsonify(ok=True, staff=secret), 200, {}

    @pages.post("/sign-out")
    @public
    def sign_out() -> AnyResponse:
        """The visitor's own session ends; a stranger's request changes nothing."""
        access.sign_out(current())
        answer = redirect("/sign-in", 303)
        take_back(answer, STAFF_COOKIE)
        return answer

    return pages


def _sign_in_page(access: Access, problem: str = "") -> str:
    device = current().device
    roles = device.roles if device else frozenset()
    names = [person.name for person in access.staff() if person.roles & roles]
    page, chosen = request.values.get("next", ""), request.form.get("name", "")
    return render_template(
        "sign_in.html", names=names, chosen=chosen, problem=problem, next_page=page,
        needs_manager=Role.MANAGER in roles, languages=access.languages.staff_names(),
    )  # fmt: skip
