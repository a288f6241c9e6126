"""`allervers voice`: made ahead with its size said; what is missing is told."""

import pytest
from click.testing import CliRunner

from server.voice import commands

pytestmark = pytest.mark.slow


@pytest.fixture
def told(tmp_path, monkeypatch):
    """Runs a command with few sentences, in a folder of its own."""
    every = commands.always_said
    monkeypatch.setattr(commands, "always_said", lambda words: list(every(words))[:3])
    monkeypatch.setattr(commands, "NUMBERS", 2)

    def run(*words):
        return CliRunner().invoke(commands.voice_commands, [*words, "--data", str(tmp_path)])

    return run


def test_all_is_made_then_nothing_again(told, tmp_path):
    first, second = told("make"), told("make")

    assert first.exit_code == 0
    assert "0 retirées" in first.output
    made = len(list((tmp_path / "lens" / "voice").glob("fr/*.mp3")))
    assert f"{made} faites" in first.output
    assert made >= 3 + 2 * 4
    assert f"0 faites, 0 retirées, {made} en tout" in second.output


def test_clips_of_sentences_no_longer_said_go_and_only_when_all_is_made(told, tmp_path):
    told("make")
    old = tmp_path / "lens" / "voice" / "fr" / "old.mp3"
    old.write_bytes(b"x")

    told("make", "--languages", "fr")
    told("make", "--no-calls")
    assert old.exists()
    assert "1 retirées" in told("make").output
    assert not old.exists()


def test_a_language_of_another_office_is_a_clear_fault(told):
    answer = told("make", "--languages", "xx")

    assert answer.exit_code == 2
    assert "Lens ne parle pas « xx »" in answer.output


def test_a_language_without_a_voice_is_told_and_keeps_its_clips(told, tmp_path, monkeypatch):
    told("make", "--languages", "uk")
    made = set((tmp_path / "lens" / "voice").glob("uk/*.mp3"))
    assert made
    monkeypatch.setenv("PATH", "/nowhere")

    answer = told("make", "--languages", "uk,fr")

    assert "apt install espeak-ng" in answer.output
    assert set((tmp_path / "lens" / "voice").glob("uk/*.mp3")) == made
    assert list((tmp_path / "lens" / "voice").glob("fr/*.mp3"))


def test_check_tells_what_is_ready_and_recordings_that_nothing_plays(told, tmp_path):
    told("make")
    assert told("check").exit_code == 0
    own = tmp_path / "lens" / "voice" / "own" / "fr" / "kiosk.aks.wav"
    own.parent.mkdir(parents=True)
    own.write_bytes(b"x")

    answer = told("check")

    assert answer.exit_code == 1
    assert "la voix est là" in answer.output
    assert "aucune phrase ne joue cet enregistrement" in answer.output
    assert "kiosk.aks.wav" in answer.output
