"""Arrays of a store in an `xarray.Dataset`: read when they are needed."""

from __future__ import annotations

from typing import Any

import numpy as np
from xarray.backends.common import BackendArray
from xarray.core import indexing


class _Lazy(BackendArray):
    """An array of a store, or one indicator of it, for xarray to read when it is needed."""

    def __init__(self, array: Any, axis: int | None, place: int) -> None:
        self.array, self.axis, self.place = array, axis, place
        shape = list(array.shape)
        if axis is not None:
            del shape[axis]
        self.shape = tuple(shape)
        self.dtype = np.dtype(array.dtype)

    def __getitem__(self, key: indexing.ExplicitIndexer) -> Any:
        return indexing.explicit_indexing_adapter(key, self.shape, indexing.IndexingSupport.OUTER_1VECTOR, self._get)

    def _get(self, key: tuple[Any, ...]) -> np.ndarray:
        keys = list(key)
        if self.axis is not None:
            keys.insert(self.axis, self.place)
        return self.array[tuple(keys)]


def part_of(array: Any, axis: int | None = None, place: int = 0) -> Any:
    """The array, or its part at a place of an axis; unread when it stands in a store."""
    if isinstance(array, np.ndarray):
        return array if axis is None else array[(slice(None),) * axis + (place,)]
    return indexing.LazilyIndexedArray(_Lazy(array, axis, place))
