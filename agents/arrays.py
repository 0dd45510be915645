"""Arrays that read as plain numbers in Python, so that no NumPy number gets into agents or rules."""

from typing import Any

import numpy as np
from numba.extending import overload


class Array:
    """A NumPy array of which one element at a time is read or written: ``announced[lever, industry, government]``.

    Compiled code has the NumPy array itself in its place.
    """

    __slots__ = ("values",)

    def __init__(self, values: np.ndarray) -> None:
        self.values = values

    def __getitem__(self, place: Any) -> Any:
        if isinstance(place, int) and self.values.ndim > 1:
            return Array(self.values[place])
        return self.values.item(place)

    def __iter__(self) -> Any:
        return (self[place] for place in range(len(self)))

    def __setitem__(self, place: Any, value: Any) -> None:
        self.values[place] = value

    def __len__(self) -> int:
        return len(self.values)

    @property
    def shape(self) -> tuple[int, ...]:
        """Length of every axis."""
        return self.values.shape


def zeros(*shape: int) -> Array:
    """Floats, all nought, to be written and read within an event."""
    return Array(np.zeros(shape))


@overload(zeros, strict=False)
def _zeros(*shape: Any) -> Any:
    def made(*shape: Any) -> Any:
        return np.zeros(shape)

    return made
