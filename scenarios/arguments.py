"""Arguments of the front door, checked once, whoever calls: whole numbers within bounds, names and paths."""

from __future__ import annotations

from operator import index
from pathlib import Path
from typing import Any

from clustercast.scenarios.faults import Faults

LARGEST_SEED = 2**32 - 1
"""The key of the draws has 32 bits for the seed: a larger one would give the numbers of a smaller one."""
MOST_MEMBERS = 10**8 - 1
"""Names of blocks have eight digits for a member."""
MOST_WORKERS = 1024


class Arguments:
    """The arguments of one call, each given back as it is to be used; `raise_if_any` raises with all their faults."""

    def __init__(self) -> None:
        self.faults = Faults()

    def whole(self, name: str, value: Any, low: int, high: int) -> int:
        """A whole number, one of NumPy's too."""
        try:
            number = None if isinstance(value, bool) else index(value)
        except TypeError:
            number = None
        wrong = "is no whole number" if number is None else "is too small" if number < low else "is too large"
        if number is None or not low <= number <= high:
            said = _shown(value if number is None else number)
            self.fault(name, f"{said} {wrong}", f"a whole number from {low} to {high}")
            return low
        return number

    def seed(self, value: Any) -> int:
        """A seed, of which every bit counts."""
        return self.whole("seed", value, 0, LARGEST_SEED)

    def path(self, name: str, value: Any, what: str) -> Any:
        """A name or a path."""
        if not isinstance(value, str | Path) or not str(value):
            self.fault(name, f"{_shown(value)} is no name and no path", what)
        return value

    def fault(self, name: str, problem: str, remedy: str) -> None:
        """Notes what is wrong with an argument."""
        self.faults.add(name, "", "", problem, remedy)

    def raise_if_any(self) -> None:
        """Raises PackError."""
        self.faults.raise_if_any()


def _shown(value: Any) -> str:
    if isinstance(value, int) and value.bit_length() > 128:
        return "the number"
    shown = repr(value)
    return shown if len(shown) <= 40 else f"{shown[:37]}..."
