"""docs/protocol.md says what the code does."""

from pathlib import Path

from flow.commands import ClaimPaper, ReportPaper, ReportPrinter
from screen.running import Answer
from server.live import Tick
from server.protocol_page import FILE, document
from server.protocol_tables import components_of, meaning
from server.screens import SCREENS
from server.wire import KEY_WRITTEN


def test_the_protocol_page_is_true():
    assert Path(FILE).read_text("utf-8") == document(), "run: python -m server.protocol_page"


def test_it_names_every_command_and_every_view():
    page = document()

    for name in ("TakeTicket", "CallNext", "MoveTicket", "Prequalify", "Kiosk", "Display", "Console", "Today"):
        assert f"{name}" in page
    assert "/t/<token>" in page


def test_it_shows_the_bounds_of_each_field_and_the_list_a_name_is_on():
    commands = document().split("\n## Commands\n")[1].split("\n## Answer\n")[0]
    without = [row for row in _rows(commands) if not row.get("bounds") and row["type"] not in UNBOUNDED]

    assert len(_rows(commands)) > 100
    assert [row for row in without if not row["type"].startswith("`")] == []
    for shown in (
        "| `need` | string | 1–40 of a–z 0–9 - _, a letter first (list of the office: need) | required |",
        "| `minutes` | integer | 0–1440 | required |",
        "| `tags` | list of string | at most 12 of: 1–40 of a–z 0–9 - _, a letter first (list of the office: tag) |",
        "| `call` | string | help-1 to help-999999999999999 (of the day: help_call) | required |",
        '`""` · `after_cover_open`',
        KEY_WRITTEN,
    ):
        assert shown in commands


def test_a_value_with_more_than_four_fields_says_what_each_means():
    components = {
        name: part for shape in _shapes() for name, part in components_of(shape).items() if "properties" in part
    }
    large = {
        name: part["properties"] for name, part in components.items() if len(part["properties"].keys() - {"type"}) > 4
    }
    silent = [
        f"{name}.{field}" for name, fields in large.items() for field in fields if not _meaning(fields[field], field)
    ]

    assert len(large) > 20
    assert silent == []


def test_a_meaning_is_one_line_and_stands_beside_its_field_in_the_page():
    page = document()
    lines = {
        _meaning(field, name)
        for shape in _shapes()
        for part in components_of(shape).values()
        for name, field in part.get("properties", {}).items()
    } - {"", "-"}

    assert [line for line in lines if "\n" in line or len(line) > 120] == []
    assert [line for line in lines if f"| {line} |" not in page] == []


def test_no_row_of_a_table_has_another_number_of_cells_than_its_head():
    for block in document().split("\n\n"):
        counts = {line.replace("\\|", "").count("|") for line in block.splitlines() if line.startswith("|")}
        assert len(counts) <= 1, block


UNBOUNDED = {"boolean", "boolean or null"}


def _shapes():
    commands = {command for screen in SCREENS for command in screen.commands}
    return [
        *commands,
        ClaimPaper,
        ReportPaper,
        ReportPrinter,
        Answer,
        Tick,
        *(s.shape for s in SCREENS if s.shape is not None),
    ]


def _meaning(field, name):
    """The tag of a command says itself what it is."""
    return "-" if name == "type" else meaning(field)


def _rows(page):
    """Every row of every table, by the names of its columns."""
    rows, names = [], []
    for line in page.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split(" | ")]
        if line.startswith("| field"):
            names = cells
        elif line.startswith("| `"):
            rows.append(dict(zip(names, cells, strict=True)))
    return rows
