"""The update held against the rule of practice on twins whose outcome is known."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from clustercast.model.attainment.judgement import course_of, measured
from clustercast.model.results.run import Run
from clustercast.model.updating.margins import Margins, margins_of
from clustercast.model.updating.normal_scores import NormalScores
from clustercast.model.updating.smoother import ERROR_FLOOR
from clustercast.model.updating.time_progress import time_progress
from clustercast.model.updating.update import Updated
from clustercast.scenarios import last_quarter_of_year
from clustercast.scenarios.figures import Figure

Floats = NDArray[np.float64]
CLASSES = ("reached", "faster", "in_line", "lagging")
BAND = (0.05, 0.95)


@dataclass(frozen=True, slots=True)
class Scores:
    """What is known at the end of a year, scored over twins and targets: mean squared errors of the probabilities
    (Brier) before and after figures and of the rule, and the share of outcomes in the 90 % bands after.
    """

    known_at: int
    before: float
    update: float
    rule: float
    coverage_90: float


def score_twins(run: Run, world: Run, scenario: str, known_at: int, twins: int, seed: int) -> Scores:
    """Scores on the first ``twins`` members of ``world``: `run` itself, of which the twin is then left out, or a run of
    another structure.

    A twin's figures are its own numbers of every target at each December up to ``known_at``, with an error of
    `ERROR_FLOOR` in scores.  Scored are targets that are due later and not certain before.
    """
    figures = _figures(run, scenario, known_at)
    members = margins_of(run, scenario, figures)
    others = members if world is run else margins_of(world, scenario, figures)
    told = _published(members, others, min(twins, len(others.members)), seed)
    before = np.array([one.bar.reached(one.achieved).mean() for one in members.targets])
    due = np.array([(one.target.by or known_at + 1) > known_at for one in members.targets])
    asked = np.flatnonzero(due & (before > 0.0) & (before < 1.0))
    met = np.array([others.targets[k].bar.reached(others.targets[k].achieved) for k in asked])[:, : len(told)]
    bases = [float(np.median(measured(run, one.target, scenario).base)) for one in members.targets]
    rule = _attained(np.array([_classes(run, members, k, bases[k], told) for k in asked.tolist()]), met)
    found = [_twin(members, others, n, told[n], asked, seed, leave_out=world is run) for n in range(len(told))]
    update, inside = (np.array(column) for column in zip(*found, strict=True))
    errors = {"before": before[asked][:, None] - met, "update": update.T - met, "rule": rule - met}
    return Scores(
        known_at, coverage_90=float(inside.mean()), **{key: float((x**2).mean()) for key, x in errors.items()}
    )


def _figures(run: Run, scenario: str, known_at: int) -> tuple[Figure, ...]:
    """The figures that a twin has: of every projected target, at each December up to ``known_at`` that it has."""
    plan = run.plan
    found: list[Figure] = []
    for target in plan.targets:
        if target.status != "projected":
            continue
        points = course_of(run, target, scenario).points
        years = (year for year in range(plan.base_year + 1, known_at + 1) if last_quarter_of_year(year) in points)
        found += [Figure(target.id, "target", year, 4, 0.0) for year in years]
    return tuple(found)


def _published(members: Margins, others: Margins, twins: int, seed: int) -> Floats:
    """The figures that each twin has, [twin, figure]: its own numbers, published with an error."""
    told = np.empty((twins, len(members.figures)))
    for n, (column, own) in enumerate(zip(members.predicted.T, others.predicted.T, strict=True)):
        scale, generator = NormalScores.of(column), np.random.default_rng([seed, n])
        error = ERROR_FLOOR * generator.standard_normal(twins)
        told[:, n] = scale.numbers(scale.scored(own[:twins]) + error) if scale.varies else own[:twins]
    return told


def _twin(
    members: Margins,
    others: Margins,
    n: int,
    told: Floats,
    asked: NDArray[np.intp],
    seed: int,
    *,
    leave_out: bool,
) -> tuple[Floats, NDArray[np.bool_]]:
    """Probabilities of the targets that are asked for, given the figures of twin ``n``; whether the bands hold it."""
    known = _without(members, n) if leave_out else members
    figures = tuple(replace(one, value=float(value)) for one, value in zip(known.figures, told, strict=True))
    updated = Updated(replace(known, figures=figures), seed)
    numbers = updated.numbers(updated.all)
    bands = [np.quantile(numbers[k], BAND) for k in asked]
    truth = [others.targets[k].achieved[n] for k in asked]
    inside = [low <= one <= high for (low, high), one in zip(bands, truth, strict=True)]
    return updated.probabilities(updated.all)[asked], np.array(inside)


def _without(margins: Margins, n: int) -> Margins:
    kept = np.arange(len(margins.members)) != n
    targets = tuple(replace(one, achieved=one.achieved[kept]) for one in margins.targets)
    return replace(margins, members=margins.members[kept], predicted=margins.predicted[kept], targets=targets)


def _classes(run: Run, members: Margins, k: int, base: float, told: Floats) -> list[int]:
    """The class of a target for every twin by the rule of practice; -1 without a figure."""
    margin = members.targets[k]
    own = [n for n, one in enumerate(members.figures) if one.subject == margin.target.id]
    found = []
    for row in told[:, own]:
        figures = tuple(replace(members.figures[n], value=float(value)) for n, value in zip(own, row, strict=True))
        word = time_progress(run.plan, margin.target, margin.bar, base, figures)
        found.append(CLASSES.index(word) if word else -1)
    return found


def _attained(classes: NDArray[np.intp], met: NDArray[np.bool_]) -> Floats:
    """The probability that the rule gives every twin, [target, twin]: how often others of its class attained, as a
    planner with long experience would know. The twin itself is left out.
    """
    rates = np.empty(classes.shape)
    for word in range(-1, len(CLASSES)):
        inside = classes == word
        count, attained = inside.sum(), met[inside].sum()
        rates[inside] = (attained - met[inside]) / (count - 1) if count > 1 else 0.5
    return rates
