"""Arrays that are read from a store as they are indexed: on their own, of several design points, and for xarray."""

import json
from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Any

import numpy as np
from xarray.backends.common import BackendArray
from xarray.core import indexing


class Indexed(ABC):
    """An array of ``shape`` whose values are read as they are indexed: one index an axis (see `expanded`)."""

    shape: tuple[int, ...]
    dtype: np.dtype

    @property
    def ndim(self) -> int:
        """How many axes."""
        return len(self.shape)

    def __len__(self) -> int:
        return self.shape[0]

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> np.ndarray:
        return np.asarray(self[...], dtype=dtype)

    @abstractmethod
    def __getitem__(self, key: Any) -> np.ndarray:
        """The values at a key, read."""


def expanded(key: Any, axes: int) -> tuple[Any, ...]:
    """One index an axis: an ellipsis and what is left out stand for everything."""
    keys = list(key) if isinstance(key, tuple) else [key]
    if any(one is Ellipsis for one in keys):
        place = next(n for n, one in enumerate(keys) if one is Ellipsis)
        keys[place : place + 1] = [slice(None)] * (axes - len(keys) + 1)
    keys += [slice(None)] * (axes - len(keys))
    if len(keys) != axes or sum(not isinstance(one, int | np.integer | slice) for one in keys) > 1:
        raise IndexError(f"one index for each of {axes} axes, at most one of them a list: {json.dumps(repr(key))}")
    return tuple(keys)


class StoredPoints(Indexed):
    """The same field of several design points: an axis ``point`` in front, else as `StoredArray`."""

    def __init__(self, points: Sequence[Indexed]) -> None:
        self._points = list(points)
        self.shape = (len(self._points), *self._points[0].shape)
        self.dtype = self._points[0].dtype

    def __getitem__(self, key: Any) -> np.ndarray:
        point, *rest = expanded(key, self.ndim)
        if isinstance(point, int | np.integer):
            return self._points[int(point)][tuple(rest)]
        places = range(len(self._points))[point] if isinstance(point, slice) else point
        found = [self._points[int(place)][tuple(rest)] for place in places]
        return np.stack(found) if found else np.zeros(self.shape, self.dtype)[key]


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
