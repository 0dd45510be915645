"""One pointer for all that an event reads and writes.

Handing fifty arrays from function to function makes compiling slow: each call level counts references on every one.
An entry point therefore packs its ``Given`` and ``State`` into two structures on the heap and hands these on; without
compilation the tuples themselves are handed on, which read the same.
"""

from __future__ import annotations

from typing import Any

from numba import config, types
from numba.core.extending import overload
from numba.experimental import structref

from clustercast.model.compiled.state import Given, State


@structref.register
class GivenType(types.StructRef):
    """Type of a packed ``Given``."""


@structref.register
class StateType(types.StructRef):
    """Type of a packed ``State``."""


class GivenHandle(structref.StructRefProxy):
    """A packed ``Given`` (compiled code only)."""


class StateHandle(structref.StructRefProxy):
    """A packed ``State`` (compiled code only)."""


structref.define_constructor(GivenHandle, GivenType, list(Given._fields))
structref.define_constructor(StateHandle, StateType, list(State._fields))


def pack(arrays):
    """The handle of a ``Given`` or ``State`` in compiled code; the tuple itself in Python."""
    return arrays


def _packer(name: str, fields: tuple[str, ...]) -> Any:
    """``lambda arrays: Handle(arrays.first, arrays.second, ...)`` for the fields of a tuple."""
    source = f"lambda arrays: {name}({', '.join('arrays.' + field for field in fields)})"
    return eval(source, {name: globals()[name]})


if not config.DISABLE_JIT:  # type: ignore[attr-defined]

    @overload(pack)
    def _pack(arrays):
        fields = getattr(arrays, "fields", ())
        if fields == Given._fields:
            return _packer("GivenHandle", Given._fields)
        if fields == State._fields:
            return _packer("StateHandle", State._fields)
        return None
