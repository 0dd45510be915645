"""Targets are read off an ensemble as the plan words them."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clustercast.model.attainment.attainment import attain
from clustercast.model.attainment.break_even import band, break_even_base, quantile
from clustercast.model.inputs.tolerances import Bar, bar_of
from clustercast.model.monte_carlo.interval import wilson_interval
from clustercast.model.results.record import Attainment
from clustercast.scenarios import Plan, load_plan, parse_quarter
from tests.synthetic import by_year, make_ensemble, plausible, with_target


@pytest.fixture
def plan(invented_pack) -> Plan:
    return load_plan(invented_pack)


def one(plan, values, base=None, **rest) -> Attainment:
    """The attainment of the only target of a plan in the only scenario."""
    (found,) = attain(make_ensemble(plan, values, base, **rest))
    return found


# Bars and tolerances


@pytest.mark.parametrize(
    ("kind", "comparator", "value", "unit", "bar", "strict"),
    [
        ("level", ">", 430.0, "CNY_100m", 430.0, True),
        ("level", ">=", 430.0, "CNY_100m", 430.0, False),
        ("level", "=", 10.0, "firms", 10.0, False),
        ("level", "~", 10.0, "firms", 9.5, False),
        ("level", "=", (2.0, 3.0), "firms", 2.0, False),
        ("level", "<=", (2.0, 3.0), "firms", 3.0, False),
        ("share", "~", 20.0, "percent", 19.0, False),
        ("growth_per_year", "~", 11.5, "percent", 11.0, False),
        ("growth_per_year", "~", 0.115, "share", 0.11, False),
        ("reduction_from_base", "~", 15.0, "percent", 14.5, False),
        ("coverage", ">=", 100.0, "percent", 99.0, False),
        ("coverage", ">=", 1.0, "share", 0.99, False),
        ("coverage", ">=", 98.0, "percent", 98.0, False),
        ("level", ">=", 100.0, "percent", 100.0, False),
    ],
)
def test_bar_follows_comparator_range_and_tolerance(plan, kind, comparator, value, unit, bar, strict):
    target = replace(plan.targets[0], kind=kind, comparator=comparator, value=value, unit=unit)
    found = bar_of(target)
    assert found is not None
    assert (found.value, found.strict) == (bar, strict)
    assert found.upward == (comparator != "<=")


def test_at_the_bar_itself():
    at = np.array([430.0])
    assert not Bar(430.0, strict=True).reached(at)[0]
    assert Bar(430.0).reached(at)[0]
    assert Bar(430.0, upward=False).reached(at)[0]
    assert not Bar(430.0).reached(np.array([429.999]))[0]
    assert not Bar(430.0).reached(np.array([np.nan]))[0]
    assert Bar(0.3).reached(np.array([0.1 + 0.1 + 0.1 - 1e-16]))[0]


@pytest.mark.parametrize(("number", "met"), [(18.99, 0.0), (19.0, 1.0), (25.0, 1.0)])
def test_about_a_level_is_met_from_95_percent(plan, number, met):
    target = with_target(plan, "green-retrofit-coverage-2020", status="projected", base_form=None)
    found = one(target, {"green_share": number})
    assert found.probability == met
    assert (found.required, found.tolerance) == (19.0, "about_level")


# Kinds


def test_level_is_read_in_the_last_december(plan):
    level = with_target(plan, "revenue-2020")
    assert one(level, {"main_business_revenue": by_year(plan, 900, 900, 900, 430)}).probability == 0.0
    found = one(level, {"main_business_revenue": by_year(plan, 0, 0, 0, 431)})
    assert (found.probability, found.median, found.margin, found.shortfall) == (1.0, 431.0, 1.0, None)


@pytest.mark.parametrize(("worst", "met"), [(2, 1.0), (1, 0.0)])
def test_count_per_year_needs_every_year(plan, worst, met):
    yearly = with_target(plan, "smart-workshops-per-year")
    found = one(yearly, {"smart_done_in_year": by_year(plan, 5, worst, 7, 9)})
    assert found.probability == met
    assert (found.years, found.years_met, found.mean_per_year) == (4, 3 + met, (21 + worst) / 4)
    assert (found.median, found.margin) == (9.0, worst - 2)


def test_count_per_year_looks_at_its_own_years_only(plan):
    late = with_target(plan, "smart-workshops-per-year", from_year=2018, by=2019)
    found = one(late, {"smart_done_in_year": by_year(plan, 0, 2, 2, 0)})
    assert (found.probability, found.years) == (1.0, 2)


def test_count_per_year_of_a_running_count_is_what_each_year_adds(plan):
    running = with_target(plan, "smart-workshops-per-year", measure="robots_added", unit="units")
    counts = np.repeat([2.0, 4.0, 6.0, 7.0], 4)
    found = one(running, {"robots_added": counts})
    assert (found.probability, found.years_met, found.median) == (0.0, 3.0, 1.0)


def test_cumulative_count_begins_with_the_first_year(plan):
    counts = np.linspace(50, 800, 16)
    all_years = one(with_target(plan, "robots-added-2020"), {"robots_added": counts})
    from_2018 = one(with_target(plan, "robots-added-2020", from_year=2018), {"robots_added": counts})
    assert all_years.median == 800.0
    assert from_2018.median == 600.0
    assert from_2018.probability == 1.0


def test_cumulative_count_adds_up_flows(plan):
    flows = with_target(plan, "robots-added-2020", measure="smart_done_in_year", unit="workshops", value=10.0)
    assert one(flows, {"smart_done_in_year": by_year(plan, 1, 2, 3, 4)}).median == 10.0


@pytest.mark.parametrize(("last", "met"), [(121.550626, 1.0), (121.5506, 0.0)])  # 1.05^4 = 1.21550625
def test_growth_of_a_level_is_compound_from_the_base(plan, last, met):
    growth = with_target(
        plan, "revenue-2020", kind="growth_per_year", comparator=">=", value=5.0, unit="percent", from_year=2017
    )
    found = one(growth, {"main_business_revenue": by_year(plan, 1, 1, 1, last)}, {"main_business_revenue": 100.0})
    assert found.median == pytest.approx(100 * ((last / 100) ** 0.25 - 1), rel=1e-12)
    assert found.probability == met


def test_growth_path_of_the_hand_check(plan):
    growth = with_target(plan, "revenue-2020", kind="growth_per_year", comparator="~", value=11.5, unit="percent")
    found = one(growth, {"main_business_revenue": by_year(plan, 0, 0, 0, 20000)}, {"main_business_revenue": 13000.0})
    assert found.median == pytest.approx(11.3708824555, rel=1e-11)


def test_reduction_is_taken_from_each_members_base(plan):
    cut = with_target(plan, "energy-intensity-cut-2020")
    values = {"energy_intensity": np.array([[[0.36]], [[0.33]]])[None, :, 0]}
    found = one(cut, values, {"energy_intensity": np.array([0.40, 0.40])}, members=2)
    assert found.probability == 0.5
    assert found.p05 == pytest.approx(10.0)
    assert found.p95 == pytest.approx(17.5)


def test_share_in_another_unit_is_converted(plan):
    shares = with_target(
        plan, "green-retrofit-coverage-2020", status="projected", kind="share", value=0.2, unit="share", comparator=">="
    )
    assert one(shares, {"green_share": 21.0}).median == pytest.approx(0.21)


def test_share_target_without_number_has_a_direction_only(plan):
    proxy = with_target(
        plan, "export-brands-2020", status="conditional", mechanism="behaviour", measure="groups_above_2bn"
    )
    up = one(proxy, {"groups_above_2bn": 5.0}, {"groups_above_2bn": 3.0})
    same = one(proxy, {"groups_above_2bn": 3.0}, {"groups_above_2bn": 3.0})
    assert (up.direction, same.direction) == ("up", "not up")
    assert up.probability is None and up.break_even_base is None


def test_outside_target_has_nothing_but_its_reason(plan):
    found = one(with_target(plan, "export-brands-2020"), {})
    assert (found.status, found.probability, found.median, found.change_median) == ("outside", None, None, None)
    assert found.why


# Members and intervals


@given(st.integers(1, 400), st.data())
def test_probability_lies_between_the_wilson_bounds(trials, data):
    successes = data.draw(st.integers(0, trials))
    low, high = wilson_interval(successes, trials)
    assert 0.0 <= low <= successes / trials + 1e-12
    assert successes / trials - 1e-12 <= high <= 1.0


def test_probability_and_interval_leave_failed_members_out(plan):
    numbers = np.array([600, 700, 500, 800, 900.0])[None, :, None]
    found = one(
        with_target(plan, "robots-added-2020"), {"robots_added": numbers}, members=5, failed=((4, "as-written"),)
    )
    assert (found.members, found.failed_members) == (5, 1)
    assert found.probability == 0.75
    assert (found.mc_low, found.mc_high) == wilson_interval(3, 4)
    assert found.shortfall == 100.0


def test_no_member_left_gives_no_probability(plan):
    found = one(with_target(plan, "robots-added-2020"), {"robots_added": 9e9}, failed=((0, "as-written"),))
    assert (found.probability, found.median, found.failed_members) == (None, None, 1)


def test_members_without_failures_are_not_moved_by_a_failure_in_another_scenario(plan):
    both = make_ensemble(
        with_target(plan, "robots-added-2020"),
        {"robots_added": np.array([[[700.0], [500.0]], [[700.0], [500.0]]])},
        scenarios=("as-written", "late-start"),
        members=2,
        failed=((1, "late-start"),),
    )
    assert [(one.probability, one.failed_members) for one in attain(both)] == [(0.5, 0), (1.0, 1)]


# First quarter attained


def test_first_attained_is_the_median_quarter_of_a_running_count(plan):
    counts = np.zeros((1, 3, 16))
    counts[0, 0, 4:] = counts[0, 1, 8:] = counts[0, 2, 12:] = 600
    found = one(with_target(plan, "robots-added-2020"), {"robots_added": counts}, members=3)
    assert found.first_attained == parse_quarter("2019Q1")


def test_never_attained_by_half_of_the_members_has_no_first_quarter(plan):
    counts = np.zeros((1, 3, 16))
    counts[0, 0] = 600
    assert one(with_target(plan, "robots-added-2020"), {"robots_added": counts}, members=3).first_attained is None


def test_flows_have_no_first_quarter(plan):
    assert one(with_target(plan, "revenue-2020"), {"main_business_revenue": 9e9}).first_attained is None
    assert one(with_target(plan, "smart-workshops-per-year"), {"smart_done_in_year": 9e9}).first_attained is None


def test_stock_computed_from_a_yearly_column_is_read_in_december_only(plan):
    groups = with_target(
        plan, "revenue-2020", kind="level", measure="groups_above_2bn", unit="groups", value=2.0, comparator=">="
    )
    counts = np.tile([9.0, 9.0, 9.0, 1.0], 4)
    assert one(groups, {"groups_above_2bn": counts}).first_attained is None
    counts[11] = 2.0
    assert one(groups, {"groups_above_2bn": counts}).first_attained == parse_quarter("2019Q4")


# Conditional targets


def test_break_even_base_of_an_additive_target_has_a_closed_form(plan):
    change = np.array([1.0, 4.0, 2.0, 3.0])
    values = {"green_share": (change + 7.0)[None, :, None]}
    found = one(with_target(plan, "green-retrofit-coverage-2020"), values, {"green_share": 7.0}, members=4)
    assert found.probability is None and found.median is None
    assert found.break_even_base == 19.0 - 3.0  # two of four members have a change of 3 or more
    assert (found.change_p05, found.change_median, found.change_p95) == (1.0, 2.0, 4.0)


def test_break_even_base_of_a_multiplicative_count_asks_every_year(plan):
    counts = with_target(
        plan, "smart-workshops-per-year", status="conditional", base_form="multiplicative", value=10.0, comparator=">="
    )
    yearly = np.stack([by_year(plan, 4, 8, 2, 8), by_year(plan, 8, 8, 8, 8), by_year(plan, 1, 1, 1, 1)])[None]
    found = one(counts, {"smart_done_in_year": yearly}, {"smart_done_in_year": 4.0}, members=3)
    assert found.break_even_base == 10.0 / 0.5  # worst years: 0.5, 2, 0.25 of the base
    assert found.change_median == 2.0


changes = st.lists(st.integers(1, 1000), min_size=1, max_size=40).map(lambda numbers: np.array(numbers) / 8.0)


@given(changes, st.floats(1.0, 1000.0), st.sampled_from(["additive", "multiplicative"]), st.booleans())
def test_just_past_the_break_even_base_half_of_the_members_reach_the_bar(change, value, form, upward):
    bar = Bar(value, upward=upward)
    base = break_even_base(change, bar, form)
    assert base is not None
    step = 1e-6 * (1.0 + abs(base)) * (1.0 if upward else -1.0)

    def share(start: float) -> float:
        return float(bar.reached(start * change if form == "multiplicative" else start + change).mean())

    assert share(base + step) >= 0.5
    assert share(base - step) < 0.5


def test_no_base_will_do_when_half_of_the_indices_are_nought():
    assert break_even_base(np.array([0.0, 0.0, 2.0]), Bar(10.0), "multiplicative") is None
    assert break_even_base(np.array([np.nan]), Bar(10.0), "additive") is None


def test_index_over_a_base_of_nought_is_left_out(plan):
    counts = with_target(plan, "smart-workshops-per-year", status="conditional", base_form="multiplicative")
    found = one(counts, {"smart_done_in_year": 0.0}, {"smart_done_in_year": 0.0})
    assert (found.failed_members, found.break_even_base) == (1, None)


# Quotas, nowcasts, quantiles, parameters


def test_quota_target_shows_the_pool_beside_the_number(plan):
    pool = np.array([5.0, 9.0, 12.0, 8.0])[None, :, None]
    values = {"demonstration_pool": pool, "demonstration_firms": 8.0}
    found = one(with_target(plan, "demonstration-firms-2020"), values, members=4)
    assert (found.mechanism, found.probability) == ("quota", 1.0)
    assert (found.pool, found.pool_median, found.pool_probability) == ("demonstration_pool", 8.0, 0.75)


@pytest.mark.parametrize(("by", "nowcast"), [(2017, True), (2018, False), (None, False)])
def test_a_deadline_in_the_year_of_the_origin_is_a_nowcast(plan, by, nowcast):
    found = one(with_target(plan, "robots-added-2020", by=by), {})
    assert found.nowcast == nowcast
    assert found.by == (by or 2020)


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=60).map(np.array))
def test_quantiles_are_values_of_members_in_order(values):
    found = band(values)
    assert found.p05 is not None and found.median is not None and found.p95 is not None
    assert min(values) <= found.p05 <= found.median <= found.p95 <= max(values)
    assert {found.p05, found.median, found.p95} <= set(values.tolist())
    assert np.mean(values <= found.median) >= 0.5


def test_quantile_of_an_infinite_half_is_unknown():
    assert quantile(np.array([1.0, np.inf, np.inf]), 0.5) is None
    assert quantile(np.array([np.nan]), 0.5) is None


def test_the_parameter_that_decides_comes_first_with_its_range(plan):
    generator = np.random.default_rng(3)
    draws = generator.normal(size=(200, 6))
    draws[:, 4] = 1.0  # fixed
    numbers = (600.0 + 100.0 * draws[:, 2] + 5.0 * draws[:, 0])[None, :, None]
    found = one(with_target(plan, "robots-added-2020"), {"robots_added": numbers}, members=200, draws=draws)
    first = found.drivers[0]
    assert first.parameter == "parameter_2" and first.stands_out
    assert first.correlation > 0.95
    assert (first.p_low, first.p_high) == (0.0, 1.0)
    assert not found.drivers[2].stands_out
    assert len({one.parameter for one in found.drivers}) == 3
    assert "parameter_4" not in {one.parameter for one in found.drivers}


def test_attainment_survives_plain_data(plan):
    for one in attain(plausible(plan)):
        assert Attainment.from_dict(one.to_dict()) == one


def test_every_target_of_the_shipped_plan_is_judged_in_every_scenario():
    plan = load_plan("henan-equipment-2017")
    found = attain(plausible(plan))
    assert len(found) == 2 * len(plan.targets)
    for one in found:
        assert (one.probability is not None) == (one.status == "projected")
        assert (one.break_even_base is not None) == (one.status == "conditional")
        assert one.pool_median is not None or one.mechanism == "behaviour"
