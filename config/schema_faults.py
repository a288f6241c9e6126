"""Faults of shape, as pydantic found them, told to a person: which file, which key, what was written, what to write instead."""

from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from config.faults import Fault
from config.settings import OfficeSettings
from config.spans import meant

_SENTENCES = {
    "missing": "cette clé manque",
    "string_type": "un texte entre guillemets est attendu",
    "int_type": "un nombre entier est attendu",
    "int_parsing": "un nombre entier est attendu",
    "int_from_float": "un nombre entier est attendu",
    "float_type": "un nombre est attendu",
    "float_parsing": "un nombre est attendu",
    "bool_type": "true ou false est attendu",
    "bool_parsing": "true ou false est attendu",
    "tuple_type": "une liste est attendue, entre crochets",
    "dict_type": "une table est attendue",
    "model_type": "une table est attendue",
    "string_pattern_mismatch": "cette écriture n'est pas possible : {pattern}",
    "string_too_short": "ce texte est trop court",
    "string_too_long": "ce texte est trop long : {max_length} caractères au plus",
    "too_short": "il en faut au moins {min_length}",
    "too_long": "il y en a trop : {max_length} au plus",
    "greater_than": "c'est trop petit : plus de {gt}",
    "greater_than_equal": "c'est trop petit : {ge} au moins",
    "less_than_equal": "c'est trop grand : {le} au plus",
}


def schema_faults(error: ValidationError, file: str, where: dict[str, str], raw: dict[str, Any]) -> list[Fault]:
    """One fault for each; where: first key → the other file that it stands in."""
    faults = []
    for detail in error.errors(include_url=False):
        first = str(detail["loc"][0]) if detail["loc"] else ""
        if first == "figures":
            continue  # told by config.tree_faults, with the figures that exist
        value = "" if detail["type"] == "missing" else written(detail["input"])
        faults.append(Fault(where.get(first, file), key_of(detail["loc"], raw), value, _problem(detail)))
    return faults


def written(value: object) -> str:
    """The value as it was written, short enough for a line."""
    shown = f'"{value}"' if isinstance(value, str) else str(value).replace("True", "true").replace("False", "false")
    return shown if len(shown) <= 60 else f"{shown[:57]}…"


def key_of(place: tuple[int | str, ...], raw: Any) -> str:
    """("counters", 1, "main", 0) → counters["2"].main[0]: a table in a list goes by its id or name."""
    key = ""
    for part in place:
        inside = raw[part] if _holds(raw, part) else None
        if isinstance(part, int):
            name = inside.get("id") or inside.get("name") if isinstance(inside, dict) else None
            key += f'["{name}"]' if name else f"[{part}]"
        elif part != "words":
            key += f".{part}" if key else str(part)
        raw = inside
    return key.removeprefix("tree").replace("tree[", "tiles[") if key == "tree" else key.replace("tree[", "tiles[", 1)


def _problem(detail: ErrorDetails) -> str:
    kind, facts = detail["type"], detail.get("ctx", {})
    if kind == "extra_forbidden":
        return "cette clé n'existe pas" + meant(detail["loc"][-1], _keys_beside(detail["loc"]))
    if kind in ("enum", "literal_error"):
        possible = str(facts.get("expected", "")).replace(" or ", ", ").replace("'", "").split(", ")
        return "cette valeur n'est pas possible" + meant(detail["input"], possible)
    if kind in ("value_error", "assertion_error", "type_error"):
        return str(facts.get("error", detail["msg"]))
    sentence = _SENTENCES.get(kind)
    return sentence.format(**facts) if sentence else detail["msg"]


def _keys_beside(place: tuple[int | str, ...]) -> list[str]:
    """The keys that the table at this place may have."""
    model: type[BaseModel] = OfficeSettings
    for part in place[:-1]:
        if isinstance(part, str) and part in model.model_fields:
            inner = _model_in(model.model_fields[part].annotation)
            if inner is not None:
                model = inner
    return [
        key for key in model.model_fields if key not in ("id", "tree", "help", "ready") or model is not OfficeSettings
    ]


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((m for a in getattr(annotation, "__args__", ()) if (m := _model_in(a)) is not None), None)


def _holds(raw: Any, part: int | str) -> bool:
    if isinstance(raw, dict):
        return part in raw
    return isinstance(raw, list | tuple) and isinstance(part, int) and part < len(raw)
