"""A user's own register: what spreadsheets make of a table is read; what is wrong is told at once, row and column."""

import pickle
import random
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clustercast.scenarios import load_plan
from clustercast.scenarios.register import RegisterError, example_rows, example_text, read_register, with_firms
from clustercast.scenarios.register.cells import read_number

HEADER = "企业编号,城市,行业,营业收入,从业人员"


@pytest.fixture
def plan(invented_pack):
    return load_plan(invented_pack)


@pytest.fixture
def read(plan, tmp_path):
    """Reads a register given as text; `rows` of one firm each are filled up to enough of them."""

    def register(*lines, encoding="utf-8", fill=True):
        path = tmp_path / "firms.csv"
        width = lines[0].count(",") + 1
        more = [f"F{n},北港,机床,{5000 + n},{60 + n}" + "," * (width - 5) for n in range(12 if fill else 0)]
        path.write_text("\n".join([*lines, *more]) + "\n", encoding=encoding)
        return read_register(path, plan)

    return register


def faults(read, *lines, **options):
    with pytest.raises(RegisterError) as raised:
        read(*lines, **options)
    return [(one.entry, one.key, one.problem, one.remedy) for one in raised.value.faults]


def firm(register, id):
    return next(one for one in register.firms if one.id == id)


# What is read


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_example_is_read_in_both_languages(plan, tmp_path, lang):
    path = tmp_path / "firms.csv"
    path.write_text(example_text(plan, lang), encoding="utf-8-sig", newline="")
    register = read_register(path, plan)
    assert len(register.firms) == 12
    assert register.notes == ()
    assert len(register.firms[0].levels) == len(plan.upgrades)


def test_both_languages_give_the_same_firms(plan, tmp_path):
    found = []
    for lang in ("zh", "en"):
        (tmp_path / lang).write_text(example_text(plan, lang), encoding="utf-8")
        found.append(read_register(tmp_path / lang, plan).firms)
    assert found[0] == found[1]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_encodings_of_office_programs(read, encoding):
    assert firm(read(HEADER, "A,南岭市,农机装备,6000,80", encoding=encoding), "A").city == "nanling"


def test_columns_and_rows_may_stand_in_any_order(plan, tmp_path):
    header, *rows = example_rows(plan, "zh")
    order = list(range(len(header)))
    random.Random(1).shuffle(order)
    random.Random(2).shuffle(rows)
    for name, lines in {
        "one": example_rows(plan, "zh"),
        "other": [[r[c] for c in order] for r in (header, *rows)],
    }.items():
        (tmp_path / name).write_text("\n".join("\t".join(line) for line in lines), encoding="utf-8")
    one, other = (read_register(tmp_path / name, plan) for name in ("one", "other"))
    assert [replace(firm, row=0) for firm in one.firms] == [replace(firm, row=0) for firm in other.firms]


@pytest.mark.parametrize(
    ("written", "number"),
    [("1234.5", 1234.5), ("1,234.5", 1234.5), ("１，２３４．５", 1234.5), ("1 234.5", 1234.5), ("¥1,234", 1234.0),
     ("1.2e3", 1200.0), ("2亿元", 20000.0), ("12 万元", 12.0), ("120000元", 12.0), ("(5)", -5.0), (".5", 0.5)],
)  # fmt: skip
def test_numbers_as_spreadsheets_write_them(written, number):
    assert read_number(written, "money") == pytest.approx(number)


@pytest.mark.parametrize(
    "written", ["12,34", "1.234,5", "1.2.3", "abc", "12 jin", "--5", "1e400", "inf", "12%", "１２人"]
)
def test_what_is_no_number_is_said(written):
    assert isinstance(read_number(written, "money"), str)


@pytest.mark.parametrize("nothing", ["", "-", "—", "NA", "n/a", "－", "#N/A"])
def test_missing_optional_numbers_are_left_to_be_drawn(read, nothing):
    found = firm(read(f"{HEADER},固定资产,智能化改造", f"A,北港,机床,6000,80,{nothing},{nothing}"), "A")
    assert found.capital is None
    assert found.levels == (None, None, None, None)


def test_units_in_headers_and_cells(read):
    header = "编号,城市,行业,营业收入（亿元）,从业人员(人),研发费用,能耗（万吨标准煤）"
    found = firm(
        read(header, "A,北港,机床,0.6,80,3.5%,0.01", *(f"G{n},北港,机床,0.5,60,," for n in range(12)), fill=False), "A"
    )
    assert (found.revenue, found.rnd, found.energy) == pytest.approx((6000.0, 210.0, 100.0))


def test_a_firm_finds_its_cluster_by_industry_and_city(read):
    register = read(
        f"{HEADER},集群", "A,东禾,农机装备,6000,80,", "B,南岭,,6000,80,南岭农机集群", "C,东禾,机床,6000,80,"
    )
    assert [firm(register, id).cluster for id in "ABC"] == [
        "farm-machinery-support", "farm-machinery-core", "elsewhere-machine_tools",
    ]  # fmt: skip


def test_other_columns_are_named_and_not_read(read):
    assert "法定代表人" in read(f"{HEADER},法定代表人", "A,北港,机床,6000,80,某某").notes[0]


# What is wrong


@pytest.mark.parametrize(
    ("row", "key", "problem", "remedy"),
    [
        ("A,北岗,机床,6000,80", "城市", '"北岗"', "北港"),
        ("A,北港,机庆,6000,80", "行业", '"机庆"', "机床"),
        ("A,北港,汽车,6000,80", "行业", '"汽车"', "机床"),
        ("A,北港,,6000,80", "行业", "neither", "one of them"),
        ("A,,机床,6000,80", "城市", "missing", "a city"),
        ("A,北港,机床,-6000,80", "营业收入", '"-6000" is negative', "0 or more"),
        ("A,北港,机床,0,80", "营业收入", "nought", "above 0"),
        ("A,北港,机床,,80", "营业收入", "missing", "CNY 10k"),
        ("A,北港,机床,60x,80", "营业收入", '"60x" is not a number', "CNY 10k"),
        ("A,北港,机床,5%,80", "营业收入", "percentage", "CNY 10k"),
        ("A,北港,机床,60000000,80", "营业收入", "cannot be", "name its unit"),
        ("F3,北港,机床,6000,80", "企业编号", '"F3" stands in row 2 already', "an id of its own"),
        (",北港,机床,6000,80", "企业编号", "the id is missing", "an id"),
        ("合计,北港,机床,6000,80", "", "totals", "take the row out"),
        ("A,北港,机床,1,234,80", "", "6 cells", "quotation marks"),
    ],
)
def test_a_fault_names_row_column_value_and_remedy(read, row, key, problem, remedy):
    found = faults(read, HEADER, row)
    assert all(entry == "row 2" for entry, *_ in found) or "F3" in row
    assert any(key in one[1] and problem in one[2] and remedy in one[3] for one in found), found


@pytest.mark.parametrize(
    ("header", "row", "key", "problem"),
    [
        (f"{HEADER},机器人", "A,北港,机床,6000,80,1.5", "机器人", "not a whole number"),
        (f"{HEADER},机器人", "A,北港,机床,6000,80,900", "机器人", "900 robots"),
        (f"{HEADER},智能化改造", "A,北港,机床,6000,80,3", "智能化改造", "above 2"),
        (f"{HEADER},龙头企业", "A,北港,机床,6000,80,也许", "龙头企业", "neither yes nor no"),
        (f"{HEADER},固定资产", "A,北港,机床,6000,80,1e9", "固定资产", "cannot be"),
        (f"{HEADER},集群", "A,北港,农机装备,6000,80,北港机床集群", "行业", "not the industry of the cluster"),
        (f"{HEADER},集群", "A,北港,,6000,80,北港机床群", "集群", "no cluster"),
        (f"{HEADER},固定资产（美元）", "A,北港,机床,6000,80,5", "固定资产（美元）", 'unit "美元"'),
    ],
)  # fmt: skip
def test_faults_of_optional_columns(read, header, row, key, problem):
    assert any(one[1] == key and problem in one[2] for one in faults(read, header, row))


def test_columns_that_are_missing_misspelt_or_given_twice(read):
    found = faults(read, "企业编号,城市,行业,营业收人,营业收入,收入", fill=False)
    problems = [(one[1], one[2]) for one in found]
    assert ("从业人员", "this column is missing") in problems
    assert any(key == "收入" and "two columns" in problem for key, problem in problems)
    found = faults(read, "企业编号,城市,行业,营业收人,从业人员", fill=False)
    assert any(key == "营业收人" and "not known" in problem for key, problem in [(one[1], one[2]) for one in found])


def test_a_register_in_yuan_or_in_100m_is_refused(read):
    for revenue in (60_000_000, 0.6):
        rows = [f"G{n},北港,机床,{revenue},80" for n in range(12)]
        found = faults(read, HEADER, *rows, fill=False)
        assert found and all("营业收入" in one[1] and "name its unit" in one[3] for one in found)


def test_every_fault_is_told_at_once_and_the_first_fifty_are_printed(read):
    with pytest.raises(RegisterError) as raised:
        read(HEADER, *(f"X{n},某地,机床,-1,80" for n in range(60)))
    assert len(raised.value.faults) == 120
    lines = str(raised.value).splitlines()
    assert len(lines) == 51 and lines[-1] == "and 70 more"
    assert str(pickle.loads(pickle.dumps(raised.value))) == str(raised.value)


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"", "empty"), (b"PK\x03\x04xx", "Excel"), (b"\xff\xff", "neither"), ("编号\n".encode(), "missing"),
     ('编号,"城'.encode(), "cannot be read")],
)  # fmt: skip
def test_files_that_are_no_register(plan, tmp_path, content, said):
    path = tmp_path / "firms.csv"
    path.write_bytes(content)
    with pytest.raises(RegisterError, match=said):
        read_register(path, plan)
    with pytest.raises(RegisterError, match="cannot be read"):
        read_register(tmp_path / "absent.csv", plan)


CELL = st.one_of(
    st.sampled_from(
        ["北港", "南岭市", "机床", "农机装备", "", "-", "1,234", "６０", "5%", "-3", "1e5", "是", "合计", "nan"]
    ),
    st.integers(-5, 10**12).map(str),
    st.floats().map(str),
    st.text(max_size=8),
)
KNOWN = ["编号", "城市", "行业", "集群", "营业收入（亿元）", "从业人员", "robots", "smart", "能耗", "R&D", "龙头企业"]
HEADERS = st.lists(st.one_of(st.sampled_from(KNOWN), st.text(max_size=6)), max_size=9)
ENCODINGS = st.sampled_from(["utf-8", "gb18030"])


@settings(max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    header=HEADERS,
    rows=st.lists(st.lists(CELL, max_size=10), max_size=14),
    encoding=ENCODINGS,
)
def test_whatever_a_register_holds_it_is_read_or_refused_in_clear_words(plan, tmp_path, header, rows, encoding):
    path = tmp_path / "firms.csv"
    lines = [header, *rows]
    path.write_text("\n".join(",".join(line) for line in lines), encoding=encoding, errors="replace")
    try:
        register = read_register(path, plan)
    except RegisterError as error:
        assert error.faults
        assert all(one.file and one.problem and one.remedy for one in error.faults)
    else:
        assert len(register.firms) >= 10
        assert all(one.revenue > 0 and one.employees > 0 for one in register.firms)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(raw=st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(plan, tmp_path, raw):
    path = tmp_path / "firms.csv"
    path.write_bytes(raw)
    with pytest.raises(RegisterError):
        read_register(path, plan)


# The plan with the register


def test_the_plan_takes_the_register_as_its_accounts(plan, read):
    register = read(f"{HEADER},机器人", "A,北港,机床,6000,80,7")
    held = with_firms(plan, register)
    assert held.parameters["n_firms"].prior.support() == (13.0, 13.0)
    assert held.accounts.base_revenue.value == pytest.approx(register.revenue / 10_000)
    assert held.hash == plan.hash
    assert held.register is not None
    rows = {one.key: one for one in held.register.totals}
    assert (rows["firms"].register, rows["firms"].plan_median) == (13.0, 120.0)
    assert (rows["robots"].register, rows["robots"].given) == (7.0, 1)
    assert "smart" not in rows
    assert any("judged on the register's firms alone" in note for note in held.register.notes)
