"""A workshop's slip in the running office: in each language, with what is true when it is printed."""

import pytest

from config.languages import ORDER
from flow.commands import TakeTicket
from flow.refusals import Reason
from mediation.commands import CancelWorkshop, PlanWorkshop, PrintSlip, SignOff, SignUp
from mediation.slips import SlipOf
from server.paper.routes import _due
from server.paper.slips import slip_paper

HOUR = 3_600_000


def _signed_up(bureau, place="salle-du-bureau", seats=1, times=1):
    """The workshop of the day after at 15:00 in Lens, and the codes."""
    starts = bureau.clock.now + 26 * HOUR
    workshop = bureau.do(PlanWorkshop("digiposte", place, starts, seats=seats), role="manager").subject
    codes = []
    for _ in range(times):
        bureau.clock.now += 3_000
        codes.append(bureau.do(SignUp(workshop), role="console").code)
    return workshop, codes


def test_the_worker_is_handed_the_slip_and_the_answer_says_which_paper_it_is(bureau):
    workshop, (code,) = _signed_up(bureau)

    answer = bureau.do(PrintSlip(workshop, code), role="console")

    (job,) = _due(bureau.office, "entree")
    assert (job["ticket"], job["copy"]) == (answer.subject, 1)
    slip = job["paper"]
    assert (slip["type"], slip["title"], slip["code"]) == ("slip", "Digiposte, mon coffre-fort", code)
    assert (slip["day"], slip["hours"]) == ("Mardi 25 novembre 2025", "De 15 h 00 à 17 h 00")
    assert (slip["where"], slip["place"]) == ("Ici, au bureau de poste :", "Salle du bureau de poste")
    assert (slip["seat"], slip["level"]) == ("Votre place est gardée.", "Pour s'entraîner")


def test_a_place_outside_is_said_and_so_is_the_place_on_the_waiting_list(bureau):
    workshop, codes = _signed_up(bureau, "centre-social", times=3)

    slip = slip_paper(bureau.office, SlipOf(workshop, codes[2]), "")

    assert (slip.where, slip.place) == ("Pas au bureau de poste. Allez ici :", "Centre social")
    assert slip.seat == "Liste d'attente : numéro 2"
    assert slip.todo[0] == "Avant de venir, demandez au médiateur si une place est libre."
    bureau.do(SignOff(workshop, codes[0]), role="console")
    assert slip_paper(bureau.office, SlipOf(workshop, codes[2]), "").seat == "Liste d'attente : numéro 1"


def test_every_language_says_all_of_it_in_words_of_its_own(bureau):
    workshop, codes = _signed_up(bureau, times=2)
    by_language = {}
    for code, which in zip(codes, ("seated", "waiting"), strict=True):
        for language in ORDER:
            slip = slip_paper(bureau.office, SlipOf(workshop, code), language)
            words = (slip.heading, slip.title, slip.level, slip.day, slip.hours, slip.where, slip.code_title, slip.seat)
            by_language[which, language] = {*words, *slip.todo, slip.privacy}
            assert slip.language == language
            assert all(text and "{" not in text for text in by_language[which, language])
    for (which, language), words in by_language.items():
        assert language == "fr" or not words & by_language[which, "fr"], (which, language)


@pytest.mark.parametrize("language", ["xx", "", "nonsense"])
def test_a_language_that_nobody_wrote_is_french(bureau, language):
    workshop, (code,) = _signed_up(bureau)

    assert slip_paper(bureau.office, SlipOf(workshop, code), language).language == "fr"


@pytest.mark.parametrize("gone", [SignOff, lambda workshop, _code: CancelWorkshop(workshop)])
def test_a_slip_that_has_become_wrong_before_it_is_printed_is_not_printed(bureau, gone):
    workshop, (code,) = _signed_up(bureau)
    bureau.do(PrintSlip(workshop, code), role="console")
    assert len(_due(bureau.office, "entree")) == 1, "the control"

    bureau.do(gone(workshop, code), role="console")

    assert _due(bureau.office, "entree") == []


def test_a_refusal_says_why_and_what_to_do(bureau):
    workshop, _codes = _signed_up(bureau)

    answer = bureau.do(PrintSlip(workshop, "ZZZZ"), role="console")

    assert answer.reason == Reason.CODE_UNKNOWN
    assert answer.sentence == "Ce code n'est pas inscrit à cet atelier. Vérifiez les quatre signes."


def test_a_power_cut_keeps_the_slip_that_is_due(bureau):
    workshop, (code,) = _signed_up(bureau)
    bureau.do(PrintSlip(workshop, code, "it"), role="console")
    before = _due(bureau.office, "entree")

    bureau.restart()

    assert _due(bureau.office, "entree")[0]["paper"] == before[0]["paper"]


def test_a_ticket_in_a_language_that_nobody_wrote_is_printed_in_french_and_stops_no_other_paper(bureau):
    bureau.do(TakeTicket("stamps", language="xx"))
    bureau.do(TakeTicket("stamps", language="pl"))

    words = [job["paper"] for job in _due(bureau.office, "entree")]

    assert {(paper["language"], paper["need"]) for paper in words} == {
        ("fr", "Acheter des timbres"),
        ("pl", bureau.office.texts.gettext("pl", "Acheter des timbres")),
    }
