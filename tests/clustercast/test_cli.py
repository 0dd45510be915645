"""The command line, with an ensemble made by hand in place of the simulation."""

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest

import clustercast
from tests.command import invoke
from tests.synthetic import plausible

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def simulated(monkeypatch):
    """Puts `plausible` in the place of the simulation; gives the calls made."""
    calls = []

    def fake(plan, scenarios, *, members, seed, workers=2, progress=None, **_):
        calls.append((plan.id, [one.id for one in scenarios], members, seed, workers))
        if progress is not None:
            progress(members, members)
        names = tuple(one.id for one in scenarios)
        return plausible(plan, members=members, scenarios=names, seed=seed, verdicts=False)

    import clustercast.api.forecast

    monkeypatch.setattr(clustercast.api.forecast, "run_ensemble", fake)
    return calls


# Help


def test_help_imports_only_what_the_command_line_itself_is_made_of():
    """So it is quick on any machine; how quick is measured by `make bench`."""
    bare = "import typer\napp = typer.Typer()\napp.command()(lambda: None)\n"
    ours = "from clustercast.commands.cli import app\n"
    assert other_packages(ours) - other_packages(bare) == {"clustercast"}


def other_packages(code: str) -> set[str]:
    """Packages beyond Python's own that a program has imported once it has shown its help."""
    code += "import sys\nfrom typer.testing import CliRunner\nCliRunner().invoke(app, ['--help'])\n"
    code += "print(*{name.split('.')[0] for name in sys.modules} - set(sys.stdlib_module_names))"
    said = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return set(said.split())


def test_help_names_every_command():
    said = subprocess.run(
        [sys.executable, "-m", "clustercast", "--help"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert said.returncode == 0
    for name in ("plans", "show", "check", "run", "attainment"):
        assert name in said.stdout


def test_public_names_can_be_imported():
    for name in clustercast.__all__:
        assert getattr(clustercast, name) is not None
    assert set(clustercast.__all__) <= set(dir(clustercast))
    with pytest.raises(AttributeError):
        clustercast.no_such_name  # noqa: B018


# Plans


def test_plans_lists_what_ships():
    assert "henan-equipment-2017" in invoke("plans").stdout
    (row,) = (one for one in json.loads(invoke("plans", "--json").stdout) if one["id"] == "henan-equipment-2017")
    assert (row["targets"], row["origin"]) == (26, "2017Q4")


@pytest.mark.parametrize(("lang", "word"), [("zh", "装备制造业主营业务收入"), ("en", "main business")])
def test_show_speaks_both_languages(invented_pack, lang, word):
    done = invoke("show", invented_pack, "--lang", lang)
    assert done.exit_code == 0 and word in done.stdout


def test_show_as_json_has_the_quotes(invented_pack):
    assert json.loads(invoke("show", invented_pack, "--json").stdout)["targets"][0]["quote"].startswith("到2020年")


def test_check_of_a_sound_pack(invented_pack):
    done = invoke("check", invented_pack)
    assert (done.exit_code, done.stderr) == (0, "")
    assert "no faults" in done.stdout


def test_check_prints_every_fault_on_a_line_of_its_own(invented_pack):
    targets = invented_pack / "targets.toml"
    text = targets.read_text(encoding="utf-8")
    text = text.replace('unit = "units"', 'unit = "robots"').replace("by = 2020", "by = 2031", 1)
    targets.write_text(text, encoding="utf-8")
    done = invoke("check", invented_pack)
    assert done.exit_code == 2 and done.stdout == ""
    lines = done.stderr.splitlines()
    assert len(lines) >= 2
    assert all("targets.toml [" in line and "; write " in line for line in lines)


def test_check_finds_a_bad_expression(invented_pack):
    indicators = invented_pack / "indicators.toml"
    text = indicators.read_text(encoding="utf-8").replace("sum(robots_added)", "sum(robots_addded)")
    indicators.write_text(text, encoding="utf-8")
    done = invoke("check", invented_pack)
    assert done.exit_code == 2
    assert "indicators.toml [robots_added] expression" in done.stderr


def test_check_holds_quotes_against_the_document(invented_pack, tmp_path):
    plan = clustercast.load_plan(invented_pack)
    from clustercast.scenarios.quotes import quotes

    spaced = "\n\u3000".join(" ".join(words) for _, _, _, words in quotes(plan))
    document = tmp_path / "plan.txt"
    document.write_text(spaced, encoding="utf-8")
    assert invoke("check", invented_pack, "--document", document).exit_code == 0
    document.write_text(spaced.replace("机", "機"), encoding="gb18030")
    assert invoke("check", invented_pack, "--document", document).exit_code == 0
    document.write_text(spaced.replace("机", "车", 1), encoding="utf-8")
    done = invoke("check", invented_pack, "--document", document)
    assert done.exit_code == 2
    assert "quote: the quote is not in plan.txt beyond" in done.stderr


@pytest.mark.parametrize("content", [None, b"\xff\xfe\xfa"])
def test_check_needs_a_readable_document(invented_pack, tmp_path, content):
    document = tmp_path / "plan.txt"
    if content is not None:
        document.write_bytes(content)
    done = invoke("check", invented_pack, "--document", document)
    assert done.exit_code == 2 and "plan.txt" in done.stderr


def test_check_of_a_scenario_file(tmp_path):
    good, bad = tmp_path / "good.toml", tmp_path / "bad.toml"
    good.write_text('id = "good"\nlabel_zh = "好"\nlabel_en = "good"\n', encoding="utf-8")
    bad.write_text('id = "bad"\nlabel_zh = "坏"\nlabel_en = "bad"\n[levers]\ncredit = -1\n', encoding="utf-8")
    assert invoke("check", good).exit_code == 0
    done = invoke("check", bad)
    assert done.exit_code == 2 and "credit" in done.stderr


# Runs


def test_run_leaves_everything_and_says_so_in_the_end(invented_pack, simulated, tmp_path):
    folder = tmp_path / "run"
    done = invoke("run", invented_pack, "--members", 40, "--seed", 3, "--workers", 1, "--out", folder)
    assert done.exit_code == 0, done.stderr
    assert simulated == [("invented-province", ["as-written", "no-incentives"], 40, 3, 1)]
    assert {one.name for one in folder.iterdir()} == {
        "plan.json", ".lock", "blocks", "journal.jsonl", "verdicts",
        "attainment.csv", "attainment.json", "base_counts.csv", "differences.csv", "summary.txt",
        "manifest.json",
    }  # fmt: skip
    end = done.stdout.strip().splitlines()[-3:]
    assert end[0].startswith("In the model") and "standard error" in end[1] and end[2].startswith("Everything is in")
    with (folder / "attainment.csv").open(encoding="utf-8-sig", newline="") as file:
        assert len(list(csv.DictReader(file))) == 2 * 7


def test_attainment_shows_what_run_stored(invented_pack, simulated, tmp_path):
    folder = tmp_path / "run"
    run = invoke("run", invented_pack, "--members", 40, "--workers", 1, "--out", folder)
    again = invoke("attainment", folder)
    assert again.exit_code == 0
    assert again.stdout == run.stdout
    found = json.loads(invoke("attainment", folder, "--json").stdout)
    assert len(found["attainment"]) == 14
    assert set(found["findings"]) == {"zh", "en"}
    assert "有望完成" in invoke("attainment", folder, "--lang", "zh").stdout


def test_run_as_json_prints_json_only(invented_pack, simulated, tmp_path):
    done = invoke("run", invented_pack, "--members", 20, "--workers", 1, "--out", tmp_path / "run", "--json")
    assert json.loads(done.stdout)["members"] == 20


def test_run_over_another_run_is_refused(invented_pack, simulated, tmp_path):
    folder = tmp_path / "run"
    words = ("run", invented_pack, "--members", 20, "--workers", 1, "--out", folder)
    assert invoke(*words).exit_code == 0
    assert invoke(*words).exit_code == 0  # the same inputs
    before = {one: one.read_bytes() for one in folder.rglob("*") if one.is_file()}
    done = invoke(*words, "--seed", 2)
    assert done.exit_code == 2 and "seed is 1 there, 2 here" in done.stderr
    assert {one: one.read_bytes() for one in folder.rglob("*") if one.is_file()} == before
    assert len(simulated) == 2


def test_bad_input_ends_with_2_and_nothing_written(invented_pack, simulated, tmp_path):
    (invented_pack / "targets.toml").write_text("[[target]]\nid = 1\n", encoding="utf-8")
    folder = tmp_path / "run"
    done = invoke("run", invented_pack, "--scenario", "nowhere", "--out", folder)
    assert done.exit_code == 2
    assert "targets.toml" in done.stderr and "nowhere" in done.stderr
    assert not folder.exists() and not simulated


def test_faults_found_only_by_the_model_leave_nothing_either(invented_pack, simulated, monkeypatch, tmp_path):
    import clustercast.api.forecast

    def refuses(plan, *_, **__):
        raise clustercast.PackError([plan.fault("target", "revenue-2020", "base", "no population fits", "another")])

    indicators = invented_pack / "indicators.toml"
    sound = indicators.read_text(encoding="utf-8")
    indicators.write_text(sound.replace("sum(robots_added)", "sum(nothing)"), encoding="utf-8")
    assert invoke("run", invented_pack, "--out", tmp_path / "run").exit_code == 2
    indicators.write_text(sound, encoding="utf-8")
    monkeypatch.setattr(clustercast.api.forecast, "run_ensemble", refuses)
    done = invoke("run", invented_pack, "--out", tmp_path / "run")
    assert done.exit_code == 2 and "no population fits" in done.stderr
    assert not (tmp_path / "run").exists() and not simulated


@pytest.mark.parametrize(
    "words", [("run", "x", "--members", "0"), ("run", "x", "--seed", "-1"), ("nothing",), ("show", "x", "--lang", "fr")]
)
def test_wrong_words_end_with_2(words):
    assert invoke(*words).exit_code == 2


def test_attainment_of_no_run(tmp_path):
    done = invoke("attainment", tmp_path)
    assert done.exit_code == 2 and "holds no finished run" in done.stderr
    (tmp_path / "attainment.json").write_text("{}")
    assert invoke("attainment", tmp_path).exit_code == 2


def test_interrupted_run_ends_with_130(invented_pack, monkeypatch, tmp_path):
    import clustercast.api.forecast

    def interrupted(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr(clustercast.api.forecast, "run_ensemble", interrupted)
    done = invoke("run", invented_pack, "--out", tmp_path / "run")
    assert done.exit_code == 130
    assert "interrupted" in done.stderr


def failing(members):
    def fake(plan, scenarios, *, members: int, seed, workers=2, progress=None, **_):
        names = tuple(one.id for one in scenarios)
        lost = tuple((member, name) for name in names for member in range(failed))
        return plausible(plan, members=members, scenarios=names, failed=lost, verdicts=False)

    failed = members
    return fake


def test_failed_members_are_named_and_left_out(invented_pack, monkeypatch, tmp_path):
    import clustercast.api.forecast

    monkeypatch.setattr(clustercast.api.forecast, "run_ensemble", failing(2))
    done = invoke("run", invented_pack, "--members", 10, "--workers", 1, "--out", tmp_path / "run")
    assert done.exit_code == 0
    assert "member 1 of as-written failed in markets: negative price; again: again --member 1" in done.stderr
    assert "2 members failed" in " ".join(done.stdout.split())
    manifest = json.loads((tmp_path / "run" / "manifest.json").read_text(encoding="utf-8"))
    assert len(manifest["failures"]) == 4


def test_a_run_in_which_every_member_fails_ends_with_1(invented_pack, monkeypatch, tmp_path):
    import clustercast.api.forecast

    monkeypatch.setattr(clustercast.api.forecast, "run_ensemble", failing(10))
    done = invoke("run", invented_pack, "--members", 10, "--out", tmp_path / "run")
    assert done.exit_code == 1 and "negative price" in done.stderr


def test_run_from_python_writes_nothing_unless_told(invented_pack, simulated, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    found = clustercast.run(invented_pack, ("as-written",), members=20)
    assert found.folder is None
    assert found.record.members == 20
    assert found.scenarios == ("as-written",)
    assert [one.name for one in tmp_path.iterdir()] == ["invented-province"]
