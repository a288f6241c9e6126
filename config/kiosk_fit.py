"""What the kiosk's pictures need of its screen: one on which they would overlap is a fault, told before it is bought or started.

The figures are those up to which the ruler (tests/browser/kiosk/test_kiosk_sizes.py) finds every picture whole, in each language,
lying and standing: targets of 20 mm on the short side, and large text, whose capitals grow with the distance of the eyes.
"""

from collections.abc import Iterator
from typing import Any

from config.faults import Fault
from config.schema_faults import written
from config.settings import KioskSettings

LEAST_SHORT_MM = 215
"""The short side, in mm: three targets of 20 mm and their gaps beside each other, five and the bar under each other."""
MOST_VIEWING = 1.9
"""The distance of the eyes, in short sides: further away large text (0.7 degrees) does not fit."""


def kiosk_faults(raw: dict[str, Any], file: str) -> Iterator[Fault]:
    """A fault for a screen that is too small, one for eyes that are too far from it; other figures are the schema's."""
    table = raw.get("kiosk", {})
    figures = {key: table[key] for key in KioskSettings.model_fields if key in table} if isinstance(table, dict) else {}
    try:
        kiosk = KioskSettings.model_validate(figures)
    except ValueError:
        return
    short_mm = min(kiosk.width_px, kiosk.height_px) * kiosk.mm_per_css_px
    if short_mm < LEAST_SHORT_MM:
        problem = (
            f"le petit côté de cet écran fait {int(short_mm)} mm : des touches de 20 mm n'y tiennent pas. "
            f"Prenez un écran d'au moins {LEAST_SHORT_MM} mm de petit côté (18 pouces)"
        )
        yield Fault(file, "kiosk.mm_per_css_px", written(kiosk.mm_per_css_px), problem)
    elif kiosk.viewing_mm > MOST_VIEWING * short_mm:
        problem = (
            f"sur cet écran le grand texte se lit à {int(MOST_VIEWING * short_mm)} mm au plus : "
            "rapprochez la personne, ou prenez un écran plus grand"
        )
        yield Fault(file, "kiosk.viewing_mm", written(kiosk.viewing_mm), problem)
