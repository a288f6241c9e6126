"""What a request for a page says beside the page itself: the language in its address, and the paired device that asks."""

from collections.abc import Sequence

from flask import g, request


def language_asked(languages: Sequence[str]) -> str:
    """The language in ?lang= when the office has it, else the office's first."""
    asked = request.args.get("lang", "")
    return asked if asked in languages else languages[0]


def device_asking() -> int:
    """The id of the paired device that asks; 0 for none. The rule of the routes (server/rules.py) found it."""
    return int(g.get("device", 0))


def place_of_device() -> str:
    """The counter that the device which asks belongs to; "" for a device that belongs to none."""
    return str(g.get("place", ""))
