"""The queue in words: needs, waits, changes of order, alerts."""

from collections.abc import Mapping

from flow.readings import Reading
from flow.tickets import Outcome
from mediation.figures.hall import Answers, Moves, Price
from mediation.figures.suppression import Hidden
from mediation.figures.visits import Queue, Times
from report import french
from report.blocks import Figure, Row, Section, Table, lines, people
from report.charts import Columns, Point, columns, lengths
from report.words import DEFINITIONS, LABELS


def needs_section(queue: Queue, words: Mapping[str, str]) -> Section:
    """What people came for: found beside declared."""
    order = list(dict.fromkeys([*queue.found.cells, *queue.declared.cells]))
    counts = [queue.found.cells.get(need, 0) for need in order]
    rows = tuple(
        Row(_need(words, need), (french.cell(queue.declared.cells.get(need, 0)), french.cell(count)), bar)
        for need, count, bar in zip(order, counts, lengths(counts), strict=True)
    )
    foot = Row("Ensemble", (french.cell(queue.declared.total), french.cell(queue.found.total)))
    table = Table("Besoins déclarés et trouvés", ("Besoin", "Déclaré", "Trouvé"), rows, foot)
    figures = (
        Figure(french.percent(queue.wrong_percent), "de besoins corrigés par le médiateur"),
        Figure(french.cell(queue.wrong), "besoins corrigés"),
        Figure(french.cell(queue.machine_failed), "retours de l'automate ou de l'aide, non résolus"),
    )
    empty = "" if rows else "Aucun ticket n'a été fermé."
    return Section("needs", "Pour quoi les personnes viennent", DEFINITIONS["needs"], (table,), (), figures, (), empty)


def waits_section(queue: Queue, words: Mapping[str, str]) -> Section:
    """Waits and service, by hour and need; how visits ended."""
    figures = (
        Figure(french.cell(queue.outcomes.total), "tickets fermés"),
        Figure(french.minutes(queue.overall.waited), "d'attente médiane"),
        Figure(french.minutes(queue.overall.waited_most), "au plus pour neuf personnes sur dix"),
        Figure(french.percent(queue.kept_percent), "reçus dans le temps annoncé"),
        Figure(french.percent(queue.no_show_percent), "d'absents à l'appel"),
    )
    hours = Table(
        "Attente et service, par heure d'arrivée", _HEADS, _times({f"{h} h": t for h, t in queue.by_hour.items()})
    )
    needs = {_need(words, need): times for need, times in queue.by_need.items() if times.waited is not None}
    by_need = Table("Attente et service, par besoin trouvé", ("Besoin", *_HEADS[1:]), _times(needs))
    ends = people("Comment les visites se terminent", "Fin", queue.outcomes, _ends(words), "Tickets")
    empty = "" if queue.outcomes.cells else "Aucun ticket n'a été fermé."
    charts = (_hours_chart(queue),) if any(t.waited is not None for t in queue.by_hour.values()) else ()
    tables = (hours, by_need, ends)
    return Section("waits", "Attente et service", DEFINITIONS["waits"], tables, charts, figures, (), empty)


_HEADS = ("Heure", "Tickets", "Attente médiane", "Neuf sur dix", "Service médian")


def moves_section(moves: Moves) -> Section:
    """Changes of order, with their price."""
    cells = moves.counts.cells
    rows = tuple(
        Row(LABELS[reason], (french.cell(count), *_price(moves.prices[reason])), bar)
        for (reason, count), bar in zip(cells.items(), lengths(list(cells.values())), strict=True)
    )
    heads = ("Raison", "Fois", "Personnes doublées", "Attente en plus, chacune")
    empty = "" if moves.counts.total != 0 else "Aucun changement d'ordre sur la période."
    table = Table("Changements d'ordre, par raison", heads, rows)
    return Section("moves", "Changements d'ordre et leur prix", DEFINITIONS["moves"], (table,), empty=empty)


def alerts_section(alerts: Mapping[Reading, Answers]) -> Section:
    """Alerts, with what people answered."""
    rows = lines(
        (
            LABELS[reading],
            tuple(french.number(n) for n in (answers.raised, answers.right, answers.false, answers.unanswered)),
        )
        for reading, answers in alerts.items()
    )
    heads = ("Alerte", "Levées", "Justes", "Fausses", "Sans réponse")
    empty = "" if any(answers.raised for answers in alerts.values()) else "Aucune alerte sur la période."
    table = Table("Alertes de tension et réponses", heads, rows)
    return Section("alerts", "Alertes de tension", DEFINITIONS["alerts"], (table,), empty=empty)


def _times(by: Mapping[str, Times]) -> tuple[Row, ...]:
    return lines(
        (
            label,
            (
                french.cell(times.people),
                french.minutes(times.waited),
                french.minutes(times.waited_most),
                french.minutes(times.served),
            ),
        )
        for label, times in by.items()
    )


def _hours_chart(queue: Queue) -> Columns:
    points = [
        Point(f"{hour} h", times.waited, "" if times.waited is None else str(times.waited), mark=times.waited_most)
        for hour, times in queue.by_hour.items()
    ]
    title = (
        "Minutes d'attente par heure d'arrivée. Colonne : médiane ; trait : neuf personnes sur dix ont attendu moins"
    )
    return columns(title, points)


def _price(price: Price) -> tuple[str, str]:
    people = french.cell(price.people)
    if isinstance(price.minutes, Hidden) or not price.people:
        return people, "–"
    return people, f"{french.tenths(price.minutes)}{french.HARD}min"


def _need(words: Mapping[str, str], need: str) -> str:
    """An office beside this one may have a need that this one does not know."""
    return words.get(f"need.{need}", need)


def _ends(words: Mapping[str, str]) -> dict[str, str]:
    return {end: words[f"outcome.{end}"].capitalize() for end in Outcome}
