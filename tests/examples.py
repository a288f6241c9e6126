"""How many examples a property is tried with: all of them in `make test`, an eighth in `make check`."""

from typing import Any

import hypothesis

WHOLE, QUICK = 100, 12
"""Of a test that names no number. tests/conftest.py makes profiles of them; --hypothesis-profile=quick chooses the second."""


def examples(whole: int, **more: Any) -> hypothesis.settings:
    """For a test whose examples are cheaper or dearer than most. more: as for hypothesis.settings."""
    return hypothesis.settings(max_examples=max(1, whole * hypothesis.settings().max_examples // WHOLE), **more)
