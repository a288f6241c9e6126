"""docs/openapi.json, made from the code: python -m server.openapi writes it, a test holds it true. OpenAPI 3.1.

Routes, methods and parameters in the path come from the URL map; who may use a route from its rule; commands and answers from their
types; what a route reads from its query or form from its own source, and for readers that it shares from _READ.
"""

import inspect
import json
import re
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path
from typing import Any

import msgspec
from flask import Flask
from werkzeug.routing import Rule

from flow.commands import ClaimPaper, ReportPaper, ReportPrinter
from screen.roles import PUBLIC, Role
from screen.running import Answer
from screen.screen import Screen
from server.protocol_page import example_office
from server.screens import SCREENS

FILE = Path("docs/openapi.json")
_REPORT = ("span", "from", "to", "office", "mediator", "lang")
_READ: dict[str, tuple[str, ...]] = {
    "/console/price": ("ticket", "before", "minutes", "seen", "lang"),
    "/manager/report": _REPORT,
    "/manager/report/print": _REPORT,
    "/manager/report/records.{form}": _REPORT,
    "/": ("lang",),
    "/pair": ("lang",),
    "/pair.json": ("lang",),
    "/sign-in": ("next", "lang"),
    "/sign-in.json": ("lang",),
    "/voice/{language}/{name}": ("number", "counter", "low", "high", "hour", "minute", "seconds", "level"),
}
_BODIES = {"/pair.json": ("code",), "/sign-in.json": ("name", "pin")}
"""What the two doors for programs read from JSON."""
_TAKEN = re.compile(r"request\.(args|form)\.get(?:list)?\(\"(\w+)\"")
_KINDS = {"IntegerConverter": {"type": "integer", "minimum": 0}}
_STATUSES = {
    "200": "Done", "303": "Done, and on to a page", "400": "Malformed, or forged", "401": "Unknown device", "403": "Not allowed",
    "404": "Nothing there", "409": "Refused by the rules, with the reason", "422": "Not what the form asks for",
    "429": "Too many tries", "503": "Not stored, or too much at once: try again",
}  # fmt: skip


def document() -> str:
    """The whole description, as JSON."""
    with tempfile.TemporaryDirectory() as folder:
        app, _live = example_office(Path(folder))
        shapes = sorted(
            {command for commands in _commands().values() for command in commands}, key=lambda c: c.__name__
        )
        _refs, components = msgspec.json.schema_components(
            [*shapes, Answer], ref_template="#/components/schemas/{name}"
        )
        described = {
            "openapi": "3.1.0",
            "info": {
                "title": "An office of Aller-vers",
                "version": version("allervers"),
                "description": "Live views come over Socket.IO: docs/protocol.md.",
            },
            "paths": _paths(app),
            "components": {
                "schemas": components,
                "securitySchemes": {
                    "device": {"type": "http", "scheme": "bearer", "description": "A paired device: /pair.json"},
                    "staff": {
                        "type": "apiKey",
                        "in": "header",
                        "name": "X-Staff",
                        "description": "Who is signed in: /sign-in.json",
                    },
                },
            },
        }
    return json.dumps(described, ensure_ascii=False, indent=1) + "\n"


def _commands() -> dict[str, tuple[type, ...]]:
    """Address → what may be handed in there."""
    taken = {f"/{screen.name}/commands": tuple(screen.commands) for screen in SCREENS if _live(screen)}
    return taken | {"/printer/commands": (ClaimPaper, ReportPaper, ReportPrinter)}


def _live(screen: Screen) -> bool:
    return screen.shape is not None and bool(screen.commands)


def _paths(app: Flask) -> dict[str, dict[str, Any]]:
    paths: dict[str, dict[str, Any]] = {}
    for rule in sorted(app.url_map.iter_rules(), key=lambda rule: (rule.rule, sorted(rule.methods or ()))):
        if not rule.endpoint.endswith("static"):
            path = re.sub(r"<(?:[^<>]*:)?(\w+)>", r"{\1}", rule.rule)
            for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
                paths.setdefault(path, {})[method.lower()] = _operation(app, rule, path, method)
    return paths


def _operation(app: Flask, rule: Rule, path: str, method: str) -> dict[str, Any]:
    view = app.view_functions[rule.endpoint]
    allowed: frozenset[Role] = getattr(view, "allowed", PUBLIC)
    read = _TAKEN.findall(inspect.getsource(inspect.unwrap(view)))
    query = dict.fromkeys([*_READ.get(path, ()), *(name for kind, name in read if kind == "args")])
    operation: dict[str, Any] = {
        "operationId": f"{method.lower()} {path}",
        "summary": (inspect.getdoc(view) or "A page").split("\n")[0],
        "x-roles": sorted(allowed) or ["anybody"],
        "parameters": [*_in_path(rule), *_in_query(query if method == "GET" else {})],
        "responses": {status: {"description": description} for status, description in _STATUSES.items()},
    }
    if allowed != PUBLIC:
        operation["security"] = [{"device": [], "staff": []}]
    if path in _commands():
        operation["parameters"].append(_header("Idempotency-Key", {"type": "string", "minLength": 8, "maxLength": 128}))
        operation["requestBody"] = _body(
            "application/json", {"anyOf": [_ref(command) for command in _commands()[path]]}
        )
        operation["responses"]["200"]["content"] = {"application/json": {"schema": _ref(Answer)}}
    elif path in _BODIES:
        operation["requestBody"] = _body("application/json", _texts(_BODIES[path], needed=True))
    elif method == "POST":
        fields = ["csrf_token", *dict.fromkeys(name for kind, name in read if kind == "form")]
        operation["requestBody"] = _body("application/x-www-form-urlencoded", _texts(fields))
    return operation


def _in_path(rule: Rule) -> list[dict[str, Any]]:
    return [
        {"name": name, "in": "path", "required": True, "schema": _kind(converter)}
        for name, converter in rule._converters.items()
    ]


def _kind(converter: Any) -> dict[str, Any]:
    if type(converter).__name__ == "AnyConverter":
        return {"enum": sorted(converter.items)}
    return _KINDS.get(type(converter).__name__, {"type": "string", "minLength": 1})


def _in_query(names: dict[str, None]) -> list[dict[str, Any]]:
    return [{"name": name, "in": "query", "required": False, "schema": {"type": "string"}} for name in names]


def _header(name: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "in": "header", "required": True, "schema": schema}


def _body(kind: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"required": True, "content": {kind: {"schema": schema}}}


def _texts(names: tuple[str, ...] | list[str], needed: bool = False) -> dict[str, Any]:
    fields = {name: {"type": "string"} for name in names}
    return {"type": "object", "properties": fields} | ({"required": list(names)} if needed else {})


def _ref(shape: type) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{shape.__name__}"}


if __name__ == "__main__":
    FILE.parent.mkdir(exist_ok=True)
    FILE.write_text(document(), "utf-8")
    print(f"{FILE}: {len(json.loads(FILE.read_text('utf-8'))['paths'])} addresses", file=sys.stderr)
