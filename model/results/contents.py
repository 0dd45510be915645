"""What the numbers of a run are, as plain data that stands beside them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from clustercast.model.results.december_tables import described
from clustercast.scenarios import Plan, format_quarter

Contents = dict[str, Any]


def contents_of(plan: Plan, parameters: Sequence[str], facts: Sequence[str]) -> Contents:
    """What the numbers of a run of this plan are, as plain data."""
    about = ("id", "unit", "label_en", "label_zh", "kind")
    return {
        "plan": plan.id,
        "title": plan.title_en,
        "origin": format_quarter(plan.origin),
        "indicators": [{key: getattr(one, key) for key in about} for one in plan.indicators],
        "quarters": [format_quarter(quarter) for quarter in range(plan.start, plan.end + 1)],
        "parameters": list(parameters),
        "facts": list(facts),
        "targets": [one.id for one in plan.targets],
        "profile": described(plan),
    }
