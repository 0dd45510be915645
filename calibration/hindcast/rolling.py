"""The hindcast of the nation's robot installations: earlier origins, one to four years ahead.

Two sets of origin and horizon are judged:

- ``held_out``: fitted to the years before 2019, judged on 2019 to 2022. These years are used for nothing else.
- ``rolling``: origins 2016 to 2019 (fitted to the years before each), one to four years ahead. No origin lies later, so
  no forecaster ever sees a held-out year. Not before 2016, because the curves have three parameters and the series
  begins in 2011.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from clustercast.calibration.hindcast.forecaster import TARGET, Forecaster
from clustercast.calibration.hindcast.judged import Judged, judge, of
from clustercast.calibration.hindcast.skill import Block, Scale, Skill, skill
from clustercast.calibration.observed import observed
from clustercast.calibration.observed.held_out import held_out

ORIGINS = (2016, 2017, 2018, 2019)
HELD_OUT_ORIGIN = 2019
HORIZONS = (1, 2, 3, 4)
SEED = 1
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Hindcast:
    """Every judged forecast, the forecasters in the order of tables (the model first), and the seed."""

    judged: tuple[Judged, ...]
    forecasters: tuple[Forecaster, ...]
    seed: int

    @property
    def model(self) -> str:
        """Id of the forecaster that is held against the others."""
        return self.forecasters[0].id

    def rolling(self, forecaster: str) -> list[Judged]:
        """The forecasts of all origins."""
        return of(self.judged, forecaster)

    def held_out(self, forecaster: str) -> list[Judged]:
        """The forecasts of the last origin, judged on the held-out years."""
        return [one for one in of(self.judged, forecaster) if one.origin == HELD_OUT_ORIGIN]

    def skills(self, held_out_years: bool, scale: Scale = "crps") -> list[Skill]:
        """Skill of the model against each opponent, over the held-out years or over all origins."""
        pick = self.held_out if held_out_years else self.rolling
        block: Block = "year" if held_out_years else "origin"
        return [skill(pick(self.model), pick(one.id), block, self.seed, scale) for one in self.forecasters[1:]]


def outcomes_after(origin: int, horizons: Sequence[int] = HORIZONS) -> dict[int, float]:
    """What the series came to in the years ahead of an origin, as far as it goes."""
    known, later = observed(TARGET, origin=None), held_out(TARGET, origin)
    all_years = {int(y): float(v) for s in (known, later) for y, v in zip(s.years, s.values, strict=True)}
    wanted = [origin + horizon - 1 for horizon in horizons]
    return {year: all_years[year] for year in wanted if year in all_years}


def run_hindcast(
    model: Forecaster,
    opponents: Sequence[Forecaster],
    *,
    origins: Sequence[int] = ORIGINS,
    seed: int = SEED,
    progress: Progress | None = None,
) -> Hindcast:
    """Judges the model and its opponents at every origin. The same seed gives the same scores."""
    forecasters = (model, *opponents)
    judged: list[Judged] = []
    for number, origin in enumerate(origins):
        last = float(observed(TARGET, origin=origin).values[-1])
        outcomes = outcomes_after(origin)
        for place, one in enumerate(forecasters):
            judged += judge(one, origin, outcomes, last, seed)
            if progress is not None:
                progress(number * len(forecasters) + place + 1, len(origins) * len(forecasters))
    return Hindcast(tuple(judged), forecasters, seed)
