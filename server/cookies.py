"""The office's cookies: what they are called over https and over http, and how they are given and taken back.

Over https each has the prefix __Host-: a browser takes such a cookie over https only, from this host only, for all of it (RFC 6265bis,
4.1.3.2). So nobody who answers in the office's name over http can put one of theirs in its place.
"""

from flask import Flask, request
from flask.sessions import SecureCookieSessionInterface
from werkzeug.wrappers import Response

PREFIX = "__Host-"


def cookie_name(name: str) -> str:
    """The name that this cookie goes by in the current request; the other one is not looked at."""
    return PREFIX + name if request.is_secure else name


def cookie(name: str) -> str:
    """What the visitor's cookie says, "" without one."""
    return request.cookies.get(cookie_name(name), "")


def give(answer: Response, name: str, secret: str, seconds: int) -> None:
    """A cookie that no script reads and no other site sends."""
    answer.set_cookie(
        cookie_name(name), secret, max_age=seconds, httponly=True, samesite="Strict", secure=request.is_secure
    )


def take_back(answer: Response, name: str) -> None:
    """The browser forgets the cookie. Said with the same marks: a browser ignores a __Host- cookie that is not Secure."""
    answer.delete_cookie(cookie_name(name), httponly=True, samesite="Strict", secure=request.is_secure)


class PageSessions(SecureCookieSessionInterface):
    """Flask's session, which CSRF tokens are bound to, under the same rule."""

    def get_cookie_name(self, app: Flask) -> str:
        """As cookie_name."""
        return cookie_name(super().get_cookie_name(app))

    def get_cookie_secure(self, app: Flask) -> bool:
        """Over https, always."""
        return request.is_secure
