"""The manager's page."""

from flask import Blueprint, render_template

from config import audit_words
from flow.commands import (
    ChangeRoll,
    PrintTest,
    ReopenTicket,
    Undo,
)
from flow.fence_commands import SettleFence
from flow.hall_commands import ReportMachine, WithdrawAnnouncement
from flow.kiosk_commands import LockKiosk, SettleRush, SweepTickets, UnlockKiosk
from flow.time_commands import TrustClock
from mediation.commands import CancelWorkshop, CorrectPresence, DropAccompaniment, EditAccompaniment, PlanWorkshop
from report.day_head import breaks_shown, head_shown
from report.page_writing import writing_of
from report.presence_pages import add_presences, business_day, day_of
from report.report_pages import add_report
from report.view import view
from screen.roles import Role, allow
from screen.running import RunningOffice
from screen.screen import Screen


def make(office: RunningOffice) -> Blueprint:
    """The manager's routes."""
    pages = Blueprint(
        "manager", __name__, template_folder="templates", static_folder="static", static_url_path="/manager/static"
    )

    @pages.get("/manager")
    @allow(Role.MANAGER)
    def manager() -> str:
        """The manager's page."""
        writing = writing_of(office)
        today = view(office.settings, office.state, office.now(), "", writing.language)
        to_check = day_of(office, business_day(office)).to_check
        now = office.texts.hour(office.now(), office.settings.timezone, writing.language)
        return render_template(
            "report/manager.html", words=writing.words, today=today, to_check=to_check, now=now, head_for=writing.say(audit_words.HEAD_FOR),
            head=head_shown(office, business_day(office)), breaks=breaks_shown(office, writing),
        )  # fmt: skip

    add_report(pages, office)
    add_presences(pages, office)
    return pages


COMMANDS = (
    TrustClock,
    SettleFence,
    Undo,
    ReopenTicket,
    SweepTickets,
    SettleRush,
    LockKiosk,
    UnlockKiosk,
    PrintTest,
    ChangeRoll,
    ReportMachine,
    WithdrawAnnouncement,
    CorrectPresence,
    EditAccompaniment,
    DropAccompaniment,
    PlanWorkshop,
    CancelWorkshop,
)

SCREEN = Screen("manager", Role.MANAGER, make, COMMANDS, view)
