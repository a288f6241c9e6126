"""What all commands, and all events, have in common: a frozen value that names its type, in JSON as in the code."""

import msgspec


class Command(msgspec.Struct, frozen=True, tag_field="type", tag=True, forbid_unknown_fields=True):
    """Something asked. On the wire: {"type": "CallNext", "counter": "2"}."""


class Event(msgspec.Struct, frozen=True, tag_field="type", tag=True):
    """Something that happened. Stored as JSON with its type."""
