"""One word for one thing: the words of ARCHITECTURE.md are those of the code, and names that were given up do not come back."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

PROJECT = tomllib.loads(Path("pyproject.toml").read_text())["tool"]
PACKAGES = PROJECT["hatch"]["build"]["targets"]["wheel"]["packages"]
GIVEN_UP = {
    "Told": "ReportText",
    "Asked": "Query",
    "Known": "Choices",
    "NotThis": "BadQuery",
    "Whole": "OfficeDay",
    "Recorded": "JournalEntry",
    "Entry": "JournalEntry",
    "AnyAsked": "AnyCommand",
    "AnyHappened": "AnyEvent",
    "Gone": "Remove",
    "Keyed": "NewAnswer",
    "Made": "Decision",
}
"""Name of a class or a type → the name that took its place."""
FILES_GIVEN_UP = {
    "report/told.py", "report/asked.py", "report/shape.py", "mediation/made.py", "mediation/counting.py", "mediation/natures.py",
    "mediation/rolling_over.py", "printer/commands.py", "printer/line.py", "printer/office.py", "server/journal/events.py",
    "config/running.py", "config/asked.py", "screen/static/telling.js", "mediator_console/static/sheet.js",
    "mediator_console/static/follow.js", "mediator_console/static/give.js", "mediator_console/static/joining.js",
    "mediator_console/static/noting.js", "mediator_console/static/counting.js",
    "config/frozen.py", "config/doors.py", "printer/pen.py", "printer/stopping.py",
    "server/doors.py", "server/printing.py", "server/keys.py", "flow/papers.py", "demonstration/past/playing.py",
}  # fmt: skip
NO_HOUSE = re.compile(r"(^|_)(utils?|helpers?|managers?|base|common|misc)(_|$)")
"""Names of modules that say nothing of what is in them."""


def product() -> Iterator[Path]:
    """Every Python file of the product."""
    for package in PACKAGES:
        yield from Path(package).rglob("*.py")


def types_of(source: str) -> set[str]:
    """The names of a module's classes and type aliases."""
    body = ast.parse(source).body
    aliases = {
        target.id
        for node in body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    return {node.name for node in body if isinstance(node, ast.ClassDef)} | {
        name for name in aliases if name[0].isupper()
    }


def test_no_name_that_was_given_up_is_back():
    back = {str(path): sorted(types_of(path.read_text()) & GIVEN_UP.keys()) for path in product()}

    assert {path: names for path, names in back.items() if names} == {}
    assert [file for file in FILES_GIVEN_UP if Path(file).exists()] == []


def test_a_name_that_was_given_up_is_found_where_it_stands():
    assert types_of("class Told: pass\nAsked = int | str\nother = 1") == {"Told", "Asked"}


def test_what_took_their_place_exists():
    names = set[str]().union(*(types_of(path.read_text()) for path in product()))

    assert set(GIVEN_UP.values()) - names == set()


def test_no_module_is_a_house_for_anything():
    assert [str(path) for path in product() if NO_HOUSE.search(path.stem)] == []


def glossary() -> list[str]:
    """The words of the column "code", one by one."""
    table = Path("ARCHITECTURE.md").read_text().partition("## One word for one thing")[2]
    rows = re.findall(r"^\| ([^|]+) \| [^|]+ \| [^|]+ \|$", table, re.MULTILINE)
    return [word.strip() for row in rows if row not in ("code", "---") for word in row.split(",")]


def test_the_glossary_is_read():
    assert {"ticket", "head start", "help call"} <= set(glossary())
    assert len(glossary()) > 25


@pytest.mark.parametrize("word", glossary())
def test_a_word_of_the_glossary_is_a_name_in_the_code(word):
    in_code = re.compile(rf"\b_?(?:\w+_)?{word.replace('-', '').replace(' ', '_?')}s?(?:_\w+)?\b", re.IGNORECASE)
    names = (
        name
        for path in product()
        for name in re.findall(r"^(?:\s*(?:def|class) |    )(\w+)(?=[(:])", path.read_text(), re.MULTILINE)
    )

    spaced = (re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name) for name in names)
    assert any(in_code.search(name) for name in spaced) or Path("flow", f"{word}.py").exists()
