"""Scenarios: what extends what, where shocks fall, and what is refused."""

import pytest

from clustercast.scenarios import PackError, format_quarter, load_scenario, scenario_names

HEAD = 'id = "{0}"\nlabel_zh = "{0}"\nlabel_en = "{0}"\n'


def write(folder, name, body=""):
    path = folder / f"{name}.toml"
    path.write_text(HEAD.format(name) + body, encoding="utf-8")
    return path


def lines_of(name, home):
    with pytest.raises(PackError) as raised:
        load_scenario(name, home=home)
    return [str(fault).replace(f"{home.as_posix()}/library/", "") for fault in raised.value.faults]


def test_as_written_changes_nothing(commons):
    scenario = load_scenario("as-written", home=commons)
    assert (scenario.levers, scenario.shocks, scenario.stress_test) == ({}, (), False)
    assert scenario.lever("demand") == 1.0
    with pytest.raises(KeyError):
        scenario.lever("demands")


def test_names(commons):
    assert scenario_names(commons) == ("as-written", "late-start")


def test_a_scenario_stands_on_what_it_extends(commons, tmp_path):
    path = write(
        tmp_path,
        "later",
        'extends = "late-start"\nstress_test = true\nlevers = {demand = 2}\n'
        'shocks = [{path = "wage", from = "2018Q2", to = "2019Q1", factor = 1.1}]\n'
        "[government]\ntournament = 0.3\n",
    )
    scenario = load_scenario(path, home=commons)
    assert scenario.levers == {"outreach_robots": 0.5, "demand": 2.0}
    assert [shock.path for shock in scenario.shocks] == ["demand", "wage"]
    assert (scenario.government.start_delay_quarters, scenario.government.attention) == (4, 1.0)
    assert scenario.government.tournament == 0.3
    assert scenario.government.effort_frozen is None
    assert scenario.stress_test
    assert scenario.description_en == "The plan as it stands."


def test_plan_years_count_from_the_first_year(commons):
    (shock,) = load_scenario("late-start", home=commons).shocks
    assert [format_quarter(one) for one in shock.quarters(2017)] == ["2019Q1", "2019Q4"]
    assert [format_quarter(one) for one in shock.quarters(2023)] == ["2025Q1", "2025Q4"]


def test_the_hash_covers_what_is_extended(commons):
    before = load_scenario("late-start", home=commons).hash
    path = commons / "library" / "as-written.toml"
    path.write_bytes(path.read_bytes() + b"\n")
    assert load_scenario("late-start", home=commons).hash != before


def test_a_circle_is_refused(commons):
    library = commons / "library"
    write(library, "one", 'extends = "two"\n')
    write(library, "two", 'extends = "three"\n')
    write(library, "three", 'extends = "one"\n')
    assert lines_of("one", commons) == [
        "three.toml [three] extends: the scenarios extend each other in a circle (one -> two -> three -> one); "
        "write another scenario"
    ]
    write(library, "self", 'extends = "self"\n')
    assert "in a circle (self -> self)" in lines_of("self", commons)[0]


FAULTS = {
    "lever": ("levers = {demands = 2}", 'levers.demands: this key is not known; write "demand" instead'),
    "negative": ("levers = {demand = -1}", "levers.demand: -1 is negative; write a number of 0 or more"),
    "not finite": (
        "levers = {demand = nan}",
        "levers.demand: nan is not a finite number of sensible size; write a number of at most 1e+15",
    ),
    "path": (
        'shocks = [{path = "wages", from = "year1", to = "year1", factor = 1}]',
        'shocks.path: "wages" is not a known path; write "wage" (or another of "demand", "arm_price", '
        '"integration_price", "credit_limit", "loan_rate", "energy_price", "wage")',
    ),
    "time": (
        'shocks = [{path = "wage", from = "year0", to = "year1", factor = 1}]',
        'shocks.from: "year0" is neither a plan year nor a quarter; write "year3" or "2019Q1"',
    ),
    "backwards": (
        'shocks = [{path = "wage", from = "year2", to = "year1", factor = 1}]',
        "shocks: shock 1 ends (year1) before it begins; write a to after year2",
    ),
    "extends": (
        'extends = "late-stat"',
        'extends: there is no scenario "late-stat"; write "late-start" (or another of "as-written", "bad", '
        '"late-start")',
    ),
    "key": ("stress_tests = true", 'stress_tests: this key is not known; write "stress_test" instead'),
    "government": (
        "government = {start_delay_quarters = 1.5}",
        "government.start_delay_quarters: a number where a whole number is expected; write a whole number",
    ),
}


@pytest.mark.parametrize(("body", "line"), FAULTS.values(), ids=FAULTS)
def test_a_faulty_scenario_is_one_clear_line(commons, body, line):
    write(commons / "library", "bad", body + "\n")
    assert lines_of("bad", commons) == [f"bad.toml [bad] {line}"]


def test_all_faults_of_a_scenario_and_of_what_it_extends(commons):
    library = commons / "library"
    write(library, "base", "levers = {demands = 2}\n")
    write(library, "top", 'extends = "base"\nlevers = {credits = 2}\n')
    assert [line.split(":")[0] for line in lines_of("top", commons)] == [
        "top.toml [top] levers.credits",
        "base.toml [base] levers.demands",
    ]


def test_no_such_scenario(commons):
    with pytest.raises(PackError, match=r'as-writen: no scenario of this name.*write "as-written"'):
        load_scenario("as-writen", home=commons)
