"""A hindcast in plain data: what ``clustercast hindcast --json`` prints, and what tables are made of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from clustercast.calibration.hindcast.forecaster import TARGET
from clustercast.calibration.hindcast.judged import Judged
from clustercast.calibration.hindcast.plan_indicators import SCORED, Examined
from clustercast.calibration.hindcast.plan_scores import PlanScore
from clustercast.calibration.hindcast.rolling import HELD_OUT_ORIGIN, Hindcast
from clustercast.calibration.hindcast.skill import (
    ENOUGH_ERRORS,
    Share,
    Skill,
    brier,
    coverage,
    mean_crps,
    pit_counts,
    reliability,
)
from clustercast.calibration.observed import describe

Data = dict[str, Any]


def summary(found: Hindcast, scores: Sequence[PlanScore] = (), examined: Sequence[Examined] = ()) -> Data:
    """The whole hindcast.

    ``crps_skill``, its interval and verdict are those of the held-out years (fitted to the years before); coverage is
    that of every origin and horizon together, since four years alone say little.  CRPS is in units a year.
    """
    series = describe(TARGET)
    held_out = found.skills(held_out_years=True)
    rolling = found.rolling(found.model)
    return {
        "series": TARGET,
        "unit": series.unit,
        "pseudo_real_time": series.pseudo_real_time,
        "revision_sd_log": series.revision_sd_log,
        "model": found.model,
        "seed": found.seed,
        "crps_skill": {one.opponent: one.value for one in held_out},
        "crps_skill_interval_90": {one.opponent: [one.low, one.high] for one in held_out},
        "verdict": {one.opponent: one.verdict for one in held_out},
        "coverage_90": coverage(rolling, 90).value,
        "coverage_50": coverage(rolling, 50).value,
        "coverage_90_interval_95": _interval(coverage(rolling, 90)),
        "coverage_50_interval_95": _interval(coverage(rolling, 50)),
        "coverage_pairs": len(rolling),
        "coverage_90_before_held_out": _before(rolling),
        "held_out": part(found, True),
        "rolling": part(found, False),
        "diebold_mariano": f"not made: fewer than {ENOUGH_ERRORS} independent errors",
        "plan_indicators": plan_data(scores, examined),
    }


def _before(judged: Sequence[Judged]) -> Data:
    """Coverage of the 90 % band on the years before the held-out ones: what a forecaster of 2019 could have known."""
    found = coverage([one for one in judged if one.year < HELD_OUT_ORIGIN], 90)
    return {"count": found.count, "pairs": found.cases, "interval_95": _interval(found)}


def part(found: Hindcast, held_out_years: bool) -> Data:
    """One of the two sets of origins and years: every forecaster's scores, and the model's skill."""
    pick = found.held_out if held_out_years else found.rolling
    first = pick(found.model)
    skills = found.skills(held_out_years)
    logs = found.skills(held_out_years, "crps_log")
    return {
        "origins": sorted({one.origin for one in first}),
        "fitted_to": HELD_OUT_ORIGIN - 1 if held_out_years else None,
        "years": sorted({one.year for one in first}),
        "pairs": len(first),
        "skill": {one.opponent: _skill(one) for one in skills},
        "skill_of_logs": {one.opponent: _skill(one) for one in logs},
        "forecasters": {one.id: _scores(pick(one.id)) for one in found.forecasters},
    }


def _skill(one: Skill) -> Data:
    return {"value": one.value, "low_90": one.low, "high_90": one.high, "blocks": one.blocks, "verdict": one.verdict}


def _scores(judged: Sequence[Judged]) -> Data:
    return {
        "crps": mean_crps(judged),
        "crps_log": mean_crps(judged, "crps_log"),
        "coverage_90": coverage(judged, 90).value,
        "coverage_90_interval_95": _interval(coverage(judged, 90)),
        "coverage_50": coverage(judged, 50).value,
        "coverage_50_interval_95": _interval(coverage(judged, 50)),
        "pit_quarters": pit_counts(judged),
        "brier": brier(judged),
        "reliability": [
            {"from": one.low, "to": one.high, "stated": one.stated, "came_true": one.came_true.value,
             "cases": one.came_true.cases, "interval_95": _interval(one.came_true)}
            for one in reliability(judged)
        ],
    }  # fmt: skip


def _interval(share: Share) -> list[float]:
    return [share.low, share.high]


def plan_data(scores: Sequence[PlanScore], examined: Sequence[Examined]) -> Data:
    """The plans' own indicators: what was scored, and of every numeric target why not."""
    return {
        "scored": [_plan_score(one) for one in scores],
        "not_scored": [
            {"plan": one.plan, "target": one.target.id, "reason": one.standing, "rows": list(one.rows),
             "why_en": one.why_en, "why_zh": one.why_zh}
            for one in examined
            if one.standing != SCORED
        ],
    }  # fmt: skip


def _plan_score(one: PlanScore) -> Data:
    return {
        "plan": one.outcome.plan,
        "targets": list(one.outcome.targets),
        "quarter": one.outcome.quarter,
        "rows": list(one.outcome.rows),
        "observed": one.judged[0].observed,
        "last_known": one.last,
        "last_known_year": one.last_year,
        "members": one.members,
        "blind": not one.cited_by,
        "cited_by": list(one.cited_by),
        "forecasters": {each.forecaster: _forecast(each) for each in one.judged},
        "why_en": one.outcome.why_en,
        "why_zh": one.outcome.why_zh,
    }


def _forecast(one: Judged) -> Data:
    low, _, median, _, high = one.quantiles
    return {"median": median, "p05": low, "p95": high, "crps": one.crps, "pit": one.pit, "inside_90": one.inside[90]}
