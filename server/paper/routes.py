"""The printer workers' door: the papers that are due, long-polled, and what became of them."""

from flask import Blueprint, Response, jsonify, request
from msgspec import Struct, ValidationError, convert, to_builtins

from config.languages import known_language
from flow.bounds import NAME_LONGEST
from flow.commands import ClaimPaper, ReportPaper, ReportPrinter
from flow.needs import HELP
from flow.paper import Paper
from flow.printing import may_print
from flow.refusals import Reason
from flow.tickets import Ticket
from mediation.sheets import sheet_of
from mediation.slips import slip_of
from printer.paper import AnyPaper, TicketPaper
from screen.roles import Role, allow
from screen.screen import Screen
from server.access import Access, current
from server.door.reader import Unreadable, read_json
from server.office import Office
from server.paper.sheets import sheet_paper
from server.paper.slips import slip_paper
from server.paper.trial import trial_paper
from server.subscribers import NextNews
from server.time.clock import elapsed_ms
from server.wire import http_response, posted

LONGEST_WAIT_S = 25
STEP_S = 0.1
"""How soon a waiting worker sees that the head start of another printer is over: no event says so."""


def printer_pages(office: Office, access: Access) -> Blueprint:
    """GET /printer/jobs, POST /printer/commands: for paired devices of the role printer."""
    pages = Blueprint("printer", __name__)
    news = NextNews(office)
    screen = Screen("printer", Role.PRINTER, lambda _: pages, (ClaimPaper, ReportPaper, ReportPrinter))

    @pages.get("/printer/jobs")
    @allow(Role.PRINTER)
    def jobs() -> Response:
        """Papers that `printer` shall print now: [] when none came within `wait` seconds."""
        printer = request.args.get("printer", "")
        if printer not in office.state.plan.printers:
            return http_response(office.refusal(Reason.PRINTER_UNKNOWN, {"printer": printer[:NAME_LONGEST]}, "fr"))
        office.workers.heard(printer)
        # On a clock that nobody sets: a worker that is answered late, or never, prints late, or never.
        until = elapsed_ms() + 1000 * min(request.args.get("wait", 0, type=int), LONGEST_WAIT_S)
        # Taken before each look: what is stored after it wakes us.
        stored = news.stored
        while not (due := _due(office, printer)) and (left := (until - elapsed_ms()) / 1000) > 0:
            stored.wait(min(left, STEP_S) if office.state.spool else left)
            stored = news.stored
        office.workers.heard(printer)
        return jsonify(due)

    @pages.post("/printer/commands")
    @allow(Role.PRINTER)
    def commands() -> Response:
        """ClaimPaper, ReportPaper or ReportPrinter as JSON, with an Idempotency-Key; answered with an Answer."""
        visitor = current()
        office.workers.heard(_printer())
        return posted(office, screen, visitor.actor(Role.PRINTER), visitor.scope, "fr")

    return pages


class _Of(Struct):
    """Every command of a worker says of which printer it is."""

    printer: str = ""


def _printer() -> str:
    try:
        return convert(read_json(request.get_data()), _Of).printer
    except (Unreadable, ValidationError):
        return ""


def _due(office: Office, printer: str) -> list[dict[str, object]]:
    state, now = office.state, office.now()
    due = []
    for key, paper in state.spool.items():
        if may_print(state, paper, printer, now) and (words := _words(office, key, paper, printer)) is not None:
            expires = (paper.deadline - now) / 1000
            due.append({"ticket": key, "copy": paper.copy, "expires_in": expires, "paper": to_builtins(words)})
    return due


def _words(office: Office, key: str, paper: Paper, printer: str) -> AnyPaper | None:
    """What stands on this paper; None for what is no longer so: a slip of somebody who has signed off meanwhile."""
    if (slip := slip_of(key)) is not None:
        return slip_paper(office, slip, paper.language)
    if sheet := sheet_of(key):
        return sheet_paper(office, sheet)
    ticket = office.state.any_ticket(key)
    if ticket is not None:
        return ticket_paper(office, ticket, paper.reprint)
    return trial_paper(office.settings, printer, office.addresses.trial())


def ticket_paper(office: Office, ticket: Ticket, reprint: bool = False) -> TicketPaper:
    """All the words of a ticket, in the client's language; a language that nobody wrote is French: it must not stop the papers."""
    settings, texts = office.settings, office.texts
    language = known_language(ticket.language)
    words = texts.words(language, settings)
    ready = settings.need(ticket.need).ready if ticket.need != HELP else ()
    return TicketPaper(
        office=settings.name,
        number=str(ticket.number),
        need=words[f"need.{settings.need(ticket.need).id}"],
        wait=texts.wait(language, ticket.announced),
        where=words[f"place.{ticket.route.value}"],
        ready_title=texts.gettext(language, "Préparez :") if ready else "",
        ready=tuple(words[f"ready.{item}"] for item in ready),
        follow=texts.gettext(language, "Suivez votre tour sur votre téléphone"),
        url=office.ticket_url(ticket.id),
        privacy=words["privacy"],
        taken_at=texts.moment(ticket.arrival, settings.timezone),
        language=language,
        blocks=settings.ticket.parts,
        reprint=texts.gettext(language, "RÉIMPRESSION") if reprint else "",
    )
