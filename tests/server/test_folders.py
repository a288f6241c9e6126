"""A demonstration and a real office never share a folder; what is kept is nobody else's to read."""

import os
import sqlite3
import stat
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from config.loading import load
from config.texts import Texts
from flow.commands import TakeTicket
from flow.tickets import Actor
from server.access import Access
from server.app import create_app
from server.demonstration import ALL_ROLES, MOST
from server.folders import MARK, WrongFolder, open_folder
from server.journal.acts import COMMAND_LINE
from server.journal.journal import Journal
from server.journal.people import People
from server.office import Office
from server.screens import SCREENS
from server.tokens import DayKey
from tests.bench.wire import Line, Server
from voice.clips import Clips

REAL = load("lens")
SHOWN = load("lens", demonstration=True, printer_address="virtual")


@pytest.fixture(autouse=True)
def _as_a_system_starts_programs():
    """What is made may be read by others, unless the program itself says otherwise."""
    before = os.umask(0o022)
    yield
    os.umask(before)


def _as_before(folder: Path, device: str = "démonstration") -> None:
    """What the program left before demonstrations had a folder of their own: a register and a journal, no mark."""
    people = People(folder / "people.db")
    Access(people, REAL.languages).add_device(device, ALL_ROLES)
    people.close()
    journal = Journal(folder / "journal.db")
    office = Office(SHOWN, Texts.load(), journal, DayKey(folder / "day.key"))
    assert office.handle(TakeTicket("parcel_notice"), Actor("kiosk", device), "device-1", "key-00000001").ok
    journal.close()


def test_a_demonstration_has_a_folder_of_its_own_with_a_mark_in_words(tmp_path):
    shown, real = open_folder(SHOWN, tmp_path), open_folder(REAL, tmp_path)

    assert (shown, real) == (tmp_path / "demonstration" / "lens", tmp_path / "lens")
    assert "démonstration" in (shown / MARK).read_text("utf-8")
    assert not (real / MARK).exists()
    # Each again, and after the other: nothing is refused that is what it says.
    assert (open_folder(SHOWN, tmp_path), open_folder(REAL, tmp_path)) == (shown, real)


def test_a_real_office_refuses_a_marked_folder_and_says_what_to_do(tmp_path):
    open_folder(SHOWN, tmp_path)

    with pytest.raises(WrongFolder, match="vient d'une démonstration") as wrong:
        open_folder(REAL, tmp_path / "demonstration")
    assert "--data" in str(wrong.value)
    with pytest.raises(WrongFolder, match="donnez un autre nom"):
        open_folder(REAL.model_copy(update={"id": "demonstration"}), tmp_path)


@pytest.mark.parametrize("lost", ["", "people.db", "journal.db"])
def test_a_real_office_refuses_what_a_demonstration_of_an_earlier_version_left(tmp_path, lost):
    _as_before(tmp_path / "lens")
    if lost:
        (tmp_path / "lens" / lost).unlink()

    with pytest.raises(WrongFolder, match="y garderaient leurs droits"):
        open_folder(REAL, tmp_path)

    # What the sentence advises helps: moved there, it is the demonstration's, and the office begins anew.
    (tmp_path / "demonstration").mkdir()
    (tmp_path / "lens").rename(tmp_path / "demonstration" / "lens")
    assert (open_folder(SHOWN, tmp_path) / MARK).exists()
    assert open_folder(REAL, tmp_path).is_dir()


def test_the_same_files_of_a_real_office_are_accepted(tmp_path):
    _as_before(tmp_path / "lens", device="kiosk")

    assert open_folder(REAL, tmp_path) == tmp_path / "lens"


@pytest.mark.parametrize("mark", [MARK, "demo-data"])
def test_an_invented_past_beside_a_real_office_is_refused_because_its_report_would_count_it(tmp_path, mark):
    _as_before(tmp_path / "lievin", device="kiosk")
    assert open_folder(REAL, tmp_path).is_dir()

    (tmp_path / "lievin" / mark).touch()

    with pytest.raises(WrongFolder, match=r"lievin.*compterait"):
        open_folder(REAL, tmp_path)


def test_a_demonstration_refuses_the_folder_of_a_real_office(tmp_path):
    _as_before(tmp_path / "demonstration" / "lens", device="kiosk")

    with pytest.raises(WrongFolder, match="vrai bureau"):
        open_folder(SHOWN, tmp_path)
    assert not (tmp_path / "demonstration" / "lens" / MARK).exists()


@pytest.fixture
def visited(bureau, tmp_path):
    """The register of a demonstration, and its page opened by a browser that keeps no cookie."""
    people = People(tmp_path / "people.db")

    def start():
        access = Access(people, SHOWN.languages)
        app = create_app(bureau.office, access, SCREENS, b"k", tmp_path, Clips(tmp_path))
        return lambda: app.test_client().get("/")

    yield people, start
    people.close()


@pytest.mark.slow
def test_a_hundred_openings_without_a_cookie_leave_a_bounded_register(visited):
    people, start = visited
    open_page = start()
    for _ in range(101):
        assert open_page().status_code == 200
    assert len(people.devices()) == MOST

    for _ in range(3):
        open_page = start()
        for _ in range(30):
            open_page()

    assert len(people.devices()) == MOST


def test_each_browser_has_its_device_and_what_is_given_in_turn_works(visited, bureau, tmp_path):
    people, _start = visited
    access = Access(people, SHOWN.languages)
    app = create_app(bureau.office, access, SCREENS, b"k", tmp_path, Clips(tmp_path))
    browsers = [app.test_client() for _ in range(MOST + 2)]
    for browser in browsers:
        browser.get("/")

    secrets = [browser.get_cookie("device").value for browser in browsers]

    assert len(set(secrets)) == MOST
    assert [browser.get("/manager").status_code for browser in browsers] == [200] * len(browsers)
    # Signed out on one, whoever is given that device next is signed in again.
    access.remove_staff("Démonstration", COMMAND_LINE)
    again = app.test_client()
    again.get("/")
    assert again.get("/manager").status_code == 200


@pytest.mark.slow
def test_whoever_opened_the_demonstration_is_nobody_in_the_real_office(tmp_path):
    """The whole story, with the real program: the same folder, port and browser; then the same on the files of an earlier version."""
    with Server(tmp_path) as server:
        line = Line(server, "kiosk")
        line.send('{"type":"TakeTicket","need":"parcel_notice"}')
        line.receive()

    real = ["--office", "tests/bench/bench.toml", "--data", str(tmp_path)]
    code = _command("pair", *real, "--role", "manager")
    assert code.returncode == 0, code.stderr
    with sqlite3.connect(tmp_path / "bench" / "people.db") as register:
        assert register.execute("select count(*) from device").fetchone() == (0,)
    (tmp_path / "bench" / "people.db").write_bytes((tmp_path / "demonstration" / "bench" / "people.db").read_bytes())
    people = People(tmp_path / "bench" / "people.db")
    Access(people, REAL.languages).add_device("démonstration", ALL_ROLES)
    people.close()
    serve = [*real, "--public-url", "http://10.0.0.5", "--port", "0"]
    for command in (
        ["serve", *serve],
        ["pair", *real, "--role", "kiosk"],
        ["staff", "add", *real, "--name", "A", "--role", "console"],
    ):
        refused = _command(*command)
        assert refused.returncode == 2
        assert "vient d'une démonstration" in refused.stderr


@pytest.mark.slow
def test_nobody_else_reads_what_a_running_office_keeps(tmp_path):
    data = tmp_path / "data"
    shown = data / "demonstration"
    folder = shown / "lens"
    _as_before(folder)
    _loosen(data)
    assert _readable_by_others(shown), "the control: what an earlier version left is readable"

    with Server(data, Path("lens"), "--printer", "virtual") as server:
        kiosk = Line(server, "kiosk")
        kiosk.send('{"type":"TakeTicket","need":"parcel_notice"}')
        kiosk.receive()
        _wait_for(folder / "paper", "paper-*.png")
        # The last command before the walk: each closes what the running office may have left open. Then a clip that is made now.
        assert server.secrets["display"]
        _clip(server)
        while_running = _readable_by_others(shown)
        assert _command("staff", "add", *server._which(), "--name", "A", "--role", "console").returncode == 0
        while_running += _readable_by_others(shown)
    kept = {path.name for path in folder.rglob("*")}

    assert while_running == []
    assert _readable_by_others(shown) == []
    assert {"journal.db", "people.db", "day.key", "session.key", "office.lock", "paper", "voice", MARK} <= kept
    assert any(name.endswith(".secret") for name in kept)
    assert any(name.endswith(".mp3") for name in kept)


def test_what_another_user_left_there_is_told_with_what_to_do(tmp_path, monkeypatch):
    folder = open_folder(REAL, tmp_path)
    (folder / "journal.db").touch()
    (folder / "journal.db").chmod(0o644)

    def refused(path: Path, mode: int) -> None:
        raise PermissionError(path)

    monkeypatch.setattr(Path, "chmod", refused)

    with pytest.raises(WrongFolder, match="chown -R"):
        open_folder(REAL, tmp_path)


@pytest.mark.parametrize("settings", [REAL, SHOWN])
def test_the_folder_around_offices_is_closed_too(tmp_path, settings):
    _as_before(tmp_path / "old" / "henin-beaumont", device="kiosk")
    _loosen(tmp_path / "old")
    for data in (tmp_path / "old", tmp_path / "new"):
        folder = open_folder(settings, data)

        assert stat.S_IMODE(data.stat().st_mode) == stat.S_IMODE(folder.parent.stat().st_mode) == 0o700


def test_a_folder_that_holds_other_things_too_is_left_as_it_was(tmp_path):
    tmp_path.chmod(0o755)
    (tmp_path / "letters.txt").touch()

    folder = open_folder(REAL, tmp_path)

    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o755
    assert stat.S_IMODE((tmp_path / "letters.txt").stat().st_mode) == 0o644


def _command(*words: str) -> subprocess.CompletedProcess[str]:
    whole = [sys.executable, "-m", "server.command_line", *words]
    return subprocess.run(whole, capture_output=True, text=True, check=False, timeout=60)


def _loosen(data: Path) -> None:
    for path in (data, *data.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)


def _readable_by_others(data: Path) -> list[str]:
    paths = (data, *data.rglob("*"))
    return [str(path) for path in paths if path.exists() and stat.S_IMODE(path.stat().st_mode) & 0o077]


def _clip(server: Server) -> None:
    headers = {"Authorization": f"Bearer {server.secrets['display']}"}
    request = urllib.request.Request(
        f"http://localhost:{server.port}/voice/fr/call?number=101&counter=1", headers=headers
    )
    with urllib.request.urlopen(request, timeout=30) as answer:
        assert answer.status == 200


def _wait_for(folder: Path, pattern: str) -> None:
    until = time.monotonic() + 20
    while not list(folder.glob(pattern)):
        assert time.monotonic() < until, f"nothing like {pattern} in {folder}"
        time.sleep(0.05)
