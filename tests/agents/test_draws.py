"""Draws are the published generator's words, and hang on nothing but seed, member, stream, entity and time."""

import math
import random
from collections.abc import Callable

import numba
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clustercast.agents.draws import MASK, TO_UNIFORM, Stream, fill_bulk, keyed_uniform, philox
from clustercast.agents.lengths import WORDS, Luck

ALL = 0xFFFFFFFF
# Key, counter and words as published with the generator (Salmon and others 2011, Random123, kat_vectors).
KNOWN = [
    ((0, 0), (0, 0, 0, 0), (0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8)),
    ((ALL, ALL), (ALL, ALL, ALL, ALL), (0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD)),
    (
        (0xA4093822, 0x299F31D0),
        (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344),
        (0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1),
    ),
]
WORD_32 = st.integers(0, ALL)


@numba.njit
def compiled_philox(key_0, key_1, c0, c1, c2, c3):
    return philox(key_0, key_1, c0, c1, c2, c3)


@numba.njit
def compiled_uniform(seed, member, stream, entity, time, word):
    return keyed_uniform(seed, member, stream, entity, time, word)


@numba.njit
def compiled_growth(seed, member, entity, time):
    return keyed_uniform(seed, member, Stream.GROWTH, entity, time, 0)


Fill = Callable[..., None]
compiled_fill: Fill = numba.njit(fill_bulk)


def bulk(entities, seed, member, time, words=WORDS, fill: Fill = compiled_fill, n=None):
    """All bulk uniforms of these entities, compiled unless another filler is given."""
    luck = np.full((len(Luck), words, len(entities)), -1.0)
    fill(luck, np.array(entities, dtype=np.int32), len(entities) if n is None else n, seed, member, time)
    return luck


# The generator


@pytest.mark.parametrize(("key", "counter", "words"), KNOWN, ids=["zero", "ones", "pi"])
def test_published_words(key, counter, words):
    assert philox(*key, *counter) == words
    assert compiled_philox(*key, *counter) == words


@given(st.tuples(*[WORD_32] * 6))
def test_compiled_words_are_the_same(numbers):
    words = philox(*numbers)
    assert compiled_philox(*numbers) == words
    assert all(0 <= word <= MASK for word in words)


def test_uniform_is_a_word_of_its_block():
    # key (seed, member), counter (entity, time, stream, block)
    assert [keyed_uniform(0, 0, 0, 0, 0, word) for word in range(4)] == [(word + 0.5) / 2.0**32 for word in KNOWN[0][2]]
    later = philox(5, 6, 7, 8, 9, 1)
    assert [keyed_uniform(5, 6, 9, 7, 8, word) for word in (4, 5, 6, 7)] == [(word + 0.5) / 2.0**32 for word in later]


# Uniforms


def test_uniforms_lie_inside_0_and_1():
    assert (0 + 0.5) * TO_UNIFORM > 0.0
    assert (MASK + 0.5) * TO_UNIFORM < 1.0


@given(WORD_32, WORD_32, st.sampled_from(Stream), WORD_32, st.integers(-5, 9000), st.integers(0, 11))
def test_uniform_is_the_same_compiled(seed, member, stream, entity, time, word):
    u = keyed_uniform(seed, member, stream, entity, time, word)
    assert 0.0 < u < 1.0
    assert compiled_uniform(seed, member, int(stream), entity, time, word) == u


def test_uniform_takes_the_enumeration_and_array_elements():
    entity = np.array([4_194_304 + 17], dtype=np.int32)
    assert keyed_uniform(1, 2, Stream.GROWTH, entity[0], 8067, 0) == keyed_uniform(1, 2, 8, 4_194_321, 8067, 0)
    assert compiled_growth(1, 2, entity[0], 8067) == keyed_uniform(1, 2, 8, 4_194_321, 8067, 0)


def test_uniforms_are_even():
    # 40,000 draws; mean and variance within five standard errors, and no correlation between words of a block
    luck = bulk(range(2000), 20170904, 3, 8071).reshape(len(Luck) * WORDS, -1)
    assert luck.mean() == pytest.approx(0.5, abs=5 / math.sqrt(12 * luck.size))
    assert luck.var() == pytest.approx(1 / 12, abs=5 / math.sqrt(180 * luck.size))
    correlations = np.corrcoef(luck)[np.triu_indices(len(luck), 1)]
    assert np.abs(correlations).max() < 5 / math.sqrt(luck.shape[1])


# In bulk


@pytest.mark.parametrize("words", [4, 8], ids=["one block", "two blocks"])
def test_bulk_is_uniform_word_for_word(words):
    entities = [0, 1, 2, 40, 4457, 4_194_304, 2**31 - 1]
    luck = bulk(entities, 7, 11, 8070, words)
    for place in Luck:
        for word in range(WORDS if place == Luck.REVIEW else words):
            expected = [keyed_uniform(7, 11, Stream[place.name], entity, 8070, word) for entity in entities]
            assert luck[place, word].tolist() == expected


def test_bulk_in_python_is_bulk_in_compiled_code():
    entities = range(30)
    assert np.array_equal(bulk(entities, 1, 2, 8068), bulk(entities, 1, 2, 8068, fill=fill_bulk))


def test_bulk_does_not_depend_on_order_or_on_how_many():
    entities = list(range(1000))
    luck = bulk(entities, 1, 2, 8068)
    shuffled = entities[:]
    random.Random(5).shuffle(shuffled)
    assert np.array_equal(bulk(shuffled, 1, 2, 8068), luck[:, :, shuffled])
    assert np.array_equal(bulk(entities[:37], 1, 2, 8068), luck[:, :, :37])
    assert np.array_equal(bulk(entities[990:], 1, 2, 8068), luck[:, :, 990:])


def test_bulk_writes_only_the_slots_asked_for():
    luck = bulk(range(10), 1, 2, 8068, n=6)
    assert (luck[:, :, :6] > 0.0).all()
    assert (luck[:, :, 6:] == -1.0).all()


@pytest.mark.parametrize("other", [(2, 2, 8068), (1, 3, 8068), (1, 2, 8069)], ids=["seed", "member", "time"])
def test_every_part_of_the_key_matters(other):
    assert not np.any(bulk(range(100), *other) == bulk(range(100), 1, 2, 8068))


# Streams


def test_stream_numbers_are_unique_words():
    numbers = [int(stream) for stream in Stream.__members__.values()]
    assert len(set(numbers)) == len(numbers) == len(Stream)
    assert all(0 <= number <= MASK for number in numbers)


def test_what_is_drawn_in_bulk_is_a_stream():
    assert {place.name for place in Luck} <= set(Stream.__members__)


def test_streams_give_different_draws():
    draws = [keyed_uniform(1, 2, stream, 5, 8068, 0) for stream in Stream]
    assert len(set(draws)) == len(draws)
