"""The pages of the hand-out sheets: for anybody, in every language, without script or cookie."""

import re
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from config.languages import ORDER
from config.loading import load
from config.texts import Texts
from server.access import Access
from server.app import create_app
from server.journal.journal import Journal
from server.journal.people import People
from server.office import Office
from server.screens import SCREENS
from server.tokens import DayKey
from voice.clips import Clips

TEXTS = Texts.load()


@pytest.fixture
def office(tmp_path: Path):
    """Lens, not in demonstration, on files of its own."""
    journal = Journal(tmp_path / "journal.db")
    settings = load("lens", printer_address="virtual", public_url="https://lens.example")
    yield Office(settings, TEXTS, journal, DayKey(tmp_path / "day.key"))
    journal.close()


@pytest.fixture
def phone(office, tmp_path):
    """A stranger's phone."""
    people = People(tmp_path / "people.db")
    app = create_app(office, Access(people, office.settings.languages), SCREENS, b"k" * 32, tmp_path, Clips(tmp_path))
    yield app.test_client()
    people.close()


def test_a_stranger_reads_every_sheet_whole(office, phone):
    every = phone.get("/sheets").text
    for sheet in office.settings.sheets:
        answer = phone.get(f"/sheets/{sheet.id}")
        page_text = re.sub(r"\s+", " ", answer.text.replace("&#39;", "'").replace("&#34;", '"'))
        assert answer.status_code == 200
        assert f'href="/sheets/{sheet.id}?lang=fr"' in every
        for text in (sheet.title, *sheet.have, *sheet.steps, *sheet.mind):
            assert re.sub(r"\s+", " ", text) in page_text


def test_no_script_and_no_cookie_is_asked_of_them(phone):
    for page in ("/sheets", "/sheets/track-parcel"):
        answer = phone.get(page)
        assert "<script" not in answer.text
        assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("language", ORDER)
def test_the_words_around_a_sheet_are_in_the_language_and_the_sheet_says_that_it_is_french(tmp_path, language):
    settings = load("lens", demonstration=True, printer_address="virtual")
    journal, people = Journal(tmp_path / "journal.db"), People(tmp_path / "people.db")
    office = Office(settings, TEXTS, journal, DayKey(tmp_path / "day.key"))
    app = create_app(office, Access(people, settings.languages), SCREENS, b"k" * 32, tmp_path, Clips(tmp_path))

    page = app.test_client().get(f"/sheets/track-parcel?lang={language}").text

    assert f'<html lang="{language}" dir="{Texts.direction(language)}"' in page
    assert TEXTS.gettext(language, "Toutes les fiches") in page
    assert ('<ol class="steps" lang="fr" dir="ltr">' in page) == (language != "fr")
    journal.close()
    people.close()


def test_an_address_of_no_sheet_is_answered_with_a_page(phone):
    for address in ("/sheets/dancing", "/sheets/dancing/qr.svg", "/sheets/../track-parcel"):
        assert phone.get(address).status_code == 404


def test_the_qr_of_a_sheet_leads_to_its_page(phone):
    svg = phone.get("/sheets/track-parcel/qr.svg")
    assert (svg.status_code, svg.mimetype) == (200, "image/svg+xml")
    assert (svg.headers["Cache-Control"], bool(svg.headers["ETag"])) == ("no-cache", True)

    (side,) = {int(side) for side in re.findall(r'viewBox="0 0 (\d+) \1"', svg.text)}
    drawn = Image.new("1", (side, side), 255)
    for x, y in re.findall(r"M(\d+),(\d+)H", svg.text):
        drawn.putpixel((int(x), int(y)), 0)
    drawn = drawn.resize((side * 6, side * 6), Image.Resampling.NEAREST).convert("L")
    assert [code.text for code in zxingcpp.read_barcodes(drawn)] == ["https://lens.example/sheets/track-parcel"]
