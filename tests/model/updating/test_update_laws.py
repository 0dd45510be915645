"""The update against closed forms: two normals, games with known shares, weights by hand."""

from dataclasses import replace

import numpy as np
import pytest

from clustercast.model.inputs.tolerances import Bar
from clustercast.model.updating.margins import Margin, Margins
from clustercast.model.updating.news import shapley
from clustercast.model.updating.smoother import contradicts, score
from clustercast.model.updating.update import Updated
from clustercast.model.updating.weights import weigh
from clustercast.scenarios import load_plan
from clustercast.scenarios.figures import Figure
from tests.engines import INVENTED

TARGET = load_plan(INVENTED).target("revenue-2020")
ALL = np.arange


def normals(members, correlation, value, *, own=True, seed=0):
    """A margin and what members say for a figure of ``value``: two normals with this correlation."""
    draw = np.random.default_rng(seed)
    said = draw.standard_normal(members)
    held = correlation * said + np.sqrt(1.0 - correlation**2) * draw.standard_normal(members)
    figure = Figure(TARGET.id if own else "robots_added", "target" if own else "indicator", 2018, 4, value)
    margin = Margin(TARGET, Bar(0.0), held)
    return Margins("as-written", np.arange(members), (figure,), said[:, None], (margin,))


@pytest.mark.parametrize("correlation", [0.9, -0.6])
def test_two_normals_are_conditioned_as_the_textbook_does(correlation):
    """z | y is normal with mean r y / (1 + s^2) and variance 1 - r^2 / (1 + s^2)."""
    sd, value = 0.4, 0.8
    scored = score(normals(40_000, correlation, value), 1, sd)
    after = scored.updated(ALL(1))[:, 0]
    assert after.mean() == pytest.approx(correlation * value / (1.0 + sd**2), abs=0.02)
    assert after.var() == pytest.approx(1.0 - correlation**2 / (1.0 + sd**2), abs=0.02)


def test_weights_and_the_joint_update_agree_where_both_hold():
    margins = normals(4000, 0.9, 0.5)
    by_weights = Updated(margins, 1)
    assert by_weights.methods == ["weights"]
    other = Updated(replace(margins, figures=(replace(margins.figures[0], subject="robots_added", of="indicator"),)), 1)
    assert other.methods == ["joint"]
    assert by_weights.probabilities(ALL(1))[0] == pytest.approx(other.probabilities(ALL(1))[0], abs=0.03)


def test_a_figure_that_tells_nothing_moves_nothing():
    margins = normals(400, 0.0, 2.0, own=False, seed=3)
    updated = Updated(margins, 1)
    assert updated.methods == ["unmoved"]
    assert (updated.numbers(ALL(1))[0] == margins.targets[0].achieved).all()


def test_few_effective_members_are_never_weighed():
    """At six standard deviations out hardly a member says the figure."""
    updated = Updated(normals(400, 0.95, 6.0), 1)
    assert updated.weights(0, ALL(1)).effective < 50.0
    assert updated.methods == ["joint"]
    assert contradicts(updated.scored).tolist() == [True]


def test_the_error_that_is_stated_counts_where_it_is_above_the_floor():
    margins = normals(400, 0.9, 0.0)
    wide = replace(margins, figures=(replace(margins.figures[0], sd=1.0),))
    near = replace(margins, figures=(replace(margins.figures[0], sd=1e-6),))
    assert score(wide, 1, 0.4).sd[0] == pytest.approx(1.0, rel=0.1)
    assert score(near, 1, 0.4).sd[0] == 0.4


def test_very_few_members_are_not_weighed_either():
    found = weigh(np.arange(12.0)[:, None], np.array([3.0]), np.array([0.4]))
    assert not found.sound and found.weights.sum() == pytest.approx(1.0)


def test_equal_likelihoods_weigh_every_member_alike():
    found = weigh(np.zeros((80, 1)), np.array([1.0]), np.array([0.5]))
    assert found.weights == pytest.approx(np.full(80, 1 / 80)) and found.effective == pytest.approx(80.0)


def additive(parts):
    """A game in which every figure brings its own part and nothing else."""
    return lambda some: np.array([sum(parts[n] for n in some), float(len(some) > 1)])


@pytest.mark.parametrize("count", [3, 12])
def test_what_figures_bring_adds_up(count):
    parts = np.arange(1.0, count + 1.0)
    value = additive(parts)
    changes, errors = shapley(value, count, 1)
    assert changes[:, 0] == pytest.approx(parts, abs=1e-12)
    assert changes.sum(axis=0) == pytest.approx(value(ALL(count)) - value(ALL(0)), abs=1e-12)
    if count <= 10:
        assert (errors == 0.0).all()
    else:
        assert (np.abs(changes[:, 1] - 1.0 / count) <= 4.0 * errors[:, 1] + 1e-12).all()


def test_a_pair_that_only_tells_together_shares_alike():
    """v = 1 with both of the first two, whatever the third: 1/2, 1/2, 0."""
    changes, _ = shapley(lambda some: np.array([float({0, 1} <= set(some.tolist()))]), 3, 1)
    assert changes[:, 0] == pytest.approx([0.5, 0.5, 0.0], abs=1e-12)
