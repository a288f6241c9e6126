"""The printer workers' own door, on this machine only: they need no certificate, and nothing but their two routes is behind it."""

from collections.abc import Callable, Iterable
from typing import Any

PATHS = frozenset({"/printer/jobs", "/printer/commands"})


class WorkerDoor:
    """WSGI middleware. A worker shows its secret in the Authorization header: a cookie is not looked at."""

    def __init__(self, app: Callable[..., Any]) -> None:
        self._app = app

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """404 for everything else."""
        if environ.get("PATH_INFO") not in PATHS:
            start_response("404 Not Found", [("Content-Type", "text/plain; charset=utf-8")])
            return [b"Cette porte est celle des imprimantes du bureau.\n"]
        environ.pop("HTTP_COOKIE", None)
        answer: Iterable[bytes] = self._app(environ, start_response)
        return answer
