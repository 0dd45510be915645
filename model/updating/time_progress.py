"""The rule of practice: half of the time, half of the task."""

from __future__ import annotations

import numpy as np

from clustercast.model.attainment.judgement import deadline_of, first_year_of
from clustercast.model.inputs.tolerances import Bar
from clustercast.model.updating.record import Progress
from clustercast.scenarios import Plan, Target
from clustercast.scenarios.figures import Figure

LEAD = 0.05
"""From so much more or less of the task than of the time a target counts as faster or lagging."""
OF_A_YEAR = ("growth_per_year", "count_per_year")
"""Kinds whose figure of a year is held against the whole number that is asked for."""
FROM_NOTHING = ("cumulative_count", "reduction_from_base", *OF_A_YEAR)


def time_progress(plan: Plan, target: Target, bar: Bar, base: float, figures: tuple[Figure, ...]) -> Progress:
    """The class of a target by its latest own figure; "" without one.

    The share of the task is ``(value - base) / (bar - base)``, from 0 for counts and rates; that of the time counts
    from the year before the target's first. What is asked of every year is held against the whole of it.
    """
    own = [one for one in figures if one.of == "target" and one.subject == target.id and one.year > plan.base_year]
    if not own:
        return ""
    latest = max(own, key=lambda one: (one.year, one.quarter))
    first, last = first_year_of(target, plan) - 1, deadline_of(target, plan)
    start = 0.0 if target.kind in FROM_NOTHING else base
    whole = bar.value - start
    done = (latest.value - start) / whole if whole else 1.0
    passed = 1.0 if target.kind in OF_A_YEAR else min(1.0, (latest.year - first) / max(last - first, 1))
    met = bool(bar.reached(np.array([latest.value]))[0])
    if met and (target.kind not in OF_A_YEAR or latest.year == last):
        return "reached"
    return "faster" if done >= passed + LEAD else "in_line" if done >= passed - LEAD else "lagging"
