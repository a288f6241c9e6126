"""docs/openapi.json says what the code does."""

import json
import re
from pathlib import Path

from screen.roles import PUBLIC
from server.openapi import FILE, document
from server.protocol_page import example_office
from server.screens import SCREENS


def test_the_openapi_document_is_true():
    assert Path(FILE).read_text("utf-8") == document(), "run: python -m server.openapi"


def test_every_route_and_method_is_in_it_with_who_may_use_it(tmp_path):
    app, _live = example_office(tmp_path)
    paths = json.loads(document())["paths"]

    for rule in app.url_map.iter_rules():
        if not rule.endpoint.endswith("static"):
            operations = paths[re.sub(r"<(?:[^<>]*:)?(\w+)>", r"{\1}", rule.rule)]
            allowed = app.view_functions[rule.endpoint].allowed
            for method in rule.methods - {"HEAD", "OPTIONS"}:
                operation = operations[method.lower()]
                assert operation["x-roles"] == (sorted(allowed) or ["anybody"])
                assert ("security" in operation) == (allowed != PUBLIC)


def test_every_command_has_its_schema_at_the_address_of_its_screen():
    described = json.loads(document())

    for screen in SCREENS:
        if screen.shape is not None and screen.commands:
            body = described["paths"][f"/{screen.name}/commands"]["post"]["requestBody"]["content"]["application/json"]
            named = {reference["$ref"].rsplit("/", 1)[1] for reference in body["schema"]["anyOf"]}
            assert named == {command.__name__ for command in screen.commands}
            assert named <= set(described["components"]["schemas"])


def test_what_it_says_a_route_reads_stands_in_the_code():
    source = "\n".join(p.read_text("utf-8") for folder in ("server", "report", "mediator_console", "kiosk", "screen", "voice")
                       for p in Path(folder).rglob("*.py") if p.name != "openapi.py")  # fmt: skip
    described = json.loads(document())

    read = {
        parameter["name"]
        for path in described["paths"].values()
        for operation in path.values()
        for parameter in operation["parameters"]
    }
    assert [name for name in read if not re.search(rf"[\"<:{{ ]{re.escape(name)}[\">}}]", source)] == []
