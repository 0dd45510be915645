"""A sample of the attack on both engines, and what it found: all of it runs by `make attack`."""

import shutil
from pathlib import Path

import pytest

from clustercast.scenarios import load_plan
from clustercast.scenarios.register import read_register, with_firms
from tests.attack.engines import trial, tried
from tests.engines import INVENTED

SCENARIO = """
id = "fz"
label_zh = "a"
label_en = "b"
[levers]
phase_out = 10
selection = 3
[government]
start_delay_quarters = {delay}
attention = 50
[[shocks]]
path = "{path}"
from = "year1"
to = "year99"
factor = {factor}
"""
FIRMS = """id,city,cluster,revenue,employees,fixed assets,cash,R&D,group,lead,robots,smart,green,service
f0,donghe,elsewhere-machine_tools,3865.07,128.836,7.34364e+06,3.86507e+06,57976.1,,1,,0,,0
f1,nanling,farm-machinery-core,27802.5,350.561,5.28248e+07,,,B,0,,1,0,
f2,donghe,farm-machinery-support,56325.7,424.587,,0,,A,1,,1,0,0
f3,beigang,machine-tools-core,90000,600,,,,,0,9,1,0,0
"""


@pytest.mark.parametrize("number", range(6))
def test_engines_agree_on_whatever_is_accepted(tmp_path, number):
    assert trial(1, number, tmp_path).kind in ("accepted", "refused")


@pytest.mark.parametrize("firms", [False, True])
@pytest.mark.parametrize(("path", "factor"), [("demand", 1e15), ("credit_limit", 0)])
def test_demand_beyond_all_measure_wraps_no_count(tmp_path, path, factor, firms):
    """Robots of a firm beyond 32 bits were counted below zero by compiled code alone."""
    pack, scenario, register = tmp_path / "pack", tmp_path / "scenario.toml", tmp_path / "firms.csv"
    shutil.copytree(INVENTED, pack)
    scenario.write_text(SCENARIO.format(path=path, factor=factor, delay=10**15), encoding="utf-8")
    register.write_text(FIRMS, encoding="utf-8")

    def load():
        plan = load_plan(pack)
        return with_firms(plan, read_register(register, plan)) if firms else plan

    found = tried(load, scenario)
    assert found.kind in ("accepted", "refused"), found.detail


def test_a_plan_of_many_years_is_compared_as_far_as_is_quick(tmp_path):
    pack = Path(shutil.copytree(INVENTED, tmp_path / "pack"))
    text = (pack / "plan.toml").read_text(encoding="utf-8")
    (pack / "plan.toml").write_text(text.replace("period = [2017, 2020]", "period = [2017, 2100]"), encoding="utf-8")
    scenario = tmp_path / "scenario.toml"
    scenario.write_text(SCENARIO.format(path="credit_limit", factor=0, delay=0), encoding="utf-8")
    found = tried(lambda: load_plan(pack), scenario)
    assert found.kind in ("accepted", "refused"), found.detail
