"""« Écouter » : what is spoken is what is shown, one sees that it speaks, any tap makes silence, and nothing of it stays."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
SPEAKING = "document.documentElement.dataset.speaking"
BEGUN = f"() => {SPEAKING} !== ''"
VOLUME = "document.documentElement.dataset.volume"


def _touch(kiosk, what):
    kiosk.wait_for_timeout(550)
    kiosk.locator(what).click()


@pytest.fixture
def bureau(standing):
    """Nobody here takes a ticket: one office for all."""
    return standing


def test_listening_is_seen_repeated_louder_stopped_by_any_tap_and_forgotten_at_the_end(people, listened):
    kiosk = people.kiosk()
    listened(kiosk)
    kiosk.evaluate("() => { window.pace = 1; }")
    listen = kiosk.locator('[data-do="listen"]')
    expect(listen).to_have_attribute("aria-pressed", "false")
    expect(kiosk.locator("#strip")).to_be_hidden()

    listen.click()
    expect(listen).to_have_attribute("aria-pressed", "true")
    kiosk.wait_for_function(BEGUN)
    assert kiosk.evaluate("window.heard[0]") == "fr kiosk.ask"
    _touch(kiosk, ".calm")
    assert kiosk.evaluate(SPEAKING) == "", "a tap does not make silence"
    expect(listen).to_have_attribute("aria-pressed", "true")

    _touch(kiosk, '[data-do="repeat"]')
    kiosk.wait_for_function(BEGUN)
    assert kiosk.evaluate("window.heard") == ["fr kiosk.ask", "fr kiosk.ask"]
    assert kiosk.evaluate(VOLUME) == "3"
    _touch(kiosk, '[data-do="louder"]')
    assert kiosk.evaluate(VOLUME) == "4"
    assert kiosk.evaluate("window.heard.at(-1)") == "fr kiosk.volume level=4"
    _touch(kiosk, '[data-do="louder"]')
    assert kiosk.evaluate(VOLUME) == "4", "louder than the loudest"
    _touch(kiosk, '[data-do="contrast"]')
    assert kiosk.evaluate("window.heard.slice(-1)") == ["fr kiosk.clearer"]
    _touch(kiosk, '[data-value="send"]')
    kiosk.wait_for_function(BEGUN)
    assert kiosk.evaluate("window.heard.at(-1)") == "fr tile.send"

    _touch(kiosk, '.bar [data-do="restart"]')
    expect(listen).to_have_attribute("aria-pressed", "false")
    assert kiosk.evaluate(f"[{SPEAKING}, {VOLUME}]") == ["", ""]
    _touch(kiosk, '[data-do="listen"]')
    assert kiosk.evaluate(VOLUME) == "3", "the volume of the client before"


REFUSED = '{"ok": false, "reason": "not_stored"}'


def test_an_error_and_another_language_are_spoken_and_a_language_without_a_voice_says_so(people, listened):
    kiosk = people.kiosk()
    kiosk.route("**/kiosk/commands", lambda route: route.fulfill(body=REFUSED, content_type="application/json"))
    listened(kiosk)
    kiosk.locator('[data-do="listen"]').click()
    kiosk.keyboard.press("F1")
    expect(kiosk.locator("#message")).to_contain_text("rien n'a changé")
    kiosk.wait_for_function(
        "() => window.heard.includes('fr refusal.not_stored') && window.heard.includes('fr kiosk.restart')"
    )

    _touch(kiosk, '[data-do="languages"]')
    _touch(kiosk, '[data-do="language"][data-value="it"]')
    expect(kiosk.locator("html")).to_have_attribute("lang", "it")
    expect(kiosk.locator('[data-do="listen"]')).to_have_attribute("aria-pressed", "true")
    listened(kiosk)
    _touch(kiosk, '[data-do="repeat"]')
    kiosk.wait_for_function("() => window.heard.includes('it kiosk.ask')")
    kiosk.evaluate("() => { HTMLAudioElement.prototype.play = () => Promise.reject(new Error('no clip')); }")
    expect(kiosk.locator("#no-voice")).to_be_hidden()

    _touch(kiosk, '[data-do="repeat"]')

    expect(kiosk.locator("#no-voice")).to_be_visible()
    expect(kiosk.locator('[data-do="listen"]')).to_have_attribute("aria-pressed", "false")
