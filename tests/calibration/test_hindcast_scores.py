"""Scores of a hindcast: a right forecaster covers and wins, a biased or a too certain one does not."""

import numpy as np
import pytest
import scoringrules

from clustercast.calibration.hindcast import skill as skills
from clustercast.calibration.hindcast.judged import MULTIPLES, judge_one

RNG_KEY = 20
CASES, DRAWS = 400, 1000


def cases(shift=0.0, spread=1.0, name="right"):
    """Forecasts ln-normal about a known centre; outcomes from the same law with shift 0 and spread 1."""
    random = np.random.Generator(np.random.Philox(RNG_KEY))
    judged = []
    for case in range(CASES):
        centre = 100.0 * np.exp(0.5 * random.standard_normal())
        outcome = centre * np.exp(0.2 * random.standard_normal())
        normal = random.standard_normal(DRAWS)
        draws = centre * np.exp(shift + 0.2 * spread * normal)
        judged.append(judge_one(name, 2000 + case // 4, 2000 + case // 4 + case % 4, draws, outcome, centre))
    return judged


@pytest.fixture(scope="module")
def right():
    return cases()


def test_a_right_forecaster_covers_what_its_bands_say(right):
    for band in (50, 90):
        found = skills.coverage(right, band)
        assert found.low <= band / 100 <= found.high
    counts = np.array(skills.pit_counts(right))
    assert np.all(np.abs(counts - CASES / 4) < 3 * np.sqrt(CASES * 0.25 * 0.75))


def test_a_too_certain_forecaster_does_not_cover():
    found = skills.coverage(cases(spread=0.4, name="certain"), 90)
    assert found.high < 0.9


def test_a_too_wide_forecaster_covers_too_much():
    assert skills.coverage(cases(spread=3.0, name="wide"), 50).low > 0.5


@pytest.mark.parametrize(("shift", "spread"), [(0.5, 1.0), (-0.5, 1.0), (0.0, 4.0)])
def test_a_biased_or_vague_forecaster_loses_to_the_right_one(right, shift, spread):
    wrong = cases(shift, spread, "wrong")
    for scale in ("crps", "crps_log"):
        won = skills.skill(right, wrong, "origin", 1, scale)
        lost = skills.skill(wrong, right, "origin", 1, scale)
        assert won.verdict == "wins" and 0 < won.low <= won.value <= won.high < 1
        assert lost.verdict == "loses" and lost.high < 0
    assert skills.brier(right) < skills.brier(wrong)


def test_the_same_forecasts_tie_at_zero(right):
    tied = skills.skill(right, right, "origin", 1)
    assert (tied.value, tied.low, tied.high, tied.verdict) == (0, 0, 0, "ties")


def test_skill_refuses_forecasts_of_other_years(right):
    with pytest.raises(ValueError, match="same origins and years"):
        skills.skill(right, right[1:], "origin", 1)


def test_skill_is_one_minus_the_ratio_of_means(right):
    other = cases(0.3, 1.0, "other")
    expected = 1 - np.mean([one.crps for one in right]) / np.mean([one.crps for one in other])
    assert skills.skill(right, other, "origin", 1).value == pytest.approx(expected)


def test_more_blocks_narrow_the_interval(right):
    few = skills.skill(right[:16], cases(0.3)[:16], "origin", 1)
    many = skills.skill(right, cases(0.3), "origin", 1)
    assert many.high - many.low < few.high - few.low and few.blocks == 4


def test_crps_of_draws_is_that_of_their_law():
    random = np.random.Generator(np.random.Philox(3))
    draws = 50 + 4 * random.standard_normal(20_000)
    found = judge_one("normal", 2000, 2000, draws, 53.0, 50.0)
    assert found.crps == pytest.approx(float(scoringrules.crps_normal(53.0, 50.0, 4.0)), rel=0.02)
    assert found.pit == pytest.approx(0.7734, abs=0.01)


def test_brier_and_reliability_of_stated_chances():
    """Draws half at 0 and half at 3 times the last value: every threshold has a chance of one half."""
    draws = np.repeat([0.0, 300.0], 500)
    reached = judge_one("coin", 2000, 2000, draws, 300.0, 100.0)
    missed = judge_one("coin", 2001, 2001, draws, 1.0, 100.0)
    assert skills.brier([reached, missed]) == pytest.approx(0.25)
    (only,) = skills.reliability([reached, missed])
    assert only.stated == 0.5 and only.came_true.value == 0.5 and only.came_true.cases == 2 * len(MULTIPLES)


def test_share_has_the_exact_interval():
    none = skills.share([False] * 10)
    assert none.value == 0 and none.low == 0 and none.high == pytest.approx(1 - 0.025**0.1)
    assert skills.share([]).cases == 0
