"""Faults between the parts of a configuration: skills without a need, a need that nobody solves, words that are missing.

Works on what was read, not on typed values: so these faults are told beside those of shape, all in one go.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Annotated, Any, get_origin

import msgspec

from config.faults import Fault
from config.hall import place
from config.kiosk_fit import kiosk_faults
from config.languages import Domain, languages_of
from config.legibility import seat_faults
from config.schema_faults import written
from config.spans import meant
from flow.needs import HELP
from flow.plan import Figures

LARGEST_FIGURE = 1_000_000
"""Beyond what any rule means: a ticket's number, too, must stay one that a screen can name (flow/bounds.py)."""


def cross_faults(raw: dict[str, Any], file: str, where: dict[str, str], languages: Sequence[str]) -> list[Fault]:
    """All faults between parts; what is not even of the right shape is left to the shape's own faults."""
    needs_file = where.get("tree", file)
    return [
        *_unknown_skills(raw, file),
        *_unknown_at_machines(raw, file),
        *_unsolved(raw, file),
        *_doubled(raw, file, needs_file),
        *_unknown_ready(raw, needs_file),
        *_missing_words(raw, needs_file, file),
        *_unknown_languages(raw, file, languages),
        *_figures(raw, file),
        *seat_faults(raw, file),
        *kiosk_faults(raw, file),
    ]


def _unknown_skills(raw: dict[str, Any], file: str) -> Iterator[Fault]:
    names = {*need_ids(raw), *_ids(raw.get("tree"))}
    for counter in _tables(raw.get("counters")):
        for kind in ("main", "backup"):
            for skill in _names(counter.get(kind)):
                if skill not in names:
                    key = f'counters["{counter.get("id", "?")}"].{kind}'
                    yield Fault(file, key, written(skill), "ce besoin n'existe pas" + meant(skill, names))


def _unknown_at_machines(raw: dict[str, Any], file: str) -> Iterator[Fault]:
    """A machine's needs are needs, or tiles, that name the machine among their routes: else nobody is ever sent there."""
    solved = {str(n.get("id")) for n in _needs(raw) if "machine" in _names(n.get("routes"))}
    tiles = {str(t.get("id")) for t in _tables(raw.get("tree")) if solved & set(_ids(t.get("needs")))}
    for machine in _tables(raw.get("machines")):
        for need in _names(machine.get("needs")):
            if need not in solved | tiles:
                key = f'machines["{machine.get("id", "?")}"].needs'
                exists = need in {*need_ids(raw), *_ids(raw.get("tree"))}
                problem = "aucun automate n'est prévu pour ce besoin (routes)" if exists else "ce besoin n'existe pas"
                yield Fault(file, key, written(need), problem + meant(need, solved | tiles))


def _unsolved(raw: dict[str, Any], file: str) -> Iterator[Fault]:
    """A need whose only routes are counters, and that no counter of this office serves: its client would wait for ever."""
    skills = {skill for c in _tables(raw.get("counters")) for k in ("main", "backup") for skill in _names(c.get(k))}
    for tile in _tables(raw.get("tree")):
        for need in _tables(tile.get("needs")):
            served = not skills.isdisjoint((str(need.get("id")), str(tile.get("id"))))
            routes = _names(need.get("routes"))
            if not served and routes and not {"mediator", "machine"} & set(routes):
                problem = "aucun guichet ne traite ce besoin : ajoutez-le à un guichet (main ou backup)"
                yield Fault(file, "counters", written(need.get("id")), problem)


def _doubled(raw: dict[str, Any], file: str, needs_file: str) -> Iterator[Fault]:
    lists = (
        (file, "counters", _ids(raw.get("counters"))),
        *((file, key, _ids(raw.get(key))) for key in ("machines", "announcements", "tags", "procedures")),
        *((file, f"workshops.{key}", _ids(_table(raw, "workshops").get(key))) for key in ("titles", "places")),
        (file, "places", [str(place(raw_place).get("id")) for raw_place in _places(raw)]),
        (file, "printers", [str(p.get("name")) for p in _tables(raw.get("printers"))]),
        (needs_file, "tiles", _ids(raw.get("tree"))),
        (needs_file, "tiles[…].needs", [need for need in need_ids(raw) if need != HELP]),
    )
    for where, key, names in lists:
        for name, times in Counter(names).items():
            if times > 1:
                yield Fault(where, key, written(name), f"ce nom est donné {times} fois : chacun doit avoir le sien")


def _unknown_ready(raw: dict[str, Any], file: str) -> Iterator[Fault]:
    items = raw.get("ready") if isinstance(raw.get("ready"), dict) else {}
    for need in _needs(raw):
        for item in _names(need.get("ready")):
            if item not in (items or {}):
                problem = "ce papier n'est pas décrit sous [ready]" + meant(item, items)
                yield Fault(file, f'needs["{need.get("id")}"].ready', written(item), problem)


def _missing_words(raw: dict[str, Any], file: str, office_file: str) -> Iterator[Fault]:
    named = [(f'needs["{n.get("id")}"]', n.get("words")) for n in _needs(raw)]
    named += [(f'tiles["{t.get("id")}"]', t.get("words")) for t in _tables(raw.get("tree"))]
    ready = raw.get("ready")
    named += [(f"ready.{key}", words) for key, words in ready.items()] if isinstance(ready, dict) else []
    for key in ("announcements", "tags", "procedures"):
        of_office = [(f'{key}["{table.get("id")}"]', table.get("words")) for table in _tables(raw.get(key))]
        yield from _without_french(of_office, office_file)
    titles = [
        (f'workshops.titles["{t.get("id")}"]', t.get("words")) for t in _tables(_table(raw, "workshops").get("titles"))
    ]
    yield from _without_french(titles, office_file)
    yield from _without_french(named, file)


def _without_french(named: list[tuple[str, Any]], file: str) -> Iterator[Fault]:
    for key, words in named:
        if isinstance(words, dict) and not words.get("fr"):
            yield Fault(file, f"{key}.fr", "", "les mots en « fr » manquent")


def _unknown_languages(raw: dict[str, Any], file: str, languages: Sequence[str]) -> Iterator[Fault]:
    own_languages = _list(raw.get("languages"))
    accepted = (*languages, *(language for language in languages_of(Domain.STAFF) if language not in languages))
    for key, possible in (("languages", languages), ("unreviewed_languages_accepted", accepted)):
        for language in _list(raw.get(key)):
            if language not in possible:
                problem = "cette langue n'a pas de textes" + meant(language, possible)
                yield Fault(file, key, written(language), problem)
    if own_languages and own_languages[0] != "fr":
        yield Fault(
            file,
            "languages",
            written(own_languages),
            "le français vient en premier : c'est la langue du départ et du repli",
        )


def _figures(raw: dict[str, Any], file: str) -> Iterator[Fault]:
    figures = raw.get("figures", {})
    if not isinstance(figures, dict):
        yield Fault(file, "figures", written(figures), "une table est attendue")
        return
    figure_types = {field.name: field.type for field in msgspec.structs.fields(Figures)}
    for name, value in figures.items():
        if name not in figure_types:
            yield Fault(file, f"figures.{name}", written(value), "cette clé n'existe pas" + meant(name, figure_types))
            continue
        if get_origin(figure_types[name]) is Annotated:
            yield from _bounded(file, f"figures.{name}", value, figure_types[name])
            continue
        wants_list = figure_types[name] is not int
        numbers = _list(value) if wants_list else [value]
        if not numbers or not all(type(number) is int and number >= 0 for number in numbers):
            kind = "une liste de nombres entiers est attendue" if wants_list else "un nombre entier est attendu"
            yield Fault(file, f"figures.{name}", written(value), kind)
        elif max(numbers) > LARGEST_FIGURE:
            yield Fault(file, f"figures.{name}", written(value), f"c'est trop grand : {LARGEST_FIGURE} au plus")


def _bounded(file: str, key: str, value: object, kind: Any) -> Iterator[Fault]:
    """A figure whose type says its bounds."""
    bounds: msgspec.Meta = kind.__metadata__[0]
    also = (bounds.extra or {}).get("or")
    if type(value) is not int or (value != also and not int(bounds.ge or 0) <= value <= int(bounds.le or 0)):
        or_else = "" if also is None else f", ou {also}"
        yield Fault(file, key, written(value), f"un nombre entier de {bounds.ge} à {bounds.le} est attendu{or_else}")


def _needs(raw: dict[str, Any]) -> list[dict[str, Any]]:
    inside = [need for tile in _tables(raw.get("tree")) for need in _tables(tile.get("needs"))]
    return [*inside, *_tables([raw.get("help")])]


def need_ids(raw: dict[str, Any]) -> list[str]:
    """The ids of all needs, help among them, of a configuration as it was read."""
    return [str(need.get("id")) for need in _needs(raw)]


def _table(raw: dict[str, Any], key: str) -> dict[str, Any]:
    table = raw.get(key)
    return table if isinstance(table, dict) else {}


def _places(raw: dict[str, Any]) -> list[Any]:
    return [entry for entry in _list(raw.get("places")) if isinstance(entry, str | dict)]


def _ids(value: object) -> list[str]:
    return [str(table.get("id")) for table in _tables(value)]


def _tables(value: object) -> list[dict[str, Any]]:
    return [entry for entry in _list(value) if isinstance(entry, dict)]


def _names(value: object) -> list[str]:
    """The names in a list; what is no name there is a fault of its shape."""
    return [name for name in _list(value) if isinstance(name, str)]


def _list(value: object) -> list[Any]:
    return list(value) if isinstance(value, list | tuple) else []
