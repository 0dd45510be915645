"""From the values at the points of a design to effects and indices, with what is uncertain about them.

Two errors are told apart. That of the design: other trajectories or base points would have been drawn (bootstrap over
them, by SALib). That of the members: others would have had other luck (bootstrap over members; the same ones are
drawn again at every point, because they were the same in the runs). Both are half-widths at 95 %.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from clustercast.calibration.sensitivity.design import LEVELS, Design, Floats
from clustercast.calibration.sensitivity.runs import Outcomes

MEASURES = ("probability", "margin")
RESAMPLES = 200
MEMBER_RESAMPLES = 40
ALONE = 0.95
"""From this share on one factor alone moves a target."""
NORMAL_95 = 1.959963984540054
ANALYSIS_SEED = 20_260_101
"""Of the bootstraps, which are drawn anew in every analysis; not nought, which SALib takes for none."""


@dataclass(frozen=True, slots=True)
class Effect:
    """Elementary effects of one factor on one measure of one target (Morris).

    ``mu_star`` is the mean size of the effect of moving the factor over its range (the central 90 % of its prior), in
    the unit of the measure: share for probability, the unit of the target for margin; ``mu`` its mean with sign (None
    of several parts at once, which move either way), ``sigma`` its spread over the trajectories: large beside mu_star
    where the effect depends on where the others stand. ``design_error``, ``member_error``: half-widths of mu_star.
    ``share`` is mu_star over the sum of those of all factors.
    """

    target: str
    measure: str
    factor: str
    mu_star: float
    mu: float | None
    sigma: float | None
    design_error: float
    member_error: float
    share: float


@dataclass(frozen=True, slots=True)
class Index:
    """Shares of the variance of one measure of one target over the priors of the factors (Sobol).

    ``first`` is what knowing the factor alone would take away, ``total`` what would remain if all others were known;
    each with half-widths of design and members.
    """

    target: str
    measure: str
    factor: str
    first: float
    first_error: float
    first_member_error: float
    total: float
    total_error: float
    total_member_error: float


def effects(design: Design, outcomes: Outcomes) -> tuple[Effect, ...]:
    """The effects of every factor, targets in order; none for a measure that is the same at every point."""
    found: list[Effect] = []
    for measure in MEASURES:
        errors = _member_errors(design, outcomes, measure, ("mu_star",), morris_of)
        for t, target in enumerate(outcomes.targets):
            result = morris_of(design, _values(outcomes, measure)[t])
            if result is None:
                continue
            whole = float(result["mu_star"].sum())
            for k, factor in enumerate(design.factors):
                one = factor.dimensions == 1
                mu, sigma = (float(result[key][k]) if one else None for key in ("mu", "sigma"))
                size, wide = float(result["mu_star"][k]), float(result["mu_star_conf"][k])
                error = float(errors["mu_star"][t, k])
                share = size / whole if whole > 0.0 else 0.0
                found.append(Effect(target, measure, factor.id, size, mu, sigma, wide, error, share))
    return tuple(found)


def indices(design: Design, outcomes: Outcomes) -> tuple[Index, ...]:
    """The indices of every factor, targets in order; none for a measure that is the same at every point."""
    found: list[Index] = []
    for measure in MEASURES:
        errors = _member_errors(design, outcomes, measure, ("S1", "ST"), sobol_of)
        for t, target in enumerate(outcomes.targets):
            result = sobol_of(design, _values(outcomes, measure)[t])
            if result is None:
                continue
            for k, factor in enumerate(design.factors):
                first, total = (
                    (float(result[key][k]), float(result[f"{key}_conf"][k]), float(errors[key][t, k]))
                    for key in ("S1", "ST")
                )
                found.append(Index(target, measure, factor.id, *first, *total))
    return tuple(found)


def most_important(found: Sequence[Effect], number: int) -> tuple[str, ...]:
    """The ``number`` factors with the largest share of what moves the margins, on average over targets.

    A target that one factor alone moves has nothing to share out: it does not count, unless all are like that. Of
    equals the first; factors that move nothing are left out.
    """
    shares: dict[str, dict[str, float]] = {}
    for one in found:
        if one.measure == "margin":
            shares.setdefault(one.target, {})[one.factor] = one.share
    several = [each for each in shares.values() if max(each.values()) < ALONE] or list(shares.values())
    total = {id: sum(each[id] for each in several) for id in (several[0] if several else ())}
    ranked = sorted((id for id in total if total[id] > 0.0), key=lambda id: -total[id])
    return tuple(ranked[:number])


def whole_blocks(design: Design, values: Floats) -> tuple[int, NDArray[np.bool_]]:
    """How many trajectories (base points) have a number at every point, and which points belong to these."""
    kept = ~np.isnan(values.reshape(design.size, design.block)).any(axis=1)
    return int(kept.sum()), np.repeat(kept, design.block)


def morris_of(design: Design, values: Floats, resamples: int = RESAMPLES) -> dict[str, Floats] | None:
    """mu, mu_star, sigma and mu_star_conf of every factor from one number a point [point]; trajectories with a point
    that has none are left out. None where fewer than two are left, or nothing differs.
    """
    from SALib.analyze import morris

    number, kept = whole_blocks(design, values)
    used = values[kept]
    if number < 2 or np.ptp(used) == 0.0:
        return None
    asked: dict[str, Any] = {"num_resamples": resamples, "num_levels": LEVELS, "seed": ANALYSIS_SEED}
    found = morris.analyze(design.problem, design.cube[kept], used, **asked)
    return {key: np.asarray(found[key], dtype=np.float64) for key in ("mu", "mu_star", "sigma", "mu_star_conf")}


def sobol_of(design: Design, values: Floats, resamples: int = RESAMPLES) -> dict[str, Floats] | None:
    """S1, S1_conf, ST and ST_conf of every factor from one number a point [point]; base points one of whose runs has
    none are left out. None where fewer than two are left, or nothing differs.
    """
    from SALib.analyze import sobol

    number, kept = whole_blocks(design, values)
    used = values[kept]
    if number < 2 or np.ptp(used) == 0.0:
        return None
    asked: dict[str, Any] = {"calc_second_order": False, "num_resamples": resamples, "seed": ANALYSIS_SEED}
    found = sobol.analyze(design.problem, used, **asked)
    return {key: np.asarray(found[key], dtype=np.float64) for key in ("S1", "S1_conf", "ST", "ST_conf")}


def _values(outcomes: Outcomes, measure: str, members: np.ndarray | None = None) -> Floats:
    return outcomes.probability(members) if measure == "probability" else outcomes.margin(members)


def _member_errors(
    design: Design,
    outcomes: Outcomes,
    measure: str,
    keys: Sequence[str],
    analysis: Callable[[Design, Floats, int], dict[str, Floats] | None],
) -> dict[str, Floats]:
    """Half-widths [target, factor] over bootstraps of the members; nan where fewer than two of them gave a result."""
    count = outcomes.ahead.shape[2]
    rng = np.random.default_rng(ANALYSIS_SEED)
    shape = (MEMBER_RESAMPLES, len(outcomes.targets), len(design.factors))
    found = {key: np.full(shape, np.nan) for key in keys}
    for n in range(MEMBER_RESAMPLES):
        values = _values(outcomes, measure, rng.integers(count, size=count))
        for t in range(len(outcomes.targets)):
            result = analysis(design, values[t], 2)
            for key in keys:
                if result is not None:
                    found[key][n, t] = result[key]
    return {key: _half_width(each) for key, each in found.items()}


def _half_width(each: Floats) -> Floats:
    enough = (~np.isnan(each)).sum(axis=0) > 1
    width = np.full(each.shape[1:], np.nan)
    width[enough] = NORMAL_95 * np.nanstd(each[:, enough], axis=0, ddof=1)
    return width
