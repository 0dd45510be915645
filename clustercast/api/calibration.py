"""Calibration and hindcast from the front door."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from clustercast.api.forecast import WORKERS
from clustercast.calibration.calibrate import Calibration
from clustercast.calibration.calibrate import calibrate as fit_both
from clustercast.calibration.cuts import CUTS, Cut
from clustercast.calibration.inference import EFFECTIVE, LIVE_POINTS, Settings
from clustercast.reports.tables.hindcast_table import hindcast_markdown
from clustercast.reports.words.words import Language
from clustercast.scenarios.arguments import MOST_WORKERS, Arguments

if TYPE_CHECKING:
    from clustercast.calibration.hindcast.rolling import Hindcast


def calibrate(
    origin: int,
    *,
    live_points: int = LIVE_POINTS,
    effective: int = EFFECTIVE,
    seed: int = 1,
    workers: int = WORKERS,
    out: str | Path | None = None,
) -> Calibration:
    """Fits the model, and its variant without contagion, to what was known at a forecast origin (a year).

    A fit ends at an ``effective`` sample size. With ``out`` a fit that was broken off there goes on; the posterior that
    runs draw from is not touched. Raises ValueError for an origin before the first cut of the data.
    """
    asked = Arguments()
    origin, seed = asked.whole("origin", origin, 1900, 2200), asked.seed(seed)
    live_points = asked.whole("live_points", live_points, 80, 100_000)
    effective = asked.whole("effective", effective, 1, 10_000_000)
    workers = asked.whole("workers", workers, 1, MOST_WORKERS)
    asked.raise_if_any()
    known = [one for one in CUTS if one.origin <= origin]
    if not known:
        raise ValueError(f"nothing is kept for the origin {origin}; write {CUTS[0].origin} or later")
    cut: Cut = known[-1]
    return fit_both(cut, Settings(live_points, effective, seed, threads=workers), None if out is None else Path(out))


def hindcast(*, seed: int = 1, progress: Callable[[int, int], None] | None = None) -> Hindcast:
    """Earlier forecasts of the nation's robot installations, by the model with the posteriors kept for the hindcast and
    by its opponents, judged by what came. Raises NotFittedError where no posterior is kept.
    """
    from clustercast.calibration.hindcast.kept import FOLDER, kept
    from clustercast.calibration.hindcast.model_forecast import model_forecaster
    from clustercast.calibration.hindcast.opponents import OPPONENTS
    from clustercast.calibration.hindcast.rolling import run_hindcast

    asked = Arguments()
    seed = asked.seed(seed)
    asked.raise_if_any()
    model = model_forecaster(lambda origin: kept(FOLDER, origin))
    return run_hindcast(model, OPPONENTS, seed=seed, progress=progress)


def hindcast_report(found: Hindcast, lang: Language) -> str:
    """What a hindcast says, as Markdown."""
    from clustercast.calibration.hindcast.summary import summary

    return hindcast_markdown(summary(found), lang)
