"""Where the cut papers fall: a folder of paper-0001.bin and paper-0001.png, the newest fifty."""

import os
import re
from pathlib import Path

from PIL import Image

from printer.picture import draw

_NAME = re.compile(r"paper-(\d{4,})\.(?:bin|png)")


class Tray:
    """A folder of papers. Every file appears whole (written aside, then renamed), the picture last."""

    def __init__(self, folder: Path, dots: int, most: int = 50) -> None:
        """Makes the folder. Raises OSError when it cannot be written."""
        folder.mkdir(parents=True, exist_ok=True)
        self._folder, self._dots, self._most = folder, dots, most
        self._last = max((_number(path) for path in folder.iterdir()), default=0)

    def add(self, paper: bytes) -> Path:
        """Keeps one more paper; returns its picture's path."""
        self._last += 1
        name = f"paper-{self._last:04d}"
        self._write(f"{name}.bin", paper)
        picture = self._write(f"{name}.png", draw(paper, self._dots, strict=False))
        for path in self._folder.iterdir():
            if 0 < _number(path) <= self._last - self._most:
                path.unlink(missing_ok=True)
        return picture

    def _write(self, name: str, content: bytes | Image.Image) -> Path:
        aside, path = self._folder / f".{name}.new", self._folder / name
        if isinstance(content, bytes):
            aside.write_bytes(content)
        else:
            content.save(aside, format="PNG", optimize=True)
        os.replace(aside, path)
        return path


def _number(path: Path) -> int:
    name = _NAME.fullmatch(path.name)
    return int(name[1]) if name else 0
