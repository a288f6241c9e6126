"""Looks without end whether a right has ended: of a person who was idle, or by another process."""

import gevent
import structlog

from server.access.access import Access

LOOK_SECONDS = 0.5
log = structlog.get_logger()


def watch(access: Access) -> None:
    """Twice a second; a look that fails is in the log, and the next one comes."""
    while True:
        gevent.sleep(LOOK_SECONDS)
        try:
            access.look()
        except Exception:
            log.exception("access_fault")
