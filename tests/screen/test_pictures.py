"""Pictures that several screens draw."""

from xml.etree import ElementTree

from config.pictogram_files import pictograms
from screen.qr import qr_svg
from screen.sprite import sprite

SVG = "{http://www.w3.org/2000/svg}"


def test_the_qr_code_is_a_picture_that_scales():
    svg = qr_svg("http://localhost:8000/t/abcdefghijklmnopqrstuv")

    assert svg.startswith(b"<?xml")
    assert b"<path" in svg


def test_every_pictogram_is_a_symbol_of_its_name_with_all_its_lines():
    symbols = {symbol.get("id"): symbol for symbol in ElementTree.fromstring(sprite())}

    assert list(symbols) == list(pictograms())
    for name, drawing in pictograms().items():
        drawn = ElementTree.fromstring(drawing)
        assert symbols[name].tag == f"{SVG}symbol"
        assert symbols[name].get("viewBox") == drawn.get("viewBox"), name
        assert len(symbols[name]) == len(drawn), name
