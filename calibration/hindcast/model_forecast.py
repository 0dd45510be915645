"""The model as a forecaster of the nation's robot installations.

At an origin Y it is fitted to what was known then (`Posterior`). Each draw of the posterior is completed as in a run:
what the fit held at central values is drawn from its priors, and the shift of ln benefit solved anew so that the nation
has as many robots at the end of Y - 1 as before. It is then followed to the years ahead by the model's own cells:
wages from Y on grow as in a run (``wage_growth`` and its yearly deviations), the robot's price falls by Wright's law.
What was observed departs from the path by the draw's own errors, which go on as AR(1) from the last one known.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from clustercast.calibration.cuts import CUTS, plan_of
from clustercast.calibration.hindcast.forecaster import TARGET, Draws, Forecaster
from clustercast.calibration.inference import errors_of
from clustercast.calibration.likelihood import continued
from clustercast.calibration.nation.simulate import Nation
from clustercast.calibration.nation.solved import with_stock
from clustercast.calibration.nation.space import HELD
from clustercast.calibration.observed import Series, observed
from clustercast.model.compiled.state import NATION_FROM
from clustercast.model.inputs.price_history import WAGE
from clustercast.scenarios import Plan

Values = Mapping[str, float]
Posterior = Callable[[int], Sequence[Values]]
"""Draws of the parameters, given what was known at an origin."""
AHEAD_ONLY = (
    "wage_growth", "wage_sd", "learning_rate", "world_growth_other", "world_cumulative_ratio", "china_world_share",
)  # fmt: skip
"""Parameters that matter for the years ahead only: drawn from their priors, as a run draws them."""
REPEATS = 4
"""Forecasts a draw of the posterior: other held parameters, wages, learning rates and errors."""


def plan_at(origin: int) -> Plan:
    """The plan whose priors and base year a fit at an origin starts from: that of the latest cut known then."""
    return plan_of([cut for cut in CUTS if cut.origin <= origin][-1])


def model_forecaster(posterior: Posterior, id: str = "model") -> Forecaster:
    """The model with a posterior for every origin, as a forecaster."""

    def forecast(origin: int, horizons: Sequence[int], seed: int) -> Draws:
        known, plan = observed(TARGET, origin=origin), plan_at(origin)
        nation = Nation(plan, until=origin + max(horizons) - 1, known_to=origin - 1)
        random = np.random.Generator(np.random.Philox(key=np.array([seed, origin], np.uint64)))
        return _forecast(nation, plan, posterior(origin), known, origin, horizons, random)

    return Forecaster(id, forecast)


def _forecast(
    nation: Nation,
    plan: Plan,
    draws: Sequence[Values],
    known: Series,
    origin: int,
    horizons: Sequence[int],
    random: np.random.Generator,
) -> Draws:
    paths = np.array(
        [path_ahead(nation, completed(nation, values, _drawn(plan, random), origin - 1), known, origin, random)
         for values in draws for _ in range(REPEATS)]
    )  # fmt: skip
    last_errors = np.log(known.values[-1]) - paths[:, 0]
    of_each = [errors_of(values) for values in draws for _ in range(REPEATS)]
    years = paths.shape[1] - 1
    ahead = np.array([continued(e, years, random, one) for e, one in zip(last_errors, of_each, strict=True)])
    return np.exp(paths[:, 1:] + ahead)[:, np.array(horizons) - 1]


def _drawn(plan: Plan, random: np.random.Generator) -> dict[str, float]:
    return {name: plan.parameters[name].draw(random.uniform(1e-9, 1 - 1e-9)) for name in (*HELD, *AHEAD_ONLY)}


def completed(nation: Nation, values: Values, drawn: Values, year: int) -> dict[str, float]:
    """A draw of a posterior with other parameters beside it, and the shift that leaves the stock of ``year`` as it was.

    A run solves for the shift in the same way: the posterior informs the stock, not the shift that goes with it.
    """
    return with_stock(nation, {**values, **drawn}, year, nation.follow(values).stock_at(year))


def path_ahead(nation: Nation, values: Values, known: Series, origin: int, random: np.random.Generator) -> np.ndarray:
    """ln installations of one draw: of the last known year, then of the years from the origin on."""
    step = 4 * (origin - NATION_FROM)
    path = nation.follow(values, wages_ahead(nation.known[WAGE], values, step, random), step)
    last_year = path.first + len(path.installations) - 1
    return np.log(np.maximum(path.installed(int(known.years[-1]), last_year), 1e-9))


def wages_ahead(index: np.ndarray, values: Values, step: int, random: np.random.Generator) -> np.ndarray:
    """A wage index (a quarter) that leaves the known path at ``step`` and grows as wages do in a run."""
    quarters = len(index) - step
    deviations = random.standard_normal(-(-quarters // 4))
    growth = values["wage_growth"] + values["wage_sd"] * np.repeat(deviations, 4)[:quarters]
    wages = np.array(index, np.float64)
    wages[step:] = wages[step - 1] * np.exp(np.cumsum(growth / 4.0))
    return wages
