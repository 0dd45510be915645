"""Prices and wages of the burn-in, 2001 to the base year, from the drivers."""

import math

import numpy as np

from clustercast.model.compiled.state import NATION_FROM
from clustercast.scenarios import Plan
from clustercast.scenarios.entries import Series

WAGE, ARM = 0, 1


def history_table(plan: Plan, until: int | None = None, known_to: int | None = None) -> np.ndarray:
    """``index[path, quarter]`` from 2001Q1 to the end of a year (the base year), mean of the base year 1.

    Wages: manufacturing wage of China; robot arm: unit value of robots in Japan.  Between years log-linear, each
    year's value at its middle; before the first year and after the last the nearest year's growth goes on.  No point
    later than ``known_to`` (the base year) is read; a series that ends before it is continued (wages end in 2022, arms
    in 2017), so a plan with a later base year rests on that growth.
    """
    until = plan.base_year if until is None else until
    known_to = plan.base_year if known_to is None else known_to
    table = np.zeros((2, 4 * (until - NATION_FROM + 1)))
    for path, name in ((WAGE, "wage_manufacturing_china"), (ARM, "robot_unit_value_japan")):
        table[path] = quarterly_index(plan.drivers[name], plan.base_year, until, known_to)
    return table


def quarterly_index(series: Series, base_year: int, until: int, known_to: int) -> np.ndarray:
    """A yearly series as a quarterly index, 2001Q1 to the end of ``until``, from its points up to ``known_to``."""
    known = {year: math.log(value) for year, value in series.by_year().items() if value > 0 and year <= known_to}
    base = log_value(known, base_year + 0.5)
    quarters = 4 * (until - NATION_FROM + 1)
    return np.array([math.exp(log_value(known, NATION_FROM + (q + 0.5) / 4.0) - base) for q in range(quarters)])


def log_value(known: dict[int, float], moment: float) -> float:
    """Log of a yearly series at a moment (2016.5 is the middle of 2016), straight between the middles of years."""
    years = sorted(known)
    after = next((place for place, year in enumerate(years) if year + 0.5 >= moment), len(years) - 1)
    after = max(1, after)
    left, right = years[after - 1], years[after]
    slope = (known[right] - known[left]) / (right - left)
    return known[left] + slope * (moment - left - 0.5)
