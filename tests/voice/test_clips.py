"""Clips are made once, by a program of their own, and a recording of one's own goes before them."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from voice import clips as clips_module
from voice.clips import Clips
from voice.sentences import Sentence
from voice.synthesis import NoVoice

HELLO = Sentence("kiosk.ask", (), "Bonjour")
CALL = Sentence("call", (("counter", 3), ("number", 112)), "Numéro 112, guichet 3")


@pytest.fixture
def clips(tmp_path: Path) -> Iterator[Clips]:
    """An empty folder."""
    with_voice = Clips(tmp_path)
    yield with_voice
    with_voice.close()


def _recorded(folder: Path, name: str) -> Path:
    own = folder / "own" / "fr" / name
    own.parent.mkdir(parents=True, exist_ok=True)
    own.write_bytes(b"a voice")
    return own


def test_a_clip_stands_in_the_folder_of_its_language_once_it_was_asked_for(clips, tmp_path):
    assert clips.existing("fr", HELLO) is None

    clip = clips.clip("fr", HELLO)

    assert clip.parent == tmp_path / "fr"
    assert clip.stat().st_size > 2_000
    assert clips.existing("fr", HELLO) == clip
    assert [file.name for file in clip.parent.iterdir()] == [clip.name]


def test_two_who_ask_for_a_clip_at_once_get_one_clip_made_once(clips, monkeypatch):
    orders = []
    answer = Clips._answer_of_maker
    monkeypatch.setattr(Clips, "_answer_of_maker", lambda self, what: orders.append(what) or answer(self, what))
    people = [threading.Thread(target=clips.clip, args=("fr", HELLO)) for _ in range(4)]

    for person in people:
        person.start()
    for person in people:
        person.join()

    assert len(orders) == 1
    assert clips.existing("fr", HELLO) is not None


def test_a_language_without_a_voice_says_what_is_missing_and_the_next_is_made(clips):
    with pytest.raises(NoVoice, match="Aucune voix ne parle « ku »"):
        clips.clip("ku", HELLO)

    assert clips.clip("fr", HELLO).exists()


@pytest.mark.parametrize("ending", [".wav", ".mp3", ".m4a"])
def test_a_recording_of_ones_own_is_played_in_place_of_the_engine(clips, tmp_path, ending):
    clips.clip("fr", HELLO)

    assert clips.clip("fr", HELLO) != _recorded(tmp_path, f"kiosk.ask{ending}")
    assert clips.clip("fr", HELLO) == tmp_path / "own" / "fr" / f"kiosk.ask{ending}"


def test_a_recording_without_its_facts_never_stands_for_a_number(clips, tmp_path):
    _recorded(tmp_path, "call.wav")
    assert clips.clip("fr", CALL).parent == tmp_path / "fr"

    own = _recorded(tmp_path, "call-counter-3-number-112.wav")
    assert clips.clip("fr", CALL) == own


def test_a_maker_that_was_killed_is_started_again(clips):
    clips.clip("fr", HELLO)
    assert clips._maker is not None
    clips._maker.kill()
    clips._maker.wait()

    assert clips.clip("fr", CALL).exists()


def test_a_maker_that_gives_no_answer_is_ended_and_the_next_clip_is_made(clips, monkeypatch):
    monkeypatch.setattr(clips_module, "LIMIT_S", 0.2)
    monkeypatch.setattr(clips_module.subprocess, "Popen", _silent(clips_module.subprocess.Popen))

    with pytest.raises(NoVoice, match="s'est arrêté"):
        clips.clip("fr", HELLO)
    assert clips._maker.wait(5) != 0
    monkeypatch.undo()

    assert clips.clip("fr", HELLO).exists()


def _silent(popen):
    """A program that reads and never answers, in place of the maker."""
    return lambda command, **more: popen(["sleep", "60"], **more)
