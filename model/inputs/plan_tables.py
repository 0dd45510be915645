"""Tables over time: what the text says each year, what a scenario changes, what each target requires."""

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from clustercast.agents.draws import Stream
from clustercast.agents.government.rules import growth_requirement, joint_intensity
from clustercast.model.expressions.vocabulary import code_numbers
from clustercast.model.inputs.parameter_draw import draw_parameter
from clustercast.model.inputs.records import TARGET
from clustercast.model.inputs.tolerances import is_upward, percent_in
from clustercast.scenarios import Plan, Target
from clustercast.scenarios.forms import GROWTH
from clustercast.scenarios.levers import INTENSITIES, LEVERS
from clustercast.scenarios.numbers import Goal, Path, Progress
from clustercast.scenarios.quarters import year_of
from clustercast.scenarios.scenario import Scenario

PROGRESS = {
    "net_increase": Progress.GAIN, "growth": Progress.GROWN, "growth_every_year": Progress.GROWN,
    "reduction": Progress.FALLEN,
}  # fmt: skip
"""Form of target -> what its progress is read from, where that is not the figure itself."""


def intensity_table(plan: Plan, values: dict[str, float]) -> np.ndarray:
    """``o[year, industry, lever] = 1 - prod(1 - e)`` over the instruments that pull the lever in that year.

    An instrument that names an industry acts on that industry only.
    """
    first = year_of(plan.start)
    years = plan.period[1] - first + 1
    table = np.zeros((years, len(plan.industries), len(LEVERS)))
    levers = list(LEVERS)
    codes = code_numbers(plan)["industry"]
    for instrument in plan.instruments:
        if instrument.lever not in LEVERS or instrument.intensity is None:
            continue
        strength = values[INTENSITIES[instrument.intensity]]
        row = codes[instrument.industry] if instrument.industry else 0
        rows = slice(row, row + 1) if instrument.industry else slice(None)
        lever = levers.index(instrument.lever)
        begin = max(0, (instrument.from_year or first) - first)
        end = max(begin, min(years, (instrument.to_year or plan.period[1]) - first + 1))
        so_far: Any = table[begin:end, rows, lever]  # the rule is arithmetic: it takes a table as it takes a number
        table[begin:end, rows, lever] = joint_intensity(so_far, strength)
    return table


def multipliers_table(plan: Plan, scenario: Scenario) -> np.ndarray:
    """``m[lever, quarter]``: the scenario's multiplier of each lever; 0 before the forecast origin and its delay."""
    table = np.zeros((len(LEVERS), plan.n_quarters))
    begins = plan.origin + (scenario.government.start_delay_quarters or 0) - plan.start
    for number, lever in enumerate(LEVERS):
        table[number, max(0, begins) :] = scenario.lever(lever)
    return table


def paths_table(plan: Plan, scenario: Scenario) -> np.ndarray:
    """``factor[path, quarter]`` of the scenario's shocks; 1 where there is none."""
    table = np.ones((len(Path), plan.n_quarters))
    for shock in scenario.shocks:
        first, last = shock.quarters(year_of(plan.start))
        begin, end = max(first, plan.start) - plan.start, min(last, plan.end) - plan.start
        table[Path[shock.path.upper()], begin : end + 1] *= shock.factor
    return table


def common_quarters(plan: Plan, scenarios: Sequence[Scenario]) -> int:
    """How many of the first quarters are the same under all scenarios; 0 of one scenario alone.

    No instrument acts before the forecast origin, and shocks have a quarter of their own.  How governments are
    evaluated counts from the first December on.
    """
    if len(scenarios) < 2:
        return 0
    found = [np.vstack([multipliers_table(plan, one), paths_table(plan, one)]) for one in scenarios]
    same = np.logical_and.reduce([(table == found[0]).all(axis=0) for table in found])
    if len({replace(one.government, start_delay_quarters=None) for one in scenarios}) > 1:
        same[3 - plan.start % 4 :] = False
    return int(np.argmin(same)) if not same.all() else plan.n_quarters


def outside_table(plan: Plan, seed: int, member: int) -> tuple[np.ndarray, np.ndarray]:
    """Outside paths of a member: (``value[path, quarter]`` of each quarter's calendar year, ``base[path]``).

    ``value = base (1 + g)^(year - base year)``, base and growth drawn once.
    """
    table = np.zeros((len(plan.outside), plan.n_quarters))
    bases = np.zeros(len(plan.outside))
    for number, path in enumerate(plan.outside):
        base = draw_parameter(path.base, f"{path.id}.base", seed, member, 0, Stream.PROGRAMME)
        growth = draw_parameter(path.growth, f"{path.id}.growth", seed, member, 0, Stream.PROGRAMME) / 100.0
        bases[number] = base
        for quarter in range(plan.n_quarters):
            years = year_of(plan.start + quarter) - plan.base_year
            table[number, quarter] = base * math.exp(math.log1p(growth) * years)
    return table, bases


def targets_table(plan: Plan) -> tuple[np.ndarray, np.ndarray]:
    """Targets that effort serves: (records, ``required[target, year]``), as the progress of each is read."""
    measures = {indicator.id: number for number, indicator in enumerate(plan.indicators)}
    chosen = [t for t in plan.targets if t.status != "outside" and t.goal and t.measure and t.low is not None]
    chosen = [t for t in chosen if _can_lag(t, plan.indicators[measures[t.measure or ""]].better)]
    table = np.zeros(len(chosen), dtype=TARGET)
    first = year_of(plan.start)
    years = plan.period[1] - first + 1
    required = np.zeros((len(chosen), years))
    for number, target in enumerate(chosen):
        reading = PROGRESS.get(target.read_as, Progress.FIGURE)
        table[number] = (Goal[(target.goal or "").upper()], measures[target.measure or ""], reading, 0.0)
        begin, end = target.from_year or first, target.by or plan.period[1]
        for year in range(years):
            calendar = first + year
            if begin <= calendar <= end or target.kind == "level":
                required[number, year] = _required(target, calendar, begin, end)
    return table, required


def _can_lag(target: Target, better: str) -> bool:
    """Whether progress over what is required says how far a target lags: more is better, a reduction in percent."""
    return is_upward(target, better) and (target.read_as != "reduction" or percent_in(target.unit) is not None)


def _required(target: Target, calendar: int, begin: int, end: int) -> float:
    """What a target asks of a year: its even path from the base, or its part of a cumulative count."""
    assert target.low is not None  # a target that is measured has a value
    elapsed, form = calendar - begin + 1, target.read_as
    if form in GROWTH:
        return (1.0 + _as_share(target)) ** elapsed - 1.0
    if form == "reduction":
        return _as_share(target) * elapsed / (end - begin + 1)
    if target.kind == "cumulative_count":
        return target.low * elapsed / (end - begin + 1)
    if target.kind == "level" and target.base is not None and target.base.value > 0:
        base_year = target.base.year or begin - 1
        return growth_requirement(target.base.value, target.low, end - base_year, min(calendar, end) - base_year)
    return target.low


def _as_share(target: Target) -> float:
    """The number of a target in percent, as a share."""
    return (target.low or 0.0) / (100.0 * (percent_in(target.unit) or 1.0))
