"""Accompaniments in the running office: one journal, one version, one tap that changes both."""

from flow.commands import TakeTicket
from flow.refusals import Reason
from flow.tickets import State
from mediation.commands import RecordAccompaniment, StartAccompaniment
from mediation.coop import Nature
from mediation.details import Details


def _start(bureau, need="client_space"):
    ticket = bureau.do(TakeTicket(need)).ticket
    return ticket, bureau.do(StartAccompaniment(ticket), role="console").subject


def test_one_tap_changes_the_queue_and_the_accompaniment_in_one_version(bureau):
    before = bureau.office.state.version

    ticket, accompaniment = _start(bureau)

    assert bureau.office.state.open[ticket].state is State.WITH_MEDIATOR
    assert bureau.office.mediation.accompaniments[accompaniment].ticket == ticket
    assert bureau.office.state.version == before + 3
    assert bureau.heard()[-1].seq == bureau.office.state.version


def test_a_restart_after_a_power_cut_keeps_the_running_accompaniment(bureau):
    ticket, accompaniment = _start(bureau)
    before = bureau.office.mediation

    bureau.restart()
    bureau.clock.now += 7 * 60_000

    assert bureau.office.mediation == before
    bureau.do(RecordAccompaniment(accompaniment), role="console")
    assert bureau.office.mediation.accompaniments[accompaniment].details.minutes == 7
    assert ticket in bureau.office.state.closed


def test_a_full_disk_records_nothing_and_leaves_the_ticket_where_it_is(bureau):
    ticket, accompaniment = _start(bureau)
    pages = bureau.journal._database.execute("PRAGMA page_count").fetchone()[0]
    bureau.journal._database.execute(f"PRAGMA max_page_count={pages}").fetchone()
    while bureau.do(TakeTicket("parcel_notice")).ok:
        pass

    answer = bureau.do(RecordAccompaniment(accompaniment, Details(Nature.INFORMATION, 5)), role="console")

    assert answer.reason == Reason.NOT_STORED
    assert bureau.office.state.open[ticket].state is State.WITH_MEDIATOR
    assert bureau.office.mediation.accompaniments[accompaniment].recorded is None


def test_a_refusal_of_the_accompaniment_has_its_french_sentence(bureau):
    _ticket, accompaniment = _start(bureau)

    answer = bureau.do(RecordAccompaniment(accompaniment, Details(Nature.INFORMATION, 0)), role="console")

    assert answer.sentence == "La durée est de 1 à 480 minutes."
