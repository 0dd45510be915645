"""Targets taken together, and scenarios held against each other member by member.

All is read from the verdicts that a run keeps. Joint counts take projected targets of behaviour only, one a group
(restated targets are counted once). Scenarios have common random numbers, so a difference is taken within each member;
how much that gains is measured (`variance_reduction`).
"""

from math import sqrt

import numpy as np
from numpy.typing import NDArray

from clustercast.model.attainment.verdicts import Verdict, verdict_of
from clustercast.model.monte_carlo.interval import wilson_interval
from clustercast.model.results.record import AgencyCount, Difference, Joint
from clustercast.model.results.run import Run
from clustercast.scenarios import Plan, Target


def counted_targets(plan: Plan) -> tuple[Target, ...]:
    """Projected targets of behaviour, one a group: the first that restates no other."""
    chosen: dict[str, Target] = {}
    for target in plan.targets:
        if target.status == "projected" and target.mechanism == "behaviour" and target.kind != "qualitative":
            name = target.group or target.same_as or target.id
            if name not in chosen or (chosen[name].same_as and not target.same_as):
                chosen[name] = target
    return tuple(one for one in plan.targets if any(one is kept for kept in chosen.values()))


def joint(run: Run, scenario: str) -> Joint | None:
    """The counted targets of a scenario together, or None when there are none or no member."""
    targets, (met,) = _met(run, scenario)
    if met.size == 0:
        return None
    number = met.sum(axis=1)
    every = int((number == len(targets)).sum())
    low, high = wilson_interval(every, len(number))
    return Joint(
        scenario=scenario,
        targets=tuple(one.id for one in targets),
        members=len(number),
        probability=every / len(number),
        mc_low=low,
        mc_high=high,
        mean_met=float(number.mean()),
        p05_met=int(np.quantile(number, 0.05, method="inverted_cdf")),
        p95_met=int(np.quantile(number, 0.95, method="inverted_cdf")),
    )


def agency_counts(run: Run, scenario: str) -> tuple[AgencyCount, ...]:
    """The counted targets by the agency named first, those without one under "", in the order of the plan."""
    targets, (met,) = _met(run, scenario)
    if met.size == 0:
        return ()
    agencies = [one.responsible[0] if one.responsible else "" for one in targets]
    return tuple(
        AgencyCount(
            scenario, agency, agencies.count(agency), float(met[:, _where(agencies, agency)].sum(axis=1).mean())
        )
        for agency in dict.fromkeys(agencies)
    )


def _where(words: list[str], word: str) -> list[int]:
    return [place for place, one in enumerate(words) if one == word]


def _met(run: Run, *scenarios: str) -> tuple[tuple[Target, ...], list[NDArray[np.bool_]]]:
    """The counted targets, and by scenario [member, target] which are met, of the members judged in all of them."""
    found = [[verdict_of(run, target, scenario) for scenario in scenarios] for target in counted_targets(run.plan)]
    known = [[one for one in row if one is not None] for row in found if None not in row]
    if not known:
        return (), [np.zeros((0, 0), dtype=np.bool_) for _ in scenarios]
    judged = np.all([one.judged for row in known for one in row], axis=0)
    met = [np.stack([row[place].met[judged] for row in known], axis=1) for place in range(len(scenarios))]
    return tuple(row[0].target for row in known), met


def compare(run: Run, scenario: str, against: str) -> tuple[Difference, ...]:
    """Every projected target in a scenario against another one, and first of all the number of counted targets met."""
    numbers = [met.sum(axis=1).astype(np.float64) for met in _met(run, scenario, against)[1]]
    found = [_difference("", scenario, against, numbers[0], numbers[1])]
    for target in run.plan.targets:
        one, other = verdict_of(run, target, scenario), verdict_of(run, target, against)
        if target.status == "projected" and one is not None and other is not None:
            found.append(difference(one, other, scenario, against))
    return tuple(one for one in found if one is not None)


def difference(one: Verdict, other: Verdict, scenario: str, against: str) -> Difference | None:
    """One target judged twice (in two runs, if need be, of the same seed): over the members judged in both."""
    return _difference(one.target.id, scenario, against, *_pairs(one, other))


def _pairs(one: Verdict, other: Verdict) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    common = min(len(one.judged), len(other.judged))
    both = one.judged[:common] & other.judged[:common]
    return one.met[:common][both].astype(np.float64), other.met[:common][both].astype(np.float64)


def _difference(
    target: str, scenario: str, against: str, one: NDArray[np.float64], other: NDArray[np.float64]
) -> Difference | None:
    if len(one) < 2:
        return None
    gap = one - other
    error = float(gap.std(ddof=1) / sqrt(len(gap)))
    return Difference(target, scenario, against, float(gap.mean()), error, len(gap), variance_reduction(one, other))


def variance_reduction(one: NDArray[np.float64], other: NDArray[np.float64]) -> float | None:
    """Variance of the difference of independent means over that of the paired one, from values of the same members.

    ``(s_1^2 + s_2^2) / s_(1-2)^2`` with sample variances; ``1 / (1 - r)`` at correlation r and equal variances. None
    where the pairs do not differ from their mean difference (nothing is left to be uncertain of), or fewer than two.
    """
    if len(one) < 2:
        return None
    paired = float(np.var(one - other, ddof=1))
    return float((np.var(one, ddof=1) + np.var(other, ddof=1)) / paired) if paired > 0.0 else None
