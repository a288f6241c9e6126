"""The pictograms as one SVG file of symbols, which every screen draws from by name: <use href="/pictograms.svg#package">."""

import re
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

_SVG = re.compile(r"<svg[^>]*?viewBox=\"([^\"]+)\"[^>]*>(.*)</svg>", re.DOTALL)


def sprite(own: Path | None = None) -> str:
    """All pictograms, those of the office's own folder (`own`) in place of ours of the same name. Stroke and colour are CSS's."""
    drawn = {}
    for folder in (files("config") / "pictograms", own):
        for name, svg in _read(folder).items():
            found = _SVG.search(svg)
            if found:
                drawn[name] = f'<symbol id="{name}" viewBox="{found[1]}">{found[2].strip()}</symbol>'
    return f'<svg xmlns="http://www.w3.org/2000/svg">{"".join(drawn[name] for name in sorted(drawn))}</svg>'


@lru_cache(maxsize=1)
def names() -> tuple[str, ...]:
    """The names of our pictograms, in order."""
    return tuple(sorted(_read(files("config") / "pictograms")))


def _read(folder: Traversable | Path | None) -> dict[str, str]:
    if folder is None or not folder.is_dir():
        return {}
    return {
        one.name.removesuffix(".svg"): one.read_text("utf-8") for one in folder.iterdir() if one.name.endswith(".svg")
    }
