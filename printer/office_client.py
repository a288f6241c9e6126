"""The office as the printer worker sees it: jobs to fetch, commands to send. HTTP with the standard library."""

import http.client
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import msgspec

from printer.paper import AnyPaper

_TIMEOUT = 5.0  # seconds for an answer, beyond what the office was asked to wait


class OfficeAway(Exception):
    """The office did not answer, or not in a way that settles anything: ask again later."""


class Job(msgspec.Struct, frozen=True):
    """A paper to print. expires_in: seconds from the answer; not to be begun after it."""

    ticket: str
    copy: int
    expires_in: float
    paper: AnyPaper


class Verdict(msgspec.Struct, frozen=True):
    """The office's answer to a command. reason: why not."""

    ok: bool
    reason: str = ""


class OfficeClient:
    """One office. url: http://host:port or https://host:port. The secret is read at each request: it may change."""

    def __init__(self, url: str, printer: str, secret_file: Path) -> None:
        """Raises ValueError for another kind of url."""
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError(f"not an office: {url}")
        self._parts, self._printer, self._secret_file = parts, printer, secret_file

    def jobs(self, wait_s: int) -> tuple[list[Job], list[str]]:
        """Waits at most wait_s seconds for jobs; also what was wrong with those that cannot be read. Raises OfficeAway."""
        path = "/printer/jobs?" + urlencode({"printer": self._printer, "wait": wait_s})
        status, body = self._ask("GET", path, None, {}, wait_s + _TIMEOUT)
        if status != 200:
            raise OfficeAway(f"jobs: {status}")
        jobs, faults = [], []
        try:
            for each in msgspec.json.decode(body, type=list[msgspec.Raw]):
                try:
                    jobs.append(msgspec.json.decode(each, type=Job))
                except msgspec.ValidationError as error:
                    # One paper that cannot be read must not keep the others waiting.
                    faults.append(str(error))
        except msgspec.DecodeError as error:
            raise OfficeAway(f"jobs: {error}") from error
        return jobs, faults

    def tell(self, command: msgspec.Struct | dict[str, object], key: str) -> Verdict:
        """Sends one command; the same key may be sent again safely. Raises OfficeAway.

        An error that no repetition would mend (400, 404 …) is a verdict too: not ok, and why.
        """
        headers = {"Content-Type": "application/json", "Idempotency-Key": key}
        status, body = self._ask("POST", "/printer/commands", msgspec.json.encode(command), headers, _TIMEOUT)
        if status in (401, 403, 408, 425, 429) or status >= 500:
            raise OfficeAway(f"command: {status}")
        try:
            return msgspec.json.decode(body, type=Verdict)
        except msgspec.DecodeError:
            return Verdict(ok=status == 200, reason=f"http_{status}")

    def _ask(
        self, method: str, path: str, body: bytes | None, headers: dict[str, str], timeout: float
    ) -> tuple[int, bytes]:
        secure = self._parts.scheme == "https"
        make = http.client.HTTPSConnection if secure else http.client.HTTPConnection
        line = make(self._parts.hostname or "", self._parts.port, timeout=timeout)
        try:
            secret = self._secret_file.read_text().strip()
            root = self._parts.path.rstrip("/")
            line.request(method, root + path, body, headers | {"Authorization": f"Bearer {secret}"})
            answer = line.getresponse()
            return answer.status, answer.read()
        except (OSError, ValueError, http.client.HTTPException) as error:
            raise OfficeAway(f"{type(error).__name__}: {error}") from error
        finally:
            line.close()
