"""What a request for a page says beside the page itself: the language in its address, and the paired device that it comes from."""

from collections.abc import Sequence

from flask import g, request


def language_of_request(languages: Sequence[str]) -> str:
    """The language in ?lang= when the office has it, else the office's first."""
    language = request.args.get("lang", "")
    return language if language in languages else languages[0]


def device_of_request() -> int:
    """The id of the paired device that the request comes from; 0 for none. The rule of the routes (server/rules.py) found it."""
    return int(g.get("device", 0))


def place_of_request() -> str:
    """The counter that the device of the request belongs to; "" for a device that belongs to none."""
    return str(g.get("place", ""))
