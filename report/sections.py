"""A report in words, tables and charts: pure, in its reader's language, the same for the page and for paper."""

from collections.abc import Callable

import msgspec

from mediation.coop import Share
from mediation.figures.mission import Mission
from mediation.figures.report import Report, Split
from mediation.figures.suppression import Cell, Hidden
from report.blocks import Figure, Row, Section, Table, lines, people
from report.charts import Columns, Halves, Point, columns, halves, lengths
from report.query import Query
from report.queue_sections import alerts_section, moves_section, needs_section, waits_section
from report.writing import Writing


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


def report_text(report: Report, query: Query, writing: Writing) -> ReportText:
    """One mediator's report tells nothing of the queue."""
    names = {office.id: office.name for office in query.offices}
    sections = [
        _months(report, writing),
        _offices(report, writing, lambda office: names.get(office, office)),
        _actions(report, writing),
        _progress(report, writing),
        _workshops(report, writing),
        _orientations(report, writing),
    ]
    if not query.mediator:
        sections += [needs_section(report.queue, writing), waits_section(report.queue, writing)]
        sections += [moves_section(report.moves, writing), alerts_section(report.alerts, writing)]
    return ReportText(
        days=writing.days(query.days),
        before=writing.days(query.days.before()),
        offices=", ".join(names.values()),
        mediator=query.mediator,
        figures=_four(report.mission, report.before, writing),
        shares=_halves(report.mission, writing),
        sections={section.key: section for section in sections if section is not None},
        doubts=_doubts(report, writing),
        left_out=report.left_out,
    )


def _four(now: Mission, before: Mission, writing: Writing) -> tuple[Figure, ...]:
    say = writing.say
    spent = abs(now.presence_ms - before.presence_ms) / 60_000
    shares, was = now.shares or {}, before.shares or {}
    return (
        Figure(
            writing.hours(now.presence_ms / 60_000),
            say("d'intervention"),
            writing.definition("hours"),
            writing.change(now.hours, before.hours, writing.hours(spent) if spent >= 1 else ""),
        ),
        Figure(
            writing.cell(now.accompaniments),
            say("accompagnements numériques individuels"),
            writing.definition("accompaniments"),
            _change_of_people(now.accompaniments, before.accompaniments, writing),
        ),
        Figure(
            writing.percent(shares.get(Share.DIGITAL)),
            say("du temps d'accompagnement : assistance numérique"),
            writing.definition("shares"),
            _change_of_share(shares.get(Share.DIGITAL), was.get(Share.DIGITAL), writing),
        ),
        Figure(
            writing.percent(shares.get(Share.INFORMATION)),
            say("du temps d'accompagnement : information des clients"),
            say("Le reste des mêmes minutes : les deux parts font ensemble 100 %."),
            _change_of_share(shares.get(Share.INFORMATION), was.get(Share.INFORMATION), writing),
        ),
    )


def _change_of_people(now: Cell, before: Cell, writing: Writing) -> str:
    if isinstance(now, Hidden) or isinstance(before, Hidden):
        return writing.say("Pas comparé à la période d'avant : moins de 5 personnes.")
    return writing.change(now, before, writing.number(abs(now - before)) if now != before else "")


def _change_of_share(now: int | None, before: int | None, writing: Writing) -> str:
    say = writing.say
    if before is None or now is None:
        return say("Rien à comparer sur la période d'avant.")
    if now == before:
        return say("Autant que sur la période d'avant.")
    size = abs(now - before)
    if now > before:
        return (
            say("1 point de plus que sur la période d'avant.")
            if size == 1
            else say("{count} points de plus que sur la période d'avant.", count=size)
        )
    return (
        say("1 point de moins que sur la période d'avant.")
        if size == 1
        else say("{count} points de moins que sur la période d'avant.", count=size)
    )


def _halves(mission: Mission, writing: Writing) -> Halves | None:
    shares = mission.shares
    if shares is None:
        return None
    digital, informing = shares[Share.DIGITAL], shares[Share.INFORMATION]
    first = writing.say(
        "Assistance numérique : {percent} ({hours})",
        percent=writing.percent(digital),
        hours=writing.hours(mission.digital_minutes),
    )
    second = writing.say(
        "Information : {percent} ({hours})",
        percent=writing.percent(informing),
        hours=writing.hours(mission.information_minutes),
    )
    return halves(writing.say("Le temps d'accompagnement en deux parts"), digital, first, second)


def _months(report: Report, writing: Writing) -> Section | None:
    title, charts = writing.say("Mois par mois"), _month_charts(report.months, writing)
    return _split("months", title, writing.say("Mois"), report.months, writing.month, charts, writing)


def _offices(report: Report, writing: Writing, name: Callable[[str], str]) -> Section | None:
    return _split("offices", writing.say("Par bureau"), writing.say("Bureau"), report.offices, name, (), writing)


def _split(
    key: str,
    title: str,
    head: str,
    split: Split,
    name: Callable[[str], str],
    charts: tuple[Columns, ...],
    writing: Writing,
) -> Section | None:
    """Nothing for a single part: it would say the mission's figures again."""
    if len(split.parts) < 2:
        return None
    rows = lines(
        (name(part), _of_part(mission, split.accompaniments.cells[part], writing))
        for part, mission in split.parts.items()
    )
    say = writing.say
    heads = (head, say("Intervention"), say("Accompagnements"), say("Part numérique"))
    return Section(key, title, writing.definition(key), (Table(title, heads, rows),), charts)


def _of_part(mission: Mission, people_there: Cell, writing: Writing) -> tuple[str, ...]:
    share = mission.shares[Share.DIGITAL] if mission.shares else None
    return writing.hours(mission.presence_ms / 60_000), writing.cell(people_there), writing.percent(share)


def _month_charts(split: Split, writing: Writing) -> tuple[Columns, ...]:
    """Hours, then accompaniments. The year stands under its first month."""
    labels = [
        (writing.month_alone(month), month[:4] if place == 0 or month.endswith("-01") else "")
        for place, month in enumerate(split.parts)
    ]
    spent = [
        Point(label, mission.hours, writing.number(mission.hours), year)
        for (label, year), mission in zip(labels, split.parts.values(), strict=True)
    ]
    helped = [
        Point(label, None, "‹5" if cell is Hidden.FEW else "–", year)
        if isinstance(cell, Hidden)
        else Point(label, cell, writing.number(cell), year)
        for (label, year), cell in zip(labels, split.accompaniments.cells.values(), strict=True)
    ]
    return (
        columns(writing.say("Heures d'intervention, par mois"), spent),
        columns(writing.say("Accompagnements numériques individuels, par mois"), helped),
    )


def _actions(report: Report, writing: Writing) -> Section:
    say, done = writing.say, report.actions
    bars = lengths([effort.count for effort in done.values()])
    rows = tuple(
        Row(writing.label(action), (writing.cell(effort.count), _minutes(effort.minutes, writing)), bar)
        for (action, effort), bar in zip(done.items(), bars, strict=True)
    )
    table = Table(say("Les cinq sortes d'action"), (say("Action"), say("Aides"), say("Durée")), rows)
    return Section("actions", say("Cinq sortes d'action"), writing.definition("actions"), (table,))


def _minutes(spent: int | Hidden, writing: Writing) -> str:
    return writing.hidden(spent) if isinstance(spent, Hidden) else writing.hours(spent)


def _progress(report: Report, writing: Writing) -> Section:
    say, progress = writing.say, report.progress
    levels = [
        Row(writing.label(level), (writing.cell(count), writing.cell(progress.after.cells[level])))
        for level, count in progress.before.cells.items()
    ]
    heads = (say("Niveau"), say("Avant"), say("Après"))
    both = Table(say("Autonomie avant et après l'aide"), heads, tuple(levels))
    caption, heads_of_change = say("Ce que l'aide a changé"), (say("Après l'aide"), say("Personnes"))
    change = people(writing, caption, heads_of_change, progress.change, writing.label)
    empty = say("Aucune autonomie n'a été notée avant et après une aide.") if progress.change.total == 0 else ""
    title, definition = say("Autonomie, avant et après"), writing.definition("progress")
    return Section("progress", title, definition, (change, both), empty=empty)


def _workshops(report: Report, writing: Writing) -> Section:
    say, done = writing.say, report.workshops
    figures = (
        Figure(writing.number(done.held), say("tenu") if done.held < 2 else say("tenus")),
        Figure(writing.number(done.seats), say("places")),
        Figure(writing.cell(done.came), say("présences")),
        Figure(writing.cell(done.signed_up), say("inscriptions")),
    )
    rows = lines(
        (writing.label(level), (writing.number(held), writing.cell(done.came_by_level.cells[level])))
        for level, held in done.by_level.items()
    )
    note = say(
        "Prévus : {planned} ; annulés : {cancelled} ; tenus hors du bureau : {outside}.",
        planned=done.planned,
        cancelled=done.cancelled,
        outside=done.outside,
    )
    table = Table(say("Ateliers par niveau"), (say("Niveau"), say("Tenus"), say("Présences")), rows)
    empty = say("Aucun atelier n'était prévu.") if not done.planned and not done.cancelled else ""
    title, definition = say("Ateliers numériques"), writing.definition("workshops")
    return Section("workshops", title, definition, (table,), (), figures, (note,), empty)


def _orientations(report: Report, writing: Writing) -> Section:
    say = writing.say
    caption, heads = say("Où les personnes ont été envoyées"), (say("Sorte de lieu"), say("Personnes"))
    table = people(writing, caption, heads, report.orientations, writing.label)
    empty = "" if report.orientations.cells else say("Personne n'a été envoyé ailleurs.")
    title, definition = say("Orientations vers d'autres lieux"), writing.definition("orientations")
    return Section("orientations", title, definition, (table,), empty=empty)


def _doubts(report: Report, writing: Writing) -> tuple[str, ...]:
    say, doubts = writing.say, report.doubts
    sentences = {
        say("Vacations que l'horloge a fermées, à vérifier : {n}.", n=doubts.left_open): doubts.left_open,
        say("Vacations corrigées par le responsable, avec leur trace : {n}.", n=doubts.corrected): doubts.corrected,
        say(
            "Aides enregistrées par l'horloge comme proposées, à vérifier : {n}.", n=doubts.clock_recorded
        ): doubts.clock_recorded,
    }
    return tuple(sentence for sentence, count in sentences.items() if count)
