"""The floor that speeds are held against: the fill of a quarter's draws, frozen as it was at commit 61feb88.

For every firm 5 streams of uniforms, a Philox 4x32-10 block of four words a stream and four upgrades. It is a measure
of the machine, and stays as it is when the model's own draws change: then numbers over the floor can be compared.
"""

from __future__ import annotations

import numba
import numpy as np

from clustercast.bench.scale import fastest
from clustercast.scenarios import Plan

STREAMS, WORDS = 5, 4
MASK = 0xFFFFFFFF
TO_UNIFORM = 1.0 / 4294967296.0


@numba.njit(inline="always")
def _philox(key_0, key_1, c0, c1, c2, c3):
    for _ in range(10):
        p0 = c0 * 0xD2511F53
        p1 = c2 * 0xCD9E8D57
        c0, c1, c2, c3 = ((p1 >> 32) & MASK) ^ c1 ^ key_0, p1 & MASK, ((p0 >> 32) & MASK) ^ c3 ^ key_1, p0 & MASK
        key_0 = (key_0 + 0x9E3779B9) & MASK
        key_1 = (key_1 + 0xBB67AE85) & MASK
    return c0, c1, c2, c3


@numba.njit
def _fill_block(word_0, word_1, word_2, word_3, entity, n, seed, member, time, stream, block):
    """A function of its own, so that the compiler sees four arrays apart and takes several firms at once."""
    for slot in range(n):
        w0, w1, w2, w3 = _philox(
            int(seed) & MASK, int(member) & MASK, int(entity[slot]) & MASK, int(time) & MASK, stream, block
        )
        word_0[slot] = (w0 + 0.5) * TO_UNIFORM
        word_1[slot] = (w1 + 0.5) * TO_UNIFORM
        word_2[slot] = (w2 + 0.5) * TO_UNIFORM
        word_3[slot] = (w3 + 0.5) * TO_UNIFORM


@numba.njit(nogil=True)
def fill(luck, entity, n, seed, member, time):
    """Fill ``luck[stream, word, slot]`` for the first ``n`` slots, in a quarter ``time``."""
    for stream in range(STREAMS):
        for block in range(luck.shape[1] // WORDS):
            one = WORDS * block
            _fill_block(
                luck[stream, one], luck[stream, one + 1], luck[stream, one + 2], luck[stream, one + 3],
                entity, n, seed, member, time, stream, block,
            )  # fmt: skip


def room(upgrades: int, slots: int) -> np.ndarray:
    """What `fill` writes for so many upgrades and firms: ``luck[stream, word, slot]``."""
    return np.zeros((STREAMS, WORDS * -(-upgrades // WORDS), slots))


def floor_seconds(plan: Plan, entity: np.ndarray, repeats: int) -> float:
    """Seconds to fill a quarter's draws for the firms of these numbers, the fastest of some."""
    luck, numbers = room(len(plan.upgrades), len(entity)), np.ascontiguousarray(entity, np.int32)
    return fastest(lambda: fill(luck, numbers, len(numbers), 1, 0, plan.start), repeats)
