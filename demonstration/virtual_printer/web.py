"""The virtual printer's own page: its papers as they come out, and a switch for each fault. For this machine only."""

import functools
import io
import threading
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Self

import msgspec

from demonstration.virtual_printer.server import VirtualPrinter
from printer.picture import draw

_FOLDER = Path(__file__).parent / "page"
_FILES = {
    "/": ("page.html", "text/html"),
    "/page.js": ("page.js", "text/javascript"),
    "/page.css": ("page.css", "text/css"),
}
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_LARGEST = 4096  # bytes of switches


class PrinterPage:
    """Listens on construction, on 127.0.0.1; use it in a `with`. port 0: any free one. Raises OSError."""

    def __init__(self, printer: VirtualPrinter, dots: int, port: int) -> None:
        self._server = _Server(printer, dots, port)
        self.port: int = self._server.server_address[1]
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.1,), daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def __init__(self, printer: VirtualPrinter, dots: int, port: int) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        own = self.server_address[1]
        # Another page's script must not turn our switches by a name that it points at this machine.
        self.hosts = {f"127.0.0.1:{own}", f"localhost:{own}"}
        self.printer = printer
        self.picture = functools.lru_cache(maxsize=64)(functools.partial(_picture, dots))

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that closes in the middle: nothing to say about it."""


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"
    timeout = 20

    def do_GET(self) -> None:
        path, _, _ = self.path.partition("?")
        if not self._trusted():
            return
        if path in _FILES:
            name, kind = _FILES[path]
            self._answer(HTTPStatus.OK, (_FOLDER / name).read_bytes(), f"{kind}; charset=utf-8")
        elif path == "/favicon.ico":
            self._answer(HTTPStatus.OK, b"", "image/x-icon")
        elif path == "/state":
            self._state()
        else:
            self._paper(path)

    def do_POST(self) -> None:
        size = self.headers.get("Content-Length", "")
        if not self._trusted():
            return
        if self.path != "/faults" or self.headers.get_content_type() != "application/json" or not size.isdecimal():
            self._refuse(HTTPStatus.BAD_REQUEST, "des interrupteurs en JSON sont attendus")
        elif int(size) > _LARGEST:
            self._refuse(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "trop long")
        else:
            try:
                switches = msgspec.json.decode(self.rfile.read(int(size)), type=dict[str, object])
                self.server.printer.change(**switches)
            except (msgspec.DecodeError, TypeError) as error:
                self._refuse(HTTPStatus.BAD_REQUEST, str(error))
            else:
                self._state()

    def _state(self) -> None:
        faults, papers, hanging = self.server.printer.sight()
        state = {"faults": faults, "papers": papers, "hanging": len(hanging)}
        self._answer(HTTPStatus.OK, msgspec.json.encode(state), "application/json")

    def _paper(self, path: str) -> None:
        """/paper/3.png, or /hanging.png: what is not cut yet."""
        number = path.removeprefix("/paper/").removesuffix(".png")
        papers = self.server.printer.papers()
        if path == "/hanging.png":
            paper = self.server.printer.sight()[2]
        elif path == f"/paper/{number}.png" and number.isdecimal() and 1 <= int(number) <= len(papers):
            paper = papers[int(number) - 1]
        else:
            self._refuse(HTTPStatus.NOT_FOUND, "rien à cette adresse")
            return
        try:
            self._answer(HTTPStatus.OK, self.server.picture(paper), "image/png")
        except ValueError as error:
            self._refuse(HTTPStatus.NOT_FOUND, str(error))

    def _trusted(self) -> bool:
        if self.headers.get("Host") in self.server.hosts:
            return True
        self._refuse(HTTPStatus.FORBIDDEN, "cette page ne répond qu'à cette machine")
        return False

    def _refuse(self, status: HTTPStatus, reason: str) -> None:
        # What was not read of the question would be taken for the next one.
        self.close_connection = True
        self._answer(status, msgspec.json.encode({"reason": reason}), "application/json")

    def _answer(self, status: HTTPStatus, body: bytes, kind: str) -> None:
        self.send_response(status)
        headers = {"Content-Type": kind, "Content-Length": str(len(body)), "Cache-Control": "no-store"}
        headers |= {
            "Content-Security-Policy": _POLICY,
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "no-referrer",
        }
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the name is the base class's
        """Quiet."""


def _picture(dots: int, paper: bytes) -> bytes:
    picture = io.BytesIO()
    draw(paper, dots, strict=False).save(picture, format="PNG")
    return picture.getvalue()
