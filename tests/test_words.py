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
    "Said": "ShownDetails",
    "Held": "AccessMemory",
    "Counted": "CountedTries",
    "Turned": "TurnedAway",
    "Given": "OwnDevices",
    "Kept": "RememberedTime",
    "OneSignedUp": "Participant",
    "Stopping": "Termination",
    "Playing": "Simulation",
    "Pen": "Renderer",
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
    "server/access/held.py", "server/access/counted.py",
}  # fmt: skip
SAY_NOTHING = frozenset({"one", "told", "made", "said", "asked", "found", "known", "there"})
"""Names after which a reader has to look up what they hold: a ticket, a path, an answer have names of their own."""
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


def names_given(source: str) -> Iterator[tuple[int, str]]:
    """Line and name of everything that a module names itself: functions, types, parameters, fields, attributes, locals."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.FunctionDef(name=str(name)) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                yield node.lineno, name
            case (
                ast.arg(arg=str(name))
                | ast.Name(id=str(name), ctx=ast.Store())
                | ast.Attribute(attr=str(name), ctx=ast.Store())
            ):
                yield node.lineno, name
            case ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)) | ast.ExceptHandler(name=str(name)):
                yield node.lineno, name
            case ast.alias(asname=str(name)):
                yield node.lineno, name


def say_nothing(source: str) -> list[str]:
    """Where a module has a name that says nothing: "line: name"."""
    given = sorted(names_given(source))
    return [f"{line}: {name}" for line, name in given if name.strip("_").lower() in SAY_NOTHING]


def test_every_name_says_what_it_holds():
    files = (*product(), *Path("tools").rglob("*.py"), *Path("tests").rglob("*.py"))
    nameless = {str(path): say_nothing(path.read_text()) for path in files}

    assert {path: names for path, names in nameless.items() if names} == {}


def test_a_name_that_says_nothing_is_found_wherever_it_stands():
    source = """
import json as told
class Asked:
    known: int = 0
    def _said(self, *there, one=1):
        self.made = [found for found in there]
        with open(one) as (one, other): pass
        match other:
            case [one, *made]: ...
            case str() as said: ...
        return (told := other)
lambda one: one.found + found(one=one)
"""

    assert say_nothing(source) == [
        "2: told", "3: Asked", "4: known", "5: _said", "5: one", "5: there", "6: found", "6: made", "7: one", "9: made", "9: one",
        "10: said", "11: told", "12: one",
    ]  # fmt: skip


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
