# pyright: reportArgumentType=false, reportAttributeAccessIssue=false, reportCallIssue=false, reportOptionalMemberAccess=false
"""Every output of one run says the same: tables, JSON, workbook, Word, page, charts, netCDF, zarr, CSV; on every plan.

Numbers are held against each other to 1e-9 (float32 to its precision); what is printed is what is stored, rounded.
"""

import csv
import json
import re
from html.parser import HTMLParser

import numpy as np
import pytest
import xarray as xr
from docx import Document
from openpyxl import load_workbook

from clustercast.model.attainment.verdicts import verdict_of
from clustercast.model.results.export import export_run
from clustercast.model.results.record import RunRecord
from clustercast.model.results.run import open_run
from clustercast.reports.charts import charts_of
from clustercast.reports.charts.outlays import paid_parts
from clustercast.reports.charts.quantiles import quantiles
from clustercast.reports.tables.attainment_csv import COLUMNS, PROBABILITIES, plain_row
from clustercast.reports.words.numbers import percent
from clustercast.reports.words.rounding import to_digits, whole_percent
from clustercast.reports.words.words import in_words, say, standing
from clustercast.scenarios import convert, plan_names
from tests.reports.one_run import LANGUAGES, MEMBERS, SCENARIOS, Left, grids, leave

CLOSE = {"rtol": 1e-9, "atol": 1e-9}
SINGLE = {"rtol": 2.0**-23, "atol": 0.0}


@pytest.fixture(scope="module", params=plan_names())
def left(request, tmp_path_factory) -> Left:
    return leave(request.param, tmp_path_factory.mktemp("agree") / "run")


def read_csv(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def as_number(text):
    return None if text == "" else float(text)


def test_every_file_that_is_announced_exists(left):
    files = json.loads((left.folder / "manifest.json").read_text(encoding="utf-8"))["files"]
    assert all((left.folder / name).is_file() for name in files)
    for line in (left.folder / "summary.txt").read_text(encoding="utf-8").splitlines():
        assert all((left.folder / name).exists() for name in re.findall(r"\b[\w-]+\.(?:csv|json|nc|txt)\b", line))


def test_json_and_csv_hold_the_record(left):
    record = RunRecord.from_json((left.folder / "attainment.json").read_text(encoding="utf-8"))
    assert record == left.run.record
    rows = read_csv(left.folder / "attainment.csv")
    for row, one in zip(rows, record.attainments, strict=True):
        plain = plain_row(one)
        assert (row["target"], row["scenario"]) == (one.target, one.scenario)
        for column in COLUMNS:
            value = getattr(one, column, None)
            if column in PROBABILITIES and value is not None:
                assert as_number(row[column]) == plain[column] == whole_percent(value) / 100
            elif isinstance(value, float) and column != "value":
                assert as_number(row[column]) == plain[column] == to_digits(value, 4) or value.is_integer()
        if one.probability is not None:
            assert (row["words"], row["words_zh"]) == (in_words(one.probability, "en"), in_words(one.probability, "zh"))


def test_differences_and_base_counts_hold_the_record(left):
    pairs = ("difference", "standard_error", "members")
    for row, one in zip(read_csv(left.folder / "differences.csv"), left.run.record.differences, strict=True):
        assert [as_number(row[name]) for name in pairs] == [to_digits(getattr(one, name), 4) for name in pairs]
    rows = {row["id"]: row for row in read_csv(left.folder / "base_counts.csv")}
    for one in left.run.record.base_counts:
        if one.median is not None:
            assert as_number(rows[one.id]["median"]) == pytest.approx(one.median, rel=5e-4)


def test_differences_are_those_of_the_verdicts(left):
    run = left.run
    for one in run.record.differences:
        if not one.target:
            continue
        met, other = (verdict_of(run, run.plan.target(one.target), name).met for name in (one.scenario, one.against))
        assert one.difference == pytest.approx((met.astype(float) - other).mean(), abs=1e-9)


def test_probabilities_are_shares_of_the_verdicts(left):
    run = left.run
    for one in run.record.attainments:
        if one.probability is None:
            continue
        verdict = verdict_of(run, run.plan.target(one.target), one.scenario)
        assert one.probability == verdict.met[verdict.judged].mean()
        assert (verdict.bar.reached(verdict.achieved) == verdict.met).all()


def test_a_target_is_the_arithmetic_of_its_indicator(left):
    """Level, growth, every year, net increase, cumulative flow and reduction, recomputed from the exported values."""
    run = left.run
    for target in run.plan.targets:
        if target.status != "projected":
            continue
        measure = run.plan.indicator(target.measure)
        first, due = (target.from_year or run.plan.base_year + 1), target.by or run.plan.period[1]
        begin, end = max(first - run.plan.base_year, 1), due - run.plan.base_year
        for scenario in SCENARIOS:
            x = left.years(measure.id, scenario)
            verdict = verdict_of(run, target, scenario)
            np.testing.assert_allclose(
                verdict.achieved, _by_hand(target, measure, verdict, x, begin, end), rtol=1e-12, atol=1e-9
            )


def _by_hand(target, measure, verdict, x, begin, end):
    years = slice(begin, end + 1)
    with np.errstate(divide="ignore", invalid="ignore"):
        grown = x[:, years] / x[:, begin - 1 : end]
    added = np.diff(x, axis=1)[:, begin - 1 : end] if measure.kind == "cumulative" else x[:, years]
    worst = np.min if verdict.bar.upward else np.max
    form = target.read_as
    if form == "growth":
        return 100 * ((x[:, end] / x[:, begin - 1]) ** (1 / (end - begin + 1)) - 1)
    if form == "growth_every_year":
        return worst(100 * (grown - 1), axis=1)
    if form == "reduction":
        return 100 * (1 - x[:, end] / x[:, 0])
    scale = 1.0 if measure.unit == target.unit else _scale(measure.unit, target.unit)
    if form == "every_year":
        return scale * worst(added, axis=1)
    if form == "cumulative" and begin > 1 and measure.kind == "cumulative":
        return scale * (x[:, end] - x[:, begin - 1])
    if form == "cumulative" and measure.kind == "flow_year":
        return scale * added.sum(axis=1)
    return scale * (x[:, end] - x[:, begin - 1] if form == "net_increase" else x[:, end])


def _scale(unit, wanted):
    try:
        return convert(1.0, unit, wanted)
    except ValueError:
        return 1.0


def test_level_and_growth_of_one_indicator_agree(left):
    """No member passes a level and misses the growth that leads there."""
    run = left.run
    targets = [one for one in run.plan.targets if one.status == "projected" and one.read_as in ("level", "growth")]
    for level in (one for one in targets if one.read_as == "level"):
        for growth in (one for one in targets if one.read_as == "growth" and one.measure == level.measure):
            years = growth.by - (growth.from_year or run.plan.base_year + 1) + 1
            for scenario in SCENARIOS:
                base, bar = run.base(level.measure), verdict_of(run, growth, scenario).bar
                needed = level.low >= base * (1 + bar.value / 100) ** years
                passed = verdict_of(run, level, scenario).met & needed
                assert (verdict_of(run, growth, scenario).met | ~passed).all()


@pytest.mark.parametrize("kind", ["netcdf", "zarr", "csv"])
def test_exports_hold_the_values_of_the_store(left, kind):
    (first, *_) = export_run(left.folder, kind)
    if kind == "csv":
        rows = read_csv(left.folder / "export.csv" / "values.csv")
        for row in rows[:: max(1, len(rows) // 50)]:
            for one in left.run.plan.indicators:
                here = {"scenario": row["scenario"], "member": int(row["member"]), "quarter": row["quarter"]}
                np.testing.assert_allclose(float(row[one.id]), float(left.run.dataset[one.id].sel(here)), **SINGLE)
        return
    with (
        open_run(left.folder) as kept,
        xr.open_dataset(first, engine="netcdf4" if kind == "netcdf" else "zarr") as found,
    ):
        assert set(found.data_vars) == set(kept.data_vars)
        for name, one in kept.data_vars.items():
            np.testing.assert_array_equal(found[name].values, one.values)


def test_what_is_kept_on_disk_is_what_was_judged(left):
    with open_run(left.folder) as kept:
        for name in ("judged", "met"):
            np.testing.assert_array_equal(kept[name].values, left.run.dataset[name].values)


def test_parts_add_up_to_their_whole(left):
    """Firms by cluster, city and size; adopters never more than firms; programmes and interest are what was paid."""
    data = left.run.dataset
    sums = [data[f"firms_by_{place}"] for place in ("cluster", "city")]
    whole = [one.sum([name for name in one.dims if name in ("cluster", "city")]).values for one in sums]
    np.testing.assert_allclose(whole[0], whole[1], **CLOSE)
    sizes = data["firms_by_size"].sel(
        size_class=[str(one) for one in data["size_class"].values if one != "below_scale"]
    )
    np.testing.assert_allclose(sizes.sum("size_class").values, whole[0], **CLOSE)
    for place in ("cluster", "city", "size"):
        adopters, firms = data[f"adopters_by_{place}"], data[f"firms_by_{place}"]
        assert bool((adopters <= firms * (1 + 1e-6)).all())
    for scenario in SCENARIOS:
        parts = paid_parts(data, scenario).sum(axis=2)
        total = data["outlay_total"].sel(scenario=scenario).values[:, 1:]
        np.testing.assert_allclose(parts, total, rtol=2e-6, atol=1e-3)
    active = next((one.id for one in left.run.plan.indicators if one.expression == "count(active == 1)"), None)
    if active is not None:
        for s, scenario in enumerate(SCENARIOS):
            np.testing.assert_allclose(left.years(active, scenario), whole[0][s], **CLOSE)


def test_shares_are_counts_over_counts(left):
    """An indicator of the share of firms with an upgrade is the adopters of the tables over their firms."""
    data, plan = left.run.dataset, left.run.plan
    for upgrade in (one.code for one in plan.upgrades):
        wanted = {
            f"100 * count({upgrade} >= 1) / count(active == 1)",
            f"100 * count(active == 1 and {upgrade} >= 1) / count(active == 1)",
        }
        for one in (one for one in plan.indicators if one.expression in wanted):
            for scenario in SCENARIOS:
                here = {"scenario": scenario, "upgrade": upgrade}
                adopters = data["adopters_by_cluster"].sel(here).sum("cluster").values
                firms = data["firms_by_cluster"].sel(scenario=scenario).sum("cluster").values
                np.testing.assert_allclose(left.years(one.id, scenario), 100 * adopters / firms, rtol=1e-6)


def test_charts_draw_the_numbers_of_the_run(left):
    run, rows = left.run, {(one.target, one.scenario): one for one in left.run.record.attainments}
    for entry in charts_of(run):
        table = entry.chart.table()
        places = {name: n for n, name in enumerate(table.columns)}
        if entry.kind == "fan":
            _fan_agrees(run, rows[entry.target, "as-written"], table, places)
        for line in table.rows if entry.kind == "matrix" else ():
            one = rows[line[places["target"]], line[places["scenario"]]]
            assert [line[places[name]] for name in ("probability", "mc_low", "mc_high")] == [
                one.probability,
                one.mc_low,
                one.mc_high,
            ]


def _fan_agrees(run, row, table, places):
    """At its deadline the fan of a target has the quantiles of what is judged there."""
    due = f"{row.by}Q4"
    line = next(one for one in table.rows if one[places["quarter"]] == due and one[places["side"]] != "observed")
    if row.status == "projected" and row.form in ("level", "growth", "net_increase", "cumulative", "reduction"):
        achieved = verdict_of(run, run.plan.target(row.target), "as-written").achieved
        found = [line[places[name]] for name in ("p05", "p50", "p95")]
        np.testing.assert_allclose(found, quantiles(achieved, (0.05, 0.5, 0.95)), **CLOSE)
        assert line[places["required"]] == row.required


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_workbook_holds_the_record_and_its_formats_show_what_is_said(left, lang):
    book = load_workbook(left.folder / "report" / f"report.{lang}.xlsx")
    sheet = book[say("sheet_targets", lang)]
    heads = [cell.value for cell in sheet[3]]
    for line, one in zip(sheet.iter_rows(min_row=4), left.run.record.attainments, strict=True):
        cells = dict(zip(heads, line, strict=True))
        assert cells[say("wb_id", lang)].value == one.target
        for key, field in (("wb_probability", "probability"), ("wb_median", "median"), ("wb_margin", "margin"),
                           ("wb_required", "required"), ("wb_level_median", "level_median")):  # fmt: skip
            value = getattr(one, field)
            assert cells[say(key, lang)].value == (None if value is None else pytest.approx(value, rel=1e-14))
        if one.probability is not None:
            assert cells[say("col_standing", lang)].value.endswith(say(standing(one.probability), lang).split(":")[0])
        assert cells[say("wb_probability", lang)].number_format == '[<0.005]"<1%";[>=0.995]">99%";0%'


class Tables(HTMLParser):
    """The text of every cell of a page."""

    def __init__(self, text):
        super().__init__()
        self.cells, self.depth = [], 0
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        if tag in ("td", "th"):
            self.depth += 1
            self.cells.append("")

    def handle_endtag(self, tag):
        self.depth -= tag in ("td", "th")

    def handle_data(self, data):
        if self.depth:
            self.cells[-1] += data


@pytest.mark.parametrize("lang", LANGUAGES)
def test_page_and_word_print_the_stored_numbers_rounded(left, lang):
    story, record = left.story(lang), left.run.record
    page = Tables((left.folder / "report" / f"report.{lang}.html").read_text(encoding="utf-8"))
    word = Document(str(left.folder / "report" / f"report.{lang}.docx"))
    in_word = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    told = [cell.text for grid in grids(story) for row in grid.rows for cell in row.cells]
    for texts in (page.cells, in_word):
        plain = {" ".join(text.split()) for text in texts}
        assert {" ".join(text.split()) for text in told} <= plain
    shown = "\n".join(told)
    for one in record.of("as-written"):
        if one.probability is not None:
            assert percent(one.probability) in shown


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_sentences_are_of_the_plan_as_written_whatever_the_order(left, lang):
    record = left.run.record
    summary = (left.folder / "summary.txt").read_text(encoding="utf-8")
    total = next((one for one in record.differences if one.scenario == "as-written" and not one.target), None)
    assert record.main.id == "as-written" and SCENARIOS[0] != "as-written"
    for one in record.of("as-written"):
        if one.probability is not None:
            assert percent(one.probability) in summary
    if total is not None:
        assert f"{abs(total.difference):.2f}" in summary
        assert record.scenario("no-incentives").label_en in summary and record.main.label_en in summary


def test_members_are_those_asked_for(left):
    assert left.run.dataset.sizes["member"] == MEMBERS
    assert {one.members for one in left.run.record.scenarios} == {MEMBERS}
