"""The register of Lens with a clock that the test moves, its application, and screens that are connected."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import argon2
import gevent
import pytest

from config.languages import Domain, languages_of
from screen.roles import Role
from server.access import Access
from server.access.pins import Pins
from server.app import create_app
from server.journal.people import People
from server.live import Live
from server.screens import SCREENS
from voice.clips import Clips

NOON = 1_763_985_600_000
SECOND, MINUTE, HOUR, DAY = 1_000, 60_000, 3_600_000, 86_400_000


@dataclass
class Times:
    """The wall clock, and the one that nobody sets. go: both; now alone: somebody sets the wall clock."""

    now: int = NOON
    elapsed: int = 5_000_000_000

    def go(self, milliseconds: int) -> None:
        self.now += milliseconds
        self.elapsed += milliseconds


class QuickHasher:
    """A hasher without Argon2's cost, which counts how often it was asked."""

    def __init__(self) -> None:
        self.verified = 0

    def hash(self, password: str | bytes) -> str:
        text = password if isinstance(password, str) else password.decode("utf-8", "surrogatepass")
        return f"quick {text[::-1]}"

    def verify(self, hash: str, password: str | bytes) -> bool:  # noqa: A002
        self.verified += 1
        if hash != self.hash(password):
            raise argon2.exceptions.VerifyMismatchError
        return True


@dataclass
class Register:
    """One office's register as the running program holds it."""

    folder: Path
    times: Times
    bureau: Any
    hasher: QuickHasher = field(default_factory=QuickHasher)
    opened: list[People] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.start()

    def start(self) -> None:
        """A program that starts, after another one that ended without a word."""
        self.access = self.program()
        self.app = create_app(self.bureau.office, self.access, SCREENS, b"k" * 32, self.folder, Clips(self.folder))
        self.live = Live(self.app, self.bureau.office, self.access, SCREENS, [])

    def program(self) -> Access:
        """Another process on the same file: the command line."""
        self.opened.append(People(self.folder / "people.db"))
        languages = self.bureau.settings.languages
        now, elapsed = (lambda: self.times.now), (lambda: self.times.elapsed)
        staff_languages = languages_of(Domain.STAFF)
        return Access(self.opened[-1], languages, now, elapsed, Pins(self.hasher), staff_languages=staff_languages)

    def statements(self) -> list[str]:
        """What the running program asks of the file from now on."""
        heard: list[str] = []
        self.access.people._database.conn.set_trace_callback(heard.append)
        return heard

    def client(self, secret: str = "", badge: str = "", address: str = "192.0.2.1") -> Any:
        """A program that shows its secrets."""
        client = self.app.test_client()
        client.environ_base["REMOTE_ADDR"] = address
        if secret:
            client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {secret}"
        if badge:
            client.environ_base["HTTP_X_STAFF"] = badge
        return client

    def browser(self, secret: str, badge: str = "") -> Any:
        """A browser with its cookies. Its forms carry the page's own token, as a person's do."""
        browser = self.app.test_client()
        browser.set_cookie("device", secret)
        if badge:
            browser.set_cookie("staff", badge)
        return browser

    def screen(self, name: str, secret: str, badge: str = "", place: str = "") -> Any:
        """A connected screen."""
        headers = {"Authorization": f"Bearer {secret}", "X-Staff": badge}
        client = self.live.socketio.test_client(self.app, headers=headers, auth={"screen": name, "place": place})
        gevent.sleep(0)
        return client


@dataclass
class At:
    """Somebody at a device: its secret, their session, and the connected screen."""

    register: Register
    role: Role
    name: str = ""
    place: str = ""

    def __post_init__(self) -> None:
        access = self.register.access
        self.secret, self.device = access.add_device(f"{self.role.value} {self.place}".strip(), frozenset({self.role}))
        self.badge, self.pin = "", ""
        if self.name:
            self.pin = access.add_staff(self.name, frozenset({self.role}))
            self.sign_in()
        self.connect()

    def connect(self) -> None:
        """The screen, with the newest session."""
        self.socket = self.register.screen(self.role.value, self.secret, self.badge, self.place)

    def sign_in(self) -> str:
        """Another session, in place of the one that this person had here."""
        secret = self.register.access.sign_in(self.name, self.pin, self.device, "192.0.2.7")
        assert secret is not None
        self.badge = secret
        return secret

    def page(self) -> int:
        """The status of the screen's page over HTTP, as a program reads it."""
        client = self.register.client(self.secret, self.badge)
        path = f"/{self.role.value}" + (f"/{self.place}" if self.place else "")
        return int(client.get(path, headers={"Accept": "application/json"}).status_code)

    def is_in(self) -> bool:
        """Whether both HTTP and the open socket still serve."""
        assert self.socket.is_connected() == (self.page() == 200)
        return bool(self.socket.is_connected())

    def views(self) -> int:
        """How many views came since this was last asked."""
        return len([news for news in self.socket.get_received() if news["name"] == "view"])


def sent(browser: Any, page: str, path: str, **form: str) -> Any:
    """A form of a page, filled in and sent."""
    token = re.search(r'name="csrf_token" value="([^"]+)"', browser.get(page).text)
    assert token is not None, page
    return browser.post(path, data={"csrf_token": token[1], **form})


@pytest.fixture
def send() -> Callable[..., Any]:
    """Fills in and sends a form of a page."""
    return sent


@pytest.fixture
def times() -> Times:
    return Times()


@pytest.fixture
def register(bureau: Any, tmp_path: Path, times: Times) -> Iterator[Register]:
    register = Register(tmp_path, times, bureau)
    yield register
    for people in register.opened:
        people.close()


@pytest.fixture
def at(register: Register) -> Callable[..., At]:
    """Somebody at a device."""

    def make(role: Role, name: str = "", place: str = "") -> At:
        return At(register, role, name, place)

    return make
