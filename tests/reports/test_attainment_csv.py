"""attainment.csv opens in a spreadsheet and has the columns of the house."""

import csv
import json
from dataclasses import replace

from clustercast.reports.tables.attainment_csv import COLUMNS, HOUSE_COLUMNS, cell, plain_row, write_attainment

TEXTS = ("label_zh", "label_en", "comparator", "why", "why_zh", "note_en", "note_zh", "lead_agency", "target")


def read(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_columns_of_the_house_come_first_and_the_file_has_a_bom(record, tmp_path):
    write_attainment(tmp_path / "a.csv", record.attainments)
    content = (tmp_path / "a.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbfplan,target,scenario,")
    header = content.decode("utf-8-sig").splitlines()[0].split(",")
    assert tuple(header[: len(HOUSE_COLUMNS)]) == (
        "plan", "target", "scenario", "label_zh", "label_en", "indicator", "comparator", "value", "unit", "by",
        "strength", "lead_agency", "mechanism", "probability", "mc_low", "mc_high", "median", "p05", "p95",
        "first_attained", "members", "failed_members", "status", "why",
    )  # fmt: skip
    assert len(set(header)) == len(header)


def test_one_row_a_target_and_scenario(record, tmp_path):
    write_attainment(tmp_path / "a.csv", record.attainments)
    rows = read(tmp_path / "a.csv")
    wanted = [(one.target, one.scenario) for one in record.attainments]
    assert [(row["target"], row["scenario"]) for row in rows] == wanted
    assert {row["status"] for row in rows} == {"projected", "conditional", "outside"}


def test_probability_stands_in_projected_rows_only_and_in_whole_percents(record, tmp_path):
    write_attainment(tmp_path / "a.csv", record.attainments)
    for row in read(tmp_path / "a.csv"):
        assert (row["probability"] != "") == (row["status"] == "projected")
        assert (row["break_even_base"] != "") == (row["status"] == "conditional")
        for key in ("probability", "mc_low", "mc_high"):
            if row[key]:
                assert 0.0 <= float(row[key]) <= 1.0 and len(row[key]) <= 4


def test_no_label_can_become_a_formula(record, tmp_path):
    hostile = [
        replace(one, label_zh="=HYPERLINK(1)", label_en="@SUM(A1)", why="+1", why_zh="-1", note_en="=1", note_zh="\t=2",
                lead_agency="=x", target="-t")
        for one in record.attainments
    ]  # fmt: skip
    write_attainment(tmp_path / "a.csv", hostile)
    for row in read(tmp_path / "a.csv"):
        for key in TEXTS:
            assert not row[key].startswith(("=", "+", "-", "@", "\t")), key
        assert row["label_zh"] == "'=HYPERLINK(1)"


def test_only_numbers_may_begin_with_a_minus(record, tmp_path):
    write_attainment(tmp_path / "a.csv", record.attainments)
    for row in read(tmp_path / "a.csv"):
        for value in row.values():
            assert not value.startswith(("=", "+", "@"))
            if value.startswith("-"):
                float(value)


def test_quarters_and_ranges_are_written_as_text(record):
    row = next(one for one in record.attainments if one.status == "projected")
    assert cell(replace(row, first_attained=2019 * 4 + 2), "first_attained") == "2019Q3"
    assert cell(replace(row, value=(2.0, 3.0)), "value") == "2 to 3"
    assert cell(replace(row, tolerance="about_level"), "tolerance").startswith(
        "about, more is better: attained from 95"
    )


def test_plain_rows_have_the_same_columns_and_are_json(record):
    for one in record.attainments:
        row = plain_row(one)
        assert tuple(row) == COLUMNS
        assert json.loads(json.dumps(row))["target"] == one.target
