"""Rows, parts and places by number in compiled code, how many there are, and one after the other."""

import operator
from typing import Any

from numba import types
from numba.core import cgutils
from numba.core.extending import lower_builtin
from numba.core.imputils import RefType, iternext_impl
from numba.core.typing.templates import AbstractTemplate, infer_global, signature

from clustercast.agents.columns import Count
from clustercast.model.compiled.row_access import check_place, held_word, made, pointer_to, rows_in, view_of, with_words
from clustercast.model.compiled.row_kinds import SIZE, PartsType, RowsType, TableType, VectorType


@infer_global(operator.getitem)  # pyright: ignore[reportOptionalCall]
class _TypeItem(AbstractTemplate):
    def generic(self, args: Any, kws: Any) -> Any:
        source, index = args
        if isinstance(source, (TableType, PartsType)) and isinstance(index, types.Integer):
            return signature(source.item, source, SIZE)
        if isinstance(source, VectorType):
            return signature(source.dtype, source, _index(source))
        return None


def _index(vector: VectorType) -> Any:
    return SIZE if vector.ndim == 1 else types.UniTuple(SIZE, 2)


@infer_global(operator.setitem)  # pyright: ignore[reportOptionalCall]
class _TypeSetItem(AbstractTemplate):
    def generic(self, args: Any, kws: Any) -> Any:
        if isinstance(args[0], VectorType):
            return signature(types.none, args[0], _index(args[0]), args[0].dtype)
        return None


@lower_builtin(operator.getitem, TableType, types.Integer)
@lower_builtin(operator.getitem, PartsType, types.Integer)
def _item(context: Any, builder: Any, sig: Any, args: Any) -> Any:
    kind, number = sig.args[0], args[1]
    view = view_of(context, builder, kind, args[0])
    check_place(context, builder, number, _room(kind, view))
    where = {"row": number} if isinstance(kind, TableType) else {"row": view.row, "part": number}
    return with_words(context, builder, sig.return_type, view, **where)


def _element(context: Any, builder: Any, kind: VectorType, vector: Any, index: Any) -> Any:
    view = view_of(context, builder, kind, vector)
    if kind.ndim == 1:
        check_place(context, builder, index, view.length)
        at = builder.mul(index, view.stride)
    else:
        first, second = cgutils.unpack_tuple(builder, index, 2)
        at = builder.add(builder.mul(first, view.outer), builder.mul(second, view.stride))
    return builder.gep(view.start, [at], inbounds=True)


@lower_builtin(operator.getitem, VectorType, types.Any)
def _get_element(context: Any, builder: Any, sig: Any, args: Any) -> Any:
    return builder.load(_element(context, builder, sig.args[0], args[0], args[1]))


@lower_builtin(operator.setitem, VectorType, types.Any, types.Any)
def _set_element(context: Any, builder: Any, sig: Any, args: Any) -> Any:
    builder.store(args[2], _element(context, builder, sig.args[0], args[0], args[1]))
    return context.get_dummy_value()


# how many, and one after the other ------------------------------------------------------------------------------------
@infer_global(len)  # pyright: ignore[reportOptionalCall]
class _TypeLen(AbstractTemplate):
    def generic(self, args: Any, kws: Any) -> Any:
        if isinstance(args[0], (TableType, PartsType, VectorType)):
            return signature(SIZE, args[0])
        return None


def _room(kind: TableType | PartsType, view: Any) -> Any:
    """Rows that the blocks of a table have room for, parts of a row."""
    if isinstance(kind, PartsType):
        return held_word(kind, view, ("state", kind.item.entity.blocks[0][0], 2))
    return rows_in(kind, view) if kind.entity.blocks else held_word(kind, view, ("given", kind.entity.record, 1))


@lower_builtin(len, TableType)
@lower_builtin(len, PartsType)
@lower_builtin(len, VectorType)
def _len(context: Any, builder: Any, sig: Any, args: Any) -> Any:
    """Rows of a table (firms: the slots in use), parts of a row, places of a vector."""
    kind = sig.args[0]
    view = view_of(context, builder, kind, args[0])
    if isinstance(kind, VectorType):
        return view.length
    if kind.table == "firms" and isinstance(kind, TableType):
        key = "state", "counts"
        counts = pointer_to(context, builder, kind.region, held_word(kind, view, (*key, 0)), key)
        return builder.load(builder.gep(counts, [context.get_constant(SIZE, int(Count.SLOTS_USED))]))
    return _room(kind, view)


@lower_builtin("getiter", TableType)
@lower_builtin("getiter", PartsType)
def _iterate(context: Any, builder: Any, sig: Any, args: Any) -> Any:
    place = cgutils.alloca_once_value(builder, context.get_constant(SIZE, 0))
    count = _len(context, builder, sig, args)
    return made(context, builder, sig.return_type, source=args[0], count=count, next=place)


@lower_builtin("iternext", RowsType)
@iternext_impl(RefType.UNTRACKED)
def _next(context: Any, builder: Any, sig: Any, args: Any, result: Any) -> None:
    kind = sig.args[0]
    rows = view_of(context, builder, kind, args[0])
    place = builder.load(rows.next)
    valid = builder.icmp_signed("<", place, rows.count)
    result.set_valid(valid)
    with builder.if_then(valid):
        item = signature(kind.source.item, kind.source, SIZE)
        result.yield_(_item(context, builder, item, (rows.source, place)))
        builder.store(builder.add(place, context.get_constant(SIZE, 1)), rows.next)
