"""What was done to devices, people and sign-ins: rows that are only ever added, and deleted after six months only."""

from enum import StrEnum

import msgspec
from sqlite_utils import Database

from flow.tickets import Actor
from server.journal.audit import ActsChecked, acts_go_on_from, check_acts
from server.journal.chain import BEGIN, link, new_salt
from server.journal.connection import write
from server.journal.tables import Row, table

KEPT_DAYS = 183
"""Six months (CNIL's advice on logs). The file itself refuses to lose a younger row: server/journal/people_tables.py."""
PAGE_ROWS = 200
_DAY_MS = 86_400_000
_LAST = (
    "select coalesce((select seq from sqlite_sequence where name = 'act'), 0) as id,"
    " (select hash from (select id, hash from act union all select id, hash from forgotten_act) order by id desc limit 1) as hash"
)
"""The number of the last act that there ever was, and the hash of the last that is known."""
_LAST_OF_EACH_RUN = (
    "insert into forgotten_act select id, hash from act where at < ? and not exists"
    " (select 1 from act as next where next.id = act.id + 1 and next.at < ?)"
)
"""A clock that was wrong for a while leaves older acts between younger ones: the chain goes on over each gap."""
_RUNS_TOGETHER = (
    "delete from forgotten_act where exists (select 1 from forgotten_act as next where next.id > forgotten_act.id and not exists"
    " (select 1 from act where act.id > forgotten_act.id and act.id < next.id))"
)

OFFICE = Actor("office")
"""The program itself: a session that ran out, a printer worker's device."""
COMMAND_LINE = Actor("command_line")


class What(StrEnum):
    """Everything that can be done to the register. Nothing else is ever written."""

    CODE_GIVEN = "code_given"
    CODE_FAILED = "code_failed"
    CODES_BURNT = "codes_burnt"
    PAIRED = "paired"
    DEVICE_ADDED = "device_added"
    REVOKED = "revoked"
    STAFF_ADDED = "staff_added"
    PIN_GIVEN = "pin_given"
    STAFF_REMOVED = "staff_removed"
    SIGNED_IN = "signed_in"
    SIGN_IN_FAILED = "sign_in_failed"
    SIGNED_OUT = "signed_out"
    SESSION_ENDED = "session_ended"
    LOCKED = "locked"
    UNLOCKED = "unlocked"


class Ending(StrEnum):
    """Why a session ended without its person saying so."""

    ANOTHER_SIGN_IN = "another_sign_in"
    NEW_PIN = "new_pin"
    REMOVED = "removed"
    REVOKED = "revoked"
    TWELVE_HOURS = "twelve_hours"
    IDLE = "idle"


_CHANGES = (What.CODE_GIVEN, What.DEVICE_ADDED, What.REVOKED, What.STAFF_ADDED, What.PIN_GIVEN, What.STAFF_REMOVED)
"""What somebody does to say who may come in."""


class Act(msgspec.Struct, frozen=True):
    """at: milliseconds. about: a device's name and number, or a pseudonym that is known ("" for a name that nobody has); no secret ever.

    why: an Ending, or whose tries were locked. minutes: of a lock. id: 0 until it is stored.
    """

    at: int
    by: Actor
    what: What
    about: str = ""
    why: str = ""
    minutes: int = 0
    id: int = 0


def add(database: Database, *acts: Act) -> None:
    """Stores acts in the transaction of what they tell, each chained to the one before.

    Two processes add: what is before is read in the transaction, which no other can write beside.
    """
    (last,) = database.query(_LAST)
    before = last["hash"] or BEGIN
    for number, act in enumerate(acts, last["id"] + 1):
        # In the order in which the link is made.
        row: Row = {
            "id": number, "at": act.at, "role": act.by.role, "name": act.by.name, "what": act.what.value, "about": act.about,
            "why": act.why, "minutes": act.minutes,
        }  # fmt: skip
        salt = new_salt()
        before = link(salt, before, *row.values())
        table(database, "act").insert(row | {"salt": salt, "hash": before})


class Acts:
    """The acts of one office, to be read."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def newest(self, since: int = 0, until: int | None = None, before: int | None = None) -> list[Act]:
        """At most 200 acts from `since` to before `until` (milliseconds), newest first; before: only those stored before this id."""
        last = 1 << 62
        rows = table(self._database, "act").rows_where(
            "at >= ? and at < ? and id < ?",
            (since, last if until is None else until, last if before is None else before),
            order_by="id desc",
            limit=PAGE_ROWS,
        )
        return [_act(row) for row in rows]

    def before(self, at: int) -> int | None:
        """When the last act before `at` was, if there is one."""
        (last,) = self._database.query("select max(at) as at from act where at < ?", (at,))
        moment: int | None = last["at"]
        return moment

    def after(self, at: int) -> int | None:
        """When the first act from `at` on was, if there is one."""
        (next_one,) = self._database.query("select min(at) as at from act where at >= ?", (at,))
        moment: int | None = next_one["at"]
        return moment

    def forget(self, now: int) -> int:
        """Deletes what is older than six months; how many. Raises sqlite3.Error."""
        oldest_kept = now - KEPT_DAYS * _DAY_MS
        if (self.after(0) or now) >= oldest_kept:
            return 0
        with write(self._database):
            self._database.execute(_LAST_OF_EACH_RUN, (oldest_kept, oldest_kept))
            stored = table(self._database, "act")
            number = stored.count_where("at < ?", (oldest_kept,))
            stored.delete_where("at < ?", (oldest_kept,))
            self._database.execute(_RUNS_TOGETHER)
            return number

    def last(self) -> tuple[int, str]:
        """The number of the last act, and its hash in hex; (0, "") before the first. Raises sqlite3.Error."""
        (last,) = self._database.query(_LAST)
        return last["id"], (last["hash"] or b"").hex()

    def goes_on_from(self, number: int, last_hash: str) -> bool:
        """True when nothing up to the act of this number, with this hash (hex), was lost or replaced. Raises sqlite3.Error."""
        return acts_go_on_from(self._database.conn, number, last_hash)

    def was_changed_by_somebody(self, after: int) -> bool:
        """Whether the manager, or the command line, said who may come in, after the act of this number. Raises sqlite3.Error."""
        somebody = "id > ? and role in ('manager', 'command_line')"
        rows = table(self._database, "act").rows_where(somebody, (after,), select="distinct what")
        return any(row["what"] in _CHANGES for row in list(rows))

    def checked(self) -> ActsChecked:
        """Whether all acts hold to each other. Raises sqlite3.Error."""
        return check_acts(self._database.conn)


def _act(row: Row) -> Act:
    by = Actor(row["role"], row["name"])
    return Act(row["at"], by, What(row["what"]), row["about"], row["why"], row["minutes"], row["id"])
