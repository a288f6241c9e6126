"""What the file itself holds to: events and sealed days are only added, and only retention takes events out."""

from sqlite_utils import Database

from server.journal.chain import BEGIN, link, new_salt

_GUARDS = (
    (
        "create trigger event_is_added before insert on event when exists (select 1 from event where seq >= new.seq)"
        " begin select raise(abort, 'events are only added'); end"
    ),
    "create trigger event_is_not_changed before update on event begin select raise(abort, 'events are only added'); end",
    (
        "create trigger event_is_kept before delete on event when not exists (select 1 from forgetting where forgetting.day = old.day)"
        " begin select raise(abort, 'only retention deletes events'); end"
    ),
    (
        "create trigger sealed_day_is_added before insert on sealed_day"
        " when new.first <= (select coalesce(max(first), 0) from sealed_day)"
        " begin select raise(abort, 'sealed days are only added'); end"
    ),
    "create trigger sealed_day_is_not_changed before update on sealed_day begin select raise(abort, 'a sealed day stays'); end",
    "create trigger sealed_day_is_kept before delete on sealed_day begin select raise(abort, 'a sealed day stays'); end",
)


def chain_events(database: Database) -> None:
    """The events that are there are chained as they are found: what was done to them before cannot be known.

    hash: the link of an event. day_salt: of each day whose events are there. forgetting: the days that retention is deleting.
    sealed_day: what stands for the events of a day that retention deleted. first, last: their seqs; before, after: the chain's hash
    before the first and that of the last, the day's head. broken: the first seq that did not fit when it was sealed, 0 for none.
    sealed_at: milliseconds. seal: the link of this row after the row before it.

    Triggers see an insert that replaces a row as an insert: that is why it may only go to the end.
    """
    for sql in (
        "alter table event add column hash blob not null default x''",
        "create table day_salt (day text primary key, salt blob not null) strict, without rowid",
        "create table forgetting (day text not null) strict",
        (
            "create table sealed_day (first integer primary key, last integer not null, day text not null, events integer not null,"
            " before blob not null, after blob not null, broken integer not null, sealed_at integer not null, seal blob not null) strict"
        ),
    ):
        database.execute(sql)
    days = [day for (day,) in database.execute("select distinct day from event").fetchall()]
    salts = {day: new_salt() for day in days}
    database.conn.executemany("insert into day_salt values (?, ?)", list(salts.items()))
    before, links = BEGIN, []
    for row in database.execute("select seq, day, at, by, type, ticket, body from event order by seq"):
        before = link(salts[row[1]], before, *row)
        links.append((before, row[0]))
    database.conn.executemany("update event set hash = ? where seq = ?", links)
    for sql in _GUARDS:
        database.execute(sql)


def chain_acts(database: Database) -> None:
    """The same for acts, whose salts are their own. forgotten_act: of each run of deleted acts the last."""
    for sql in (
        "drop trigger act_is_not_changed",
        "alter table act add column salt blob not null default x''",
        "alter table act add column hash blob not null default x''",
        "create table forgotten_act (id integer primary key, hash blob not null) strict",
    ):
        database.execute(sql)
    before, links = BEGIN, []
    for row in database.execute("select id, at, role, name, what, about, why, minutes from act order by id"):
        salt = new_salt()
        before = link(salt, before, *row)
        links.append((salt, before, row[0]))
    database.conn.executemany("update act set salt = ?, hash = ? where id = ?", links)
    for sql in (
        "create trigger act_is_not_changed before update on act begin select raise(abort, 'acts are only added'); end",
        (
            "create trigger act_is_added before insert on act when new.id <= (select coalesce(max(id), 0) from act)"
            " begin select raise(abort, 'acts are only added'); end"
        ),
    ):
        database.execute(sql)
