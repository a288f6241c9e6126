"""The queue in words: needs, waits, changes of order, alerts."""

from collections.abc import Mapping

from flow.readings import Reading
from mediation.figures.hall import Answers, Moves, Price
from mediation.figures.suppression import Hidden
from mediation.figures.visits import Queue, Times
from report.blocks import Figure, Row, Section, Table, lines, people
from report.charts import Columns, Point, columns, lengths
from report.writing import Writing


def needs_section(queue: Queue, writing: Writing) -> Section:
    """What people came for: found beside declared."""
    say, cell = writing.say, writing.cell
    order = list(dict.fromkeys([*queue.needs.cells, *queue.declared.cells]))
    counts = [queue.needs.cells.get(need, 0) for need in order]
    rows = tuple(
        Row(writing.need(need), (cell(queue.declared.cells.get(need, 0)), cell(count)), bar)
        for need, count, bar in zip(order, counts, lengths(counts), strict=True)
    )
    foot = Row(say("Ensemble"), (cell(queue.declared.total), cell(queue.needs.total)))
    heads = (say("Besoin"), say("Déclaré"), say("Trouvé"))
    table = Table(say("Besoins déclarés et trouvés"), heads, rows, foot)
    figures = (
        Figure(writing.percent(queue.wrong_percent), say("de besoins corrigés par le médiateur")),
        Figure(cell(queue.wrong), say("besoins corrigés")),
        Figure(cell(queue.machine_failed), say("retours de l'automate ou de l'aide, non résolus")),
    )
    empty = "" if rows else say("Aucun ticket n'a été fermé.")
    title, definition = say("Pour quoi les personnes viennent"), writing.definition("needs")
    return Section("needs", title, definition, (table,), (), figures, (), empty)


def waits_section(queue: Queue, writing: Writing) -> Section:
    """Waits and service, by hour and need; how visits ended."""
    say = writing.say
    figures = (
        Figure(writing.cell(queue.outcomes.total), say("tickets fermés")),
        Figure(writing.minutes(queue.overall.waited), say("d'attente médiane")),
        Figure(writing.minutes(queue.overall.waited_most), say("au plus pour neuf personnes sur dix")),
        Figure(writing.percent(queue.kept_percent), say("reçus dans le temps annoncé")),
        Figure(writing.percent(queue.no_show_percent), say("d'absents à l'appel")),
    )
    by_hour = {say("{hour} h", hour=hour): times for hour, times in queue.by_hour.items()}
    by_need = {writing.need(need): times for need, times in queue.by_need.items() if times.waited is not None}
    outcomes = (say("Fin"), say("Tickets"))
    tables = (
        _times(say("Attente et service, par heure d'arrivée"), say("Heure"), by_hour, writing),
        _times(say("Attente et service, par besoin trouvé"), say("Besoin"), by_need, writing),
        people(writing, say("Comment les visites se terminent"), outcomes, queue.outcomes, writing.outcome),
    )
    empty = "" if queue.outcomes.cells else say("Aucun ticket n'a été fermé.")
    charts = (_hours_chart(queue, writing),) if any(t.waited is not None for t in queue.by_hour.values()) else ()
    title, definition = say("Attente et service"), writing.definition("waits")
    return Section("waits", title, definition, tables, charts, figures, (), empty)


def moves_section(moves: Moves, writing: Writing) -> Section:
    """Changes of order, with their price."""
    say, cells = writing.say, moves.counts.cells
    rows = tuple(
        Row(writing.label(reason), (writing.cell(count), *_price(moves.prices[reason], writing)), bar)
        for (reason, count), bar in zip(cells.items(), lengths(list(cells.values())), strict=True)
    )
    heads = (say("Raison"), say("Fois"), say("Personnes doublées"), say("Attente en plus, chacune"))
    empty = "" if moves.counts.total != 0 else say("Aucun changement d'ordre sur la période.")
    table = Table(say("Changements d'ordre, par raison"), heads, rows)
    title, definition = say("Changements d'ordre et leur prix"), writing.definition("moves")
    return Section("moves", title, definition, (table,), empty=empty)


def alerts_section(alerts: Mapping[Reading, Answers], writing: Writing) -> Section:
    """Alerts, with what people answered."""
    say, number = writing.say, writing.number
    rows = lines(
        (
            writing.label(reading),
            (number(answers.raised), number(answers.right), number(answers.false), number(answers.unanswered)),
        )
        for reading, answers in alerts.items()
    )
    heads = (say("Alerte"), say("Levées"), say("Justes"), say("Fausses"), say("Sans réponse"))
    empty = "" if any(answers.raised for answers in alerts.values()) else say("Aucune alerte sur la période.")
    table = Table(say("Alertes de tension et réponses"), heads, rows)
    return Section("alerts", say("Alertes de tension"), writing.definition("alerts"), (table,), empty=empty)


def _times(caption: str, head: str, by: Mapping[str, Times], writing: Writing) -> Table:
    say = writing.say
    rows = lines(
        (
            label,
            (
                writing.cell(times.people),
                writing.minutes(times.waited),
                writing.minutes(times.waited_most),
                writing.minutes(times.served),
            ),
        )
        for label, times in by.items()
    )
    heads = (head, say("Tickets"), say("Attente médiane"), say("Neuf sur dix"), say("Service médian"))
    return Table(caption, heads, rows)


def _hours_chart(queue: Queue, writing: Writing) -> Columns:
    points = [
        Point(
            writing.say("{hour} h", hour=hour),
            times.waited,
            "" if times.waited is None else str(times.waited),
            mark=times.waited_most,
        )
        for hour, times in queue.by_hour.items()
    ]
    title = writing.say(
        "Minutes d'attente par heure d'arrivée. Colonne : médiane ; trait : neuf personnes sur dix ont attendu moins"
    )
    return columns(title, points)


def _price(price: Price, writing: Writing) -> tuple[str, str]:
    people = writing.cell(price.people)
    if isinstance(price.minutes, Hidden) or not price.people:
        return people, "–"
    return people, writing.minutes(writing.tenths(price.minutes))
