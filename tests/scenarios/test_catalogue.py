"""The catalogue of upgrades: what an entry may say, and which of its parameters belong to a plan."""

import pytest

from clustercast.scenarios import PackError, load_plan
from clustercast.scenarios.commons import read_commons
from clustercast.scenarios.faults import Faults
from clustercast.scenarios.folder import FilesRead
from clustercast.scenarios.levers import GOALS, LEVER_GOALS, LEVERS
from clustercast.scenarios.numbers import MOST_UPGRADES
from clustercast.scenarios.pack import idle_parameters
from tests.other_packs import CATALOGUE, EIGHT, FOUR, INVENTED, invented_with, pack_with

ENTRY = {
    "code": '"robots"',
    "label_zh": '"工业机器人"',
    "label_en": '"industrial robots"',
    "form": '"levels"',
    "levels": '["used"]',
    "outreach": '"outreach_robots"',
    "support": '"support_robots"',
    "goal": '"robots"',
    "base_counts": '["robot_stock_region"]',
}
FAULTS = {
    "base given twice": (
        {"base_share": '"n_firms"'},
        "base_share: what stood at the base is given twice; "
        "write base_share (a share of the plan's firms), or base_counts",
    ),
    "no base": (
        {"base_counts": "[]"},
        "base_share: what stood at the base is missing; write base_share (a share of the plan's firms), or base_counts",
    ),
    "unknown lever": (
        {"outreach": '"outreach_robot"'},
        'outreach: "outreach_robot" is not a known lever; write "outreach_robots" or another known lever',
    ),
    "lever of another goal": (
        {"support": '"support_green"'},
        'support: "support_green" serves green, not robots; write a lever that serves robots, or another goal',
    ),
    "lever without a goal": (
        {"outreach": '"evaluation"'},
        'outreach: "evaluation" serves no goal, not robots; write a lever that serves robots, or another goal',
    ),
    "unknown goal": (
        {"goal": '"robot"'},
        'goal: "robot" is not a known goal; write "robots" (or another of '
        '"robots", "smart", "green", "digital", "investment", "innovation", "growth", "service")',
    ),
    "a base that is no parameter": (
        {"base_counts": '["robots_stock_region"]'},
        'base_counts: "robots_stock_region" is not the id of a parameter; write "robot_stock_region" (or another of ',
    ),
    "a key that names no parameter": (
        {"life": '"robot_life"'},
        'life: "robot_life" is not the id of a parameter; write one of "n_firms", ',
    ),
    "hardware is a flag": (
        {"hardware": "1"},
        "hardware: a whole number where true or false is expected; write true or false",
    ),
}


def faults_of_catalogue(commons, changes):
    """What is said of a catalogue of one entry."""
    lines = "\n".join(f"{key} = {value}" for key, value in (ENTRY | changes).items())
    (commons / "upgrades.toml").write_text(f"[[upgrade]]\n{lines}\n", encoding="utf-8")
    faults = Faults()
    read_commons(FilesRead(faults), commons)
    return [(fault.entry, f"{fault.key}: {fault.problem}; write {fault.remedy}") for fault in faults.found]


@pytest.mark.parametrize(("changes", "line"), FAULTS.values(), ids=FAULTS)
def test_a_fault_of_an_entry_is_one_clear_line(commons, changes, line):
    assert faults_of_catalogue(commons, {}) == []
    ((entry, said),) = faults_of_catalogue(commons, changes)
    assert entry == "robots"
    assert said.startswith(line)


def faults_of_plan(tmp_path, **head):
    """What is said of the invented province with another head."""
    with pytest.raises(PackError) as raised:
        load_plan(pack_with(INVENTED, tmp_path, **head))
    return [f"{fault.key}: {fault.problem}; write {fault.remedy}" for fault in raised.value.faults]


def test_a_plan_names_an_upgrade_once(tmp_path):
    assert faults_of_plan(tmp_path, upgrades=(*FOUR, "green")) == [
        'upgrades: "green" is named twice; write each upgrade once'
    ]


def test_a_plan_has_no_more_upgrades_than_there_are_words_for(tmp_path):
    many = tuple(f"upgrade_{number}" for number in range(MOST_UPGRADES + 1))
    found = faults_of_plan(tmp_path, upgrades=(*FOUR, *many))
    assert f"upgrades: the plan has {MOST_UPGRADES + 5} upgrades; write at most {MOST_UPGRADES}" in found


def test_the_check_of_the_stock_does_not_lie_after_the_base_year(tmp_path):
    assert faults_of_plan(tmp_path, base_year=2010, origin="2017Q4") == [
        "base_year: robot_stock_check_year (2011) lies after the base year (2010); "
        "write a base year from 2011 on, or robot_stock_check_year in parameters.toml"
    ]


def test_every_lever_that_serves_a_goal_names_one():
    assert set(LEVERS) - set(LEVER_GOALS) == {"evaluation"}
    assert set(LEVER_GOALS) <= set(LEVERS)
    assert set(LEVER_GOALS.values()) == set(GOALS)
    assert {LEVER_GOALS[one] for one in ("outreach_digital", "support_digital")} == {"digital"}
    assert LEVER_GOALS["investment"] == "investment"


@pytest.mark.parametrize("code", CATALOGUE[4:])
def test_an_entry_of_one_level_has_its_five_parameters(code):
    plan = invented_with(CATALOGUE)
    upgrade = next(one for one in plan.upgrades if one.code == code)
    named = {f"{code}_{what}" for what in ("base_share", "cost_share", "margin_gain", "life", "launch_year")}
    assert named <= upgrade.names()
    assert len(upgrade.levels) == 1
    for name in named:
        parameter = plan.parameters[name]
        assert parameter.assumed and len(parameter.reason) > 20
        assert parameter.prior.support()[0] > 0.0
    gain, cost = (plan.parameters[f"{code}_{what}"] for what in ("margin_gain", "cost_share"))
    assert gain.prior.support()[1] <= 0.02  # below the margins of the model
    assert cost.prior.support()[1] <= 0.06
    assert 1.0 < cost.value / gain.value <= 5.5  # comes back within some years


def test_parameters_of_other_upgrades_are_idle():
    plan = invented_with(FOUR)
    assert {"cloud_base_share", "cnc_life", "audit_energy_saving", "below_scale_employees_median"} <= plan.idle
    assert not {"energy_cost_share", "smart_reference_revenue", "below_scale_ratio", "n_firms"} & plan.idle
    assert set(plan.parameters_in_use) == set(plan.parameters) - plan.idle
    assert list(plan.parameters_in_use) == sorted(plan.parameters_in_use)
    assert "below_scale_employees_median" not in invented_with(FOUR, below_scale=True).idle
    few = idle_parameters(invented_with(CATALOGUE).upgrades, {"cloud"})
    assert {"learning_rate", "robot_stock_check_year", "green_payback"} <= few
    assert not {"social_insurance", "cloud_life", "smart_reference_revenue"} & few
    assert not {name for name in invented_with(EIGHT).idle if name.startswith(("cnc_", "audit_"))}
