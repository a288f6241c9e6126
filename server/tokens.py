"""The token in a ticket's QR code: 128 bits that nobody can guess, never stored, dead when the day closes.

token = first 128 bits of HMAC-SHA256(key of the day, ticket id), base64url. The key is 256 random bits in a file of its own,
replaced at each new day, at each start after it was used, and behind each fence: whatever folder somebody put back, no number that is
given again has the address that it had before. The journal holds the SHA-256 of the token only, so a retry, a reprint and a restart give
the same address without any token being kept. Earlier keys are kept until the evening, for the tickets that the queue still has: a
ticket's own hash says which key was its.
"""

import base64
import hashlib
import hmac
import secrets
from pathlib import Path
from typing import Annotated

import msgspec
import structlog

from flow.state import OfficeState
from server.files.reading import Name, must_be_days, read_whole
from server.files.writing import write_whole

_Key = Annotated[str, msgspec.Meta(pattern=r"\A([0-9a-fA-F]{2}){16,64}\Z")]
log = structlog.get_logger()


class StoredKey(msgspec.Struct, frozen=True, omit_defaults=True):
    """The file of the day's key; keys in hex."""

    date: str
    key: _Key
    epoch: Name = ""
    earlier: tuple[_Key, ...] = ()

    def __post_init__(self) -> None:
        """Raises ValueError for a day that is none."""
        must_be_days(self.date)


class DayKey:
    """The key of the day, in `path` (mode 0600)."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._unwritten = False
        self._last = ("", "", "")
        self._date, self._key, self._epoch, self._earlier = self._read()

    def roll(self, date: str) -> None:
        """A new day: a new key, the old one is gone for good. On a full disk it is in memory only, and written when there is room."""
        if date == self._date and not self._unwritten:
            return
        if date != self._date:
            self._date, self._key, self._earlier = date, secrets.token_bytes(32), ()
        self._write()

    def renew(self, epoch: str) -> None:
        """What is given from here on has another key than any ticket before it. Once for each epoch."""
        if epoch == self._epoch:
            return
        self._epoch, self._earlier, self._key = epoch, (self._key, *self._earlier), secrets.token_bytes(32)
        self._write()

    def renew_if_used(self, queue: OfficeState) -> None:
        """At a start, when the last ticket was given with this key: the folder may be an old one, that nobody can tell from today's."""
        last_given = max((*queue.open.values(), *queue.closed.values()), key=lambda ticket: ticket.number, default=None)
        if last_given is not None and token_hash(_token(self._key, last_given.id)) == last_given.token_hash:
            self.renew(secrets.token_hex(8))

    def new_hash(self, ticket: str) -> str:
        """The hash of the token of a ticket that is about to be given; the token is kept until the next, for its address."""
        token = _token(self._key, ticket)
        self._last = (ticket, token_hash(token), token)
        return self._last[1]

    def token(self, ticket: str, hashed: str = "") -> str:
        """22 characters of base64url. hashed: of the ticket's own; "" when no key that is left made that."""
        if self._last[:2] == (ticket, hashed):
            return self._last[2]
        for key in (self._key, *self._earlier):
            token = _token(key, ticket)
            if not hashed or token_hash(token) == hashed:
                return token
        return ""

    def _write(self) -> None:
        earlier = tuple(key.hex() for key in self._earlier) if self._epoch else ()
        try:
            write_whole(self._path, msgspec.json.encode(StoredKey(self._date, self._key.hex(), self._epoch, earlier)))
        except OSError as error:
            if not self._unwritten:
                log.warning("day_key_not_kept", error=str(error))
            self._unwritten = True
        else:
            self._unwritten = False

    def _read(self) -> tuple[str, bytes, str, tuple[bytes, ...]]:
        stored = read_whole(self._path, StoredKey)
        if stored is None:
            # Lost or damaged: tickets already out keep their stored hash, only their address cannot be printed again.
            return "", secrets.token_bytes(32), "", ()
        return stored.date, bytes.fromhex(stored.key), stored.epoch, tuple(bytes.fromhex(key) for key in stored.earlier)


def _token(key: bytes, ticket: str) -> str:
    digest = hmac.digest(key, ticket.encode(), "sha256")[:16]
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def token_hash(token: str) -> str:
    """What the journal keeps of a token: SHA-256, hex."""
    return hashlib.sha256(token.encode()).hexdigest()
