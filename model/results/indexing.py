"""What every array that is read from a store can do: it is indexed, has axes and becomes an ordinary array."""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Any

import numpy as np


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
