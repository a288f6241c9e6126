"""The report of a period: its page for the manager, the two sheets of paper that may be published, its files of records."""

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from flask import Blueprint, Response, render_template, request
from gevent import get_hub

from config.roles import Role, allow
from config.running import RunningOffice
from mediation.figures.publication import report_to_publish
from mediation.figures.report import report
from report import french
from report.asked import Asked, Known, asked, known, records, records_before
from report.files import as_csv, as_json, as_xlsx
from report.participations import Participation, Place, participations
from report.period import NotThis, Problem, Span, months_of, span_asked
from report.told import Told, told
from report.words import DEFINITIONS, PROBLEMS, SPANS

_FILES: dict[str, tuple[Callable[[Iterable[Participation]], bytes], str]] = {
    "csv": (as_csv, "text/csv; charset=utf-8"),
    "xlsx": (as_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "json": (as_json, "application/json"),
}


def add_report(pages: Blueprint, office: RunningOffice) -> None:
    """The report's routes. Their question: span, or from and to (ISO dates); office, which may be repeated; mediator."""

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
        there = known(office.archive(), _today(office))
        try:
            question = asked(request.args, _today(office), there)
        except NotThis as fault:
            return _refused(office, there, fault)
        write, kind = _FILES[form]
        rows = _rows(office, question)
        written: bytes = get_hub().threadpool.apply(write, (rows,))
        name = _file_name(question, form)
        return Response(written, mimetype=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _page(office: RunningOffice, template: str, to_publish: bool = False) -> tuple[str, int]:
    today = _today(office)
    there = known(office.archive(), today)
    try:
        question = asked(request.args, today, there)
        if to_publish:
            _check_publishable(question, today)
    except NotThis as fault:
        return _refused(office, there, fault)
    return render_template(
        template, told=_told(office, question, to_publish), question=question, there=there, span=span_asked(request.args),
        spans=SPANS, definitions=DEFINITIONS, printed=french.day(today), problem="", publishable=_publishable(question, today),
    ), 200  # fmt: skip


def _check_publishable(question: Asked, today: date) -> None:
    if question.mediator:
        raise NotThis(Problem.NOT_OF_ONE)
    if question.days.months_over(today) != question.days:
        raise NotThis(Problem.NOT_WHOLE_MONTHS)


def _publishable(question: Asked, today: date) -> tuple[str, str] | None:
    """Where the report to publish of these days is, and its days in words; None: no whole month of them is over."""
    days = question.days.months_over(today)
    if days is None:
        return None
    asked_for = [("from", days.since.isoformat()), ("to", days.until.isoformat())]
    asked_for += [("office", one.id) for one in question.offices]
    return f"/manager/report/print?{urlencode(asked_for)}", french.days(days)


def _refused(office: RunningOffice, there: Known, fault: NotThis) -> tuple[str, int]:
    """The page with the question as it was asked, and what is wrong with it."""
    problem = PROBLEMS[fault.problem].format(said=fault.said)
    return render_template(
        "report/report.html",
        told=None,
        question=None,
        there=there,
        span=Span.FREE,
        spans=SPANS,
        problem=problem,
        publishable=None,
    ), 422


def _told(office: RunningOffice, question: Asked, to_publish: bool) -> Told:
    words, archive = office.texts.words("fr", office.settings), office.archive()
    found, before = records(archive, question), records_before(archive, question)
    offices = [one.id for one in question.offices]

    def tell() -> Told:
        make = report_to_publish if to_publish else report
        return told(make(found, before, months_of(question.days), offices), question, words)

    # In a native thread: the figures of years do not hold up the queue.
    done: Told = get_hub().threadpool.apply(tell)
    return done


def _rows(office: RunningOffice, question: Asked) -> list[Participation]:
    archive, period, settings = office.archive(), question.period(), office.settings
    names = {f"workshop_place.{place.id}": place.name for place in settings.workshops.places}
    words = office.texts.words("fr", settings) | names
    places = {one.id: Place(f"La Poste, bureau de {one.name}") for one in question.offices}
    return participations(archive.accompaniments(period), archive.workshops(period), places, words, settings.timezone)


def _file_name(question: Asked, form: str) -> str:
    """accompagnements_lens_2022-06-01_2022-06-30.csv; of several offices: …_3-bureaux_…"""
    offices = question.offices[0].id if len(question.offices) == 1 else f"{len(question.offices)}-bureaux"
    return f"accompagnements_{offices}_{question.days.since}_{question.days.until}.{form}"


def _today(office: RunningOffice) -> date:
    return datetime.fromtimestamp(office.now() / 1000, UTC).astimezone(ZoneInfo(office.settings.timezone)).date()
