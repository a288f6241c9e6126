"""docs/reliability.md names tests that exist; docs/pannes.md has a line for everything that staff screens say of the office's computer."""

import re
from pathlib import Path

from config.notices import NOTICES
from tests.faults.run import PARTS

PROMISES = Path("docs/reliability.md").read_text("utf-8")
BREAKDOWNS = Path("docs/pannes.md").read_text("utf-8")
WRITTEN = "\n".join(file.read_text("utf-8") for file in Path("tests").rglob("test_*.py"))
TESTS = set(re.findall(r"^def test_(\w+)", WRITTEN, re.MULTILINE))
ROWS: list[tuple[str, str]] = re.findall(r"^\| ([^|]+) \|([^|]+)\|[^|]+\|$", PROMISES.split("## ")[1], re.MULTILINE)


def test_every_promise_names_what_proves_it_and_all_that_is_named_is_there():
    rows = {promise: re.findall(r"`([\w=]+)`", proof) for promise, proof in ROWS if promise not in ("promise", "---")}

    assert len(rows) >= 12
    assert [promise for promise, proofs in rows.items() if not proofs] == []
    parts = TESTS | {f"PART={part}" for part in PARTS}
    assert {proof for proofs in rows.values() for proof in proofs} - parts == set()


def test_the_staff_s_page_has_a_line_for_each_notice():
    names = {name: re.split(r" : |\.", sentence)[0] for name, sentence in NOTICES.items()}

    assert [name for name, begins in names.items() if f"« {begins} »" not in BREAKDOWNS] == []
