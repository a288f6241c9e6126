"""A copy is made by a process of low priority: neither its reading nor its verifying holds up a tap, and its memory goes with it.

`python -m server.copies.worker` reads one Order as JSON, writes one Outcome as JSON, and ends.
"""

import contextlib
import logging
import os
import sys
from pathlib import Path

import msgspec
import structlog

from server.copies.ages import Moment
from server.copies.second import send_daily
from server.copies.taking import NotTaken, take

LEAST_PRIORITY = 19


class Order(msgspec.Struct, frozen=True):
    """folder: the office's own. take: a copy is due; daily: one without events too. second: the folder on another medium, "" for none."""

    folder: str
    moment: Moment
    take: bool = True
    daily: bool = False
    second: str = ""


class Outcome(msgspec.Struct, frozen=True):
    """why: "" when nothing failed, else a name of config.copy_words.WHY; detail: for the log."""

    why: str = ""
    detail: str = ""


def carry_out(order: Order) -> Outcome:
    """Makes what is asked, and sends."""
    folder = Path(order.folder)
    try:
        if order.take:
            take(folder, order.moment, order.daily)
        if order.second:
            send_daily(folder, Path(order.second), order.moment)
    except NotTaken as fault:
        return Outcome(fault.why, fault.detail)
    return Outcome()


def main() -> None:
    """The process."""
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    os.umask(0o077)
    with contextlib.suppress(OSError):
        os.nice(LEAST_PRIORITY)
    order = msgspec.json.decode(sys.stdin.buffer.read(), type=Order)
    sys.stdout.buffer.write(msgspec.json.encode(carry_out(order)))


if __name__ == "__main__":
    main()
