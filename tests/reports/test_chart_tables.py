"""The CSV beside a chart holds exactly what is drawn, and what is drawn is what the values of the run give."""

import csv

import numpy as np
import pytest

from clustercast.model.attainment.judgement import course_of
from clustercast.reports.charts import charts_of
from clustercast.reports.charts.drawing.entry import Table
from clustercast.reports.charts.drawing.writing import write_chart, write_charts, write_table
from clustercast.reports.charts.fan.data import PAST_DUE
from clustercast.scenarios import format_quarter, load_plan, parse_quarter
from tests.profiles import with_profile
from tests.reports.opened_run import opened
from tests.synthetic import plausible, record_of

SCENARIOS = ("as-written", "no-incentives", "double-incentives")
FAILED = ((3, "as-written"), (5, "no-incentives"))


@pytest.fixture(scope="module")
def run():
    failed = with_profile(plausible(load_plan("henan-equipment-2017"), scenarios=SCENARIOS, failed=FAILED))
    return opened(failed, record_of(failed))


@pytest.fixture(scope="module")
def entries(run):
    return charts_of(run)


@pytest.fixture(scope="module")
def files(entries, tmp_path_factory):
    """The rows of the CSV of every chart, as a spreadsheet would read them."""
    folder = tmp_path_factory.mktemp("tables")
    found = {}
    for entry in entries:
        path = write_table(entry.table(), folder / f"{entry.id}.csv")
        assert path.read_bytes().startswith(b"\xef\xbb\xbf")
        with path.open(encoding="utf-8-sig", newline="") as file:
            found[entry.id] = list(csv.DictReader(file))
    return found


def of_kind(entries, files, kind):
    return [row for entry in entries if entry.kind == kind for row in files[entry.id]]


def at(values, share):
    known = values[np.isfinite(values)]
    return float(np.quantile(known, share, method="inverted_cdf"))


def test_fans_are_quantiles_of_the_values(run, entries, files):
    for entry in (one for one in entries if one.kind == "fan"):
        course = course_of(run, run.plan.target(entry.target), "as-written")
        judged = np.isfinite(run.dataset["judged"].sel(scenario="as-written", target=entry.target).values)
        rows = {row["quarter"]: row for row in files[entry.id] if row["side"] in ("nowcast", "projected")}
        due = parse_quarter(f"{entry.chart.fan.row.by}Q4")
        drawn = {format_quarter(point): n for n, point in enumerate(course.points) if point <= due + PAST_DUE}
        assert list(rows) == list(drawn)
        for quarter, place in drawn.items():
            numbers = course.path[judged][:, place]
            for share in (5, 20, 35, 50, 65, 80, 95):
                assert float(rows[quarter][f"p{share:02d}"]) == at(numbers, share / 100), (entry.id, quarter)


def test_a_level_is_what_open_run_gives(run, files):
    data = run.dataset["main_business_revenue"].sel(scenario="as-written", quarter="2020Q4").values
    row = files["fan-main-business-revenue-2020"][-1]
    assert (float(row["p05"]), float(row["p50"]), float(row["p95"])) == (at(data, 0.05), at(data, 0.5), at(data, 0.95))
    assert float(row["target"]) == 20000.0


def test_the_matrix_is_the_share_of_members_that_meet_the_target(run, entries, files):
    rows = of_kind(entries, files, "matrix")
    projected = [one.id for one in run.plan.targets if one.status == "projected"]
    assert sorted({row["target"] for row in rows}) == sorted(projected)
    assert len(rows) == len(projected) * len(SCENARIOS)
    for row in rows:
        met = run.dataset["met"].sel(scenario=row["scenario"], target=row["target"]).values
        assert float(row["probability"]) == pytest.approx((met == 1).sum() / (met >= 0).sum())
        assert float(row["mc_low"]) <= float(row["probability"]) <= float(row["mc_high"])
        assert int(row["members"]) == (met >= 0).sum()


def test_the_comparison_is_the_mean_paired_difference(run, entries, files):
    rows = of_kind(entries, files, "comparison")
    assert {row["scenario"] for row in rows} == {"as-written", "double-incentives"}
    for row in rows:
        one, other = (
            run.dataset["met"].sel(scenario=row[key], target=row["target"]).values for key in ("scenario", "against")
        )
        gaps = (one - other)[(one >= 0) & (other >= 0)].astype(float)
        spread = 1.96 * gaps.std(ddof=1) / np.sqrt(len(gaps))
        assert float(row["difference"]) == pytest.approx(gaps.mean())
        assert float(row["high"]) - float(row["low"]) == pytest.approx(2.0 * spread)


def test_what_moves_targets_is_what_the_record_found(run, entries, files):
    rows = of_kind(entries, files, "uncertainty")
    found = {
        (row.target, one.parameter): (row.probability, one.p_low, one.p_high)
        for row in run.record.of("as-written")
        for one in row.drivers
        if one.stands_out and row.probability is not None and one.p_high > one.p_low
    }
    drawn = {
        (row["target"], row["parameter"]): tuple(float(row[key]) for key in ("probability", "p_low", "p_high"))
        for row in rows
    }
    assert drawn == found and drawn


def share(run, place, row, dimension, key):
    where = {"scenario": "as-written", "year": row["year"], dimension: row[key]}
    firms = run.dataset[f"firms_by_{place}"].sel(where).values.astype(float)
    adopters = run.dataset[f"adopters_by_{place}"].sel(where | {"upgrade": row["upgrade"]}).values.astype(float)
    return 100.0 * adopters[firms > 0] / firms[firms > 0]


def test_diffusion_is_adopters_over_firms(run, entries, files):
    rows = of_kind(entries, files, "diffusion")
    clusters = list(dict.fromkeys(row["cluster"] for row in rows))
    flagships = [one.id for one in run.plan.clusters if one.flagship]
    assert clusters[:3] == flagships[:3] and len(clusters) == 6
    assert len(rows) == 6 * len(run.plan.upgrades) * 5
    for row in rows[::7]:
        shares = share(run, "cluster", row, "cluster", "cluster")
        for name, one in (("p05", 0.05), ("p20", 0.2), ("p50", 0.5), ("p80", 0.8), ("p95", 0.95)):
            assert float(row[name]) == pytest.approx(at(shares, one))


def test_take_up_by_size_and_city_is_adopters_over_firms(run, entries, files):
    for row in of_kind(entries, files, "size"):
        shares = share(run, "size", row, "size_class", "size_class")
        assert float(row["p50"]) == pytest.approx(at(shares, 0.5))
        assert float(row["p95"]) == pytest.approx(at(shares, 0.95))
    cities = of_kind(entries, files, "city")
    assert len(cities) == len(run.plan.cities) * len(run.plan.upgrades)
    empty = [row for row in cities if row["p50"] == ""]
    assert {row["city"] for row in empty} == {run.plan.cities[-1].code}
    for row in (one for one in cities if one["p50"]):
        assert float(row["p50"]) == pytest.approx(at(share(run, "city", row, "city", "city"), 0.5))
    tables = {(row["city"], row["upgrade"]): row for row in cities}
    for row in of_kind(entries, files, "map"):
        assert row == tables[row["city"], row["upgrade"]]


def test_outlays_are_means_that_add_up_to_the_whole(run, entries, files):
    rows = of_kind(entries, files, "outlays")
    paid, whole_paid = run.dataset["outlay"], run.dataset["outlay_total"]
    assert {row["programme"] for row in rows} >= {"interest", "other", "all"}
    for scenario in SCENARIOS:
        for year in ("2017", "2018", "2019", "2020"):
            here = [row for row in rows if (row["scenario"], row["year"]) == (scenario, year)]
            parts = sum(float(row["mean"]) for row in here if row["programme"] != "all")
            (whole,) = (row for row in here if row["programme"] == "all")
            each = whole_paid.sel(scenario=scenario, year=year).values.astype(float)
            programmes = paid.sel(scenario=scenario, year=year).values.astype(float).sum(axis=1)
            factor = 1e-4 if whole["unit"] == "CNY_100m" else 1.0
            assert float(whole["mean"]) == pytest.approx(factor * np.nanmean(each))
            assert parts == pytest.approx(float(whole["mean"]))
            (interest,) = (row for row in here if row["programme"] == "interest")
            assert float(interest["mean"]) == pytest.approx(factor * np.nanmean(each - programmes), rel=1e-5)
            assert float(whole["p95"]) == pytest.approx(factor * at(each, 0.95))


def test_recognition_is_the_last_year_of_each_programme_that_gives_titles(run, entries, files):
    rows = of_kind(entries, files, "recognition")
    acts = {one.id: one.act for one in run.plan.programmes}
    giving = [id for act in ("recognition", "title", "status") for id in acts if acts[id] == act]
    assert list(dict.fromkeys(row["programme"] for row in rows)) == giving
    assert all(row["act"] == acts[row["programme"]] for row in rows)
    for row in rows:
        numbers = run.dataset[row["what"]].sel(scenario="as-written", year="2020", programme=row["programme"]).values
        assert float(row["p50"]) == at(numbers, 0.5)


def test_numbers_keep_all_their_digits_and_texts_are_no_formulas(tmp_path):
    table = Table(("a", "b"), ((0.1 + 0.2, "=1+1"), (float("nan"), "@x"), (None, "-2")))
    text = write_table(table, tmp_path / "a.csv").read_text(encoding="utf-8-sig")
    assert text.splitlines() == ["a,b", "0.30000000000000004,'=1+1", ",'@x", ",'-2"]


def test_files_are_the_same_again_and_by_several_processes(entries, tmp_path):
    fans = [(one.id, one.chart) for one in entries if one.kind == "fan"][:8]
    first = write_charts(tmp_path / "one", fans, ("svg",))
    second = write_charts(tmp_path / "two", fans, ("svg",), workers=2)
    assert len(first) == 8 * 3
    assert [(one.name, one.read_bytes()) for one in first] == [(one.name, one.read_bytes()) for one in second]


def test_every_format_of_a_chart_stands_beside_its_numbers(entries, tmp_path):
    entry = next(one for one in entries if one.kind == "matrix")
    files = write_chart(tmp_path, entry.id, entry.chart)
    kinds = [f"{lang}.{one}" for lang in ("zh", "en") for one in ("svg", "png", "pdf")]
    assert [one.name for one in files] == [f"{entry.id}.{one}" for one in ("csv", *kinds)]
    again = write_chart(tmp_path, entry.id, entry.chart)
    heads = {".csv": b"\xef\xbb\xbf", ".svg": b"<?xml", ".png": b"\x89PNG", ".pdf": b"%PDF"}
    for one in files:
        assert one.read_bytes().startswith(heads[one.suffix])
    assert [one.read_bytes() for one in again] == [one.read_bytes() for one in files]
