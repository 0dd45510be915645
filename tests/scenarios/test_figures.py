"""A table of figures: read in any of its forms, or refused with every fault by cell."""

import csv
import zipfile
from io import StringIO

import pytest

from clustercast.scenarios import PackError, load_plan
from clustercast.scenarios.figures import read_figures, template_text
from tests.engines import INVENTED

PLAN = load_plan(INVENTED)
HEADER = "目标或指标,年份,数值,单位,误差,口径,口径系数"


def read(tmp_path, *rows, header=HEADER):
    path = tmp_path / "figures.csv"
    path.write_text("\n".join([header, *rows]), encoding="utf-8")
    return read_figures(path, PLAN)


def faults(tmp_path, *rows, header=HEADER):
    with pytest.raises(PackError) as raised:
        read(tmp_path, *rows, header=header)
    return [str(one) for one in raised.value.faults]


def test_a_figure_is_turned_into_the_unit_of_its_target(tmp_path):
    (one,) = read(tmp_path, "revenue-2020,2017,3200000,万元,5%,计划口径").figures
    assert (one.subject, one.of, one.year, one.value, one.sd) == ("revenue-2020", "target", 2017, 320.0, 16.0)


def test_an_indicator_is_known_by_its_id_and_a_target_by_its_label(tmp_path):
    label = PLAN.target("revenue-2020").label_zh
    found = read(tmp_path, "robots_added,2018,12,units", f"{label},2018,500,CNY_100m").figures
    assert {(one.subject, one.of) for one in found} == {("robots_added", "indicator"), ("revenue-2020", "target")}


def test_the_order_of_rows_changes_nothing(tmp_path):
    rows = ["robots_added,2018,12,units", "robots-added-2020,2017,3,units", "revenue-2020,2017,310,CNY_100m,,plan"]
    one, other = read(tmp_path, *rows), read(tmp_path, *reversed(rows))
    assert one.figures == other.figures and one.hash == other.hash


def test_a_figure_on_other_accounts_is_led_back_by_its_factor(tmp_path):
    (one,) = read(tmp_path, "revenue-2020,2018,287,CNY_100m,,新口径,0.82").figures
    assert one.value == pytest.approx(350.0)


def test_every_fault_is_told_at_once_by_cell(tmp_path):
    told = faults(
        tmp_path,
        "no-such-target,2017,1,units",
        "robots-added-2020,2031,1,units",
        "robots-added-2020,2017,1,CNY_100m",
        "robots-added-2020,2018,-4,units",
        "robots-added-2020,2019,3.5,units",
        "energy-intensity-cut-2020,2018,abc,percent",
        "green-retrofit-coverage-2020,2018,140,percent",
        "revenue-2020,2020,320,CNY_100m",
        "revenue-2020,2019,320,CNY_100m,,restated",
        "export-brands-2020,2018,3,brands",
        "robots-added-2020,2020,9,units",
        "robots-added-2020,2020,10,units",
    )
    for cell, word in (
        ("A2", "no target or indicator"), ("B3", "no year"), ("D4", "not the unit"), ("C5", "below nothing"),
        ("C6", "whole number"), ("C7", "not a number"), ("C8", "more than all"), ("F9", "no basis"),
        ("G10", "no factor"), ("A11", "does not measure"), ("C13", "already"),
    ):  # fmt: skip
        assert any(f"[{cell}]" in one and word in one for one in told), (cell, word, told)
    assert all("; write " in one for one in told)


@pytest.mark.parametrize("header", ["目标或指标,年份,数值", "name,what"])
def test_a_table_without_its_headers_names_them(tmp_path, header):
    (told,) = faults(tmp_path, "revenue-2020,2017,1", header=header)
    assert "年份" in told and "unit" in told


def test_a_file_that_is_no_table_is_told(tmp_path):
    for name, content in (("a.xlsx", b"no workbook"), ("b.csv", b"%PDF-1.7"), ("c.xlsx", b"PK\x03\x04cut")):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(PackError, match="; write "):
            read_figures(tmp_path / name, PLAN)
    with pytest.raises(PackError, match="cannot be read"):
        read_figures(tmp_path / "missing.csv", PLAN)


def test_a_workbook_is_read_with_its_title_and_its_cells_are_named(tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.active.title = "说明"
    sheet = book.create_sheet("数据")
    for row in (["2018年公布数据"], [], HEADER.split(","), ["robots-added-2020", 2018, 12, "units"]):
        sheet.append(row)
    book.save(tmp_path / "figures.xlsx")
    (one,) = read_figures(tmp_path / "figures.xlsx", PLAN).figures
    assert (one.year, one.value) == (2018, 12.0)
    sheet.append(["robots-added-2020", 2018, 13, "units"])
    book.save(tmp_path / "figures.xlsx")
    with pytest.raises(PackError, match=r"数据!C5"):
        read_figures(tmp_path / "figures.xlsx", PLAN)
    assert zipfile.is_zipfile(tmp_path / "figures.xlsx")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_template_filled_in_is_read(tmp_path, lang):
    rows = list(csv.reader(StringIO(template_text(PLAN, lang), newline="")))
    header, body = rows[0], rows[1:]
    measured = [one for one in PLAN.targets if one.measure and one.status != "outside" and one.unit]
    assert {row[0] for row in body} == {one.id for one in measured}
    value, basis = header.index("数值" if lang == "zh" else "value"), header.index("口径" if lang == "zh" else "basis")
    for row in body:
        row[value], row[basis] = "2", "plan"
    path = tmp_path / "filled.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(rows)
    assert len(read_figures(path, PLAN).figures) == len(body)


def test_a_template_left_open_holds_no_figure(tmp_path):
    path = tmp_path / "open.csv"
    path.write_text(template_text(PLAN, "en"), encoding="utf-8-sig")
    assert read_figures(path, PLAN).figures == ()
