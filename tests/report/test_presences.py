"""The manager's page of the working periods: what it shows of a day, what it refuses, who may use it."""

from datetime import date
from zoneinfo import ZoneInfo

import msgspec
from records_for import DAY, HOUR, NINE, presence

from flow.commands import StartPresence
from flow.tickets import Actor
from mediation.commands import CorrectPresence
from mediation.coop import PresenceReason
from mediation.records import Correction, OfficeName
from report.presence_day import PeriodState, presence_day
from report.writing import Writing
from screen.roles import Role

PARIS, NOW = ZoneInfo("Europe/Paris"), NINE + 9 * HOUR
FRENCH = Writing("fr", {})
OFFICES = (OfficeName("lens", "Lens"), OfficeName("lievin", "Liévin"))


def _day(*records, day=DAY, now=NOW):
    shown_day = date.fromisoformat(day)
    return presence_day(shown_day, date.fromisoformat(DAY), "lens", records, OFFICES, PARIS, now, FRENCH)


def test_each_period_says_what_is_to_be_known_of_it():
    shown = _day(
        presence(3),
        presence(7.5, id="p2", started=NINE + 4 * HOUR, left_open=True),
        presence(8, id="p3", started=NINE + 8 * HOUR, mediator="M2"),
        presence(id="p4", started=NINE + 8 * HOUR, ended=None),
    )

    assert [(line.from_, line.to, line.state) for line in shown.lines] == [
        ("09:00", "12:00", PeriodState.ENDED),
        ("13:00", "16:30", PeriodState.LEFT_OPEN),
        ("17:00", "17:00", PeriodState.NOTHING),
        ("17:00", "", PeriodState.RUNNING),
    ]
    assert shown.total == "6\u00a0h\u00a030", "what still lasts is not counted, as in the report"
    assert [(to_check.date, to_check.mediator) for to_check in shown.to_check] == [(DAY, "M1")]


def test_the_trace_says_who_when_why_and_what_stood_there_before():
    added = Correction("Responsable", NINE, PresenceReason.REPLACEMENT, None, None)
    changed = Correction("Responsable", NINE + HOUR, PresenceReason.FORGOT_TO_END, NINE, None, "M2")

    (line,) = _day(presence(3, corrections=(added, changed))).lines

    assert [(trace.when, trace.before) for trace in line.traces] == [
        ("le 14 juin 2022 à 10:00", "M2, depuis 09:00, sans fin"),
        ("le 14 juin 2022 à 09:00", ""),
    ]


def test_a_replacement_in_another_office_is_seen_and_the_same_hours_twice_are_marked():
    shown = _day(
        presence(3),
        presence(3, office="lievin", started=NINE + 2 * HOUR),
        presence(3, office="lievin", mediator="M3"),
        presence(6, office="lievin", id="p9", started=NINE + 4 * HOUR),
        presence(3, office="lievin", date="2022-06-13"),
    )

    assert [(elsewhere.office, elsewhere.mediator, elsewhere.twice) for elsewhere in shown.elsewhere] == [
        ("Liévin", "M3", False),
        ("Liévin", "M1", True),
        ("Liévin", "M1", False),
    ]
    assert len(shown.lines) == 1
    assert shown.mediators == ("M1", "M3")


def test_hours_are_reckoned_from_noon_because_a_night_may_be_an_hour_shorter():
    spring = _day(day="2022-03-27")

    assert spring.noon == NINE - (79 * 24 - 3) * HOUR, "the same clock, 79 days before"
    assert spring.night - spring.noon == 12 * HOUR


def test_the_page_of_a_day_says_what_was_left_open_and_leads_to_it(hosted, ask):
    hosted.keep(presence(3, left_open=True), presence(2, office="lievin", mediator="M2"))

    today = ask("/manager")[1]
    status, page = ask(f"/manager/presences?date={DAY}")

    assert f'href="/manager/presences?date={DAY}"' in today
    assert status == 200
    for words in (
        "Fin oubliée : à vérifier",
        "09:00 – 12:00",
        "M2",
        "à Liévin, de 09:00 à 11:00",
        "Mardi 14 juin 2022",
    ):
        assert words in page


def test_a_day_that_cannot_be_shown_is_said(ask):
    for text, sentence in {"2022-02-30": "n'est pas une date", "2999-01-01": "n'est pas encore venu"}.items():
        status, page = ask(f"/manager/presences?date={text}")
        assert (status, sentence in page, "Aucune vacation" in page) == (422, True, True)


def test_only_the_manager_reads_or_corrects_presences(hosted):
    lens = hosted.offices["lens"]
    lens.open_day()
    lens.handle(StartPresence(), Actor("console", "M1"), "test", "key-00000001")
    (begun,) = lens.mediation.presences.values()
    command = CorrectPresence("M1", lens.state.date, begun.started, begun.started, PresenceReason.WRONG_TIME, begun.id)

    for role in (Role.CONSOLE, Role.COUNTER, Role.MANAGER):
        staff, may = hosted.at(role), role is Role.MANAGER
        body = {"type": "CorrectPresence", **msgspec.to_builtins(command)}
        answer = staff.post(f"/{role}/commands", json=body, headers={"Idempotency-Key": f"key-{role:_<8}"})
        assert answer.get_json()["ok"] is may, role
        assert staff.get("/manager/presences").status_code == (200 if may else 403)
