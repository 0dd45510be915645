"""Prices and wages of the burn-in, 2001 to the base year, from the drivers."""

from __future__ import annotations

import math

import numpy as np

from scenarios import Plan
from scenarios.entries import Series

NATION_FROM = 2001
REGION_FROM = 2005
WAGE, ARM = 0, 1


def history_table(plan: Plan) -> np.ndarray:
    """``index[path, quarter]`` from 2001Q1 to the end of the base year, mean of the base year 1.

    Wages: manufacturing wage of China; robot arm: unit value of robots in Japan.  Between years log-linear, each
    year's value at its middle; before the first year and after the last the nearest year's growth goes on.  No point
    later than the base year is read; a series that ends before it is continued (wages end in 2022, arms in 2017), so a
    plan with a later base year rests on that growth.
    """
    years = range(NATION_FROM, plan.base_year + 1)
    table = np.zeros((2, 4 * len(years)))
    table[WAGE] = quarterly_index(plan.drivers["wage_manufacturing_china"], plan.base_year, len(years))
    table[ARM] = quarterly_index(plan.drivers["robot_unit_value_japan"], plan.base_year, len(years))
    return table


def quarterly_index(series: Series, base_year: int, years: int) -> np.ndarray:
    """A yearly series as a quarterly index ending with the base year."""
    known = {year: math.log(value) for year, value in series.by_year().items() if value > 0 and year <= base_year}
    base = log_value(known, base_year + 0.5)
    first = base_year - years + 1
    return np.array([math.exp(log_value(known, first + (q + 0.5) / 4.0) - base) for q in range(4 * years)])


def log_value(known: dict[int, float], moment: float) -> float:
    """Log of a yearly series at a moment (2016.5 is the middle of 2016), straight between the middles of years."""
    years = sorted(known)
    after = next((place for place, year in enumerate(years) if year + 0.5 >= moment), len(years) - 1)
    after = max(1, after)
    left, right = years[after - 1], years[after]
    slope = (known[right] - known[left]) / (right - left)
    return known[left] + slope * (moment - left - 0.5)
