"""Who did what with devices, people and sign-ins, for the manager: newest first, by day."""

from datetime import date, datetime, time, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

import msgspec
from flask import Blueprint, render_template, request

from config import access_words
from config.languages import SOURCE
from config.texts import Texts
from screen.roles import Role, allow
from server.access import Access
from server.journal.acts import PAGE_ROWS, Act, Acts
from server.office import Office

LAST_ACT = 1 << 53
"""No act has a greater number, nor could a file hold it."""


class Line(msgspec.Struct, frozen=True):
    """An act in words: « 9 h 42 », « Responsable », « a inscrit Agent 1 »."""

    hour: str
    who: str
    sentence: str


class Shown(msgspec.Struct, frozen=True):
    """The page. days: a heading and its lines. older, newer: the address of the next page, "" for none."""

    days: list[tuple[str, list[Line]]]
    older: str
    newer: str
    day: str


def act_pages(office: Office, access: Access) -> Blueprint:
    """GET /manager/acts"""
    pages = Blueprint("acts", __name__)

    @pages.get("/manager/acts")
    @allow(Role.MANAGER)
    def acts() -> str:
        """Who did what with devices, people and sign-ins: the last 200 acts, or ?day= those of a day."""
        day, before = request.args.get("day", ""), request.args.get("before", type=int)
        if before is not None and not 0 < before <= LAST_ACT:
            before = None
        page = shown(access.people.acts, office.settings.timezone, day, before, access.languages.of_page())
        return render_template("acts.html", shown=page)

    return pages


def shown(acts: Acts, zone: str, day: str = "", before: int | None = None, language: str = SOURCE) -> Shown:
    """The last 200 acts; of `day` (ISO date) where it is one, and only those stored before the act `before`."""
    since, until = _bounds(day, zone)
    rows = acts.newest(since, until, before)
    oldest = rows[-1].at if rows else since
    days = [
        (heading, [line(act, zone, language) for act in of_day])
        for heading, of_day in groupby(rows, key=lambda act: Texts.day(act.at, zone, language))
    ]
    older = newer = ""
    if day and len(rows) == PAGE_ROWS:
        older = f"?day={day}&before={rows[-1].id}"
    elif (earlier := acts.before(since if day else oldest)) is not None:
        older = f"?day={_date(earlier, zone)}"
    if until is not None and (later := acts.after(until)) is not None:
        newer = f"?day={_date(later, zone)}"
    return Shown(days, older, newer, day if until is not None else "")


def line(act: Act, zone: str, language: str = SOURCE) -> Line:
    """An act in words."""
    sentence = access_words.act(act.what, act.about, act.why, act.minutes, language)
    return Line(Texts.hour(act.at, zone, language), access_words.who(act.by.role, act.by.name, language), sentence)


def _bounds(day: str, zone: str) -> tuple[int, int | None]:
    """From midnight to midnight, in milliseconds; everything when `day` is no date."""
    try:
        first = datetime.combine(date.fromisoformat(day), time(), ZoneInfo(zone))
        return _ms(first), _ms(first + timedelta(days=1))
    except (ValueError, OverflowError):
        return 0, None


def _ms(at: datetime) -> int:
    return round(at.timestamp() * 1000)


def _date(at: int, zone: str) -> str:
    return datetime.fromtimestamp(at / 1000, ZoneInfo(zone)).date().isoformat()
