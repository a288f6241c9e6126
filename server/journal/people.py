"""Who may use the screens: paired devices, one-time codes, staff and their sessions. Secrets are stored hashed only.

Whatever changes here is told in the same transaction by an act: there is no quiet way.
"""

import sqlite3
from pathlib import Path

import msgspec
from sqlite_utils import Database

from flow.tickets import Actor
from screen.roles import Role
from server.journal.acts import Act, Acts, Ending, What, add
from server.journal.connection import READ_MS, open_database, stop_unless_in_place, write
from server.journal.failures import Failure, Failures, insert
from server.journal.moved_times import Moves, follow, followed
from server.journal.people_tables import migrations, same_name
from server.journal.sessions import Sessions, end_of, label
from server.journal.tables import Row, first, table

WRONG_MOST = 20
"""Wrong codes typed in the whole office while a code is open; then it is burnt."""


class Device(msgspec.Struct, frozen=True):
    """A paired device. place: a counter's id where the device belongs to one.

    made_at: milliseconds. seen_on, cookie_on: ISO dates as they are in the file, "" before the first.
    """

    id: int
    name: str
    roles: frozenset[Role]
    place: str
    made_at: int = 0
    seen_on: str = ""
    cookie_on: str = ""

    @property
    def label(self) -> str:
        """Its name and number, as acts tell it."""
        return label(self.name, self.id)


class Staff(msgspec.Struct, frozen=True):
    """Somebody who signs in: a pseudonym and what they may do. pin_hash: Argon2id."""

    id: int
    name: str
    roles: frozenset[Role]
    pin_hash: str


class People:
    """The register of one office. Two processes may write it: the office, and the command line.

    wait_ms: how long a write waits for the other one. Raises sqlite3.Error when the disk or the file fails.
    """

    def __init__(self, path: Path, wait_ms: int = 5_000) -> None:
        self.path = path
        self._database = open_database(path, migrations, "delete", wait_ms=wait_ms)
        self.acts = Acts(self._database)
        self.failures = Failures(self._database)
        self.sessions = Sessions(self._database)
        self._version = self._read_version()

    def changed_elsewhere(self) -> bool:
        """True once after another process wrote the file. Never waits: while it is being written the answer is False.

        Ends the program when somebody deleted or replaced the file; raises Unsure.
        """
        stop_unless_in_place(self._database)
        self._database.execute("PRAGMA busy_timeout = 0").fetchone()
        try:
            version = self._read_version()
        except sqlite3.OperationalError:
            return False
        finally:
            self._database.execute(f"PRAGMA busy_timeout = {READ_MS}").fetchone()
        changed, self._version = version != self._version, version
        return changed

    def written(self) -> int:
        """Counts what this process wrote; nothing is read from the file."""
        return self._database.conn.total_changes

    def follow(self, moves: Moves, last: int) -> bool:
        """What is stored here by the office's time moves with it; True when it did. last: the journal's last seq.

        Moves from before this file followed any were lived through by its times already.
        """
        followed_to = followed(self._database)
        due = () if followed_to is None else moves(followed_to)
        if due or followed_to is None:
            with write(self._database):
                follow(self._database, due, due[-1][0] if due else last)
        return bool(due)

    def look_again(self) -> None:
        """What changed could not be read: it counts as not yet seen."""
        self._version = -1

    def add_code(self, code_hash: str, role: Role, place: str, expires_at: int, by: Actor, now: int) -> None:
        """A one-time pairing code."""
        codes = table(self._database, "code")
        with write(self._database):
            codes.delete_where("expires_at < ?", (now,))
            codes.insert({"hash": code_hash, "role": role.value, "place": place, "expires_at": expires_at})
            add(self._database, Act(now, by, What.CODE_GIVEN, f"{role.value} {place}".strip()))

    def codes_open(self, now: int) -> int:
        """How many codes could be used now."""
        return table(self._database, "code").count_where("expires_at >= ?", (now,))

    def pair(self, code_hash: str, secret_hash: str, by: Actor, now: int) -> Device | None:
        """The device that this code makes, which is then spent; None when it is unknown, spent or too old, and nothing is written."""
        codes, usable = table(self._database, "code"), ("hash = ? and expires_at >= ?", (code_hash, now))
        if not codes.count_where(*usable):
            return None
        with write(self._database):
            code = first(codes.rows_where(*usable))
            if code is None:
                return None
            codes.delete_where(*usable)
            role, place = Role(code["role"]), code["place"]
            name = f"{role.value} {place}".strip()
            device = _insert(self._database, name, frozenset({role}), place, secret_hash, now)
            add(self._database, Act(now, by, What.PAIRED, device.label))
        return device

    def wrong_code(self, failure: Failure, acts: list[Act], by: Actor, now: int) -> None:
        """Counts a wrong code against its sender and against every open code: the twentieth burns a code."""
        codes, burnt = table(self._database, "code"), ("wrong >= ?", (WRONG_MOST,))
        with write(self._database):
            insert(self._database, [failure], now)
            add(self._database, *acts)
            self._database.execute("update code set wrong = wrong + 1 where expires_at >= ?", (now,))
            if codes.count_where(*burnt):
                codes.delete_where(*burnt)
                add(self._database, Act(now, by, What.CODES_BURNT))

    def add_device(
        self, name: str, roles: frozenset[Role], place: str, secret_hash: str, by: Actor, now: int
    ) -> Device:
        """A device that holds the secret with this hash."""
        with write(self._database):
            device = _insert(self._database, name, roles, place, secret_hash, now)
            add(self._database, Act(now, by, What.DEVICE_ADDED, device.label))
        return device

    def devices(self) -> list[Device]:
        """All devices that may be used."""
        return [_device(row) for row in self._paired()]

    def secrets(self) -> dict[str, Device]:
        """Hash of the secret → device, of all that may be used."""
        return {row["secret_hash"]: _device(row) for row in self._paired()}

    def revoke(self, device: int, by: Actor, now: int) -> frozenset[int]:
        """The device's secret is worth nothing from now on; the sessions on it, which ended."""
        stored = table(self._database, "device")
        with write(self._database):
            row = first(stored.rows_where("id = ? and revoked_at is null", (device,)))
            if row is None:
                return frozenset()
            stored.update(device, {"revoked_at": now})
            add(self._database, Act(now, by, What.REVOKED, label(row["name"], device)))
            return end_of(self._database, "device", device, Ending.REVOKED, by, now)

    def add_staff(self, name: str, roles: frozenset[Role], pin_hash: str, by: Actor, now: int) -> bool:
        """Somebody new; False when the name is somebody's."""
        stored, key = table(self._database, "staff"), same_name(name)
        with write(self._database):
            if stored.count_where("left_at is null and (key = ? or name = ?)", (key, name)):
                return False
            stored.insert({"name": name, "key": key, "roles": ",".join(sorted(roles)), "pin_hash": pin_hash})
            add(self._database, Act(now, by, What.STAFF_ADDED, name))
        return True

    def new_pin(self, staff: int, pin_hash: str, by: Actor, now: int) -> frozenset[int] | None:
        """Another PIN; the person's sessions, which ended. None when they are no longer there."""
        with write(self._database):
            name = self._changed(staff, {"pin_hash": pin_hash})
            if name is None:
                return None
            table(self._database, "failure").delete_where("subject = 'person' and about = ?", (str(staff),))
            add(self._database, Act(now, by, What.PIN_GIVEN, name))
            return end_of(self._database, "staff", staff, Ending.NEW_PIN, by, now)

    def staff(self) -> list[Staff]:
        """Everybody who may sign in, by name."""
        rows = table(self._database, "staff").rows_where("left_at is null", order_by="name")
        return [Staff(row["id"], row["name"], _roles(row["roles"]), row["pin_hash"]) for row in rows]

    def remove_staff(self, staff: int, by: Actor, now: int) -> frozenset[int]:
        """They may no longer sign in; their sessions, which ended. Somebody new may have the name."""
        with write(self._database):
            name = self._changed(staff, {"left_at": now, "pin_hash": ""})
            if name is None:
                return frozenset()
            add(self._database, Act(now, by, What.STAFF_REMOVED, name))
            return end_of(self._database, "staff", staff, Ending.REMOVED, by, now)

    def close(self) -> None:
        """Closes the file."""
        self._database.close()

    def _paired(self) -> list[Row]:
        return list(table(self._database, "device").rows_where("revoked_at is null", order_by="id"))

    def _changed(self, staff: int, changes: Row) -> str | None:
        """The name of the person who was changed, inside the caller's transaction; None when they are not there."""
        stored = table(self._database, "staff")
        row = first(stored.rows_where("id = ? and left_at is null", (staff,)))
        if row is None:
            return None
        stored.update(staff, changes)
        return str(row["name"])

    def _read_version(self) -> int:
        version: int = self._database.execute("PRAGMA data_version").fetchone()[0]
        return version


def _insert(database: Database, name: str, roles: frozenset[Role], place: str, secret_hash: str, now: int) -> Device:
    row = {"name": name, "roles": ",".join(sorted(roles)), "place": place, "secret_hash": secret_hash, "made_at": now}
    number = table(database, "device").insert(row).last_pk
    assert number is not None
    return Device(number, name, roles, place, now)


def _device(row: Row) -> Device:
    roles = _roles(row["roles"])
    return Device(row["id"], row["name"], roles, row["place"], row["made_at"], row["seen_on"], row["cookie_on"])


def _roles(stored: str) -> frozenset[Role]:
    """A role that only a later program knows is none here: a register that it wrote is read all the same."""
    return frozenset(Role(role) for role in stored.split(",") if role in set(Role))
