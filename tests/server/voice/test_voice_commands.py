"""`allervers voice`: made ahead with its size said; what is missing is said."""

import pytest
from click.testing import CliRunner

from server.voice import commands

pytestmark = pytest.mark.slow


@pytest.fixture
def voice(tmp_path, monkeypatch):
    """Runs a command with few sentences, in a folder of its own."""
    every = commands.always_said
    monkeypatch.setattr(commands, "always_said", lambda words: list(every(words))[:3])
    monkeypatch.setattr(commands, "NUMBERS", 2)

    def run(*words):
        return CliRunner().invoke(commands.voice_commands, [*words, "--data", str(tmp_path)])

    return run


def test_all_is_made_then_nothing_again(voice, tmp_path):
    first, second = voice("make"), voice("make")

    assert first.exit_code == 0
    assert "0 retirées" in first.output
    files_before = len(list((tmp_path / "lens" / "voice").glob("fr/*.mp3")))
    assert f"{files_before} faites" in first.output
    assert files_before >= 3 + 2 * 4
    assert f"0 faites, 0 retirées, {files_before} en tout" in second.output


def test_clips_of_sentences_no_longer_said_go_and_only_when_all_is_made(voice, tmp_path):
    voice("make")
    old = tmp_path / "lens" / "voice" / "fr" / "old.mp3"
    old.write_bytes(b"x")

    voice("make", "--languages", "fr")
    voice("make", "--no-calls")
    assert old.exists()
    assert "1 retirées" in voice("make").output
    assert not old.exists()


def test_a_language_of_another_office_is_a_clear_fault(voice):
    answer = voice("make", "--languages", "xx")

    assert answer.exit_code == 2
    assert "Lens ne parle pas « xx »" in answer.output


def test_a_language_without_a_voice_is_told_and_keeps_its_clips(voice, tmp_path, monkeypatch):
    voice("make", "--languages", "uk")
    files = set((tmp_path / "lens" / "voice").glob("uk/*.mp3"))
    assert files
    monkeypatch.setenv("PATH", "/nowhere")

    answer = voice("make", "--languages", "uk,fr")

    assert "apt install espeak-ng" in answer.output
    assert set((tmp_path / "lens" / "voice").glob("uk/*.mp3")) == files
    assert list((tmp_path / "lens" / "voice").glob("fr/*.mp3"))


def test_check_tells_what_is_ready_and_recordings_that_nothing_plays(voice, tmp_path):
    voice("make")
    assert voice("check").exit_code == 0
    own = tmp_path / "lens" / "voice" / "own" / "fr" / "kiosk.aks.wav"
    own.parent.mkdir(parents=True)
    own.write_bytes(b"x")

    answer = voice("check")

    assert answer.exit_code == 1
    assert "la voix est là" in answer.output
    assert "aucune phrase ne joue cet enregistrement" in answer.output
    assert "kiosk.aks.wav" in answer.output
