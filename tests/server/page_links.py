"""Everything that a page makes a browser ask for: followed from page to page, through modules, style sheets and pictures."""

import re
from collections.abc import Callable, Iterator
from urllib.parse import urljoin, urlsplit

from werkzeug.test import TestResponse

_IN_HTML = re.compile(r'<(?P<tag>a|link|script|img|use|iframe)\b[^>]*?\s(?:href|src|data-src)="(?P<link>[^"]+)"')
_IN_SCRIPT = re.compile(
    r"""(?:import|export)\b[^;"'()]*?["'](?P<named>[./][^"']+)["']|\bimport\(\s*["'`](?P<lazy>[^"'`]+)["'`]"""
    r"""|new URL\(\s*["'](?P<beside>[^"']+)["'],\s*import\.meta\.url|["'`](?P<said>/[\w./-]+\.(?:js|svg|css|woff2))["'`#]"""
)
_IN_STYLE = re.compile(r"""url\(\s*["']?(?P<link>[^"')]+)["']?\s*\)|@import\s+["'](?P<sheet>[^"']+)["']""")


def walk(get: Callable[[str], TestResponse], begin: list[str]) -> dict[str, TestResponse]:
    """Address → answer, of everything that can be reached from these pages. Pages of other sites are not visited."""
    answers: dict[str, TestResponse] = {}
    todo = list(begin)
    while todo:
        address = todo.pop()
        if address not in answers:
            answers[address] = get(address)
            todo += links_in(answers[address], address)
    return answers


def links_in(answer: TestResponse, address: str) -> Iterator[str]:
    """The addresses that this page, module or style sheet names; without what stands behind #."""
    pattern = {"text/html": _IN_HTML, "text/javascript": _IN_SCRIPT, "text/css": _IN_STYLE}.get(answer.mimetype)
    for match in pattern.finditer(answer.text) if pattern else ():
        named = next(value for key, value in match.groupdict().items() if value and key != "tag").replace("&amp;", "&")
        parts = urlsplit(urljoin(address, named))
        if not parts.scheme and not parts.netloc and parts.path.startswith("/") and not named.startswith("#"):
            # A page that another one leads to is the same page on every day and in every language: it is visited once.
            leads_on = match.groupdict().get("tag") == "a"
            yield parts.path + (f"?{parts.query}" if parts.query and not leads_on else "")
