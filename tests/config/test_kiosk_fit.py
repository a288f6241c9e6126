"""K2, K6: an office is told when the kiosk's pictures do not fit the screen that it has."""

from pathlib import Path

import pytest

from config.faults import ConfigurationFaults
from config.kiosk_fit import kiosk_faults
from config.loading import SHIPPED, load


def _faults(**kiosk: float) -> list[tuple[str, str]]:
    return [(fault.key, fault.problem) for fault in kiosk_faults({"kiosk": kiosk}, "essai.toml")]


def test_a_screen_on_which_targets_of_20_mm_do_not_fit_is_a_fault():
    ((key, problem),) = _faults(mm_per_css_px=0.18, viewing_mm=300)

    assert key == "kiosk.mm_per_css_px"
    assert "194 mm" in problem


def test_eyes_that_are_too_far_for_large_text_are_a_fault_that_says_how_far_it_is_read():
    ((key, problem),) = _faults(viewing_mm=600)

    assert key == "kiosk.viewing_mm"
    assert "508 mm au plus" in problem
    assert _faults(viewing_mm=508) == []


@pytest.mark.parametrize(
    ("inches", "pitch", "most"), [(18, 0.208, 425), (21.5, 0.248, 508), (24, 0.277, 565), (32, 0.369, 755)]
)
def test_larger_screens_are_read_from_further_away(inches, pitch, most):
    assert _faults(mm_per_css_px=pitch, viewing_mm=most) == []
    assert _faults(mm_per_css_px=pitch, viewing_mm=most + 10) != []
    assert _faults(width_px=1920, height_px=1080, mm_per_css_px=pitch, viewing_mm=most) == []


def test_the_fault_is_told_when_an_office_is_loaded_and_the_shipped_ones_have_none(tmp_path):
    assert all(load(office).kiosk.viewing_mm for office in SHIPPED)
    written = (
        Path("config/offices/lens.toml").read_text(encoding="utf-8").replace("viewing_mm = 500", "viewing_mm = 600")
    )
    (tmp_path / "loin.toml").write_text(written, encoding="utf-8")

    with pytest.raises(ConfigurationFaults) as caught:
        load(str(tmp_path / "loin.toml"))

    assert [fault.key for fault in caught.value.faults] == ["kiosk.viewing_mm"]
    # What the schema refuses is told by it, once.
    assert _faults(reach_percent=20, viewing_mm=600) == []
