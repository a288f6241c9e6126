"""A hand-out sheet in the running office: the worker is handed all of it, and its QR leads to its page."""

from flow.commands import TakeTicket
from mediation.commands import PrintSheet
from server.paper.routes import _due
from server.public_addresses import PublicAddresses


def test_the_worker_is_handed_the_sheet_with_the_address_of_its_page(bureau):
    bureau.office.addresses = PublicAddresses("https://lens.example")
    ticket = bureau.do(TakeTicket("track")).ticket
    (own,) = _due(bureau.office, "entree")

    answer = bureau.do(PrintSheet("track-parcel", ticket), role="console")

    due = {job["ticket"]: job["paper"] for job in _due(bureau.office, "entree")}
    sheet, guide = due[answer.subject], bureau.settings.sheets
    assert (sheet["type"], sheet["title"], sheet["url"]) == (
        "sheet",
        "Suivre un colis",
        "https://lens.example/sheets/track-parcel",
    )
    assert tuple(sheet["steps"]) == next(each.steps for each in guide if each.id == "track-parcel")
    assert due[ticket] == own["paper"], "the ticket itself is printed as before"


def test_a_sheet_that_has_left_the_configuration_is_not_printed(bureau):
    bureau.do(PrintSheet("track-parcel"), role="console")
    assert len(_due(bureau.office, "entree")) == 1, "the control"

    bureau.office.settings = bureau.settings.model_copy(update={"sheets": ()})

    assert _due(bureau.office, "entree") == []


def test_who_was_given_which_sheet_is_in_no_statistic(bureau):
    bureau.do(PrintSheet("track-parcel", bureau.do(TakeTicket("track")).ticket), role="console")

    ask = bureau.journal._database.execute
    tables = [name for (name,) in ask("select name from sqlite_master where type = 'table'").fetchall()]
    assert {table for table in tables if "track-parcel" in str(ask(f"select * from [{table}]").fetchall())} == {
        "event",
        "answer",
    }, "both are forgotten with the day"
