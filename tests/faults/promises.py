"""What an office promised its clients, and what its journal holds afterwards: what is lost, and what was given twice."""

import contextlib
import hashlib
import json
import sqlite3
import threading
from collections import Counter
from pathlib import Path

import msgspec

from server.journal.audit import check_journal, first_break


class Promise(msgspec.Struct, frozen=True):
    """A ticket as somebody was told of it. version: the seq of its event."""

    ticket: str
    number: int
    version: int
    url: str = ""


class Comparison(msgspec.Struct, frozen=True):
    """lost: promised tickets that are not there as they were promised. doubled: tickets too many. wrong: what else does not fit."""

    lost: int = 0
    doubled: int = 0
    wrong: str = ""


class Promises:
    """Filled by many clients at once. A tap is one wish of one person; it is asked under one key, unless a client has none."""

    def __init__(self) -> None:
        self.taps: dict[str, str] = {}
        """key → the tap that it was made up for."""
        self.heard: dict[str, Promise] = {}
        """key → what it was answered first."""
        self.otherwise = 0
        """How often a key was answered something else than before."""
        self.again = 0
        """How often a key that had an answer was answered again."""
        self.refused = set[str]()
        """Keys whose client heard that nothing was stored, and asked no more."""
        self._lock = threading.Lock()

    def ask(self, key: str, tap: str) -> None:
        """Before it is asked: an answer that never comes may be stored all the same."""
        with self._lock:
            self.taps[key] = tap

    def hear(self, key: str, promise: Promise) -> None:
        """An answer came."""
        with self._lock:
            first = self.heard.setdefault(key, promise)
            self.again += first is not promise
            self.otherwise += first != promise

    def with_those_of(self, others: "Promises") -> "Promises":
        """What was asked and heard here and there."""
        both = Promises()
        both.taps, both.heard = self.taps | others.taps, self.heard | others.heard
        both.otherwise, both.again = self.otherwise + others.otherwise, self.again + others.again
        return both

    def of_tickets(self, tickets: set[str]) -> "Promises":
        """As they stood when only these tickets had been told of; anything may have been asked already."""
        some = Promises()
        some.taps = self.taps
        some.heard = {key: promise for key, promise in self.heard.items() if promise.ticket in tickets}
        return some

    def compare(self, journal: Path, *, holes: bool = False) -> Comparison:
        """With the journal in this file, a running office's too. holes: whether numbers of events may be missing (after a fence)."""
        with contextlib.closing(sqlite3.connect(f"{journal.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            connection.execute("BEGIN")
            taken = dict(connection.execute("select ticket, seq from event where type = 'TicketTaken'").fetchall())
            count, events = connection.execute("select count(*), max(seq) from event").fetchone()
            answers = {key: json.loads(answer) for key, answer in connection.execute("select key, said from answer")}
            broken = first_break(check_journal(connection))
        wrong = [] if broken is None else [f"the chain is broken at {broken.seq}: {broken.why}"]
        if count != events and not holes:
            wrong.append(f"{count} events, the last is {events}")
        with self._lock:
            # Clients may go on meanwhile.
            keys = list(self.taps)
        given = {key: answer["ticket"] for key in keys if (answer := answers.get(_hash(key))) and answer.get("ticket")}
        if lied := len((self.refused & given.keys()) - self.heard.keys()):
            wrong.append(f"{lied} taps were stored that were said not to be")
        return Comparison(self._lost(taken, given), self._doubled(taken, given), "; ".join(wrong))

    def _lost(self, taken: dict[str, int], given: dict[str, str]) -> int:
        return sum(
            given.get(key) != promise.ticket or taken.get(promise.ticket) != promise.version
            for key, promise in self._heard_so_far().items()
        )

    def _heard_so_far(self) -> "dict[str, Promise]":
        with self._lock:
            return dict(self.heard)

    def _doubled(self, taken: dict[str, int], given: dict[str, str]) -> int:
        """A tap with two tickets, a ticket for two keys, a ticket that nobody asked for, a key with two answers."""
        with self._lock:
            by_tap = Counter(dict.fromkeys(self.taps.values(), 0))
        by_tap.update(self.taps[key] for key in given)
        times = Counter(promise.ticket for promise in self._heard_so_far().values())
        several = sum(count - 1 for count in by_tap.values() if count > 1)
        shared = sum(count - 1 for count in times.values() if count > 1)
        return several + shared + len(taken.keys() - set(given.values())) + self.otherwise


def strangers(secrets: set[str], people: Path) -> int:
    """How many of those who were told that they may come in are unknown now: screens, and people who signed in."""
    with contextlib.closing(sqlite3.connect(people)) as connection:
        rows = connection.execute("select secret_hash from device union select secret_hash from session").fetchall()
    return len({_hash(secret) for secret in secrets} - {row[0] for row in rows})


def _hash(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
