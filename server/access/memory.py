"""Devices, people and sessions in memory: who is it, may they, is it over. No request reads the file."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import msgspec

from screen.roles import STAFF, Role
from server.access.visitor import Visitor
from server.journal.acts import Ending
from server.journal.moved_times import Moves
from server.journal.people import Device, People, Staff
from server.journal.people_tables import same_name
from server.journal.sessions import Session
from server.time.clock import utc_date

LONGEST_MS = 12 * 3_600_000
IDLE_MS = 30 * 60_000
DEVICE_DAYS = 400
"""A device not heard of for so long is no longer paired, as its cookie is no longer kept by its browser."""
_DAY_MS = 86_400_000


@dataclass(slots=True)
class Open:
    """A session as it goes on. ends, used: milliseconds of the clock that nobody sets."""

    session: Session
    person: Staff
    ends: int
    used: int
    used_since_kept: bool = False

    def over(self, elapsed: int) -> Ending | None:
        """Why it has run out, if it has."""
        if elapsed >= self.ends:
            return Ending.TWELVE_HOURS
        return Ending.IDLE if elapsed - self.used >= IDLE_MS else None


class AccessMemory:
    """What is in the file, and since when it was used. Changed by Access only."""

    def __init__(self, people: People, now: Callable[[], int], elapsed: Callable[[], int]) -> None:
        self._people, self._now, self._elapsed = people, now, elapsed
        self._by_secret: dict[str, Device] = {}
        self._devices: dict[int, Device] = {}
        self._sessions: dict[int, Open] = {}
        self._session_of: dict[str, int] = {}
        self._seen: dict[int, str] = {}
        self._cookies: dict[int, str] = {}
        self.new_seen: set[int] = set()
        self.new_cookies: set[int] = set()
        self.staff: list[Staff] = []
        self.set_day()

    def load(self) -> tuple[frozenset[int], frozenset[int]]:
        """Reads the file; the devices and the sessions that are no longer in it. Raises sqlite3.Error."""
        secrets, staff, sessions = self._people.secrets(), self._people.staff(), self._people.sessions.all()
        devices = {device.id: device for device in secrets.values()}
        people = {person.id: person for person in staff}
        unpaired = frozenset(self._devices) - devices.keys()
        still = {session.id: session for session in sessions if session.staff in people and session.device in devices}
        ended = frozenset(self._sessions) - still.keys()
        self._by_secret, self._devices, self.staff = secrets, devices, staff
        for device in devices.values():
            self._seen[device.id] = max(self._seen.get(device.id, ""), device.seen_on)
            self._cookies[device.id] = max(self._cookies.get(device.id, ""), device.cookie_on)
        self.drop(unpaired, ended)
        for session in still.values():
            if session.id in self._sessions:
                self._sessions[session.id].person = people[session.staff]
            else:
                self.add_session(session, people[session.staff])
        return unpaired, ended

    def set_day(self) -> None:
        """Today's date, and the oldest day on which a living device was seen; looked at each second rather than at each request."""
        now = self._now()
        self.today = utc_date(now)
        self._oldest = utc_date(now - DEVICE_DAYS * _DAY_MS)

    def follow(self, moves: Moves | None, last: int) -> None:
        """What the file says by the office's time moves with it; the dates are to be read again. Raises sqlite3.Error."""
        if any(noted := self.take_seen()):
            self._people.sessions.touch({}, *noted)
        if moves is not None and self._people.follow(moves, last):
            self._seen.clear()
            self._cookies.clear()

    def add_device(self, secret_hash: str, device: Device) -> None:
        """Newly paired: its cookie was just given."""
        self._by_secret[secret_hash] = self._devices[device.id] = device
        self._cookies[device.id] = self.today
        self.new_cookies.add(device.id)

    def add_session(self, session: Session, person: Staff) -> None:
        """Somebody is signed in. What was before this program started is reckoned by the wall clock, within its bounds."""
        now, elapsed = self._now(), self._elapsed()
        left = min(max(0, session.began_at + LONGEST_MS - now), LONGEST_MS)
        idle = min(max(0, now - session.used_at), IDLE_MS)
        self._sessions[session.id] = Open(session, person, elapsed + left, elapsed - idle)
        self._session_of[session.secret_hash] = session.id

    def drop(self, devices: Iterable[int], sessions: Iterable[int]) -> None:
        """They ended."""
        for number in devices:
            self._devices.pop(number, None)
            self._seen.pop(number, None)
            self._cookies.pop(number, None)
        self._by_secret = {secret: device for secret, device in self._by_secret.items() if device.id in self._devices}
        for number in sessions:
            if (ended := self._sessions.pop(number, None)) is not None:
                self._session_of.pop(ended.session.secret_hash, None)

    def device(self, secret_hash: str) -> Device | None:
        """The device with this secret, which is seen today."""
        device = self._by_secret.get(secret_hash)
        return device if device is not None and self._alive(device) else None

    def signed_in(self, secret_hash: str, device: Device) -> Open | None:
        """The session with this secret on this device, unless it has run out."""
        open_session = self._sessions.get(self._session_of.get(secret_hash, 0))
        if open_session is None or open_session.session.device != device.id or open_session.over(self._elapsed()):
            return None
        return open_session

    def holds(self, visitor: Visitor, role: Role) -> bool:
        """Whether the visitor may still use the role."""
        device = self._devices.get(visitor.device.id) if visitor.device else None
        if device is None or role not in device.roles or not self._alive(device):
            return False
        if role not in STAFF:
            return True
        open_session = self._sessions.get(visitor.session)
        return (
            open_session is not None
            and role in open_session.person.roles
            and open_session.over(self._elapsed()) is None
        )

    def is_paired(self, device: Device) -> bool:
        """Whether the device may still be used."""
        return device.id in self._devices

    def set_language(self, session: int, language: str) -> None:
        """Its person chose another language."""
        open_session = self._sessions.get(session)
        if open_session is not None:
            open_session.session = msgspec.structs.replace(open_session.session, language=language)

    def use(self, session: int) -> None:
        """Its person did something."""
        open_session = self._sessions.get(session)
        if open_session is not None:
            open_session.used, open_session.used_since_kept = self._elapsed(), True

    def wants_cookie(self, device: Device) -> bool:
        """True once a day: the device's cookie is to be given again. Asked only when it can be."""
        if device.id not in self._devices or self._cookies.get(device.id, "") >= self.today:
            return False
        self._cookies[device.id] = self.today
        self.new_cookies.add(device.id)
        return True

    def seen_on(self, device: Device) -> str:
        """The ISO date on which the device was last there; "" when it never was."""
        return self._seen.get(device.id, "")

    def cookie_on(self, number: int) -> str:
        """The ISO date on which the device was given its cookie."""
        return self._cookies.get(number, "")

    def person(self, name: str) -> Staff | None:
        """Whose name this is: as it is written, or in another spelling."""
        exact = next((person for person in self.staff if person.name == name), None)
        key = same_name(name)
        return exact or next((person for person in self.staff if same_name(person.name) == key), None)

    def run_out(self) -> dict[Ending, list[int]]:
        """The sessions that are over, by why."""
        over: dict[Ending, list[int]] = {}
        elapsed = self._elapsed()
        for number, open_session in self._sessions.items():
            if (why := open_session.over(elapsed)) is not None:
                over.setdefault(why, []).append(number)
        return over

    def take_used(self) -> dict[int, int]:
        """Session → when it was last used (milliseconds since 1970), of those used since this was last asked."""
        now, elapsed = self._now(), self._elapsed()
        used = {
            number: now - (elapsed - open_session.used)
            for number, open_session in self._sessions.items()
            if open_session.used_since_kept
        }
        for number in used:
            self._sessions[number].used_since_kept = False
        return used

    def take_seen(self) -> tuple[dict[int, str], dict[int, str]]:
        """Device → ISO date, of those seen, and of those given a cookie, since this was last asked."""
        seen = {number: self._seen[number] for number in self.new_seen if number in self._devices}
        cookies = {number: self._cookies[number] for number in self.new_cookies if number in self._devices}
        self.new_seen.clear()
        self.new_cookies.clear()
        return seen, cookies

    def _alive(self, device: Device) -> bool:
        seen = self._seen.get(device.id, "")
        if seen != self.today:
            if (seen or utc_date(device.made_at)) < self._oldest:
                return False
            if seen < self.today:
                self._seen[device.id] = self.today
                self.new_seen.add(device.id)
        return True
