"""The folder of made clips: whole files, of bounded size; recordings of one's own are never touched."""

import os
import time

import pytest

from voice import shelf as shelf_module
from voice.shelf import Shelf


@pytest.fixture
def shelf(tmp_path):
    """An empty folder."""
    return Shelf(tmp_path)


def _kept(shelf, *texts):
    paths = [shelf.path("fr", text) for text in texts]
    for age, path in enumerate(paths):
        shelf.keep(path, b"x" * 100)
        os.utime(path, (age, age))
    return paths


def test_what_is_said_and_its_language_name_the_file(shelf):
    assert shelf.path("fr", "Un") == shelf.path("fr", "Un")
    assert len({shelf.path("fr", "Un"), shelf.path("fr", "Deux"), shelf.path("it", "Un")}) == 3


def test_a_clip_that_could_not_be_written_whole_is_not_there(shelf, monkeypatch):
    def full_disk(self, data):
        self.touch()
        raise OSError("no space left")

    monkeypatch.setattr("pathlib.Path.write_bytes", full_disk)

    with pytest.raises(OSError, match="no space"):
        shelf.keep(shelf.path("fr", "Un"), b"x")
    assert not shelf.path("fr", "Un").exists()


def test_a_full_folder_loses_its_oldest_clips_and_no_recording(shelf, tmp_path, monkeypatch):
    own = tmp_path / "own" / "fr" / "kiosk.ask.wav"
    own.parent.mkdir(parents=True)
    own.write_bytes(b"x" * 5_000)
    monkeypatch.setattr(shelf_module, "MOST_BYTES", 450)

    kept = _kept(shelf, "Un", "Deux", "Trois", "Quatre", "Cinq")

    assert [path.exists() for path in kept] == [False, True, True, True, True]
    assert own.exists()
    assert shelf.bytes == 400


def test_a_folder_of_too_many_clips_loses_those_not_used_for_longest(shelf, monkeypatch):
    monkeypatch.setattr(shelf_module, "MOST_CLIPS", 4)
    kept = _kept(shelf, "Un", "Deux", "Trois", "Quatre")
    shelf.used(kept[0])

    shelf.keep(shelf.path("fr", "Cinq"), b"x" * 100)

    assert [path.exists() for path in kept] == [True, False, False, True]


def test_a_clip_is_marked_as_used_once_a_day(shelf):
    fresh, old = _kept(shelf, "Un", "Deux")
    os.utime(fresh, (time.time() - 3_600,) * 2)
    marks = fresh.stat().st_mtime_ns, old.stat().st_mtime_ns

    shelf.used(fresh)
    shelf.used(old)

    assert fresh.stat().st_mtime_ns == marks[0]
    assert old.stat().st_mtime_ns > marks[1]


def test_a_folder_with_room_loses_nothing(shelf):
    assert all(path.exists() for path in _kept(shelf, "Un", "Deux", "Trois"))


def test_clips_no_longer_said_and_half_written_ones_are_removed_and_recordings_never(shelf, tmp_path):
    kept, old = _kept(shelf, "Un", "Deux")
    half = tmp_path / "fr" / "abc.123.new"
    half.write_bytes(b"x")
    own = tmp_path / "own" / "fr" / "call.wav"
    own.parent.mkdir(parents=True)
    own.write_bytes(b"a voice")

    assert shelf.forget_all_but({kept}) == 2

    assert kept.exists()
    assert own.exists()
    assert not old.exists()
    assert not half.exists()
    assert shelf.bytes == 100
