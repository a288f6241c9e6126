"""Cookies that hold: over https their names say that nobody planted them, and one of the other kind is not looked at."""

import re
from pathlib import Path

import pytest

from config.loading import load
from screen.roles import Role
from server.access import Access
from server.app import create_app
from server.journal.people import People
from server.screens import SCREENS
from voice.clips import Clips

SAFE, PLAIN = "https://localhost", "http://localhost"
MARKS = ("HttpOnly", "SameSite=Strict", "Path=/")


@pytest.fixture
def access(tmp_path: Path, settings):
    """The register of the office, empty."""
    people = People(tmp_path / "people.db")
    yield Access(people, settings.languages)
    people.close()


@pytest.fixture
def app(bureau, access, tmp_path):
    """The application of the office."""
    return create_app(bureau.office, access, SCREENS, b"k" * 32, tmp_path, Clips(tmp_path))


def _given(answer) -> dict[str, str]:
    return {line.split("=", 1)[0]: line for line in answer.headers.getlist("Set-Cookie")}


def _signed_in(app, access, base: str):
    """A person at a console of their own, as a browser pairs and signs in."""
    pin = access.add_staff("Médiatrice 1", frozenset({Role.CONSOLE}))
    browser = app.test_client()
    cookies = {}
    for page, form in (
        ("/pair", {"code": access.new_code(Role.CONSOLE)}),
        ("/sign-in", {"name": "Médiatrice 1", "pin": pin}),
    ):
        page_ = browser.get(page, base_url=base)
        cookies |= _given(page_)
        token = re.search(r'name="csrf_token" value="([^"]+)"', page_.text)
        answer = browser.post(page, base_url=base, data=form | {"csrf_token": token[1]})
        assert answer.status_code == 303, answer.text
        cookies |= _given(answer)
    return browser, cookies


def test_over_https_every_cookie_is_the_host_s_own_and_secure(app, access):
    browser, cookies = _signed_in(app, access, SAFE)

    assert set(cookies) == {"__Host-device", "__Host-staff", "__Host-session", "__Host-language"}
    for line in cookies.values():
        assert "Secure" in line
        assert "Domain" not in line
        assert all(mark in line for mark in MARKS)
    assert browser.get("/console", base_url=SAFE).status_code == 200


def test_over_http_the_same_person_has_plain_names_and_works_as_before(app, access):
    browser, cookies = _signed_in(app, access, PLAIN)

    assert set(cookies) == {"device", "staff", "session", "language"}
    assert not [line for line in cookies.values() if "Secure" in line]
    assert browser.get("/console", base_url=PLAIN).status_code == 200


@pytest.mark.parametrize(("base", "name"), [(SAFE, "device"), (PLAIN, "__Host-device")])
def test_a_cookie_of_the_other_kind_is_not_believed(app, access, base, name):
    secret, _ = access.add_device("kiosk", frozenset({Role.KIOSK}))

    def status(called: str) -> int:
        browser = app.test_client()
        browser.set_cookie(called, secret)
        return browser.get("/kiosk", base_url=base).status_code

    other = {"device": "__Host-device", "__Host-device": "device"}[name]
    assert status(name) == 401
    assert status(other) == 200


def test_signing_out_over_https_takes_the_cookie_back_in_words_that_a_browser_obeys(app, access):
    browser, _ = _signed_in(app, access, SAFE)
    token = re.search(r'name="csrf" content="([^"]+)"', browser.get("/console", base_url=SAFE).text)

    answer = browser.post("/sign-out", base_url=SAFE, headers={"X-CSRFToken": token[1]})

    line = _given(answer)["__Host-staff"]
    assert "Max-Age=0" in line
    assert "Secure" in line
    assert browser.get("/console", base_url=SAFE).status_code == 403


def test_a_forged_form_does_nothing_over_https_either(app, access):
    secret, _ = access.add_device("kiosk", frozenset({Role.KIOSK}))
    browser = app.test_client()
    browser.set_cookie("__Host-device", secret)
    command, headers = {"type": "TakeTicket", "need": "parcel_notice"}, {"Idempotency-Key": "key-00000001"}

    assert browser.get("/kiosk", base_url=SAFE).status_code == 200
    assert browser.post("/kiosk/commands", base_url=SAFE, json=command, headers=headers).status_code == 400


@pytest.mark.parametrize("scheme", ["Basic dXNlcjpwYXNz", "Negotiate abc", "Basic"])
def test_a_proxy_s_own_authorization_sends_no_paired_screen_away(app, access, scheme):
    secret, _ = access.add_device("kiosk", frozenset({Role.KIOSK}))
    browser = app.test_client()
    browser.set_cookie("device", secret)

    assert browser.get("/kiosk", headers={"Authorization": scheme}).status_code == 200
    assert app.test_client().get("/kiosk", headers={"Authorization": f"Basic {secret}"}).status_code == 401
    assert app.test_client().get("/kiosk", headers={"Authorization": f"Bearer {secret}"}).status_code == 200


def test_https_for_a_year_is_promised_with_a_public_certificate_only(bureau, access, tmp_path):
    tls = {"certificate": "c.pem", "key": "k.pem"}
    promised = {}
    for public in (True, False):
        bureau.office.settings = load("lens", demonstration=True, serve=tls | {"public_certificate": public})
        browser = create_app(bureau.office, access, SCREENS, b"k" * 32, tmp_path, Clips(tmp_path)).test_client()
        for base in (SAFE, PLAIN):
            promised[public, base] = browser.get("/pair", base_url=base).headers.get("Strict-Transport-Security")

    assert promised == {
        (True, SAFE): "max-age=31536000",
        (True, PLAIN): None,
        (False, SAFE): None,
        (False, PLAIN): None,
    }


@pytest.mark.parametrize("page", ["/pair", "/pair?v=1", "/healthz", "/sheets?v=x", "/nothing?v=1"])
def test_no_page_is_kept_by_a_browser_whatever_its_address_says(app, page):
    answer = app.test_client().get(page, base_url=SAFE)

    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
