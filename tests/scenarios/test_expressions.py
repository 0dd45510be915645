"""The language of indicators: what it says and what it refuses."""

import copy
import pickle

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from clustercast.scenarios.expressions import DEEPEST, LONGEST, parse_indicator, parse_row
from clustercast.scenarios.language import AGGREGATES, ExpressionError, Node, Title, Vocabulary
from tests.small_machine import FIRMS, SCALARS, WORDS, rows, worth

# What it says


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1 + 2 * 3", 7.0),
        ("-(4 - 6) / 4", 0.5),
        ("wage * 2", 12.0),
        ("count(robots)", 2.0),
        ("count(robots >= 1)", 2.0),
        ('count(robots >= 1 and city == "luoyang")', 2.0),
        ('count(robots >= 1, where=city != "luoyang")', 0.0),
        ('count(city == "luoyang" or city == "xinxiang")', 3.0),
        ("count(not robots)", 2.0),
        ("count(1)", 4.0),
        ("sum(revenue)", 100.0),
        ('sum(revenue, where=city == "luoyang")', 50.0),
        ("sum(revenue * energy) / sum(revenue)", 2.6),
        ("mean(revenue)", 25.0),
        ("mean(revenue, where=robots > 1)", 25.0),
        ("sum(revenue, where=revenue > 2 * wage)", 90.0),
        ("100 * (sum(revenue) / 80 - 1)", 25.0),
        ('count(has("smart"))', 2.0),
        ('count(has("green") and not has("smart"))', 1.0),
        ('count(got_year("green"))', 1.0),
        ("count(dense)", 1.0),
        ("sum(density, where=dense)", 5.0 / 30.0),
        ("(wage > 5) + (wage <= 5) + 2 * (nothing >= 0) - (nothing < 0)", 3.0),
        ('sum_cells(robots, where=industry != "food")', 7.0),
        ("sum_cells(firms * robots)", 1100.0),
        ("count_groups(revenue > 10)", 1.0),
        ("sum_groups(revenue) - sum(revenue)", -45.0),
        ('count_organisations(has("centre"))', 2.0),
        ('count_organisations(had("centre")) + 10 * count_organisations(got_year("centre"))', 11.0),
        ('count(had("green"))', 1.0),
        ('sum_cells(firms * has("smart"))', 62.5),
        ('sum_cells(firms * had("smart"))', 50.0),
        ('sum_cells(firms * got_year("smart"))', 12.5),
        ('awarded("closure") + 10 * awarded_since("closure")', 43.0),
        ('pool("closure") * outlay("closure")', 2550.0),
        ('count(revenue > 5 * awarded("closure"))', 3.0),
        ("100 * sum(revenue) / gdp", 20.0),
        ("count_cities(1 == total(1))", 2.0),
        ("count_cities(total(revenue) >= 40)", 2.0),
        ('sum_cities(total(revenue), where=city != "luoyang")', 50.0),
        ("sum_cities(total(revenue * (robots > 0)) * wage)", 300.0),
        ("least_cities(total(robots))", 0.0),
        ("least_cities(total(energy), where=total(1) > 0)", 1.0),
        ("least_cities(total(robots), where=total(1) > 9)", 0.0),
        ("least_cities(-total(robots))", -7.0),
        ("sum_chains(total(revenue))", 80.0),
        ('count_chains(total(revenue) >= 70 and chain == "machinery")', 1.0),
        ("sum_clusters(total(dense))", 1.0),
        ('count_clusters(total(has("smart")) >= 2)', 1.0),
        ("least_industries(total(revenue))", 50.0),
        ("count_industries(total(revenue) / total(1) == 25)", 2.0),
        ("sum_organisations(quality)", 4.5),
        ("count(  robots\n  >= 1 )", 2.0),
    ],
)
def test_an_indicator_is_one_number(text, value):
    assert worth(text) == pytest.approx(value)


def test_an_expression_has_a_value_for_every_row():
    assert rows("robots * 2 + wage") == [6.0, 10.0, 16.0, 6.0]
    assert rows('city == "luoyang" and robots < 3') == [0.0, 1.0, 0.0, 0.0]
    assert rows("quality > 1", "organisation") == [0.0, 1.0, 1.0]
    assert rows("7", "group") == [7.0, 7.0]
    assert rows("-revenue", "group") == [-5.0, -50.0]


@pytest.mark.parametrize(
    ("text", "value"), [("1 / 0", 0.0), ("wage / nothing", 0.0), ("sum(robots) / count(robots > 9)", 0.0)]
)
def test_division_by_zero_is_zero(text, value):
    assert worth(text) == value


def test_division_by_zero_is_zero_in_every_row():
    assert rows("revenue / energy") == [10.0, 0.0, 10.0, 10.0]
    assert worth("mean(revenue, where=robots > 9)") == 0.0


# What it refuses

UNWRITABLE = "f\"{'\x01'}\""  # parsed, but ast cannot write it back before Python 3.12

BAD = {
    "": "empty",
    "   ": "empty",
    "count(": "no expression",
    "count(robots) count(robots)": "no expression",
    "x = 1": "no expression",
    "robots": "sum(robots) or mean(robots)",
    "densty": "one of gdp, nothing, wage",
    "wages": "wage",
    "count(robot)": "robots",
    "count(tokens)": "revenue",
    "sum_cells(revenue)": "no column of the cell table",
    "count_groups(density)": "no column of the group table",
    "average(revenue)": "unknown here",
    "summ(revenue)": "sum",
    "sum(revenue, robots)": "one part",
    "sum()": "one part",
    "sum(where=robots)": "one part",
    "sum(revenue, when=robots)": "where=",
    "sum(revenue, **robots)": "where=",
    "sum(*revenue)": "not allowed",
    "sum(sum(revenue))": "not allowed",
    "sum(revenue if robots else 0)": "not allowed",
    "sum(revenue) if wage else 0": "not allowed",
    "revenue > 1": "sum(revenue)",
    "count(robots ** 2)": "x * x",
    "wage ** 2": "x * x",
    "wage % 2": "x * x",
    "wage // 2": "x * x",
    "+wage": "not allowed",
    "~wage": "not allowed",
    "count(1 < robots < 3)": "one at a time",
    "count(robots in city)": "< <= > >= == !=",
    "count(robots is 1)": "< <= > >= == !=",
    'count(city == "luoyan")': "luoyang",
    'count(city > "luoyang")': "no order",
    'count("luoyang" == city)': 'city == "luoyang"',
    'count(revenue == "luoyang")': "only chain, city, cluster, industry",
    'count(revenue + 1 == "luoyang")': "only chain, city, cluster, industry",
    "count(city == luoyang)": "no column",
    'count(has("smrt"))': "smart",
    "count(has(smart))": "not allowed",
    'count(has("smart", "green"))': "not allowed",
    'count_groups(has("smart"))': "not for the group table",
    'count_cells(has("green"))': "the key cells in that programme",
    'count_organisations(got_year("green"))': "no organisation can hold the title 'green'; write one of centre",
    'count(had("centre"))': "no firm can hold the title 'centre'; write one of green, smart",
    'count(has("closure"))': "leaves no title behind; write one of centre, green, smart, or awarded(...)",
    'count_cities(has("smart"))': 'total(has("smart"))',
    'awarded("closures")': "no programme is named 'closures'; write closure",
    "awarded(closure)": 'awarded("programme") with one id',
    "pool()": 'pool("programme") with one id',
    'outlay("closure", where=wage)': 'outlay("programme") with one id',
    'count(awarded("smrt") > 1)': "smart",
    'awrded("closure")': "awarded",
    "total(revenue)": "needs places; write sum(...), or it inside count_cities",
    "count(total(revenue) > 1)": "total(...) is not for the firm table; write it inside count_cities",
    "count_cells(total(revenue))": "not for the cell table",
    "count_cities(total(total(revenue)))": "stands inside total(...)",
    "count_cities(total(revenue, where=robots))": "one part and nothing else",
    "count_cities(total())": "one part and nothing else",
    "count_cities(1)": "says nothing of the firms of a city; write total(...) in it",
    'sum_cities(wage, where=city == "luoyang")': "says nothing of the firms of a city",
    "count_cities(revenue > 1)": "revenue has a value for every firm, not for every city; write total(revenue)",
    "count_cities(total(1) > dense)": "write total(dense)",
    'count_cities(total(1) > 0 and industry == "car")': "write total(industry)",
    'count_cities(total(1) > 0 and city == "nowhere")': "city has no 'nowhere'",
    "count_cities(total(1) > 0 and size > 1)": "size is no column of the city table; write one of city",
    "count_cities(total(quality))": "no column of the firm table",
    "mean_cities(total(revenue))": "sum_cities",
    "least(revenue)": "unknown here",
    "count_cities(total(revenue)[0])": "city, total(...), numbers",
    'has("smart")': "unknown here",
    "count(True)": "a number",
    "count(None)": "a number",
    "count(...)": "a number",
    "2j": "a number",
    "b'1'": "a number",
    "1e999": "too large",
    "9" * 400: "too large",
    "1e16": "too large",
    "__import__('os').system('true')": "not allowed",
    "().__class__": "not allowed",
    "count(revenue.real)": "not allowed",
    "count(revenue[0])": "not allowed",
    "lambda: 1": "not allowed",
    "[wage for _ in wage]": "not allowed",
    "(y := 1)": "not allowed",
    "f'{wage}'": "not allowed",
    UNWRITABLE: "not allowed",
    "{1: wage}": "not allowed",
    "sum(revenue)\x00": "no expression",
    "1 + " * 250 + "wage": "at most 1000",
    "-" * 100 + "1": "flatter",
    "(" * 240 + "1" + ")" * 240: "no expression",
    "count(loop)": "derived from itself",
    "count(ping)": "derived from itself",
}


@pytest.mark.parametrize(("text", "says"), BAD.items(), ids=range(len(BAD)))
def test_a_bad_text_is_refused_and_says_what_to_write(text, says):
    with pytest.raises(ExpressionError) as caught:
        parse_indicator(text, WORDS)
    message = str(caught.value)
    assert says in message
    assert message == f"{caught.value.problem}; write {caught.value.remedy}"
    assert len(message) < 800


def test_a_refusal_survives_copying():
    error = ExpressionError("the text is empty", "something")
    assert str(pickle.loads(pickle.dumps(error))) == str(copy.copy(error)) == "the text is empty; write something"


def test_nothing_to_choose_from_is_said():
    bare = Vocabulary(tables={})
    for text in ("wage", "count(robots)", 'count(has("smart"))', 'pool("smart")'):
        with pytest.raises(ExpressionError, match="none is declared"):
            parse_indicator(text, bare)
    untitled = Vocabulary(tables={}, programmes=frozenset(["grant"]))
    with pytest.raises(ExpressionError, match=r"none is declared, or awarded"):
        parse_indicator('count(has("grant"))', untitled)
    centre = Vocabulary(tables={}, programmes=frozenset(["c"]), titles={"c": Title(0, ("organisation",))})
    with pytest.raises(ExpressionError, match="no firm can hold the title 'c'; write an expression without it"):
        parse_indicator('count(has("c"))', centre)


def test_limits_hold_where_they_are_said():
    assert parse_indicator("1" + " + 1" * 30, WORDS)
    assert parse_indicator("1".ljust(LONGEST), WORDS).value == 1.0
    with pytest.raises(ExpressionError, match="at most"):
        parse_indicator("1".ljust(LONGEST + 1), WORDS)
    assert parse_indicator("-" * (DEEPEST - 1) + "1", WORDS)
    with pytest.raises(ExpressionError, match="flatter"):
        parse_indicator("-" * DEEPEST + "1", WORDS)


# Whatever is written

PIECES = """
    density loop has had got_year awarded pool total where= city "luoyang" "smart" "closure" x *wage and or not ( )
    if else for in lambda is await yield
    , + - * / ** < <= == != = := : . [ ] { } @ ; # 0 1 2.5 1e308 1e999 True None ' " f' \\ 洛阳 １ __import__('os')
"""
PIECE = st.sampled_from([*PIECES.split(), *AGGREGATES, *FIRMS, *SCALARS, "\n", "\t", "\x00", "\ud800", "0x" + "f" * 40])
TEXTS = st.one_of(
    st.text(max_size=60),
    st.lists(PIECE, max_size=25).map(" ".join),
    st.lists(PIECE, max_size=25).map("".join),
)


@settings(max_examples=1500)
@given(TEXTS)
@example("9" * 450)
@example(UNWRITABLE)
@example("'\\d' is 1")
@example("1if wage else 2")
def test_any_text_is_read_or_refused_and_never_runs(text):
    for parse in (parse_indicator, lambda text, words: parse_row(text, "firm", words)):
        try:
            node = parse(text, WORDS)
        except ExpressionError as error:
            assert "; write " in str(error)
        else:
            assert isinstance(node, Node)


@pytest.mark.filterwarnings("error")
def test_a_text_is_never_executed(tmp_path):
    mark = tmp_path / "mark"
    for text in (
        f"open({str(mark)!r}, 'w')",
        f"count(open({str(mark)!r}, 'w'))",
        f"[open({str(mark)!r}, 'w') for _ in [1]]",
    ):
        with pytest.raises(ExpressionError):
            parse_indicator(text, WORDS)
    assert not mark.exists()


# Sound sentences, built at random, mean what Python would make of them

NUMBERS = st.recursive(
    st.sampled_from(
        ["wage", "nothing", "2", "0.5", "sum(revenue)", "count(robots > 1)", "mean(energy)", "sum_cells(robots)"]
    ),
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from("+-*"), inner).map(lambda three: f"({' '.join(three)})"),
        inner.map("-{}".format),
    ),
    max_leaves=6,
)
MEANING = {
    "wage": "6.0",
    "nothing": "0.0",
    "sum(revenue)": "100.0",
    "count(robots > 1)": "2.0",
    "mean(energy)": "2.0",
    "sum_cells(robots)": "15.0",
}


@settings(max_examples=200)
@given(NUMBERS)
def test_arithmetic_is_pythons(text):
    plain = text
    for name, value in MEANING.items():
        plain = plain.replace(name, value)
    assert worth(text) == pytest.approx(eval(plain), rel=1e-12, abs=1e-9)
