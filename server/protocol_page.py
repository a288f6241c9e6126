"""docs/protocol.md, made from the code: python -m server.protocol_page writes it, a test holds it true."""

import inspect
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from flask import Flask

from config.loading import load
from config.texts import Texts
from flow.commands import ClaimPaper, ReportPaper, ReportPrinter
from flow.refusals import Reason
from screen.roles import PUBLIC, Role
from screen.running import Answer
from server.access import Access
from server.app import create_app
from server.journal.journal import Journal
from server.journal.people import People
from server.live import Live, Tick
from server.office import Office
from server.protocol_tables import components_of, fields_table, inside, table
from server.screens import SCREENS
from server.tokens import DayKey
from server.wire import KEY_WRITTEN
from voice.clips import Clips

FILE = Path("docs/protocol.md")
_HEAD = """\
# The protocol of an office

Made from the code by `python -m server.protocol_page`; a test fails when the two differ. Everything a screen does, a program
written by somebody else can do: take a ticket, listen to a view, call next.

## In three minutes
1. `allervers pair --role kiosk` prints a code. `POST /pair.json` with `{"code": "…"}` answers `{"secret": "…"}`.
2. Show it with each request: `Authorization: Bearer SECRET`. Staff screens also need somebody signed in:
   `POST /sign-in.json` with `{"name": "…", "pin": "…"}` answers `{"staff": "…"}`, shown as `X-Staff: …`.
3. Take a ticket: `POST /kiosk/commands` with the header `Idempotency-Key: <16 random bytes, hex>` and
   `{"type": "TakeTicket", "need": "parcel_notice"}`. The same key gives the same answer, however often it is sent.
4. Listen: connect to `/socket.io/` (Socket.IO protocol 5, websocket only, the same headers) with
   `{"screen": "display", "place": ""}` as `auth`; every `view` is the whole of what that screen shows. A view that says nothing new
   is not sent: yours may stay older than an answer's `version`. A view with a smaller `version` than the one shown is old: ignore
   it, but not the first of a connection: an office that was put back from a copy may begin lower. `tick` comes every 5 s and names
   the version of the newest view that was for you; when it is larger than yours, emit `refresh`; when it is `held` (the machine's
   time is not believed), emit `clock` with what your own clock says, in milliseconds since 1970.
   Staff screens also get `notices`: sentences in French about the office's own computer, all that stand now, none when nothing is wrong.
5. Call next, as a counter: emit `command` with `{"key": "…", "command": {"type": "CallNext", "counter": "1"}}`; the
   acknowledgement is the Answer. Or `POST /counter/commands`.

A device that belongs to a counter acts for that one. For another it says so, in each request with the header `Acting-For: 1`, on
connecting with `"acting_for": "1"` in `auth`: else it is refused (`not_your_counter`), and the journal has both counters.
A kiosk gives so many tickets a minute (12 unless the office says otherwise), then `too_many_tickets` with the `seconds` to wait;
the same key is answered as before.

`tick` has `seen`, which the office signed. Keep the newest, over a restart too; hand it back on connecting as `"seen"` in `auth` and with
each command as the header `Seen: …`: an office that was put back from an older copy learns by it which numbers were given.

No answer, or 503 `not_stored`: ask again under the same key. An office that could not know whether it stored ends without an answer
and is there again within seconds; the same key then says what is true.

Times are milliseconds since 1970, UTC. Unknown fields are refused. A message is at most 64 000 bytes.
"""

_BOUNDS = f"""\
Every field has bounds: what is outside them is `malformed`. A name must be known, else the refusal says which is not: (list of
the office) is what its configuration names, (of the day) what it has made itself. There is no free text but the pseudonym of who
replaced somebody. The key of a command: {KEY_WRITTEN}.
"""


def document() -> str:
    """The whole page."""
    with tempfile.TemporaryDirectory() as folder:
        app, live = example_office(Path(folder))
        parts = [_HEAD, *_routes(app), *_socket(live), *_commands(), *_answers(), *_views()]
    return "\n".join(parts) + "\n"


def example_office(folder: Path) -> tuple[Flask, Live]:
    """An office in demonstration, which has every route and event, with its files in `folder`: to be described."""
    settings = load("lens", demonstration=True, printer_address="virtual")
    # As every office has it, in a folder of its own: the archive reads what is hosted beside it.
    own = folder / settings.id
    office = Office(settings, Texts.load(), Journal(own / "journal.db"), DayKey(own / "day.key"))
    access = Access(People(own / "people.db"), settings.languages)
    app = create_app(office, access, SCREENS, b"only to describe", own, Clips(own))
    return app, Live(app, office, access, SCREENS, [])


def _routes(app: Flask) -> Iterator[str]:
    yield "## HTTP routes\n\n| route | methods | who | what |\n|---|---|---|---|"
    for rule in sorted(app.url_map.iter_rules(), key=lambda rule: rule.rule):
        if rule.endpoint.endswith("static"):
            continue
        view = app.view_functions[rule.endpoint]
        methods = " ".join(sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}))
        yield f"| `{rule.rule}` | {methods} | {_who(view)} | {_first_line(view)} |"


def _socket(live: Live) -> Iterator[str]:
    yield "\n## Socket events\n\nFrom the screen:\n\n| event | who | what |\n|---|---|---|"
    for event, handler in live.handlers.items():
        yield f"| `{event}` | the role of the screen named in `auth` | {_first_line(handler)} |"
    yield "\nTo the screen: `view` (see Views) and `tick`:\n"
    yield from fields_table(Tick)


def _commands() -> Iterator[str]:
    yield f"\n## Commands\n\n{_BOUNDS}"
    screens_of: dict[type, list[str]] = {}
    described: set[str] = set()
    for screen in SCREENS:
        for command in screen.commands:
            screens_of.setdefault(command, []).append(screen.name)
    for command in (ClaimPaper, ReportPaper, ReportPrinter):
        screens_of[command] = ["printer"]
    for command in sorted(screens_of, key=lambda command: command.__name__):
        yield f"### {command.__name__}\n\n{inspect.getdoc(command)} From: {', '.join(sorted(screens_of[command]))}.\n"
        yield from fields_table(command)
        yield ""
        yield from _inner(command, described)


def _answers() -> Iterator[str]:
    yield f"## Answer\n\n{inspect.getdoc(Answer)}\n"
    yield from fields_table(Answer)
    yield "\nReasons: " + ", ".join(f"`{reason.value}`" for reason in Reason) + "."
    yield (
        "\nHTTP status: 200 done · 400 `malformed`, `key_missing` · 401 unknown device · 403 `not_allowed` ·"
        " 409 refused by the rules · 422 `key_reused` · 429 too many tries · 503 `not_stored`.\n"
    )


def _views() -> Iterator[str]:
    yield "## Views\n"
    for screen in SCREENS:
        if (shape := screen.shape) is not None:
            yield f"### {screen.name}: {shape.__name__}\n\n{inspect.getdoc(shape)}\n"
            yield from _shapes(shape)


def _shapes(shape: type) -> Iterator[str]:
    """The view's fields, and those of the values inside it."""
    yield from fields_table(shape)
    yield ""
    yield from _inner(shape, {shape.__name__})


def _inner(shape: type, described: set[str]) -> Iterator[str]:
    """The values inside this one that have fields of their own, each told once."""
    components = components_of(shape)
    for name in inside(components[shape.__name__], components, described):
        yield f"`{name}`: {inspect.cleandoc(components[name].get('description', ''))}\n"
        yield from table(components[name], components)
        yield ""


def _who(view: object) -> str:
    allowed: frozenset[Role] = view.allowed  # type: ignore[attr-defined]
    return "anybody" if allowed == PUBLIC else ", ".join(sorted(allowed))


def _first_line(function: object) -> str:
    return (inspect.getdoc(function) or "a page").split("\n")[0]


if __name__ == "__main__":
    FILE.parent.mkdir(exist_ok=True)
    FILE.write_text(document(), "utf-8")
    print(f"{FILE}: {len(FILE.read_text('utf-8').splitlines())} lines", file=sys.stderr)
