"""The base year may be any: prices of the past, the check of the nation's robots, a run from the year after."""

import math
from dataclasses import replace

import numpy as np
import pytest

from clustercast.agents.columns import EconomyFloat
from clustercast.model import kernel, member
from clustercast.model.compiled.state import NATION_FROM, empty_state
from clustercast.model.inputs.cell_tables import cells_table
from clustercast.model.inputs.parameter_draw import draw_parameters
from clustercast.model.inputs.price_history import ARM, WAGE, history_table
from clustercast.model.member import make_model, prepare, simulate
from clustercast.scenarios import load_plan, load_scenario
from clustercast.scenarios.quarters import year_of
from tests.engines import narrowed
from tests.other_packs import INVENTED, pack_with

STOCKS = {2015: 256_000.0, 2016: 340_000.0, 2022: 1_501_000.0}
"""Robots in use in China: S0086, S0087, and the sum of the installations of twelve years (S0063 to S0074)."""
LATE = {"wage_base": 8.5, "wage_china_base": 9.75, "arm_price_base": 14.0}


@pytest.fixture
def plan_of(tmp_path):
    def make(year, **values):
        """The invented province from another base year on, with the nation's robots of that year."""
        pack = pack_with(INVENTED, tmp_path, base_year=year, period=(year + 1, year + 3), origin=f"{year + 1}Q3")
        for file in ("targets.toml", "instruments.toml", "programmes.toml"):
            lines = (pack / file).read_text(encoding="utf-8").splitlines()
            dated = ("from = ", "to = ", "by = ", "from_year = ", "to_year = ")
            (pack / file).write_text("\n".join(line for line in lines if not line.startswith(dated)), encoding="utf-8")
        plan = load_plan(pack)
        fixed = {"stretch_limit": 5.0, "robot_stock_nation": STOCKS[year], **values}
        return narrowed(plan, **fixed)

    return make


def solved(plan, model, state, drawn):
    """Robots of the check year, with the nation's shift solved for the base year."""
    given = member.base_tables(model, drawn, 1, 0)
    state.cells[...] = cells_table(plan, drawn, 1.0, 1.0, 1.0)
    checked = np.array([0.0, -np.inf, np.inf])
    path = np.zeros((given.history.shape[1], len(plan.upgrades)))
    kernel.solve(given, state, 0, drawn["robot_stock_nation"], True, False, path, checked)
    return checked[0]


@pytest.mark.parametrize("year", STOCKS)
def test_prices_of_the_past_end_with_the_base_year(plan_of, year):
    plan = plan_of(year)
    table = history_table(plan)
    assert table.shape == (2, 4 * (year - NATION_FROM + 1))
    for path in (WAGE, ARM):
        assert table[path, -4:].mean() == pytest.approx(1.0, rel=0.01)
        assert np.isfinite(table).all()
    assert (np.diff(table[WAGE]) > 0.0).all()
    for id, path in (("wage_manufacturing_china", WAGE), ("robot_unit_value_japan", ARM)):
        points = {one: value for one, value in plan.drivers[id].by_year().items() if one <= year}
        last = max(points)
        step = math.log(points[last] / points[last - 1])
        assert math.log(table[path, -1] / table[path, -2]) == pytest.approx(step / 4.0, rel=1e-9)


def test_nothing_later_than_the_base_year_is_read(plan_of):
    plan = plan_of(2016)
    cut = {
        id: replace(series, points=tuple(point for point in series.points if point.year <= 2016))
        for id, series in plan.drivers.items()
    }
    assert any(len(cut[id].points) < len(plan.drivers[id].points) for id in cut)
    assert history_table(replace(plan, drivers=cut)).tolist() == history_table(plan).tolist()


@pytest.mark.parametrize(("year", "values"), [(2015, {}), (2022, LATE)])
def test_a_member_runs_from_another_base_year(plan_of, year, values):
    plan = plan_of(year, **values)
    assert (year_of(plan.start), plan.n_quarters) == (year + 1, 12)
    model = make_model(plan, [load_scenario("as-written")])
    prepared = prepare(model, 1, 0)
    found = simulate(model, prepared, model.scenarios[0], empty_state(model.size), 1, 0)
    assert np.isfinite(found).all()
    stock = prepared.state.economy[EconomyFloat.ROBOTS_NATION]
    assert stock == pytest.approx(STOCKS[year], rel=0.01)


@pytest.mark.parametrize(("year", "values", "least"), [(2015, {}, 0.05), (2016, {}, 0.05), (2022, LATE, 0.08)])
def test_the_check_refuses_many_draws_but_not_nearly_all(plan_of, year, values, least):
    plan = plan_of(year, **values)
    model = make_model(plan, [load_scenario("as-written")])
    state, kept, tries = empty_state(model.size), 0, 150
    for number in range(tries):
        drawn = draw_parameters(plan, 1, number)
        kept += drawn["robot_stock_check_low"] <= solved(plan, model, state, drawn) <= drawn["robot_stock_check_high"]
    assert kept / tries > least


def test_the_year_of_the_check_is_data(plan_of):
    plan = plan_of(2016)
    model = make_model(plan, [load_scenario("as-written")])
    state, found = empty_state(model.size), []
    for year in (2011.0, 2013.0, 2016.0):
        drawn = draw_parameters(plan, 1, 0) | {"robot_stock_check_year": year}
        found.append(solved(plan, model, state, drawn))
    assert found[0] < found[1] < found[2]
    assert found[2] == pytest.approx(STOCKS[2016], rel=0.003)
