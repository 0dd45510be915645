"""The model fitted anew at every origin of the hindcast, to what was known then.

A kept posterior belongs to the rules it was made by. The manifest holds the path that its first draw gave; where the
model gives another path today, the posterior is stale (`stale_origins`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from clustercast.calibration.calibrate import fingerprint
from clustercast.calibration.evidence import evidence_at
from clustercast.calibration.hindcast.forecaster import TARGET
from clustercast.calibration.hindcast.kept import keep, kept, read_manifest, write_manifest
from clustercast.calibration.hindcast.model_forecast import plan_at
from clustercast.calibration.hindcast.rolling import ORIGINS, Progress
from clustercast.calibration.inference import Fit, Settings, fit
from clustercast.calibration.nation.simulate import Nation
from clustercast.calibration.observed import observed

DRAWS = 400
"""Draws kept of each posterior."""


def refit(
    folder: Path,
    settings: Settings,
    origins: Sequence[int] = ORIGINS,
    progress: Progress | None = None,
) -> dict[int, Fit]:
    """Fits the model at every origin and keeps draws of each posterior in a folder, with a manifest.

    A fit at an origin Y uses `evidence_at(Y)` and prices known at the end of Y - 1. A fit that was broken off goes on
    from its checkpoint in the folder, which goes when the fit is kept.
    """
    fits: dict[int, Fit] = {}
    folder.mkdir(parents=True, exist_ok=True)
    for number, origin in enumerate(origins, 1):
        mark = f"{settings.live_points}-{settings.effective}-{settings.seed}-{fingerprint()[:12]}"
        checkpoint = folder / f".origin-{origin}-{mark}.hdf5"
        fits[origin] = fit(plan_at(origin), evidence_at(origin), origin - 1, replace(settings, checkpoint=checkpoint))
        keep(folder, origin, fits[origin].drawn(DRAWS, settings.seed))
        checkpoint.unlink(missing_ok=True)
        if progress is not None:
            progress(number, len(origins))
    write_manifest(folder, _manifest(folder, settings, fits))
    return fits


def first_path(folder: Path, origin: int) -> list[float]:
    """Installations that the first kept draw of an origin gives for the years it was fitted to, units."""
    years = observed(TARGET, origin=origin).years
    path = Nation(plan_at(origin), origin - 1, origin - 1).follow(kept(folder, origin)[0])
    return [round(float(one), 3) for one in path.installed(int(years[0]), int(years[-1]))]


def stale_origins(folder: Path) -> list[int]:
    """The origins whose kept posterior was made by other rules or data than those of today."""
    about = read_manifest(folder).get("origins", {})
    return [
        int(origin)
        for origin, one in about.items()
        if not _same(one["first_path"], first_path(folder, int(origin)))
        or one["rows"] != list(evidence_at(int(origin)).sources)
    ]


def _same(before: list[float], now: list[float]) -> bool:
    return len(before) == len(now) and bool(np.allclose(before, now, rtol=1e-6, atol=1e-2))


def _manifest(folder: Path, settings: Settings, fits: dict[int, Fit]) -> dict[str, Any]:
    return {
        "rules": fingerprint(),
        "seed": settings.seed,
        "live_points": settings.live_points,
        "draws": DRAWS,
        "origins": {
            str(origin): _about(one) | {"plan": plan_at(origin).id, "first_path": first_path(folder, origin)}
            for origin, one in fits.items()
        },
    }


def _about(one: Fit) -> dict[str, Any]:
    return {
        "figures": [f"{kind} {year}" for kind, year in zip(one.evidence.kinds, one.evidence.years, strict=True)],
        "rows": list(one.evidence.sources),
        "log_evidence": round(one.log_evidence, 3),
        "log_evidence_error": round(one.log_evidence_error, 3),
        "effective": round(one.effective, 1),
        "calls": one.calls,
    }
