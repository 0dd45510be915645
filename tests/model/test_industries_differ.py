"""Industries that differ in market, growth, value added, energy and size: by closed forms, and in both engines."""

import math
from shutil import copytree

import numpy as np
import pytest

from clustercast.agents.columns import Count, FirmCode, FirmFloat, MarketFloat
from clustercast.model import kernel
from clustercast.model.compiled.state import DONE, copied
from clustercast.model.ensemble.ensemble import run_ensemble
from clustercast.model.inputs.parameter_draw import INDUSTRY_QUANTITIES, drawn_accounts, drawn_industries
from clustercast.model.member import MemberError, scenario_tables
from clustercast.reports.run.record import names_of_draws
from clustercast.scenarios import PackError, Plan, load_plan, load_scenario
from tests.engines import Case, assert_equal_engines, bits, case_of, differ, narrowed
from tests.invented import DATA
from tests.places_pack import places_pack

WHY = 'standing = "assumed", reason = "invented"}'
UNITS = {"national_share": "share", "growth_gap": "percent_per_year", "value_added_share": "share"}
WEIGHTS = {"machine_tools": "weight = 0.45\n", "farm_machinery": "weight = 0.55\n"}
TOOLS, FARM = 0, 1
ALL = {
    "machine_tools": {
        "national_share": "low = 0.01, high = 0.04", "growth_gap": "low = -6, high = -2",
        "value_added_share": "low = 0.3, high = 0.4", "energy_factor": "low = 3, high = 6",
        "size_factor": "low = 2, high = 3",
    },
    "farm_machinery": {
        "national_share": "low = 0.002, high = 0.005", "growth_gap": "low = 1, high = 4",
        "value_added_share": "low = 0.1, high = 0.2", "energy_factor": "low = 0.2, high = 0.4",
        "size_factor": "low = 0.6, high = 0.9",
    },
}  # fmt: skip


@pytest.fixture
def plan_with(tmp_path):
    """A function that gives the invented province with quantities of its industries: numbers, or ranges."""
    made = []

    def build(industries: dict[str, dict[str, float | str]], **values: float) -> Plan:
        folder = copytree(DATA / "invented-province", tmp_path / str(len(made)) / "invented-province")
        made.append(folder)
        text = (folder / "plan.toml").read_text(encoding="utf-8")
        for code, keys in industries.items():
            lines = "".join(_line(key, number) for key, number in keys.items())
            text = text.replace(WEIGHTS[code], WEIGHTS[code] + lines)
        (folder / "plan.toml").write_text(text, encoding="utf-8")
        return narrowed(load_plan(folder, prior=True), **{"stretch_limit": 5.0, **values})

    return build


def _line(key: str, number: float | str) -> str:
    prior = f'prior = "uniform", {number}' if isinstance(number, str) else f"value = {number}"
    return f'{key} = {{{prior}, unit = "{UNITS.get(key, "ratio")}", {WHY}\n'


@pytest.fixture
def pair_of(plan_with):
    """A function that gives a member without and with quantities of machine tools."""

    def build(keys: dict[str, float | str], **values: float) -> tuple[Case, Case]:
        plain, own = plan_with({}, **values), plan_with({"machine_tools": keys}, **values)
        return case_of(plain, "as-written", seed=3), case_of(own, "as-written", seed=3)

    return build


def after(case: Case, quarters: int):
    """The state of a compiled run after some quarters."""
    state = copied(case.prepared.state)
    given = scenario_tables(case.model, case.prepared, case.scenario)
    out = np.zeros((case.model.size.indicators, quarters))
    assert kernel.run(given, state, out, case.seed, case.member, case.model.plan.start, 0, quarters) == DONE
    return state


def firms_of(state, industry: int):
    """Which slots ever held a firm of an industry."""
    n = state.counts[Count.SLOTS_USED]
    return np.flatnonzero(state.codes[FirmCode.INDUSTRY, :n] == industry)


# Closed forms


def test_a_share_of_the_national_market(pair_of):
    plain, own = (case.prepared.state for case in pair_of({"national_share": 0.02}))
    assert own.markets[MarketFloat.SHARE_OUT, TOOLS] == 1.0 - 0.02
    tools = firms_of(own, TOOLS)
    revenue = own.floats[FirmFloat.REVENUE_YEAR, tools].sum()
    assert own.markets[MarketFloat.BASE_QUARTER, TOOLS] * 4.0 * 0.02 == pytest.approx(revenue, rel=1e-12)
    assert own.floats[FirmFloat.SHARE, tools].sum() == pytest.approx(0.02, rel=1e-12)
    assert not differ(own.floats[FirmFloat.REVENUE_YEAR], plain.floats[FirmFloat.REVENUE_YEAR])
    assert not differ(own.markets[:, FARM], plain.markets[:, FARM])


@pytest.mark.parametrize("quarters", [1, 4, 16])
def test_demand_grows_by_the_gap_more_in_every_year(pair_of, quarters):
    plain, own = (after(case, quarters).markets for case in pair_of({"growth_gap": -5.0}))
    years = 0.375 + quarters / 4.0  # the base year ends one and a half quarters past its middle
    assert own[MarketFloat.NOMINAL, TOOLS] / plain[MarketFloat.NOMINAL, TOOLS] == pytest.approx(
        math.exp(-0.05 * years), rel=1e-12
    )
    faster = own[MarketFloat.REAL_GROWTH, TOOLS] - plain[MarketFloat.REAL_GROWTH, TOOLS]
    assert faster == pytest.approx(-0.05, rel=1e-12)
    assert not differ(own[MarketFloat.NOMINAL, FARM], plain[MarketFloat.NOMINAL, FARM])


def test_growth_by_the_mix_of_industries_is_no_momentum(pair_of):
    case = pair_of({"growth_gap": -5.0})[1]
    state, p = case.prepared.state, case.prepared.given.params[0]
    n = case.prepared.firms
    revenue = state.floats[FirmFloat.REVENUE_YEAR, :n]
    part = revenue[firms_of(state, TOOLS)].sum() / revenue.sum()
    excess = math.log(1.09 / 1.0744) + 0.05 * part
    expected = -p.momentum * excess / (1.0 - math.exp(-p.adjustment_rate))
    assert state.floats[FirmFloat.HABIT, :n] == pytest.approx(expected, rel=1e-12)


def test_value_added_and_energy_of_base_firms_and_entrants(pair_of):
    keys = {"value_added_share": 0.4, "energy_factor": 5.0}
    cases = pair_of(keys, entry_rate=0.4)
    plain, own = (after(case, 8) for case in cases)
    common = cases[0].prepared.values["value_added_share"]
    assert own.counts[Count.ENTERED] > 20 and not differ(own.codes[FirmCode.ENTITY], plain.codes[FirmCode.ENTITY])
    for industry, share, factor in ((TOOLS, 0.4, 5.0), (FARM, common, 1.0)):
        firms = firms_of(own, industry)
        born = own.codes[FirmCode.BORN, firms]
        assert (born < 0).any() and (born >= 0).any()
        assert (own.floats[FirmFloat.VALUE_ADDED_SHARE, firms] == share).all()
        ratio = own.floats[FirmFloat.ENERGY_BASE, firms] / plain.floats[FirmFloat.ENERGY_BASE, firms]
        assert ratio == pytest.approx(factor, rel=1e-14)
        assert own.floats[FirmFloat.VALUE_ADDED, firms] == pytest.approx(
            plain.floats[FirmFloat.VALUE_ADDED, firms] * share / common, rel=1e-12
        )
        assert own.floats[FirmFloat.ENERGY, firms] == pytest.approx(
            plain.floats[FirmFloat.ENERGY, firms] * factor * share / common, rel=1e-12
        )


@pytest.mark.parametrize("factor", [0.5, 4.0])
def test_sizes_of_an_industry(pair_of, factor):
    plain, own = (case.prepared for case in pair_of({"size_factor": factor}))
    p, n, leads = own.given.params[0], own.firms, 2
    floor, rest = p.size_floor * 10000.0, n - leads
    sizes, before = (one.state.floats[FirmFloat.REVENUE_YEAR, :n] for one in (own, plain))
    assert sizes.sum() == pytest.approx(3e6, rel=1e-12) and sizes[leads:].min() >= floor
    assert sizes[:leads].tolist() == before[:leads].tolist()
    industry = own.state.codes[FirmCode.INDUSTRY, leads:n]
    mean = sizes[leads:].mean()
    alike = rest / (factor * (industry == TOOLS).sum() + (industry == FARM).sum())
    scales = []
    for number, times in ((TOOLS, factor), (FARM, 1.0)):
        grown = (sizes[leads:] - floor)[industry == number] / (before[leads:] - floor)[industry == number]
        assert np.ptp(grown) <= 1e-9 * grown[0]
        scales.append(grown[0] / ((times * alike * mean - floor) / (mean - floor)))
    assert scales[0] == pytest.approx(scales[1], rel=1e-9)  # what keeps the total


def test_a_size_at_the_floor_is_refused(pair_of):
    with pytest.raises(MemberError, match="size_factor puts the mean firm of an industry at the size floor"):
        pair_of({"size_factor": 0.001})


def test_only_ratios_of_sizes_count(plan_with):
    sizes = []
    for times in (1.0, 2.0):
        plan = plan_with({"machine_tools": {"size_factor": 3.0 * times}, "farm_machinery": {"size_factor": times}})
        sizes.append(case_of(plan, "as-written", seed=3).prepared.state.floats[FirmFloat.REVENUE_YEAR])
    assert sizes[0] == pytest.approx(sizes[1], rel=1e-12)


# Nothing said is nothing changed; everything said is the same in both engines


def test_what_is_as_usual_changes_no_bit(plan_with):
    plain = case_of(plan_with({}), "as-written", seed=3)
    values = plain.prepared.values
    usual = {
        "national_share": values["region_national_share"], "growth_gap": 0.0,
        "value_added_share": values["value_added_share"], "energy_factor": 1.0, "size_factor": 1.0,
    }  # fmt: skip
    case = case_of(plan_with(dict.fromkeys(WEIGHTS, usual)), "as-written", seed=3)
    for name in plain.prepared.state._fields:
        one, other = (getattr(found, name) for found in (case.prepared.state, plain.prepared.state))
        assert bits(one).tobytes() == bits(other).tobytes(), name
    assert not differ(after(case, 16).floats, after(plain, 16).floats)


@pytest.mark.parametrize(("scenario", "seed"), [("double-incentives", 1), ("demand-slump", 7), ("no-incentives", 5)])
def test_both_engines(plan_with, scenario, seed):
    state = assert_equal_engines(case_of(plan_with(ALL, entry_rate=0.3), scenario, seed))
    assert state.counts[Count.ENTERED] > 10


# Draws, and what the reports say of them


def test_every_quantity_has_its_own_draw(plan_with):
    plan = plan_with(ALL)
    drawn = [drawn_industries(plan, 1, member) for member in range(40)]
    assert set(drawn[0]) == {f"{code}.{key}" for code in ALL for key in INDUSTRY_QUANTITIES}
    for name in drawn[0]:
        code, key = name.split(".")
        low, high = (float(part.split("=")[1]) for part in str(ALL[code][key]).split(","))
        found = [one[name] for one in drawn]
        assert low <= min(found) < max(found) <= high and len(set(found)) == 40
    alone = plan_with({"machine_tools": {"growth_gap": ALL["machine_tools"]["growth_gap"]}})
    assert drawn_industries(alone, 1, 7) == {"machine_tools.growth_gap": drawn[7]["machine_tools.growth_gap"]}


def test_draws_are_recorded_and_named(plan_with):
    plan = plan_with({"machine_tools": ALL["machine_tools"]})
    found = run_ensemble(plan, [load_scenario("as-written")], members=2, seed=3)
    wanted = drawn_industries(plan, 3, 1) | drawn_accounts(plan, 3, 1)
    assert found.parameters[-len(wanted) :] == tuple(wanted)
    assert found.draws[1, -len(wanted) :].tolist() == list(wanted.values())
    assert wanted["accounts.base_revenue"] == 300.0
    names = names_of_draws(plan)
    assert not [name for name in found.parameters if name not in names]
    assert names["machine_tools.growth_gap"] == (
        "机床需求增速高于总体的幅度", "growth of demand for machine tools above the common trend",
    )  # fmt: skip
    assert names["accounts.base_growth"][0] == "基年收入增速"


@pytest.mark.parametrize(
    ("growth", "told"),
    [("value = -100", "growth.value: -100 is out of range"),
     ('prior = "uniform", low = -120, high = 3', "growth.low: -120 is out of range"),
     ('prior = "normal", mean = 0, sd = 20', "growth: -126.759 may be drawn, which is out of range")],
)  # fmt: skip
def test_a_path_keeps_some_of_its_value(invented_pack, growth, told):
    path = places_pack(invented_pack) / "outside.toml"
    text = path.read_text(encoding="utf-8")
    assert "growth = {value = 7" in text
    path.write_text(text.replace("growth = {value = 7", f"growth = {{{growth}"), encoding="utf-8")
    with pytest.raises(PackError) as caught:
        load_plan(invented_pack)
    (line,) = str(caught.value).splitlines()
    assert f"outside.toml [gdp] {told}; write numbers from -99 to" in line


def test_a_path_may_fall_by_most_of_its_value(invented_pack):
    path = places_pack(invented_pack) / "outside.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("growth = {value = 7", "growth = {value = -99.0"), encoding="utf-8")
    assert load_plan(invented_pack).outside[0].growth.value == -99.0
