"""The doors: where one is sent on to, which header counts, and cookies that live as long as they are used."""

import pytest

from screen.roles import Role
from server.demonstration import ALL_ROLES
from server.own_pages import is_own_page, page_after

DAY = 86_400_000
ELSEWHERE = [
    "",
    "manager",
    "//evil.example",
    "///evil.example",
    "//manager",
    "//manager/register",
    "/\\evil.example",
    "\\\\evil.example",
    "https://evil.example/manager",
    "/\n/x",
    "/%0a/x",
    "/manager\r\nSet-Cookie: a=b",
    "/manager\x00",
    "/manager\u2028",
    "/man ager",
    "/manager?x=1",
    "/manager#x",
    "/manager/../manager",
    "/nothing",
    "/manager/commands",
    "/manager/devices/1/revoke",
    "/sign-out",
    "/sign-in",
    "/pair",
    "/static/look.css",
    "/healthz",
    "/kiosk",
]


@pytest.mark.parametrize("page", ELSEWHERE)
def test_whatever_is_no_page_of_these_screens_leads_to_the_screens_own_page(register, at, send, page):
    manager = at(Role.MANAGER, "Responsable")

    answer = send(
        register.browser(manager.secret), "/sign-in", "/sign-in", name="Responsable", pin=manager.pin, next=page
    )

    assert (answer.status_code, answer.location) == (303, "/manager")


@pytest.mark.parametrize(
    "page", ["/manager", "/manager/register", "/manager/acts", "/manager/report", "/manager/presences"]
)
def test_a_page_of_ones_own_screens_is_where_one_goes_on_to(register, page):
    assert page_after(register.app, page, frozenset({Role.MANAGER})) == page
    assert not is_own_page(register.app, page, frozenset({Role.COUNTER}))


def test_a_counters_page_keeps_its_place(register):
    assert page_after(register.app, "/counter/2", frozenset({Role.COUNTER})) == "/counter/2"


@pytest.mark.parametrize(
    "header", ["Basic dXNlcjpwYXNz", "basic x", "Digest username=x", "Negotiate YII", "", "Bearer ", "x"]
)
def test_a_password_that_a_proxy_asks_for_leaves_a_paired_browser_paired(register, at, header):
    display = at(Role.DISPLAY)
    browser = register.browser(display.secret)

    answer = browser.get("/display", headers={"Authorization": header, "Accept": "application/json"})

    assert answer.status_code == 200


def test_such_a_password_is_not_taken_for_a_programs_secret_so_that_a_forged_form_is_still_refused(register, at):
    manager = at(Role.MANAGER, "Responsable")
    browser = register.browser(manager.secret, manager.badge)

    forged = browser.post(
        "/manager/staff/remove", data={"name": "Responsable"}, headers={"Authorization": "Basic dXNlcjpwYXNz"}
    )

    assert forged.status_code == 400
    assert manager.is_in()


@pytest.mark.parametrize("scheme", ["Bearer", "bearer", "BEARER"])
def test_a_programs_secret_counts_however_its_scheme_is_spelled(register, at, scheme):
    display = at(Role.DISPLAY)

    answer = register.client().get("/display", headers={"Authorization": f"{scheme} {display.secret}"})

    assert answer.status_code == 200


@pytest.mark.slow
def test_a_device_that_is_used_gets_its_cookie_again_once_a_day_for_400_days(register, at):
    display = at(Role.DISPLAY)
    browser = register.browser(display.secret)
    same_day = _given(browser.get("/display"))
    days = []
    for _ in range(500):
        register.times.go(DAY)
        register.access.look()
        days.append([_given(browser.get("/healthz")), _given(browser.get("/display"))])

    assert same_day == ""
    assert all(display.secret in first and f"Max-Age={400 * 86_400}" in first and not again for first, again in days)
    assert browser.get("/display").status_code == 200


def test_whoever_signs_in_has_a_cookie_of_twelve_hours(register, at, send):
    manager = at(Role.MANAGER, "Responsable")

    answer = send(register.browser(manager.secret), "/sign-in", "/sign-in", name="Responsable", pin=manager.pin)

    (given,) = [cookie for cookie in answer.headers.getlist("Set-Cookie") if cookie.startswith("staff=")]
    assert "Max-Age=43200" in given


def test_a_device_not_heard_of_for_400_days_is_no_longer_paired_and_one_of_399_is(register, at):
    display, kiosk = at(Role.DISPLAY), at(Role.KIOSK)
    register.times.go(398 * DAY)
    register.access.look()
    assert kiosk.page() == 200

    register.times.go(3 * DAY)
    register.access.look()

    assert (display.page(), kiosk.page()) == (401, 200)


def test_a_restart_remembers_when_a_device_was_seen_and_writes_it_once_a_day(register, at):
    display = at(Role.DISPLAY)
    register.times.go(90_000)
    register.access.look()
    heard = register.statements()
    for _ in range(30):
        register.times.go(30 * 60_000)
        display.page()
        register.access.look()
    written = heard.count("COMMIT")

    register.start()

    assert written == 1
    assert register.access.seen_on(display.device) == "2025-11-25"


def test_a_cookie_is_not_given_with_what_others_may_keep_nor_over_a_new_one(register, at, send):
    display = at(Role.DISPLAY)
    browser = register.browser(display.secret)
    register.times.go(DAY)
    register.access.look()

    kept = [_given(browser.get(path)) for path in ("/pictograms.svg", "/static/look.css", "/static/look.css?v=1")]
    register.times.go(DAY)
    register.access.look()
    code = register.access.new_code(Role.KIOSK)
    browser.get_cookie("device")
    token = browser.get("/static/look.css")
    paired = send(browser, "/pair", "/pair", code=code)

    assert token.status_code == 200
    assert kept == ["", "", ""]
    assert len([cookie for cookie in paired.headers.getlist("Set-Cookie") if cookie.startswith("device=")]) == 1
    assert display.secret not in str(paired.headers)


def test_the_register_says_when_a_device_was_last_seen(register, at):
    manager = at(Role.MANAGER, "Responsable")
    display, _never = at(Role.DISPLAY), register.access.add_device("kiosk", frozenset({Role.KIOSK}))
    display.page()
    register.times.go(2 * DAY)
    register.access.look()
    manager.sign_in()

    page = register.client(manager.secret, manager.badge).get("/manager/register").text

    assert "vu le 24 novembre 2025" in page
    assert "vu aujourd&#39;hui" in page
    assert "jamais vu" in page


def test_a_code_or_a_name_of_any_letters_gets_an_answer(register, at):
    agent = at(Role.COUNTER, "Agent 1", "1")

    for text in ("\ud800", "\x00", "é" * 5_000, "[" * 20_000, "0"):
        assert register.client().post("/pair.json", json={"code": text}).status_code in (400, 422, 429)
        answer = register.client(agent.secret).post("/sign-in.json", json={"name": text, "pin": text})
        assert answer.status_code in (400, 422, 429)


def test_a_demonstration_that_stood_still_for_long_goes_on_where_it_was(register, at):
    secret, _device = register.access.add_device("démonstration", ALL_ROLES)
    browser, agent = register.browser(secret), at(Role.COUNTER, "Agent 1", "1")

    answer = browser.get("/sign-in?next=/console")
    page = browser.get(answer.location)

    assert (answer.status_code, answer.location, page.status_code) == (302, "/console", 200)
    assert register.client(agent.secret).get("/sign-in").status_code == 200, (
        "the control: a device of one screen asks who it is"
    )


def _given(answer):
    return "".join(cookie for cookie in answer.headers.getlist("Set-Cookie") if cookie.startswith("device="))


def test_a_program_that_watches_the_office_is_paired_from_the_register_and_reads_the_figures(register, at, send):
    manager = at(Role.MANAGER, "Responsable")
    browser = register.browser(manager.secret, manager.badge)
    answer = send(browser, "/manager/register", "/manager/codes", role="monitor").text
    code = answer.split('class="told">')[1][:9]
    paired = register.client().post("/pair.json", json={"code": code}).json

    assert "Le programme échange ce code contre son secret" in answer
    assert paired["role"] == "monitor"
    assert register.client(paired["secret"]).get("/metrics").text.startswith("# HELP allervers_")
    assert "Surveillance (un programme)" in browser.get("/manager/register").text
