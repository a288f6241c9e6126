"""types/office.d.ts is what the code says, no more and no less."""

import json
import re
import subprocess
from pathlib import Path

import pytest

from server.page_types import FILE, document
from server.screens import SCREENS


def test_the_types_of_the_pages_are_those_of_the_code():
    assert FILE.read_text("utf-8") == document(), "python -m server.page_types writes it anew"


def test_the_pages_know_each_command_and_each_field_of_each_view():
    written = FILE.read_text("utf-8")

    commands = {command for screen in SCREENS for command in screen.commands}
    assert [c.__name__ for c in commands if f'    type: "{c.__name__}";' not in written] == []
    views = {screen.name: screen.shape for screen in SCREENS if screen.shape is not None}
    assert len(views) == 5
    for name, view in views.items():
        (type_,) = re.findall(rf"  type {name.title()}View = (\w+);", written)
        (fields,) = re.findall(rf"  interface {type_} {{\n(.*?)\n  }}", written, re.DOTALL)
        assert [line.split(":")[0].strip() for line in fields.splitlines()] == list(view.__struct_fields__)


def test_a_word_of_the_offices_own_configuration_is_a_pattern_and_no_list_of_one_offices_needs():
    written = FILE.read_text("utf-8")

    assert "| `need.${string}`" in written
    assert "need.stamps" not in written
    assert '"console.waits"' in written


ESCAPES = re.compile(
    r"@ts-(?:ignore|nocheck|expect-error)|[{<|(,:]\s*(?:any|\*)\s*(?:\[\])*\s*[}>|),;=]|\bany\[\]|<any\b"
)
"""Ways out of the types: a comment that turns them off, the type that is every type."""
ALLOWED: dict[str, str] = {}
"""Ways out that are allowed: file → why. None is."""


def test_no_page_gets_round_its_types():
    """A way out in one place lets a misspelt name through wherever its value goes."""
    pages = [
        Path(name)
        for name in _tracked("*.js", "types/*.d.ts")
        if "vendor" not in Path(name).parts and "tests/" not in name
    ]

    escaped = {
        str(page): escapes
        for page in pages
        if (
            escapes := [
                line for line in page.read_text("utf-8").splitlines() if ESCAPES.search(line) and _is_typed(line)
            ]
        )
    }
    assert len(pages) > 60
    assert set(escaped) == set(ALLOWED), escaped


@pytest.mark.parametrize(
    "line",
    [
        "/** @type {any} */",
        "// @ts-ignore",
        " * @param {Record<string, any>} facts",
        " * @returns {any[]}",
        " * @param {*} view",
        "const x = /** @type {Map<any, string>} */ (y);",
        " *   draw: (view: any) => void,",
    ],
)
def test_a_way_round_the_types_is_found(line):
    assert ESCAPES.search(line)
    assert _is_typed(line)


def test_every_module_of_a_screen_is_read_by_a_page():
    """tsc reads a page's own modules by their folder, and what these import."""
    projects = [(path.parent, json.loads(path.read_text("utf-8"))) for path in Path("types").glob("*/tsconfig.json")]
    read = {
        file.resolve()
        for folder, project in projects
        for pattern in project["include"]
        for file in folder.parent.parent.glob(pattern.removeprefix("../../"))
        if pattern.startswith("../../")
    }
    left = [name for name in _tracked("*.js") if "vendor" not in Path(name).parts and "tests/" not in name]
    todo = list(read)
    while todo:
        for name in re.findall(r'from "(\.[^"]+)"', todo.pop().read_text("utf-8")):
            # The shared files' folder holds what no other does: a name is enough, but for what others made.
            for unread in {path.resolve() for path in Path().glob(f"*/static/{Path(name).name}")} - read:
                read.add(unread)
                todo.append(unread)

    assert [name for name in left if Path(name).resolve() not in read] == []


def _tracked(*patterns: str) -> list[str]:
    return subprocess.run(
        ["git", "ls-files", "--", *patterns], capture_output=True, text=True, check=True
    ).stdout.split()


def _is_typed(line: str) -> bool:
    """A comment that types are read from, or a file of types."""
    return "@" in line or line.lstrip().startswith(("*", "type", "readonly")) or "=>" in line
