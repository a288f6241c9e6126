"""What a command names of the office's configuration is on its list: looked at in one place, before anything is decided."""

from collections.abc import Container, Iterator, Mapping
from functools import lru_cache

from msgspec import inspect

from flow.bounds import OfDay, OfOffice
from flow.refusals import Reason, Refused
from flow.wire import Command

_UNKNOWN = {
    OfOffice.NEED: Reason.NEED_UNKNOWN,
    OfOffice.COUNTER: Reason.COUNTER_UNKNOWN,
    OfOffice.MACHINE: Reason.MACHINE_UNKNOWN,
    OfOffice.PRINTER: Reason.PRINTER_UNKNOWN,
    OfOffice.LANGUAGE: Reason.LANGUAGE_UNKNOWN,
    OfOffice.READY: Reason.READY_UNKNOWN,
    OfOffice.TAG: Reason.TAG_UNKNOWN,
    OfOffice.MESSAGE: Reason.MESSAGE_UNKNOWN,
    OfOffice.PLACE: Reason.PLACE_UNKNOWN,
    OfOffice.PROCEDURE: Reason.PROCEDURE_UNKNOWN,
    OfOffice.SHEET: Reason.SHEET_UNKNOWN,
    OfOffice.WORKSHOP_TITLE: Reason.WORKSHOP_TITLE,
    OfOffice.WORKSHOP_PLACE: Reason.WORKSHOP_PLACE,
}


def check_names(command: Command, lists: Mapping[OfOffice, Container[str]]) -> None:
    """Raises Refused (…_unknown, workshop_title, workshop_place; its fact is the name) for a name that is not on its list."""
    for path, of in named_in(type(command)):
        if not isinstance(of, OfOffice):
            continue
        for name in _names_at(command, path):
            if name and name not in lists[of]:
                raise Refused(_UNKNOWN[of], **{of.value: name})


@lru_cache(maxsize=128)
def named_in(command: type[Command]) -> tuple[tuple[tuple[str, ...], OfOffice | OfDay], ...]:
    """The fields of a command that name something, each as a path through the values inside it, with what it names."""
    return tuple(_in_struct(inspect.type_info(command)))


def _names_at(value: object, path: tuple[str, ...]) -> tuple[str, ...]:
    for field in path:
        value = getattr(value, field, None)
    if isinstance(value, tuple):
        return value
    return (value,) if isinstance(value, str) else ()


def _in_struct(shape: inspect.Type) -> Iterator[tuple[tuple[str, ...], OfOffice | OfDay]]:
    if isinstance(shape, inspect.StructType):
        for field in shape.fields:
            for path, of in _in_type(field.type):
                yield (field.name, *path), of


def _in_type(shape: inspect.Type) -> Iterator[tuple[tuple[str, ...], OfOffice | OfDay]]:
    match shape:
        case inspect.Metadata():
            of = (shape.extra or {}).get("of")
            if of is not None:
                yield (), of
            yield from _in_type(shape.type)
        case inspect.UnionType():
            for member in shape.types:
                yield from _in_type(member)
        case inspect.VarTupleType():
            yield from _in_type(shape.item_type)
        case _:
            yield from _in_struct(shape)
