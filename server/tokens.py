"""The token in a ticket's QR code: 128 bits that nobody can guess, never stored, dead when the day closes.

token = first 128 bits of HMAC-SHA256(key of the day, ticket id), base64url. The key is 256 random bits in a file of its own,
replaced at each new day; the journal holds the SHA-256 of the token only. So a retry, a reprint and a restart give the same
address without any token being kept.
"""

import base64
import hashlib
import hmac
import json
import secrets
from pathlib import Path

import structlog

from server.keys import write_whole

log = structlog.get_logger()


class DayKey:
    """The key of the day, in `path` (mode 0600)."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._unwritten = False
        self._date, self._key = self._read()

    def roll(self, date: str) -> None:
        """A new day: a new key, the old one is gone for good. On a full disk it is in memory only, and written when there is room."""
        if date == self._date and not self._unwritten:
            return
        if date != self._date:
            self._date, self._key = date, secrets.token_bytes(32)
        try:
            write_whole(self._path, json.dumps({"date": date, "key": self._key.hex()}).encode())
        except OSError as error:
            if not self._unwritten:
                log.warning("day_key_not_kept", error=str(error))
            self._unwritten = True
        else:
            self._unwritten = False

    def token(self, ticket: str) -> str:
        """22 characters of base64url."""
        digest = hmac.digest(self._key, ticket.encode(), "sha256")[:16]
        return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()

    def _read(self) -> tuple[str, bytes]:
        try:
            kept = json.loads(self._path.read_text())
            return kept["date"], bytes.fromhex(kept["key"])
        except (FileNotFoundError, ValueError, KeyError, TypeError):
            # Lost or damaged: tickets already out keep their stored hash, only their address cannot be printed again.
            return "", secrets.token_bytes(32)


def token_hash(token: str) -> str:
    """What the journal keeps of a token: SHA-256, hex."""
    return hashlib.sha256(token.encode()).hexdigest()
