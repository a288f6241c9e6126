"""The demonstration's past: the mission's totals, recomputed from the raw events by queries that share nothing with the report."""

import sqlite3
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner

from config.loading import load
from config.texts import Texts
from demonstration.past.calendar import OFFICES, shifts
from demonstration.past.fill import RealOffice, check_empty, fill, play_office
from demonstration.past.helps import half_days
from mediation.figures.mission import Mission, mission
from mediation.records import Period
from server.command_line import main
from server.folders import PLAYED
from server.journal.archive import Archive
from server.journal.journal import Journal
from server.office import Office
from server.tokens import DayKey

pytestmark = pytest.mark.slow
EVER = Period("2021-06-01", "2023-02-28")

# A presence is from its start to its end, whoever said so last; its day's mediator is the actor.
HOURS = """
with started as materialized (
  select seq, at, by ->> 'name' as mediator, day from event where type = 'PresenceStarted'),
ended as materialized (
  select at, coalesce(nullif(body ->> 'mediator', ''), by ->> 'name') as mediator, day from event where type = 'PresenceEnded'),
corrected as materialized (
  select body ->> 'presence' as presence, (body ->> 'ended') - (body ->> 'started') as lasted from event
  where type = 'PresenceCorrected')
select sum(coalesce(
  (select lasted from corrected where presence = 'p' || started.seq),
  (select min(ended.at) from ended where ended.mediator = started.mediator and ended.day = started.day and ended.at > started.at)
    - started.at))
from started
"""
# The last details that an accompaniment was given, unless it was dropped.
HELPS = """
with said as (
  select body ->> 'accompaniment' as id, body -> 'details' as details, row_number() over (
    partition by body ->> 'accompaniment' order by seq desc) as place
  from event where type in ('AccompanimentRecorded', 'HelpNoted', 'AccompanimentEdited')),
last as (
  select details ->> 'nature' as nature, details ->> 'minutes' as minutes from said where place = 1
  and id not in (select body ->> 'accompaniment' from event where type = 'AccompanimentDropped'))
select count(*) filter (where nature in ('digital_help', 'machine_help', 'workshop')),
  total(minutes) filter (where nature in ('digital_help', 'machine_help', 'workshop')),
  total(minutes) filter (where nature not in ('digital_help', 'machine_help', 'workshop'))
from last
"""
# A workshop that somebody came to.
WORKSHOPS = """
select total(body ->> 'minutes') from event where type = 'WorkshopPlanned' and body ->> 'workshop' in (
  select body ->> 'workshop' from event where type = 'WorkshopRecorded' and body ->> '$.counts.total' > 0)
"""


@pytest.fixture
def few(tmp_path) -> Path:
    """Lens, for its first half-days."""
    play_office(tmp_path, "lens", _halves("lens")[:6], keep_events=True)
    return tmp_path


@pytest.mark.long
@pytest.mark.timeout(600)
def test_the_figures_are_those_of_the_mission_and_the_raw_events_say_the_same(tmp_path):
    fill(tmp_path, keep_events=True)

    counted = _recomputed(tmp_path)
    archive = Archive(tmp_path)
    figures = mission(archive.presences(EVER), archive.accompaniments(EVER), archive.workshops(EVER))

    assert (counted.hours, counted.accompaniments) == (1_184.0, 2_364)
    assert (round(counted.digital_percent), round(100 - counted.digital_percent)) == (48, 52)
    assert _four(figures) == (1_184.0, 2_364, 48, 52)
    assert (figures.digital_minutes, figures.information_minutes) == (counted.digital, counted.information)
    _has_all_that_a_report_tells_of(archive)


def test_the_same_past_is_played_twice(tmp_path):
    for name in ("once", "again"):
        play_office(tmp_path / name, "lens", _halves("lens")[:3], keep_events=True)

    assert _events(tmp_path / "once") == _events(tmp_path / "again")


def test_the_recomputation_sees_a_record_that_is_lost(few):
    """The control: an event more or less changes the figures."""
    before = _recomputed(few)
    with sqlite3.connect(few / "lens" / "journal.db") as database:
        database.execute("drop trigger event_is_kept")
        database.execute("delete from event where seq = (select max(seq) from event where type = 'PresenceEnded')")
        database.execute("delete from event where seq = (select max(seq) from event where type = 'HelpNoted')")
    after = _recomputed(few)

    assert after.hours != before.hours
    assert after.information < before.information


def test_a_short_past_is_told_by_the_report_as_its_events_say(few):
    archive = Archive(few)
    figures = mission(archive.presences(EVER), archive.accompaniments(EVER), archive.workshops(EVER))
    counted = _recomputed(few)

    assert _four(figures)[:2] == (counted.hours, counted.accompaniments)
    assert (figures.digital_minutes, figures.information_minutes) == (counted.digital, counted.information)


def test_the_events_of_the_past_are_forgotten_and_its_figures_stay(few, tmp_path):
    play_office(tmp_path / "forgotten", "lens", _halves("lens")[:6])

    assert {row[4] for row in _events(tmp_path / "forgotten")} == {"DayOpened"}
    kept, left = Archive(few), Archive(tmp_path / "forgotten")
    assert left.presences(EVER) == kept.presences(EVER)
    assert left.accompaniments(EVER) == kept.accompaniments(EVER)


def test_a_real_office_is_left_alone(tmp_path):
    journal = Journal(tmp_path / "lens" / "journal.db")
    Office(load("lens"), Texts.load(), journal, DayKey(tmp_path / "lens" / "day.key"))
    before = journal.last_seq()

    for office in ("lens", "lievin"):
        refused = CliRunner().invoke(main, ["demo-data", "--data", str(tmp_path), "--office", office])
        assert refused.exit_code == 1
        assert "contient un vrai bureau" in refused.output
    assert journal.last_seq() == before
    assert not (tmp_path / "lievin").exists()
    journal.close()


def test_an_office_is_not_filled_twice_but_another_may_be_filled_beside_it(few):
    with pytest.raises(RealOffice) as refused:
        check_empty(few, ["lens"])

    assert refused.value.played
    check_empty(few, ["lievin"])
    (few / "lens" / PLAYED).unlink()
    with pytest.raises(RealOffice):
        check_empty(few, ["lievin"])


def _halves(office):
    hours = {office: load(office).plan().hours for office in OFFICES}
    return [half for half in half_days(shifts(hours)) if half.shift.office == office]


def _recomputed(folder: Path) -> SimpleNamespace:
    """The four figures, from the events alone."""
    lasted = accompaniments = 0
    digital = information = 0.0
    for journal in sorted(folder.glob("*/journal.db")):
        with sqlite3.connect(f"{journal.as_uri()}?mode=ro", uri=True) as database:
            lasted += database.execute(HOURS).fetchone()[0]
            people, on_screen, in_words = database.execute(HELPS).fetchone()
            accompaniments += people
            digital += on_screen + database.execute(WORKSHOPS).fetchone()[0]
            information += in_words
    percent = 100 * digital / (digital + information)
    return SimpleNamespace(
        hours=lasted / 3_600_000,
        accompaniments=accompaniments,
        digital=digital,
        information=information,
        digital_percent=percent,
    )


def _has_all_that_a_report_tells_of(archive: Archive) -> None:
    presences, helps, held = archive.presences(EVER), archive.accompaniments(EVER), archive.workshops(EVER)

    assert {office.name for office in archive.offices()} == {"Lens", "Liévin", "Hénin-Beaumont"}
    assert {presence.date[:7] for presence in presences} == {f"{2021 + m // 12}-{m % 12 + 1:02}" for m in range(5, 26)}
    benefit = [presence for presence in presences if "05" <= presence.date[8:] <= "09"]
    assert len(benefit) > len(presences) / 2
    assert any(presence.corrections for presence in presences)
    assert all(presence.ended is not None for presence in presences)
    assert any(help_.changed for help_ in helps)
    assert any(not help_.confirmed for help_ in helps)
    assert {workshop.cancelled for workshop in held} == {True, False}
    assert {alert.right for alert in archive.alerts(EVER)} == {True, False, None}
    outcomes = {visit.outcome.value for visit in archive.visits(EVER)}
    assert outcomes >= {"served", "solved_by_mediator", "solved_at_machine", "oriented_elsewhere", "no_show", "left"}
    assert any(visit.machine_failed for visit in archive.visits(EVER))


def _four(figures: Mission) -> tuple[float, int, int, int]:
    assert figures.shares is not None
    digital, informing = figures.shares.values()
    return figures.hours, figures.digital_accompaniments, digital, informing


def _events(folder: Path) -> list[tuple[object, ...]]:
    with sqlite3.connect(folder / "lens" / "journal.db") as database:
        # The tokens of the tickets' pages are secrets of the day, drawn by nobody's seed.
        rows = database.execute(
            "select seq, day, at, by, type, json_remove(body, '$.token_hash') from event order by seq"
        )
        return rows.fetchall()
