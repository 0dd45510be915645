"""Known parameters come back from figures that the model made, and the test of ranks sees when they would not."""

import numpy as np
import pytest

from clustercast.calibration.evidence import evidence_at
from clustercast.calibration.nation.space import SHIFT, space_of
from clustercast.calibration.recovery import BINS, DRAWS, Recovered, recover, region, verdicts_on
from clustercast.calibration.recovery import read as read_ranks
from clustercast.calibration.recovery_run import RANKS, RESULTS
from clustercast.scenarios import load_plan

TRUTHS = 4
LIVE_POINTS = 60


@pytest.fixture(scope="module")
def found():
    plan = load_plan("henan-equipment-2017", prior=True)
    like = evidence_at(2019)
    return space_of(plan).names, [recover(plan, like, 2018, 99, truth, LIVE_POINTS) for truth in range(TRUTHS)]


def test_the_shift_comes_back(found):
    names, truths = found
    place = names.index(SHIFT)
    assert np.median([one.shrunk[place] for one in truths]) < 0.5  # narrowed
    assert sum(2 <= one.ranks[place] <= 97 for one in truths) >= TRUTHS - 1  # around the truth


def test_a_parameter_the_figures_do_not_move_keeps_its_prior(found):
    names, truths = found
    place = names.index("employees_log_sd")
    assert np.mean([one.shrunk[place] for one in truths]) > 0.8


def made(ranks):
    return [Recovered(number, 300.0, (int(rank),), (0.5,)) for number, rank in enumerate(ranks)]


def test_uniform_ranks_pass_and_others_do_not():
    rng = np.random.default_rng(3)
    even = rng.integers(0, DRAWS + 1, 400)
    narrow = np.where(rng.random(400) < 0.3, rng.choice([0, DRAWS], 400), even)  # posteriors that are too sure
    shifted = np.minimum(even + 20, DRAWS)
    verdicts = [verdicts_on(("x",), made(ranks))[0] for ranks in (even, narrow, shifted)]
    assert [one.inside for one in verdicts] == [True, False, False]
    assert verdicts[0].chance > 0.01 > verdicts[1].chance
    assert verdicts[1].covered_90 < 0.8


def test_the_region_holds_99_percent_of_counts():
    low, high = region(200, 0.99)
    counts = np.random.default_rng(4).binomial(200, 1.0 / BINS, 20_000)
    assert ((counts >= low) & (counts <= high)).mean() == pytest.approx(0.99, abs=0.006)


@pytest.fixture(scope="module")
def claimed():
    """The tests of parameters that the kept ranks' posteriors narrow."""
    names, truths = read_ranks(RESULTS / RANKS)
    assert len({one.truth for one in truths}) == len(truths) >= 200
    return [one for one in verdicts_on(names, truths) if one.shrunk < 0.9]


def test_what_is_claimed_comes_back_but_for_one(claimed):
    assert len(claimed) > 5
    assert {one.name for one in claimed if not one.inside} <= {"order_share"}


@pytest.mark.xfail(
    strict=True, reason="far values of order_share are too rare in posteriors: its 90 % bands hold 80 % of the truths"
)
def test_all_that_is_claimed_comes_back(claimed):
    assert all(one.inside for one in claimed)
