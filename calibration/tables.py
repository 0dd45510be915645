"""What a fit says in tables: which parameters the data move, and how well the model gives the figures back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri

from clustercast.calibration.evidence import KINDS, Evidence, figures_of
from clustercast.calibration.inference import Fit
from clustercast.calibration.likelihood import Errors, drawn_evidence
from clustercast.calibration.nation.path import NationPath
from clustercast.calibration.nation.space import ERROR_PERSISTENCE, ERROR_SD, SHIFT
from clustercast.scenarios import Plan

NOT_INFORMED = 0.9
"""A parameter whose posterior is at least this wide, against its prior, is not informed by the data."""
BAND = (0.05, 0.5, 0.95)
LABELS = {
    SHIFT: ("全国效益对数平移", "shift of ln benefit in the nation", "log_points"),
    ERROR_SD: ("安装量误差的标准差", "standard deviation of the errors of installations", "log_points"),
    ERROR_PERSISTENCE: ("一年后留存的误差", "part of an error of installations left after a year", "share"),
}
"""Labels and unit of what a fit searches beside the model's own parameters."""


@dataclass(frozen=True, slots=True)
class ParameterRow:
    """What the data say of one parameter.

    ``prior`` and ``posterior`` are 5, 50 and 95 percent points.  ``ratio``: standard deviation of the posterior over
    that of the prior, in normal scores of the prior, so that a skewed prior weighs like a normal one.
    """

    name: str
    label_zh: str
    label_en: str
    unit: str
    prior: tuple[float, float, float]
    posterior: tuple[float, float, float]
    ratio: float

    @property
    def informed(self) -> bool:
        """Whether the data narrow it by more than a tenth."""
        return self.ratio < NOT_INFORMED


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One observed figure and what the model gives, in the unit of ``clustercast.calibration.evidence.KINDS``.

    ``model`` is the 5, 50 and 95 percent point of the model's own value, ``predicted`` of a figure observed on it.
    """

    kind: str
    year: int
    observed: float
    model: tuple[float, float, float]
    predicted: tuple[float, float, float]

    @property
    def label_en(self) -> str:
        """What the figure is."""
        return f"{KINDS[self.kind][1]}, {self.year}"

    @property
    def label_zh(self) -> str:
        """What the figure is, in Chinese."""
        return f"{KINDS[self.kind][0]}，{self.year}年"

    @property
    def within(self) -> bool:
        """Whether the figure lies in the predicted 90 percent."""
        return self.predicted[0] <= self.observed <= self.predicted[2]


def parameter_rows(plan: Plan, found: Fit) -> tuple[ParameterRow, ...]:
    """One row a parameter of the fit, those that the data narrow most first."""
    rows = []
    scores = ndtri(np.clip(found.points, 1e-9, 1.0 - 1e-9))
    for place, (name, prior) in enumerate(zip(found.space.names, found.space.priors, strict=True)):
        at = quantiles(found.points[:, place], found.weights)
        mean = found.weights @ scores[:, place]
        spread = float(np.sqrt(found.weights @ (scores[:, place] - mean) ** 2))
        own = plan.parameters.get(name)
        labels = LABELS[name] if own is None else (own.label_zh, own.label_en, own.unit)
        low, middle, high = (prior.draw(u) for u in BAND)
        below, median, above = (prior.draw(min(max(u, 1e-12), 1.0 - 1e-12)) for u in at)
        rows.append(ParameterRow(name, *labels, (low, middle, high), (below, median, above), spread))
    return tuple(sorted(rows, key=lambda row: row.ratio))


def quantiles(values: np.ndarray, weights: np.ndarray) -> list[float]:
    """Points of ``BAND`` of weighted values."""
    order = np.argsort(values)
    return np.interp(BAND, np.cumsum(weights[order]), values[order]).tolist()


def figure_rows(
    paths: Sequence[NationPath], errors: Sequence[Errors], evidence: Evidence, seed: int
) -> tuple[FigureRow, ...]:
    """One row a figure of the evidence, by equally weighted paths of the posterior, each with its errors."""
    rng = np.random.default_rng([seed, len(paths)])
    given = np.array([figures_of(path, evidence.kinds, evidence.years) for path in paths])
    drawn = np.array([drawn_evidence(one, evidence, rng, its).values for one, its in zip(given, errors, strict=True)])
    return tuple(
        FigureRow(kind, year, float(value), _band(given[:, place]), _band(drawn[:, place]))
        for place, (kind, year, value) in enumerate(zip(evidence.kinds, evidence.years, evidence.values, strict=True))
    )


def _band(values: np.ndarray) -> tuple[float, float, float]:
    low, middle, high = np.quantile(values, BAND).tolist()
    return low, middle, high
