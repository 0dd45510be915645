"""One linear update of what members are judged by, given figures: an ensemble smoother on normal scores.

Evensen and van Leeuwen (2000), "An ensemble Kalman smoother for nonlinear dynamics"; with perturbed observations it is
regression adjustment of a sample (Beaumont et al. 2002).  With z the scores of a margin, d those of what a member says
for the figures and y the figures' own,

    z' = z + C_zd (C_dd + R)^-1 (y + e - d),   e ~ N(0, R)

C are correlations over members, those of margins with figures set to 0 below what chance gives; R = diag(sd^2).
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from clustercast.model.updating.margins import Margins
from clustercast.model.updating.normal_scores import NormalScores
from clustercast.scenarios.figures import Figure

Floats = NDArray[np.float64]
ERROR_FLOOR = 0.4
"""Least standard deviation of a figure's error in normal scores: the model is wrong too, by as much as its hindcast
moved from one year to the next beyond what it expects (decision 0020)."""
CHANCE = 1.96
"""A correlation counts from CHANCE / sqrt(members) on."""
OUT_OF_REACH = 3.0
"""A figure with a greater score contradicts the model."""


@dataclass(frozen=True, slots=True)
class Scored:
    """Margins and figures as normal scores: ``margins`` [member, target], ``predicted`` [member, figure], ``figures``
    and ``sd`` [figure], ``noise`` [member, figure] of the perturbed observations.

    ``scales`` and ``figure_scales`` lead back to numbers; ``linked`` [target, figure] are correlations above chance.
    """

    margins: Floats
    predicted: Floats
    figures: Floats
    sd: Floats
    noise: Floats
    scales: tuple[NormalScores, ...]
    linked: Floats

    def updated(self, figures: NDArray[np.intp]) -> Floats:
        """The margins' scores given these of the figures, [member, target]."""
        if not len(figures):
            return self.margins
        here = self.predicted[:, figures]
        together = np.cov(here.T, bias=True).reshape(len(figures), -1) + np.diag(self.sd[figures] ** 2)
        surprise = self.figures[figures] + self.noise[:, figures] - here
        return self.margins + surprise @ np.linalg.solve(together, self.linked[:, figures].T)


def score(margins: Margins, seed: int, floor: float = ERROR_FLOOR) -> Scored:
    """Margins and figures on the scale of the update; a figure that does not vary over members tells nothing."""
    scales = tuple(NormalScores.of(one.achieved) for one in margins.targets)
    known = tuple(NormalScores.of(column) for column in margins.predicted.T)
    scores = [scale.scored(one.achieved) for scale, one in zip(scales, margins.targets, strict=True)]
    said = [scale.scored(column) for scale, column in zip(known, margins.predicted.T, strict=True)]
    place = np.array([scale.scored(np.array([f.value]))[0] for scale, f in zip(known, margins.figures, strict=True)])
    sd = np.array([max(floor, _sd(scale, one)) for scale, one in zip(known, margins.figures, strict=True)])
    table, predicted = (np.array(rows).reshape(-1, len(margins.members)).T for rows in (scores, said))
    return Scored(table, predicted, place, sd, _noise(margins, seed) * sd, scales, linked(table, predicted))


def contradicts(scored: Scored) -> NDArray[np.bool_]:
    """Which figures lie so far out of what members say that the model is in question, [figure]."""
    return np.abs(scored.figures) > OUT_OF_REACH


def _sd(scale: NormalScores, figure: Figure) -> float:
    """The error of a figure that was stated, in scores."""
    if not figure.sd:
        return 0.0
    low, high = scale.scored(np.array([figure.value - figure.sd, figure.value + figure.sd]))
    return float(high - low) / 2.0


def _noise(margins: Margins, seed: int) -> Floats:
    """Standard normals keyed by figure and member, so that no order and no other figure changes them."""
    if not margins.figures:
        return np.zeros((len(margins.members), 0))
    last = int(margins.members.max(initial=0)) + 1
    keyed = [np.random.default_rng([seed, zlib.crc32(one.name.encode())]) for one in margins.figures]
    drawn = np.array([one.standard_normal(last)[margins.members] for one in keyed]).T
    return drawn - drawn.mean(axis=0)


def linked(margins: Floats, predicted: Floats) -> Floats:
    """Covariances [target, figure] where the correlation is above what chance gives, else 0."""
    if not margins.size or not predicted.size:
        return np.zeros((margins.shape[1], predicted.shape[1]))
    together = (margins - margins.mean(axis=0)).T @ (predicted - predicted.mean(axis=0)) / len(margins)
    spread = np.outer(margins.std(axis=0), predicted.std(axis=0))
    correlation = np.divide(together, spread, out=np.zeros_like(together), where=spread > 0.0)
    return np.where(np.abs(correlation) * np.sqrt(len(margins)) > CHANCE, together, 0.0)
