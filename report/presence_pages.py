"""The working periods of a day: read, checked where nobody ended them, corrected with a trace."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from flask import Blueprint, render_template, request

from config import audit_words
from mediation.coop import PresenceReason
from mediation.presence import NAME_LONGEST, NIGHT_ENDS
from mediation.records import Period
from report.day_head import break_shown, head_shown
from report.page_writing import writing_of
from report.period import BadQuery, day_of_query
from report.presence_day import PresenceDay, presence_day
from report.words import PRESENCE_REASONS, PROBLEMS
from screen.roles import Role, allow
from screen.running import RunningOffice


def add_presences(pages: Blueprint, office: RunningOffice) -> None:
    """The route of the presences. Its question: date, an ISO date; corrected: the id of the period that was just corrected."""

    @pages.get("/manager/presences")
    @allow(Role.MANAGER)
    def presences() -> tuple[str, int]:
        """The working periods of a day; today's without a date."""
        today, problem, writing = business_day(office), "", writing_of(office)
        try:
            day = day_of_query(request.args.get("date", ""), today)
        except BadQuery as fault:
            day, problem = today, writing.say(PROBLEMS[fault.problem], part=fault.part)
        shown = day_of(office, day)
        corrected = next((presence for presence in shown.lines if presence.id == request.args.get("corrected")), None)
        return render_template(
            "report/presences.html", shown=shown, corrected=corrected, problem=problem,
            reasons={reason: writing.say(words) for reason, words in PRESENCE_REASONS.items()},
            first=_proposed(shown), night_ends=NIGHT_ENDS, longest=NAME_LONGEST,
            head=head_shown(office, day), broken=break_shown(office, day, writing), head_for=writing.say(audit_words.HEAD_FOR),
        ), 422 if problem else 200  # fmt: skip


def day_of(office: RunningOffice, day: date) -> PresenceDay:
    """The working periods of a day, with what the manager must know of other days and other offices."""
    archive, today = office.archive(), business_day(office)
    recorded = archive.presences(Period("2000-01-01", today.isoformat()))
    zone = ZoneInfo(office.settings.timezone)
    return presence_day(
        day, today, office.settings.id, recorded, archive.offices(), zone, office.now(), writing_of(office)
    )


def business_day(office: RunningOffice) -> date:
    """The day that is open, until 3 in the morning still yesterday's; before an office's first day, the calendar's."""
    if office.state.date:
        return date.fromisoformat(office.state.date)
    return datetime.fromtimestamp(office.now() / 1000, ZoneInfo(office.settings.timezone)).date()


def _proposed(shown: PresenceDay) -> dict[str, PresenceReason]:
    """The reason that a form opens with, where there is only one that is likely; by the id of the period."""
    return {presence.id: PresenceReason.FORGOT_TO_END for presence in shown.lines if presence.state == "left_open"}
