"""Every kind of fault is found, in one clear line with file, entry, key, what is wrong and what to write."""

import pickle
import re
import tomllib
from pathlib import Path

import pytest

from clustercast.model.expressions.assembly import expression_faults
from clustercast.scenarios import Fault, PackError, load_plan
from clustercast.scenarios.faults import Faults, nearest

CASES = {
    case["name"]: (case["file"], case["old"], case["new"], case["line"])
    for case in tomllib.loads((Path(__file__).parents[1] / "data" / "faults.toml").read_text(encoding="utf-8"))["case"]
}
"""One case a kind of fault; see tests/data/faults.toml."""


def faults_of(pack, home) -> list[str]:
    """The lines of the faults of a pack, those of its expressions among them, without the folder it lies in."""
    with pytest.raises(PackError) as raised:
        load_plan(pack, home=home, judge=expression_faults)
    assert str(raised.value) == "\n".join(str(fault) for fault in raised.value.faults)
    return [str(fault).replace(f"{pack.as_posix()}/", "") for fault in raised.value.faults]


def change(path, old, new):
    content = path.read_text(encoding="utf-8")
    assert old in content, f"{old!r} is not in {path.name}"
    path.write_text(content.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize(("file", "old", "new", "line"), CASES.values(), ids=CASES)
def test_one_fault_is_one_clear_line(invented_pack, commons, file, old, new, line):
    change(invented_pack / file, old, new)
    assert faults_of(invented_pack, commons) == [line]


def test_missing_file(invented_pack, commons):
    (invented_pack / "clusters.toml").unlink()
    line = "clusters.toml: the file is missing; write a file clusters.toml in invented-province/"
    assert faults_of(invented_pack, commons) == [line]


def test_misspelt_file(invented_pack, commons):
    (invented_pack / "organisations.toml").rename(invented_pack / "organizations.toml")
    line = "organizations.toml: a pack has no such file; write the name organisations.toml"
    assert faults_of(invented_pack, commons) == [line]


def test_text_in_another_encoding(invented_pack, commons):
    path = invented_pack / "instruments.toml"
    path.write_bytes(path.read_text(encoding="utf-8").encode("gb18030"))
    line = "instruments.toml [line 3]: the text is not UTF-8; write the file again, saved as UTF-8"
    assert faults_of(invented_pack, commons) == [line]


def test_a_missing_table(invented_pack, commons):
    change(invented_pack / "plan.toml", "[accounts]", "[account]")
    assert faults_of(invented_pack, commons) == [
        'plan.toml account: this key is not known; write "accounts" instead',
        "plan.toml [accounts]: this table is missing; write [accounts] and its keys",
    ]


def test_no_pack_at_all(tmp_path, commons):
    with pytest.raises(PackError, match="no plan of this name, and nothing at this path"):
        load_plan(tmp_path / "nowhere", home=commons)


def test_an_empty_folder_lacks_every_required_file(tmp_path, commons):
    (tmp_path / "empty").mkdir()
    found = faults_of(tmp_path / "empty", commons)
    missing = ["plan", "targets", "instruments", "clusters", "indicators"]
    assert [line.split(".toml: the file is missing")[0] for line in found] == missing


def test_all_faults_are_told_at_once(invented_pack, commons):
    names = ["unknown unit", "negative quota", "nan", "no such city", "no lever and no reason", "not a quarter"]
    for name in names:
        file, old, new, _ = CASES[name]
        change(invented_pack / file, old, new)
    (invented_pack / "indicators.toml").write_text("[[indicator]\n", encoding="utf-8")
    found = faults_of(invented_pack, commons)
    assert {CASES[name][3] for name in names} < set(found)
    assert len(found) == len(names) + 1  # the broken file is told once; what refers to it is not


@pytest.mark.parametrize("file", ["parameters/all.toml", "drivers/all.toml", "upgrades.toml"])
def test_faults_of_common_files_are_found_too(invented_pack, commons, file):
    path = commons / file
    path.write_text("unknown = 1\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    (line,) = faults_of(invented_pack, commons)
    assert re.search(r"commons/.* unknown: this key is not known; write only known keys", line)


def test_a_faulty_parameter_is_told_once(invented_pack, commons):
    change(commons / "parameters/all.toml", 'unit = "firms"', 'unit = "firm"')
    (line,) = faults_of(invented_pack, commons)
    assert line.endswith('[n_firms] unit: the unit "firm" is not known; write "firms" or another known unit')


def test_numbers_and_tables_beyond_the_reader(invented_pack, commons):
    path = invented_pack / "organisations.toml"
    for text in ("a = 1" + "0" * 5000, "a = " + "[" * 5000):
        path.write_text(text, encoding="utf-8")
        (line,) = faults_of(invented_pack, commons)
        assert line.startswith("organisations.toml [line 1]: not valid TOML (")


def test_an_upgrade_names_parameters_that_exist(invented_pack, commons):
    change(commons / "upgrades.toml", '"learning_rate"', '"learning_rates"')
    (line,) = faults_of(invented_pack, commons)
    assert 'upgrades.toml [robots] learning: "learning_rates" is not the id of a parameter; write "learning' in line


def test_a_parameter_of_two_files(invented_pack, commons):
    text = (commons / "parameters/all.toml").read_text(encoding="utf-8")
    (commons / "parameters/more.toml").write_text(text.split("[[parameter]]")[1].join(["[[parameter]]", ""]), "utf-8")
    (line,) = faults_of(invented_pack, commons)
    assert line.endswith("commons/parameters/all.toml; write an id of its own for each parameter")


def test_a_year_given_twice(invented_pack, commons):
    change(commons / "drivers/all.toml", "year = 2015", "year = 2016")
    (line,) = faults_of(invented_pack, commons)
    assert line.endswith("[machinery_revenue_growth] point: the year 2016 is given twice; write one point a year")


def test_a_fault_is_one_line_and_travels_between_processes():
    fault = Fault("a.toml", "entry", "key", "text\nin lines", "one line")
    assert str(fault) == "a.toml [entry] key: text in lines; write one line"
    assert pickle.loads(pickle.dumps(PackError([fault]))).faults == (fault,)


def test_no_faults_raise_nothing():
    faults = Faults()
    faults.raise_if_any()
    faults.add("a", "b", "c", "d", "e")
    faults.add("a", "b", "c", "d", "e")
    assert len(faults) == 1


def test_faults_of_expressions_stand_beside_those_of_keys(invented_pack, commons):
    """A planner mends a pack in one go: what one key hides of another is only what depends on it."""
    change(invented_pack / "targets.toml", 'unit = "percent"', 'unit = "percents"')
    change(invented_pack / "indicators.toml", "count(robots >= 1 and", "count(robotz >= 1 and")
    change(invented_pack / "programmes.toml", 'subject = "firm"', 'subject = "farm"')
    change(invented_pack / "clusters.toml", "weight = ", "mass = ")
    found = "\n".join(faults_of(invented_pack, commons))
    for part in ('the unit "percents" is not', "robotz is no column", '"farm" is not', "[machine-tools-core] mass"):
        assert part in found
    assert found.count(" is no column") == 1


def test_expressions_are_not_judged_by_a_file_that_cannot_be_read(invented_pack, commons):
    change(invented_pack / "indicators.toml", "count(robots >= 1 and", "count(robotz >= 1 and")
    (invented_pack / "clusters.toml").write_text("[[cluster", encoding="utf-8")
    assert not any("robotz" in line for line in faults_of(invented_pack, commons))


GROWTH = ('value = 430\nunit = "CNY_100m"\nkind = "level"', 'value = 5\nunit = "percent"\nkind = "growth_per_year"')


def test_growth_is_of_a_level(invented_pack, commons):
    change(invented_pack / "targets.toml", *GROWTH)
    change(
        invented_pack / "indicators.toml", 'unit = "CNY_100m"\nkind = "flow_year"', 'unit = "percent"\nkind = "rate"'
    )
    assert faults_of(invented_pack, commons) == [
        'targets.toml [revenue-2020] measure: "main_business_revenue" is of kind rate, and growth takes "stock" or '
        '"flow_year"; write the indicator of the level; this one is comparable, where the plan says comparable basis'
    ]


def test_growth_of_value_added_is_real(invented_pack, commons):
    change(invented_pack / "targets.toml", *GROWTH)
    change(
        invented_pack / "indicators.toml", "sum(revenue_year) / 10000", "sum(revenue_year * value_added_share) / 10000"
    )
    assert faults_of(invented_pack, commons) == [
        'targets.toml [revenue-2020] measure: growth of value added is real, and "main_business_revenue" is at the '
        "prices of the day; write an indicator of sum(value_added_year)"
    ]
    change(invented_pack / "indicators.toml", "sum(revenue_year * value_added_share)", "sum(value_added_year)")
    load_plan(invented_pack, home=commons, judge=expression_faults)


def test_a_vision_beyond_the_period_may_stand_outside_the_model(invented_pack, commons):
    change(invented_pack / "targets.toml", 'kind = "qualitative"\nby = 2020', 'kind = "qualitative"\nby = 2035')
    load_plan(invented_pack, home=commons, judge=expression_faults)


@pytest.mark.parametrize(
    ("word", "known", "meant"),
    [
        ("lines", ["mines", "zones"], None),
        ("investment", ["insolvent", "industry"], None),
        ("robotz", ["robots", "robots_added"], "robots"),
        ("cny_10K", ["CNY_10k", "CNY_100m"], "CNY_10k"),
        ("outreach_robot", ["outreach_robots", "outreach_smart"], "outreach_robots"),
    ],
)
def test_only_a_slip_of_the_pen_is_guessed(word, known, meant):
    assert nearest(word, known) == meant
