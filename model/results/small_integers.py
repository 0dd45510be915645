"""How tables of the profile are packed: counts of firms are whole and mostly small, and a run has many of them."""

import numpy as np

KINDS = {"B": np.uint8, "H": np.uint16, "f": np.float32}
"""How the numbers of a table are kept: the smallest kind that has room for all of them in a block. Of the whole numbers
the largest of a kind stands for what is missing."""


def kind_of(table: np.ndarray) -> str:
    """The smallest kind in which the numbers of a table can be kept as they are (`KINDS`)."""
    known = table[np.isfinite(table)]
    largest = float(known.max(initial=0.0))
    if (known != np.floor(known)).any() or known.min(initial=0.0) < 0.0:
        return "f"
    return next((kind for kind in "BH" if largest < np.iinfo(KINDS[kind]).max), "f")


def packed(table: np.ndarray, kind: str) -> np.ndarray:
    """A table ``[scenario, member, year, ...]`` as a block keeps it: ``[row, ..., member]``."""
    rows = np.concatenate([table[:1, :, 0].swapaxes(0, 1), *(one[:, 1:] for one in table)], axis=1)
    if kind != "f":
        rows = np.where(np.isnan(rows), np.iinfo(KINDS[kind]).max, rows)
    return np.moveaxis(rows, 0, -1).astype(KINDS[kind])


def unpacked(kept: np.ndarray, scenarios: int) -> np.ndarray:
    """The reverse of `packed`, in single precision, with nan for what is missing."""
    rows = np.moveaxis(kept, -1, 0).astype(np.float32)
    if kept.dtype.kind != "f":
        rows[np.moveaxis(kept, -1, 0) == np.iinfo(kept.dtype).max] = np.nan
    years = (rows.shape[1] - 1) // scenarios
    found = np.empty((scenarios, rows.shape[0], 1 + years, *rows.shape[2:]), np.float32)
    found[:, :, 0] = rows[:, 0]
    found[:, :, 1:] = rows[:, 1:].reshape(rows.shape[0], scenarios, years, *rows.shape[2:]).swapaxes(0, 1)
    return found
