"""A mypy plugin: msgspec.structs.replace takes the fields of its struct, each with its type.

msgspec declares `replace(struct, **changes: Any)`, and mypy knows better of dataclasses only: a field that does not exist, or a
value of another type, would be seen by nobody before it is played.
"""

from collections.abc import Callable

from mypy.expandtype import expand_type_by_instance
from mypy.nodes import ARG_NAMED_OPT, ARG_POS
from mypy.plugin import FunctionSigContext, Plugin
from mypy.types import CallableType, FunctionLike, Instance, TypeVarType, get_proper_type


class TypedReplace(Plugin):
    """See the module."""

    def get_function_signature_hook(self, fullname: str) -> Callable[[FunctionSigContext], FunctionLike] | None:
        """The fields of the struct for msgspec's replace; as declared for every other function."""
        return _with_fields if fullname == "msgspec.structs.replace" else None


def _with_fields(call: FunctionSigContext) -> FunctionLike:
    declared = call.default_signature
    if not call.args or not call.args[0]:
        return declared
    value = get_proper_type(call.api.get_expression_type(call.args[0][0]))
    struct = get_proper_type(value.upper_bound) if isinstance(value, TypeVarType) else value
    constructor = struct.type.get("__init__") if isinstance(struct, Instance) else None
    init = get_proper_type(constructor.type) if constructor is not None else None
    if not isinstance(struct, Instance) or not isinstance(init, CallableType):
        return declared
    fields = [expand_type_by_instance(field, struct) for field in init.arg_types[1:]]
    return declared.copy_modified(
        arg_types=[value, *fields],
        arg_kinds=[ARG_POS, *[ARG_NAMED_OPT] * len(fields)],
        arg_names=[None, *init.arg_names[1:]],
        ret_type=value,
        variables=[],
    )


def plugin(_version: str) -> type[Plugin]:
    """What mypy looks for."""
    return TypedReplace
