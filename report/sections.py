"""A report in words, tables and charts: pure, in French, the same for the page and for paper."""

from collections.abc import Callable, Mapping

import msgspec

from mediation.coop import Share
from mediation.figures.mission import Mission
from mediation.figures.report import Report, Split
from mediation.figures.suppression import Cell, Hidden
from report import french
from report.blocks import Figure, Row, Section, Table, lines, people
from report.charts import Columns, Halves, Point, columns, halves, lengths
from report.query import Query
from report.queue_sections import alerts_section, moves_section, needs_section, waits_section
from report.words import DEFINITIONS, LABELS


class ReportText(msgspec.Struct, frozen=True):
    """offices, days, before: in words. figures: the mission's four. shares: the time of accompaniment in two, None without any.

    sections: by key, in the order of the page. left_out: some numbers of 1 to 4 are not in the sums.
    """

    days: str
    before: str
    offices: str
    mediator: str
    figures: tuple[Figure, ...]
    shares: Halves | None
    sections: dict[str, Section]
    doubts: tuple[str, ...]
    left_out: bool


def report_text(report: Report, query: Query, words: Mapping[str, str]) -> ReportText:
    """words: the office's own, for needs and outcomes. One mediator's report tells nothing of the queue."""
    names = {office.id: office.name for office in query.offices}
    sections = [
        _split("months", "Mois par mois", report.months, french.month, _month_charts(report.months)),
        _split("offices", "Par bureau", report.offices, lambda office: names.get(office, office), ()),
        _actions(report),
        _progress(report),
        _workshops(report),
        _orientations(report),
    ]
    if not query.mediator:
        sections += [needs_section(report.queue, words), waits_section(report.queue, words)]
        sections += [moves_section(report.moves), alerts_section(report.alerts)]
    return ReportText(
        days=french.days(query.days),
        before=french.days(query.days.before()),
        offices=", ".join(names.values()),
        mediator=query.mediator,
        figures=_four(report.mission, report.before),
        shares=_halves(report.mission),
        sections={section.key: section for section in sections if section is not None},
        doubts=_doubts(report),
        left_out=report.left_out,
    )


def _four(now: Mission, before: Mission) -> tuple[Figure, ...]:
    spent = abs(now.presence_ms - before.presence_ms) / 60_000
    shares, was = now.shares or {}, before.shares or {}
    return (
        Figure(
            french.hours(now.presence_ms / 60_000),
            "d'intervention",
            DEFINITIONS["hours"],
            french.change(now.hours, before.hours, french.hours(spent) if spent >= 1 else ""),
        ),
        Figure(
            french.cell(now.accompaniments),
            "accompagnements numériques individuels",
            DEFINITIONS["accompaniments"],
            _change_of_people(now.accompaniments, before.accompaniments),
        ),
        Figure(
            french.percent(shares.get(Share.DIGITAL)),
            "du temps d'accompagnement : assistance numérique",
            DEFINITIONS["shares"],
            _change_of_share(shares.get(Share.DIGITAL), was.get(Share.DIGITAL)),
        ),
        Figure(
            french.percent(shares.get(Share.INFORMATION)),
            "du temps d'accompagnement : information des clients",
            "Le reste des mêmes minutes : les deux parts font ensemble 100 %.",
            _change_of_share(shares.get(Share.INFORMATION), was.get(Share.INFORMATION)),
        ),
    )


def _change_of_people(now: Cell, before: Cell) -> str:
    if isinstance(now, Hidden) or isinstance(before, Hidden):
        return "Pas comparé à la période d'avant : moins de 5 personnes."
    return french.change(now, before, french.number(abs(now - before)) if now != before else "")


def _change_of_share(now: int | None, before: int | None) -> str:
    if before is None or now is None:
        return "Rien à comparer sur la période d'avant."
    if now == before:
        return "Autant que sur la période d'avant."
    size = abs(now - before)
    return f"{size} {'point' if size == 1 else 'points'} de {'plus' if now > before else 'moins'} que sur la période d'avant."


def _halves(mission: Mission) -> Halves | None:
    shares = mission.shares
    if shares is None:
        return None
    digital, informing = shares[Share.DIGITAL], shares[Share.INFORMATION]
    first = f"Assistance numérique : {french.percent(digital)} ({french.hours(mission.digital_minutes)})"
    second = f"Information : {french.percent(informing)} ({french.hours(mission.information_minutes)})"
    return halves("Le temps d'accompagnement en deux parts", digital, first, second)


def _split(
    key: str, title: str, split: Split, name: Callable[[str], str], charts: tuple[Columns, ...]
) -> Section | None:
    """Nothing for a single part: it would say the mission's figures again."""
    if len(split.parts) < 2:
        return None
    rows = lines(
        (name(part), _of_part(mission, split.accompaniments.cells[part])) for part, mission in split.parts.items()
    )
    heads = (title.removeprefix("Par ").split()[0].capitalize(), "Intervention", "Accompagnements", "Part numérique")
    return Section(key, title, DEFINITIONS[key], (Table(title, heads, rows),), charts)


def _of_part(mission: Mission, people_there: Cell) -> tuple[str, ...]:
    share = mission.shares[Share.DIGITAL] if mission.shares else None
    return french.hours(mission.presence_ms / 60_000), french.cell(people_there), french.percent(share)


def _month_charts(split: Split) -> tuple[Columns, ...]:
    """Hours, then accompaniments. The year stands under its first month."""
    labels = [
        (french.month(m, wide=False), m[:4] if place == 0 or m.endswith("-01") else "")
        for place, m in enumerate(split.parts)
    ]
    spent = [
        Point(label, mission.hours, french.number(mission.hours), year)
        for (label, year), mission in zip(labels, split.parts.values(), strict=True)
    ]
    helped = [
        Point(label, None, "‹5" if cell is Hidden.FEW else "–", year)
        if isinstance(cell, Hidden)
        else Point(label, cell, french.number(cell), year)
        for (label, year), cell in zip(labels, split.accompaniments.cells.values(), strict=True)
    ]
    return (
        columns("Heures d'intervention, par mois", spent),
        columns("Accompagnements numériques individuels, par mois", helped),
    )


def _actions(report: Report) -> Section:
    done = report.actions
    bars = lengths([effort.count for effort in done.values()])
    rows = tuple(
        Row(LABELS[action], (french.cell(effort.count), _minutes(effort.minutes)), bar)
        for (action, effort), bar in zip(done.items(), bars, strict=True)
    )
    table = Table("Les cinq sortes d'action", ("Action", "Aides", "Durée"), rows)
    return Section("actions", "Cinq sortes d'action", DEFINITIONS["actions"], (table,))


def _minutes(spent: int | Hidden) -> str:
    return french.HIDDEN[spent] if isinstance(spent, Hidden) else french.hours(spent)


def _progress(report: Report) -> Section:
    progress = report.progress
    levels = [
        Row(LABELS[k], (french.cell(n), french.cell(progress.after.cells[k]))) for k, n in progress.before.cells.items()
    ]
    both = Table("Autonomie avant et après l'aide", ("Niveau", "Avant", "Après"), tuple(levels))
    change = people("Ce que l'aide a changé", "Après l'aide", progress.change, LABELS)
    empty = "Aucune autonomie n'a été notée avant et après une aide." if progress.change.total == 0 else ""
    return Section("progress", "Autonomie, avant et après", DEFINITIONS["progress"], (change, both), empty=empty)


def _workshops(report: Report) -> Section:
    done = report.workshops
    figures = (
        Figure(french.number(done.held), "tenu" if done.held < 2 else "tenus"),
        Figure(french.number(done.seats), "places"),
        Figure(french.cell(done.came), "présences"),
        Figure(french.cell(done.signed_up), "inscriptions"),
    )
    rows = lines(
        (LABELS[level], (french.number(held), french.cell(done.came_by_level.cells[level])))
        for level, held in done.by_level.items()
    )
    notes = (f"Prévus : {done.planned} ; annulés : {done.cancelled} ; tenus hors du bureau : {done.outside}.",)
    table = Table("Ateliers par niveau", ("Niveau", "Tenus", "Présences"), rows)
    empty = "Aucun atelier n'était prévu." if not done.planned and not done.cancelled else ""
    return Section("workshops", "Ateliers numériques", DEFINITIONS["workshops"], (table,), (), figures, notes, empty)


def _orientations(report: Report) -> Section:
    table = people("Où les personnes ont été envoyées", "Sorte de lieu", report.orientations, LABELS)
    empty = "" if report.orientations.cells else "Personne n'a été envoyé ailleurs."
    return Section(
        "orientations", "Orientations vers d'autres lieux", DEFINITIONS["orientations"], (table,), empty=empty
    )


def _doubts(report: Report) -> tuple[str, ...]:
    doubts = report.doubts
    told_of = (
        (doubts.left_open, "Vacations que l'horloge a fermées, à vérifier : {n}."),
        (doubts.corrected, "Vacations corrigées par le responsable, avec leur trace : {n}."),
        (doubts.clock_recorded, "Aides enregistrées par l'horloge comme proposées, à vérifier : {n}."),
    )
    return tuple(sentence.format(n=count) for count, sentence in told_of if count)
