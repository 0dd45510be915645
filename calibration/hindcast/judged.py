"""One forecast held against what came: an origin, a horizon, a forecaster."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import scoringrules

from clustercast.calibration.hindcast.forecaster import Forecaster

SMALLEST = 1.0
"""Draws below one unit count as one where logs are taken."""
MULTIPLES = (0.75, 1.0, 1.25, 1.5, 2.0, 3.0)
"""Thresholds judged as targets: the last value known at the origin times these, chosen before any score was seen."""
BANDS = {50: (0.25, 0.75), 90: (0.05, 0.95)}
"""Central bands, percent, with the quantiles that bound them."""
QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)


@dataclass(frozen=True, slots=True)
class Judged:
    """A forecaster's draws for one year, scored.

    ``crps`` in the unit of the series, ``crps_log`` in ln of it; ``pit`` the share of draws at or below the outcome;
    ``quantiles`` at `QUANTILES`; ``inside`` whether the outcome lies in each band; ``probabilities`` of reaching the
    last known value times `MULTIPLES`, and whether each was ``reached``.
    """

    forecaster: str
    origin: int
    horizon: int
    year: int
    observed: float
    crps: float
    crps_log: float
    pit: float
    quantiles: tuple[float, ...]
    inside: dict[int, bool]
    probabilities: tuple[float, ...]
    reached: tuple[bool, ...]


def judge(forecaster: Forecaster, origin: int, outcomes: dict[int, float], last: float, seed: int) -> list[Judged]:
    """Scores a forecaster at one origin against the outcomes of later years; ``last`` is the last value known then."""
    years = sorted(outcomes)
    draws = np.asarray(forecaster.forecast(origin, [year - origin + 1 for year in years], seed), np.float64)
    if draws.ndim != 2 or draws.shape[1] != len(years) or not np.all(np.isfinite(draws)):
        raise ValueError(f"{forecaster.id} at origin {origin}: wanted finite draws of shape (n, {len(years)})")
    return [judge_one(forecaster.id, origin, year, draws[:, at], outcomes[year], last) for at, year in enumerate(years)]


def judge_one(forecaster: str, origin: int, year: int, draws: np.ndarray, outcome: float, last: float) -> Judged:
    """Scores draws (n,) for one year."""
    logs = np.log(np.maximum(draws, SMALLEST))
    thresholds = [last * multiple for multiple in MULTIPLES]
    quantiles = np.quantile(draws, QUANTILES)
    bounds = {band: np.quantile(draws, pair) for band, pair in BANDS.items()}
    return Judged(
        forecaster=forecaster,
        origin=origin,
        horizon=year - origin + 1,
        year=year,
        observed=outcome,
        crps=crps(outcome, draws),
        crps_log=crps(float(np.log(outcome)), logs),
        pit=float(np.mean(draws <= outcome)),
        quantiles=tuple(map(float, quantiles)),
        inside={band: bool(low <= outcome <= high) for band, (low, high) in bounds.items()},
        probabilities=tuple(float(np.mean(draws >= threshold)) for threshold in thresholds),
        reached=tuple(bool(outcome >= threshold) for threshold in thresholds),
    )


def crps(outcome: float, draws: np.ndarray) -> float:
    """Continuous ranked probability score of draws (n,): E|X - y| - E|X - X'| / 2, in their unit; 0 is perfect."""
    found: Any = scoringrules.crps_ensemble(outcome, draws)
    return float(found)


def of(judged: Sequence[Judged], forecaster: str) -> list[Judged]:
    """The judged forecasts of one forecaster, in their order."""
    return [one for one in judged if one.forecaster == forecaster]
