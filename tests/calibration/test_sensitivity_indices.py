"""Effects and indices against functions whose answers are known."""

from math import pi

import numpy as np
import pytest

from clustercast.calibration.sensitivity.design import Design, morris_design, sobol_design
from clustercast.calibration.sensitivity.factors import Factor
from clustercast.calibration.sensitivity.indices import effects, indices, most_important, whole_blocks
from clustercast.calibration.sensitivity.runs import Outcomes
from clustercast.scenarios.design import Axis
from clustercast.scenarios.parameters import Parameter
from clustercast.scenarios.priors import Uniform


def factor(id, low, high, parts=1):
    numbers = tuple(
        Parameter(f"{id}{n}", "ratio", Uniform(low, high), 0.5 * (low + high), "assumed") for n in range(parts)
    )
    return Factor(id, id, id, tuple(Axis("parameter", one.id) for one in numbers), numbers)


def values_of(design: Design) -> np.ndarray:
    """The values [point, part] that the points of a design stand for."""
    pieces, first = [], 0
    for one in design.factors:
        last = first + len(one.axes)
        pieces.append([one.values(row[first:last]) for row in design.cube])
        first = last
    return np.concatenate([np.array(piece) for piece in pieces], axis=1)


def outcomes(*functions_of_members, bar=0.0):
    """Outcomes of one target from the margin of each member [point]."""
    ahead = np.stack(functions_of_members, axis=1)[None]
    return Outcomes(("f",), ahead, ahead > bar)


def margins(found):
    return {one.factor: one for one in found if one.measure == "margin"}


# Screening


def test_effects_of_a_line_are_its_slopes_over_the_range():
    factors = [factor("a", 0.0, 2.0), factor("b", -1.0, 1.0), factor("idle", 0.0, 1.0)]
    design = morris_design(factors, 5, seed=3)
    x = values_of(design)
    found = margins(effects(design, outcomes(3.0 * x[:, 0] - 4.0 * x[:, 1])))
    assert found["a"].mu_star == pytest.approx(3.0 * 2.0 * 0.9) and found["a"].mu == pytest.approx(5.4)
    assert found["b"].mu_star == pytest.approx(7.2) and found["b"].mu == pytest.approx(-7.2)
    assert found["a"].sigma == pytest.approx(0.0, abs=1e-9) and found["a"].design_error == pytest.approx(0.0, abs=1e-9)
    assert found["idle"].mu_star == 0.0 == found["idle"].design_error
    assert found["a"].share + found["b"].share == pytest.approx(1.0)


def test_parts_of_a_factor_move_together():
    design = morris_design([factor("pair", 0.0, 1.0, parts=2), factor("b", 0.0, 1.0)], 60, seed=3)
    assert len(design.cube) == 60 * 3 and design.cube.shape[1] == 3
    steps = np.diff(design.cube.reshape(60, 3, 3), axis=1) != 0.0
    assert ((steps[:, :, 0] == steps[:, :, 1]) & (steps[:, :, 0] != steps[:, :, 2])).all()
    x = values_of(design)
    pair = margins(effects(design, outcomes(3.0 * x[:, 0] + x[:, 1])))["pair"]
    signs = np.sign(steps_of(design)[:, 0] * steps_of(design)[:, 1])
    assert pair.mu_star == pytest.approx(0.9 * np.where(signs > 0, 4.0, 2.0).mean())
    assert pair.mu is None and pair.sigma is None


def steps_of(design):
    """The step [trajectory, part] of each part over a trajectory."""
    cube = design.cube.reshape(design.size, design.block, -1)
    return cube[:, -1] - cube[:, 0]


def test_the_function_of_morris_is_taken_apart():
    # Morris (1991), 20 inputs: the first ten matter, of these 8 to 10 alone without interaction or curvature.
    names = [f"x{k + 1:02d}" for k in range(20)]
    design = morris_design([factor(name, 0.0, 1.0) for name in names], 20, seed=1)
    found = margins(effects(design, outcomes(morris_function(values_of(design)))))
    size = {name: found[name].mu_star for name in names}
    assert min(size[name] for name in names[:10]) > 3.0 * max(size[name] for name in names[10:])
    spread = {name: found[name].sigma or 0.0 for name in names}
    assert max(spread[name] for name in names[7:10]) < 0.6 * min(spread[name] for name in names[:7])


def morris_function(x):
    w = 2.0 * (x - 0.5)
    for k in (2, 4, 6):
        w[:, k] = 2.0 * (1.1 * x[:, k] / (x[:, k] + 0.1) - 0.5)
    rng = np.random.default_rng(5)
    single = np.where(np.arange(20) < 10, 20.0, rng.normal(size=20))
    pairs = np.triu(
        np.where(np.add.outer(np.arange(20) // 6, np.arange(20) // 6) == 0, -15.0, rng.normal(size=(20, 20))), 1
    )
    y = w @ single + np.einsum("ni,ij,nj->n", w, pairs, w)
    for i in range(5):
        for j in range(i + 1, 5):
            for k in range(j + 1, 5):
                y += -10.0 * w[:, i] * w[:, j] * w[:, k]
    return y + 5.0 * w[:, 0] * w[:, 1] * w[:, 2] * w[:, 3]


# Indices


def test_indices_of_ishigami_and_of_a_factor_that_does_nothing():
    # f = sin x1 + 7 sin^2 x2 + 0.1 x3^4 sin x1 on [-pi, pi]^3; variances in closed form (Ishigami & Homma 1990).
    factors = [factor(name, -pi, pi) for name in ("x1", "x2", "x3", "idle")]
    design = sobol_design(factors, 2048, seed=2)
    assert len(design.cube) == 2048 * 6
    x = values_of(design)
    found = margins(indices(design, outcomes(np.sin(x[:, 0]) * (1 + 0.1 * x[:, 2] ** 4) + 7.0 * np.sin(x[:, 1]) ** 2)))
    v1, v2, v13 = 0.5 * (1 + 0.1 * pi**4 / 5) ** 2, 49.0 / 8.0, 8.0 * 0.01 * pi**8 / 225.0
    v = v1 + v2 + v13
    wanted = {"x1": (v1 / v, (v1 + v13) / v), "x2": (v2 / v, v2 / v), "x3": (0.0, v13 / v), "idle": (0.0, 0.0)}
    for name, (first, total) in wanted.items():
        one = found[name]
        assert one.first == pytest.approx(first, abs=0.03) and one.total == pytest.approx(total, abs=0.03)
        assert abs(one.first - first) < 2.0 * one.first_error + 0.01
    assert found["idle"].first == found["idle"].total == found["idle"].total_error == 0.0


def test_a_base_sequence_is_balanced_at_powers_of_two_only():
    with pytest.raises(ValueError, match="powers of two only, not at 12"):
        sobol_design([factor("a", 0.0, 1.0)], 12, seed=1)


# Members


def test_members_add_an_error_only_where_they_differ_in_the_effect():
    factors = [factor("a", 0.0, 1.0), factor("b", 0.0, 1.0)]
    design = morris_design(factors, 8, seed=1)
    x = values_of(design)
    luck = np.linspace(-3.0, 3.0, 9)
    same = margins(effects(design, outcomes(*(x[:, 0] + 2.0 * x[:, 1] + one for one in luck))))
    assert same["a"].mu_star == pytest.approx(0.9) and same["a"].member_error == pytest.approx(0.0, abs=1e-9)
    other = margins(effects(design, outcomes(*((1.0 + 0.3 * one) * x[:, 0] for one in luck))))
    assert other["a"].member_error > 0.1 and other["b"].member_error == 0.0


def test_luck_that_differs_from_point_to_point_would_not_cancel():
    design = morris_design([factor("a", 0.0, 1.0), factor("idle", 0.0, 1.0)], 10, seed=1)
    x, rng = values_of(design), np.random.default_rng(4)
    found = margins(effects(design, outcomes(*(x[:, 0] + rng.normal(size=len(x)) for _ in range(9)))))
    assert found["idle"].mu_star > 0.1


def test_a_probability_is_a_share_of_the_judged_members_and_a_margin_their_median():
    ahead = np.array([[[1.0, -1.0, np.nan, 2.0], [np.nan] * 4]])
    found = Outcomes(("f",), ahead, ahead > 0.0)
    assert found.probability()[0, 0] == pytest.approx(2.0 / 3.0) and found.margin()[0, 0] == 1.0
    assert np.isnan(found.probability()[0, 1]) and np.isnan(found.margin()[0, 1])
    assert found.probability(np.array([1, 1, 3, 3]))[0, 0] == 0.5


def test_a_trajectory_with_a_point_that_none_can_judge_is_left_out():
    design = morris_design([factor("a", 0.0, 1.0), factor("b", 0.0, 1.0)], 6, seed=1)
    y = 2.0 * values_of(design)[:, 0]
    y[4] = np.nan  # of the second trajectory
    assert whole_blocks(design, y)[0] == 5
    found = margins(effects(design, outcomes(y)))
    assert found["a"].mu_star == pytest.approx(1.8) and found["b"].mu_star == 0.0
    assert effects(design, outcomes(np.full(len(y), np.nan))) == ()


def test_nothing_moves_a_target_that_is_the_same_everywhere():
    design = sobol_design([factor("a", 0.0, 1.0)], 4, seed=1)
    assert indices(design, outcomes(np.ones(len(design.cube)))) == ()


def test_the_few_are_those_with_the_largest_shares_of_the_margins():
    design = morris_design([factor(name, 0.0, 1.0) for name in ("a", "b", "idle")], 6, seed=1)
    x = values_of(design)
    ahead = np.stack([x[:, 0] + 0.1 * x[:, 1], 1e6 * (0.1 * x[:, 0] + 0.2 * x[:, 1])])[:, :, None]
    found = effects(design, Outcomes(("f", "g"), ahead, ahead > 0.0))
    assert most_important(found, 1) == ("a",)  # whatever the units of the targets: 0.91 + 0.33 against 0.09 + 0.67
    assert most_important(found, 3) == ("a", "b")  # what moves nothing is never among them


def test_a_target_that_one_factor_alone_moves_has_no_say_among_others():
    design = morris_design([factor(name, 0.0, 1.0) for name in ("own", "a", "b")], 6, seed=1)
    x = values_of(design)
    ahead = np.stack([x[:, 0], x[:, 1] + 0.5 * x[:, 2]])[:, :, None]
    found = effects(design, Outcomes(("f", "g"), ahead, ahead > 0.0))
    assert most_important(found, 1) == ("a",) and most_important(found, 3) == ("a", "b")
    assert most_important([one for one in found if one.target == "f"], 3) == ("own",)
