"""A screen is its own folder and what all screens share: also by the addresses and names that no import says."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from server.protocol_page import example_office
from tests.screen.named_files import PICTOGRAMS, SHARED, House

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """The repository, with the addresses that the application gives its folders."""
    app, _live = example_office(tmp_path_factory.mktemp("office"))
    screens = [part for part in app.blueprints.values() if part.static_folder and part.name != SHARED]
    addresses = {part.name: part.static_url_path for part in screens}
    return House(ROOT, addresses, {part.name: Path(part.root_path).name for part in screens})


@pytest.fixture
def copy(house, tmp_path):
    """A copy of it, to be spoilt."""
    for package in {*house.folders.values(), SHARED, "server"}:
        for part in ("static", "templates"):
            shutil.copytree(ROOT / package / part, tmp_path / package / part, ignore=shutil.ignore_patterns("vendor"))
    shutil.copytree(ROOT / SHARED / "static" / "vendor", tmp_path / SHARED / "static" / "vendor")
    return replace(house, root=tmp_path)


def test_a_screen_names_only_files_of_its_own_and_what_all_share(house):
    assert house.faults() == []


def test_the_test_reads_every_kind_of_name(house):
    """So that it cannot be green for having read nothing."""
    read = {package: {named for _file, named in house.named_in(package)} for package in house.folders.values()}

    assert len(read) == 7
    assert {
        "/static/live.js",
        "/kiosk/static/picture.js",
        "/kiosk/static/kiosk.css",
        "kiosk/long.html",
        "shell.html",
    } <= read["kiosk"]
    assert {"console/console.html", "fence.html", "/static/vendor/sortablejs/sortable.esm.js"} <= read[
        "mediator_console"
    ]
    shared = {named for _file, named in house.named_in(SHARED)}
    assert {
        PICTOGRAMS,
        "/static/vendor/noto-sans/cyrillic.woff2",
        "/static/draw.js",
        "/static/look.css",
        "parts.html",
    } <= shared


@pytest.mark.parametrize(
    ("file", "written", "named"),
    [
        (
            "kiosk/static/kiosk.js",
            'import { fit } from "../../display/static/fit.js";',
            "/display/static/fit.js (display)",
        ),
        (
            "kiosk/static/kiosk.js",
            'export {\n  fit,\n} from "../../display/static/fit.js";',
            "/display/static/fit.js (display)",
        ),
        ("kiosk/static/kiosk.js", 'await import("../../static/landing.js");', "/static/landing.js (server)"),
        ("kiosk/static/kiosk.js", 'import { go } from "./gone.js";', "/kiosk/static/gone.js (nobody)"),
        ("kiosk/static/kiosk.js", 'fetch("/t/static/ticket.css");', "/t/static/ticket.css (ticket_page)"),
        (
            "kiosk/static/kiosk.css",
            '.x { background: url("../../t/static/ticket.css"); }',
            "/t/static/ticket.css (ticket_page)",
        ),
        (
            "kiosk/templates/kiosk/kiosk.html",
            "{{ asset('ticket.css', screen='ticket') }}",
            "/t/static/ticket.css (ticket_page)",
        ),
        ("kiosk/templates/kiosk/kiosk.html", "{{ asset('design.css') }}", "/static/design.css (server)"),
        ("kiosk/templates/kiosk/kiosk.html", "{{ asset(chosen) }}", "a name that is no text (nobody)"),
        ("kiosk/templates/kiosk/kiosk.html", '{% include "ticket/state.html" %}', "ticket/state.html (ticket_page)"),
        ("kiosk/templates/kiosk/kiosk.html", '{%- from "landing.html" import it %}', "landing.html (server)"),
        ("kiosk/pages.py", 'render_template("not_found.html")', "not_found.html (server)"),
        (
            "screen/static/live.js",
            'import { go } from "../kiosk/static/picture.js";',
            "/kiosk/static/picture.js (kiosk)",
        ),
        ("screen/templates/shell.html", "{{ asset('landing.css') }}", "/static/landing.css (server)"),
    ],
)
def test_a_name_that_leads_to_another_s_folder_is_found(copy, file, written, named):
    assert copy.faults() == []
    with (copy.root / file).open("a", encoding="utf-8") as spoilt:
        spoilt.write(f"\n{written}\n")

    assert copy.faults() == [f"{file}: {named}"]


def test_a_name_in_a_comment_leads_nowhere(copy):
    with (copy.root / "kiosk/static/kiosk.js").open("a", encoding="utf-8") as script:
        script.write(
            '\n/** @typedef {import("../../types/views").Kiosk} Kiosk */\n  // import "../../display/static/fit.js"\n'
        )

    assert copy.faults() == []


def test_a_file_has_one_address_and_an_address_or_a_template_one_file(house):
    packages = sorted({*house.folders.values(), SHARED, "server"})
    templates = [path.relative_to(ROOT / package / "templates") for package in packages
                 for path in (ROOT / package / "templates").rglob("*.html")]  # fmt: skip
    beside = {path.name for path in (ROOT / "server/static").iterdir()} & {
        path.name for path in (ROOT / "screen/static").iterdir()
    }

    assert sorted(templates) == sorted(set(templates))
    assert beside == set()
