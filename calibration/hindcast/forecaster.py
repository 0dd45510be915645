"""What a hindcast judges: a forecaster gives draws for the years ahead, from what was known at an origin."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from clustercast.calibration.observed import Series, observed

DRAWS = 4000
"""Draws of an opponent's predictive distribution."""
TARGET = "robot_installations"
EARLY = "robot_installations_2001"

Draws = np.ndarray
Forecast = Callable[[int, Sequence[int], int], Draws]


@dataclass(frozen=True, slots=True)
class Forecaster:
    """Something that forecasts, under an id (what tables call it is in `reports`).

    ``forecast(origin, horizons, seed)`` gives draws of shape (n, len(horizons)) in the unit of the series; horizon h at
    origin Y is the year Y + h - 1.  It may look only at what `observed` gives at that origin.
    """

    id: str
    forecast: Forecast


@dataclass(frozen=True, slots=True)
class History:
    """What a method is fitted to: ``years`` and ``values`` (n,), the years to forecast ``ahead`` (H,), a generator.

    ``early_years`` and ``early_values`` are single points before the series, for curves that have a beginning.
    """

    years: np.ndarray
    values: np.ndarray
    ahead: np.ndarray
    random: np.random.Generator
    early_years: np.ndarray
    early_values: np.ndarray
    draws: int = DRAWS

    @property
    def steps(self) -> np.ndarray:
        """Years from the last known one to each year ahead, (H,)."""
        return self.ahead - self.years[-1]


Method = Callable[[History], Draws]


def history_of(known: Series, early: Series, origin: int, horizons: Sequence[int], seed: int) -> History:
    """The history of a method at an origin; the generator depends on seed and origin only."""
    ahead = np.array([origin + horizon - 1 for horizon in horizons])
    random = np.random.Generator(np.random.Philox(key=np.array([seed, origin], np.uint64)))
    return History(known.years, known.values, ahead, random, early.years, early.values)


def on_installations(id: str, method: Method) -> Forecaster:
    """A method as a forecaster of the nation's yearly robot installations."""

    def forecast(origin: int, horizons: Sequence[int], seed: int) -> Draws:
        known, early = observed(TARGET, origin=origin), observed(EARLY, origin=origin)
        return method(history_of(known, early, origin, horizons, seed))

    return Forecaster(id, forecast)
