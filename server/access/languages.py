"""In which language a page is written: the clients' pages, and the staff's by who is signed in."""

from collections.abc import Iterable

from config.languages import own_name
from screen.request import language_of_request
from server.access.visitor import LANGUAGE_COOKIE, Visitor
from server.cookies import cookie


class Languages:
    """clients, staff: those that are offered, the first is everybody's."""

    def __init__(self, clients: Iterable[str], staff: Iterable[str]) -> None:
        self._clients, self.staff = tuple(clients), tuple(staff)

    def of_page(self) -> str:
        """The language of the page: a staff page's, or else the one asked for, or the office's first."""
        return language_of_request(self._clients)

    def of_staff(self, visitor: Visitor, chosen_here: str = "") -> str:
        """The language of a staff page: asked for there, the signed-in person's, the one that this browser's staff chose last."""
        signed_in = visitor.language if visitor.staff is not None else ""
        return self.offered(chosen_here, signed_in, cookie(LANGUAGE_COOKIE))

    def offered(self, *wished: str) -> str:
        """The first wish that the staff are offered, or else the first that they are."""
        return next((language for language in wished if language in self.staff), self.staff[0])

    def staff_names(self) -> dict[str, str]:
        """The languages of the staff's screens, each in its own words."""
        return {language: own_name(language) for language in self.staff}
