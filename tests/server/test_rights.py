"""Every route and socket event × every kind of visitor: what the program answers is what the table says."""

import gevent
import pytest

from screen.roles import Role
from server.access import Access
from server.app import create_app
from server.journal.people import People
from server.live import Live
from server.rights import KINDS, methods, rights_of, rights_table
from server.screens import SCREENS
from voice.clips import Clips

FOR_ANYBODY = {
    "GET /", "GET /assets/<version>/<path:address>",
    "GET /demonstration/paper.json", "GET /demonstration/paper/<name>", "GET /design", "GET /healthz",
    "GET /kiosk/away", "GET /kiosk/closed", "GET /kiosk/worker.js", "GET /pair", "POST /pair", "POST /pair.json",
    "GET /pictograms.svg", "GET /readyz", "GET /sheets", "GET /sheets/<sheet>", "GET /sheets/<sheet>/qr.svg",
    "GET /sign-in", "POST /sign-in", "POST /sign-in.json", "POST /sign-out", "GET /t/<token>", "GET /t/<token>/leave",
    "POST /t/<token>/leave",
}  # fmt: skip
"""Written by hand: a route that becomes public by a slip is not in it."""


class Walk:
    """One office, whose routes say only that they were reached: what is walked is the rule before them."""

    def __init__(self, bureau, folder) -> None:
        self.people = People(folder / "people.db")
        self.access = Access(self.people, bureau.settings.languages)
        self.app = create_app(bureau.office, self.access, SCREENS, b"k" * 32, folder, Clips(folder))
        self.live = Live(self.app, bureau.office, self.access, SCREENS, [])
        for endpoint, view in self.app.view_functions.items():
            self.app.view_functions[endpoint] = _reached(view)
        self.headers = {kind.name: self._headers(kind) for kind in KINDS}

    def _headers(self, kind) -> dict[str, str]:
        headers = {"Accept": "application/json", "Authorization": "Bearer nobody"}
        if not kind.screens:
            return headers
        secret, device = self.access.add_device(kind.name, kind.screens)
        headers["Authorization"] = f"Bearer {secret}"
        if kind.person is not None:
            self.access.add_staff(kind.name[:40], kind.person)
            person = next(each for each in self.people.staff() if each.name == kind.name[:40])
            headers["X-Staff"] = self.access.open_session(person, device)
        if kind.ended:
            self.access.new_pin(kind.name[:40])
        if kind.revoked:
            self.access.revoke(device.id)
        return headers

    def lets_through(self, what: str, kind) -> bool:
        """Asks the real application."""
        if what.startswith("socket "):
            screen, event = what.removeprefix("socket ").split(": ")
            return self._socket(screen, event, kind)
        method, _, rule = what.partition(" ")
        address = next(
            self._address(each)
            for each in self.app.url_map.iter_rules()
            if each.rule == rule and method in methods(each)
        )
        answer = self.app.test_client().open(address, method=method, headers=self.headers[kind.name])
        # The rule itself sends nobody on who asks for JSON; the demonstration signs its people in by itself.
        assert answer.status_code in (200, 302, 401, 403), (what, kind.name, answer.status_code)
        return answer.text == "reached" or answer.status_code == 302

    def _socket(self, screen: str, event: str, kind) -> bool:
        auth = {"screen": screen, "place": "1" if screen == "counter" else ""}
        client = self.live.socketio.test_client(self.app, headers=self.headers[kind.name], auth=auth)
        gevent.sleep(0)
        if not client.is_connected():
            return False
        client.get_received()
        if event == "command":
            command = {"key": "key-00000001", "command": {"type": "Nothing"}}
            commands = next(shown.commands for shown in self.live.screens() if shown.name == screen)
            reason = client.emit("command", command, callback=True)["reason"]
            assert reason == ("malformed" if commands else "not_allowed")
        if event == "refresh":
            client.emit("refresh")
            assert [news["name"] for news in client.get_received()] == ["view"]
        if event == "clock":
            client.emit("clock", 0)
        client.disconnect()
        return True

    def _address(self, rule) -> str:
        values = {name: 1 if "int:" in rule.rule else "csv" if name == "form" else "x" for name in rule.arguments}
        with self.app.test_request_context():
            return self.app.url_map.bind("localhost").build(rule.endpoint, values, method=methods(rule)[0])


def _reached(view):
    def reached(**_values):
        return "reached"

    for mark in ("allowed", "address_is_secret"):
        if hasattr(view, mark):
            setattr(reached, mark, getattr(view, mark))
    return reached


@pytest.fixture
def walk(bureau, tmp_path):
    walk = Walk(bureau, tmp_path)
    yield walk
    walk.people.close()


def test_every_route_and_event_answers_every_kind_of_visitor_as_the_table_says(walk):
    table = rights_of(walk.app, walk.live)
    wrong = [
        (right.what, kind.name)
        for right in table
        for kind in KINDS
        if walk.lets_through(right.what, kind) != right.answers[kind.name]
    ]

    assert wrong == []
    assert len(table) > 60


def test_the_walk_finds_a_route_whose_rule_is_not_applied(walk):
    table = rights_of(walk.app, walk.live)
    walk.app.view_functions["register.revoke"].allowed = frozenset({Role.KIOSK})

    wrong = {
        kind.name
        for right in table
        for kind in KINDS
        if "revoke" in right.what and walk.lets_through(right.what, kind) != right.answers[kind.name]
    }

    assert {"kiosk device", "manager device, manager signed in"} <= wrong


def test_what_anybody_may_use_is_a_list_written_by_hand():
    public = {right.what for right in rights_table() if not right.allowed and "/static/" not in right.what}

    assert public == FOR_ANYBODY


def test_only_a_manager_who_is_signed_in_changes_the_register():
    table = {right.what: right for right in rights_table()}

    for what in ("POST /manager/staff", "POST /manager/staff/new-pin", "POST /manager/unlock", "GET /manager/acts"):
        let = {kind for kind, answer in table[what].answers.items() if answer}
        assert let == {"manager device, manager signed in", "demonstration device, signed in"}, what
