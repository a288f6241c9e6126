"""The table of docs/security.md that says who may use which address, made from the rules: python -m server.security_page writes it."""

import tempfile
from collections import defaultdict
from pathlib import Path

from flask import Flask

from config.roles import PUBLIC, STAFF, Role
from server.protocol import example_office

FILE = Path("docs/security.md")
BEGIN, END = "<!-- rights -->\n", "<!-- /rights -->"


def page() -> str:
    """The whole page, with its table as the code says it."""
    before, rest = FILE.read_text("utf-8").split(BEGIN)
    with tempfile.TemporaryDirectory() as folder:
        app, _live = example_office(Path(folder))
        return f"{before}{BEGIN}{table(app)}{END}{rest.split(END)[1]}"


def table(app: Flask) -> str:
    """One row for each set of roles: who, and every address that they may use, with its methods."""
    rows: dict[frozenset[Role], list[str]] = defaultdict(list)
    for rule in sorted(app.url_map.iter_rules(), key=lambda rule: rule.rule):
        if not rule.endpoint.endswith("static"):
            methods = " ".join(sorted((rule.methods or set()) - {"HEAD", "OPTIONS", "GET"}))
            allowed: frozenset[Role] = getattr(app.view_functions[rule.endpoint], "allowed", PUBLIC)
            rows[allowed].append(f"`{methods + ' ' if methods else ''}{rule.rule}`")
    lines = ["| who | addresses |", "|---|---|"]
    lines += [f"| {_who(roles)} | {', '.join(rows[roles])} |" for roles in sorted(rows, key=sorted)]
    return "\n".join(lines) + "\n"


def _who(roles: frozenset[Role]) -> str:
    return ", ".join(f"{role} (signed in)" if role in STAFF else role for role in sorted(roles)) or "anybody"


if __name__ == "__main__":
    FILE.write_text(page(), "utf-8")
