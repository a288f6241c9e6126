"""The type checker sees what msgspec.structs.replace is given: the fold of events is made of it."""

import pytest
from mypy import api

WRONG = """
import msgspec
from msgspec.structs import replace

class Ticket(msgspec.Struct, frozen=True):
    number: int
    need: str = ""

ticket = Ticket(101)
replace(ticket, need="stamps", number=102)
replace(ticket, need=5)
replace(ticket, no_such_field=True)
reveal_type(replace(ticket, need="stamps"))
"""
PLUGIN = "[tool.mypy]\nstrict = true\nplugins = {plugins}\n"


@pytest.fixture
def checked(tmp_path):
    def check(*plugins):
        config, program = tmp_path / "pyproject.toml", tmp_path / "wrong.py"
        config.write_text(PLUGIN.format(plugins=list(plugins)), encoding="utf-8")
        program.write_text(WRONG, encoding="utf-8")
        where = ["--config-file", str(config), "--cache-dir", str(tmp_path / "cache")]
        return [line.partition("wrong.py:")[2] for line in api.run([*where, str(program)])[0].splitlines()]

    return check


@pytest.mark.slow
def test_a_wrong_field_and_a_wrong_value_are_seen(checked, request):
    lines = checked(str(request.config.rootpath / "tools" / "typed_replace.py"))

    errors = [line for line in lines if "error:" in line]
    assert [line.split(":")[0] for line in errors] == ["11", "12"]
    assert 'Argument "need" to "replace" has incompatible type "int"; expected "str"' in errors[0]
    assert 'Unexpected keyword argument "no_such_field"' in errors[1]
    assert any("13: note: Revealed type" in line and "Ticket" in line for line in lines)


@pytest.mark.slow
def test_without_it_nobody_would_see_them(checked):
    assert not [line for line in checked() if "error:" in line]
