"""docs/decisions: each is short and dated, says why and where, and is on the list."""

import re
from pathlib import Path

import pytest

FOLDER = Path("docs/decisions")
RECORDS = sorted(FOLDER.glob("0*.md"))


@pytest.mark.parametrize("record", RECORDS, ids=lambda path: path.stem)
def test_a_decision_says_when_why_at_what_cost_and_where(record):
    title, _, date, *body = record.read_text().splitlines()

    assert title.startswith("# ")
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", date)
    text = "\n".join(body)
    assert all(f"**{part}.**" in text for part in ("Why", "What it costs", "Where"))
    assert len(body) <= 40


@pytest.mark.parametrize("record", RECORDS, ids=lambda path: path.stem)
def test_the_places_that_a_decision_names_exist(record):
    named = re.findall(r"`((?:\w+/)+(?:\w+\.\w+)?|[A-Z]+)`", record.read_text())

    assert [place for place in named if not Path(place).exists()] == []


def test_the_list_names_every_decision_with_its_title_and_date():
    listed = re.findall(r"\| (\S+) \| \[(.+)\]\((.+)\) \|", (FOLDER / "README.md").read_text())

    decisions = [
        (path.read_text().splitlines()[2], path.read_text().splitlines()[0][2:], path.name) for path in RECORDS
    ]
    assert listed == decisions
    assert [path.name[:4] for path in RECORDS] == [f"{n:04}" for n in range(1, len(RECORDS) + 1)]
