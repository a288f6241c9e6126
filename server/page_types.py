"""types/office.d.ts, made from the code: python -m server.page_types writes it, a test holds it true.

The pages are plain modules that a browser reads as they are; `tsc` reads them beside this file, so that a view's field, a command, one
of its fields or a word that a page misspells is found before anybody taps. Nothing of it is needed to install or run the product.
"""

import inspect
import json
import re
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from flask import Flask
from msgspec import inspect as shapes

from flow.refusals import Reason
from flow.visits.reordering import Price
from mediator_console.choices import Choices
from screen.running import Answer
from server.live import Tick
from server.protocol_page import example_office
from server.screens import SCREENS

FILE = Path("types/office.d.ts")
_HEAD = """\
// What the office says to its pages, and what they may ask: made by `python -m server.page_types`; a test fails when the two differ.
"""
_OF_THE_OFFICE = ("announcement", "need", "procedure", "ready", "tag", "tile", "title")
"""Words that an office's configuration names: `need.${string}`, whatever its needs are."""
_OF_AN_ANSWER = {"reason": "Reason", "route": "Route"}
"""Closed lists that an answer writes as text, since it leaves out what is empty."""
_PAGES = {
    "Kiosk": ("kiosk.kiosk", "/kiosk"),
    "Display": ("display.display", "/display"),
    "Console": ("console.console", "/console"),
    "Counter": ("counter.counter", "/counter/1"),
    "Manager": ("manager.manager", "/manager"),
    "Presences": ("manager.presences", "/manager/presences"),
}
"""Each page that has words for its scripts: (its route's function, an address of it)."""


def document() -> str:
    """The whole file. Raises TypeError for a value that has no type in a page."""
    with tempfile.TemporaryDirectory() as folder:
        app, _live = example_office(Path(folder))
        words = {page: tuple(_words(app, *where)) for page, where in _PAGES.items()}
    views = {screen.name: screen.shape for screen in SCREENS if screen.shape is not None}
    commands = {screen.name: screen.commands for screen in SCREENS if screen.commands}
    sent_shapes = _with_inner([*views.values(), Answer, Tick, Price, Choices])
    command_shapes = _with_inner(command for some in commands.values() for command in some)
    names = _names(sent_shapes | command_shapes)
    parts = [
        *(
            _declared(shape, names, sent=shape in command_shapes)
            for shape in sorted(sent_shapes | command_shapes, key=lambda shape: names[shape])
        ),
        _union("Reason", (json.dumps(reason.value) for reason in Reason)),
        *(_union(f"{name.title()}Command", (names[each] for each in some)) for name, some in commands.items()),
        *(f"  type {name.title()}View = {names[shape]};\n" for name, shape in views.items()),
        *(_union(f"{page}Word", map(_word, keys)) for page, keys in words.items()),
        *(_union(f"{page}Counted", map(_word, _of_a_count(keys))) for page, keys in words.items()),
    ]
    return f"{_HEAD}declare namespace Office {{\n{''.join(parts)}}}\n"


def _words(app: Flask, function: str, address: str) -> Iterator[str]:
    """The keys of the words that stand on this page, in order; those of the office's configuration as `need.*`."""
    with app.test_request_context(address):
        page = app.ensure_sync(app.view_functions[function])(**_arguments(app, address))
    texts = re.search(r'<script type="application/json" id="texts">(.*?)</script>', str(page), re.DOTALL)
    assert texts is not None, f"{address} has no words for its scripts"
    keys = {f"{kind}.*" if (kind := key.partition(".")[0]) in _OF_THE_OFFICE else key for key in json.loads(texts[1])}
    yield from sorted(keys)


def _arguments(app: Flask, address: str) -> dict[str, Any]:
    _endpoint, arguments = app.url_map.bind("localhost").match(address)
    return dict(arguments)


def _of_a_count(keys: tuple[str, ...]) -> Iterator[str]:
    """Sentences of a count, which have a form of their own for one, and for none where none is said."""
    yield from (key for key in keys if f"{key}_one" in keys)


def _word(key: str) -> str:
    return f"`{key.removesuffix('*')}${{string}}`" if key.endswith("*") else json.dumps(key)


def _with_inner(roots: Iterable[type]) -> frozenset[type]:
    """These values, and all values and lists of codes inside them."""
    seen: set[type] = set()
    todo = [shapes.type_info(root) for root in roots]
    while todo:
        match todo.pop():
            case shapes.StructType(cls=cls, fields=fields) if cls not in seen:
                seen.add(cls)
                todo += [field.type for field in fields]
            case shapes.EnumType(cls=cls):
                seen.add(cls)
            case shapes.UnionType(types=inner) | shapes.TupleType(item_types=inner):
                todo += inner
            case (
                shapes.ListType(item_type=item)
                | shapes.VarTupleType(item_type=item)
                | shapes.FrozenSetType(item_type=item)
            ):
                todo.append(item)
            case shapes.DictType(key_type=key, value_type=value):
                todo += [key, value]
            case shapes.Metadata(type=inner):
                todo.append(inner)
            case _:
                pass
    return frozenset(seen)


def _names(every: frozenset[type]) -> dict[type, str]:
    """What each is called in the pages: two of one name have the first word of their package before it."""
    names = [shape.__name__ for shape in every]
    return {shape: _told_apart(shape) if names.count(shape.__name__) > 1 else shape.__name__ for shape in every}


def _told_apart(shape: type) -> str:
    package, _, _ = shape.__module__.partition(".")
    return f"{package.partition('_')[0].title()}{shape.__name__}"


def _declared(shape: type, names: dict[type, str], *, sent: bool) -> str:
    match shapes.type_info(shape):
        case shapes.EnumType(cls=cls):
            return _union(names[cls], (json.dumps(code.value) for code in cls))
        case shapes.StructType(cls=cls, fields=fields, tag=tag):
            kind = [f"    type: {json.dumps(tag)};\n"] if tag else []
            may_lack = sent or cls.__struct_config__.omit_defaults
            rows = [_field(cls, field, names, lacks=may_lack and not field.required) for field in fields]
            return f"{_comment(cls)}  interface {names[cls]} {{\n{''.join([*kind, *rows])}  }}\n"
    raise TypeError(f"{shape} has no type in a page")


def _field(shape: type, field: shapes.Field, names: dict[type, str], *, lacks: bool) -> str:
    written = (_OF_AN_ANSWER.get(field.name) if shape is Answer else None) or _type(field.type, names)
    return f"    {field.encode_name}{'?' if lacks else ''}: {written};\n"


def _type(kind: shapes.Type, names: dict[type, str]) -> str:
    match kind:
        case shapes.StructType(cls=cls) | shapes.EnumType(cls=cls):
            return names[cls]
        case shapes.Metadata(type=inner):
            return _type(inner, names)
        case shapes.StrType():
            return "string"
        case shapes.IntType() | shapes.FloatType():
            return "number"
        case shapes.BoolType():
            return "boolean"
        case shapes.NoneType():
            return "null"
        case shapes.AnyType():
            return "unknown"
        case shapes.UnionType(types=inner):
            return " | ".join(_type(each, names) for each in inner)
        case shapes.TupleType(item_types=inner):
            return f"[{', '.join(_type(each, names) for each in inner)}]"
        case (
            shapes.ListType(item_type=item) | shapes.VarTupleType(item_type=item) | shapes.FrozenSetType(item_type=item)
        ):
            of = _type(item, names)
            return f"({of})[]" if " | " in of else f"{of}[]"
        case shapes.DictType(key_type=key, value_type=value):
            return f"{{ [{'code' if isinstance(key, shapes.EnumType) else 'name'}: string]: {_type(value, names)} }}"
        case _:
            raise TypeError(f"{kind} has no type in a page")


def _union(name: str, members: Iterable[str]) -> str:
    rows = "".join(f"\n    | {member}" for member in members)
    return f"  type {name} ={rows or ' never'};\n"


def _comment(shape: type) -> str:
    lines = (inspect.getdoc(shape) or "").replace("*/", "").splitlines()
    return "".join(["  /**\n", *(f"   * {line}".rstrip() + "\n" for line in lines), "   */\n"])


if __name__ == "__main__":
    FILE.parent.mkdir(exist_ok=True)
    FILE.write_text(document(), "utf-8")
    print(f"{FILE}: {len(FILE.read_text('utf-8').splitlines())} lines", file=sys.stderr)
