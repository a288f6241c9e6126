"""The report of a period: its page for the manager, the two sheets of paper that may be published, its files of records."""

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from flask import Blueprint, Response, render_template, request
from gevent import get_hub

from config.languages import SOURCE
from mediation.figures.publication import report_to_publish
from mediation.figures.report import report
from report.files import as_csv, as_json, as_xlsx
from report.page_writing import writing_of
from report.participations import Participation, Place, participations
from report.period import BadQuery, Problem, Span, months_of, span_of
from report.query import Choices, Query, choices_of, read_query, records, records_before
from report.sections import ReportText, report_text
from report.words import DEFINITIONS, PROBLEMS, SPANS
from report.writing import Writing
from screen.roles import Role, allow
from screen.running import RunningOffice

_FILES: dict[str, tuple[Callable[[Iterable[Participation]], bytes], str]] = {
    "csv": (as_csv, "text/csv; charset=utf-8"),
    "xlsx": (as_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "json": (as_json, "application/json"),
}


def add_report(pages: Blueprint, office: RunningOffice) -> None:
    """The report's routes. Their query: span, or from and to (ISO dates); office, which may be repeated; mediator."""

    @pages.get("/manager/report")
    @allow(Role.MANAGER)
    def the_report() -> tuple[str, int]:
        """The report of a period: span, or from and to; office, which may be repeated; mediator."""
        return _page(office, "report/report.html")

    @pages.get("/manager/report/print")
    @allow(Role.MANAGER)
    def paper() -> tuple[str, int]:
        """The report to publish, on two sides of A4 for the buyer: whole months that are over, of all mediators."""
        return _page(office, "report/print.html", to_publish=True)

    @pages.get("/manager/report/records.<any(csv, xlsx, json):form>")
    @allow(Role.MANAGER)
    def files(form: str) -> Response | tuple[str, int]:
        """The same question, answered with the records: a row for each participation, in the Coop's columns and values."""
        choices = choices_of(office.archive(), _today(office))
        try:
            query = read_query(request.args, _today(office), choices)
        except BadQuery as fault:
            return _refused(office, choices, fault)
        write, kind = _FILES[form]
        rows = _rows(office, query)
        written: bytes = get_hub().threadpool.apply(write, (rows,))
        name = _file_name(query, form)
        return Response(written, mimetype=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _page(office: RunningOffice, template: str, to_publish: bool = False) -> tuple[str, int]:
    today = _today(office)
    choices = choices_of(office.archive(), today)
    try:
        query = read_query(request.args, today, choices)
        if to_publish:
            _check_publishable(query, today)
    except BadQuery as fault:
        return _refused(office, choices, fault)
    writing = writing_of(office)
    return render_template(
        template, text=_report_text(office, query, writing, to_publish), query=query, choices=choices, span=span_of(request.args),
        spans=SPANS, definitions=DEFINITIONS, printed=writing.day(today), problem="",
        publishable=_publishable(query, today, writing),
    ), 200  # fmt: skip


def _check_publishable(query: Query, today: date) -> None:
    if query.mediator:
        raise BadQuery(Problem.NOT_OF_ONE)
    if query.days.months_over(today) != query.days:
        raise BadQuery(Problem.NOT_WHOLE_MONTHS)


def _publishable(query: Query, today: date, writing: Writing) -> tuple[str, str] | None:
    """Where the report to publish of these days is, and its days in words; None: no whole month of them is over."""
    days = query.days.months_over(today)
    if days is None:
        return None
    address = [("from", days.since.isoformat()), ("to", days.until.isoformat())]
    address += [("office", office.id) for office in query.offices]
    return f"/manager/report/print?{urlencode(address)}", writing.days(days)


def _refused(office: RunningOffice, choices: Choices, fault: BadQuery) -> tuple[str, int]:
    """The page with the query as it was asked, and what is wrong with it."""
    problem = writing_of(office).say(PROBLEMS[fault.problem], part=fault.part)
    return render_template(
        "report/report.html",
        text=None,
        query=None,
        choices=choices,
        span=Span.FREE,
        spans=SPANS,
        problem=problem,
        publishable=None,
    ), 422


def _report_text(office: RunningOffice, query: Query, writing: Writing, to_publish: bool) -> ReportText:
    archive = office.archive()
    recorded, before = records(archive, query), records_before(archive, query)
    offices = [hosted.id for hosted in query.offices]

    def write() -> ReportText:
        make = report_to_publish if to_publish else report
        return report_text(make(recorded, before, months_of(query.days), offices), query, writing)

    # In a native thread: the figures of years do not hold up the queue.
    done: ReportText = get_hub().threadpool.apply(write)
    return done


def _rows(office: RunningOffice, query: Query) -> list[Participation]:
    archive, period, settings = office.archive(), query.period(), office.settings
    names = {f"workshop_place.{place.id}": place.name for place in settings.workshops.places}
    words = office.texts.words(SOURCE, settings) | names
    places = {hosted.id: Place(f"La Poste, bureau de {hosted.name}") for hosted in query.offices}
    return participations(archive.accompaniments(period), archive.workshops(period), places, words, settings.timezone)


def _file_name(query: Query, form: str) -> str:
    """accompagnements_lens_2022-06-01_2022-06-30.csv; of several offices: …_3-bureaux_…"""
    offices = query.offices[0].id if len(query.offices) == 1 else f"{len(query.offices)}-bureaux"
    return f"accompagnements_{offices}_{query.days.since}_{query.days.until}.{form}"


def _today(office: RunningOffice) -> date:
    return datetime.fromtimestamp(office.now() / 1000, UTC).astimezone(ZoneInfo(office.settings.timezone)).date()
