"""Every draw is a pure function of (seed, member, stream, entity, time).

Counter-based Philox 4x32-10 (Salmon, Moraes, Dror, Shaw 2011, "Parallel random numbers: as easy as 1, 2, 3"): the key
is (seed, member), the counter is (entity, time, stream, 0), one block gives four 32-bit words, and a uniform is
``(word + 0.5) / 2**32``, inside (0, 1).  A draw depends on no call order, row, other firm, worker or scenario, so
scenarios share their luck.  Seeds beyond 32 bits are refused where they are given (``scenarios/arguments.py``).

Written on plain integers with a mask after every product and shift: CPython and compiled code give the same words.
"""

from enum import IntEnum
from typing import NamedTuple

import numpy as np
from numba import njit
from numba.extending import register_jitable

from clustercast.agents.lengths import WORDS, Luck
from clustercast.agents.rule import act, rule

MASK = 0xFFFFFFFF
MULTIPLIER_0 = 0xD2511F53
MULTIPLIER_1 = 0xCD9E8D57
WEYL_0 = 0x9E3779B9
WEYL_1 = 0xBB67AE85
TO_UNIFORM = 1.0 / 4294967296.0


class Stream(IntEnum):
    """What a block of four words is drawn for (the counter's third word).  Numbers are never reused or reordered."""

    LEARN = 0
    TASTE_GATE = 1
    TASTE = 2
    ROUNDING = 3
    REVIEW = 4
    # Review: 0 upgrades, 1 capital, 2 products, 3 landmark products
    GROWTH = 8
    SELECTION_TIE = 9
    QUEUE_TIE = 10
    TITLE = 11
    EXIT_TIE = 12
    ENTRANT = 13
    ENTRANT_TASTE = 14
    ENTRANT_SHOCK = 15
    ACQUISITION = 16
    CELL = 17
    DEMAND = 18
    ECONOMY = 19
    ORGANISATION = 20
    RANK_TIE = 21
    STATUS = 22
    COMPLY = 23
    STATUS_OF_CELL = 24
    BASE_SIZE = 32
    BASE_PLACE = 33
    BASE_CHARACTER = 34
    BASE_FINANCE = 35
    BASE_TASTE = 36
    BASE_SHOCK = 37
    BASE_SKILL = 39
    BASE_TITLE = 40
    PARAMETER = 64
    PLACE_WEIGHT = 65
    PROGRAMME = 66


REVIEW_WORD, CAPITAL_WORD, PRODUCT_WORD, LANDMARK_WORD = 0, 1, 2, 3


def _philox(key_0: int, key_1: int, c0: int, c1: int, c2: int, c3: int) -> tuple[int, int, int, int]:
    """One Philox 4x32-10 block: two key words and four counter words in, four words out."""
    for _ in range(10):
        p0 = c0 * MULTIPLIER_0
        p1 = c2 * MULTIPLIER_1
        c0, c1, c2, c3 = (
            ((p1 >> 32) & MASK) ^ c1 ^ key_0,
            p1 & MASK,
            ((p0 >> 32) & MASK) ^ c3 ^ key_1,
            p0 & MASK,
        )
        key_0 = (key_0 + WEYL_0) & MASK
        key_1 = (key_1 + WEYL_1) & MASK
    return c0, c1, c2, c3


philox = register_jitable(_philox)
_philox_inline = njit(_philox, inline="always")


class Draws(NamedTuple):
    """Whose draws: the seed, the member and the quarter (4 x calendar year + 0..3) that they belong to."""

    seed: int
    member: int
    quarter: int


@act
def uniform(draws: Draws, stream: int, entity: int, time: int, word: int) -> float:
    """The uniform in (0, 1) of one word of (seed, member, stream, entity, time); see ``keyed_uniform``."""
    return keyed_uniform(draws.seed, draws.member, stream, entity, time, word)


@rule
def keyed_uniform(seed: int, member: int, stream: int, entity: int, time: int, word: int) -> float:
    """The uniform in (0, 1) of one word of (seed, member, stream, entity, time).

    Four words are a block; words from 4 on come from further blocks (the counter's fourth word is their number).
    """
    words = philox(int(seed) & MASK, int(member) & MASK, int(entity) & MASK, int(time) & MASK, stream, word >> 2)
    return (words[word & 3] + 0.5) * TO_UNIFORM


@register_jitable
def four_uniforms(seed: int, member: int, stream: int, entity: int, time: int) -> tuple[float, float, float, float]:
    """The first four words of ``uniform`` at once: they are one block."""
    w0, w1, w2, w3 = philox(int(seed) & MASK, int(member) & MASK, int(entity) & MASK, int(time) & MASK, stream, 0)
    return (w0 + 0.5) * TO_UNIFORM, (w1 + 0.5) * TO_UNIFORM, (w2 + 0.5) * TO_UNIFORM, (w3 + 0.5) * TO_UNIFORM


@register_jitable
def fill_bulk(luck: np.ndarray, entity: np.ndarray, n: int, seed: int, member: int, time: int) -> None:
    """Fill ``luck[Luck, word, slot]`` (float64) with all bulk uniforms of a quarter for the first ``n`` slots.

    A word an upgrade, in blocks of four; of a review one block.
    """
    for block in range(luck.shape[1] // WORDS):
        fill_block(luck[Luck.LEARN], entity, n, seed, member, time, Stream.LEARN, block)
        fill_block(luck[Luck.TASTE_GATE], entity, n, seed, member, time, Stream.TASTE_GATE, block)
    fill_block(luck[Luck.REVIEW], entity, n, seed, member, time, Stream.REVIEW, 0)


@register_jitable
def fill_block(
    words: np.ndarray, entity: np.ndarray, n: int, seed: int, member: int, time: int, stream: int, block: int
) -> None:
    """Fill four rows of ``words[word, slot]`` with a block of a stream."""
    at = WORDS * block
    _fill(words[at], words[at + 1], words[at + 2], words[at + 3], entity, n, seed, member, time, stream, block)


@register_jitable
def _fill(
    word_0: np.ndarray,
    word_1: np.ndarray,
    word_2: np.ndarray,
    word_3: np.ndarray,
    entity: np.ndarray,
    n: int,
    seed: int,
    member: int,
    time: int,
    stream: int,
    block: int,
) -> None:
    """One block of every slot.  A function of its own, so that the compiler sees four separate arrays and uses SIMD."""
    for slot in range(n):
        w0, w1, w2, w3 = _philox_inline(
            int(seed) & MASK, int(member) & MASK, int(entity[slot]) & MASK, int(time) & MASK, stream, block
        )
        word_0[slot] = (w0 + 0.5) * TO_UNIFORM
        word_1[slot] = (w1 + 0.5) * TO_UNIFORM
        word_2[slot] = (w2 + 0.5) * TO_UNIFORM
        word_3[slot] = (w3 + 0.5) * TO_UNIFORM
