"""The way in: a new plan's folder runs as written, says what is still to do, and refuses what it cannot write."""

import json
import tomllib
from dataclasses import fields

import pytest

import clustercast
from clustercast.reports.tables.to_do import MARKS, alone, placeholders
from clustercast.scenarios import PackError, load_plan
from clustercast.scenarios.folder import HOME
from clustercast.scenarios.new_plan import TEMPLATE, commented, write_new_plan
from clustercast.scenarios.pack_tables import NAMES_IN_PLAN
from clustercast.scenarios.register import read_register
from tests.command import invoke

CHINESE = range(0x4E00, 0x9FFF)


@pytest.fixture
def folder(tmp_path):
    return write_new_plan("my-plan", tmp_path)


def test_a_new_plan_has_no_faults_and_every_kind_of_target(folder):
    plan = load_plan(folder)
    assert (plan.id, plan.period, plan.base_year) == ("my-plan", (2026, 2030), 2025)
    assert {one.status for one in plan.targets} == {"projected", "conditional", "outside"}
    assert {one.mechanism for one in plan.targets} == {"behaviour", "quota", "none"}
    kinds = {one.kind for one in plan.targets}
    assert {"level", "growth_per_year", "cumulative_count", "count_per_year", "reduction_from_base"} <= kinds
    assert {"coverage", "qualitative"} <= kinds
    assert invoke("check", folder).exit_code == 0


def test_the_template_holds_no_fact(folder):
    """Every number of the template is marked as an example, assumed."""
    plan = load_plan(folder)
    left = placeholders(plan)
    assert set(left["targets.toml"]) == {one.id for one in plan.targets}
    assert set(left["instruments.toml"]) == {one.id for one in plan.instruments}
    own = tomllib.loads((folder / "parameters.toml").read_text(encoding="utf-8"))["parameter"]
    assert set(left["parameters.toml"]) == {one["id"] for one in own}
    assert all(one["standing"] == "assumed" and "EXAMPLE" in one["reason"] for one in own)


@pytest.mark.parametrize(("languages", "chinese", "english"), [(("zh",), 1, 0), (("en",), 0, 1), (("zh", "en"), 1, 1)])
def test_comments_come_in_the_language_asked_for(languages, chinese, english):
    text = commented("#zh 目标\n#en targets\nid = 1  # kept\n# date\n", languages)
    assert text.splitlines()[-2:] == ["id = 1  # kept", "# date"]
    assert (text.count("# 目标"), text.count("# targets")) == (chinese, english)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_comment_of_the_template_is_in_both_languages(lang):
    for path in TEMPLATE.glob("*.toml"):
        lines = path.read_text(encoding="utf-8").splitlines()
        assert any(line.startswith(f"#{lang} ") for line in lines), path.name
        for line in lines:
            if line.startswith("#en "):
                assert not any(ord(one) in CHINESE for one in line), line


def test_the_readme_and_the_example_register_belong_to_the_plan(folder):
    text = (folder / "README.md").read_text(encoding="utf-8")
    assert "clustercast check my-plan" in text and "| 营业收入 |" in text and "| revenue |" in text
    assert len(read_register(folder / "firms-example.csv", load_plan(folder)).firms) >= 10


def test_check_leads_on(folder):
    english, chinese = invoke("check", folder), invoke("check", folder, "--lang", "zh")
    assert english.exit_code == chinese.exit_code == 0
    assert "no faults (10 targets: projected 6, conditional 3, outside 1" in english.stdout
    assert "Still to do" in english.stdout and "targets.toml: 10 as in the template: revenue-2030" in english.stdout
    assert "尚待处理" in chinese.stdout and "targets.toml：10项仍是示例" in chinese.stdout


def test_what_stands_alone_is_named(folder):
    targets, instruments = folder / "targets.toml", folder / "instruments.toml"
    text = instruments.read_text(encoding="utf-8")
    instruments.write_text(text.replace('lever = "demand"', 'lever = "evaluation"'), encoding="utf-8")
    text = targets.read_text(encoding="utf-8")
    targets.write_text(text.replace('goal = "service"\n', ""), encoding="utf-8")
    more = '[[indicator]]\nid = "spare"\nlabel_zh = "多"\nlabel_en = "spare"\nunit = "firms"\nkind = "stock"\n'
    with (folder / "indicators.toml").open("a", encoding="utf-8") as file:
        file.write(f'{more}expression = "count(active == 1)"\n')
    found = alone(load_plan(folder))
    assert found["no_instrument"] == ["revenue-2030", "revenue-growth-2026-2030"]
    assert found["no_goal"] == ["service-manufacturing-2030"]
    assert found["not_used"] == ["spare"]
    assert found["no_path"] == ["gdp"]


def test_a_plan_without_placeholders_has_no_such_reminder(invented_pack):
    plan = load_plan(invented_pack)
    assert placeholders(plan) == {}
    assert set(NAMES_IN_PLAN.values()) <= {field.name for field in fields(plan)}
    assert all(mark not in invoke("check", invented_pack).stdout for mark in MARKS)


@pytest.mark.parametrize(
    "name", ["", "..", "../x", "a/b", "a b", "规划", ".hidden", "x" * 81, "henan-equipment-2017", "a.toml"]
)
def test_bad_names_are_refused(tmp_path, name):
    done = invoke("new-plan", name, "--dir", tmp_path)
    assert done.exit_code == 2
    assert not list(tmp_path.iterdir())


def test_nothing_is_overwritten(folder, tmp_path):
    before = {path: path.read_bytes() for path in folder.iterdir()}
    done = invoke("new-plan", "my-plan", "--dir", tmp_path)
    assert done.exit_code == 2 and "the folder is not empty; write another name" in done.stderr
    assert {path: path.read_bytes() for path in folder.iterdir()} == before
    (tmp_path / "taken").write_text("a file", encoding="utf-8")
    with pytest.raises(PackError, match="a file of this name exists"):
        write_new_plan("taken", tmp_path)
    with pytest.raises(PackError, match="this is a file"):
        write_new_plan("other", tmp_path / "taken")


def test_an_empty_folder_is_filled_and_the_next_steps_are_said(tmp_path):
    (tmp_path / "mine").mkdir()
    done = invoke("new-plan", "mine", "--dir", tmp_path, "--lang", "zh")
    assert done.exit_code == 0 and "接下来" in done.stdout and f"clustercast check {tmp_path / 'mine'}" in done.stdout
    plan = (tmp_path / "mine" / "plan.toml").read_text(encoding="utf-8")
    assert "# 规划本身" in plan and "The plan itself" not in plan


def test_a_new_plan_outside_the_repository_runs_from_the_command_line(folder, tmp_path, monkeypatch):
    assert not folder.is_relative_to(HOME.parent)
    monkeypatch.chdir(tmp_path)
    words = ("run", "./my-plan", "--members", 3, "--scenario", "as-written", "--workers", 1, "--out", "made")
    done = invoke(*words, "--firms", "my-plan/firms-example.csv")
    assert done.exit_code == 0, done.stderr
    assert "Your register of firms beside the plan's own numbers" in done.stdout
    assert "levels and counts are judged on the register's firms alone" in done.stderr
    record = json.loads((tmp_path / "made" / "attainment.json").read_text(encoding="utf-8"))
    sums = {one["key"]: one["register"] for one in record["register"]}
    register = read_register(folder / "firms-example.csv", load_plan(folder))
    assert sums["firms"] == len(register.firms)
    assert json.loads((tmp_path / "made" / "plan.json").read_text(encoding="utf-8"))["firms"] == register.hash
    again = invoke("attainment", "made")
    assert "Your register of firms" in again.stdout
    other = invoke(*words)
    assert other.exit_code == 2 and "firms is" in other.stderr


def test_a_new_plan_runs_in_python_with_and_without_a_register(folder):
    without = clustercast.run(folder, ["as-written"], members=2)
    assert not without.failures and without.record.register == ()
    held = clustercast.run(folder, ["as-written"], members=2, firms=folder / "firms-example.csv")
    assert not held.failures
    assert held.record.run != without.record.run
    assert {one.key for one in held.record.register} >= {"firms", "revenue", "employees", "robots", "smart"}


def test_a_register_with_faults_stops_the_run_before_anything_is_written(folder, tmp_path):
    path = tmp_path / "firms.csv"
    path.write_text("编号,城市,行业,营业收入,从业人员\nA,某市,装备制造,abc,1\n", encoding="gb18030")
    done = invoke("run", folder, "--firms", path, "--out", tmp_path / "made")
    assert done.exit_code == 2 and not (tmp_path / "made").exists()
    assert 'row 2] 营业收入: "abc" is not a number' in done.stderr and 'no city "某市"' in done.stderr


def test_check_of_a_register(folder):
    done = invoke("check", folder, "--firms", folder / "firms-example.csv")
    assert done.exit_code == 0 and "Your register of firms beside" in done.stdout
    (folder / "bad.csv").write_text("id\nA\n", encoding="utf-8")
    done = invoke("check", folder, "--firms", folder / "bad.csv")
    assert done.exit_code == 2 and "[row 1] 从业人员: this column is missing" in done.stderr


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_register_template_is_a_register(invented_pack, tmp_path, lang):
    path = tmp_path / "firms.csv"
    assert invoke("register-template", invented_pack, "--out", path, "--lang", lang).exit_code == 0
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    assert read_register(path, load_plan(invented_pack)).firms
    assert invoke("register-template", invented_pack, "--out", path).exit_code == 2
    printed = invoke("register-template", invented_pack, "--lang", lang).stdout
    assert printed.splitlines() == path.read_text(encoding="utf-8-sig").splitlines()
