"""Attainment: for every target and scenario the probability that it is met by its date, or why there is none.

`attain(ensemble)` gives one `Attainment` a target and scenario. How a target is read off a member is in `judgement.py`,
from which value on it counts in `tolerances.py`. A probability is the share of members that meet the target *in the
model*, among those that did not fail: never the chance that it will be reported as met.
"""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from clustercast.model.attainment.break_even import Band, band, break_even_base, quantile
from clustercast.model.attainment.break_even_support import break_even_support, support_parameter
from clustercast.model.attainment.drivers import Influence, influences
from clustercast.model.attainment.judgement import Judgement, deadline_of, first_year_of, judge, measured
from clustercast.model.monte_carlo.interval import wilson_interval
from clustercast.scenarios import Plan, Target, year_of

if TYPE_CHECKING:
    from clustercast.model.ensemble.ensemble import Ensemble


@dataclass(frozen=True, slots=True)
class Attainment:
    """What an ensemble says about one target in one scenario. Numbers are in the unit of the target.

    ``required`` is the bar after tolerances; ``members`` all run under the scenario, ``failed_members`` those that
    failed or gave no number (left out of everything). `projected`: ``probability`` with its Monte-Carlo interval
    (Wilson, 95 %), the band of what is judged at the deadline, ``margin`` (median, over the bar) and ``shortfall``
    (median short of it, where missed). `conditional`: no probability but ``break_even_base`` and the band of the change
    (a ratio where ``base_form`` is multiplicative). ``pool_median`` counts those who qualify, ``pool_probability`` the
    share of members in which they are as many as the target asks. ``first_attained`` is the median quarter (None: less
    than half of the members ever, or a target of flows). ``years_met`` is the mean number of ``years`` that meet
    the bar.
    """

    plan: str
    target: str
    scenario: str
    label_zh: str
    label_en: str
    indicator: str
    measure: str
    kind: str
    comparator: str
    value: float | tuple[float, float] | None
    unit: str
    by: int
    strength: str
    lead_agency: str
    mechanism: str
    status: str
    why: str
    why_zh: str
    note_en: str
    note_zh: str
    group: str
    same_as: str
    base_form: str
    nowcast: bool
    members: int
    failed_members: int
    required: float | None = None
    tolerance: str = ""
    probability: float | None = None
    mc_low: float | None = None
    mc_high: float | None = None
    median: float | None = None
    p05: float | None = None
    p95: float | None = None
    margin: float | None = None
    shortfall: float | None = None
    first_attained: int | None = None
    pool: str = ""
    pool_median: float | None = None
    pool_probability: float | None = None
    break_even_base: float | None = None
    change_median: float | None = None
    change_p05: float | None = None
    change_p95: float | None = None
    direction: str = ""
    years: int | None = None
    years_met: float | None = None
    mean_per_year: float | None = None
    base_median: float | None = None
    base_p05: float | None = None
    base_p95: float | None = None
    drivers: tuple[Influence, ...] = ()
    support_verdict: str = ""
    support_share: float | None = None
    support_most: float | None = None

    def to_dict(self) -> dict[str, Any]:
        """The fields as plain data, for JSON."""
        return asdict(self)

    @staticmethod
    def from_dict(fields: dict[str, Any]) -> Attainment:
        """An attainment from the plain data that `to_dict` gave, or from JSON of it."""
        value = fields["value"]
        drivers = tuple(Influence(**one) for one in fields["drivers"])
        return Attainment(**fields | {"value": tuple(value) if isinstance(value, list) else value, "drivers": drivers})


def attain(ensemble: Ensemble) -> tuple[Attainment, ...]:
    """One attainment a target and scenario: targets in the order of the plan, scenarios in that of the ensemble."""
    return tuple(attain_one(ensemble, target, name) for target in ensemble.plan.targets for name in ensemble.scenarios)


def attain_one(ensemble: Ensemble, target: Target, scenario: str) -> Attainment:
    """The attainment of one target in one scenario."""
    judgement = judge(ensemble, target, scenario)
    members = ensemble.members_of(scenario)
    facts: dict[str, Any] = _identity(ensemble.plan, target, scenario) | {"members": members, "failed_members": 0}
    if judgement is None:
        return Attainment(**facts)
    facts["failed_members"] = members - int(judgement.judged.sum())
    facts |= _base(ensemble, target) | _pool(ensemble, judgement)
    if judgement.bar is not None:
        facts |= {"required": judgement.bar.value, "tolerance": judgement.bar.tolerance}
    facts |= _projected(ensemble, judgement) if target.status == "projected" else _conditional(judgement)
    return Attainment(**facts)


def _identity(plan: Plan, target: Target, scenario: str) -> dict[str, Any]:
    """What the plan says of the target."""
    due = deadline_of(target, plan)
    same = ("label_zh", "label_en", "indicator", "kind", "value", "strength", "mechanism", "status", "why", "why_zh",
            "note_en", "note_zh")  # fmt: skip
    optional = ("measure", "comparator", "unit", "group", "same_as", "base_form", "pool")
    return (
        {"plan": plan.id, "target": target.id, "scenario": scenario, "by": due, "nowcast": due == year_of(plan.origin)}
        | {key: getattr(target, key) for key in same}
        | {key: getattr(target, key) or "" for key in optional}
        | {"lead_agency": target.responsible[0] if target.responsible else ""}
    )


def _base(ensemble: Ensemble, target: Target) -> dict[str, Any]:
    """The band of the measure at the base: of levels only, where it stands beside the number it decides."""
    if target.kind in ("growth_per_year", "reduction_from_base", "cumulative_count"):
        return {}
    found = band(measured(ensemble, target, ensemble.scenarios[0]).base)
    return {"base_median": found.median, "base_p05": found.p05, "base_p95": found.p95}


def _pool(ensemble: Ensemble, judgement: Judgement) -> dict[str, Any]:
    """Who qualifies at the deadline, and how often they are enough (in every year, for a count of each year)."""
    target, number = judgement.target, judgement.target.low
    if target.pool is None or number is None:
        return {}
    series = measured(ensemble, target, judgement.scenario, target.pool)
    last = deadline_of(target, ensemble.plan)
    first = first_year_of(target, ensemble.plan) if target.kind == "count_per_year" else last
    pools = series.decembers(first, last)[judgement.judged]
    enough = float(np.mean(np.min(pools, axis=1) >= number)) if len(pools) else None
    return {"pool_median": quantile(pools[:, -1], 0.5), "pool_probability": enough}


def _projected(ensemble: Ensemble, judgement: Judgement) -> dict[str, Any]:
    """Probability, band, margin, first quarter and what moves them."""
    judged = judgement.judged
    if judgement.bar is None or not judged.any():
        return {}
    trials, met = int(judged.sum()), judgement.met[judged]
    successes = int(met.sum())
    low, high = wilson_interval(successes, trials)
    found, ahead = band(judgement.final[judged]), judgement.ahead[judged]
    return (
        {
            "probability": successes / trials,
            "mc_low": low,
            "mc_high": high,
            "median": found.median,
            "p05": found.p05,
            "p95": found.p95,
            "margin": quantile(ahead, 0.5),
            "shortfall": quantile(-ahead[~met], 0.5),
            "first_attained": _first_attained(ensemble.plan, judgement),
            "drivers": influences(ensemble.draws[judged], ensemble.parameters, ahead, met),
        }
        | _by_year(judgement)
        | _support(ensemble, judgement)
    )


def _support(ensemble: Ensemble, judgement: Judgement) -> dict[str, Any]:
    """The break-even support of a target of behaviour, where a grant for its upgrade is paid."""
    target, judged = judgement.target, judgement.judged
    name = support_parameter(ensemble.plan, target)
    paid = target.goal in ensemble.supported.get(judgement.scenario, ())
    if name not in ensemble.parameters or not paid or target.mechanism != "behaviour":
        return {}
    found = break_even_support(ensemble.draws[judged, ensemble.parameters.index(name)], judgement.met[judged])
    if found is None or target.by == year_of(ensemble.plan.origin):
        return {}
    return {"support_verdict": found.verdict, "support_share": found.share, "support_most": found.most}


def _by_year(judgement: Judgement) -> dict[str, Any]:
    """Years that meet the bar and the mean of the years, of a target for each year."""
    if judgement.counts is None or judgement.bar is None:
        return {}
    counts = judgement.counts[judgement.judged]
    return {
        "years": counts.shape[1],
        "years_met": float(judgement.bar.reached(counts).sum(axis=1).mean()),
        "mean_per_year": quantile(counts.mean(axis=1), 0.5),
    }


def _first_attained(plan: Plan, judgement: Judgement) -> int | None:
    """The median over members of the first quarter in which a stock or running count reaches the bar."""
    target = judgement.target
    if judgement.bar is None or target.kind not in ("level", "share", "coverage", "index", "cumulative_count"):
        return None
    indicator = plan.indicator(target.measure or "")
    if indicator.kind not in ("stock", "cumulative"):
        return None
    reached: NDArray[np.bool_] = judgement.bar.reached(judgement.path[judgement.judged])
    quarters = np.array(judgement.points, dtype=np.float64)[reached.argmax(axis=1)]
    first = quantile(np.where(reached.any(axis=1), quarters, math.inf), 0.5)
    return None if first is None else int(first)


def _conditional(judgement: Judgement) -> dict[str, Any]:
    """Break-even base and band of the change; of an aim without a number only the direction of its proxy."""
    target, judged = judgement.target, judgement.judged
    if not judged.any():
        return {}
    found: Band = band(judgement.final[judged])
    if judgement.bar is None:
        return {"direction": "up" if (found.median or 0.0) > 0.0 else "not up"}
    return {
        "break_even_base": break_even_base(judgement.achieved[judged], judgement.bar, target.base_form),
        "change_median": found.median,
        "change_p05": found.p05,
        "change_p95": found.p95,
    }


__all__ = ["Attainment", "attain", "attain_one"]
