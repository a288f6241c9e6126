"""The clips of one office: each made once, by a program of its own, or recorded by the office itself."""

import contextlib
import json
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from voice.sentences import Sentence
from voice.shelf import Shelf
from voice.synthesis import NoVoice
from voice.turns import Turns

RECORDINGS = (".wav", ".mp3", ".m4a")
"""What a computer or a phone records, and a browser plays."""
LIMIT_S = 15
"""A clip takes a tenth of a second. A maker that gives no answer for so long is ended: those behind it must not wait for ever."""
END_S = 3
MOST_LAST_WORDS = 20_000


class Clips:
    """folder: where they are; recordings of one's own stand in own/<language>/ under it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._shelf = Shelf(folder)
        self._turns = Turns()
        self._maker: subprocess.Popen[str] | None = None
        self._last_words: IO[bytes] | None = None

    def clip(self, language: str, sentence: Sentence, call: bool = False) -> Path:
        """The file that says this; made now when it is not there: a call before all else. Raises NoVoice, Busy."""
        clip = self.existing(language, sentence)
        if clip is None:
            clip = self._shelf.path(language, sentence.text)
            self._make(language, sentence.text, clip, call)
        else:
            self._shelf.used(clip)
        return clip

    def existing(self, language: str, sentence: Sentence) -> Path | None:
        """The file that says this, if there is one: a recording of one's own goes before a made clip."""
        for ending in RECORDINGS:
            own = self._folder / "own" / language / f"{sentence.recording}{ending}"
            if own.is_file():
                return own
        clip = self._shelf.path(language, sentence.text)
        return clip if clip.is_file() else None

    def own(self, language: str) -> Iterator[Path]:
        """Every recording of one's own in this language."""
        folder = self._folder / "own" / language
        return (file for file in sorted(folder.iterdir()) if file.is_file()) if folder.is_dir() else iter(())

    def forget_all_but(self, wanted: set[Path]) -> int:
        """Removes the made clips that are not among these; how many."""
        return self._shelf.forget_all_but(wanted)

    def close(self) -> None:
        """The maker ends."""
        if self._maker is None:
            return
        assert self._maker.stdin is not None
        with contextlib.suppress(OSError):
            self._maker.stdin.close()
        try:
            self._maker.wait(END_S)
        except subprocess.TimeoutExpired:
            self._maker.kill()
        self._maker = None
        if self._last_words is not None:
            self._last_words.close()

    def _make(self, language: str, text: str, path: Path, call: bool) -> None:
        with self._turns.turn(call):
            # Two who ask for one clip at the same moment: the second finds it made.
            if not path.is_file():
                problem = self._answer_of_maker({"language": language, "text": text})
                if problem:
                    raise NoVoice(problem)

    def _answer_of_maker(self, what: dict[str, str]) -> str:
        if self._maker is None or self._maker.poll() is not None:
            command = [sys.executable, "-m", "voice.maker", str(self._folder.resolve())]
            # What it says when it breaks is no line of a log: it goes to a file of its own, and its end into the problem.
            self._last_words = tempfile.TemporaryFile()  # noqa: SIM115
            self._maker = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._last_words, text=True
            )
        assert self._maker.stdin is not None
        assert self._maker.stdout is not None
        hopeless = threading.Timer(LIMIT_S, self._maker.kill)
        hopeless.start()
        answer = ""
        with contextlib.suppress(OSError):
            self._maker.stdin.write(json.dumps(what) + "\n")
            self._maker.stdin.flush()
            answer = self._maker.stdout.readline()
        hopeless.cancel()
        ended_well = answer.endswith("\n")
        return str(json.loads(answer)["problem"]) if ended_well else self._why_it_ended()

    def _why_it_ended(self) -> str:
        assert self._last_words is not None
        self._last_words.seek(0)
        *_, last = ["", *self._last_words.read(MOST_LAST_WORDS).decode(errors="replace").split("\n")[:-1]]
        return f"Le programme qui fait les clips s'est arrêté. {last[:200]}".strip()
