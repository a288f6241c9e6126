"""docs/protocol.md says what the code does."""

from pathlib import Path

from server.protocol import FILE, document


def test_the_protocol_page_is_true():
    assert Path(FILE).read_text("utf-8") == document(), "run: python -m server.protocol"


def test_it_names_every_command_and_every_view():
    page = document()

    for name in ("TakeTicket", "CallNext", "MoveTicket", "Prequalify", "Kiosk", "Display", "Console", "Today"):
        assert f"{name}" in page
    assert "/t/<token>" in page
