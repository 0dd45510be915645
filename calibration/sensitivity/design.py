"""The design points of a study, made by SALib in the unit cube, and the values that they stand for.

    morris   trajectories from a random point of a grid of four levels; each step moves one factor by two thirds of its
             range, which here is the central 90 % of its prior (no prior is asked for its farthest tail)
    sobol    base points of a scrambled Sobol sequence and their crosses (Saltelli): (factors + 2) runs a base point,
             over the whole priors

Sources: Morris (1991) Technometrics 33; Campolongo et al. (2007) Env. Mod. Soft. 22; Saltelli et al. (2010) Comp. Phys.
Comm. 181.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from clustercast.calibration.sensitivity.factors import Factor
from clustercast.scenarios import Plan
from clustercast.scenarios.design import Axis, Row, table_hash
from clustercast.scenarios.parameters import LEAST_UNIFORM

LEVELS = 4
TAIL = 0.05
"""What the range of a screening leaves out at either end of a prior."""
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Design:
    """Points [point, part] of the unit cube in SALib's order, for factors of one or more parts.

    ``size`` is the number of trajectories (morris) or of base points (sobol).
    """

    method: str
    factors: tuple[Factor, ...]
    size: int
    cube: Floats

    @property
    def problem(self) -> dict[str, Any]:
        """The study as SALib describes one: a variable a part, grouped by factor."""
        return problem_of(self.factors, TAIL if self.method == "morris" else 0.0)

    @property
    def block(self) -> int:
        """Runs that belong together: those of a trajectory, or of a base point with its crosses."""
        return len(self.factors) + (1 if self.method == "morris" else 2)


def problem_of(factors: Sequence[Factor], tail: float) -> dict[str, Any]:
    """SALib's description of some factors, each variable from ``tail`` to 1 - ``tail``."""
    groups = [one.id for one in factors for _ in range(one.dimensions)]
    names = [f"{one.id}.{n}" for one in factors for n in range(one.dimensions)]
    bounds = [[tail, 1.0 - tail]] * len(names)
    return {"num_vars": len(names), "names": names, "groups": groups, "bounds": bounds}


def morris_design(factors: Sequence[Factor], trajectories: int, seed: int) -> Design:
    """``trajectories`` (factors + 1) points. The same seed gives the same design."""
    from SALib.sample import morris

    problem = problem_of(factors, TAIL)
    cube = morris.sample(problem, trajectories, num_levels=LEVELS, seed=np.random.default_rng(seed))
    return Design("morris", tuple(factors), trajectories, cube)


def sobol_design(factors: Sequence[Factor], base_points: int, seed: int) -> Design:
    """``base_points`` (factors + 2) points; ``base_points`` is a power of two. The same seed gives the same design."""
    from SALib.sample import sobol

    if base_points < 2 or base_points & (base_points - 1):
        raise ValueError(f"a Sobol sequence is balanced at powers of two only, not at {base_points} points")
    problem = problem_of(factors, 0.0)
    cube = sobol.sample(problem, base_points, calc_second_order=False, seed=np.random.default_rng(seed))
    cube = np.clip(cube, LEAST_UNIFORM, 1.0 - LEAST_UNIFORM)  # a prior has no value at 0 and 1 themselves
    return Design("sobol", tuple(factors), base_points, cube)


def axes_of(design: Design, plan: Plan) -> tuple[Axis, ...]:
    """What the points of a design fix: the axes of every factor, then the check of the nation's robots."""
    return (*(axis for one in design.factors for axis in one.axes), *(Axis("parameter", id) for id, _ in _open(plan)))


def table_of(design: Design, plan: Plan) -> tuple[Row, ...]:
    """The values at every point, in the order of `axes_of`.

    The burn-in would refuse vectors that miss the nation's robots of the check year and take others in their place: at
    most points every member would fail, or its luck would change. So the check is opened, the same at every point.
    """
    opened = tuple(value for _, value in _open(plan))
    cuts = list(pairwise(np.cumsum([0, *(one.dimensions for one in design.factors)]).tolist()))

    def values(row: list[float]) -> Row:
        parts = zip(design.factors, cuts, strict=True)
        return (*(value for one, (first, last) in parts for value in one.values(row[first:last])), *opened)

    return tuple(values(row) for row in design.cube.tolist())


def hash_of(design: Design, plan: Plan) -> str:
    """sha256 over what is fixed and every number of the points."""
    return table_hash(axes_of(design, plan), table_of(design, plan))


def _open(plan: Plan) -> list[tuple[str, float]]:
    """The bounds of the check of the nation's robots, at which no vector is refused."""
    for one in plan.upgrades:
        if one.form == "units":
            return [(one.parameters["check_low"], 0.0), (one.parameters["check_high"], 1e12)]
    return []
