# pyright: reportOptionalMemberAccess=false
"""Every number that a pack, a scenario or a sweep gives lies in a physical range, declared where its key is."""

import re
from math import isfinite

import pytest

from clustercast.model.expressions.assembly import expression_faults
from clustercast.scenarios import PackError, load_plan, load_scenario, plan_names
from clustercast.scenarios.commons import read_commons
from clustercast.scenarios.declared import quantities_of
from clustercast.scenarios.entries import Industry, LeadFirm, Organisation, OutsidePath, Programme
from clustercast.scenarios.faults import Faults
from clustercast.scenarios.folder import FilesRead
from clustercast.scenarios.parameters import extent
from clustercast.scenarios.plan import Accounts
from clustercast.scenarios.priors import Gamma
from clustercast.scenarios.sweep import load_sweep

ASSUMED = 'standing = "assumed"\nreason = "invented"\n'


def narrowed(pack, id, prior):
    """The pack with a parameter of its own; one that it has already is replaced."""
    path = pack / "parameters.toml"
    entries = re.split(r"(?=\[\[parameter\]\])", path.read_text(encoding="utf-8"))
    kept = [one for one in entries if f'id = "{id}"' not in one]
    path.write_text("".join(kept) + f'\n[[parameter]]\nid = "{id}"\n{prior}\n{ASSUMED}', encoding="utf-8")


def replaced(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def said(pack):
    with pytest.raises(PackError) as raised:
        load_plan(pack, judge=expression_faults)
    return [(one.entry, one.key) for one in raised.value.faults]


COMMON = read_commons(FilesRead(Faults())).parameters


@pytest.mark.parametrize("id", COMMON)
def test_every_parameter_has_a_finite_range_that_holds_its_prior(id):
    one = COMMON[id]
    low, high = one.range
    least, most = one.reach()
    assert isfinite(low) and isfinite(high)
    assert low <= least <= one.value <= most <= high


@pytest.mark.parametrize("made", [Accounts, Industry, LeadFirm, Organisation, OutsidePath, Programme])
def test_every_quantity_of_a_pack_has_a_range(made):
    assert all(isfinite(bound) for one in quantities_of(made) for bound in one.read.bounds)


@pytest.mark.parametrize(
    ("id", "prior", "key"),
    [
        ("revenue_per_worker", "value = -5", "value"),
        ("energy_intensity_base", "value = -1", "value"),
        ("wage_base", "value = -9", "value"),
        ("share_with_credit", "value = 9", "value"),
        ("n_firms", "value = 0", "value"),
        ("n_firms", "value = -5", "value"),
        ("n_firms", "value = 130.5", "value"),
        ("n_firms", "value = 1e15", "value"),
        ("n_firms", 'prior = "lognormal"\nmedian = 120\nlog_sd = 3', ""),
        ("robot_life_quarters", "value = -8", "value"),
        ("robot_life_quarters", "value = 0.9", "value"),
        ("robot_life_quarters", "value = 48.5", "value"),
        ("value_added_share", 'prior = "uniform"\nlow = -0.1\nhigh = 0.2', "low"),
        ("value_added_share", 'prior = "triangular"\nlow = 0.1\nmode = 0.2\nhigh = 1.2', "high"),
        ("tax_rate", 'prior = "normal"\nmean = 0.1\nsd = 0.5', ""),
        ("peer_gamma_cluster", 'prior = "gamma"\nshape = 2000', ""),
    ],
)
def test_a_pack_narrows_a_parameter_within_its_range_only(invented_pack, id, prior, key):
    narrowed(invented_pack, id, prior)
    assert said(invented_pack) == [(id, key)]


def test_a_lognormal_number_of_firms_has_room_for_its_largest_draw(invented_pack):
    from clustercast.model.member import make_model

    narrowed(invented_pack, "n_firms", 'prior = "lognormal"\nmedian = 120\nlog_sd = 0.1')
    plan = load_plan(invented_pack)
    assert make_model(plan, ()).size.slots > plan.parameters["n_firms"].draw(1.0 - 0.5**33)


def test_a_pack_cannot_move_the_range(invented_pack):
    narrowed(invented_pack, "n_firms", "value = 5\nrange = [1, 10]")
    assert ("n_firms", "range") in said(invented_pack)


@pytest.mark.parametrize(
    ("file", "old", "new", "where"),
    [
        ("plan.toml", "base_revenue = {value = 300,", "base_revenue = {value = 0,", ("accounts", "base_revenue.value")),
        ("plan.toml", "base_revenue = {value = 300,", "base_revenue = {value = 1e12,",
         ("accounts", "base_revenue.value")),
        ("plan.toml", "base_revenue = {value = 300,", "base_revenue = {value = 3e6,", ("accounts", "base_revenue")),
        ("plan.toml", "base_revenue = {value = 300,", "base_revenue = {value = 3,", ("accounts", "base_revenue")),
        ("plan.toml", "base_growth = {value = 9.0,", "base_growth = {value = -100,", ("accounts", "base_growth.value")),
        ("plan.toml", "base_year = 2016", "base_year = 2001", ("plan", "base_year")),
        ("plan.toml", "period = [2017, 2020]", "period = [2017, 2100]", ("plan", "period")),
        ("targets.toml", 'unit = "CNY_100m", year = 2016}', 'unit = "CNY_100m", year = 2030}',
         ("revenue-2020", "base.year")),
        ("lead_firms.toml", 'local_share = {prior = "uniform", low = 0.7, high = 0.95,', "local_share = {value = 9,",
         ("beigang-tools", "local_share.value")),
    ],
)  # fmt: skip
def test_a_number_of_a_pack_that_cannot_be_is_refused_by_its_key(invented_pack, file, old, new, where):
    replaced(invented_pack / file, old, new)
    assert where in said(invented_pack)


def test_a_pack_without_any_firm_is_refused(invented_pack):
    path = invented_pack / "plan.toml"
    path.write_text(re.sub(r"(?m)^weight = .*$", "weight = 0", path.read_text(encoding="utf-8")), encoding="utf-8")
    assert ("plan", "") in said(invented_pack)


@pytest.mark.parametrize("number", [20_001, 10**9, 10**15])
def test_there_is_room_for_every_organisation(invented_pack, number):
    body = f'\n[[organisation]]\nid = "many"\nlabel_zh = "多"\nlabel_en = "many"\nkind = "zone"\nnumber = {number}\n'
    with (invented_pack / "organisations.toml").open("a", encoding="utf-8") as file:
        file.write(body + ASSUMED)
    assert ("many", "number") in said(invented_pack)


def test_a_cluster_stands_in_as_many_cities_as_there_is_room_for(invented_pack):
    cities = [f"city{n}" for n in range(33)]
    with (invented_pack / "plan.toml").open("a", encoding="utf-8") as file:
        file.writelines(f'\n[[city]]\ncode = "{one}"\nlabel_zh = "城"\nlabel_en = "city"\n' for one in cities)
    path = invented_pack / "clusters.toml"
    written = ", ".join(f'"{one}"' for one in cities)
    path.write_text(
        re.sub(r"(?m)^cities = .*$", f"cities = [{written}]", path.read_text(encoding="utf-8"), count=1),
        encoding="utf-8",
    )
    assert [key for _, key in said(invented_pack)] == ["cities"]


@pytest.mark.parametrize(
    "line",
    ["[levers]\ncredit = 1e15",
     "[government]\nstart_delay_quarters = 1000000000000000", "[government]\nattention = 1e6",
     '[[shocks]]\npath = "demand"\nfrom = "year1"\nto = "year3"\nfactor = 1e15'],
)  # fmt: skip
def test_a_scenario_stays_in_range(tmp_path, line):
    path = tmp_path / "far.toml"
    path.write_text(f'id = "far"\nlabel_zh = "a"\nlabel_en = "b"\n{line}\n', encoding="utf-8")
    with pytest.raises(PackError) as raised:
        load_scenario(path)
    assert len(raised.value.faults) == 1


def test_what_bounds_a_gamma_is_no_less_than_its_largest_draw():
    for shape in (0.01, 0.5, 1.0, 2.0, 40.0):
        assert Gamma(shape).draw(1.0 - 0.5**33) <= extent(Gamma(shape))[1]


@pytest.mark.parametrize("name", plan_names())
def test_plans_that_ship_stay_in_range(name):
    plan = load_plan(name)
    for one in plan.parameters.values():
        low, high = one.range
        assert low <= one.reach()[0] and one.reach()[1] <= high


def test_a_sweep_stays_in_range_where_a_prior_has_no_end(invented_pack, tmp_path):
    text = 'id = "far"\nplan = "invented-province"\nmembers = 5\n[[axis]]\n{}\nvalues = [{}]\n'
    path = tmp_path / "far.toml"
    priced = 'parameter = "robot_stock_region"'
    for axis, value in ((priced, "1e12"), ('quantity = "robot-grant.budget"', "1e15"), ('lever = "credit"', "1e9")):
        path.write_text(text.replace('"invented-province"', f'"{invented_pack}"').format(axis, value), encoding="utf-8")
        with pytest.raises(PackError) as raised:
            load_sweep(path)
        assert [one.key for one in raised.value.faults] == ["values"]
