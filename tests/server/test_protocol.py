"""docs/protocol.md says what the code does."""

from pathlib import Path

from server.protocol import FILE, document
from server.wire import KEY_WRITTEN


def test_the_protocol_page_is_true():
    assert Path(FILE).read_text("utf-8") == document(), "run: python -m server.protocol"


def test_it_names_every_command_and_every_view():
    page = document()

    for name in ("TakeTicket", "CallNext", "MoveTicket", "Prequalify", "Kiosk", "Display", "Console", "Today"):
        assert f"{name}" in page
    assert "/t/<token>" in page


def test_it_shows_the_bounds_of_each_field_and_the_list_a_name_is_on():
    commands = document().split("\n## Commands\n")[1].split("\n## Answer\n")[0]
    types = [row.split(" | ")[1] for row in commands.splitlines() if row.startswith("| `")]

    assert len(types) > 100
    assert not {"string", "integer", "number", "any", "list", "object"} & set(types)
    assert not [one for one in types if one.startswith(("list of", "object, of"))]
    for shown in (
        "| `need` | string: 1–40 of a–z 0–9 - _, a letter first (list of the office: need) | required |",
        "| `minutes` | integer 0–1440 | required |",
        "| `tags` | list, at most 12, of string: 1–40 of a–z 0–9 - _, a letter first (list of the office: tag) |",
        "| `call` | string: help-1 to help-999999999999999 (of the day: help_call) | required |",
        '`""` · `after_cover_open`',
        KEY_WRITTEN,
    ):
        assert shown in commands
