"""The pictograms as one SVG file of symbols, which every screen draws from by name: <use href="/pictograms.svg#package">."""

import re

from config.pictogram_files import pictograms

_SVG = re.compile(r"<svg[^>]*?viewBox=\"([^\"]+)\"[^>]*>(.*)</svg>", re.DOTALL)


def sprite() -> str:
    """All pictograms, in order of their names. Stroke and colour are CSS's."""
    symbols = (_symbol(name, drawing) for name, drawing in pictograms().items())
    return f'<svg xmlns="http://www.w3.org/2000/svg">{"".join(symbols)}</svg>'


def _symbol(name: str, drawing: str) -> str:
    parts = _SVG.search(drawing)
    assert parts is not None, name
    return f'<symbol id="{name}" viewBox="{parts[1]}">{parts[2].strip()}</symbol>'
