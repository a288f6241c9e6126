"""The language of staff: chosen where one signs in, that of all their screens, proposed again in the same browser."""

import sqlite3

import pytest

from config.languages import OWN_NAMES
from flow.time_commands import HoldClock
from screen.roles import Role

WHO = {"fr": "Qui êtes-vous ?", "en": "Who are you?"}


@pytest.fixture
def mediator(at):
    """Somebody at a console."""
    return at(Role.CONSOLE, "Médiatrice 1")


def _sign_in(send, browser, person, language: str):
    return send(browser, "/sign-in", "/sign-in", name=person.name, pin=person.pin, lang=language)


def _language_of(page) -> str:
    return page.text.partition('<html lang="')[2].partition('"')[0]


@pytest.mark.parametrize("page", ["/pair", "/sign-in"])
def test_each_language_is_offered_in_its_own_words_where_nobody_is_signed_in(register, mediator, page):
    browser = register.browser(mediator.secret)

    french, english = browser.get(page).text, browser.get(f"{page}?lang=en").text

    for text in (french, english):
        assert all(f'hreflang="{language}"' in text and OWN_NAMES[language] in text for language in ("fr", "en"))
    assert french.count('aria-current="true">Français') == english.count('aria-current="true">English') == 1


def test_the_page_that_one_signs_in_for_is_kept_when_another_language_is_chosen(register, mediator):
    page = register.browser(mediator.secret).get("/sign-in?next=/console").text

    assert 'href="?lang=en&amp;next=/console"' in page


def test_a_person_reads_every_screen_in_the_language_chosen_where_they_signed_in(register, mediator, send):
    browser = register.browser(mediator.secret)

    _sign_in(send, browser, mediator, "en")

    assert _language_of(browser.get("/console")) == "en"
    assert _language_of(browser.get("/console?lang=fr")) == "en", "an address changes nothing for who is signed in"
    assert _language_of(browser.get("/nowhere", headers={"Accept": "text/html"})) == "en"


def test_who_chose_nothing_reads_french(register, mediator, send):
    browser = register.browser(mediator.secret)

    _sign_in(send, browser, mediator, "")

    assert _language_of(browser.get("/console")) == "fr"
    assert _language_of(browser.get("/console?lang=en")) == "fr"


def test_the_same_browser_proposes_the_language_next_time_and_another_does_not(register, mediator, send):
    browser = register.browser(mediator.secret)
    signed_in = _sign_in(send, browser, mediator, "en")
    browser.delete_cookie("staff")

    (given,) = [cookie for cookie in signed_in.headers.getlist("Set-Cookie") if cookie.startswith("language=")]
    assert "HttpOnly" in given
    assert "SameSite=Strict" in given
    assert WHO["en"] in browser.get("/sign-in").text
    assert WHO["fr"] in browser.get("/sign-in?lang=fr").text
    assert WHO["fr"] in register.browser(mediator.secret).get("/sign-in").text


def test_a_language_that_the_office_does_not_show_its_staff_is_french(register, mediator, send):
    browser = register.browser(mediator.secret)
    browser.set_cookie("language", "xx")

    _sign_in(send, browser, mediator, "ar")

    assert WHO["fr"] in register.browser(mediator.secret).get("/sign-in?lang=ar").text
    assert _language_of(browser.get("/console")) == "fr"


def test_a_wrong_pin_is_refused_in_the_language_chosen(register, mediator, send):
    browser = register.browser(mediator.secret)

    refused = send(browser, "/sign-in", "/sign-in", name=mediator.name, pin="x", lang="en")

    assert refused.status_code == 422
    assert "This name and this code do not go together" in refused.text


def test_a_language_outlives_a_restart(register, mediator, send):
    browser = register.browser(mediator.secret)
    _sign_in(send, browser, mediator, "en")

    register.start()
    again = register.browser(mediator.secret, browser.get_cookie("staff").value)

    assert _language_of(again.get("/console")) == "en"


def test_a_command_is_refused_in_the_language_of_who_asks(register, mediator, at, send):
    agent = at(Role.COUNTER, "Agent 1")
    badges = {}
    for language in ("fr", "en"):
        browser = register.browser(agent.secret)
        _sign_in(send, browser, agent, language)
        badges[language] = browser.get_cookie("staff").value
        command = {"type": "OpenCounter", "counter": "99"}
        client = register.client(agent.secret, badges[language])
        answer = client.post("/counter/commands", json=command, headers={"Idempotency-Key": "key-00000001"})
        screen = register.screen("counter", agent.secret, badges[language], "1")
        refusal = screen.emit("command", {"key": "key-00000002", "command": command}, callback=True)

        expected = {"fr": "Le guichet « 99 » n'existe pas", "en": "There is no counter “99”"}[language]
        assert answer.json["sentence"].startswith(expected)
        assert refusal["sentence"] == answer.json["sentence"]


def test_two_people_see_the_same_console_each_in_their_language(register, mediator, at, send):
    colleague = at(Role.CONSOLE, "Médiatrice 2")
    register.bureau.do(HoldClock(3 * 3_600_000, 0))
    languages = {}
    for person, language in ((mediator, "fr"), (colleague, "en")):
        browser = register.browser(person.secret)
        _sign_in(send, browser, person, language)
        screen = register.screen("console", person.secret, browser.get_cookie("staff").value)
        (view,) = [news["args"][0] for news in screen.get_received() if news["name"] == "view"]
        languages[language] = view["clock"]["said"]

    assert languages["fr"].startswith("L'horloge de cette machine a avancé d'un coup de 3 heures")
    assert languages["en"].startswith("The clock of this machine jumped 3 hours ahead")


def test_a_register_of_before_has_its_sessions_in_french(register, mediator):
    file = register.folder / "people.db"
    with sqlite3.connect(file) as database:
        database.execute("alter table session drop column language")
        database.execute("delete from _sqlite_migrations where name = 'm005_language'")

    register.start()

    assert _language_of(register.client(mediator.secret, mediator.badge).get("/console")) == "fr"
