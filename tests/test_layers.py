"""Every package of ours stands in each list that a tool reads, and in the layers: what is on no list is held by nothing."""

import re
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]
NOT_IN_THE_PRODUCT = {"tests", "tools"}


def test_every_package_is_in_every_list_and_in_the_layers():
    packages = _packages()

    assert len(packages) > 10
    assert {name: packages ^ listed for name, listed in lists(PROJECT, _makefile()) if packages != listed} == {}


@pytest.mark.parametrize("forgotten", ["screen", "kiosk", "flow"])
def test_a_package_that_is_left_out_of_a_list_is_found(forgotten):
    text = (
        (ROOT / "pyproject.toml")
        .read_text("utf-8")
        .replace(f'"{forgotten}"', '"other"')
        .replace(f"{forgotten} |", "other |")
    )
    left = list(lists(tomllib.loads(text)["tool"], _makefile().replace(forgotten, "other")))

    assert len(left) == 8
    assert [name for name, listed in left if forgotten in listed] == []


def lists(project: dict[str, Any], makefile: str) -> Iterator[tuple[str, set[str]]]:
    """Each list that a tool reads, by whose it is."""
    linter = project["importlinter"]
    contracts = {contract["type"]: contract for contract in linter["contracts"]}
    yield "wheel", set(project["hatch"]["build"]["targets"]["wheel"]["packages"])
    yield "isort", set(project["ruff"]["lint"]["isort"]["known-first-party"])
    yield "mypy", set(project["mypy"]["packages"])
    yield "import-linter", set(linter["root_packages"])
    yield "layers", {name for layer in contracts["layers"]["layers"] for name in re.findall(r"\w+", layer)}
    yield "no circle", set(contracts["acyclic_siblings"]["ancestors"])
    without_sql = next(
        contract for contract in linter["contracts"] if contract["name"] == "only the journal speaks SQL"
    )
    yield "no SQL", {*without_sql["source_modules"], "server", "demonstration"}
    ours = re.search(r"^OURS := (.*)$", makefile, re.MULTILINE)
    yield "Makefile", set(ours[1].split()) - NOT_IN_THE_PRODUCT if ours else set()


def _makefile() -> str:
    return (ROOT / "Makefile").read_text("utf-8")


def _packages() -> set[str]:
    """The folders with Python that git tracks, or that are new and not ignored."""
    listed = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "*.py"]
    files = subprocess.run(listed, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    return {file.split("/")[0] for file in files if "/" in file} - NOT_IN_THE_PRODUCT
