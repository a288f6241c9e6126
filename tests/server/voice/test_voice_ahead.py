"""A call's clip is there before it is called; in quiet minutes the kiosk's sentences are made, and nothing twice."""

import pytest

from flow.commands import OpenDay, TakeTicket
from flow.needs import Route
from server.voice import ahead as voice_ahead
from server.voice.ahead import Ahead
from voice.clips import Clips
from voice.sentences import always_said, sentence
from voice.synthesis import NoVoice


class Recorder:
    """In place of Clips: notes what is made. dumb: languages without a voice."""

    def __init__(self, *dumb: str) -> None:
        self.clips: list[tuple[str, str]] = []
        self.dumb = dumb

    def existing(self, language, spoken):
        return spoken if (language, spoken.text) in self.clips else None

    def clip(self, language, spoken, call=False):
        if language in self.dumb:
            raise NoVoice("no")
        self.clips.append((language, spoken.text))


@pytest.fixture
def office(bureau):
    """Open for the day."""
    bureau.do(OpenDay("2025-11-24"), role="clock")
    return bureau


def test_a_call_is_there_once_somebody_waits(office, tmp_path):
    clips = Clips(tmp_path / "voice")
    words = office.office.texts.words("fr", office.settings)
    call = sentence(words, "call", {"number": 101, "counter": 1})
    ahead = Ahead(office.office, clips)

    ahead.look()
    assert clips.existing("fr", call) is None
    office.do(TakeTicket("parcel_notice"), role="kiosk")
    office.heard()
    ahead.look()

    assert clips.existing("fr", call) is not None
    clips.close()


def test_an_office_whose_display_only_chimes_makes_no_calls(office, monkeypatch):
    ahead = Ahead(office.office, Recorder())
    office.do(TakeTicket("parcel_notice"), role="kiosk")
    waiting = list(office.office.state.open.values())
    assert ahead.calls_to_come(waiting)

    chimes = office.settings.display.model_copy(update={"speaks": False})
    monkeypatch.setattr(office.office, "settings", office.settings.model_copy(update={"display": chimes}))

    assert ahead.calls_to_come(waiting) == []


def test_only_counters_that_may_call_the_ticket_have_its_call_made(office):
    office.do(TakeTicket("parcel_notice"), role="kiosk")
    office.do(TakeTicket("stamps", route=Route.MACHINE), role="kiosk")

    clips = Recorder()
    Ahead(office.office, clips).look()

    assert [text for _language, text in clips.clips] == [
        "Numéro 101, guichet 1",
        "Numéro 101, guichet 2",
        "Numéro 101, guichet 3",
        "Numéro 101, guichet 4",
    ]


def test_nothing_is_made_twice(office):
    clips = Recorder()
    ahead = Ahead(office.office, clips)
    office.do(TakeTicket("parcel_notice"), role="kiosk")

    ahead.look()
    ahead.look()

    assert len(clips.clips) == 4


def test_quiet_minutes_make_one_sentence_a_look_until_all_are_made(office, monkeypatch):
    monkeypatch.setattr(voice_ahead, "QUIET_LOOKS", 2)
    clips = Recorder("ar")
    ahead = Ahead(office.office, clips)

    ahead.look()
    ahead.look()
    assert clips.clips == []
    ahead.look()
    assert len(clips.clips) == 1
    office.do(TakeTicket("parcel_notice"), role="kiosk")
    office.heard()
    ahead.look()
    ahead.look()
    assert len(clips.clips) == 5

    for _ in range(3_000):
        ahead.look()

    wanted = {
        (language, spoken.text)
        for language in office.settings.languages
        for spoken in always_said(office.office.texts.words(language, office.settings))
        if language != "ar"
    }
    assert wanted <= set(clips.clips)
    assert len(set(clips.clips)) == len(clips.clips)
