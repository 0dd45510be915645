# pyright: reportOptionalMemberAccess=false
"""What spreadsheets, exports and strangers make of a register: refused by cell, or read as what it says."""

import os

import pytest

from clustercast.scenarios import load_plan
from clustercast.scenarios.faults import MOST_KEPT
from clustercast.scenarios.register import RegisterError, example_rows, read_register, with_firms

BASE = 2016


@pytest.fixture
def plan(invented_pack):
    return load_plan(invented_pack)


@pytest.fixture
def changed(plan, tmp_path):
    """Reads the example register with headers and cells changed: `headers` by name, `cells` by (row, header)."""

    def register(headers=None, cells=None, rows=()):
        table = [*example_rows(plan, "en"), *rows]
        for (row, header), value in (cells or {}).items():
            table[row][table[0].index(header)] = value
        table[0] = [(headers or {}).get(one, one) for one in table[0]]
        path = tmp_path / "firms.csv"
        path.write_text("\n".join(",".join(f'"{one}"' for one in row) for row in table), encoding="utf-8")
        return read_register(path, plan)

    return register


def said(changed, **options):
    with pytest.raises(RegisterError) as raised:
        changed(**options)
    return [(one.entry, one.key, one.problem) for one in raised.value.faults]


# Codes


@pytest.mark.parametrize("header", ["id", "group"])
@pytest.mark.parametrize("code", ["9.14101E+17", "9.1E+17", "9E+17", "9.14101e17"])
def test_a_code_that_a_spreadsheet_rounded_is_refused_by_its_cell(changed, header, code):
    (found,) = said(changed, cells={(1, header): code})
    assert found[:2] == ("row 2", header) and "rounded" in found[2]


@pytest.mark.parametrize("code", ["91410100MA3X", "1E5", "12E4", "E+17", "9.14", "914101000000000012"])
def test_a_code_that_is_whole_is_kept(changed, code):
    assert code in [one.id for one in changed(cells={(1, "id"): code}).firms]


def test_the_number_of_owners_is_told_beside_the_sums(changed, plan):
    cells = {(1, "group"): "A", (2, "group"): "A", (3, "group"): "B"}
    register = changed(cells=cells)
    (owners,) = [one for one in with_firms(plan, register).register.totals if one.key == "owners"]
    assert (owners.register, owners.given) == (len(register.firms) - 1.0, 3)


# Headers


@pytest.mark.parametrize("absent", ["revenue (CNY 10k)", "employees (persons)", "id", "city"])
def test_faults_of_headers_end_the_reading(changed, absent):
    found = said(changed, headers={absent: "remark"})
    assert found and {entry for entry, *_ in found} == {"row 1"}


def test_traditional_characters_are_read(plan, tmp_path):
    simple = example_rows(plan, "zh")
    words = {"营业收入": "營業收入", "从业人员": "從業人員", "企业编号": "企業編號", "机器人": "機器人", "万元": "萬元"}
    header = list(simple[0])
    for one, other in words.items():
        header = [word.replace(one, other) for word in header]
    found = []
    for name, rows in (("simple", simple), ("traditional", [header, *simple[1:]])):
        (tmp_path / name).write_text("\n".join(",".join(row) for row in rows), encoding="utf-8")
        found.append(read_register(tmp_path / name, plan).firms)
    assert header != simple[0] and found[0] == found[1]


@pytest.mark.parametrize(
    ("header", "bracket", "problem"),
    [("revenue", "EUR 10k", "unit"), ("fixed assets", "million", "unit"), ("revenue", "2013年", "base year"),
     ("revenue", "FY2013", "base year"), ("energy", "tonnes", "unit"), ("debt", "%", "unit")],
)  # fmt: skip
def test_what_a_header_says_in_brackets_is_never_dropped(changed, header, bracket, problem):
    units = {"energy": "tce"}
    written = f"{header} ({units.get(header, 'CNY 10k')})"
    (found,) = said(changed, headers={written: f"{header} ({bracket})"})
    assert found[0] == "row 1" and problem in found[2]


@pytest.mark.parametrize("bracket", [f"{BASE}年", str(BASE), "optional", "年末"])
def test_the_base_year_and_remarks_may_stand_in_brackets(changed, bracket):
    assert changed(headers={"revenue (CNY 10k)": f"revenue ({bracket})"}).firms == changed().firms


def test_research_in_percent_of_revenue_by_its_header(changed, plan):
    cells = {(n, "rnd (CNY 10k)"): "3.5" for n in range(1, 13)}
    register = changed(headers={"rnd (CNY 10k)": "R&D (%)"}, cells=cells)
    assert [one.rnd for one in register.firms] == pytest.approx([0.035 * one.revenue for one in register.firms])


# Cells and rows


@pytest.mark.parametrize("cell", ["24²", "2①4", "$2,400", "€2400", "£9", "10000000000000", "0.001"])
def test_a_number_that_is_not_what_it_looks_like_is_refused(changed, cell):
    (found,) = said(changed, cells={(1, "revenue (CNY 10k)"): cell})
    assert found[0] == "row 2"


def test_no_firm_has_a_million_million_employees(changed):
    assert any("above" in one[2] for one in said(changed, cells={(1, "employees (persons)"): "1000000000000"}))


@pytest.mark.parametrize("word", ["无", "無", "none", "nil"])
def test_no_robots_are_none_and_not_a_number_to_be_drawn(changed, word):
    firm = next(one for one in changed(cells={(1, "robots"): word}).firms if one.id == "EXAMPLE-001")
    assert firm.levels[0] == 0
    (found,) = said(changed, cells={(1, "debt (CNY 10k)"): word})
    assert found[0] == "row 2" and "may be 0" in found[2]


def test_a_row_with_a_cell_too_few_is_refused(plan, tmp_path):
    rows = example_rows(plan, "en")
    del rows[1][7]
    path = tmp_path / "firms.csv"
    path.write_text("\n".join(",".join(f'"{one}"' for one in row) for row in rows), encoding="utf-8")
    with pytest.raises(RegisterError, match="cells, the header"):
        read_register(path, plan)


@pytest.mark.parametrize("name", ["全省合计", "total", "S1"])
def test_a_total_among_the_firms_is_refused_by_word_or_by_sum(changed, plan, name):
    head, *firms = example_rows(plan, "en")
    row = [*firms[0]]
    row[head.index("id")], row[head.index("name")] = "S1", name
    for header in ("revenue (CNY 10k)", "employees (persons)"):
        row[head.index(header)] = str(sum(float(one[head.index(header)]) for one in firms))
    assert any(one[0] == "row 14" for one in said(changed, rows=[row]))


@pytest.mark.parametrize("header", ["id", "group"])
def test_characters_that_steer_a_terminal_are_refused_by_cell(changed, header):
    (found,) = said(changed, cells={(1, header): "A\x1b[2JB"})
    assert found[:2] == ("row 2", header) and "U+001B" in found[2]


def test_a_cell_of_megabytes_is_cut_where_it_is_told(changed):
    for header in ("city", "industry", "cluster", "revenue (CNY 10k)", "id"):
        with pytest.raises(RegisterError) as raised:
            changed(cells={(1, header): "x" * 120_000})
        assert len(str(raised.value)) < 3_000


# Sizes


def test_a_register_of_faults_is_told_by_its_first_ones_and_read_no_further(changed, plan):
    row = example_rows(plan, "en")[1]
    with pytest.raises(RegisterError) as raised:
        changed(rows=[["-", *row[1:2], f"nowhere {n}", *row[3:]] for n in range(20 * MOST_KEPT)])
    assert len(raised.value.faults) == MOST_KEPT
    assert len(str(raised.value).splitlines()) == RegisterError.shown + 1


def test_a_register_of_too_many_rows_is_refused_before_any_is_read(plan, tmp_path):
    path = tmp_path / "firms.csv"
    header = example_rows(plan, "en")[0]
    path.write_text(",".join(header) + "\n" + "x,y\n" * 100_001, encoding="utf-8")
    with pytest.raises(RegisterError) as raised:
        read_register(path, plan)
    (fault,) = raised.value.faults
    assert "more than 100000 firms" in fault.problem


def test_a_pipe_or_a_device_is_no_register_and_is_not_waited_for(plan, tmp_path):
    os.mkfifo(tmp_path / "firms.csv")
    for path in (tmp_path / "firms.csv", "/dev/zero"):
        with pytest.raises(RegisterError, match="no regular file"):
            read_register(path, plan)


def test_of_many_notes_the_first_are_told_and_the_others_counted(plan, tmp_path):
    header, *rows = example_rows(plan, "en")
    energy, id = header.index("energy (tce)"), header.index("id")
    for row in rows:
        row[energy] = "1000000"
    many = [[f"{row[id]}-{n}" if at == id else cell for at, cell in enumerate(row)] for n in range(8) for row in rows]
    path = tmp_path / "firms.csv"
    path.write_text("\n".join(",".join(f'"{one}"' for one in row) for row in [header, *many]), encoding="utf-8")
    notes = read_register(path, plan).notes
    assert len(notes) == 51 and notes[-1].endswith("more")
