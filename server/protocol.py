"""docs/protocol.md, made from the code: python -m server.protocol writes it, a test holds it true."""

import inspect
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
from flask import Flask

from config.loading import load
from config.texts import Texts
from flow.commands import ClaimPaper, ReportPaper, ReportPrinter
from flow.refusals import Reason
from screen.roles import PUBLIC, Role
from screen.running import Answer
from screen.screen import Screen
from server.access import Access
from server.app import create_app
from server.journal.events import Journal
from server.journal.people import People
from server.live import Live, Tick
from server.office import Office
from server.screens import SCREENS
from server.tokens import DayKey
from server.wire import KEY_WRITTEN
from voice.clips import Clips

FILE = Path("docs/protocol.md")
_HEAD = """\
# The protocol of an office

Made from the code by `python -m server.protocol`; a test fails when the two differ. Everything a screen does, a program
written by somebody else can do: take a ticket, listen to a view, call next.

## In three minutes
1. `allervers pair --role kiosk` prints a code. `POST /pair.json` with `{"code": "…"}` answers `{"secret": "…"}`.
2. Show it with each request: `Authorization: Bearer SECRET`. Staff screens also need somebody signed in:
   `POST /sign-in.json` with `{"name": "…", "pin": "…"}` answers `{"staff": "…"}`, shown as `X-Staff: …`.
3. Take a ticket: `POST /kiosk/commands` with the header `Idempotency-Key: <16 random bytes, hex>` and
   `{"type": "TakeTicket", "need": "parcel_notice"}`. The same key gives the same answer, however often it is sent.
4. Listen: connect to `/socket.io/` (Socket.IO protocol 5, websocket only, the same headers) with
   `{"screen": "display", "place": ""}` as `auth`; every `view` is the whole of what that screen shows. A view with a smaller
   `version` than the one shown is old: ignore it, but not the first of a connection: an office that was put back from a copy may
   begin lower. `tick` comes every 5 s; when its version is larger, emit `refresh`; when it is `held` (the machine's time is not
   believed), emit `clock` with what your own clock says, in milliseconds since 1970.
   Staff screens also get `notices`: sentences in French about the office's own computer, all that stand now, none when nothing is wrong.
5. Call next, as a counter: emit `command` with `{"key": "…", "command": {"type": "CallNext", "counter": "1"}}`; the
   acknowledgement is the Answer. Or `POST /counter/commands`.

A device that belongs to a counter acts for that one. For another it says so, in each request with the header `Acting-For: 1`, on
connecting with `"acting_for": "1"` in `auth`: else it is refused (`not_your_counter`), and the journal has both counters.
A kiosk gives so many tickets a minute (12 unless the office says otherwise), then `too_many_tickets` with the `seconds` to wait;
the same key is answered as before.

`tick` has `seen`, which the office signed. Keep the newest, over a restart too; hand it back on connecting as `"seen"` in `auth` and with
each command as the header `Seen: …`: an office that was put back from an older copy learns by it which numbers were given.

No answer, or 503 `not_stored`: ask again under the same key. An office that could not know whether it stored ends without an answer
and is there again within seconds; the same key then says what is true.

Times are milliseconds since 1970, UTC. Unknown fields are refused. A message is at most 64 000 bytes.
"""

_BOUNDS = f"""\
Every field has bounds: what is outside them is `malformed`. A name must be known, else the refusal says which is not: (list of
the office) is what its configuration names, (of the day) what it has made itself. There is no free text but the pseudonym of who
replaced somebody. The key of a command: {KEY_WRITTEN}.
"""


def document() -> str:
    """The whole page."""
    with tempfile.TemporaryDirectory() as folder:
        app, live = example_office(Path(folder))
        parts = [_HEAD, *_routes(app), *_socket(live), *_commands(), *_answers(), *_views()]
    return "\n".join(parts) + "\n"


def example_office(folder: Path) -> tuple[Flask, Live]:
    """An office in demonstration, which has every route and event, with its files in `folder`: to be described."""
    settings = load("lens", demonstration=True, printer_address="virtual")
    office = Office(settings, Texts.load(), Journal(folder / "journal.db"), DayKey(folder / "day.key"))
    access = Access(People(folder / "people.db"), settings.languages)
    app = create_app(office, access, SCREENS, b"only to describe", folder, Clips(folder))
    return app, Live(app, office, access, SCREENS, [])


def _routes(app: Flask) -> Iterator[str]:
    yield "## HTTP routes\n\n| route | methods | who | what |\n|---|---|---|---|"
    for rule in sorted(app.url_map.iter_rules(), key=lambda rule: rule.rule):
        if rule.endpoint.endswith("static"):
            continue
        view = app.view_functions[rule.endpoint]
        methods = " ".join(sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}))
        yield f"| `{rule.rule}` | {methods} | {_who(view)} | {_first_line(view)} |"


def _socket(live: Live) -> Iterator[str]:
    yield "\n## Socket events\n\nFrom the screen:\n\n| event | who | what |\n|---|---|---|"
    for event, handler in live.handlers.items():
        yield f"| `{event}` | the role of the screen named in `auth` | {_first_line(handler)} |"
    yield "\nTo the screen: `view` (see Views) and `tick`:\n"
    yield from _fields(Tick)


def _commands() -> Iterator[str]:
    yield f"\n## Commands\n\n{_BOUNDS}"
    asked: dict[type, list[str]] = {}
    told: set[str] = set()
    for screen in SCREENS:
        for command in screen.commands:
            asked.setdefault(command, []).append(screen.name)
    for command in (ClaimPaper, ReportPaper, ReportPrinter):
        asked[command] = ["printer"]
    for command in sorted(asked, key=lambda command: command.__name__):
        yield f"### {command.__name__}\n\n{inspect.getdoc(command)} From: {', '.join(sorted(asked[command]))}.\n"
        yield from _fields(command)
        yield ""
        yield from _inner(command, told)


def _answers() -> Iterator[str]:
    yield f"## Answer\n\n{inspect.getdoc(Answer)}\n"
    yield from _fields(Answer)
    yield "\nReasons: " + ", ".join(f"`{reason.value}`" for reason in Reason) + "."
    yield (
        "\nHTTP status: 200 done · 400 `malformed`, `key_missing` · 401 unknown device · 403 `not_allowed` ·"
        " 409 refused by the rules · 422 `key_reused` · 429 too many tries · 503 `not_stored`.\n"
    )


def _views() -> Iterator[str]:
    yield "## Views\n"
    for screen in SCREENS:
        if (shape := screen.shape) is not None:
            yield f"### {screen.name}: {shape.__name__}\n\n{inspect.getdoc(shape)}\n"
            yield from _shapes(screen, shape)


def _shapes(screen: Screen, shape: type) -> Iterator[str]:
    """The view's fields, and those of the values inside it."""
    _schemas, components = msgspec.json.schema_components([shape], ref_template="{name}")
    seen = {shape.__name__}
    yield from _table(components[shape.__name__])
    yield ""
    for name in _inside(components[shape.__name__], components, seen):
        yield f"`{name}`: {components[name].get('description', '')}\n"
        yield from _table(components[name])
        yield ""


def _inside(schema: dict[str, Any], components: dict[str, Any], seen: set[str]) -> Iterator[str]:
    for name, inner in components.items():
        if name not in seen and f"'$ref': '{name}'" in repr(schema) and "properties" in inner:
            seen.add(name)
            yield name
            yield from _inside(inner, components, seen)


def _inner(shape: type, told: set[str]) -> Iterator[str]:
    """The values inside a command that have fields of their own, each told once."""
    _schemas, components = msgspec.json.schema_components([shape], ref_template="{name}")
    for name in _inside(components[shape.__name__], components, told):
        yield f"`{name}`: {inspect.cleandoc(components[name].get('description', ''))}\n"
        yield from _table(components[name], components)
        yield ""


def _fields(shape: type) -> Iterator[str]:
    _schemas, components = msgspec.json.schema_components([shape], ref_template="{name}")
    yield from _table(components[shape.__name__], components)


def _table(schema: dict[str, Any], components: dict[str, Any] | None = None) -> Iterator[str]:
    fields = {name: field for name, field in schema["properties"].items() if name != "type"}
    if not fields:
        yield "No field."
        return
    yield "| field | type | |\n|---|---|---|"
    for name, field in fields.items():
        needed = "required" if name in schema.get("required", ()) else f"default `{field.get('default')!r}`"
        yield f"| `{name}` | {_type(field, components or {})} | {needed} |"


def _type(field: dict[str, Any], components: dict[str, Any]) -> str:
    if "$ref" in field:
        named = components.get(field["$ref"], {})
        return _type(named, components) if "enum" in named else f"`{field['$ref']}`"
    if "anyOf" in field:
        return " or ".join(_type(one, components) for one in field["anyOf"])
    if field.get("type") == "array":
        inner, most = field.get("items"), field.get("maxItems")
        of = f" of {_type(inner, components)}" if isinstance(inner, dict) else ""
        return f"list, at most {most},{of}" if most is not None else f"list{of}"
    if field.get("type") == "object" and "additionalProperties" in field:
        keys = f", at most {field['maxProperties']}" if "maxProperties" in field else ""
        return f"object{keys}, of {_type(field['additionalProperties'], components)}"
    if "enum" in field:
        return " · ".join(f"`{one}`" if one else '`""`' for one in field["enum"])
    return _bounded(field)


def _bounded(field: dict[str, Any]) -> str:
    """A text or a number with its bounds, and the list that it must be on."""
    kind = str(field.get("type", "any"))
    if "minimum" in field and "maximum" in field:
        return f"{kind} {field['minimum']}–{field['maximum']}"
    written, of = field.get("written"), field.get("of")
    return " ".join(filter(None, (f"{kind}: {written}" if written else kind, f"({of})" if of else "")))


def _who(view: object) -> str:
    allowed: frozenset[Role] = view.allowed  # type: ignore[attr-defined]
    return "anybody" if allowed == PUBLIC else ", ".join(sorted(allowed))


def _first_line(function: object) -> str:
    return (inspect.getdoc(function) or "a page").split("\n")[0]


if __name__ == "__main__":
    FILE.parent.mkdir(exist_ok=True)
    FILE.write_text(document(), "utf-8")
    print(f"{FILE}: {len(FILE.read_text('utf-8').splitlines())} lines", file=sys.stderr)
