"""How far the waiting room's screen can be read, from its pixels and their pitch: a seat beyond that is a fault.

The number called is as high as 3 % of the distance (French practice for signs read from afar; arrêté of 20 April 2017), the last
calls are as high as 0.7° (EN 301 549, 5.1.4: 12.2 mm a metre). Both are the height of a capital or digit. The page gives them
what the screen's shape allows (display/static/display.css: --n); the same shares stand here.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from config.faults import Fault
from config.schema_faults import written
from config.settings import DisplaySettings

NUMBER_SHARE = 0.03
"""Of the distance: the height of the called number."""
HISTORY_SHARE = 0.0122
"""Of the distance: the height of the numbers called before (tan 0.7°)."""
CAPITALS = 0.668
"""Height of a capital or digit of Atkinson Hyperlegible Next, in em."""
_LANDSCAPE = (0.2025, 0.36)
_LANDSCAPE_WIDE = (0.1866, 0.36)
_PORTRAIT = (0.354, 0.2)
"""The number's height as a share of the width and of the height, the smaller one counts. Wide: counters of two digits."""


def number_px(width_px: int, height_px: int, wide: bool = False) -> float:
    """Height of the called number in CSS pixels on a screen of this shape; numbers of three digits."""
    across, down = _PORTRAIT if height_px > width_px else _LANDSCAPE_WIDE if wide else _LANDSCAPE
    return min(across * width_px, down * height_px)


def farthest_served_m(display: DisplaySettings, wide: bool = False) -> float:
    """The distance in metres at which the called number is still 3 % high."""
    return number_px(display.width_px, display.height_px, wide) * display.mm_per_css_px / 1000 / NUMBER_SHARE


def seat_faults(raw: dict[str, Any], file: str) -> Iterator[Fault]:
    """A fault when the farthest seat is too far for the screen; figures of another shape are the schema's own faults."""
    table = raw.get("display", {})
    figures = (
        {key: table[key] for key in DisplaySettings.model_fields if key in table} if isinstance(table, dict) else {}
    )
    try:
        display = DisplaySettings.model_validate(figures)
    except ValueError:
        return
    counters = raw.get("counters")
    ids = (
        [str(counter.get("id")) for counter in counters if isinstance(counter, dict)]
        if isinstance(counters, list)
        else []
    )
    served = farthest_served_m(display, two_digits(ids))
    if display.farthest_m > served:
        problem = (
            f"cet écran ({display.width_px} × {display.height_px}, {display.mm_per_css_px} mm par pixel) se lit à "
            f"{int(served * 10) / 10} m au plus : rapprochez les sièges, ou prenez un écran plus grand"
        )
        yield Fault(file, "display.farthest_m", written(display.farthest_m), problem)


def two_digits(counters: Iterable[str]) -> bool:
    """True when some counter's id has two digits: its column is wider."""
    return any(len(counter) > 1 for counter in counters)
