"""The table of docs/security.md, who may use what, made from the rules: python -m server.security_page writes it."""

from pathlib import Path

from server.rights import KINDS, rights_table

FILE = Path("docs/security.md")
BEGIN, END = "<!-- rights -->\n", "<!-- /rights -->"
LET_IN, TURNED = "●", "·"


def page() -> str:
    """The whole page, with its table as the code says it."""
    before, rest = FILE.read_text("utf-8").split(BEGIN)
    return f"{before}{BEGIN}{table()}{END}{rest.split(END)[1]}"


def table() -> str:
    """A row for each route and each socket event, a column for each kind of visitor, who are named below it."""
    columns = [chr(ord("A") + at) for at in range(len(KINDS))]
    lines = [f"| | {' | '.join(columns)} |", f"|---|{'---|' * len(columns)}"]
    for right in rights_table():
        marks = (LET_IN if right.answers[kind.name] else TURNED for kind in KINDS)
        lines.append(f"| `{right.what}` | {' | '.join(marks)} |")
    named = " · ".join(f"{column} {kind.name}" for column, kind in zip(columns, KINDS, strict=True))
    return "\n".join(lines) + f"\n\n{LET_IN} let in, {TURNED} turned away: {named}.\n"


if __name__ == "__main__":
    FILE.write_text(page(), "utf-8")
