"""Posteriors: which one a plan takes, what of it, and what is said of a broken one."""

import json
import shutil
from dataclasses import replace

import pytest

from clustercast.model.inputs.parameter_draw import draw_parameters
from clustercast.scenarios import PackError, load_plan
from clustercast.scenarios.folder import HOME
from clustercast.scenarios.posteriors import DRAWS, MANIFEST, prior_data, prior_of
from clustercast.scenarios.priors import Fixed, LogNormal

HENAN = "henan-equipment-2017"


@pytest.fixture
def home(tmp_path):
    """The common files with posteriors of their own."""
    for name in ("parameters", "drivers", "plans"):
        shutil.copytree(HOME / name, tmp_path / name)
    shutil.copy(HOME / "upgrades.toml", tmp_path)
    return tmp_path


def keep(home, id, origin, draws="choosiness,robot_stock_nation\n2.0,330000\n2.5,350000\n", base_year=2016):
    parameters = load_plan(HENAN, prior=True).parameters
    folder = home / "posterior" / id
    folder.mkdir(parents=True)
    (folder / DRAWS).write_text(draws)
    names = draws.split("\n")[0].split(",")
    about = {name: {"prior": prior_data(parameters[name].prior)} for name in names}
    (folder / MANIFEST).write_text(json.dumps({"origin": origin, "base_year": base_year, "parameters": about}))


def test_a_plan_takes_the_latest_that_is_not_later_than_itself(home):
    for origin in (2015, 2017, 2018):
        keep(home, f"of-{origin}", origin)
    plan = load_plan(HENAN, home=home)
    assert plan.posterior is not None and plan.posterior.id == "of-2017"
    later = load_plan("henan-manufacturing-2023", home=home).posterior
    assert later is not None and later.id == "of-2018"
    assert load_plan(HENAN, home=home, prior=True).posterior is None


def test_none_where_all_are_later(home):
    keep(home, "late", 2018)
    assert load_plan(HENAN, home=home).posterior is None


def test_what_was_drawn_from_is_part_of_the_plan(home):
    keep(home, "one", 2017)
    first = load_plan(HENAN, home=home)
    assert first.hash != load_plan(HENAN, home=home, prior=True).hash
    (home / "posterior" / "one" / DRAWS).write_text("choosiness,robot_stock_nation\n2.0,330001\n2.5,350000\n")
    assert load_plan(HENAN, home=home).hash != first.hash


def test_members_draw_whole_vectors(home):
    keep(home, "one", 2017)
    plan = load_plan(HENAN, home=home)
    assert plan.posterior is not None
    drawn = {tuple(draw_parameters(plan, 1, m)[name] for name in plan.posterior.names) for m in range(40)}
    assert drawn == {(2.0, 330000.0), (2.5, 350000.0)}
    assert draw_parameters(plan, 1, 0) != draw_parameters(plan, 1, 0, 1)  # a refused vector is drawn anew
    without = load_plan(HENAN, home=home, prior=True)
    both = draw_parameters(plan, 1, 5), draw_parameters(without, 1, 5)
    assert all(both[0][name] == both[1][name] for name in plan.parameters if name not in plan.posterior.names)


def test_what_a_pack_or_a_sweep_sets_anew_wins(home):
    keep(home, "one", 2017)
    plan = load_plan(HENAN, home=home)
    own = replace(plan.parameters["choosiness"], prior=Fixed(1.25))
    changed = replace(plan, parameters=plan.parameters.narrowed({"choosiness": own}))
    values = draw_parameters(changed, 1, 3)
    assert values["choosiness"] == 1.25
    assert values["robot_stock_nation"] in (330000.0, 350000.0)


def test_the_stock_of_another_base_year_is_not_taken(home):
    keep(home, "one", 2017, base_year=2015)
    plan = load_plan(HENAN, home=home)
    assert plan.posterior is not None
    assert plan.posterior.taken(plan.parameters, plan.base_year) == ("choosiness",)


@pytest.mark.parametrize("draws", ["choosiness\n", "choosiness\n1.0,2.0\n", "choosiness\nmany\n"])
def test_a_broken_one_is_a_fault(home, draws):
    keep(home, "one", 2017, draws)
    with pytest.raises(PackError, match=r"draws\.csv"):
        load_plan(HENAN, home=home)


def test_an_unreadable_manifest_is_a_fault(home):
    keep(home, "one", 2017)
    (home / "posterior" / "one" / MANIFEST).write_text("{")
    with pytest.raises(PackError, match=r"manifest\.json"):
        load_plan(HENAN, home=home)


def test_priors_go_there_and_back():
    assert prior_of(prior_data(LogNormal(3.0, 0.45))) == LogNormal(3.0, 0.45)
