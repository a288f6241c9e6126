"""types/office.d.ts is what the code says, no more and no less."""

import re

from server.page_types import FILE, document
from server.screens import SCREENS


def test_the_types_of_the_pages_are_those_of_the_code():
    assert FILE.read_text("utf-8") == document(), "python -m server.page_types writes it anew"


def test_the_pages_know_each_command_and_each_field_of_each_view():
    written = FILE.read_text("utf-8")

    commands = {command for screen in SCREENS for command in screen.commands}
    assert [c.__name__ for c in commands if f'    type: "{c.__name__}";' not in written] == []
    views = {screen.name: screen.shape for screen in SCREENS if screen.shape is not None}
    assert len(views) == 5
    for name, view in views.items():
        (type_,) = re.findall(rf"  type {name.title()}View = (\w+);", written)
        (fields,) = re.findall(rf"  interface {type_} {{\n(.*?)\n  }}", written, re.DOTALL)
        assert [line.split(":")[0].strip() for line in fields.splitlines()] == list(view.__struct_fields__)


def test_a_word_of_the_offices_own_configuration_is_a_pattern_and_no_list_of_one_offices_needs():
    written = FILE.read_text("utf-8")

    assert "| `need.${string}`" in written
    assert "need.stamps" not in written
    assert '"console.waits"' in written
