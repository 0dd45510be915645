"""The workbook, read back: its numbers are those of the record and the store, its text is never a formula."""

from collections import defaultdict

import numpy as np
import pytest
from openpyxl import load_workbook

from clustercast.reports.run.quantities import quantities
from clustercast.reports.story import tell
from clustercast.reports.story.scene import Scene
from clustercast.reports.words.words import LANGUAGES, say
from clustercast.reports.workbook import write_workbook
from tests.reports.reported import FORMULA, invented, report_run, without_pack

SHEETS = ("about", "targets", "indicators", "outlays", "differences", "assumptions", "sources")


def book_of(run, lang, folder):
    path = folder / f"report.{lang}.xlsx"
    write_workbook(path, Scene(run, lang), tell(run, lang))
    return load_workbook(path)


@pytest.fixture(scope="module", params=LANGUAGES)
def made(request, tmp_path_factory):
    return request.param, book_of(report_run(), request.param, tmp_path_factory.mktemp("book"))


def rows_of(book, lang, name):
    """The rows of a sheet by heading; where two headings are alike the later one counts."""
    sheet = book[say(f"sheet_{name}", lang)]
    heads = [cell.value for cell in sheet[3]]
    assert all(heads) and len(set(heads)) == len(heads)
    return [dict(zip(heads, [cell.value for cell in row], strict=True)) for row in sheet.iter_rows(min_row=4)]


def test_sheets_are_there_in_order_and_none_is_empty(made):
    lang, book = made
    assert book.sheetnames == [say(f"sheet_{name}", lang) for name in SHEETS]
    for name in SHEETS[1:]:
        assert rows_of(book, lang, name)


def test_targets_are_those_of_the_record_as_numbers(made):
    lang, book = made
    record = report_run().record
    columns = {
        "wb_probability": "probability", "wb_mc_low": "mc_low", "wb_mc_high": "mc_high", "wb_median": "median",
        "wb_p05": "p05", "wb_p95": "p95", "wb_required": "required", "wb_margin": "margin", "wb_shortfall": "shortfall",
        "wb_break_even": "break_even_base", "wb_members": "members",
    }  # fmt: skip
    found = rows_of(book, lang, "targets")
    for row, one in zip(found, record.attainments, strict=True):
        assert row[say("wb_id", lang)] == one.target
        for key, field in columns.items():
            value = getattr(one, field)
            assert row[say(key, lang)] == (None if value is None else pytest.approx(value, rel=1e-14)), key
        ends = one.value if isinstance(one.value, tuple) else (one.value, one.value)
        assert (row[say("wb_from", lang)], row[say("wb_to", lang)]) == ends


def test_indicators_are_quantiles_of_the_values_of_the_run(made):
    lang, book = made
    run = report_run()
    names = {label: one.id for one in run.record.scenarios for label in (one.label_zh, one.label_en)}
    seen = defaultdict(set)
    for row in rows_of(book, lang, "indicators"):
        id, quarter = row[say("wb_indicator", lang)] and row[say("wb_id", lang)], row[say("wb_quarter", lang)]
        scenario = names.get(row[say("col_scenario", lang)])
        if scenario is None:
            values = run.dataset[f"base_{id}"].values
        else:
            values = run.dataset[id].sel(scenario=scenario, quarter=quarter).values
        for share in (5, 25, 50, 75, 95):
            want = np.quantile(values, share / 100, method="inverted_cdf")
            assert row[say("wb_quantile", lang, share=share)] == pytest.approx(want, rel=1e-12), (id, quarter)
        seen[id].add(quarter)
    kinds = {one.id: one.kind for one in run.plan.indicators}
    assert set(seen) == set(kinds)
    for id, quarters in seen.items():
        yearly = kinds[id] in ("flow_year", "rate")
        assert all(quarter.endswith("Q4") for quarter in quarters) == yearly, id


def test_outlays_are_those_of_the_run_and_add_up_to_the_whole(made):
    lang, book = made
    run = report_run()
    found = rows_of(book, lang, "outlays")
    mean, programme = say("wb_mean", lang), say("wb_id", lang)
    sums = defaultdict(float)
    whole = {}
    for row in found:
        key = row[say("col_scenario", lang)], row[say("wb_year", lang)]
        if row[programme]:
            sums[key] += row[mean]
        else:
            whole[key] = row[mean]
    assert whole == {key: pytest.approx(value) for key, value in sums.items()}
    years = {int(year) for year in run.dataset["year"].values[1:]}
    assert {year for _, year in whole} == years
    paid = run.dataset["outlay"].isel(scenario=0, programme=0, year=1)
    first = next(row for row in found if row[programme] == str(paid["programme"].values))
    assert first[mean] == pytest.approx(float(paid.mean()))


def test_differences_are_those_of_the_record(made):
    lang, book = made
    for row, one in zip(rows_of(book, lang, "differences"), report_run().record.differences, strict=True):
        key = "wb_points" if one.target else "wb_counted"
        other = "wb_counted" if one.target else "wb_points"
        assert row[say(key, lang)] == pytest.approx(one.difference, rel=1e-14, abs=1e-300)
        assert row[say(other, lang)] is None


def test_every_number_that_members_draw_is_listed_with_its_range(made):
    lang, book = made
    found = {row[say("wb_id", lang)]: row for row in rows_of(book, lang, "assumptions")}
    wanted = quantities(invented())
    assert set(found) == {one.name for one in wanted} and len(found) == len(wanted)
    for one in wanted:
        row = found[one.name]
        assert row[say("wb_central", lang)] == pytest.approx(one.parameter.value)
        shown = row[say("wb_low", lang)], row[say("wb_high", lang)]
        assert shown == (pytest.approx(one.low), pytest.approx(one.high))


def test_sources_quote_every_target_and_instrument(made):
    lang, book = made
    plan = invented()
    quotes = {row[say("wb_id", lang)]: row[say("col_quote", lang)] for row in rows_of(book, lang, "sources")}
    for one in (*plan.targets, *plan.instruments, *plan.baselines):
        assert quotes[one.id] == one.quote


def test_a_label_that_looks_like_a_formula_stays_text(tmp_path):
    for lang in LANGUAGES:
        book = book_of(report_run(evil=True), lang, tmp_path)
        kinds = {
            cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None
        }
        assert kinds <= {"s", "n"}
        assert not any(cell.hyperlink for sheet in book for row in sheet.iter_rows() for cell in row)
        texts = [cell.value for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "s"]
        assert FORMULA in texts


@pytest.mark.parametrize("lang", LANGUAGES)
def test_without_the_pack_the_workbook_says_so(lang, tmp_path):
    book = book_of(without_pack(), lang, tmp_path)
    for name in ("assumptions", "sources"):
        assert book[say(f"sheet_{name}", lang)]["A2"].value == say("no_pack", lang)
