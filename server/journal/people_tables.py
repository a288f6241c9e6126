"""The tables of people.db, and how older files become today's."""

import unicodedata

from sqlite_utils import Database, Migrations

from server.journal.chain_tables import chain_acts

migrations = Migrations("people")


def same_name(name: str) -> str:
    """What two spellings of one pseudonym share: « Agent  1 » and « agent 1 » are the same person."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


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


@migrations()
def m002_session_try_act(database: Database) -> None:
    """Sessions have a number and a use; a removed pseudonym may come back; tries and acts are kept.

    seen_on, cookie_on: ISO dates, "" before the first. code.wrong: wrong codes typed anywhere while it was open.
    session.used_at of an older file: the moment of this step, so that nobody is sent away by it.
    act: only ever added; the file refuses a change, and the deletion of what is younger than 182 days.
    """
    for sql in (
        "alter table device add column seen_on text not null default ''",
        "alter table device add column cookie_on text not null default ''",
        "alter table code add column wrong integer not null default 0",
        "alter table staff rename to staff_before",
        (
            "create table staff (id integer primary key, name text not null, key text not null, roles text not null,"
            " pin_hash text not null, left_at integer) strict"
        ),
        "alter table session rename to session_before",
        (
            "create table session (id integer primary key autoincrement, secret_hash text not null unique,"
            " staff integer not null references staff (id), device integer not null references device (id),"
            " began_at integer not null, used_at integer not null) strict"
        ),
        (
            "insert into session (secret_hash, staff, device, began_at, used_at)"
            " select secret_hash, staff, device, max(expires_at) - 43200000, cast(strftime('%s', 'now') as integer) * 1000"
            " from session_before group by staff, device"
        ),
        "drop table session_before",
        (
            "create table failure (id integer primary key autoincrement, subject text not null, about text not null,"
            " at integer not null, forgiven integer not null default 0) strict"
        ),
        (
            "create table act (id integer primary key autoincrement, at integer not null, role text not null,"
            " name text not null, what text not null, about text not null, why text not null, minutes integer not null)"
            " strict"
        ),
        "create index act_at on act (at)",
        (
            "create trigger act_is_not_changed before update on act"
            " begin select raise(abort, 'acts are only added'); end"
        ),
        (
            "create trigger act_is_kept before delete on act"
            " when old.at > (cast(strftime('%s', 'now') as integer) - 182 * 86400) * 1000"
            " begin select raise(abort, 'acts are kept six months'); end"
        ),
    ):
        database.execute(sql)
    keys: set[str] = set()
    for number, name, roles, pin_hash, left_at in database.execute("select * from staff_before order by id").fetchall():
        key = same_name(name)
        # Two spellings of one name in an older file stay two people: nobody loses their PIN to a rule that came later.
        if left_at is None and key in keys:
            key = f"{key} ({number})"
        if left_at is None:
            keys.add(key)
        database.execute("insert into staff values (?, ?, ?, ?, ?, ?)", (number, name, key, roles, pin_hash, left_at))
    database.execute("drop table staff_before")
    database.execute("create unique index staff_key on staff (key) where left_at is null")


@migrations()
def m003_chain(database: Database) -> None:
    """Each act holds to the one before it."""
    chain_acts(database)


@migrations()
def m004_followed(database: Database) -> None:
    """One row: up to which seq of the journal the moves of the office's time are followed here."""
    database.execute("create table followed (id integer primary key check (id = 1), seq integer not null) strict")


@migrations()
def m005_language(database: Database) -> None:
    """Each session has the language that its person chose; of an older file French, as all was."""
    database.execute("alter table session add column language text not null default 'fr'")
