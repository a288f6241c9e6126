"""Today's help on the console: proposed until it is recorded, and every code has its words."""

import msgspec

from config.loading import load
from flow.commands import FinishTicket
from flow.tickets import Outcome
from mediation.commands import NoteHelp, RecordAccompaniment, StartAccompaniment, StopAccompaniment
from mediation.coop import AgeBand, Autonomy, Equipment, Gender, Nature, Posture, SocialStatus, Theme
from mediation.details import Details
from mediation.structures import Structure
from mediator_console.record_words import RECORD_WORDS, record_choices
from mediator_console.view import view

MEDIATOR = {"role": "console", "name": "Médiatrice 1"}


def test_help_that_runs_shows_what_would_be_recorded_now(played):
    ticket = played.take("transfer")
    played.do(StartAccompaniment(ticket.id), **MEDIATOR)
    played.later(7)

    (help_given,) = played.shown(view).helped

    assert (help_given.number, help_given.need, help_given.mediator) == (ticket.number, "transfer", "Médiatrice 1")
    assert (help_given.details.minutes, help_given.details.nature) == (7, Nature.DIGITAL_HELP)
    assert (help_given.stopped, help_given.recorded) == (0, 0)


def test_recorded_help_keeps_its_record_and_the_ticket_is_over(played):
    ticket = played.take("transfer")
    played.do(StartAccompaniment(ticket.id), **MEDIATOR)
    played.later(4)
    (running,) = played.shown(view).helped
    played.do(StopAccompaniment(running.id), **MEDIATOR)
    played.later(20)
    details = Details(Nature.DIGITAL_HELP, 5, Posture.DONE_TOGETHER, (Theme.EMAIL,))
    played.do(RecordAccompaniment(running.id, details), **MEDIATOR)

    (recorded,) = played.shown(view).helped

    assert recorded.details == msgspec.convert(msgspec.to_builtins(details), type(recorded.details))
    assert recorded.recorded == played.now
    assert [card.id for card in played.shown(view).closed] == [ticket.id]


def test_the_last_begun_comes_first(played):
    played.do(StartAccompaniment(), **MEDIATOR)
    played.later(10)
    played.do(NoteHelp(Nature.CONFLICT_PREVENTION, 2), **MEDIATOR)

    assert [helped.details.nature for helped in played.shown(view).helped] == [
        Nature.CONFLICT_PREVENTION,
        Nature.INFORMATION,
    ]


def test_what_nobody_said_is_not_sent(played):
    ticket = played.take("transfer")
    played.do(FinishTicket(ticket.id, Outcome.SOLVED_BY_MEDIATOR), **MEDIATOR)
    played.do(NoteHelp(Nature.INFORMATION, 2, ticket.id), **MEDIATOR)

    sent = msgspec.to_builtins(played.shown(view))["helped"][0]["details"]

    assert set(sent) == {"nature", "minutes", "themes"}


def test_every_code_of_a_record_is_offered_and_has_words():
    offered = record_choices(load("lens"))
    lists = {
        "nature": Nature,
        "posture": Posture,
        "autonomy": Autonomy,
        "equipment": Equipment,
        "theme": Theme,
        "structure": Structure,
        "genre": Gender,
        "tranche_age": AgeBand,
        "statut_social": SocialStatus,
    }

    assert {kind: set(getattr(offered, kind)) for kind in lists} == {kind: set(codes) for kind, codes in lists.items()}
    assert {f"{kind}.{code}" for kind, codes in lists.items() for code in codes} == set(RECORD_WORDS)
    assert offered.digital[Nature.DIGITAL_HELP] == "navigation_sur_internet"
