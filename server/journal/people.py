"""Who may use the screens: paired devices, one-time codes, staff and their sessions. Secrets are stored hashed only."""

from pathlib import Path

import msgspec
from sqlite_utils import Database, Migrations

from config.roles import Role
from server.journal.connection import open_database, write

migrations = Migrations("people")


@migrations()
def m001_device_code_staff(database: Database) -> None:
    """Times are milliseconds. roles: comma-separated."""
    for sql in (
        (
            "create table device (id integer primary key, name text not null, roles text not null, place text not null,"
            " secret_hash text not null unique, made_at integer not null, revoked_at integer) strict"
        ),
        (
            "create table code (hash text primary key, role text not null, place text not null, expires_at integer not null)"
            " strict"
        ),
        (
            "create table staff (id integer primary key, name text not null unique, roles text not null,"
            " pin_hash text not null, left_at integer) strict"
        ),
        (
            "create table session (secret_hash text primary key, staff integer not null references staff (id),"
            " device integer not null references device (id), expires_at integer not null) strict"
        ),
    ):
        database.execute(sql)


class Device(msgspec.Struct, frozen=True):
    """A paired device. place: a counter's id where the device belongs to one."""

    id: int
    name: str
    roles: frozenset[Role]
    place: str


class Staff(msgspec.Struct, frozen=True):
    """Somebody who signs in: a pseudonym and what they may do. pin_hash: Argon2id."""

    id: int
    name: str
    roles: frozenset[Role]
    pin_hash: str


class People:
    """The register of one office. Two processes may write it: the office, and the command line that makes a code."""

    def __init__(self, path: Path) -> None:
        self._database = open_database(path, migrations, "delete")

    def add_code(self, code_hash: str, role: Role, place: str, expires_at: int) -> None:
        """A one-time pairing code."""
        with write(self._database) as connection:
            connection.execute("insert into code values (?, ?, ?, ?)", (code_hash, role.value, place, expires_at))

    def use_code(self, code_hash: str, now: int) -> tuple[Role, str] | None:
        """The role and place of a code, which is then spent; None when it is unknown, spent or too old."""
        with write(self._database) as connection:
            connection.execute("delete from code where expires_at < ?", (now,))
            sql = "delete from code where hash = ? returning role, place"
            rows = connection.execute(sql, (code_hash,)).fetchall()
        return (Role(rows[0][0]), rows[0][1]) if rows else None

    def add_device(self, name: str, roles: frozenset[Role], place: str, secret_hash: str, now: int) -> Device:
        """A device that holds the secret with this hash."""
        said = ",".join(sorted(roles))
        with write(self._database) as connection:
            sql = "insert into device (name, roles, place, secret_hash, made_at) values (?, ?, ?, ?, ?)"
            row = connection.execute(sql, (name, said, place, secret_hash, now)).lastrowid
        assert row is not None
        return Device(row, name, roles, place)

    def device(self, secret_hash: str) -> Device | None:
        """The device with this secret, unless it was revoked."""
        sql = "select id, name, roles, place from device where secret_hash = ? and revoked_at is null"
        row = self._database.execute(sql, (secret_hash,)).fetchone()
        return _device(row) if row else None

    def devices(self) -> list[Device]:
        """All devices that may be used."""
        sql = "select id, name, roles, place from device where revoked_at is null order by id"
        return [_device(row) for row in self._database.execute(sql)]

    def revoke(self, device_id: int, now: int) -> None:
        """The device's secret is worth nothing from now on."""
        with write(self._database) as connection:
            connection.execute("update device set revoked_at = ? where id = ?", (now, device_id))
            connection.execute("delete from session where device = ?", (device_id,))

    def add_staff(self, name: str, roles: frozenset[Role], pin_hash: str) -> None:
        """Somebody new, or a new PIN and roles for somebody known by that pseudonym."""
        with write(self._database) as connection:
            connection.execute(
                "insert into staff (name, roles, pin_hash) values (?, ?, ?) on conflict (name)"
                " do update set roles = excluded.roles, pin_hash = excluded.pin_hash, left_at = null",
                (name, ",".join(sorted(roles)), pin_hash),
            )

    def staff(self) -> list[Staff]:
        """Everybody who may sign in, by name."""
        sql = "select id, name, roles, pin_hash from staff where left_at is null order by name"
        return [Staff(row[0], row[1], _roles(row[2]), row[3]) for row in self._database.execute(sql)]

    def remove_staff(self, name: str, now: int) -> None:
        """They may no longer sign in, and are signed out."""
        with write(self._database) as connection:
            connection.execute("update staff set left_at = ? where name = ?", (now, name))
            connection.execute("delete from session where staff in (select id from staff where name = ?)", (name,))

    def add_session(self, secret_hash: str, staff: int, device: int, expires_at: int) -> None:
        """Somebody signed in on a device."""
        with write(self._database) as connection:
            connection.execute("insert into session values (?, ?, ?, ?)", (secret_hash, staff, device, expires_at))

    def signed_in(self, secret_hash: str, device: int, now: int) -> Staff | None:
        """Who is signed in with this secret on this device."""
        sql = (
            "select s.id, s.name, s.roles, s.pin_hash from session join staff s on s.id = session.staff"
            " where secret_hash = ? and device = ? and expires_at > ? and s.left_at is null"
        )
        row = self._database.execute(sql, (secret_hash, device, now)).fetchone()
        return Staff(row[0], row[1], _roles(row[2]), row[3]) if row else None

    def sign_out(self, secret_hash: str) -> None:
        """The session ends."""
        with write(self._database) as connection:
            connection.execute("delete from session where secret_hash = ?", (secret_hash,))

    def close(self) -> None:
        """Closes the file."""
        self._database.close()


def _device(row: tuple[int, str, str, str]) -> Device:
    return Device(row[0], row[1], _roles(row[2]), row[3])


def _roles(said: str) -> frozenset[Role]:
    return frozenset(Role(role) for role in said.split(",") if role)
