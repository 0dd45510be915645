"""The region in compiled code: a pointer to the addresses and sizes of all blocks of a ``Given`` and a ``State``.

``region.firms`` and the like are tables of rows (``row_kinds.py``, ``row_access.py``, ``row_items.py``); their
addresses are read once, where a table is named.  Nothing counts references.
"""

from typing import Any

from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.core.extending import infer_getattr, lower_builtin, overload_attribute, overload_method, type_callable
from numba.core.imputils import lower_getattr_generic
from numba.core.typing.templates import AttributeTemplate

from clustercast.agents import views
from clustercast.model.compiled import row_items
from clustercast.model.compiled.plain_rows import PlainRegion
from clustercast.model.compiled.row_access import block_array, made, read_words, view_of
from clustercast.model.compiled.row_kinds import SIZE, BlocksType, RegionType, RowType, TableType
from clustercast.model.compiled.state import Given, State


def region_of(given: Any, state: Any) -> Any:
    """The region of a ``Given`` and a ``State``: a pointer in compiled code, plain rows without compilation."""
    return PlainRegion(given, state)


@type_callable(region_of)
def _type_region(context: Any) -> Any:
    def typer(given: Any, state: Any) -> Any:
        return RegionType(given, state)

    return typer


@lower_builtin(region_of, types.BaseNamedTuple, types.BaseNamedTuple)
def _make_region(context: Any, builder: Any, sig: Any, args: Any) -> Any:
    kind = sig.return_type
    word = context.get_value_type(SIZE)
    table = cgutils.alloca_once(builder, ir.ArrayType(word, kind.fields))
    for (whose, name), array_type in kind.arrays.items():
        values, fields = (args[0], Given._fields) if whose == "given" else (args[1], State._fields)
        array = context.make_array(array_type)(context, builder, builder.extract_value(values, fields.index(name)))
        parts = [builder.ptrtoint(array.data, word)]
        parts += [builder.extract_value(array.shape, axis) for axis in range(array_type.ndim)]
        for number, part in enumerate(parts):
            builder.store(part, cgutils.gep_inbounds(builder, table, 0, kind.place[whose, name] + number))
    return table


@infer_getattr
class _RegionAttributes(AttributeTemplate):
    key = RegionType

    def generic_resolve(self, region: RegionType, attribute: str) -> Any:
        if attribute in ("given", "state"):
            return BlocksType(region, attribute)
        if attribute in views.TABLES:
            return TableType(region, views.TABLES[attribute], attribute)
        if attribute in views.SINGLES:
            return RowType(region, views.SINGLES[attribute], attribute)
        source = region.source(attribute)
        return region.arrays[source].copy(readonly=False) if source else None


@lower_getattr_generic(RegionType)
def _get_of_region(context: Any, builder: Any, kind: Any, region: Any, attribute: str) -> Any:
    if attribute in ("given", "state"):
        return made(context, builder, BlocksType(kind, attribute), region=region)
    if attribute in views.TABLES:
        return read_words(context, builder, TableType(kind, views.TABLES[attribute], attribute), region)
    if attribute in views.SINGLES:
        single = RowType(kind, views.SINGLES[attribute], attribute)
        return read_words(context, builder, single, region, row=context.get_constant(SIZE, 0))
    return block_array(context, builder, kind, region, kind.source(attribute))


@overload_attribute(RegionType, "slots")
def _slots(region: Any) -> Any:
    def count(region: Any) -> Any:
        return region.state.floats.shape[1]

    return count


@overload_method(RegionType, "new_firm")
def _new_firm(region: Any) -> Any:
    def take_slot(region: Any) -> Any:
        region.counts.slots_used += 1
        return region.firms[region.counts.slots_used - 1]

    return take_slot


@infer_getattr
class _BlocksAttributes(AttributeTemplate):
    key = BlocksType

    def generic_resolve(self, blocks: BlocksType, attribute: str) -> Any:
        kind = blocks.region.arrays.get((blocks.whose, attribute))
        return kind and kind.copy(readonly=False)


@lower_getattr_generic(BlocksType)
def _get_of_blocks(context: Any, builder: Any, kind: Any, blocks: Any, attribute: str) -> Any:
    region = view_of(context, builder, kind, blocks).region
    return block_array(context, builder, kind.region, region, (kind.whose, attribute))


__all__ = ["region_of", "row_items"]
