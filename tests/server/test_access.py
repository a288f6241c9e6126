"""Who may do what: every route and event says it, and only those may."""

from pathlib import Path

import gevent
import pytest

from screen.roles import Role
from server.access import Access
from server.app import create_app
from server.door.guard import Guard
from server.door.lobby import Lobby
from server.forwarded import Forwarded
from server.hosts import known_hosts, origins
from server.journal.people import People
from server.live import Live
from server.paper import routes
from server.screens import SCREENS
from voice.clips import Clips

PARCEL = {"type": "TakeTicket", "need": "parcel_notice"}


@pytest.fixture
def access(tmp_path: Path, bureau):
    """The register of the office, empty."""
    people = People(tmp_path / "people.db")
    yield Access(people, bureau.settings.languages, bureau.clock)
    people.close()


@pytest.fixture
def app(bureau, access, tmp_path):
    """The application of the office."""
    return create_app(bureau.office, access, SCREENS, b"k" * 32, tmp_path, Clips(tmp_path))


@pytest.fixture
def paired(app, access):
    """A client of a device with these roles, by its header as a program does."""

    def make(*roles: Role, staff: bool = False):
        secret, device = access.add_device("test", frozenset(roles))
        client = app.test_client()
        client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {secret}"
        if staff:
            access.add_staff("Agent 1", frozenset(roles))
            client.environ_base["HTTP_X_STAFF"] = access.open_session(access.people.staff()[0], device)
        return client

    return make


def _key(number: int = 1) -> dict[str, str]:
    return {"Idempotency-Key": f"key-{number:012}"}


def test_every_route_and_every_socket_event_says_who_may_use_it(app, bureau, access):
    live = Live(app, bureau.office, access, SCREENS, [])

    silent = [
        rule.rule for rule in app.url_map.iter_rules() if not hasattr(app.view_functions[rule.endpoint], "allowed")
    ]
    silent += [event for event, handler in live.handlers.items() if not hasattr(handler, "allowed")]

    assert silent == []


def test_a_route_that_says_nothing_is_refused_to_everybody(app, paired):
    app.add_url_rule("/forgotten", "forgotten", lambda: "secret")

    answer = paired(*Role).get("/forgotten")

    assert answer.status_code == 403


def test_no_page_of_a_screen_opens_without_a_paired_device(app):
    client = app.test_client()

    for page in ("/kiosk", "/display", "/console", "/counter", "/manager", "/manager/register"):
        answer = client.get(page, headers={"Accept": "text/html"})
        assert answer.status_code == 302, page
        assert answer.location.startswith("/pair"), page


def test_a_display_may_not_take_tickets_nor_a_kiosk_call(paired, bureau):
    answers = [
        paired(Role.DISPLAY).post("/kiosk/commands", json=PARCEL, headers=_key()),
        paired(Role.KIOSK).post("/counter/commands", json={"type": "CallNext", "counter": "1"}, headers=_key()),
    ]

    assert [answer.status_code for answer in answers] == [403, 403]
    assert not bureau.office.state.open


def test_a_kiosk_takes_tickets_but_asks_nothing_else(paired):
    kiosk = paired(Role.KIOSK)

    taken = kiosk.post("/kiosk/commands", json=PARCEL, headers=_key())
    other = kiosk.post("/kiosk/commands", json={"type": "CallNext", "counter": "1"}, headers=_key(2))

    assert taken.json["number"] == 101
    assert (other.status_code, other.json["reason"]) == (400, "malformed")


def test_a_counter_needs_somebody_signed_in(paired, bureau):
    command = {"type": "OpenCounter", "counter": "1"}

    without = paired(Role.COUNTER).post("/counter/commands", json=command, headers=_key())
    signed_in = paired(Role.COUNTER, staff=True).post("/counter/commands", json=command, headers=_key(2))

    assert (without.status_code, signed_in.status_code) == (403, 200)


@pytest.mark.parametrize("body", [b"[" * 5_000, b'{"printer": 3}', b"\xff", b"[]"])
def test_what_a_printer_sends_is_read_as_everything_from_outside_is(paired, body):
    worker = paired(Role.PRINTER)

    answer = worker.post("/printer/commands", data=body, headers=_key(), content_type="application/json")

    assert (answer.status_code, answer.json["reason"]) == (400, "malformed")


def test_a_printer_that_the_office_does_not_name_gets_no_paper_and_is_told_why(paired, bureau):
    worker = paired(Role.PRINTER)
    paired(Role.KIOSK).post("/kiosk/commands", json=PARCEL, headers=_key())
    claim = {"type": "ClaimPaper", "ticket": next(iter(bureau.office.state.spool)), "copy": 1, "printer": "stranger"}

    unknown = worker.get("/printer/jobs", query_string={"printer": "x" * 5_000})
    refused = worker.post("/printer/commands", json=claim, headers=_key(2))
    state = {"type": "ReportPrinter", "printer": "stranger", "state": "ready"}
    reported = worker.post("/printer/commands", json=state, headers=_key(3))

    assert (unknown.status_code, unknown.json["reason"], len(unknown.data) < 500) == (409, "printer_unknown", True)
    assert "[[printers]]" in unknown.json["sentence"]
    assert (refused.json["reason"], reported.json["reason"]) == ("printer_unknown", "printer_unknown")
    assert not bureau.office.state.printers
    assert len(worker.get("/printer/jobs", query_string={"printer": "entree"}).json) == 1


def test_a_command_without_a_key_or_with_an_unknown_field_gets_a_clear_answer(paired):
    kiosk = paired(Role.KIOSK)

    keyless = kiosk.post("/kiosk/commands", json=PARCEL)
    unknown = kiosk.post("/kiosk/commands", json=PARCEL | {"nom": "Dupont"}, headers=_key())

    assert (keyless.status_code, keyless.json["reason"]) == (400, "key_missing")
    assert "nom" in unknown.json["facts"]["problem"]
    assert keyless.json["sentence"]


def test_a_pairing_code_works_once_and_not_after_ten_minutes(app, access, bureau):
    client = app.test_client()
    code, old = access.new_code(Role.KIOSK), access.new_code(Role.KIOSK)

    first = client.post("/pair.json", json={"code": f"{code[:4]} {code[4:].lower()}"})
    second = client.post("/pair.json", json={"code": code})
    bureau.clock.now += 11 * 60_000
    late = client.post("/pair.json", json={"code": old})

    assert (first.status_code, first.json["role"]) == (200, "kiosk")
    assert (second.status_code, late.status_code) == (422, 422)


def test_codes_cannot_be_guessed_by_trying(app):
    client = app.test_client()

    tries = [client.post("/pair.json", json={"code": f"AAAA{n:04}"}).status_code for n in range(7)]

    assert tries == [422] * 5 + [429] * 2


def test_a_pin_opens_a_session_and_a_wrong_one_does_not(app, access, paired):
    pin = access.add_staff("Médiatrice 1", frozenset({Role.CONSOLE}))
    console = paired(Role.CONSOLE)

    right = console.post("/sign-in.json", json={"name": "Médiatrice 1", "pin": pin})
    wrong = console.post("/sign-in.json", json={"name": "Médiatrice 1", "pin": "x" + pin[1:]})

    assert (right.status_code, wrong.status_code) == (200, 422)


def test_a_revoked_device_is_sent_away_at_once(paired, access):
    kiosk = paired(Role.KIOSK)
    before = kiosk.post("/kiosk/commands", json=PARCEL, headers=_key())

    access.revoke(access.people.devices()[0].id)
    after = kiosk.post("/kiosk/commands", json=PARCEL, headers=_key(2))

    assert (before.status_code, after.status_code) == (200, 401)


def test_a_forged_form_from_another_site_does_nothing(app, access, bureau):
    secret, _ = access.add_device("kiosk", frozenset({Role.KIOSK}))
    browser = app.test_client()
    browser.set_cookie("device", secret)

    forged = browser.post("/kiosk/commands", json=PARCEL, headers=_key())

    assert forged.status_code == 400
    assert not bureau.office.state.open


def test_no_secret_is_stored_as_it_is(access, tmp_path):
    secret, device = access.add_device("kiosk", frozenset({Role.KIOSK}))
    code, pin = access.new_code(Role.KIOSK), access.add_staff("Agent 1", frozenset({Role.COUNTER}))
    session = access.open_session(access.people.staff()[0], device)

    kept = (tmp_path / "people.db").read_bytes()

    assert b"Agent 1" in kept
    assert not [word for word in (secret, code, pin, session) if word.encode() in kept]


def test_every_page_has_a_strict_policy_and_no_inline_script(app, access, paired):
    pages = paired(*(set(Role) - {Role.PRINTER}), staff=True)

    for page in (
        "/kiosk",
        "/display",
        "/console",
        "/counter/1",
        "/manager",
        "/manager/register",
        "/manager/presences",
        "/sheets",
        "/sheets/account-online",
        "/pair",
    ):
        answer = pages.get(page)
        assert answer.status_code == 200, page
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'self'" in policy
        assert "unsafe" not in policy
        refused = answer.headers["Permissions-Policy"].split(", ")
        assert {"camera=()", "microphone=()", "geolocation=()"} <= {*refused}
        assert " style=" not in answer.text, page
        assert " onclick=" not in answer.text, page


def test_an_unknown_host_gets_nothing():
    hosts = known_hosts(["http://bureau.lens:8000"])
    served = []
    guarded = Guard(lambda environ, start: served.append(environ) or [b"ok"], hosts, Lobby(), lambda _environ: 0)
    page = {"PATH_INFO": "/", "REQUEST_METHOD": "GET"}

    guarded = Forwarded(guarded, None)
    guarded({"HTTP_HOST": "bureau.lens:8000", "HTTP_X_FORWARDED_HOST": "evil"} | page, lambda *_: None)
    guarded({"HTTP_HOST": "evil.example:8000"} | page, lambda *_: None)

    assert len(served) == 1
    assert "HTTP_X_FORWARDED_HOST" not in served[0]
    assert "http://bureau.lens:8000" in origins(hosts, 8000, [])


def test_the_manager_tells_two_devices_of_a_kind_apart_in_the_words_of_the_screens(access, paired):
    for place in ("1", "1"):
        access.pair(access.new_code(Role.COUNTER, place))

    page = paired(Role.MANAGER, staff=True).get("/manager/register").text

    assert "Guichet 1 <small>n° 1</small>" in page
    assert "Guichet 1 <small>n° 2</small>" in page


def test_a_printer_that_waits_for_papers_is_answered_although_the_machines_clock_stands_still(paired):
    """The clock of the bureau moves only when a test moves it: before, the answer never came, and the request stayed for ever."""
    worker = paired(Role.PRINTER)

    assert worker.get("/printer/jobs", query_string={"printer": "entree", "wait": "1"}).json == []


def test_a_printer_that_waits_for_papers_looks_when_something_was_stored_and_not_meanwhile(paired, bureau, monkeypatch):
    looks = []
    due = routes._due
    monkeypatch.setattr(routes, "_due", lambda *what: looks.append(due(*what)) or looks[-1])
    worker, kiosk = paired(Role.PRINTER), paired(Role.KIOSK)
    waiting = gevent.spawn(worker.get, "/printer/jobs", query_string={"printer": "entree", "wait": "20"})
    gevent.sleep(0.2)
    assert looks == [[]]

    taken = kiosk.post("/kiosk/commands", json=PARCEL, headers=_key())

    answer = waiting.get(timeout=10)
    assert [paper["ticket"] for paper in answer.json] == [taken.json["ticket"]]
    assert len(looks) == 2
