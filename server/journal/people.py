"""Who may use the screens: paired devices, one-time codes, staff and their sessions. Secrets are stored hashed only.

Whatever changes here is told in the same transaction by an act: there is no quiet way.
"""

import sqlite3
from pathlib import Path

import msgspec

from flow.tickets import Actor
from screen.roles import Role
from server.journal.acts import Act, Acts, Ending, What, add
from server.journal.connection import READ_MS, open_database, stop_unless_in_place, write
from server.journal.failures import Failure, Failures, insert
from server.journal.moved_times import Moves, follow, followed
from server.journal.people_tables import migrations, same_name
from server.journal.sessions import Sessions, end_of, label

WRONG_MOST = 20
"""Wrong codes typed in the whole office while a code is open; then it is burnt."""
_DEVICE = "select id, name, roles, place, made_at, seen_on, cookie_on"


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
        assert self._database.conn is not None
        return self._database.conn.total_changes

    def follow(self, moves: Moves, last: int) -> bool:
        """What is stored here by the office's time moves with it; True when it did. last: the journal's last seq.

        Moves from before this file followed any were lived through by its times already.
        """
        assert self._database.conn is not None
        known = followed(self._database.conn)
        due = () if known is None else moves(known)
        if due or known is None:
            with write(self._database) as connection:
                follow(connection, due, due[-1][0] if due else last)
        return bool(due)

    def look_again(self) -> None:
        """What changed could not be read: it counts as not yet seen."""
        self._version = -1

    def add_code(self, code_hash: str, role: Role, place: str, expires_at: int, by: Actor, now: int) -> None:
        """A one-time pairing code."""
        sql = "insert into code (hash, role, place, expires_at) values (?, ?, ?, ?)"
        with write(self._database) as connection:
            connection.execute("delete from code where expires_at < ?", (now,))
            connection.execute(sql, (code_hash, role.value, place, expires_at))
            add(connection, Act(now, by, What.CODE_GIVEN, f"{role.value} {place}".strip()))

    def codes_open(self, now: int) -> int:
        """How many codes could be used now."""
        found: int = self._database.execute("select count(*) from code where expires_at >= ?", (now,)).fetchone()[0]
        return found

    def pair(self, code_hash: str, secret_hash: str, by: Actor, now: int) -> Device | None:
        """The device that this code makes, which is then spent; None when it is unknown, spent or too old, and nothing is written."""
        known = "select role, place from code where hash = ? and expires_at >= ?"
        if self._database.execute(known, (code_hash, now)).fetchone() is None:
            return None
        with write(self._database) as connection:
            sql = "delete from code where hash = ? and expires_at >= ? returning role, place"
            rows = connection.execute(sql, (code_hash, now)).fetchall()
            if not rows:
                return None
            role, place = Role(rows[0][0]), rows[0][1]
            device = _insert(connection, f"{role.value} {place}".strip(), frozenset({role}), place, secret_hash, now)
            add(connection, Act(now, by, What.PAIRED, device.label))
        return device

    def wrong_code(self, failure: Failure, acts: list[Act], by: Actor, now: int) -> None:
        """Counts a wrong code against its sender and against every open code: the twentieth burns a code."""
        with write(self._database) as connection:
            insert(connection, [failure], now)
            add(connection, *acts)
            connection.execute("update code set wrong = wrong + 1 where expires_at >= ?", (now,))
            if connection.execute("delete from code where wrong >= ?", (WRONG_MOST,)).rowcount:
                add(connection, Act(now, by, What.CODES_BURNT))

    def add_device(
        self, name: str, roles: frozenset[Role], place: str, secret_hash: str, by: Actor, now: int
    ) -> Device:
        """A device that holds the secret with this hash."""
        with write(self._database) as connection:
            device = _insert(connection, name, roles, place, secret_hash, now)
            add(connection, Act(now, by, What.DEVICE_ADDED, device.label))
        return device

    def devices(self) -> list[Device]:
        """All devices that may be used."""
        return [
            _device(row)
            for row in self._database.execute(f"{_DEVICE} from device where revoked_at is null order by id")
        ]

    def secrets(self) -> dict[str, Device]:
        """Hash of the secret → device, of all that may be used."""
        rows = self._database.execute(f"{_DEVICE}, secret_hash from device where revoked_at is null")
        return {row[-1]: _device(row[:-1]) for row in rows}

    def revoke(self, device: int, by: Actor, now: int) -> frozenset[int]:
        """The device's secret is worth nothing from now on; the sessions on it, which ended."""
        with write(self._database) as connection:
            sql = "update device set revoked_at = ? where id = ? and revoked_at is null returning name"
            rows = connection.execute(sql, (now, device)).fetchall()
            if not rows:
                return frozenset()
            add(connection, Act(now, by, What.REVOKED, label(rows[0][0], device)))
            return end_of(connection, "device", device, Ending.REVOKED, by, now)

    def add_staff(self, name: str, roles: frozenset[Role], pin_hash: str, by: Actor, now: int) -> bool:
        """Somebody new; False when the name is somebody's."""
        sql = "insert into staff (name, key, roles, pin_hash) values (?, ?, ?, ?)"
        with write(self._database) as connection:
            taken = "select 1 from staff where left_at is null and (key = ? or name = ?)"
            if connection.execute(taken, (same_name(name), name)).fetchone():
                return False
            connection.execute(sql, (name, same_name(name), ",".join(sorted(roles)), pin_hash))
            add(connection, Act(now, by, What.STAFF_ADDED, name))
        return True

    def new_pin(self, staff: int, pin_hash: str, by: Actor, now: int) -> frozenset[int] | None:
        """Another PIN; the person's sessions, which ended. None when they are no longer there."""
        with write(self._database) as connection:
            sql = "update staff set pin_hash = ? where id = ? and left_at is null returning name"
            rows = connection.execute(sql, (pin_hash, staff)).fetchall()
            if not rows:
                return None
            connection.execute("delete from failure where subject = 'person' and about = ?", (str(staff),))
            add(connection, Act(now, by, What.PIN_GIVEN, rows[0][0]))
            return end_of(connection, "staff", staff, Ending.NEW_PIN, by, now)

    def staff(self) -> list[Staff]:
        """Everybody who may sign in, by name."""
        sql = "select id, name, roles, pin_hash from staff where left_at is null order by name"
        return [Staff(row[0], row[1], _roles(row[2]), row[3]) for row in self._database.execute(sql)]

    def remove_staff(self, staff: int, by: Actor, now: int) -> frozenset[int]:
        """They may no longer sign in; their sessions, which ended. Somebody new may have the name."""
        with write(self._database) as connection:
            sql = "update staff set left_at = ?, pin_hash = '' where id = ? and left_at is null returning name"
            rows = connection.execute(sql, (now, staff)).fetchall()
            if not rows:
                return frozenset()
            add(connection, Act(now, by, What.STAFF_REMOVED, rows[0][0]))
            return end_of(connection, "staff", staff, Ending.REMOVED, by, now)

    def close(self) -> None:
        """Closes the file."""
        self._database.close()

    def _read_version(self) -> int:
        version: int = self._database.execute("PRAGMA data_version").fetchone()[0]
        return version


def _insert(
    connection: sqlite3.Connection, name: str, roles: frozenset[Role], place: str, secret_hash: str, now: int
) -> Device:
    sql = "insert into device (name, roles, place, secret_hash, made_at) values (?, ?, ?, ?, ?)"
    row = connection.execute(sql, (name, ",".join(sorted(roles)), place, secret_hash, now)).lastrowid
    assert row is not None
    return Device(row, name, roles, place, now)


def _device(row: tuple[int, str, str, str, int, str, str]) -> Device:
    return Device(row[0], row[1], _roles(row[2]), *row[3:])


def _roles(said: str) -> frozenset[Role]:
    """A role that only a later program knows is none here: a register that it wrote is read all the same."""
    return frozenset(Role(role) for role in said.split(",") if role in set(Role))
