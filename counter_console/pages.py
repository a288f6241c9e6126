"""The counter's routes: the choice of a counter, and the screen of one."""

from flask import Blueprint, abort, render_template

from counter_console.view import view
from flow.commands import (
    CallNext,
    CallTicket,
    CloseCounter,
    FinishTicket,
    MarkAbsent,
    MarkArrived,
    OpenCounter,
    ParkTicket,
    PauseCounter,
    Recall,
    ReopenTicket,
    ReturnTicket,
    TransferTicket,
    Undo,
)
from flow.hall_commands import ComeToHelp, EndHelp, RaiseHelp, ReportDifficulty, ReportMachine
from flow.kiosk_commands import SettleRush, SweepTickets
from flow.readings import Difficulty
from flow.tickets import ParkReason
from flow.time_commands import TrustClock
from screen.request import language_of_request, place_of_request
from screen.roles import Role, allow
from screen.running import RunningOffice
from screen.screen import Screen

COMMANDS = (
    TrustClock,
    OpenCounter,
    PauseCounter,
    CloseCounter,
    CallNext,
    CallTicket,
    Recall,
    MarkArrived,
    MarkAbsent,
    FinishTicket,
    TransferTicket,
    ParkTicket,
    ReturnTicket,
    ReopenTicket,
    Undo,
    SweepTickets,
    SettleRush,
    ReportMachine,
    ReportDifficulty,
    RaiseHelp,
    ComeToHelp,
    EndHelp,
)


DIFFICULTIES = (
    (Difficulty.OPERATION_IMPOSSIBLE, "Il manque une pièce d'identité, un papier, ou de l'argent sur le compte"),
    (Difficulty.ORDER_COMPLAINT, "Quelqu'un trouve que l'ordre n'est pas juste"),
    (Difficulty.TENSION, "Le ton monte, ici ou dans la file"),
)
"""What an agent may report, the most frequent first, with what is meant by it."""


def make(office: RunningOffice) -> Blueprint:
    """The counter's routes."""
    pages = Blueprint(
        "counter", __name__, template_folder="templates", static_folder="static", static_url_path="/counter/static"
    )

    @pages.get("/counter")
    @allow(Role.COUNTER)
    def counters() -> str:
        """Which counter is this?"""
        return render_template("counter/choose.html", counters=office.settings.counters, own=place_of_request())

    @pages.get("/counter/<place>")
    @allow(Role.COUNTER)
    def counter(place: str) -> str:
        """The screen of one counter; at another counter's device it asks first."""
        settings = office.settings
        chosen = next((counter for counter in settings.counters if counter.id == place), None)
        if chosen is None:
            abort(404)
        words = office.texts.words(language_of_request(settings.languages), settings)
        undo_seconds = office.state.plan.figures.undo_offered_seconds
        return render_template(
            "counter/counter.html", words=words, here=chosen, parks=tuple(ParkReason), undo_seconds=undo_seconds,
            difficulties=DIFFICULTIES, own=place_of_request(),
        )  # fmt: skip

    return pages


SCREEN = Screen("counter", Role.COUNTER, make, COMMANDS, view)
