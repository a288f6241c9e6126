"""What hundreds of apps in one process compile alike, compiled once, or not before somebody asks for it."""

from collections.abc import Callable
from functools import cache
from types import CodeType
from typing import Any

from flask import Flask
from jinja2.bccache import Bucket, BytecodeCache
from werkzeug.routing import Rule


class CompiledTemplates(BytecodeCache):
    """What Jinja made of each template, by its source: hundreds of apps in this process have the same ones."""

    def __init__(self) -> None:
        self._codes: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """None for a source that was not seen yet."""
        bucket.code = self._codes.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keeps it for the next app."""
        if bucket.code is not None:
            self._codes[bucket.key, bucket.checksum] = bucket.code


class BuiltWhenAsked(Rule):
    """A route that Werkzeug compiles its two builders of addresses for when the first address is built: most never are."""

    def _compile_builder(self, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        compiled = cache(super()._compile_builder)

        def build(rule: Rule, **values: Any) -> tuple[str, str]:
            domain_and_path: tuple[str, str] = compiled(append_unknown)(rule, **values)
            return domain_and_path

        return build


def share_among_apps(app: Any = Flask) -> None:
    """From here on, for every app of this class."""
    app.jinja_options = {**app.jinja_options, "bytecode_cache": CompiledTemplates()}
    app.url_rule_class = BuiltWhenAsked
