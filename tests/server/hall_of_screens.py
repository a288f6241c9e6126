"""The screens of an office, connected without a network; the dispatcher is turned by hand."""

from dataclasses import dataclass

import gevent

from screen.roles import Role
from server.access import Access
from server.app import create_app
from server.live import Live
from server.screens import SCREENS
from voice.clips import Clips


@dataclass
class Hall:
    """The office's screens; the dispatcher is turned by hand."""

    bureau: object
    access: Access
    folder: object

    def __post_init__(self) -> None:
        office = self.bureau.office
        self.app = create_app(office, self.access, SCREENS, b"k" * 32, self.folder, Clips(self.folder))
        self.live = Live(self.app, office, self.access, SCREENS, [])

    def connect(self, screen: str, role: Role, place: str = "", staff: bool = False, seen: str = ""):
        """A paired device at a screen; staff: with somebody signed in."""
        secret, device = self.access.add_device("test", frozenset({role}))
        headers = {"Authorization": f"Bearer {secret}"}
        if staff:
            name = f"Agent {len(self.access.people.staff()) + 1}"
            self.access.add_staff(name, frozenset({role}))
            person = next(person for person in self.access.people.staff() if person.name == name)
            headers["X-Staff"] = self.access.open_session(person, device)
        auth = {"screen": screen, "place": place, "seen": seen}
        client = self.live.socketio.test_client(self.app, headers=headers, auth=auth)
        gevent.sleep(0)
        return client
