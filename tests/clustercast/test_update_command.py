"""Figures arrive: the command, what it keeps beside a run that was really made, and the section of the report."""

import json

import pytest

import clustercast
from tests.command import invoke
from tests.invented import DATA

PACK = DATA / "invented-province"
FIGURES = """目标或指标,年份,数值,单位,口径
robots-added-2020,2017,90,units,
revenue-2020,2017,330,CNY_100m,plan
green-retrofit-coverage-2020,2016,12,percent,
smart_done_in_year,2018,9,workshops,
robots-added-2020,2019,800,units,
"""


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """A scenario of forty members."""
    folder = tmp_path_factory.mktemp("runs") / "run"
    done = invoke("run", PACK, "--scenario", "as-written", "--members", 40, "--workers", 1, "--out", folder)
    assert done.exit_code == 0, done.output
    return folder


@pytest.fixture
def figures(tmp_path):
    path = tmp_path / "figures.csv"
    path.write_text(FIGURES, encoding="utf-8-sig")
    return path


def bytes_of(folder):
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def updated(run, path, *more):
    done = invoke("update", run, "--figures", path, "--plan", PACK, "--json", *more)
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def test_figures_move_the_odds_and_leave_the_run_as_it_was(run, figures):
    before = bytes_of(run)
    found = updated(run, figures, "--until", 2018, "--no-confirm")
    assert {path: one for path, one in bytes_of(run).items() if path.parts[0] != "updates"} == before
    assert found["left_out"] == ["robots-added-2020@2019"]
    by_target = {one["target"]: one for one in found["targets"]}
    robots = by_target["robots-added-2020"]
    assert sum(robots["news"].values()) == pytest.approx(robots["after"] - robots["before"], abs=1e-9)
    assert 0.0 <= robots["low"] <= robots["after"] <= robots["high"] <= 1.0
    assert robots["time_progress"] in ("reached", "faster", "in_line", "lagging")
    green = by_target["green-retrofit-coverage-2020"]
    assert green["before"] is None and 0.0 <= green["after"] <= 1.0
    assert found["confirmed"] is None


def test_without_figures_every_probability_is_that_of_the_run(run, tmp_path):
    (tmp_path / "none.csv").write_text("target,year,value,unit\nrevenue-2020,2017,,CNY_100m\n")
    found = updated(run, tmp_path / "none.csv")
    record = clustercast.read_record(run)
    told = {one.target: one.probability for one in record.attainments if one.probability is not None}
    assert {one["target"]: one["after"] for one in found["targets"]} == told
    assert found["confirmed"] == 0.0


def test_order_of_rows_and_workers_change_no_byte(run, figures, tmp_path):
    head, *rows = FIGURES.splitlines()
    (tmp_path / "other.csv").write_text("\n".join([head, *reversed(rows)]), encoding="gb18030")
    kept = []
    for path, workers in ((figures, 1), (tmp_path / "other.csv", 2)):
        updated(run, path, "--until", 2018, "--workers", workers)
        (folder,) = [one for one in (run / "updates").iterdir() if one.name.startswith("as-written-2018")]
        kept.append(bytes_of(folder))
    assert kept[0] == kept[1]
    assert json.loads(kept[0][next(p for p in kept[0] if p.name == "update.json")])["confirmed"] >= 0.0


def test_the_report_has_a_section_in_both_languages(run, figures):
    updated(run, figures, "--until", 2018, "--no-confirm")
    done = invoke("report", run, "--format", "html,docx", "--plan", PACK)
    assert done.exit_code == 0, done.output
    pages = {lang: (run / "report" / f"report.{lang}.html").read_text(encoding="utf-8") for lang in ("zh", "en")}
    assert "2018年及以前的公布数据改变了什么" in pages["zh"] and "What the figures up to 2018 changed" in pages["en"]


@pytest.mark.parametrize(
    ("rows", "options", "told"),
    [
        ("robots-added-2020,2017,90,CNY", (), "[D2]"),
        ("green-retrofit-coverage-2020,2018,20,percent", (), "the base of this target is not known"),
        ("robots-added-2020,2017,90,units", ("--until", 2031), "until: 2031 is too large"),
        ("robots-added-2020,2017,90,units", ("--scenario", "nope"), '"as-written"'),
    ],
)
def test_what_cannot_be_used_is_refused_and_nothing_written(run, tmp_path, rows, options, told):
    path = tmp_path / "bad.csv"
    path.write_text("target,year,value,unit\n" + rows + "\n")
    before = bytes_of(run)
    done = invoke("update", run, "--figures", path, "--plan", PACK, "--no-confirm", *options)
    assert done.exit_code == 2 and told in done.output and "Traceback" not in done.output
    assert bytes_of(run) == before


def test_the_template_of_a_run_tells_which_figures_tell_most(run, tmp_path):
    done = invoke("figures-template", PACK, "--out", tmp_path / "figures.csv", "--lang", "zh")
    assert done.exit_code == 0 and (tmp_path / "figures.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    of_run = invoke("figures-template", run, "--plan", PACK, "--lang", "en")
    assert of_run.exit_code == 0, of_run.output
    told = [float(row.split(",")[6].rstrip("%") or 0.0) for row in of_run.stdout.splitlines()[1:]]
    assert told == sorted(told, reverse=True) and told[0] > 0.0
    again = invoke("figures-template", PACK, "--out", tmp_path / "figures.csv")
    assert again.exit_code == 2 and "exists already" in again.output


def test_an_update_that_was_altered_is_refused_by_name(run, figures):
    updated(run, figures, "--until", 2018, "--no-confirm")
    kept = next(
        path for path in (run / "updates").glob("*/update.json") if b"robots-added-2020@2017" in path.read_bytes()
    )
    whole = kept.read_bytes()
    for damage in (whole.replace(b'"until": 2018', b'"until": 2019'), whole[:200], b"[]"):
        kept.write_bytes(damage)
        done = invoke("report", run, "--format", "html", "--plan", PACK)
        assert done.exit_code == 2 and "update.json" in done.output, done.output
    kept.write_bytes(whole)


def test_its_charts_are_among_those_of_the_run(run, figures, tmp_path):
    updated(run, figures, "--until", 2018, "--no-confirm")
    done = invoke("charts", run, "--format", "svg", "--lang", "en", "--plan", PACK, "--out", tmp_path)
    assert done.exit_code == 0, done.output
    assert {path.name for path in (tmp_path / "charts").glob("update-*.svg")} == {
        "update-revenue-2020.en.svg", "update-robots-added-2020.en.svg", "update-green-retrofit-coverage-2020.en.svg",
    }  # fmt: skip
