"""Normal scores lead from numbers to ranks and back."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some
from scipy.stats import norm

from clustercast.model.updating.normal_scores import NormalScores

SAMPLES = some.lists(some.integers(-40, 40), min_size=2, max_size=60).map(np.array)


@given(SAMPLES.map(lambda one: one.astype(float)))
def test_a_sample_comes_back_to_the_bit(sample):
    scale = NormalScores.of(sample)
    assert (scale.numbers(scale.scored(sample)) == sample).all()


@given(SAMPLES.map(lambda one: one.astype(float)))
def test_greater_numbers_have_greater_scores(sample):
    scores = NormalScores.of(sample).scored(np.unique(sample))
    assert (np.diff(scores) > 0.0).all()


def test_three_values_stand_at_a_sixth_a_half_and_five_sixths():
    scores = NormalScores.of(np.array([3.0, 1.0, 2.0])).scored(np.array([1.0, 2.0, 3.0]))
    assert scores == pytest.approx(norm.ppf([1 / 6, 1 / 2, 5 / 6]), abs=1e-15)


def test_beyond_the_sample_a_standard_deviation_is_a_score():
    sample = np.array([0.0, 1.0, 4.0, 9.0])
    scale = NormalScores.of(sample)
    top, beyond = scale.scored(np.array([9.0, 9.0 + 2.0 * sample.std()]))
    assert beyond - top == pytest.approx(2.0, abs=1e-12)
    assert scale.numbers(np.array([beyond]))[0] == pytest.approx(9.0 + 2.0 * sample.std(), abs=1e-12)


def test_counts_stay_counts():
    """Of 0, 0, 0, 1 the score of a quarter above the median is the bound between them."""
    scale = NormalScores.of(np.array([0.0, 0.0, 0.0, 1.0]))
    bound = norm.ppf(0.75)
    assert scale.numbers(np.array([bound - 1e-9, bound + 1e-9])).tolist() == [0.0, 1.0]
