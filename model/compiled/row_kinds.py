"""Types of rows of columns in compiled code: a region, tables, rows, parts, vectors, and how each is held.

What they consist of is declared in ``agents/views.py``.  A table, a row and a part of a row (``region.firms``,
``region.firms[i]``, ``firm.upgrades[k]``) are the addresses and sizes of their blocks, with one or two numbers.
"""

from hashlib import sha256
from typing import Any

from llvmlite import ir
from numba import types
from numba.core.datamodel import models
from numba.core.extending import register_model

from clustercast.agents import views
from clustercast.agents.views import Entity
from clustercast.model.compiled.state import Given, State

SIZE = types.intp
Word = tuple[str, str, int]
"""``Given`` or ``State``, a block of it, and what: its address (0) or the size of an axis (1, 2, ...)."""


class RegionType(types.Type):
    """The region, by the types of its ``Given`` and ``State``."""

    def __init__(self, given: Any, state: Any) -> None:
        self.arrays = {("given", name): kind for name, kind in zip(Given._fields, given, strict=True)}
        self.arrays |= {("state", name): kind for name, kind in zip(State._fields, state, strict=True)}
        self.place = {}
        place = 0
        for key, kind in self.arrays.items():
            self.place[key] = place
            place += 1 + kind.ndim
        self.fields = place
        # a short name: it becomes part of the name of every compiled function that is given a row
        super().__init__(f"Region({sha256(f'{given}, {state}'.encode()).hexdigest()[:16]})")

    def source(self, attribute: str) -> tuple[str, str] | None:
        """The block that a plain attribute of the region names; a ``State`` block goes before a ``Given`` one."""
        if attribute in views.OTHER_NAMES:
            return views.OTHER_NAMES[attribute]
        for whose in ("state", "given"):
            if (whose, attribute) in self.arrays:
                return whose, attribute
        return None


class BlocksType(types.Type):
    """``region.given`` or ``region.state``: its arrays by their own names."""

    def __init__(self, region: RegionType, whose: str) -> None:
        self.region, self.whose = region, whose
        super().__init__(f"Blocks({whose}, {region})")


def words_of(region: RegionType, entity: Entity) -> list[Word]:
    """Addresses and sizes that rows of an entity need; blocks of one entity have as many rows, parts as many parts."""
    parts = entity.parts.blocks if entity.parts else ()
    blocks = [block for block, _ in (*entity.blocks, *parts)]
    words: list[Word] = [("state", block, 0) for block in blocks]
    if entity.blocks and not entity.single:
        words.append(("state", blocks[0], 2))
    if parts:
        words.append(("state", parts[0][0], 2))
    for vector in entity.vectors.values():
        axes = region.arrays["state", vector.block].ndim
        words += [("state", vector.block, number) for number in range(axes)]
    if entity.record:
        words.append(("given", entity.record, 0))
    if entity.record and not entity.blocks and not entity.single:
        words.append(("given", entity.record, 1))
    if entity is views.TABLES["firms"]:
        words.append(("state", "counts", 0))
    return words


class _Of(types.Type):
    """Something of a region that is described by an entity."""

    def __init__(self, region: RegionType, entity: Entity, name: str) -> None:
        self.region, self.entity, self.table = region, entity, name
        self.words = tuple(dict.fromkeys(words_of(region, views.TABLES.get(name) or views.SINGLES[name])))
        super().__init__(f"{type(self).__name__}({name}, {region})")

    @property
    def record(self) -> Any:
        """Record type of the read-only table with one record a row."""
        return self.region.arrays["given", self.entity.record].dtype


class RowType(_Of):
    """``region.firms[i]``, or what a region has one of."""


class PartType(_Of):
    """``firm.upgrades[k]``."""


class _RowsOf(_Of, types.IterableType):
    """Rows or parts in their order."""

    @property
    def iterator_type(self) -> Any:
        """Goes through them."""
        return RowsType(self)


class TableType(_RowsOf):
    """``region.firms``."""

    @property
    def item(self) -> Any:
        """What it has."""
        return RowType(self.region, self.entity, self.table)


class PartsType(_RowsOf):
    """``firm.upgrades``."""

    @property
    def item(self) -> Any:
        """What it has."""
        return PartType(self.region, self.entity.parts, self.table)


class RowsType(types.SimpleIteratorType):
    """Iterator over a table or over the parts of a row."""

    def __init__(self, source: Any) -> None:
        self.source = source
        super().__init__(f"Rows({source})", source.item)


class VectorType(types.Type):
    """``firm.vintages``: values by place, ``stride`` elements apart."""

    def __init__(self, dtype: Any, ndim: int) -> None:
        self.dtype, self.ndim = dtype, ndim
        super().__init__(f"Vector({dtype}, {ndim})")


# how each is held --------------------------------------------------------------------------------------------------
@register_model(RegionType)
class _RegionModel(models.PrimitiveModel):
    def __init__(self, manager: Any, kind: RegionType) -> None:
        word = manager.lookup(SIZE).get_value_type()
        super().__init__(manager, kind, ir.PointerType(ir.ArrayType(word, kind.fields)))


def _held_as(kind: type, fields: Any) -> None:
    @register_model(kind)
    class _Model(models.StructModel):
        def __init__(self, manager: Any, one: Any) -> None:
            super().__init__(manager, one, fields(one))


def _with_words(one: Any, *names: str) -> list[tuple[str, Any]]:
    return [*((name, SIZE) for name in names), *((f"word{place}", SIZE) for place in range(len(one.words)))]


_held_as(BlocksType, lambda one: [("region", one.region)])
_held_as(TableType, lambda one: _with_words(one))
_held_as(RowType, lambda one: _with_words(one, "row"))
_held_as(PartsType, lambda one: _with_words(one, "row"))
_held_as(PartType, lambda one: _with_words(one, "row", "part"))
_held_as(RowsType, lambda one: [("source", one.source), ("count", SIZE), ("next", types.EphemeralPointer(SIZE))])
_held_as(
    VectorType,
    lambda one: [("start", types.CPointer(one.dtype)), ("outer", SIZE), ("stride", SIZE), ("length", SIZE)],
)
