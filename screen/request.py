"""What a request for a page says beside the page itself: the language in its address, and the paired device that it comes from."""

from collections.abc import Sequence

from flask import g, request

from config.languages import SOURCE


def staff_language() -> str:
    """The language of a page that staff read, as the rule of the routes (server/rules.py) found it; French on no such page."""
    return str(g.get("staff_language") or SOURCE)


def language_of_request(languages: Sequence[str]) -> str:
    """A staff page's (the rule of the routes found it); of another the one in ?lang= when the office has it, else the office's first."""
    if g.get("staff_language"):
        return staff_language()
    language = request.args.get("lang", "")
    return language if language in languages else languages[0]


def device_of_request() -> int:
    """The id of the paired device that the request comes from; 0 for none. The rule of the routes (server/rules.py) found it."""
    return int(g.get("device", 0))


def place_of_request() -> str:
    """The counter that the device of the request belongs to; "" for a device that belongs to none."""
    return str(g.get("place", ""))
