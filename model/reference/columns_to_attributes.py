"""Arrays to plain objects and back: a region's start, and its state as columns again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from types import SimpleNamespace
from typing import Any

import numpy as np

from clustercast.agents.columns import Column


def records(table: np.ndarray) -> list[SimpleNamespace]:
    """The entries of a structured array as plain objects with numbered entries, no NumPy number left in them."""
    fields = table.dtype.names or ()
    rows = []
    for number, entry in enumerate(table):
        values = {name: entry[name].tolist() for name in fields}
        rows.append(SimpleNamespace(number=number, **values))
    return rows


def attribute(column: Column) -> str:
    """Name of a column's attribute."""
    return column.name.lower()


def give(targets: Sequence[Any], block: np.ndarray, columns: type[Column], whole: Iterable[Column] = ()) -> None:
    """Set the attributes of ``targets[i]`` from ``block[row, i]``; columns of ``whole`` as whole numbers."""
    whole = set(whole)
    for column in columns:
        values = block[column].tolist()
        if column in whole:
            values = [int(value) for value in values]
        name = attribute(column)
        for target, value in zip(targets, values, strict=True):
            setattr(target, name, value)


def take(targets: Sequence[Any], block: np.ndarray, columns: type[Column]) -> None:
    """Write the attributes of ``targets[i]`` into ``block[row, i]``: the reverse of ``give``."""
    for column in columns:
        name = attribute(column)
        for place, target in enumerate(targets):
            block[column, place] = getattr(target, name)


def take_each(rows: Sequence[Sequence[Any]], block: np.ndarray) -> None:
    """Write ``rows[i][place]`` into ``block[place, i]``."""
    for i, row in enumerate(rows):
        for place, value in enumerate(row):
            block[place, i] = value


def fill(array: np.ndarray, values: Sequence[Any]) -> None:
    """Write nested lists into an array of the same shape."""
    for place, value in enumerate(values):
        if array.ndim == 1:
            array[place] = value
        else:
            fill(array[place], value)
