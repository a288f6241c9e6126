"""The folder of made clips, <language>/<what is said>.mp3: files named by their content, written whole or not at all, of bounded size."""

import hashlib
import os
from collections.abc import Collection
from pathlib import Path

MOST_BYTES = 300_000_000
"""Past this the oldest clips go: some 25 000 calls, more than an office says in months. What went is made again when asked for."""
KEPT_SHARE = 0.9
VERSION = "2"
"""Part of each name: another way of making sound makes other files."""


class Shelf:
    """folder: of the office's voice. Recordings of one's own, under own/, are never counted nor removed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._bytes: int | None = None

    def path(self, language: str, text: str) -> Path:
        """Where the clip of this sentence is, or would be."""
        digest = hashlib.sha256(f"{VERSION} {language} {text}".encode()).hexdigest()
        return self._folder / language / f"{digest}.mp3"

    def keep(self, path: Path, clip: bytes) -> None:
        """Puts a clip there, in one move: who reads meanwhile finds all of it or nothing. Raises OSError."""
        before = self.bytes
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_suffix(f".{os.getpid()}.new")
        partial.write_bytes(clip)
        partial.replace(path)
        self._bytes = before + len(clip)
        if self._bytes > MOST_BYTES:
            self._forget_the_oldest()

    @property
    def bytes(self) -> int:
        """The size of all made clips, read from the disk once."""
        if self._bytes is None:
            self._bytes = sum(one.stat().st_size for one in self._made())
        return self._bytes

    def forget_all_but(self, kept: Collection[Path]) -> int:
        """Removes the made clips that are not among these; how many."""
        gone = self._made() - set(kept)
        for one in gone:
            one.unlink(missing_ok=True)
        self._bytes = None
        return len(gone)

    def _forget_the_oldest(self) -> None:
        for one in sorted(self._made(), key=lambda one: one.stat().st_mtime_ns):
            if self.bytes <= MOST_BYTES * KEPT_SHARE:
                break
            self._bytes = self.bytes - one.stat().st_size
            one.unlink()

    def _made(self) -> set[Path]:
        """What a program that was killed left half written too, and the clips of earlier versions."""
        return {one for one in self._folder.glob("??/*") if one.is_file()}
