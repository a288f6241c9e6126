"""docs/security.md: every test that it names exists, its tables are those of the code and of what is installed."""

import re
import tomllib
from importlib.metadata import PackageNotFoundError, distributions, version
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from server.security_page import FILE, page

PAGE = FILE.read_text("utf-8")
WRITTEN = "\n".join(file.read_text("utf-8") for file in Path("tests").rglob("test_*.py"))
TESTS = set(re.findall(r"^def test_(\w+)", WRITTEN, re.MULTILINE))
THREATS: list[tuple[str, str]] = re.findall(
    r"^\| ([^|]+) \|[^|]+\|([^|]+)\|$", PAGE.split("## Who may use")[0], re.MULTILINE
)
LEAST = {name: Version(least) for name, least in re.findall(r"^\| ([\w-]+) \| ([\d.]+) \|", PAGE, re.MULTILINE)}
NEVER = ("gevent-websocket", "eventlet")
PYPROJECT = tomllib.loads(Path("pyproject.toml").read_text("utf-8"))
PINNED = dict(line.split("==") for line in Path("constraints.txt").read_text("utf-8").split())


def test_every_threat_names_a_test_and_every_test_that_is_named_is_there():
    rows = [row for row in THREATS if row[0] not in ("threat", "---")]
    named = {threat: re.findall(r"`(\w+)`", proof) for threat, proof in rows}

    assert len(named) >= 15
    assert [threat for threat, tests in named.items() if not tests] == []
    assert {test for tests in named.values() for test in tests} - TESTS == set()


def test_the_table_of_rights_is_true():
    assert page() == PAGE, "run: python -m server.security_page"


def test_what_is_asked_for_pinned_and_installed_is_at_least_what_is_safe():
    assert len(LEAST) >= 8
    assert _below(LEAST, _required(), PINNED) == []


@pytest.mark.parametrize("name", ["python-socketio", "Flask"])
def test_a_version_below_what_is_safe_is_found(name):
    """The control of the test above."""
    old = PINNED | {name: "0.1"}

    assert _below(LEAST, _required(), old) == [f"{name} is pinned at 0.1"]
    assert _below(LEAST, _required() | {canonicalize_name(name): [Requirement(f"{name}>=0.1")]}, PINNED) != []


def test_what_must_never_be_installed_is_not():
    installed = {canonicalize_name(distribution.metadata["Name"]) for distribution in distributions()}

    assert installed & set(NEVER) == set()
    assert set(NEVER) & {canonicalize_name(name) for name in PINNED} == set()
    assert all(name in PAGE for name in NEVER)


def test_make_check_runs_bandit_over_every_package():
    makefile = Path("Makefile").read_text("utf-8")
    check, read = (makefile.split(f"\n{part}:")[1].split("\n\n")[0] for part in ("check", "read"))
    ours = re.search(r"^OURS := (.+)$", makefile, re.MULTILINE)

    assert "$(MAKE)" in check
    assert " read" in check
    assert "bandit" in read
    assert ours is not None
    assert set(ours[1].split()) >= set(PYPROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"])
    assert "bandit" in PINNED


def _required() -> dict[str, list[Requirement]]:
    wanted: dict[str, list[Requirement]] = {}
    for line in PYPROJECT["project"]["dependencies"]:
        requirement = Requirement(line)
        wanted.setdefault(canonicalize_name(requirement.name), []).append(requirement)
    return wanted


def _below(least: dict[str, Version], wanted: dict[str, list[Requirement]], pinned: dict[str, str]) -> list[str]:
    """What is installed, pinned, or allowed by pyproject.toml below the smallest safe version."""
    too_low = []
    for name, safe in least.items():
        try:
            if Version(version(name)) < safe:
                too_low.append(f"{name} is installed at {version(name)}")
        except PackageNotFoundError:
            too_low.append(f"{name} is not installed")
        if Version(pinned.get(name, "0")) < safe:
            too_low.append(f"{name} is pinned at {pinned.get(name)}")
        for requirement in wanted.get(canonicalize_name(name), []):
            floors = [Version(clause.version) for clause in requirement.specifier if clause.operator in (">=", "==")]
            if not floors or max(floors) < safe:
                too_low.append(f"pyproject.toml allows {requirement}")
    return too_low
