"""Targets are judged in the form in which the plan words them; each form has its closed form."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clustercast.model.attainment.attainment import attain
from clustercast.model.inputs.tolerances import TOLERANCES, bar_of
from clustercast.model.results.record import Attainment
from clustercast.scenarios import Plan, load_plan
from tests.engines import invented_plan
from tests.synthetic import by_year, make_ensemble, with_target


@pytest.fixture
def plan(invented_pack) -> Plan:
    return load_plan(invented_pack)


def one(plan, values, base=None, **rest) -> Attainment:
    """The attainment of the only target of a plan in the only scenario."""
    (found,) = attain(make_ensemble(plan, values, base, **rest))
    return found


@pytest.mark.parametrize(
    ("kind", "value", "better", "both", "bar", "met", "missed"),
    [
        ("growth_per_year", 11.5, "up", False, "about_rate", (11.0, 99.0), (10.99,)),
        ("growth_per_year", -3.2, "down", False, "about_rate_down", (-2.7, -13.0), (-2.6, 3.2)),
        ("growth_per_year", -3.2, "down", True, "about_rate_both", (-2.7, -3.7), (-2.6, -3.8)),
        ("level", 100.0, "down", False, "about_level_down", (105.0, 1.0), (105.1,)),
        ("level", 100.0, "up", True, "about_level_both", (95.0, 105.0), (94.9, 105.1)),
        ("reduction_from_base", 15.0, "down", False, "about_rate", (14.5, 40.0), (14.4, -15.0)),
    ],
)
def test_about_follows_the_better_direction_and_two_sides_only_where_declared(
    plan, kind, value, better, both, bar, met, missed
):
    target = replace(plan.targets[0], kind=kind, comparator="~", value=value, unit="percent", two_sided=both)
    found = bar_of(target, better)
    assert found is not None and found.tolerance == bar
    assert found.reached(np.array(met)).all() and not found.reached(np.array(missed)).any()
    assert ("less is better" in TOLERANCES[bar].text_en) == (
        better == "down" and not both and kind != "reduction_from_base"
    )


@pytest.mark.parametrize(("comparator", "value", "bar"), [("=", 3.0, 3.0), ("=", (2.0, 3.0), 3.0), ("<=", 3.0, 3.0)])
def test_where_less_is_better_the_bar_is_met_from_above(plan, comparator, value, bar):
    found = bar_of(replace(plan.targets[0], kind="level", comparator=comparator, value=value), "down")
    assert found is not None and (found.value, found.upward) == (bar, False)


def on_comparable_basis(plan):
    """The plan with a growth target of revenue, judged by the rate of the year of another indicator."""
    rate = replace(plan.indicator("energy_intensity"), kind="rate", unit="percent", better="up")
    known = tuple(rate if one.id == rate.id else one for one in plan.indicators)
    asked = {"kind": "growth_per_year", "comparator": "~", "value": 11.5, "unit": "percent", "comparable": rate.id}
    return with_target(replace(plan, indicators=known), "revenue-2020", **asked)


def test_growth_on_a_comparable_basis_is_the_compound_of_its_rates_and_that_of_the_level_stands_beside_it(plan):
    values = {
        "energy_intensity": by_year(plan, 20.0, 5.0, 12.0, 8.0),
        "main_business_revenue": by_year(plan, 1, 1, 1, 146.41),
    }
    found = one(on_comparable_basis(plan), values, {"main_business_revenue": 100.0})
    assert found.median == pytest.approx(100 * ((1.2 * 1.05 * 1.12 * 1.08) ** 0.25 - 1), rel=1e-12)
    assert (found.required, found.probability, found.tolerance) == (11.0, 1.0, "about_rate")
    assert found.level_median == pytest.approx(10.0, rel=1e-12)
    assert found.level_probability == 0.0


def test_growth_of_every_year_is_judged_by_the_worst(plan):
    asked = {
        "kind": "growth_per_year",
        "form": "growth_every_year",
        "comparator": ">=",
        "value": 5.0,
        "unit": "percent",
    }
    growth = with_target(plan, "revenue-2020", **asked)
    found = one(
        growth, {"main_business_revenue": by_year(plan, 110, 115.5, 115.5, 231)}, {"main_business_revenue": 100.0}
    )
    assert found.probability == 0.0
    assert (found.years, found.years_met) == (4, 3)
    assert found.margin == pytest.approx(-5.0, rel=1e-12)
    assert found.median == pytest.approx(100.0, rel=1e-12)


@pytest.mark.parametrize(("first", "net"), [(None, 12.0), (2019, 4.0)])
def test_a_net_increase_is_over_the_end_of_the_year_before(plan, first, net):
    asked = {"kind": "cumulative_count", "form": "net_increase", "measure": "robots_stock", "from_year": first}
    increase = with_target(plan, "robots-added-2020", **asked, value=10.0)
    found = one(increase, {"robots_stock": np.repeat([103.0, 108.0, 110.0, 112.0], 4)}, {"robots_stock": 100.0})
    assert (found.median, found.probability) == (net, float(net >= 10.0))


def test_a_number_reached_has_the_firms_of_the_base_in_it(plan):
    reached = with_target(plan, "robots-added-2020", form="level", measure="robots_stock", value=110.0)
    assert one(reached, {"robots_stock": 110.0}, {"robots_stock": 100.0}).probability == 1.0


def test_a_coverage_of_every_year_is_judged_by_the_worst(plan):
    asked = {"kind": "coverage", "form": "every_year", "comparator": ">=", "value": 30.0, "unit": "percent"}
    yearly = with_target(plan, "green-retrofit-coverage-2020", status="projected", base_form=None, **asked)
    found = one(yearly, {"green_share": by_year(plan, 40.0, 29.0, 40.0, 41.0)})
    assert (found.probability, found.years_met, found.margin) == (0.0, 3.0, -1.0)


def test_a_reduction_in_an_amount_is_in_the_unit_of_the_target(plan):
    energy = replace(plan.indicator("energy_intensity"), unit="tce")
    known = tuple(energy if one.id == energy.id else one for one in plan.indicators)
    cut = with_target(replace(plan, indicators=known), "energy-intensity-cut-2020", unit="10k_tce", value=3.0)
    found = one(cut, {"energy_intensity": 60_000.0}, {"energy_intensity": 100_000.0})
    assert (found.median, found.probability) == (4.0, 1.0)


@given(st.floats(1.0, 1e6), st.floats(1.0, 1e6), st.floats(-0.5, 1.0))
def test_growth_and_level_are_the_same_arithmetic(start, end, asked):
    """Growth is met exactly where the level is that the same growth leads to."""
    plan = invented_plan()
    growth = {"kind": "growth_per_year", "comparator": ">=", "unit": "share", "value": round(asked, 6)}
    level = {"kind": "level", "comparator": ">=", "value": start * (1.0 + round(asked, 6)) ** 4}
    values, base = {"main_business_revenue": by_year(plan, 1, 1, 1, end)}, {"main_business_revenue": start}
    first, second = (one(with_target(plan, "revenue-2020", **form), values, base) for form in (growth, level))
    assert first.median == pytest.approx((end / start) ** 0.25 - 1.0, rel=1e-12, abs=1e-12)
    assert abs(end - level["value"]) < 1e-6 * level["value"] or first.probability == second.probability
