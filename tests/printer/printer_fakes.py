"""A small office for the printer worker: real HTTP on a loopback port, jobs put in by the test, commands kept."""

import json
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

SECRET = "a-secret-of-the-tests"
ROOT = Path(__file__).parents[2]
Start = Callable[..., subprocess.Popen[str]]


@contextmanager
def worker_starter(folder: Path, office: "FakeOffice", port: int) -> Iterator[Start]:
    """Starts workers of the printer on that port, with more options than the usual ones; ends them all."""
    running: list[subprocess.Popen[str]] = []
    secret = folder / "secret"
    secret.write_text(SECRET + "\n")

    def start_one(*more: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "printer.worker", "--office", office.url, "--printer", "main"]
        command += ["--address", f"tcp://127.0.0.1:{port}", "--secret-file", str(secret)]
        command += ["--lock-file", str(folder / "lock"), *more]
        worker = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, cwd=ROOT)
        running.append(worker)
        return worker

    yield start_one
    for worker in running:
        worker.kill()
        worker.communicate(timeout=5)


def until(condition: Callable[[], bool], within_s: float = 8.0) -> None:
    pause = threading.Event()
    for _ in range(int(within_s / 0.01)):
        if condition():
            return
        pause.wait(0.01)
    raise AssertionError("it never came")


class FakeOffice:
    """Answers the two addresses of the office's printer interface; `stop` and `start` are a restart on the same port."""

    def __init__(self) -> None:
        self.news = threading.Condition()
        self.jobs: list[dict[str, Any]] = []
        self.commands: list[tuple[str, dict[str, Any]]] = []
        self.refuse: dict[str, str] = {}
        self.drop: set[str] = set()  # types whose next answer is lost
        self.silent: set[str] = set()  # types that are never answered
        self.answers: dict[str, dict[str, Any]] = {}
        self.polls = 0  # times the worker asked for jobs
        self.port = 0
        self._server: ThreadingHTTPServer | None = None
        self.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        office = self

        class Handler(_Handler):
            fake = office

        self._server = _Server(("127.0.0.1", self.port), Handler)
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def stop(self) -> None:
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()
            self._server = None
            with self.news:
                self.news.notify_all()

    def put(self, ticket: str, paper: dict[str, Any], expires_in: float = 7.0, copy: int = 1) -> None:
        """A job in the spool."""
        job = {"ticket": ticket, "copy": copy, "paper": paper, "until": time.monotonic() + expires_in}
        with self.news:
            self.jobs.append(job)
            self.news.notify_all()

    def wait_for(self, kind: str, count: int = 1, within_s: float = 10.0) -> list[dict[str, Any]]:
        """The accepted commands of one type, once there are `count`; fails the test when they do not come."""
        with self.news:
            came = self.news.wait_for(lambda: len(self.of(kind)) >= count, within_s)
            assert came, f"{count} {kind} expected, got {self.commands}"
            return self.of(kind)

    def of(self, kind: str) -> list[dict[str, Any]]:
        return [command for _, command in self.commands if command["type"] == kind]

    def take_jobs(self, wait_s: float) -> list[dict[str, Any]]:
        with self.news:
            self.polls += 1
            self.news.wait_for(lambda: bool(self.jobs) or self._server is None, wait_s)
            now = time.monotonic()
            return [
                {k: v for k, v in job.items() if k != "until"} | {"expires_in": job["until"] - now} for job in self.jobs
            ]

    def handle(self, key: str, command: dict[str, Any]) -> dict[str, Any] | None:
        """The answer; None when the connection shall drop before it, the command having been done."""
        with self.news:
            if key not in self.answers:
                reason = self.refuse.get(command["type"], "")
                self.answers[key] = {"ok": not reason} | ({"reason": reason} if reason else {})
                self.commands.append((key, command))
                if command["type"] in ("ClaimPaper", "ReportPaper"):
                    self.jobs = [job for job in self.jobs if job["ticket"] != command["ticket"]]
                self.news.notify_all()
            if command["type"] in self.silent:
                return None
            if command["type"] in self.drop:
                self.drop.discard(command["type"])
                return None
            return self.answers[key]


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A worker that ends leaves its long poll open: nothing to say about it."""


class _Handler(BaseHTTPRequestHandler):
    fake: FakeOffice

    def do_GET(self) -> None:
        if not self._trusted():
            return
        query = parse_qs(urlsplit(self.path).query)
        self._answer(200, self.fake.take_jobs(float(query["wait"][0])))

    def do_POST(self) -> None:
        command = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if not self._trusted():
            return
        answer = self.fake.handle(self.headers["Idempotency-Key"], command)
        if answer is not None:
            self._answer(200 if answer["ok"] else 409, answer)

    def _trusted(self) -> bool:
        if self.headers["Authorization"] == f"Bearer {SECRET}":
            return True
        self._answer(401, {"ok": False, "reason": "secret"})
        return False

    def _answer(self, status: int, value: object) -> None:
        body = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_request(self, code: object = "-", size: object = "-") -> None:
        """Quiet."""
