"""The clips over HTTP: known sentences only, for paired devices only."""

import pytest

from config.roles import Role
from server.access import Access
from server.app import create_app
from server.journal.people import People
from server.screens import SCREENS
from voice import synthesis
from voice.clips import Clips


@pytest.fixture
def ask(bureau, tmp_path):
    """GET an address as a paired kiosk, or as nobody."""
    people = People(tmp_path / "people.db")
    access = Access(people, bureau.settings.languages)
    clips = Clips(tmp_path / "voice")
    app = create_app(bureau.office, access, SCREENS, b"k" * 32, tmp_path, clips)
    secret, _ = access.add_device("borne", frozenset({Role.KIOSK}))

    def get(address, known=True, **headers):
        told = {"Authorization": f"Bearer {secret}"} if known else {}
        return app.test_client().get(address, headers=told | headers)

    get.pages = app.config["PAGES"]
    yield get
    clips.close()
    people.close()


def test_a_known_sentence_is_sound_that_the_browser_keeps_as_long_as_the_words_are_the_same(ask):
    answer = ask(f"/assets/{ask.pages}/voice/fr/call?number=112&counter=3")
    assert "max-age=86400" in answer.headers["Cache-Control"]
    # After an update the sentence may be another: a page that was open before asks again, so does who names no version.
    for address in ("/assets/before/voice/fr/call", "/voice/fr/call"):
        assert ask(f"{address}?number=112&counter=3").headers["Cache-Control"] == "no-cache"

    answer = ask("/voice/fr/call?number=112&counter=3")

    assert answer.status_code == 200
    assert answer.mimetype == "audio/mpeg"
    assert len(answer.data) > 4_000
    assert ask("/voice/fr/call?counter=3&number=112").data == answer.data
    assert ask("/voice/fr/call?number=112&counter=3", **{"If-None-Match": answer.headers["ETag"]}).status_code == 304


@pytest.mark.parametrize(
    "address",
    ["/voice/fr/nothing", "/voice/xx/call?number=1&counter=1", "/voice/fr/call", "/voice/fr/call?number=a&counter=1",
     "/voice/fr/call?number=112&counter=3&text=hello", "/voice/fr/call?number=99999&counter=1",
     "/voice/fr/call?number=-1&counter=1", "/voice/fr/..%2f..%2fsecret"],
)  # fmt: skip
def test_nothing_else_can_be_said(ask, address):
    assert ask(address).status_code == 404


def test_a_recording_of_ones_own_is_heard(ask, tmp_path):
    own = tmp_path / "voice" / "own" / "ar" / "need.stamps.wav"
    own.parent.mkdir(parents=True)
    own.write_bytes(b"darija")

    answer = ask(f"/assets/{ask.pages}/voice/ar/need.stamps")

    assert answer.data == b"darija"
    assert answer.headers["Cache-Control"] == "no-cache", "another recording may take its place"
    assert answer.mimetype == "audio/wav"


def test_a_box_that_lacks_a_voice_says_what_to_install(ask, monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")
    assert synthesis.missing("ar")

    answer = ask("/voice/ar/need.stamps")

    assert answer.status_code == 503
    assert "apt install espeak-ng" in answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    assert ask("/voice/fr/need.stamps").status_code == 200


def test_who_is_not_paired_hears_nothing(ask):
    assert ask("/voice/fr/call?number=112&counter=3", known=False).status_code in (302, 401)
