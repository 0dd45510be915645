"""The update of a run: for every target the odds before and after figures, and what each figure brought."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from clustercast.model.attainment.judgement import course_of, deadline_of, measured
from clustercast.model.monte_carlo.interval import wilson_interval
from clustercast.model.results.run import Run
from clustercast.model.updating.margins import Margin, Margins, margins_of
from clustercast.model.updating.news import shapley
from clustercast.model.updating.record import FigureNote, Method, News, TargetUpdate, UpdateRecord
from clustercast.model.updating.smoother import ERROR_FLOOR, Scored, contradicts, score
from clustercast.model.updating.time_progress import time_progress
from clustercast.model.updating.weights import Weights, weigh
from clustercast.scenarios.figures import Figure

Floats = NDArray[np.float64]
BAND = (0.05, 0.5, 0.95)


def update_run(
    run: Run, scenario: str, figures: Sequence[Figure], *, until: int, left_out: Sequence[str] = (), file: str = ""
) -> UpdateRecord:
    """What figures change in the odds of a judged run. Without any, every probability is that of the run.

    Raises PackError where the run has no number of a figure.
    """
    margins = margins_of(run, scenario, figures, file)
    updated = Updated(margins, run.seed)
    notes = [
        FigureNote(one, float(place), float(sd), bool(far))
        for one, place, sd, far in zip(
            figures, updated.scored.figures, updated.scored.sd, contradicts(updated.scored), strict=True
        )
    ]
    changes, errors = shapley(updated.probabilities, len(figures), run.seed)
    numbers, after = updated.numbers(updated.all), updated.probabilities(updated.all).tolist()
    targets: list[TargetUpdate] = []
    for n in range(len(margins.targets)):
        brought = zip(figures, changes[:, n].tolist(), errors[:, n].tolist(), strict=True)
        news = tuple(News(one.name, change, error) for one, change, error in brought)
        targets.append(_told(run, updated, n, numbers[n], after[n], news))
    return UpdateRecord(
        run=str(run.dataset.attrs["run"]),
        plan=run.plan.id,
        title_zh=run.plan.title_zh,
        title_en=run.plan.title_en,
        scenario=scenario,
        until=until,
        members=len(margins.members),
        seed=run.seed,
        figures=tuple(notes),
        left_out=tuple(left_out),
        targets=tuple(targets),
        contradicts=tuple(one.figure.name for one in notes if one.contradicts),
    )


class Updated:
    """Margins given any of the figures; how each target is told is settled with all of them."""

    def __init__(self, margins: Margins, seed: int, floor: float = ERROR_FLOOR) -> None:
        self.margins, self.scored = margins, score(margins, seed, floor)
        self.all = np.arange(len(margins.figures))
        self.own = [self._own(one) for one in margins.targets]
        self.methods: list[Method] = [self._method(n) for n in range(len(margins.targets))]

    def _own(self, margin: Margin) -> NDArray[np.intp]:
        """The figures of the target itself or of its indicator."""
        names = (margin.target.id, margin.target.measure)
        return np.array([n for n, one in enumerate(self.margins.figures) if one.subject in names], dtype=np.intp)

    def _method(self, n: int) -> Method:
        """Weights where the target's own figures are all that tell of it and the weights are sound."""
        telling = np.flatnonzero(self.scored.linked[n])
        if not len(telling):
            return "unmoved"
        return "weights" if set(telling) <= set(self.own[n]) and self.weights(n, telling).sound else "joint"

    def weights(self, n: int, figures: NDArray[np.intp]) -> Weights:
        """The weights of members by those figures, of some, that are target ``n``'s own."""
        own = np.intersect1d(figures, self.own[n])
        scored: Scored = self.scored
        return weigh(scored.predicted[:, own], scored.figures[own], scored.sd[own])

    def probabilities(self, figures: NDArray[np.intp]) -> Floats:
        """The probability of every target given some of the figures, [target]."""
        numbers = self.numbers(figures)
        return np.array([self._probability(n, figures, numbers[n]) for n in range(len(self.methods))])

    def _probability(self, n: int, figures: NDArray[np.intp], numbers: Floats) -> float:
        met = self.margins.targets[n].bar.reached(numbers)
        return float(self.weights(n, figures).weights @ met) if self.methods[n] == "weights" else float(met.mean())

    def numbers(self, figures: NDArray[np.intp]) -> list[Floats]:
        """What is held against every target given some of the figures, [target][member]; unweighted."""
        scores = self.scored.updated(figures)
        return [self._numbers(n, scores[:, n]) for n in range(len(self.methods))]

    def _numbers(self, n: int, scores: Floats) -> Floats:
        return self.scored.scales[n].numbers(scores) if self.methods[n] == "joint" else self.margins.targets[n].achieved


def _told(run: Run, updated: Updated, n: int, numbers: Floats, after: float, news: tuple[News, ...]) -> TargetUpdate:
    margin, method, scenario = updated.margins.targets[n], updated.methods[n], updated.margins.scenario
    target, judged = margin.target, margin.base is None
    weights = updated.weights(n, updated.all) if method == "weights" else None
    effective = float(len(numbers)) if weights is None else weights.effective
    low, high = wilson_interval(after * effective, effective)
    base = float(np.nanmedian(measured(run, target, scenario).base)) if margin.base is None else margin.base
    return TargetUpdate(
        target=target.id,
        label_zh=target.label_zh,
        label_en=target.label_en,
        by=deadline_of(target, run.plan),
        unit=target.unit or "",
        required=margin.bar.value,
        before=float(margin.bar.reached(margin.achieved).mean()) if judged else None,
        after=after,
        low=low,
        high=high,
        before_band=_band(margin.achieved) if judged else None,
        after_band=_band(numbers, None if weights is None else weights.weights),
        effective=effective,
        method=method,
        time_progress=time_progress(run.plan, target, margin.bar, base, updated.margins.figures),
        news=news,
    )


def _band(numbers: Floats, weights: Floats | None = None) -> tuple[float, float, float]:
    """The 5, 50 and 95 % quantiles over members."""
    if weights is None:
        low, middle, high = np.quantile(numbers, BAND)
    else:
        low, middle, high = np.quantile(numbers, BAND, weights=weights, method="inverted_cdf")
    return float(low), float(middle), float(high)


def path_given(run: Run, scenario: str, figures: Sequence[Figure], target: str) -> Floats:
    """The course of what a target is judged by, given figures, member by member: [member, point] of `course_of`."""
    course, margins = course_of(run, run.plan.target(target), scenario), margins_of(run, scenario, figures)
    rows = np.isin(np.asarray(run.dataset["member"].values), margins.members)
    path = course.path[rows]
    points = [replace(margins.targets[0], achieved=column) for column in path.T]
    scored = score(replace(margins, targets=tuple(points)), run.seed)
    scores = scored.updated(np.arange(len(figures)))
    return np.array([scale.numbers(column) for scale, column in zip(scored.scales, scores.T, strict=True)]).T


def tells(run: Run, scenario: str, figures: Sequence[Figure]) -> dict[str, float]:
    """By how much each figure alone would narrow what is judged, in the mean over targets that are not certain.

    In scores the spread falls from 1 to ``sqrt(1 - r^2 / (1 + sd^2))``, r the correlation of margin and figure.
    """
    margins = margins_of(run, scenario, figures)
    scored = score(margins, run.seed)
    spread = np.outer(scored.margins.std(axis=0), scored.predicted.std(axis=0))
    r = np.divide(scored.linked, spread, out=np.zeros_like(spread), where=spread > 0.0)
    open_ones = [0.0 < one.bar.reached(one.achieved).mean() < 1.0 for one in margins.targets]
    narrower = 1.0 - np.sqrt(1.0 - r[open_ones] ** 2 / (1.0 + scored.sd**2))
    found = narrower.mean(axis=0) if len(narrower) else np.zeros(len(figures))
    return {one.name: float(share) for one, share in zip(figures, found, strict=True)}
