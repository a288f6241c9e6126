"""docs/accessibility.md says of each requirement which test proves it: every row is there, every test that it names exists."""

import re
from pathlib import Path

PAGE = Path("docs/accessibility.md").read_text(encoding="utf-8")
WRITTEN = "\n".join(file.read_text(encoding="utf-8") for file in Path("tests").rglob("test_*.py"))
TESTS = set(re.findall(r"^def test_(\w+)", WRITTEN, re.MULTILINE))
ROWS: dict[str, str] = dict(re.findall(r"^\| ([KBH]\d+\S*) \|.*\|([^|]+)\|$", PAGE, re.MULTILINE))
ON_SITE = {"K16", "B7"}


def test_every_requirement_of_the_kiosk_and_the_display_names_a_test_or_says_why_none_can_be():
    assert set(ROWS) == {f"K{at}" for at in range(1, 18)} | {f"B{at}" for at in range(1, 10)} | {"H1–H5"}
    assert {row for row, proof in ROWS.items() if not _named(proof) and "on site" in proof} == ON_SITE
    assert [row for row, proof in ROWS.items() if row not in ON_SITE and not _named(proof)] == []


def test_every_test_that_the_page_names_is_there():
    named = {name for proof in ROWS.values() for name in _named(proof)}

    assert len(named) > 30
    assert named - TESTS == set()


def _named(proof: str) -> list[str]:
    return [str(name) for name in re.findall(r"`(\w+)`", proof)]
