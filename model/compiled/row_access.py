"""Attributes of rows and parts in compiled code: ``firm.cash += x`` is a load and a store."""

from typing import Any

from numba import config, types
from numba.core import cgutils
from numba.core.extending import infer_getattr
from numba.core.imputils import lower_getattr_generic, lower_setattr_generic
from numba.core.typing.templates import AttributeTemplate, signature
from numba.np import arrayobj

from clustercast.agents import views
from clustercast.agents.views import Vector
from clustercast.model.compiled.row_kinds import SIZE, PartsType, PartType, RegionType, RowType, VectorType, Word


def word_of(builder: Any, kind: RegionType, region: Any, word: Word) -> Any:
    """Address or size of a block."""
    whose, block, number = word
    return builder.load(cgutils.gep_inbounds(builder, region, 0, kind.place[whose, block] + number))


def pointer_to(context: Any, builder: Any, kind: RegionType, word: Any, key: tuple[str, str]) -> Any:
    """An address as a pointer to the elements of a block."""
    return builder.inttoptr(word, context.get_data_type(types.CPointer(kind.arrays[key].dtype)))


def block_array(context: Any, builder: Any, kind: RegionType, region: Any, key: tuple[str, str]) -> Any:
    """The block as an array that owns nothing."""
    array_type = kind.arrays[key]
    array = context.make_array(array_type)(context, builder)
    shape = [word_of(builder, kind, region, (*key, 1 + axis)) for axis in range(array_type.ndim)]
    itemsize = context.get_constant(SIZE, context.get_abi_sizeof(context.get_data_type(array_type.dtype)))
    strides, step = [], itemsize
    for length in reversed(shape):
        strides.insert(0, step)
        step = builder.mul(step, length)
    start = pointer_to(context, builder, kind, word_of(builder, kind, region, (*key, 0)), key)
    arrayobj.populate_array(array, start, shape, strides, itemsize, meminfo=None)
    return array._getvalue()


# the words of a row ---------------------------------------------------------------------------------------------------
def made(context: Any, builder: Any, kind: Any, **fields: Any) -> Any:
    """A value of a type, by its fields."""
    one = cgutils.create_struct_proxy(kind)(context, builder)
    for name, value in fields.items():
        setattr(one, name, value)
    return one._getvalue()


def read_words(context: Any, builder: Any, kind: Any, region: Any, **fields: Any) -> Any:
    """A table, or what there is one of, with its words read from the region."""
    words = {f"word{place}": word_of(builder, kind.region, region, word) for place, word in enumerate(kind.words)}
    return made(context, builder, kind, **words, **fields)


def with_words(context: Any, builder: Any, kind: Any, source: Any, **fields: Any) -> Any:
    """A row of a table, a part of a row: the same words and another number."""
    words = {f"word{place}": getattr(source, f"word{place}") for place in range(len(kind.words))}
    return made(context, builder, kind, **words, **fields)


def view_of(context: Any, builder: Any, kind: Any, value: Any) -> Any:
    """The fields of a value."""
    return cgutils.create_struct_proxy(kind)(context, builder, value=value)


def held_word(kind: Any, view: Any, word: Word) -> Any:
    """A word of a table, row or part."""
    return getattr(view, f"word{kind.words.index(word)}")


def check_place(context: Any, builder: Any, place: Any, count: Any) -> None:
    """With NUMBA_BOUNDSCHECK: IndexError unless ``0 <= place < count``."""
    if config.BOUNDSCHECK:  # type: ignore[attr-defined]
        with builder.if_then(builder.icmp_unsigned(">=", place, count), likely=False):
            context.call_conv.return_user_exc(builder, IndexError, ("no such row, part or place",))


# attributes ------------------------------------------------------------------------------------------------------
def _type_of_attribute(row: Any, attribute: str) -> Any:
    home = row.entity.home(attribute)
    if home:
        return row.region.arrays["state", home[0]].dtype
    if attribute in row.entity.vectors:
        vector = row.entity.vectors[attribute]
        return VectorType(row.region.arrays["state", vector.block].dtype, vector.ndim)
    if attribute == "upgrades" and row.entity.parts:
        return PartsType(row.region, row.entity, row.table)
    if row.entity.record and attribute in row.record.fields:
        return row.record.typeof(attribute)
    return SIZE if attribute == "number" else None


def _place(context: Any, builder: Any, kind: Any, one: Any, attribute: str) -> Any:
    """Address of an attribute's element: ``block[column, row]``, ``block[column, part, row]`` or ``block[column]``."""
    block, column = kind.entity.home(attribute)
    view = view_of(context, builder, kind, one)
    at = context.get_constant(SIZE, int(column))
    if isinstance(kind, PartType):
        at = builder.add(builder.mul(at, held_word(kind, view, ("state", kind.entity.blocks[0][0], 2))), view.part)
    if not kind.entity.single:
        at = builder.add(builder.mul(at, rows_in(kind, view)), view.row)
    start = pointer_to(context, builder, kind.region, held_word(kind, view, ("state", block, 0)), ("state", block))
    return builder.gep(start, [at], inbounds=True)


def rows_in(kind: Any, view: Any) -> Any:
    """How many rows the blocks of an entity have."""
    return held_word(kind, view, ("state", views.TABLES[kind.table].blocks[0][0], 2))


def _get(context: Any, builder: Any, kind: Any, one: Any, attribute: str) -> Any:
    if kind.entity.home(attribute):
        return builder.load(_place(context, builder, kind, one, attribute))
    view = view_of(context, builder, kind, one)
    if attribute in kind.entity.vectors:
        return _vector(context, builder, kind, view, kind.entity.vectors[attribute])
    if attribute == "upgrades" and kind.entity.parts:
        return with_words(context, builder, PartsType(kind.region, kind.entity, kind.table), view, row=view.row)
    if kind.entity.record and attribute in kind.record.fields:
        record = _record(context, builder, kind, view)
        return context.get_getattr(kind.record, attribute)(context, builder, kind.record, record, attribute)
    return view.part if isinstance(kind, PartType) else view.row


def _record(context: Any, builder: Any, kind: Any, view: Any) -> Any:
    start = held_word(kind, view, ("given", kind.entity.record, 0))
    at = builder.mul(view.row, context.get_constant(SIZE, kind.record.size))
    return builder.inttoptr(builder.add(start, at), context.get_value_type(kind.record))


def _vector(context: Any, builder: Any, kind: Any, view: Any, vector: Vector) -> Any:
    key = "state", vector.block
    array = kind.region.arrays[key]
    sizes = [held_word(kind, view, (*key, 1 + axis)) for axis in range(array.ndim - 1)]
    rows = rows_in(kind, view)
    at = context.get_constant(SIZE, 0)
    for axis, size in enumerate(sizes):
        fixed = vector.fixed[axis] if axis < len(vector.fixed) else 0
        at = builder.add(builder.mul(at, size), context.get_constant(SIZE, fixed))
    at = builder.add(builder.mul(at, rows), view.row)
    start = builder.gep(
        pointer_to(context, builder, kind.region, held_word(kind, view, (*key, 0)), key), [at], inbounds=True
    )
    values = VectorType(array.dtype, vector.ndim)
    outer, length = builder.mul(sizes[-1], rows), sizes[len(vector.fixed)]
    return made(context, builder, values, start=start, outer=outer, stride=rows, length=length)


def _set(context: Any, builder: Any, sig: Any, args: Any, attribute: str) -> None:
    kind = sig.args[0]
    if kind.entity.home(attribute):
        builder.store(args[1], _place(context, builder, kind, args[0], attribute))
        return
    record = _record(context, builder, kind, view_of(context, builder, kind, args[0]))
    store = context.get_setattr(attribute, signature(types.void, kind.record, sig.args[1]))
    store(builder, (record, args[1]))


for _kind in (RowType, PartType):
    _members = {"key": _kind, "generic_resolve": lambda self, row, attribute: _type_of_attribute(row, attribute)}
    infer_getattr(type(f"{_kind.__name__}Attributes", (AttributeTemplate,), _members))
    lower_getattr_generic(_kind)(_get)
    lower_setattr_generic(_kind)(_set)
