"""Clips are made once, by a program of their own; numbers are read as numbers; each language has a voice."""

import io
import threading
import wave
from collections.abc import Iterator
from pathlib import Path

import pytest

from voice import clips as clips_module
from voice.clips import Clips
from voice.synthesis import ESPEAK, PICO, NoVoice, speak

SENTENCES = {
    "fr": "Que voulez-vous faire ?",
    "en": "What do you want to do?",
    "it": "Che cosa vuole fare?",
    "ar": "ماذا تريد أن تفعل؟",
    "pl": "Co chce Pan zrobić?",
    "pt": "O que quer fazer?",
    "uk": "Що ви хочете зробити?",
    "tr": "Ne yapmak istiyorsunuz?",
}


@pytest.fixture
def clips(tmp_path: Path) -> Iterator[Clips]:
    """An empty folder."""
    made = Clips(tmp_path)
    yield made
    made.close()


def _seconds(sound: bytes) -> float:
    with wave.open(io.BytesIO(sound)) as heard:
        return heard.getnframes() / heard.getframerate()


def _loudest(sound: bytes) -> int:
    with wave.open(io.BytesIO(sound)) as heard:
        frames = memoryview(heard.readframes(heard.getnframes())).cast("h")
    return max(map(abs, frames))


@pytest.mark.slow
@pytest.mark.parametrize("language", [*PICO, *ESPEAK])
def test_each_language_has_a_voice_as_loud_as_the_others(language):
    sound = speak(language, SENTENCES[language])

    assert 0.6 < _seconds(sound) < 4
    assert 25_000 < _loudest(sound) < 27_000


def test_a_number_is_read_as_a_number_not_digit_by_digit():
    said, as_number, digit_by_digit = (
        _seconds(speak("fr", f"Numéro {number}, guichet trois")) for number in ("112", "cent douze", "un, un, deux")
    )

    assert said == pytest.approx(as_number, abs=0.02)
    assert said != pytest.approx(digit_by_digit, abs=0.1)


def test_a_language_without_a_voice_says_what_is_missing(clips):
    with pytest.raises(NoVoice, match="no voice speaks « ku »"):
        clips.clip("ku", "call", "silav")


def test_two_who_ask_for_a_clip_at_once_get_one_clip_made_once(clips, monkeypatch):
    asked = []
    made = Clips._asked
    monkeypatch.setattr(Clips, "_asked", lambda self, what: asked.append(what) or made(self, what))
    people = [threading.Thread(target=clips.clip, args=("fr", "call", "Bonjour")) for _ in range(4)]

    for one in people:
        one.start()
    for one in people:
        one.join()

    assert len(asked) == 1
    assert clips.path("fr", "Bonjour").stat().st_size > 10_000


def test_a_recording_of_ones_own_is_played_in_place_of_the_engine(clips, tmp_path):
    own = tmp_path / "own" / "ar" / "kiosk.ask.wav"
    own.parent.mkdir(parents=True)
    own.write_bytes(b"darija")

    assert clips.clip("ar", "kiosk.ask", "ماذا تريد؟") == own


def test_clips_of_sentences_no_longer_said_are_removed_and_own_recordings_never(clips, tmp_path):
    kept, old = clips.clip("fr", "call", "Un"), clips.clip("fr", "call", "Deux")
    own = tmp_path / "own" / "fr" / "call.wav"
    own.parent.mkdir(parents=True)
    own.write_bytes(b"a voice")

    assert clips.forget_all_but([kept]) == 1

    assert kept.exists()
    assert own.exists()
    assert not old.exists()


def test_a_full_folder_makes_no_more(clips, monkeypatch):
    clips.clip("fr", "call", "Un")
    monkeypatch.setattr(clips_module, "MOST_BYTES", 10)

    with pytest.raises(NoVoice, match="full"):
        clips.clip("fr", "call", "Deux")
    assert clips.clip("fr", "call", "Un").exists()


def test_a_maker_that_was_killed_is_started_again(clips):
    clips.clip("fr", "call", "Un")
    assert clips._maker is not None
    clips._maker.kill()
    clips._maker.wait()

    assert clips.clip("fr", "call", "Deux").exists()
