"""The clips over HTTP: what a screen says today only, for paired devices only, and never so many that a call comes late."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from flow.commands import OpenDay, TakeTicket
from screen.roles import Role
from server.access import Access
from server.app import create_app
from server.journal.people import People
from server.screens import SCREENS
from voice import synthesis
from voice.clips import Clips
from voice.turns import BURST

TAKEN = 20


class Heard:
    """The office's voice, and devices that ask for it."""

    def __init__(self, bureau, folder):
        self.people = People(folder / "people.db")
        self.folder = folder / "voice"
        self.clips = Clips(self.folder)
        access = Access(self.people, bureau.settings.languages)
        self._app = create_app(bureau.office, access, SCREENS, b"k" * 32, folder, self.clips)
        self.pages = self._app.config["PAGES"]
        self._secrets = {role: access.add_device(role, frozenset({role}))[0] for role in (Role.KIOSK, Role.DISPLAY)}

    def __call__(self, address, role=Role.DISPLAY, **headers):
        """GET an address as a paired device, or as nobody (role None)."""
        credentials = {"Authorization": f"Bearer {self._secrets[role]}"} if role else {}
        return self._app.test_client().get(address, headers=credentials | headers)

    def clips_made(self):
        """How many clips were made."""
        return sum(1 for _ in self.folder.glob("??/*.mp3"))


@pytest.fixture
def ask(bureau, tmp_path):
    """The office at noon, twenty tickets taken: 101 to 120."""
    bureau.do(OpenDay("2025-11-24"), role="clock")
    for _ in range(TAKEN):
        bureau.do(TakeTicket("parcel_notice"), role="kiosk")
    heard = Heard(bureau, tmp_path)
    yield heard
    heard.clips.close()
    heard.people.close()


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
    ["/voice/fr/nothing", "/voice/xx/call?number=101&counter=1", "/voice/fr/call", "/voice/fr/call?number=a&counter=1",
     "/voice/fr/call?number=112&counter=3&text=hello", "/voice/fr/call?number=99999&counter=1",
     "/voice/fr/call?number=-1&counter=1", "/voice/fr/..%2f..%2fsecret",
     # Numbers that nobody has today, counters that are not there, waits that no forecast says, moments nobody names.
     "/voice/fr/call?number=100&counter=1", "/voice/fr/call?number=122&counter=1", "/voice/fr/call?number=112&counter=99",
     "/voice/fr/kiosk.number?number=122", "/voice/fr/wait.range?low=7&high=9", "/voice/fr/wait.long?low=50",
     "/voice/fr/kiosk.quieter?hour=3", "/voice/fr/kiosk.back_in?seconds=17", "/voice/fr/kiosk.volume?level=9",
     # Sentences of staff screens: nobody says them aloud.
     "/voice/fr/cause.tension?count=3", "/voice/fr/counter?counter=3", "/voice/fr/tag.seat"],
)  # fmt: skip
def test_nothing_else_can_be_said(ask, address):
    assert ask(address).status_code == 404
    assert ask.clips_made() == 0


@pytest.mark.parametrize(
    "address",
    ["/voice/fr/kiosk.number?number=120", "/voice/fr/wait.range?low=10&high=15", "/voice/fr/wait.long?low=45",
     "/voice/fr/kiosk.quieter_half?hour=11&minute=30", "/voice/fr/kiosk.back_in?seconds=30",
     "/voice/fr/kiosk.back_in?seconds=10", "/voice/fr/kiosk.volume?level=4", "/voice/ar/kiosk.language",
     "/voice/fr/need.stamps", "/voice/fr/fairness"],
)  # fmt: skip
def test_what_the_kiosk_says_is_said(ask, address):
    """The control of the test above."""
    assert ask(address, Role.KIOSK).status_code == 200


def test_a_kiosk_has_no_calls_made(ask):
    assert ask("/voice/fr/call?number=112&counter=3", Role.KIOSK).status_code == 404
    assert ask("/voice/fr/call?number=112&counter=3", Role.DISPLAY).status_code == 200


@pytest.mark.slow
def test_a_kiosk_that_wants_five_hundred_clips_does_not_make_a_call_late(ask, bureau):
    words = bureau.office.texts.words("fr", bureau.settings)
    addresses = [f"/voice/{language}/{name}" for language in ("fr", "en", "it") for name in words if "." in name]
    alone = _seconds(lambda: ask("/voice/fr/call?number=101&counter=1"))
    with ThreadPoolExecutor(20) as kiosk:
        asking = [kiosk.submit(ask, address, Role.KIOSK) for address in (addresses * 2)[:500]]
        took = [_seconds(lambda n=n: ask(f"/voice/fr/call?number={n}&counter=1")) for n in range(102, 110)]
        answers = [answering.result() for answering in asking]

    refused = [answer for answer in answers if answer.status_code == 503]
    assert refused
    assert all(int(answer.headers["Retry-After"]) >= 1 for answer in refused)
    # The clip in hand, then its own; a busy machine is forgiven as much again.
    assert sorted(took)[len(took) // 2] < max(4 * alone, 0.5)
    assert ask.clips_made() < BURST + 60


def _seconds(step):
    began = time.monotonic()
    assert step().status_code == 200
    return time.monotonic() - began


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
    assert ask("/voice/fr/call?number=112&counter=3", None).status_code in (302, 401)
