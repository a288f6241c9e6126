"""What the worker makes of each answer of its office: settled, refused, or asked again later."""

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import msgspec
import pytest

from printer.office_client import OfficeAway, OfficeClient, Verdict

Answering = Callable[[int, bytes], OfficeClient]


@pytest.fixture
def answering(tmp_path: Path) -> Iterator[Answering]:
    """answering(status, body) → the client of an office that says this to whatever it is asked."""
    says: list[Any] = []
    (tmp_path / "secret").write_text("s")

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._say()

        def do_POST(self) -> None:
            self._say()

        def _say(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            status, body = says
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_request(self, code: object = "-", size: object = "-") -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()

    def answering(status: int, body: bytes) -> OfficeClient:
        says[:] = [status, body]
        return OfficeClient(f"http://127.0.0.1:{server.server_address[1]}", "main", tmp_path / "secret")

    yield answering
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("url", ["ftp://office", "http://", "office:8000", ""])
def test_what_is_no_address_of_an_office_is_refused_at_once(url: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="not an office"):
        OfficeClient(url, "main", tmp_path / "secret")


@pytest.mark.parametrize(
    ("status", "body", "verdict"),
    [
        (200, b'{"ok": true}', Verdict(ok=True)),
        (409, b'{"ok": false, "reason": "paper_not_due"}', Verdict(ok=False, reason="paper_not_due")),
        (404, b"<h1>Not Found</h1>", Verdict(ok=False, reason="http_404")),
        (400, b"", Verdict(ok=False, reason="http_400")),
        (200, b"fine", Verdict(ok=True, reason="http_200")),
    ],
)
def test_an_answer_that_no_repetition_would_change_settles_it(
    answering: Answering, status: int, body: bytes, verdict: Verdict
) -> None:
    assert answering(status, body).tell({"type": "ReportPrinter"}, "key") == verdict


@pytest.mark.parametrize("status", [401, 403, 408, 425, 429, 500, 503])
def test_an_office_that_cannot_answer_now_is_asked_again(answering: Answering, status: int) -> None:
    with pytest.raises(OfficeAway):
        answering(status, b'{"ok": false}').tell({"type": "ReportPrinter"}, "key")


def test_a_paper_that_cannot_be_read_is_named_and_the_others_are_printed(
    answering: Answering, words: dict[str, Any]
) -> None:
    right = {"ticket": "t-1", "copy": 2, "expires_in": 1.5, "paper": words}
    office = answering(200, msgspec.json.encode([right, right | {"paper": {"type": "poem"}}, right]))

    jobs, faults = office.jobs(0)

    assert [(job.ticket, job.copy, job.expires_in) for job in jobs] == [("t-1", 2, 1.5)] * 2
    assert len(faults) == 1
    assert "$.paper" in faults[0]


@pytest.mark.parametrize(("status", "body"), [(200, b"soon"), (404, b"[]"), (500, b"[]")])
def test_jobs_that_are_no_list_are_asked_for_again(answering: Answering, status: int, body: bytes) -> None:
    with pytest.raises(OfficeAway):
        answering(status, body).jobs(0)
