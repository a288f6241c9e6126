"""Logs: one JSON object a line on stderr; a value is data, never part of the message, so that no text can forge a line."""

import logging
import sys

import structlog


def set_up() -> None:
    """To be called before python-escpos is imported, which would install a handler of its own."""
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING, format="%(message)s", force=True)
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.dict_tracebacks,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        logger_factory=structlog.WriteLoggerFactory(file=sys.stderr),
    )
