"""The pictograms as the office has them: one SVG file each (config/pictograms), named by what it stands for."""

from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType


@lru_cache(maxsize=1)
def pictograms() -> Mapping[str, str]:
    """Name → its SVG, in order of the names."""
    drawings = (file for file in (files("config") / "pictograms").iterdir() if file.name.endswith(".svg"))
    ordered = sorted(drawings, key=lambda file: file.name.removesuffix(".svg"))
    return MappingProxyType({file.name.removesuffix(".svg"): file.read_text("utf-8") for file in ordered})
