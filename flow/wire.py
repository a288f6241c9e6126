"""What all commands, and all events, have in common: a frozen value that names its type, in JSON as in the code."""

from typing import ClassVar

import msgspec


class Command(msgspec.Struct, frozen=True, tag_field="type", tag=True, forbid_unknown_fields=True):
    """Something asked. On the wire: {"type": "CallNext", "counter": "2"}.

    may_wait: a device without its link keeps it and asks later; else it says something about now, and is asked now or not at all.
    can_undo: the change of the ticket can be taken back (Undo), and is offered to be.
    gives: it gives something out; asked again without an answer, it goes under the same key.
    """

    may_wait: ClassVar[bool] = False
    can_undo: ClassVar[bool] = False
    gives: ClassVar[bool] = False


def type_of(command: type[Command]) -> str:
    """The name by which the wire knows it."""
    return str(command.__struct_config__.tag)


class Event(msgspec.Struct, frozen=True, tag_field="type", tag=True):
    """Something that happened. Stored as JSON with its type."""
