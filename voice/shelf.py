"""The folder of made clips, <language>/<what is said>.mp3: files named by their content, written whole or not at all, of bounded size."""

import contextlib
import hashlib
import os
import time
from collections.abc import Collection
from pathlib import Path

MOST_BYTES = 150_000_000
MOST_CLIPS = 12_000
"""Past one of these the clips go that were not used for longest. All sentences in eight languages and the calls of 400 numbers at five
counters are 3 700 clips of 10 kB. What went is made again when asked for."""
USED_S = 86_400
"""A clip that is used is marked so once a day: a mark is a write, and the disk is often a memory card."""
KEPT_SHARE = 0.9
VERSION = "2"
"""Part of each name: another way of making sound makes other files."""


class Shelf:
    """folder: of the office's voice. Recordings of one's own, under own/, are never counted nor removed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._bytes: int | None = None
        self._count = 0

    def path(self, language: str, text: str) -> Path:
        """Where the clip of this sentence is, or would be."""
        digest = hashlib.sha256(f"{VERSION} {language} {text}".encode()).hexdigest()
        return self._folder / language / f"{digest}.mp3"

    def keep(self, path: Path, clip: bytes) -> None:
        """Puts a clip there, in one move: who reads meanwhile finds all of it or nothing. Raises OSError."""
        before = self.bytes
        new = not path.is_file()
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_suffix(f".{os.getpid()}.new")
        partial.write_bytes(clip)
        partial.replace(path)
        self._bytes = before + len(clip)
        self._count += new
        if self._bytes > MOST_BYTES or self._count > MOST_CLIPS:
            self._forget_the_oldest()

    def used(self, path: Path) -> None:
        """Notes that this clip was wanted today."""
        with contextlib.suppress(OSError):
            if time.time() - path.stat().st_mtime > USED_S:
                os.utime(path)

    @property
    def bytes(self) -> int:
        """The size of all made clips, read from the disk once."""
        if self._bytes is None:
            sizes = [clip.stat().st_size for clip in self._clips()]
            self._bytes, self._count = sum(sizes), len(sizes)
        return self._bytes

    def forget_all_but(self, wanted: Collection[Path]) -> int:
        """Removes the made clips that are not among these; how many."""
        unwanted = self._clips() - set(wanted)
        for clip in unwanted:
            clip.unlink(missing_ok=True)
        self._bytes = None
        return len(unwanted)

    def _forget_the_oldest(self) -> None:
        for clip in sorted(self._clips(), key=lambda clip: clip.stat().st_mtime_ns):
            if self.bytes <= MOST_BYTES * KEPT_SHARE and self._count <= MOST_CLIPS * KEPT_SHARE:
                break
            self._bytes, self._count = self.bytes - clip.stat().st_size, self._count - 1
            clip.unlink()

    def _clips(self) -> set[Path]:
        """What a program that was killed left half written too, and the clips of earlier versions."""
        return {file for file in self._folder.glob("??/*") if file.is_file()}
