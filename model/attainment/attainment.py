"""Attainment: for every target and scenario the probability that it is met by its date, or why there is none.

`attain(run)` gives one `Attainment` a target and scenario, from the verdicts that the run keeps. How a target is read
off a member is in `judgement.py`, from which value on it counts in `tolerances.py`. A probability is the share of
members that meet the target *in the model*, among those that did not fail: never the chance that it will be reported
as met.
"""

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from clustercast.model.attainment.break_even import Band, band, break_even_base, quantile
from clustercast.model.attainment.break_even_support import break_even_support, support_parameter
from clustercast.model.attainment.drivers import influences
from clustercast.model.attainment.judgement import Course, course_of, deadline_of, first_year_of, measured
from clustercast.model.attainment.verdicts import Verdict, verdict_of
from clustercast.model.monte_carlo.interval import wilson_interval
from clustercast.model.results.record import Attainment
from clustercast.model.results.run import Run
from clustercast.scenarios import Plan, Target, year_of


def attain(run: Run) -> tuple[Attainment, ...]:
    """One attainment a target and scenario: targets in the order of the plan, scenarios in that of the run."""
    return tuple(attain_one(run, target, name) for target in run.plan.targets for name in run.scenarios)


def attain_one(run: Run, target: Target, scenario: str) -> Attainment:
    """The attainment of one target in one scenario. Raises ValueError for a run that was not judged."""
    verdict, members = verdict_of(run, target, scenario), run.members_of(scenario)
    facts: dict[str, Any] = _identity(run.plan, target, scenario) | {"members": members, "failed_members": 0}
    if verdict is None:
        return Attainment(**facts)
    course = course_of(run, target, scenario)
    facts["failed_members"] = members - int(verdict.judged.sum())
    facts |= _base(run, target) | _pool(run, verdict, scenario)
    if verdict.bar is not None:
        facts |= {"required": verdict.bar.value, "tolerance": verdict.bar.tolerance}
    if target.status != "projected":
        return Attainment(**facts | _conditional(course, verdict))
    found = _projected(run, course, verdict)
    found |= (_support(run, verdict, scenario) | _of_level(run, verdict, scenario)) if found else {}
    return Attainment(**facts | found)


def _identity(plan: Plan, target: Target, scenario: str) -> dict[str, Any]:
    """What the plan says of the target."""
    due = deadline_of(target, plan)
    same = ("label_zh", "label_en", "indicator", "kind", "read_as", "value", "strength", "mechanism", "status", "why",
            "why_zh", "note_en", "note_zh")  # fmt: skip
    optional = ("measure", "comparator", "unit", "group", "same_as", "base_form", "pool")
    return (
        {"plan": plan.id, "target": target.id, "scenario": scenario, "by": due, "nowcast": due == year_of(plan.origin)}
        | {key.replace("read_as", "form"): getattr(target, key) for key in same}
        | {key: getattr(target, key) or "" for key in optional}
        | {"lead_agency": target.responsible[0] if target.responsible else ""}
    )


def _base(run: Run, target: Target) -> dict[str, Any]:
    """The band of the measure at the base: of levels only, where it stands beside the number it decides."""
    if target.read_as not in ("level", "every_year"):
        return {}
    found = band(measured(run, target, run.scenarios[0]).base)
    return {"base_median": found.median, "base_p05": found.p05, "base_p95": found.p95}


def _pool(run: Run, verdict: Verdict, scenario: str) -> dict[str, Any]:
    """Who qualifies at the deadline, and how often they are enough (in every year, for a count of each year)."""
    target, number = verdict.target, verdict.target.low
    if target.pool is None or number is None:
        return {}
    series = measured(run, target, scenario, target.pool)
    last = deadline_of(target, run.plan)
    first = first_year_of(target, run.plan) if target.read_as == "every_year" else last
    pools: NDArray[np.float64] = series.decembers(first, last)[verdict.judged]
    enough = float((pools >= number).all(axis=1).mean()) if len(pools) else None
    return {"pool_median": quantile(pools[:, -1], 0.5), "pool_probability": enough}


def _projected(run: Run, course: Course, verdict: Verdict) -> dict[str, Any]:
    """Probability, band, margin, first quarter and what moves them."""
    judged = verdict.judged
    if course.bar is None or not judged.any():
        return {}
    trials, met = int(judged.sum()), verdict.met[judged]
    successes = int(met.sum())
    low, high = wilson_interval(successes, trials)
    found, ahead = band(course.final[judged]), verdict.ahead[judged]
    return {
        "probability": successes / trials,
        "mc_low": low,
        "mc_high": high,
        "median": found.median,
        "p05": found.p05,
        "p95": found.p95,
        "margin": quantile(ahead, 0.5),
        "shortfall": quantile(-ahead[~met], 0.5),
        "first_attained": _first_attained(run.plan, course, judged),
        "drivers": influences(run.draws[judged], run.parameters, ahead, met),
    } | _by_year(course, judged)


def _of_level(run: Run, verdict: Verdict, scenario: str) -> dict[str, Any]:
    """Compound growth of the level, and how often it would do, beside growth on a comparable basis."""
    if verdict.target.comparable is None or verdict.bar is None:
        return {}
    level = course_of(run, verdict.target, scenario, of_level=True).achieved[verdict.judged]
    return {"level_median": quantile(level, 0.5), "level_probability": float(verdict.bar.reached(level).mean())}


def _support(run: Run, verdict: Verdict, scenario: str) -> dict[str, Any]:
    """The break-even support of a target of behaviour, where a grant for its upgrade is paid."""
    target, judged = verdict.target, verdict.judged
    name = support_parameter(run.plan, target)
    paid = target.goal in run.supported.get(scenario, ())
    if name not in run.parameters or not paid or target.mechanism != "behaviour":
        return {}
    found = break_even_support(run.draws[judged, run.parameters.index(name)], verdict.met[judged])
    if found is None or target.by == year_of(run.plan.origin):
        return {}
    return {"support_verdict": found.verdict, "support_share": found.share, "support_most": found.most}


def _by_year(course: Course, judged: NDArray[np.bool_]) -> dict[str, Any]:
    """Years that meet the bar and the mean of the years, of a target for each year."""
    if course.counts is None or course.bar is None:
        return {}
    counts = course.counts[judged]
    return {
        "years": counts.shape[1],
        "years_met": float(course.bar.reached(counts).sum(axis=1).mean()),
        "mean_per_year": quantile(counts.mean(axis=1), 0.5),
    }


def _first_attained(plan: Plan, course: Course, judged: NDArray[np.bool_]) -> int | None:
    """The median over members of the first quarter in which a stock or running count reaches the bar."""
    target = course.target
    if course.bar is None or target.read_as not in ("level", "cumulative", "net_increase"):
        return None
    indicator = plan.indicator(target.measure or "")
    if indicator.kind not in ("stock", "cumulative"):
        return None
    reached: NDArray[np.bool_] = course.bar.reached(course.path[judged])
    quarters = np.array(course.points, dtype=np.float64)[reached.argmax(axis=1)]
    first = quantile(np.where(reached.any(axis=1), quarters, math.inf), 0.5)
    return None if first is None else int(first)


def _conditional(course: Course, verdict: Verdict) -> dict[str, Any]:
    """Break-even base and band of the change; of an aim without a number only the direction of its proxy."""
    judged = verdict.judged
    if not judged.any():
        return {}
    found: Band = band(course.final[judged])
    if course.bar is None:
        return {"direction": "up" if (found.median or 0.0) > 0.0 else "not up"}
    return {
        "break_even_base": break_even_base(verdict.achieved[judged], course.bar, course.target.base_form),
        "change_median": found.median,
        "change_p05": found.p05,
        "change_p95": found.p95,
    }
