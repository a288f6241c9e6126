"""An update reaches every screen: what a browser keeps has an address that changes with it, all else is asked again."""

import re
import shutil
from pathlib import Path

import pytest
from flask import Blueprint, Flask
from werkzeug.test import TestResponse

from config.loading import load
from server.access import Access
from server.app import create_app
from server.assets import OWN, Assets
from server.journal.people import People
from server.screens import SCREENS
from tests.server.page_links import links_in, walk
from voice.clips import Clips

ROOT = Path(__file__).parents[2]


@pytest.fixture
def app(bureau, tmp_path: Path):
    """The application of the office, in demonstration: every page may be opened."""
    people = People(tmp_path / "people.db")
    yield create_app(bureau.office, Access(people, bureau.settings.languages), SCREENS, b"k", tmp_path, Clips(tmp_path))
    people.close()


@pytest.fixture
def browser(app):
    """A browser that the demonstration's first page has paired."""
    client = app.test_client()
    client.get("/")
    return client


def fault(address: str, answer: TestResponse, version: str) -> str:
    """Why this answer could be an old one after an update, or ""."""
    kept = answer.headers.get("Cache-Control", "")
    if answer.status_code != 200:
        return f"{address}: {answer.status_code}"
    if answer.mimetype == "text/html" or "attachment" in answer.headers.get("Content-Disposition", ""):
        return "" if kept == "no-store" else f"{address}: a page that is kept ({kept})"
    if address.startswith(f"/assets/{version}/"):
        return "" if "immutable" in kept else f"{address}: {kept}"
    asked_again = kept == "no-cache" and "ETag" in answer.headers
    return "" if asked_again or kept == "no-store" else f"{address}: kept without a version ({kept})"


def _token(browser) -> str:
    """The token against forged forms that a page of the kiosk holds."""
    return re.search(r'name="csrf" content="([^"]+)"', browser.get("/kiosk").text)[1]


@pytest.mark.slow
def test_whatever_a_page_asks_for_has_the_version_in_its_address_or_is_asked_again(app, browser, bureau):
    version = app.config["PAGES"]
    key = {"Idempotency-Key": "key-00000001", "X-CSRFToken": _token(browser)}
    given = browser.post("/kiosk/commands", json={"type": "TakeTicket", "need": "parcel_notice"}, headers=key).json
    ticket = given["url"]
    pages = [rule.rule for rule in app.url_map.iter_rules() if "GET" in rule.methods and not rule.arguments]
    pages += [f"/counter/{counter.id}" for counter in bureau.settings.counters]
    pages += [ticket, f"{ticket}/leave", f"/kiosk/qr.svg?ticket={given['ticket']}"]
    # Questions of a script, with facts behind their address, and what only the printers' workers ask.
    pages = [page for page in pages if page not in ("/kiosk/qr.svg", "/console/price", "/printer/jobs")]

    answers = walk(browser.get, pages)

    assert [problem for address, answer in answers.items() if (problem := fault(address, answer, version))] == []
    # The walk came everywhere: each module, style sheet, letter and picture of a screen, by an address with the version.
    # A screen's own service worker and the licences beside vendored files are the only ones that no page names with it.
    named = {address.removeprefix(f"/assets/{version}") for address in answers if address.startswith("/assets/")}
    on_disk = {f"/{address}" for address in _on_disk(app)}
    left = {name for name in on_disk - named if not re.search(r"LICENSE|MANIFEST\.json|worker\.js", name)}
    assert left == set()
    assert f"/assets/{version}/pictograms.svg" in answers


def test_the_walk_finds_what_is_wrong(browser, app):
    """The control: what was sent before, a module for a year under an address without a version."""
    before = Flask("before")

    @before.get("/old.js")
    def old():
        return 'import { a } from "./other.js";', {
            "Content-Type": "text/javascript",
            "Cache-Control": "max-age=31536000",
        }

    answers = walk(before.test_client().get, ["/old.js"])

    assert [fault(address, answer, "v") for address, answer in answers.items()] == [
        "/old.js: kept without a version (max-age=31536000)",
        "/other.js: 404",
    ]


def test_no_module_names_another_by_an_address_that_skips_the_version():
    for script in ROOT.glob("*/static/*.js"):
        for line in re.findall(
            r'^import\s[^;"]*"([^"]+)"|^export\s[^;"]*\sfrom "([^"]+)"|\bimport\("([^"]+)"',
            script.read_text("utf-8"),
            re.MULTILINE,
        ):
            imported = "".join(line)
            assert imported.startswith("."), f"{script}: {imported}"


@pytest.mark.parametrize("address", ["static/draw.js", "kiosk/static/kiosk.css", "pictograms.svg"])
def test_another_version_is_answered_with_today_s_file_and_nobody_keeps_it(browser, app, address):
    today = browser.get(f"/assets/{app.config['PAGES']}/{address}")
    before = browser.get(f"/assets/0123456789abcdef/{address}")
    plain = browser.get(f"/{address}")

    assert "immutable" in today.headers["Cache-Control"]
    assert before.headers["Cache-Control"] == plain.headers["Cache-Control"] == "no-cache"
    assert before.data == plain.data == today.data
    again = browser.get(f"/{address}", headers={"If-None-Match": plain.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert browser.get(f"/{address}", headers={"If-None-Match": '"another"'}).status_code == 200


@pytest.mark.parametrize("address", ["static/nothing.js", "static/../app.py", "static/..%2fapp.py", "kiosk", "static/"])
def test_only_what_is_served_has_such_an_address(browser, app, address):
    answer = browser.get(f"/assets/{app.config['PAGES']}/{address}")

    assert (answer.status_code, answer.headers["Cache-Control"]) == (404, "no-store")


def test_a_page_is_never_kept_whatever_is_asked_behind_its_address(browser):
    for page in ("/console?v=1", "/kiosk?v=1", "/manager?v=1"):
        assert browser.get(page).headers["Cache-Control"] == "no-store"


def test_a_page_says_its_version_and_another_content_of_any_part_is_another_version(tmp_path, app, browser):
    assert f'data-pages="{app.config["PAGES"]}"' in browser.get("/kiosk").text
    parts = {"static": "static/kiosk.js", "template": "templates/kiosk/kiosk.html"}
    settings = load("lens")
    as_it_is = _version(tmp_path / "same", settings)
    versions = [_version(tmp_path / name, settings, change) for name, change in parts.items()]
    versions.append(_version(tmp_path / "settings", settings.model_copy(update={"name": "Lens Gambetta"})))

    assert as_it_is == _version(tmp_path / "again", settings)
    assert len({as_it_is, *versions}) == 4


def test_what_runs_serves_what_it_started_with_though_the_files_change_under_it(tmp_path):
    screen = _screen(tmp_path)
    app = _app(screen)
    version, script = Assets(app, load("lens")).version, screen / "static" / "kiosk.js"
    kept = app.test_client().get(f"/assets/{version}/kiosk/static/kiosk.js")

    script.write_text("export const another = 1;", "utf-8")

    # Else a browser would keep tomorrow's file under today's address, for a year.
    assert app.test_client().get(f"/assets/{version}/kiosk/static/kiosk.js").data == kept.data


def test_a_template_that_names_no_file_is_a_fault_at_once(tmp_path):
    assets = Assets(_app(_screen(tmp_path)), load("lens"))

    assert assets.address("kiosk.js", "kiosk") == f"/assets/{assets.version}/kiosk/static/kiosk.js"
    with pytest.raises(KeyError):
        assets.address("kiosc.js", "kiosk")


def test_links_are_found_in_every_kind_of_file():
    app = Flask("kinds", static_folder=None)
    addresses = {
        "/a.html": ("text/html", '<link href="/s.css"><use href="/p.svg#x"></use><a href="#here"></a><a href="https://x.example/">'),
        "/b/a.js": ("text/javascript", 'import { a } from "../c.js";\nimport("./d.js"); new URL("../p.svg", import.meta.url)'),
        "/b/s.css": ("text/css", 'src: url("f/latin.woff2") format("woff2"); fill: url("#hatch")'),
    }  # fmt: skip
    for address, (kind, text) in addresses.items():
        app.add_url_rule(address, address[1:].replace(".", "-"), lambda k=kind, t=text: (t, {"Content-Type": k}))
    get = app.test_client().get

    assert list(links_in(get("/a.html"), "/a.html")) == ["/s.css", "/p.svg"]
    assert list(links_in(get("/b/a.js"), "/b/a.js")) == ["/c.js", "/b/d.js", "/p.svg"]
    assert list(links_in(get("/b/s.css"), "/b/s.css")) == ["/b/f/latin.woff2"]


def _screen(folder: Path) -> Path:
    for part in ("static", "templates"):
        shutil.copytree(ROOT / "kiosk" / part, folder / part)
    return folder


def _app(screen: Path) -> Flask:
    app = Flask("copied", root_path=str(ROOT / "server"), static_folder=None)
    folders = {"template_folder": "templates", "static_folder": "static", "static_url_path": "/kiosk/static"}
    app.register_blueprint(Blueprint("kiosk", "kiosk", root_path=str(screen), **folders))
    return app


def _version(folder: Path, settings, change: str = "") -> str:
    screen = _screen(folder)
    if change:
        changed = screen / change
        changed.write_text(changed.read_text("utf-8") + "\n", "utf-8")
    return Assets(_app(screen), settings).version


def _on_disk(app: Flask) -> set[str]:
    folders = [("static", OWN)]
    folders += [
        (blueprint.static_url_path.strip("/"), Path(blueprint.static_folder))
        for blueprint in app.blueprints.values()
        if blueprint.static_folder
    ]
    files = [
        f"{at}/{path.relative_to(folder).as_posix()}"
        for at, folder in folders
        for path in folder.rglob("*")
        if path.is_file()
    ]
    assert len(files) == len(set(files)), "an address with two files behind it"
    return set(files)
