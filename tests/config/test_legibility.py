"""B1: an office is told when its farthest seat cannot read the called number on the screen that it has."""

import pytest

from config.faults import ConfigurationFaults
from config.legibility import CAPITALS, farthest_served_m, number_px
from config.loading import SHIPPED, load
from config.settings import DisplaySettings

OFFICE = """
name = "Essai"
[hours]
monday = ["09:00-12:30"]
[display]
{display}
[[counters]]
id = "{counter}"
shape = "circle"
main = ["collect", "send", "follow", "money", "phone", "papers"]
[[printers]]
name = "entree"
address = "virtual"
"""


@pytest.fixture
def office(tmp_path):
    """Loads an office with this display."""

    def loaded(display: str, counter: str = "1"):
        path = tmp_path / "essai.toml"
        path.write_text(OFFICE.format(display=display, counter=counter), encoding="utf-8")
        return load(str(path))

    return loaded


def test_a_seat_that_is_too_far_is_a_fault_that_says_how_far_the_screen_reads(office):
    with pytest.raises(ConfigurationFaults) as caught:
        office("mm_per_css_px = 0.369\nfarthest_m = 9.0")

    fault = caught.value.faults[0]
    assert (fault.file, fault.key, fault.value) == ("essai.toml", "display.farthest_m", "9.0")
    assert "se lit à 4.7 m au plus" in fault.problem
    assert office("mm_per_css_px = 0.369\nfarthest_m = 4.7").display.farthest_m == 4.7


def test_the_fault_is_told_beside_the_others(office):
    with pytest.raises(ConfigurationFaults) as caught:
        office("farthest_m = 30.0\nwidth = 1920")

    assert {fault.key for fault in caught.value.faults} == {"display.farthest_m", "display.width"}


def test_counters_of_two_digits_leave_less_room_for_the_number(office):
    display = "mm_per_css_px = 0.369\nfarthest_m = 4.7"
    assert office(display, counter="9")
    with pytest.raises(ConfigurationFaults):
        office(display, counter="10")


@pytest.mark.parametrize(
    ("inches", "pitch", "metres"), [(32, 0.369, 4.7), (43, 0.496, 6.3), (50, 0.577, 7.3), (55, 0.634, 8.0)]
)
def test_screens_from_32_to_55_inches_serve_rooms_of_4_to_8_metres_lying_and_standing(inches, pitch, metres):
    lying = DisplaySettings(mm_per_css_px=pitch)
    standing = DisplaySettings(width_px=1080, height_px=1920, mm_per_css_px=pitch)

    assert farthest_served_m(lying) >= metres
    assert farthest_served_m(standing) >= metres
    # A screen of twice the pixels and half the pitch is the same screen.
    sharp = DisplaySettings(width_px=3840, height_px=2160, mm_per_css_px=pitch / 2)
    assert farthest_served_m(sharp) == pytest.approx(farthest_served_m(lying))


def test_the_shipped_offices_can_be_read_from_their_farthest_seat():
    for office in SHIPPED:
        display = load(office).display
        height_mm = number_px(display.width_px, display.height_px) * display.mm_per_css_px
        assert height_mm >= 30 * display.farthest_m, office


def test_the_digits_height_is_that_of_the_font_that_we_serve():
    """Atkinson Hyperlegible Next: capitals and digits are 668 of 1000 units high (OS/2 sCapHeight)."""
    assert CAPITALS == 0.668
