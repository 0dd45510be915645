"""What each figure brought: Shapley values over figures of how far they move a number.

    phi_i = sum over S without i of |S|! (k - |S| - 1)! / k! (v(S + i) - v(S))

Exact up to `EXACT` figures (2^k subsets), from permutations and their reverses above, with a standard error.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Value = Callable[[NDArray[np.intp]], Floats]
"""The numbers [target] that some of the figures give, by their places in order."""
EXACT = 10
PAIRS = 64


def shapley(value: Value, count: int, seed: int) -> tuple[Floats, Floats]:
    """Shapley values and their standard errors, both [figure, target]; each target's sum is v(all) - v(none)."""
    return _exact(value, count) if count <= EXACT else _sampled(value, count, seed)


def _exact(value: Value, count: int) -> tuple[Floats, Floats]:
    subsets = np.arange(2**count)
    inside = (subsets[:, None] >> np.arange(count)) & 1
    values = np.array([value(np.flatnonzero(row)) for row in inside])
    sizes = inside.sum(axis=1)
    found = np.zeros((count, values.shape[1]))
    for one in range(count):
        without = subsets[inside[:, one] == 0]
        weights = np.array([math.factorial(s) * math.factorial(count - s - 1) for s in sizes[without]])
        found[one] = weights / math.factorial(count) @ (values[without | 1 << one] - values[without])
    return found, np.zeros_like(found)


def _sampled(value: Value, count: int, seed: int) -> tuple[Floats, Floats]:
    generator = np.random.default_rng(seed)
    pairs = []
    for _ in range(PAIRS):
        order = generator.permutation(count)
        pairs.append((_along(value, order) + _along(value, order[::-1])) / 2.0)
    return np.mean(pairs, axis=0), np.std(pairs, axis=0, ddof=1) / math.sqrt(PAIRS)


def _along(value: Value, order: NDArray[np.intp]) -> Floats:
    """What each figure adds when they arrive in this order, [figure, target]."""
    values = [value(np.sort(order[:n])) for n in range(len(order) + 1)]
    found = np.empty((len(order), len(values[0])))
    found[order] = np.diff(values, axis=0)
    return found
