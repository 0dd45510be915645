"""A sound pack is read whole: everything in the files stands in the plan."""

import dataclasses
import pickle
import shutil
import subprocess
import sys

import pytest

from clustercast.scenarios import Fixed, PackError, format_quarter, load_plan, plan_names
from clustercast.scenarios.folder import HOME


@pytest.fixture
def plan(invented_pack, commons):
    return load_plan(invented_pack, home=commons)


def test_head_and_time(plan):
    assert plan.id == "invented-province"
    assert plan.period == (2017, 2020)
    assert [format_quarter(one) for one in (plan.start, plan.origin, plan.end)] == ["2017Q1", "2017Q4", "2020Q4"]
    assert plan.n_quarters == 16
    assert plan.date == "2017-09-15"
    assert plan.notes["origin_note"].startswith("Issued in the second half")
    assert plan.accounts.base_revenue.value == 300
    assert plan.accounts.base_sources == ("baseline base-revenue-2016",)
    assert plan.breaks[0].factor_high == 0.9
    assert plan.baselines[0].scope.region == "Yunling"


def test_tables_keep_the_order_of_the_files(plan):
    assert [one.code for one in plan.industries] == ["machine_tools", "farm_machinery", "cars"]
    assert [one.auxiliary for one in plan.industries] == [False, False, True]
    assert [one.code for one in plan.cities] == ["beigang", "nanling", "donghe"]
    assert [one.id for one in plan.clusters][:2] == ["machine-tools-core", "farm-machinery-core"]
    counted = {name: len(getattr(plan, name)) for name in ("targets", "instruments", "programmes", "organisations")}
    assert counted == {"targets": 7, "instruments": 6, "programmes": 3, "organisations": 3}


def test_a_target_in_full(plan):
    target = plan.target("revenue-2020")
    assert (target.comparator, target.value, target.unit, target.by) == (">", 430, "CNY_100m", 2020)
    assert (target.low, target.high) == (430, 430)
    assert target.base is not None and target.base.value == 300
    assert target.measure == "main_business_revenue"
    assert plan.target("robots-added-2020").from_year == 2017
    assert plan.target("export-brands-2020").value is None


def test_a_range_has_two_ends(invented_pack, commons):
    path = invented_pack / "targets.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("value = 430", "value = [400, 430]"), encoding="utf-8")
    target = load_plan(invented_pack, home=commons).target("revenue-2020")
    assert (target.value, target.low, target.high) == ((400, 430), 400, 430)


def test_quantities_are_parameters_with_an_id_of_their_own(plan):
    grant = plan.programmes[0]
    assert grant.capacity.id == "robot-grant.capacity"
    assert grant.capacity.prior == Fixed(12.0)
    assert grant.support_share.draw(0.5) == pytest.approx(0.175)
    assert grant.reward is None
    assert [one.revenue.year for one in plan.lead_firms] == [2016, 2016]
    assert plan.lead_firms[1].revenue.value == plan.lead_firms[1].revenue.prior.draw(0.5)


def test_common_files_come_with_the_plan(plan):
    assert [one.code for one in plan.upgrades] == ["robots", "smart", "green", "service"]
    assert plan.upgrades[0].parameters == {"learning": "learning_rate"}
    assert plan.upgrades[1].levels == ("workshop", "factory")
    assert plan.drivers["machinery_revenue_growth"].by_year() == {2015: 3.3, 2016: 7.44}


def test_every_entry_knows_its_file(plan):
    assert plan.sources["target", "revenue-2020"].endswith("invented-province/targets.toml")
    assert plan.sources["parameter", "n_firms"].endswith("commons/parameters/all.toml")
    fault = plan.fault("indicator", "robots_stock", "expression", "no column robts", '"robots"')
    assert str(fault).endswith('indicators.toml [robots_stock] expression: no column robts; write "robots"')


def test_nothing_in_a_plan_can_be_set(plan):
    with pytest.raises(dataclasses.FrozenInstanceError):
        plan.id = "other"
    with pytest.raises(dataclasses.FrozenInstanceError):
        plan.targets[0].value = 1


def test_a_plan_travels_between_processes(plan):
    again = pickle.loads(pickle.dumps(plan))
    assert (again.hash, again.targets, dict(again.parameters)) == (plan.hash, plan.targets, dict(plan.parameters))


def test_the_hash_is_of_the_contents_not_of_the_place(plan, invented_pack, commons, tmp_path):
    moved = shutil.copytree(invented_pack, tmp_path / "elsewhere" / "another-name")
    assert load_plan(moved, home=commons).hash == plan.hash
    for path in (moved / "cities.md", moved / "README"):
        path.write_text("not a file of the pack", encoding="utf-8")
    assert load_plan(moved, home=commons).hash == plan.hash


@pytest.mark.parametrize("name", ["pack/indicators.toml", "pack/parameters.toml", "commons/drivers/all.toml"])
def test_any_changed_byte_changes_the_hash(plan, invented_pack, commons, name):
    root, file = name.split("/", 1)
    path = (invented_pack if root == "pack" else commons) / file
    path.write_bytes(path.read_bytes() + b"\n")
    assert load_plan(invented_pack, home=commons).hash != plan.hash


def test_windows_line_ends_and_byte_order_marks_are_read(invented_pack, commons):
    path = invented_pack / "targets.toml"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert len(load_plan(invented_pack, home=commons).targets) == 7


def test_optional_files_may_be_absent(invented_pack, commons):
    for name in ("lead_firms.toml", "programmes.toml", "organisations.toml", "parameters.toml"):
        (invented_pack / name).unlink()
    plan = load_plan(invented_pack, home=commons)
    assert (plan.lead_firms, plan.programmes, plan.organisations) == ((), (), ())
    assert plan.parameters["n_firms"].value == 5500


def test_a_pack_is_found_by_name(invented_pack, commons):
    shutil.copytree(invented_pack, commons / "plans" / "yunling")
    assert plan_names(commons) == ("yunling",)
    assert load_plan("yunling", home=commons).id == "invented-province"
    with pytest.raises(PackError, match=r'yunlin: no plan of this name, .*; write "yunling", or the path of a pack'):
        load_plan("yunlin", home=commons)


def test_a_pack_outside_the_repository_is_read_with_the_common_files_that_ship(invented_pack):
    assert not invented_pack.is_relative_to(HOME.parent)
    plan = load_plan(str(invented_pack))
    assert plan.folder == invented_pack
    assert plan.parameters["n_firms"].value == 120
    assert len(plan.parameters) > 100


def test_the_path_may_be_relative(invented_pack, commons, monkeypatch):
    monkeypatch.chdir(invented_pack.parent)
    assert load_plan("invented-province", home=commons).sources["city", "nanling"] == "invented-province/plan.toml"


def test_reading_imports_neither_numpy_nor_scipy():
    code = (
        "import sys, clustercast.scenarios\n"
        "print([name for name in ('numpy', 'scipy', 'pydantic') if name in sys.modules])"
    )
    words = [sys.executable, "-c", code]
    said = subprocess.run(words, cwd=HOME.parent.parent, capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"
