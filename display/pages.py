"""The display's route: one page, in French whatever its address or its browser asks for."""

from flask import Blueprint, g, render_template

from config.languages import SOURCE
from config.legibility import two_digits
from display.view import view
from screen.roles import Role, allow
from screen.running import RunningOffice
from screen.screen import Screen
from screen.week import week


def make(office: RunningOffice) -> Blueprint:
    """The display's routes."""
    pages = Blueprint(
        "display", __name__, template_folder="templates", static_folder="static", static_url_path="/display/static"
    )

    @pages.get("/display")
    @allow(Role.DISPLAY)
    def display() -> str:
        """The waiting room's screen."""
        g.language = SOURCE
        settings = office.settings
        return render_template(
            "display/display.html",
            words=office.texts.words(SOURCE, settings),
            week=week(settings.hours, SOURCE),
            wide=two_digits(counter.id for counter in settings.counters),
        )

    return pages


SCREEN = Screen("display", Role.DISPLAY, make, (), view)
