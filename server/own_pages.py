"""Which addresses are pages of ours: where somebody may be sent on to."""

import unicodedata

from flask import Flask
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from screen.roles import Role

PAGE_OF = {
    Role.KIOSK: "/kiosk",
    Role.DISPLAY: "/display",
    Role.CONSOLE: "/console",
    Role.COUNTER: "/counter",
    Role.MANAGER: "/manager",
    Role.MONITOR: "/metrics",
}


def page_after(app: Flask, wanted: str, roles: frozenset[Role]) -> str:
    """The page asked for when it is one of ours that these roles open, else the first page of the roles: never an address elsewhere."""
    if is_own_page(app, wanted, roles):
        return wanted
    return next((PAGE_OF[role] for role in Role if role in roles and role in PAGE_OF), "/pair")


def is_own_page(app: Flask, path: str, roles: frozenset[Role]) -> bool:
    """Whether the path is a page of a screen that one of the roles opens. A page for everybody is not: nobody signs in for it."""
    plain = all(unicodedata.category(letter)[0] not in "CZ" for letter in path)
    if not plain or not path.startswith("/") or path.startswith("//") or set(path) & set("\\?#%"):
        return False
    try:
        endpoint, _values = app.url_map.bind("office").match(path, method="GET")
    except (HTTPException, RequestRedirect):
        return False
    allowed: frozenset[Role] = getattr(app.view_functions[endpoint], "allowed", frozenset())
    return bool(allowed & roles)
