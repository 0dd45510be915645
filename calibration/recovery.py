"""Simulation-based calibration: do known parameters come back from simulated figures, as often as they should?

Talts, Betancourt, Simpson, Vehtari and Gelman 2018: truths from the prior, figures from the likelihood at each; the
rank of the truth among posterior draws is uniform if prior, simulator, likelihood and inference agree.  The posteriors
are made as the kept ones are.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.stats import binom, chi2

from clustercast.calibration.evidence import Evidence
from clustercast.calibration.inference import Settings, Workshop, errors_of, fit
from clustercast.calibration.likelihood import drawn_evidence
from clustercast.calibration.nation.space import space_of
from clustercast.scenarios import Plan

DRAWS = 99
BINS = 10
LIVE_POINTS, EFFECTIVE = 200, 200
"""Of each fit: fewer than of a kept posterior, so the test is the harder one."""
ACCEPTANCE = 0.99
HEAD = ("truth", "effective")


@dataclass(frozen=True, slots=True)
class Recovered:
    """One truth: ``ranks`` (0 to ``DRAWS``) of its parameters among draws of the posterior of its figures.

    ``effective`` is the effective size of that posterior, ``shrunk`` its standard deviations over the prior's, in the
    unit cube.
    """

    truth: int
    effective: float
    ranks: tuple[int, ...]
    shrunk: tuple[float, ...]


def recover(
    plan: Plan, like: Evidence, known_to: int, seed: int, truth: int, live_points: int = LIVE_POINTS
) -> Recovered:
    """Draw truth number ``truth`` and figures like the given ones, fit them, rank the truth."""
    workshop = Workshop(plan, like, space_of(plan), known_to)
    rng = np.random.default_rng([seed, truth])
    point = rng.random(len(workshop.space.names))
    values = workshop.space.values(point)
    evidence = drawn_evidence(workshop.figures(values), like, rng, errors_of(values))
    found = fit(plan, evidence, known_to, Settings(live_points, EFFECTIVE, seed=truth, threads=1))
    drawn = found.points[rng.choice(len(found.weights), DRAWS, p=found.weights)]
    ranks = (drawn < point).sum(axis=0)
    shrunk = spread(found.points, found.weights) * np.sqrt(12.0)
    return Recovered(truth, found.effective, tuple(ranks.tolist()), tuple(shrunk.tolist()))


def spread(points: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Weighted standard deviation of each column."""
    mean = weights @ points
    return np.sqrt(np.maximum(weights @ (points - mean) ** 2, 0.0))


def append(file: Path, names: Sequence[str], one: Recovered) -> None:
    """Add a truth to a table; its first line names the columns."""
    fresh = not file.exists()
    with file.open("a", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        if fresh:
            writer.writerow([*HEAD, *(f"rank {name}" for name in names), *(f"shrunk {name}" for name in names)])
        writer.writerow([one.truth, f"{one.effective:.1f}", *one.ranks, *(f"{value:.3f}" for value in one.shrunk)])


def read(file: Path) -> tuple[tuple[str, ...], list[Recovered]]:
    """Names of the parameters and the truths of a table, in the order of their numbers."""
    with file.open(encoding="utf-8", newline="") as text:
        head, *rows = csv.reader(text)
    names = tuple(name.removeprefix("rank ") for name in head if name.startswith("rank "))
    first, middle = len(HEAD), len(HEAD) + len(names)
    found = [
        Recovered(
            int(row[0]),
            float(row[1]),
            tuple(map(int, row[first:middle])),
            tuple(map(float, row[middle:])),
        )
        for row in rows
    ]
    return names, sorted(found, key=lambda one: one.truth)


@dataclass(frozen=True, slots=True)
class RankTest:
    """Histogram of the ranks of one parameter and what it says.

    ``low`` and ``high``: region that holds 99 percent of binomial counts of one bin; ``outside`` bins lie outside it.
    ``inside``: all bins lie within the region that all of a parameter's keep to together with 99 percent.  ``chance``:
    p-value of the chi-square test of uniformity.  ``covered_90``: truths within the central 90 percent.  ``shrunk``:
    median of posterior over prior standard deviation.
    """

    name: str
    counts: tuple[int, ...]
    low: int
    high: int
    outside: int
    inside: bool
    chance: float
    covered_90: float
    shrunk: float


def verdicts_on(names: Sequence[str], found: Sequence[Recovered]) -> list[RankTest]:
    """One test a parameter."""
    ranks = np.array([one.ranks for one in found])
    shrunk = np.median([one.shrunk for one in found], axis=0)
    return [_tested(name, ranks[:, place], float(shrunk[place])) for place, name in enumerate(names)]


def _tested(name: str, ranks: np.ndarray, shrunk: float) -> RankTest:
    truths = len(ranks)
    low, high = region(truths, ACCEPTANCE)
    lowest, highest = region(truths, 1.0 - (1.0 - ACCEPTANCE) / BINS)
    counts = np.bincount(ranks * BINS // (DRAWS + 1), minlength=BINS)
    statistic = ((counts - truths / BINS) ** 2 / (truths / BINS)).sum()
    return RankTest(
        name, tuple(counts.tolist()), low, high,
        outside=int(((counts < low) | (counts > high)).sum()),
        inside=bool(((counts >= lowest) & (counts <= highest)).all()),
        chance=float(chi2.sf(statistic, BINS - 1)),
        covered_90=float(((ranks >= 5) & (ranks < DRAWS + 1 - 5)).mean()),
        shrunk=shrunk,
    )  # fmt: skip


def region(truths: int, acceptance: float) -> tuple[int, int]:
    """Least and greatest count of a bin, binomial with chance 1/bins, within the central ``acceptance``."""
    tail = (1.0 - acceptance) / 2.0
    return int(binom.ppf(tail, truths, 1.0 / BINS)), int(binom.ppf(1.0 - tail, truths, 1.0 / BINS))
