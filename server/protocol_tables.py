"""The fields of a value that goes over the wire, as a table for docs/protocol.md: type, bounds, default, meaning.

All of it is read from the JSON Schema that msgspec makes of the types: a bound that is shown is one that holds.
"""

from collections.abc import Iterator
from typing import Any

import msgspec

Schema = dict[str, Any]
_NAMES = ("field", "type", "bounds", "default", "meaning")


def fields_table(shape: type) -> Iterator[str]:
    """The table of a struct's own fields."""
    components = components_of(shape)
    yield from table(components[shape.__name__], components)


def components_of(shape: type) -> dict[str, Schema]:
    """The struct and every value inside it, by name."""
    _schemas, components = msgspec.json.schema_components([shape], ref_template="{name}")
    return components


def table(schema: Schema, components: dict[str, Schema]) -> Iterator[str]:
    """A row a field; a column that would be empty is left out."""
    rows = [_row(name, schema, components) for name in schema["properties"] if name != "type"]
    if not rows:
        yield "No field."
        return
    columns = [place for place, name in enumerate(_NAMES) if any(row[place] for row in rows)]
    yield _line(_NAMES[place] for place in columns)
    yield "|" + "---|" * len(columns)
    for row in rows:
        yield _line(row[place] for place in columns)


def inside(schema: Schema, components: dict[str, Schema], seen: set[str]) -> Iterator[str]:
    """The names of the values inside this one that have fields of their own, each once; `seen` grows with them."""
    for name, inner in components.items():
        if name not in seen and f"'$ref': '{name}'" in repr(schema) and "properties" in inner:
            seen.add(name)
            yield name
            yield from inside(inner, components, seen)


def meaning(field: Schema) -> str:
    """What is said of the field itself, else of the kind of value that it may hold; "" where nothing is."""
    kinds = (field, *field.get("anyOf", ()))
    return next((str(kind["description"]) for kind in kinds if "description" in kind), "")


def _row(name: str, schema: Schema, components: dict[str, Schema]) -> tuple[str, ...]:
    field = schema["properties"][name]
    default = (
        "required" if name in schema.get("required", ()) else f"`{msgspec.json.encode(field.get('default')).decode()}`"
    )
    bounds = _bounds(field, components)
    return (f"`{name}`", _type(field, components), bounds, default, meaning(field))


def _line(cells: Iterator[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _type(field: Schema, components: dict[str, Schema]) -> str:
    if "$ref" in field:
        named = components.get(field["$ref"], {})
        return _type(named, components) if "enum" in named else f"`{field['$ref']}`"
    if "anyOf" in field:
        return " or ".join(dict.fromkeys(_type(kind, components) for kind in field["anyOf"]))
    if "enum" in field:
        return "string" if isinstance(field["enum"][0], str) else "integer"
    match field.get("type"):
        case "array":
            each = field.get("items")
            return f"list of {_type(each, components)}" if isinstance(each, dict) else "list"
        case "object" if "additionalProperties" in field:
            return f"object of {_type(field['additionalProperties'], components)}"
        case None:
            return "any"
        case kind:
            return str(kind)


def _bounds(field: Schema, components: dict[str, Schema]) -> str:
    """How long, how far, how written, on which list; "" where there are none."""
    if "$ref" in field:
        named = components.get(field["$ref"], {})
        return _bounds(named, components) if "enum" in named else ""
    if "anyOf" in field:
        return "; ".join(filter(None, (_bounds(kind, components) for kind in field["anyOf"])))
    if "enum" in field:
        return " · ".join(f"`{value}`" if value else '`""`' for value in field["enum"])
    of = f"({field['of']})" if "of" in field else ""
    return " ".join(filter(None, (_reach(field), of, _of_each(field, components))))


def _reach(field: Schema) -> str:
    """Of a text how it is written or how long, of a number how far, of a list or an object how many."""
    if "written" in field:
        return str(field["written"])
    for least, most, unit in (
        ("minimum", "maximum", ""),
        ("minLength", "maxLength", " signs"),
        ("minItems", "maxItems", ""),
        ("minProperties", "maxProperties", ""),
    ):
        if most in field:
            return f"{field[least]}–{field[most]}{unit}" if least in field else f"at most {field[most]}{unit}"
    return ""


def _of_each(field: Schema, components: dict[str, Schema]) -> str:
    each = field.get("items", field.get("additionalProperties"))
    bounds = _bounds(each, components) if isinstance(each, dict) else ""
    return f"of: {bounds}" if bounds else ""
