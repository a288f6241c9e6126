"""An accompaniment from its start to its record: filled from times and need, confirmed in one tap, true to what was said."""

import pytest
from mediation_day import AGENT, ANNE, PAUL, replayed

from flow.commands import CallTicket, FinishTicket, MarkArrived, OpenCounter, ParkTicket, Prequalify, ReturnTicket
from flow.needs import Route
from flow.order import queue
from flow.refusals import Reason
from flow.tickets import Outcome, ParkReason, State
from mediation.commands import DropAccompaniment, NoteHelp, RecordAccompaniment, StartAccompaniment, StopAccompaniment
from mediation.coop import Nature, Theme
from mediation.details import Details
from mediation.structures import Structure


def test_whoever_is_accompanied_is_with_the_mediator(day):
    ticket = day.take()

    started = day.helped(day.do(StartAccompaniment(ticket)))

    assert day.ticket(ticket).state is State.WITH_MEDIATOR
    assert (started.ticket, started.need, started.mediator) == (ticket, "client_space", ANNE.name)


def test_one_tap_records_what_times_and_need_say_and_closes_the_visit(day):
    started = day.start("client_space")
    day.after(minutes=11.6)

    day.do(RecordAccompaniment(started.id))

    recorded = day.helped(started.id)
    assert recorded.details == Details(Nature.DIGITAL_HELP, 12, themes=(Theme.BANKING_AND_SHOPPING,))
    assert day.ticket(started.ticket).outcome is Outcome.SOLVED_BY_MEDIATOR


def test_the_clock_of_a_stopped_accompaniment_stands_still(day):
    started = day.start()
    day.after(minutes=4)
    day.do(StopAccompaniment(started.id))
    day.after(minutes=30)

    day.do(RecordAccompaniment(started.id))

    assert day.helped(started.id).details.minutes == 4


def test_the_shortest_help_lasts_a_minute(day):
    started = day.start()

    day.do(RecordAccompaniment(started.id))

    assert day.helped(started.id).details.minutes == 1


def test_the_record_follows_the_need_that_was_found(day):
    started = day.start("help")
    day.do(Prequalify(started.ticket, "tax", Route.MEDIATOR))

    day.do(RecordAccompaniment(started.id))

    assert day.helped(started.id).need == "tax"
    assert day.helped(started.id).details.themes == (Theme.HELP_WITH_PROCEDURES, Theme.MONEY_AND_TAXES)


def test_somebody_without_a_ticket_is_accompanied_too(day):
    started = day.do(StartAccompaniment(nature=Nature.FORM_HELP))
    day.after(minutes=3)

    day.do(RecordAccompaniment(started))

    assert day.helped(started).details == Details(Nature.FORM_HELP, 3)


def test_only_a_second_press_at_once_is_the_same_help_for_somebody_without_a_ticket(day):
    first = day.do(StartAccompaniment())
    stored = list(day.journal)
    day.do(StartAccompaniment())
    assert day.journal == stored
    day.do(StopAccompaniment(first))
    second = day.do(StartAccompaniment())
    day.after(seconds=3)
    third = day.do(StartAccompaniment())

    assert len({first, second, third}) == len(day.whole.mediation.accompaniments) == 3


def test_help_at_a_machine_ends_solved_at_the_machine(day):
    ticket = day.take("stamps")
    day.do(Prequalify(ticket, "stamps", Route.MACHINE, accompanied=True))
    started = day.do(StartAccompaniment(ticket))

    assert day.ticket(ticket).state is State.AT_MACHINE
    day.do(RecordAccompaniment(started))
    assert day.helped(started).details.nature is Nature.MACHINE_HELP
    assert day.ticket(ticket).outcome is Outcome.SOLVED_AT_MACHINE


def test_whoever_went_back_to_the_queue_keeps_waiting_when_the_help_is_recorded(day):
    started = day.start("transfer")
    day.do(ReturnTicket(started.ticket))

    day.do(RecordAccompaniment(started.id))

    assert day.ticket(started.ticket).state is State.WAITING


def test_whoever_is_accompanied_at_a_counter_is_still_served_there(day):
    ticket = day.take("parcel_notice")
    day.do(OpenCounter("1"), AGENT)
    day.do(CallTicket("1", ticket), AGENT)
    day.do(MarkArrived(ticket), AGENT)

    day.do(RecordAccompaniment(day.do(StartAccompaniment(ticket))))

    assert day.ticket(ticket).state is State.SERVING


def test_a_visit_that_ended_meanwhile_does_not_stop_the_record(day):
    started = day.start()
    day.do(FinishTicket(started.ticket, Outcome.LEFT))

    day.do(RecordAccompaniment(started.id, outcome=Outcome.SOLVED_BY_MEDIATOR))

    assert day.helped(started.id).recorded is not None
    assert day.ticket(started.ticket).outcome is Outcome.LEFT


def test_whoever_is_sent_elsewhere_is_recorded_as_reoriented(day):
    started = day.start("social_state")

    day.do(RecordAccompaniment(started.id, outcome=Outcome.ORIENTED_ELSEWHERE, where="France Services"))

    assert day.helped(started.id).details.reoriented is Structure.HELP_WITH_PROCEDURES
    assert day.ticket(started.ticket).where == "france-services"


def test_an_orientation_given_on_the_way_says_where_to_and_so_does_a_record_that_was_changed(day):
    ticket = day.take("social_state")
    day.do(FinishTicket(ticket, Outcome.ORIENTED_ELSEWHERE, where="France Services"))
    noted = day.do(NoteHelp(Nature.ORIENTATION, 2, ticket))
    started = day.start("social_state")
    sent = Details(Nature.ORIENTATION, 5)
    day.do(RecordAccompaniment(started.id, sent, Outcome.ORIENTED_ELSEWHERE, "France Services"))
    other = day.do(NoteHelp(Nature.INFORMATION, 2, ticket))

    kinds = [day.helped(helped).details.reoriented for helped in (noted, started.id, other)]
    assert kinds == [Structure.HELP_WITH_PROCEDURES, Structure.HELP_WITH_PROCEDURES, None]


def test_an_outcome_that_cannot_be_records_nothing(day):
    started = day.start()

    refused = day.refused(RecordAccompaniment(started.id, outcome=Outcome.ORIENTED_ELSEWHERE))

    assert refused.reason is Reason.PLACE_MISSING
    assert day.helped(started.id).recorded is None


def test_a_double_tap_starts_stops_and_records_once(day):
    ticket = day.take()
    first, again = day.do(StartAccompaniment(ticket)), day.do(StartAccompaniment(ticket))
    assert first == again
    loose, twice = day.do(StartAccompaniment()), day.do(StartAccompaniment())
    assert loose == twice
    for command in (StopAccompaniment(first), RecordAccompaniment(first)):
        day.do(command)
        day.do(command)
        assert day.decision.events == ()
    assert len(day.whole.mediation.accompaniments) == 2


def test_a_mediator_may_have_several_open(day):
    first = day.start("fill_form")
    second = day.start()
    day.after(seconds=5)
    day.do(StartAccompaniment())

    assert [a.running for a in day.whole.mediation.accompaniments.values()] == [True] * 3
    assert first.id != second.id


def test_two_mediators_do_not_record_the_same_person(day):
    started = day.start()

    refused = day.refused(StartAccompaniment(started.ticket), PAUL)

    assert (refused.reason, refused.facts["name"]) == (Reason.ACCOMPANIED_ALREADY, ANNE.name)


def test_a_ticket_that_changed_since_it_was_seen_is_not_taken_along(day):
    ticket = day.take()
    day.do(ParkTicket(ticket, ParkReason.BREAK))

    assert day.refused(StartAccompaniment(ticket, seen=1)).reason is Reason.CHANGED_MEANWHILE
    assert day.refused(StartAccompaniment("2025-11-23-101")).reason is Reason.TICKET_UNKNOWN


@pytest.mark.parametrize("minutes", [0.1, 12], ids=["at once", "later"])
def test_what_was_started_by_mistake_gives_the_place_back_and_is_not_counted(day, minutes):
    ticket = day.take("transfer")
    day.do(OpenCounter("3"), AGENT)
    before = [t.number for t in queue(day.whole.queue, day.now)]
    day.take("transfer")
    started = day.do(StartAccompaniment(ticket))
    day.after(minutes=minutes)

    day.do(DropAccompaniment(started))

    assert [t.number for t in queue(day.whole.queue, day.now)][: len(before)] == before
    assert len(day.whole.mediation.accompaniments) == 0
    assert day.refused(DropAccompaniment(started)).reason is Reason.ACCOMPANIMENT_UNKNOWN


def test_what_was_started_by_mistake_gives_the_place_back_also_when_something_was_noted_meanwhile(day):
    helped = day.start()
    day.do(Prequalify(helped.ticket, "client_space", Route.MEDIATOR, ticks=("identity",), stays=True))
    assert day.ticket(helped.ticket).state is State.WITH_MEDIATOR

    day.do(DropAccompaniment(helped.id))

    assert day.ticket(helped.ticket).state is State.WAITING
    assert day.ticket(helped.ticket).ticks == ("identity",), "what was noted is no part of the mistake"


def test_a_restart_keeps_what_is_running(day):
    day.start()
    stopped = day.start("fill_form")
    day.do(StopAccompaniment(stopped.id))
    day.do(NoteHelp(Nature.CONFLICT_PREVENTION, 5))

    assert replayed(day.today) == day.whole
    assert replayed(day.journal) == day.whole
