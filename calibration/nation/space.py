"""The parameters that the nation's robots depend on, and their priors: the space that inference searches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from clustercast.scenarios import Plan
from clustercast.scenarios.priors import Fixed, LogNormal, Normal, Prior, Uniform

SHIFT = "log_shift"
"""Shift of ln benefit of robots in the nation, log points: what a run solves for instead, from the stock."""
ERROR_SD, ERROR_PERSISTENCE = "installations_error_sd", "installations_error_persistence"
"""How observed installations depart from the model's (``clustercast.calibration.likelihood.Errors``)."""
OF_THE_FIT: dict[str, Prior] = {
    SHIFT: Normal(0.0, 1.5),
    ERROR_SD: LogNormal(0.15, 0.5),
    ERROR_PERSISTENCE: Uniform(0.0, 0.9),
}
"""What a fit searches beside the model's own parameters.  Runs do not draw these."""
NAMES = (
    "choosiness", "cost_size_exponent", "innovation_rate", "imitation_rate", "taste_redraw",
    "nation_employees_per_firm", "employees_log_sd",
    "robot_jobs_share_car", "robot_jobs_share_electronics", "robot_jobs_share_other",
    "order_share", "benefit_size_slope",
)  # fmt: skip
HELD = (
    "peer_gamma_cluster", "peer_gamma_industry", "peer_gamma_chain", "peer_gamma_nation",
    "integration_multiple", "arm_price_base", "upkeep_share", "social_insurance", "wage_china_base",
    "nation_car_share", "nation_electronics_share",
)  # fmt: skip
"""Held at their central values in the fit, since the figures hardly move them: a fit that had them too gave standard
deviations of 0.84 to 1.06 of the priors'; every member draws them from their priors.  What else enters the benefit of a
robot (pass-through, margin, hurdle) multiplies it: the shift takes it up."""
EVERYONE_KNOWS = {"innovation_rate": 1e6, "imitation_rate": 0.0}
CONTAGION = ("innovation_rate", "imitation_rate")


@dataclass(frozen=True, slots=True)
class Space:
    """Names in their order, with the prior of each; ``held`` are values that the variant fixes."""

    names: tuple[str, ...]
    priors: tuple[Prior, ...]
    held: dict[str, float]

    def values(self, uniforms: Sequence[float] | np.ndarray) -> dict[str, float]:
        """The parameters at a point of the unit cube, by the inverse distribution function of each prior."""
        drawn = {
            name: prior.draw(min(max(float(u), 1e-12), 1.0 - 1e-12))
            for name, prior, u in zip(self.names, self.priors, uniforms, strict=True)
        }
        return drawn | self.held


def space_of(plan: Plan, *, threshold: bool = False) -> Space:
    """The space of a plan's priors; ``threshold``: the model without contagion (q = 0, everyone knows of robots)."""
    wanted = [name for name in NAMES if not (threshold and name in CONTAGION)]
    free = [name for name in wanted if not isinstance(plan.parameters[name].prior, Fixed)]
    priors = tuple(plan.parameters[name].prior for name in free)
    held = dict(EVERYONE_KNOWS) if threshold else {}
    return Space((*free, *OF_THE_FIT), (*priors, *OF_THE_FIT.values()), held)
