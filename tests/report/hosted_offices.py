"""Three offices in one folder, and their staff at browsers."""

from pathlib import Path
from typing import Any

from flask.testing import FlaskClient

from config.loading import load
from config.texts import Texts
from mediation.statistics import Upsert
from screen.roles import Role
from server.access import Access
from server.app import create_app
from server.journal.journal import Journal
from server.journal.people import People
from server.office import Office
from server.screens import SCREENS
from server.tokens import DayKey
from voice.clips import Clips

TEXTS = Texts.load()


class Hosted:
    """Lens, Liévin and Hénin-Beaumont in one folder; Lens is the one that answers."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._journals: list[Journal] = []
        self._people = People(folder / "lens" / "people.db")
        self.offices = {name: self._open(name) for name in ("lens", "lievin", "henin-beaumont")}
        lens = self.offices["lens"]
        self._access = Access(self._people, lens.settings.languages, staff_languages=lens.settings.staff_languages)
        self._app = create_app(lens, self._access, SCREENS, b"k" * 32, folder, Clips(folder / "voice"))

    def _open(self, office: str) -> Office:
        journal = Journal(self.folder / office / "journal.db")
        self._journals.append(journal)
        settings = load(office, demonstration=True, printer_address="virtual")
        return Office(settings, TEXTS, journal, DayKey(self.folder / office / "day.key"))

    def keep(self, *records: Any) -> None:
        """Puts records in the statistics of their office, as its events would have."""
        for office, journal in zip(self.offices, self._journals, strict=True):
            mine = [Upsert(f"k{place}", record) for place, record in enumerate(records) if record.office == office]
            journal.fill(mine)

    def at(self, role: Role, language: str = "fr") -> FlaskClient:
        """Somebody at a device of this role, signed in, with screens in this language."""
        secret, device = self._access.add_device(role.value, frozenset({role}))
        name = f"Responsable {role.value}"
        if not any(person.name == name for person in self._access.people.staff()):
            self._access.add_staff(name, frozenset({role}))
        person = next(person for person in self._access.people.staff() if person.name == name)
        client = self._app.test_client()
        client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {secret}"
        client.environ_base["HTTP_X_STAFF"] = self._access.open_session(person, device, language=language)
        return client

    def close(self) -> None:
        """All files."""
        self._people.close()
        for journal in self._journals:
            journal.close()
