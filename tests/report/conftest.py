"""What the tests of the report share: the manager of Lens at a browser, and records to fill the archive with."""

import html
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from screen.roles import Role
from tests.report.hosted_offices import Hosted

# tests/ has no packages: the builder of records is imported by its own name.
sys.path.insert(0, str(Path(__file__).parent.parent / "mediation"))


@pytest.fixture
def hosted(tmp_path: Path) -> Iterator[Hosted]:
    """Three offices without a record."""
    offices = Hosted(tmp_path)
    yield offices
    offices.close()


@pytest.fixture
def ask(hosted: Hosted) -> Callable[..., Any]:
    """The manager of Lens asks for a page: status, text."""
    manager = hosted.at(Role.MANAGER)

    def get(address: str) -> tuple[int, str]:
        answer = manager.get(address)
        page = html.unescape(answer.get_data(as_text=True))
        return answer.status_code, page.replace("\u202f", " ").replace("\u00a0", " ")

    return get
