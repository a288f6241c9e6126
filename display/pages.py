"""The display's route: one page."""

from flask import Blueprint, render_template

from config.asked import language_asked
from config.roles import Role, allow
from config.running import RunningOffice
from config.screens import Screen
from display.view import view


def make(office: RunningOffice) -> Blueprint:
    """The display's routes."""
    pages = Blueprint(
        "display", __name__, template_folder="templates", static_folder="static", static_url_path="/display/static"
    )

    @pages.get("/display")
    @allow(Role.DISPLAY)
    def display() -> str:
        """The waiting room's screen."""
        words = office.texts.words(language_asked(office.settings.languages), office.settings)
        return render_template("display/display.html", words=words)

    return pages


SCREEN = Screen("display", Role.DISPLAY, make, (), view)
