"""The contrast of every pair of colours that the screens draw with, computed from the tokens themselves."""

import re
from pathlib import Path

import pytest

from server.colours import LOOK, PAIRS, THEMES, colour, ratio

ROOT = Path(__file__).parents[2]
_COLOUR = re.compile(r"#(?:[0-9a-fA-F]{3}){1,2}\b(?![^\"']*svg)|\brgba?\(|\bhsla?\(")


def test_the_ratio_is_that_of_the_standard():
    assert ratio("#000000", "#FFFFFF") == 21
    assert ratio("#FFFFFF", "#FFFFFF") == 1
    assert ratio("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.005)  # the well-known grey just under 4.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("drawn", "ground", "least"), PAIRS)
def test_everything_drawn_stands_out_from_its_ground(theme, drawn, ground, least):
    contrast = ratio(colour(drawn, theme), colour(ground, theme))

    assert contrast >= least, f"{drawn} on {ground}, {theme}: {contrast:.1f} < {least}"


def test_each_raw_colour_is_named_once_and_only_in_the_look():
    sheets = [sheet for sheet in ROOT.glob("*/static/**/*.css") if "vendor" not in sheet.parts and sheet != LOOK]
    assert len(sheets) > 8

    strays = {f"{sheet.relative_to(ROOT)}: {literal}" for sheet in sheets for literal in _COLOUR.findall(_plain(sheet))}

    assert strays == set()


def test_no_text_lies_on_a_picture_or_a_gradient():
    """axe cannot judge them: there are none."""
    for sheet in ROOT.glob("*/static/**/*.css"):
        if "vendor" not in sheet.parts:
            assert not re.search(r"gradient\(|background(-image)?:[^;]*url\(", sheet.read_text("utf-8")), sheet


def test_what_asks_for_more_contrast_gets_the_same_colours_as_the_button():
    look = LOOK.read_text("utf-8")
    by_button = re.search(r"^\.contrast \{(.*?)^\}", look, re.DOTALL | re.MULTILINE)
    by_device = re.search(r"prefers-contrast: more\) \{\s*:root \{(.*?)\}", look, re.DOTALL)

    assert by_button
    assert by_device
    assert by_button[1].split() == by_device[1].split()


def _plain(sheet: Path) -> str:
    return re.sub(r"/\*.*?\*/|url\([^)]*\)", "", sheet.read_text("utf-8"), flags=re.DOTALL)
