"""A calibration: both variants fitted at one cut of the data, their tables, and the folder that a run draws from."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from clustercast.calibration.cuts import Cut, plan_of
from clustercast.calibration.evidence import Evidence, evidence_at, figures_of
from clustercast.calibration.inference import Fit, Settings, errors_of, fit
from clustercast.calibration.nation.path import NationPath
from clustercast.calibration.nation.simulate import Nation
from clustercast.calibration.nation.space import OF_THE_FIT
from clustercast.calibration.tables import FigureRow, ParameterRow, figure_rows, parameter_rows
from clustercast.model.compiled.code_cache import HOUSE
from clustercast.model.system.files import write_whole
from clustercast.scenarios.posteriors import DRAWS, MANIFEST, prior_data

ROWS = 1000
STOCK = "robot_stock_nation"
PROBE_TOLERANCE = 1e-6
RULES = (
    "agents/arithmetic.py", "agents/cell/acts.py", "agents/cell/rules.py", "agents/firm/awareness.py",
    "agents/firm/investment.py", "model/base_year/nation.py", "model/base_year/past.py", "model/base_year/shift.py",
    "model/inputs/cell_tables.py", "model/events/cells.py", "model/inputs/price_history.py", "calibration/evidence.py",
    "calibration/likelihood.py", "calibration/nation/path.py", "calibration/nation/simulate.py",
    "calibration/nation/space.py",
)  # fmt: skip
"""Sources that a fit rests on: one that was broken off goes on only while they stay as they are."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """Both variants at a cut: fits, tables of the full one, its vectors; ``probe`` is one of them with its shift."""

    cut: Cut
    settings: Settings
    full: Fit
    threshold: Fit
    parameters: tuple[ParameterRow, ...]
    figures: tuple[FigureRow, ...]
    figures_threshold: tuple[FigureRow, ...]
    draws: tuple[dict[str, float], ...]
    probe: dict[str, float]

    @property
    def log_bayes_factor(self) -> float:
        """Log evidence of the full model over the threshold model."""
        return self.full.log_evidence - self.threshold.log_evidence


def calibrate(cut: Cut, settings: Settings, folder: Path | None = None) -> Calibration:
    """Fit both variants with the figures of a cut; with ``folder`` a fit that was broken off there goes on."""
    full, threshold = (_fitted(cut, settings, folder, variant) for variant in (False, True))
    evidence = full.evidence
    plan = plan_of(cut)
    draws, others = (one.drawn(ROWS, settings.seed) for one in (full, threshold))
    paths = followed(cut, draws)
    stocks = [path.stock_at(plan.base_year) for path in paths]
    vectors = tuple(
        {name: value for name, value in one.items() if name not in OF_THE_FIT} | {STOCK: stock}
        for one, stock in zip(draws, stocks, strict=True)
    )
    return Calibration(
        cut, settings, full, threshold, parameter_rows(plan, full), _figure_rows(draws, paths, evidence, settings),
        _figure_rows(others, followed(cut, others), evidence, settings), vectors, draws[0],
    )  # fmt: skip


def _figure_rows(
    draws: list[dict[str, float]], paths: list[NationPath], evidence: Evidence, settings: Settings
) -> tuple[FigureRow, ...]:
    return figure_rows(paths, [errors_of(one) for one in draws], evidence, settings.seed)


def forget(folder: Path) -> None:
    """Remove what broken-off fits left in a folder."""
    for path in folder.glob(".*.hdf5"):
        path.unlink()


def _fitted(cut: Cut, settings: Settings, folder: Path | None, threshold: bool) -> Fit:
    evidence = evidence_at(cut.origin)
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
        variant = "threshold" if threshold else "full"
        name = (
            f".{cut.id}-{variant}-{settings.live_points}-{settings.effective}-{settings.seed}-{fingerprint()[:12]}.hdf5"
        )
        settings = replace(settings, checkpoint=folder / name)
    return fit(plan_of(cut), evidence, cut.known_to, settings, threshold=threshold)


def followed(cut: Cut, vectors: list[dict[str, float]]) -> list[NationPath]:
    """The nation's path of each vector, to the last year that the cut or its plan's base needs."""
    plan = plan_of(cut)
    nation = Nation(plan, max(cut.known_to, plan.base_year), cut.known_to)
    return [nation.follow(one) for one in vectors]


def probed(cut: Cut, probe: dict[str, float]) -> list[float]:
    """What the model as it is now gives for every figure of a cut, with the parameters of a probe."""
    evidence = evidence_at(cut.origin)
    return figures_of(followed(cut, [probe])[0], evidence.kinds, evidence.years).tolist()


def stale(cut: Cut, folder: Path) -> list[str]:
    """Why a posterior in a folder is not what this model and these data give: a sentence a reason, none if it is."""
    manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    reasons = []
    if [one["rows"] for one in manifest["data"]] != list(evidence_at(cut.origin).sources):
        reasons.append("other figures are known at its origin now")
    plan = plan_of(cut)
    for name, about in manifest["parameters"].items():
        if name not in plan.parameters or prior_data(plan.parameters[name].prior) != about["prior"]:
            reasons.append(f"the prior of {name} is another one now")
    probe = manifest["probe"]
    if not reasons and not np.allclose(probed(cut, probe["values"]), probe["figures"], rtol=PROBE_TOLERANCE):
        reasons.append("the model gives other figures for the same parameters now")
    return reasons


def fingerprint() -> str:
    """sha256 over the sources that a fit rests on."""
    digest = hashlib.sha256()
    for name in RULES:
        digest.update(name.encode() + b"\0" + (HOUSE / name).read_bytes())
    return digest.hexdigest()


def write(found: Calibration, folder: Path) -> None:
    """Write ``draws.csv`` and ``manifest.json``; the same calibration gives the same bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    names = list(found.draws[0])
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([f"{one[name]:.6g}" for name in names] for one in found.draws)
    write_whole(folder / DRAWS, text.getvalue())
    manifest = json.dumps(manifest_of(found), ensure_ascii=False, indent=1)
    write_whole(folder / MANIFEST, manifest + "\n")


def manifest_of(found: Calibration) -> dict[str, Any]:
    """How the posterior was made and what it says."""
    from importlib.metadata import version

    plan = plan_of(found.cut)
    ratios = {row.name: row for row in found.parameters}
    evidence = found.full.evidence
    return {
        "origin": found.cut.origin,
        "base_year": plan.base_year,
        "plan": plan.id,
        "known_to": found.cut.known_to,
        "rules": fingerprint(),
        "sampler": {"name": "nautilus-sampler", "version": version("nautilus-sampler"),
                    "live_points": found.settings.live_points, "effective": found.settings.effective,
                    "seed": found.settings.seed},
        "data": [
            {"figure": row.label_en, "observed": row.observed, "rows": rows, "predicted": _rounded(row.predicted),
             "model": _rounded(row.model), "model_threshold": _rounded(other.model)}
            for row, other, rows in zip(found.figures, found.figures_threshold, evidence.sources, strict=True)
        ],
        "full": _figures(found.full),
        "threshold": _figures(found.threshold),
        "parameters": {
            name: {"prior": prior_data(plan.parameters[name].prior)} | (_row(ratios[name]) if name in ratios else {})
            for name in found.draws[0]
        },
        "of_the_fit": {name: _row(ratios[name]) for name in OF_THE_FIT},
        "probe": {"values": found.probe, "figures": probed(found.cut, found.probe)},
        "not_informed": [row.name for row in found.parameters if not row.informed],
    }  # fmt: skip


def _row(row: ParameterRow) -> dict[str, Any]:
    return {"posterior": _rounded(row.posterior), "ratio": round(row.ratio, 3), "informed": row.informed}


def _figures(one: Fit) -> dict[str, float]:
    kept = {key: value for key, value in asdict(one).items() if isinstance(value, float | int)}
    return {key: round(value, 3) for key, value in kept.items()}


def _rounded(band: tuple[float, ...]) -> list[float]:
    return [float(np.format_float_positional(value, 4, fractional=False)) for value in band]
