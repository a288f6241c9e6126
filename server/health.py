"""Whether the program lives, and whether the office can do what it is there for: for a monitor, without any right."""

from flask import Blueprint, Response, jsonify

from config.notices import NOTICES
from screen.roles import public
from server.office import Office


def health_pages(office: Office) -> Blueprint:
    """GET /healthz and /readyz."""
    pages = Blueprint("health", __name__)

    @pages.get("/healthz")
    @public
    def healthz() -> Response:
        """The program lives."""
        return jsonify(alive=True)

    @pages.get("/readyz")
    @public
    def readyz() -> tuple[Response, int]:
        """200 when it can store and tell in time; 503 and why, in words too, when it cannot."""
        ready, doubt = office.readiness.ready(), office.state.doubt
        clock = {"clock": "trusted"} if doubt is None else {"clock": "held", "clock_ahead_s": doubt.ahead // 1000}
        facts = {
            "free_mb": ready.free_mb,
            "lag_ms": ready.lag_ms,
            "version": office.state.version,
            "day": office.state.date,
            **clock,
        }
        if not ready.reasons:
            return jsonify(ready=True, **facts), 200
        sentences = [NOTICES[name] for name in ready.reasons]
        return jsonify(ready=False, reasons=ready.reasons, said=sentences, **facts), 503

    return pages
