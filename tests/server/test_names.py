"""Whatever a command names must be known: each name in each command is tried with one that is well written and unknown."""

from dataclasses import dataclass, field
from typing import Any, get_args

import msgspec
import pytest

from config.loading import load
from flow import commands as queue
from flow import hall_commands as hall
from flow.bounds import OfDay, OfOffice
from flow.names import named_in
from flow.needs import Route
from flow.plan import Plan
from flow.refusals import Reason, Refused
from flow.tickets import CLIENT, Actor, Outcome
from mediation.commands import AnyCommand, EditAccompaniment, PrintSlip, RecordAccompaniment, StartAccompaniment
from mediation.coop import Nature, Theme
from mediation.decide import decide
from mediation.details import SentDetails
from mediation.state import OfficeDay
from mediator_console.view import view
from tests.server.everything_said import NOT_ASKED_BY_ANYBODY, EverythingSaid, own_ids

UNKNOWN = {
    OfOffice.NEED: "zz-unknown",
    OfOffice.COUNTER: "98",
    OfOffice.MACHINE: "zz-unknown",
    OfOffice.PRINTER: "zz-unknown",
    OfOffice.LANGUAGE: "zz",
    OfOffice.READY: "zz-unknown",
    OfOffice.TAG: "zz-unknown",
    OfOffice.MESSAGE: "zz-unknown",
    OfOffice.PLACE: "chez Mme ZzLefebvre",
    OfOffice.PROCEDURE: "zz-unknown",
    OfOffice.SHEET: "zz-unknown",
    OfOffice.WORKSHOP_TITLE: "zz-unknown",
    OfOffice.WORKSHOP_PLACE: "zz-unknown",
    OfDay.TICKET: "2025-11-24-999",
    OfDay.PAPER: "2025-11-24-999",
    OfDay.ALERT: "load-999999",
    OfDay.HELP_CALL: "help-999999",
    OfDay.RUSH: "rush-999999",
    OfDay.ANNOUNCED: "zz-unknown",
    OfDay.ACCOMPANIMENT: "a999999",
    OfDay.PRESENCE: "p999999",
    OfDay.WORKSHOP: "w999999",
    OfDay.SEAT: "ZZZZ",
}


@dataclass
class NamesTried(EverythingSaid):
    """Before a command that is accepted is handed in, it is decided with each of its names unknown. accepted: those that passed."""

    tried: dict[tuple[str, str], Reason] = field(default_factory=dict)
    accepted: set[tuple[str, str]] = field(default_factory=set)

    def do(self, command: AnyCommand, by: Actor = CLIENT) -> Any:
        for path, of in named_in(type(command)):
            self.try_unknown(command, by, path, of)
        return super().do(command, by)

    def try_unknown(self, command: AnyCommand, by: Actor, path: tuple[str, ...], of: OfOffice | OfDay) -> None:
        office = self.bureau.office
        changed = _with(command, path, UNKNOWN[of])
        well_written = msgspec.convert(msgspec.to_builtins(changed), type=type(command))
        place = (type(command).__name__, ".".join(path))
        try:
            events = decide(OfficeDay(office.state, office.mediation), well_written, office.now(), by).events
        except Refused as refused:
            self.tried[place] = refused.reason
            return
        self.accepted.add(place)
        assert UNKNOWN[of] not in msgspec.json.encode(events).decode()


def _with(value: Any, path: tuple[str, ...], name: str) -> Any:
    """The same with an unknown name at the end of the path; in place of a list, one with the name added."""
    here, *rest = path
    was = getattr(value, here)
    if rest:
        inner = was if was is not None else SentDetails(nature=Nature.INFORMATION, minutes=5)
        return msgspec.structs.replace(value, **{here: _with(_sent(inner), tuple(rest), name)})
    return msgspec.structs.replace(value, **{here: (*was, name) if isinstance(was, tuple) else name})


def _sent(details: Any) -> SentDetails:
    return SentDetails(**msgspec.structs.asdict(details))


@pytest.fixture
def day(tmp_path, open_bureau):
    settings = load(own_ids(tmp_path), demonstration=True, printer_address="virtual")
    bureau = open_bureau(tmp_path / "data" / "lens", settings)
    yield NamesTried(bureau)
    bureau.journal._database.close()


def test_every_name_in_every_command_is_refused_when_it_is_unknown(day):
    day.whole_day()

    assert day.accepted == set()
    commands = set(get_args(AnyCommand)) - NOT_ASKED_BY_ANYBODY
    assert set(day.tried) == {
        (command.__name__, ".".join(path)) for command in commands for path, _of in named_in(command)
    }
    unknown = {reason for reason in day.tried.values() if reason.value.endswith("_unknown")}
    assert set(day.tried.values()) - unknown == {
        Reason.ANCHOR_GONE,
        Reason.CALL_OVER,
        Reason.PAPER_NOT_DUE,
        Reason.WORKSHOP_TITLE,
        Reason.WORKSHOP_PLACE,
    }


def test_the_trial_sees_a_name_that_nobody_looks_up(day, monkeypatch):
    monkeypatch.setattr("mediation.decide.check_names", lambda _command, _lists: None)

    with pytest.raises(AssertionError, match="98"):
        day.try_unknown(hall.RaiseHelp("47", "zz-origin"), CLIENT, ("where",), OfOffice.COUNTER)

    assert day.accepted == {("RaiseHelp", "where")}


def test_a_language_that_the_office_does_not_offer_gives_a_ticket_in_its_first(bureau):
    answers = [bureau.do(queue.TakeTicket("stamps", language)) for language in ("zz", "ar")]

    assert [bureau.office.state.open[answer.ticket].language for answer in answers] == ["fr", "ar"]
    assert b'"zz"' not in b"".join(path.read_bytes() for path in bureau.folder.iterdir())


def test_a_slip_in_a_language_that_the_office_does_not_offer_is_refused_by_name(bureau):
    refused = bureau.do(PrintSlip("w1", "CDFH", "zz"))

    assert (refused.reason, refused.facts) == (Reason.LANGUAGE_UNKNOWN, {"language": "zz"})
    assert "« zz »" in refused.sentence


def test_a_place_is_named_by_its_id_or_as_it_is_written_and_kept_by_its_id(bureau):
    tickets = [bureau.do(queue.TakeTicket("help")).ticket for _ in range(3)]

    for ticket, where in zip(tickets, ("mairie", "Mairie", "Mairie, bureau de Mme Lefebvre"), strict=True):
        bureau.do(queue.FinishTicket(ticket, Outcome.ORIENTED_ELSEWHERE, where))

    assert [ticket.where for ticket in bureau.office.state.closed.values()] == ["mairie", "mairie"]


def test_a_message_that_left_the_list_while_it_is_on_the_display_is_taken_off(bureau):
    assert bureau.do(hall.Announce("sit-down", 20)).ok
    kept = tuple(message for message in bureau.settings.announcements if message.id != "sit-down")
    bureau.settings = bureau.settings.model_copy(update={"announcements": kept})
    bureau.restart()

    assert bureau.do(hall.Announce("sit-down", 20)).reason == Reason.MESSAGE_UNKNOWN
    assert bureau.do(hall.WithdrawAnnouncement("sit-down")).ok
    assert not bureau.office.state.announced
    assert bureau.do(hall.WithdrawAnnouncement("sit-down")).reason == Reason.MESSAGE_UNKNOWN


def test_a_ticket_whose_tags_left_the_list_is_still_accompanied(bureau):
    ticket = bureau.do(queue.TakeTicket("stamps")).ticket
    bureau.do(queue.Prequalify(ticket, "stamps", Route.MEDIATOR, ("rib",), tags=("seat",), stays=True))
    bureau.settings = bureau.settings.model_copy(update={"tags": (), "ready": {}})
    bureau.restart()

    assert bureau.do(StartAccompaniment(ticket)).ok
    assert bureau.office.state.open[ticket].tags == ("seat",)
    shown = view(bureau.settings, bureau.office.state, bureau.office.mediation, bureau.office.now(), "")
    assert [(card.ticks, card.tags) for card in (*shown.queue, *shown.with_mediator)] == [((), ())], (
        "the console sends back what it shows"
    )
    again = bureau.do(queue.Prequalify(ticket, "stamps", Route.MEDIATOR, tags=("seat",), stays=True))
    assert again.reason == Reason.TAG_UNKNOWN, "but nobody gives it one that is not on the list"


def test_a_procedure_is_on_the_offices_list_in_a_record_and_in_its_correction(bureau):
    details = SentDetails(
        nature=Nature.FORM_HELP, minutes=5, themes=(Theme.HELP_WITH_PROCEDURES,), procedure="dossier-de-mme-lefebvre"
    )
    helped = bureau.do(StartAccompaniment()).subject

    assert bureau.do(RecordAccompaniment(helped, details)).reason == Reason.PROCEDURE_UNKNOWN
    assert bureau.do(RecordAccompaniment(helped)).ok
    assert bureau.do(EditAccompaniment(helped, details)).reason == Reason.PROCEDURE_UNKNOWN
    assert bureau.do(EditAccompaniment(helped, msgspec.structs.replace(details, procedure="income-tax"))).ok


def test_an_office_says_what_may_be_named_of_it(settings):
    plan, mediation = settings.plan(), settings.mediation_plan()

    assert set(plan.lists()) | set(mediation.lists()) == set(OfOffice)
    assert not set(plan.lists()) & set(mediation.lists())
    assert isinstance(plan, Plan)
    assert all(plan.lists()[of] for of in plan.lists())
