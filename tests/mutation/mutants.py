"""The small wrongs that can be done to a module: each a piece of its text and what stands there instead.

Left alone, because nothing could be learnt from them: annotations, docstrings, asserts (they state what mypy should believe),
lines of the log, options of a class (frozen=True), and pieces inside an f-string, whose places Python 3.11 does not give.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeGuard

SWAPPED: dict[type[ast.cmpop] | type[ast.operator], type[ast.cmpop] | type[ast.operator]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
NAMES = {"min": "max", "max": "min", "any": "all", "all": "any"}
SQL = re.compile(r"\b(SELECT|INSERT|UPDATE|DELETE|PRAGMA|CREATE|BEGIN)\b", re.IGNORECASE)
SQL_WRONGS = (
    (re.compile(r"<=", re.IGNORECASE), "<"),
    (re.compile(r"(?<![<=])<(?![=>])", re.IGNORECASE), "<="),
    (re.compile(r">=", re.IGNORECASE), ">"),
    (re.compile(r"(?<![<>-])>(?!=)", re.IGNORECASE), ">="),
    (re.compile(r"(?<![<>!=])=(?!=)", re.IGNORECASE), "<>"),
    (re.compile(r"\bAND\b", re.IGNORECASE), "or"),
    (re.compile(r"\bOR\b(?! (?:IGNORE|REPLACE))", re.IGNORECASE), "and"),
    (re.compile(r"\bFULL\b", re.IGNORECASE), "normal"),
    (re.compile(r"\bIMMEDIATE\b", re.IGNORECASE), "deferred"),
    (re.compile(r"\bDESC\b", re.IGNORECASE), "asc"),
    (re.compile(r"\bmax\(", re.IGNORECASE), "min("),
    (re.compile(r"\bIS NOT NULL\b", re.IGNORECASE), "is null"),
)


@dataclass(frozen=True)
class Mutant:
    """One wrong. start, end: bytes of the module's text; first, last: the lines that a test has to run to meet it, from 1."""

    file: str
    kind: str
    start: int
    end: int
    instead: str
    first: int
    last: int

    def text(self, source: bytes) -> bytes:
        """The whole module with the wrong in it."""
        return source[: self.start] + self.instead.encode() + source[self.end :]

    def says_the_same(self, source: bytes) -> bool:
        """Two keywords with the same value, changed about: nothing is wrong then."""
        return ast.dump(ast.parse(self.text(source))) == ast.dump(ast.parse(source))

    def line(self, source: bytes) -> int:
        """Where it stands, from 1."""
        return source.count(b"\n", 0, self.start) + 1

    def change(self, source: bytes) -> tuple[str, str]:
        """The piece before and after, each in one line."""
        return _flat(source[self.start : self.end].decode()), _flat(self.instead)


def mutants_of(file: str, source: bytes) -> list[Mutant]:
    """Every wrong that can be done to the module, in the order of its text; only those that still compile."""
    starts = [0]
    for line in source.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    mutants = []
    for statement in _statements(ast.parse(source)):
        first, last = _header(statement)
        for node, instead, kind in _wrongs(statement):
            start = starts[node.lineno - 1] + node.col_offset
            end = starts[(node.end_lineno or node.lineno) - 1] + (node.end_col_offset or 0)
            mutants.append(Mutant(file, kind, start, end, instead, first, last))
    return sorted({m for m in mutants if _compiles(m.text(source))}, key=lambda m: (m.start, m.end, m.instead))


def _flat(text: str) -> str:
    return " ".join(text.split())


def _compiles(source: bytes) -> bool:
    try:
        compile(source, "mutant", "exec", dont_inherit=True)
    except SyntaxError:
        return False
    return True


def _statements(tree: ast.AST) -> Iterator[ast.stmt]:
    for node in ast.walk(tree):
        if isinstance(node, ast.stmt) and not _is_left_alone(node):
            yield node


def _is_left_alone(statement: ast.stmt) -> bool:
    match statement:
        case ast.Assert() | ast.Import() | ast.ImportFrom() | ast.Expr(ast.Constant()):
            return True
        case ast.Expr(ast.Call(ast.Attribute(ast.Name("log")))) | ast.Expr(ast.Call(ast.Name("assert_never"))):
            return True
        case _:
            return False


def _header(statement: ast.stmt) -> tuple[int, int]:
    """The lines of the statement itself, without those of its body."""
    body = getattr(statement, "body", None) or getattr(statement, "cases", None)
    if not body:
        return statement.lineno, statement.end_lineno or statement.lineno
    inside = min(getattr(node, "lineno", 0) or node.pattern.lineno for node in body)
    return statement.lineno, max(statement.lineno, inside - 1)


Wrong = tuple[ast.expr | ast.stmt, str, str]


def _wrongs(statement: ast.stmt) -> Iterator[Wrong]:
    """What can be done to the statement itself and to the expressions that belong to it: the piece, its new text, the kind."""
    yield from _removals(statement)
    if isinstance(statement, ast.ClassDef):
        return
    for field, value in ast.iter_fields(statement):
        if field in ("annotation", "returns", "decorator_list", "body", "orelse", "finalbody", "handlers"):
            continue
        for node in value if isinstance(value, list) else [value]:
            if isinstance(node, ast.AST) and not isinstance(node, ast.stmt):
                yield from _in_expressions(node)


def _removals(statement: ast.stmt) -> Iterator[Wrong]:
    match statement:
        case ast.Expr(ast.Call() | ast.Yield()) | ast.AugAssign():
            yield statement, "pass", "removed act"
        case ast.Return(ast.expr() as value) if not (isinstance(value, ast.Constant) and value.value is None):
            yield statement, "return None", "lost answer"
        case ast.If(body=[ast.Return() | ast.Raise() | ast.Continue() | ast.Break()], orelse=[]):
            yield statement, "pass", "removed guard"
        case ast.Raise() | ast.Continue() | ast.Break() | ast.Delete():
            yield statement, "pass", "removed jump"
        case ast.Assign([ast.Attribute() | ast.Subscript()]):
            yield statement, "pass", "removed keeping"
        case _:
            pass


def _in_expressions(node: ast.AST) -> Iterator[Wrong]:
    if isinstance(node, (ast.JoinedStr, ast.arg)):
        return
    if isinstance(node, ast.match_case):
        if node.guard is not None:
            yield node.guard, "True", "removed guard"
            yield from _in_expressions(node.guard)
        return
    if isinstance(node, ast.expr):
        yield from _of_expression(node)
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, ast.stmt):
            yield from _in_expressions(child)


def _of_expression(node: ast.expr) -> Iterator[Wrong]:
    match node:
        case ast.Compare(ops=ops):
            for i, op in enumerate(ops):
                yield node, _text(node, ops=[*ops[:i], SWAPPED[type(op)](), *ops[i + 1 :]]), "comparison"
        case ast.BoolOp(op):
            yield node, _text(node, op=ast.Or() if isinstance(op, ast.And) else ast.And()), "and, or"
        case ast.UnaryOp(ast.Not(), operand):
            yield node, f"({ast.unparse(operand)})", "not"
        case ast.BinOp(op=op) if type(op) in SWAPPED and not _is_text(node.left):
            yield node, _text(node, op=SWAPPED[type(op)]()), "arithmetic"
        case ast.IfExp(_, body, orelse):
            yield node, f"({ast.unparse(body)})", "choice"
            yield node, f"({ast.unparse(orelse)})", "choice"
        case ast.Constant(bool() as value):
            yield node, str(not value), "constant"
        case ast.Constant(int() | float() as value):
            yield node, str(value + 1), "constant"
        case ast.Constant(str() as value) if SQL.search(value):
            yield from ((node, repr(wrong), "SQL") for wrong in _sql_wrongs(value))
        case ast.Call(ast.Name(name), args) if name in NAMES and args:
            yield node.func, NAMES[name], "min, max, any, all"
        case ast.Call(keywords=[_]):
            yield node, _text(node, keywords=[]), "lost keyword"
        case ast.Call(keywords=[_, *_] as keywords):
            for i, (left, right) in enumerate(pairwise(keywords)):
                swapped = [ast.keyword(left.arg, right.value), ast.keyword(right.arg, left.value)]
                yield node, _text(node, keywords=[*keywords[:i], *swapped, *keywords[i + 2 :]]), "swapped keywords"
        case _:
            pass


def _text(node: ast.expr, **changed: object) -> str:
    fields = {**dict(ast.iter_fields(node)), **changed}
    return f"({ast.unparse(ast.fix_missing_locations(type(node)(**fields)))})"


def _is_text(node: ast.expr) -> TypeGuard[ast.Constant | ast.JoinedStr]:
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str))


def _sql_wrongs(sql: str) -> Iterator[str]:
    for pattern, instead in SQL_WRONGS:
        for match in pattern.finditer(sql):
            yield sql[: match.start()] + instead + sql[match.end() :]
