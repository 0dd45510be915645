"""What was observed of a target's quantity before its plan was forecast: published figures, never simulated ones.

Two sources: numbers that the plan's own text states, and the observed series that ``past.toml`` names for targets of
shipped plans, as far as they were published by the year of the forecast origin (`calibration/observed/`). Gaps stay
gaps.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

from clustercast.calibration.observed import observed
from clustercast.scenarios import Plan, Target, convert, last_quarter_of_year, year_of

YEARS = 5
"""Figures from so many years before the base year on are shown: what is older would press the forecast together."""
PLAN = "plan"
MORE_THAN = "more than"
LEVELS = ("level", "share", "coverage", "index")


@dataclass(frozen=True, slots=True)
class Known:
    """A published figure for the end of a year, in the unit of the target.

    ``source`` is "plan" or the ids of rows of the data set; ``series`` sets figures of one series and definition apart
    from others; ``more_than``: the source gives a lower bound only.
    """

    quarter: int
    value: float
    source: str
    series: str
    more_than: bool = False


def known_before(target: Target, plan: Plan) -> tuple[Known, ...]:
    """Published figures of what a target counts up to its plan's base year, in the order of time."""
    found = (*_stated(target, plan), *_published(target, plan))
    first = last_quarter_of_year(plan.base_year - YEARS)
    return tuple(sorted((one for one in found if one.quarter >= first), key=lambda one: one.quarter))


def joined_years(known: tuple[Known, ...]) -> tuple[tuple[Known, Known], ...]:
    """The pairs that a line may join: years that follow each other in one series, neither a mere bound."""
    return tuple(
        (one, next)
        for one, next in pairwise(known)
        if one.series == next.series and next.quarter - one.quarter == 4 and not (one.more_than or next.more_than)
    )


def _stated(target: Target, plan: Plan) -> list[Known]:
    """What the plan's text says the quantity was, where it gives the number of the same quantity."""
    base = target.base
    if base is None or base.year is None or target.unit is None or target.kind not in LEVELS:
        return []
    if base.year > plan.base_year:
        return []
    try:
        value = convert(float(base.value), base.unit, target.unit)
    except ValueError:  # Another quantity, such as a growth rate beside an amount.
        return []
    return [Known(last_quarter_of_year(base.year), value, PLAN, PLAN)]


def _published(target: Target, plan: Plan) -> list[Known]:
    """What the observed series of the target had in the year of the forecast origin."""
    name = _series().get(plan.id, {}).get(target.id)
    if name is None or target.unit is None:
        return []
    series = observed(name, origin=year_of(plan.origin))
    return [
        Known(
            last_quarter_of_year(row.year),
            convert(row.value, series.description.unit, target.unit),
            row.ids,
            name,
            MORE_THAN in row.note,
        )
        for row in series.sources
        if row.year <= plan.base_year
    ]


@cache
def _series() -> Mapping[str, Mapping[str, str]]:
    """Series by plan and target."""
    return tomllib.loads(Path(__file__).with_name("past.toml").read_text(encoding="utf-8"))
