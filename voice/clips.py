"""The clips of one office: files named by what is said, made once, in the office's own folder."""

import hashlib
import json
import subprocess
import sys
import threading
from collections.abc import Iterable
from pathlib import Path

from voice.synthesis import NoVoice

MOST_BYTES = 1_000_000_000
"""Past this no new clip is kept: some 15 000 calls, more than any office says; `allervers voice make` clears old ones."""
VERSION = "1"
"""Part of each name: another way of making sound makes other files."""


class Clips:
    """folder: where they are; a recording of one's own, in own/<language>/<name>.wav under it, is played in place of the engine's."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._maker: subprocess.Popen[str] | None = None
        self._bytes = sum(one.stat().st_size for one in folder.rglob("*.wav")) if folder.is_dir() else 0

    def clip(self, language: str, name: str, sentence: str) -> Path:
        """The file that says this sentence; made now when it is not there. Raises NoVoice."""
        own = self._folder / "own" / language / f"{name}.wav"
        if own.is_file():
            return own
        path = self.path(language, sentence)
        if not path.exists():
            self._make(language, sentence, path)
        return path

    def path(self, language: str, sentence: str) -> Path:
        """Where the clip of this sentence is, or would be."""
        digest = hashlib.sha256(f"{VERSION} {language} {sentence}".encode()).hexdigest()[:32]
        return self._folder / language / f"{digest}.wav"

    def forget_all_but(self, kept: Iterable[Path]) -> int:
        """Removes the made clips that are not among these; how many."""
        keep = set(kept)
        gone = [one for one in self._folder.glob("??/*.wav") if one not in keep]
        for one in gone:
            self._bytes -= one.stat().st_size
            one.unlink()
        return len(gone)

    def close(self) -> None:
        """The maker ends."""
        if self._maker is not None:
            assert self._maker.stdin is not None
            self._maker.stdin.close()
            self._maker.wait(5)
            self._maker = None

    def _make(self, language: str, sentence: str, path: Path) -> None:
        with self._lock:
            # Two who ask for one clip at the same moment: the second finds it made.
            if path.exists():
                return
            if self._bytes > MOST_BYTES:
                raise NoVoice(f"the folder of clips is full: {self._folder}")
            path.parent.mkdir(parents=True, exist_ok=True)
            problem = self._asked({"language": language, "sentence": sentence, "path": str(path)})
            if problem:
                raise NoVoice(problem)
            self._bytes += path.stat().st_size

    def _asked(self, what: dict[str, str]) -> str:
        if self._maker is None or self._maker.poll() is not None:
            command = [sys.executable, "-m", "voice.maker"]
            self._maker = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert self._maker.stdin is not None
        assert self._maker.stdout is not None
        try:
            self._maker.stdin.write(json.dumps(what) + "\n")
            self._maker.stdin.flush()
            answer = self._maker.stdout.readline()
        except OSError:
            answer = ""
        return str(json.loads(answer)["problem"]) if answer else "the program that makes clips has ended"
