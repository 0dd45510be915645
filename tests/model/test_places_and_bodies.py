"""Places, outside paths, many like bodies, titles and investment orders: in both engines, and by closed forms."""

import math
from shutil import copytree

import numpy as np
import pytest

from clustercast.agents.columns import Count, EconomyFloat, FirmCode, FirmFloat, OrganisationFloat
from clustercast.agents.firm.finance import capital_order, investment_trigger
from clustercast.model.base_year.organisations import bodies
from clustercast.model.expressions.assembly import compile_programs
from clustercast.model.expressions.vocabulary import places
from clustercast.model.inputs.plan_tables import outside_table
from clustercast.model.member import make_model
from clustercast.scenarios import PackError, load_plan
from clustercast.scenarios.language import PLACES
from clustercast.scenarios.numbers import Lever
from tests.engines import assert_equal_engines, case_of, narrowed, run_kernel
from tests.invented import DATA
from tests.places_pack import CITIES, CLUSTERS, INDUSTRIES, add, indicator, places_pack, places_plan


@pytest.fixture(scope="module")
def plan(tmp_path_factory):
    folder = copytree(DATA / "invented-province", tmp_path_factory.mktemp("pack") / "places")
    return narrowed(places_plan(folder), stretch_limit=5.0, entry_rate=0.2)


def title_cells(prepared):
    """Some cells hold titles, one of them got it this year."""
    number = 4  # first-rung
    prepared.state.cell_titles[0, number] = np.linspace(0.0, 1.0, prepared.state.cells.shape[1])
    prepared.state.cell_titles[1, number, ::2] = prepared.state.cell_titles[0, number, ::2] / 3.0


@pytest.fixture(scope="module")
def run(plan):
    """A compiled run: the case, values by indicator, the last state."""
    case = case_of(plan, "double-incentives", seed=2)
    out, state = run_kernel(case)
    return case, {one.id: out[j] for j, one in enumerate(plan.indicators)}, state


@pytest.mark.parametrize(("scenario", "seed"), [("double-incentives", 2), ("no-incentives", 5), ("demand-slump", 7)])
def test_both_engines(plan, scenario, seed):
    assert [one.id for one in plan.programmes][4] == "first-rung"
    assert_equal_engines(case_of(plan, scenario, seed, change=title_cells))


@pytest.mark.parametrize(("table", "names"), [("city", CITIES), ("cluster", CLUSTERS), ("industry", INDUSTRIES)])
def test_a_place_adds_up_what_where_does(run, table, names):
    _, found, _ = run
    for name in names:
        assert found[f"place_{table}_{name}"].tobytes() == found[f"where_{table}_{name}"].tobytes()
    assert found[f"place_{table}_{names[0]}"].min() > 0.0


def test_places_together_are_the_region(run):
    case, found, _ = run
    total = found["main_business_revenue"] * 10000.0
    assert found["all_cities"] == pytest.approx(total, rel=1e-12)
    assert found["chain_revenue"] == pytest.approx(found["chain_firms"], rel=1e-12)
    assert (found["chain_revenue"] < total).all()
    cities = np.array([found[f"place_city_{name}"] for name in CITIES])
    assert (found["cities_above"] == (cities >= 500000.0).sum(axis=0)).all()
    assert len(case.model.plan.cities) == len(CITIES)


def test_an_outside_path_grows_at_its_rate(run):
    case, found, _ = run
    base = case.prepared.given.outside_base
    assert 900.0 <= base[0] <= 1100.0 and base[1] == 400.0
    years = np.arange(case.model.plan.n_quarters) // 4 + 1
    assert found["gdp_path"] == pytest.approx(base[0] * 1.07**years, rel=1e-14)
    assert (found["gdp_path"][0:4] == found["gdp_path"][0]).all()
    place = [one.id for one in case.model.plan.indicators].index("gdp_path")
    assert case.prepared.state.indicators[place] == base[0]
    other = 400.0 * np.exp(math.log(0.98) * years)
    assert found["share_of_gdp"] - other == pytest.approx(found["main_business_revenue"] / found["gdp_path"], rel=1e-9)


def test_a_path_has_its_own_draw(plan):
    drawn = [outside_table(plan, 1, member)[1][0] for member in range(50)]
    assert len(set(drawn)) == 50
    assert 900.0 <= min(drawn) < 950.0 and 1050.0 < max(drawn) <= 1100.0


def test_bodies_alike_are_expanded(run):
    case, found, state = run
    names = [name for name, _ in bodies(case.model.plan)]
    assert names[-5:] == ["zone#1", "zone#2", "zone#3", "zone#4", "belt"]
    assert state.organisations.shape[1] == len(names)
    for row in (OrganisationFloat.QUALITY, OrganisationFloat.WEIGHT, OrganisationFloat.SIZE):
        assert len(set(state.organisations[row, -5:-1].tolist())) == 4
    assert found["zone_weight"][-1] == pytest.approx(state.organisations[OrganisationFloat.WEIGHT, -5:-1].sum())
    assert found["zones"][3::4].tolist() == [22.0, 24.0, 4.0, 4.0]  # two a year, the incentive doubled; held since
    assert (np.diff(found["zone_size"]) <= 0.0).all()


def test_a_body_earns_its_part(run):
    case, found, _ = run
    assert found["zone_revenue"] == pytest.approx(found["zone_weight"] * found["where_city_donghe"], rel=1e-12)
    assert found["belt_revenue"] == pytest.approx(0.25 * found["main_business_revenue"] * 10000.0, rel=1e-12)
    base = dict(zip([one.id for one in case.model.plan.indicators], case.prepared.state.indicators, strict=True))
    assert base["belt_revenue"] == pytest.approx(0.25 * base["main_business_revenue"] * 10000.0, rel=1e-12)
    assert base["belt_revenue"] > 0.0


def test_the_register_is_counted(run):
    _, found, state = run
    assert found["entered"][-1] // 1000 == state.counts[Count.ENTERED] == state.economy[EconomyFloat.ENTERED_SINCE] > 0
    # four a year, doubled, in three years
    assert found["left_phased"][-1] // 1000 == state.counts[Count.LEFT_PHASED] == 24
    by_year = found["entered"][3::4] % 1000
    assert by_year.sum() == state.counts[Count.ENTERED]
    assert (found["left_phased"][3::4] % 1000).tolist() == [0.0, 8.0, 8.0, 8.0]
    assert (found["of_programmes"][3::4] >= [0.0, 8.0, 8.0, 8.0]).all()
    assert found["awarded_since"][-1] >= 400.0


def test_a_ladder_needs_last_years_title(run):
    _, found, _ = run
    assert found["first_rung"][3] > 0.0 and found["second_rung"][3] == 0.0  # nobody held the first rung a year before
    assert found["second_rung"][7] > 0.0
    assert (found["second_rung_pool"][3], found["second_rung_pool"][7]) == (
        0.0,
        pytest.approx(found["first_rung"][3], abs=8),
    )
    assert (found["ladder"] % 100 == found["second_rung"]).all()


def test_investment_orders_are_kept(run):
    case, found, state = run
    n = state.counts[Count.SLOTS_USED]
    spent = state.floats[FirmFloat.CAPITAL_SPENDING_YEAR, :n] * case.prepared.given.params[0].fai_multiple
    largest = state.floats[FirmFloat.CAPITAL_LARGEST_YEAR, :n]
    assert (largest <= spent * (1.0 + 1e-12)).all() and (largest > 0.0).sum() > 10
    assert ((spent > 0.0) <= (state.codes[FirmCode.RENEWED, :n] == 1)).all()
    assert (largest[spent == 0.0] == 0.0).all()  # January starts anew
    assert (found["large_projects"] <= found["renewed"]).all()
    assert found["renewed"][-1] > found["renewed"][3] > 0.0


def test_investment_lever_narrows_the_band():
    assert investment_trigger(0.15, 0.0) == 0.15
    assert investment_trigger(0.15, 0.4) == pytest.approx(0.09)
    gap = 0.12  # capital this far below what is wanted
    capital, revenue, share = 0.4 * 1000.0 * (1.0 - gap), 1000.0, 0.4
    assert capital_order(capital, revenue, share, investment_trigger(0.15, 0.0)) == 0.0
    assert capital_order(capital, revenue, share, investment_trigger(0.15, 0.4)) == pytest.approx(0.4 * 1000.0 * gap)


def test_investment_lever_moves_orders(plan):
    case = case_of(plan, "double-incentives", seed=2)
    with_lever = run_kernel(case)[1].codes[FirmCode.RENEWED].sum()
    case.prepared.given.intensity[:, :, Lever.INVESTMENT] = 0.0
    without = run_kernel(case)[1].codes[FirmCode.RENEWED].sum()
    case.prepared.given.intensity[:, :, Lever.INVESTMENT] = 0.9
    assert run_kernel(case)[1].codes[FirmCode.RENEWED].sum() > with_lever >= without > 0


def test_a_plan_without_bodies_has_none(invented_pack):
    (invented_pack / "organisations.toml").unlink()
    path = invented_pack / "programmes.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text[: text.index('[[programme]]\nid = "innovation-centre"')], encoding="utf-8")
    add(invented_pack / "indicators.toml", indicator("bodies", "count_organisations(1)"))
    case = case_of(narrowed(load_plan(invented_pack), stretch_limit=5.0), "as-written")
    out, _ = run_kernel(case)
    assert out[-1].tolist() == [0.0] * case.model.plan.n_quarters


def test_every_table_of_places_stands_among_the_firms_codes(plan):
    where = places(plan)
    assert {where["firm"][table].block for table in PLACES} == {"code"}
    assert make_model(plan, []).size.places == max(len(CITIES), len(plan.clusters), len(INDUSTRIES))


# What a pack may get wrong

BAD = {
    'count_cities(has("first-rung"))': 'total(has("first-rung"))',
    'count(has("robot-grant"))': "the programme 'robot-grant' leaves no title behind",
    'count(has("closure"))': "leaves no title behind",
    'count(has("zone-title"))': "no firm can hold the title 'zone-title'",
    'sum_cells(firms * has("second-rung"))': "write the key cells in that programme",
    'awarded("clsure")': "no programme is named 'clsure'; write closure",
    "gdpp": "gdpp is unknown; write gdp",
    'count_chains(total(1) > 0 and chain == "steel")': "chain has no 'steel'",
    'count_cells(scope == "nation")': "scope has no 'nation'",
}


@pytest.mark.parametrize(("text", "says"), BAD.items())
def test_a_bad_expression_is_named(invented_pack, text, says):
    places_pack(invented_pack)
    add(invented_pack / "indicators.toml", indicator("bad", text))
    with pytest.raises(PackError) as caught:
        compile_programs(load_plan(invented_pack))
    (line,) = str(caught.value).splitlines()
    assert "indicators.toml [bad] expression: " in line and says in line


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("gross-product", '[gross-product] id: "gross-product" cannot be written in an expression; write letters'),
        ("lambda", '"lambda" cannot be written in an expression'),
        ("wage", '"wage" has another meaning in expressions; write a name of its own, such as "wage_outside"'),
        ("smart_reached_since", "has another meaning"),
    ],
)
def test_a_path_is_a_name(invented_pack, name, says):
    places_pack(invented_pack)
    path = invented_pack / "outside.toml"
    path.write_text(path.read_text(encoding="utf-8").replace('"investment_outside"', f'"{name}"'), encoding="utf-8")
    with pytest.raises(PackError) as caught:
        compile_programs(load_plan(invented_pack))
    assert says in str(caught.value)


def test_weights_of_a_place_stay_below_one(invented_pack):
    places_pack(invented_pack)
    path = invented_pack / "organisations.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("number = 4", "number = 6"), encoding="utf-8")
    with pytest.raises(PackError) as caught:
        load_plan(invented_pack)
    (line,) = str(caught.value).splitlines()
    assert line.endswith(
        'organisations.toml [zone] weight: the weights of kind "zone" in donghe add up to 1.2 here; '
        "write shares that add up to 1 at most, each times its number"
    )
