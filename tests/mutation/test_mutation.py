"""The tool that puts wrongs into the rules, on a toy tree: what it finds, what it calls survived, and that it changes nothing."""

from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.mutation.mutants import mutants_of
from tests.mutation.run import main
from tests.mutation.sample import sample
from tests.mutation.workers import Copy

needs_coverage = pytest.mark.skipif(find_spec("coverage") is None, reason="the dev extra has it")
RULES = '''"""Who may come in."""


def may_enter(age):
    return age >= 18


def size(number):
    return -number if number < 0 else number


def fare(age):
    return 2 if age < 18 else 5


def nobody_asks(age):
    return age + 1
'''
TESTS = """
import pytest
from toy.rules import fare, may_enter, size


@pytest.mark.parametrize(("age", "enters"), [(17, False), (18, True), (19, True)])
def test_grown_ups_come_in(age, enters):
    assert may_enter(age) is enters


@pytest.mark.parametrize("number", [-2, 0, 2])
def test_a_size_has_no_sign(number):
    assert size(number) == abs(number)


def test_a_child_pays_less():
    assert fare(10) < fare(30)
"""


@pytest.fixture
def tree(tmp_path):
    """A product of one module, with its tests."""
    for name, text in {
        "toy/rules.py": RULES,
        "tests/test_toy.py": TESTS,
        "pyproject.toml": '[tool.pytest.ini_options]\naddopts = ["--import-mode=importlib"]\npythonpath = ["."]\n'
        'markers = ["browser: b", "slow: s", "alone: a"]\n',
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


def _changes(source: str) -> set[tuple[str, str]]:
    return {mutant.change(source.encode()) for mutant in mutants_of("any.py", source.encode())}


@pytest.mark.parametrize(
    ("source", "change"),
    [
        ("a = b < c", ("b < c", "(b <= c)")),
        ("a = b and c", ("b and c", "(b or c)")),
        ("a = b + 7", ("b + 7", "(b - 7)")),
        ("a = 7", ("7", "8")),
        ("a = True", ("True", "False")),
        ("a = b if c else d", ("b if c else d", "(d)")),
        ("stored(a)", ("stored(a)", "pass")),
        ("a.b = c", ("a.b = c", "pass")),
        ("def f():\n    return a", ("return a", "return None")),
        ("def f():\n    if a:\n        raise b\n    return None", ("if a: raise b", "pass")),
        ("match a:\n    case b if b.c:\n        d()", ("b.c", "True")),
        ("a = sorted(b, key=c)", ("sorted(b, key=c)", "(sorted(b))")),
        ("a = f(b=1, c=d)", ("f(b=1, c=d)", "(f(b=d, c=1))")),
        ("a = max(b, c)", ("max", "min")),
        ("a = 'select b from c where d < ?'", ("'select b from c where d < ?'", "'select b from c where d <= ?'")),
        ("é = 'é'; a = b == c", ("b == c", "(b != c)")),
    ],
)
def test_a_wrong_is_a_piece_of_the_text_and_what_stands_there_instead(source, change):
    assert change in _changes(source)


@pytest.mark.parametrize(
    "source",
    [
        '"""Of 7 things: select a where b < c."""',
        "a: Annotated[int, 7]",
        "def f(a: Literal[7]) -> Literal[8]: ...",
        "assert a < 7",
        "log.info('a', b=7)",
        "assert_never(a)",
        "class A(B, frozen=True): ...",
        "a = f'{b < 7}'",
        "from a import b",
    ],
)
def test_what_teaches_nothing_is_left_alone(source):
    assert _changes(source) == set()


def test_a_wrong_that_changes_nothing_is_known():
    source = b"a = f(b=c, d=c, e=g)"

    same = {mutant.change(source)[1]: mutant.says_the_same(source) for mutant in mutants_of("any.py", source)}

    assert same == {"(f(b=c, d=c, e=g))": True, "(f(b=c, d=g, e=c))": False}


@pytest.mark.slow
def test_the_same_seed_draws_the_same_and_of_each_file_at_least_two():
    mutants = {
        file: mutants_of(file, RULES.encode() * times) for file, times in {"a.py": 1, "b.py": 30, "c.py": 1}.items()
    }

    drawn = sample(mutants, 40, seed=7)

    assert sample(mutants, 40, seed=7) == drawn
    assert sample(mutants, 40, seed=8) != drawn
    assert sample({"a.py": mutants["a.py"]}, 2, seed=7) == [m for m in drawn if m.file == "a.py"]
    assert {file: sum(m.file == file for m in drawn) >= 2 for file in mutants} == dict.fromkeys(mutants, True)
    assert 35 <= len(drawn) <= 45


@pytest.mark.slow
@needs_coverage
def test_a_wrong_that_a_test_notices_is_killed_and_the_others_are_named(tree, capsys):
    assert main(["--files", "toy/*.py", "--count", "99", "--workers", "2"], tree, imported=()) == 0

    output = capsys.readouterr().out
    survivors = {line.split(": ", 1)[1] for line in output.splitlines() if line.startswith("toy/rules.py:")}
    equivalent = "survived, comparison: number < 0 → (number <= 0)"
    assert equivalent in survivors, "no test can notice it: somebody has to look at it"
    assert {"survived, comparison: age < 18 → (age <= 18)", "not run, arithmetic: age + 1 → (age - 1)"} <= survivors
    assert not any("age >= 18" in line or "lost answer: return -number" in line for line in survivors)
    assert "survived, choice: 2 if age < 18 else 5 → (5)" not in survivors
    assert (tree / "toy/rules.py").read_text() == RULES


@pytest.mark.slow
@needs_coverage
def test_nothing_is_tried_while_the_tests_are_not_green(tree, capsys):
    (tree / "tests/test_toy.py").write_text(TESTS.replace("(17, False)", "(17, True)"))

    assert main(["--files", "toy/*.py", "--workers", "1"], tree, imported=()) == 1

    output = capsys.readouterr().out
    assert "tests/test_toy.py::test_grown_ups_come_in[17-True]" in output
    assert "killed" not in output


@pytest.mark.slow
@needs_coverage
def test_a_wrong_without_an_end_is_ended(tree):
    copy = Copy(tree, Path(f"{tree}-copy"), ())
    job = {"tests": ["tests/test_toy.py"], "only": None, "reach": None, "slow": False, "cpu": 2, "wall": 60}

    endless = copy.run(job, "toy/rules.py", RULES.replace("return age >= 18", "while True: age += 1").encode())
    control = copy.run(job)

    copy.close()
    assert (endless["code"], control["code"]) == ("time", 0)
