"""Words and numbers of reports: boundaries, digits, and phrases that exist in both languages."""

from dataclasses import replace
from string import Formatter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clustercast.model.attainment.attainment import attain
from clustercast.reports.words.cells import as_text
from clustercast.reports.words.numbers import (
    asked_for,
    between,
    break_even_text,
    number,
    percent,
    points,
    rounded,
    singular,
    value_text,
)
from clustercast.reports.words.rounding import fixed, whole_percent
from clustercast.reports.words.words import LANGUAGES, TERMS, in_words, say, verdict
from clustercast.scenarios import load_plan
from tests.synthetic import plausible


@pytest.mark.parametrize(
    ("probability", "word"),
    [
        (1.0, "on_course"),
        (0.655, "on_course"),
        (0.6549, "open"),
        (13 / 40, "open"),
        (0.3249, "at_risk"),
        (0.0, "at_risk"),
    ],
)
def test_the_three_words_for_a_probability(probability, word):
    assert verdict(probability) == word


def test_words_for_a_probability_say_in_the_model():
    assert in_words(0.9, "en") == "in the model: on course"
    assert in_words(0.5, "zh") == "模型内：尚难判断"


def test_every_phrase_takes_the_same_values_in_both_languages():
    for key, phrases in TERMS.items():
        assert len(phrases) == len(LANGUAGES) and all(phrases), key
        named = [sorted(name for _, name, _, _ in Formatter().parse(phrase) if name) for phrase in phrases]
        assert named[0] == named[1], key


def test_unknown_phrase_is_an_error():
    with pytest.raises(KeyError):
        say("no_such_phrase", "en")


@pytest.mark.parametrize(
    ("probability", "text"),
    [
        (0.0, "<1%"),
        (0.004, "<1%"),
        (0.005, "1%"),
        (0.665, "67%"),
        (23 / 40, "58%"),
        (0.995, ">99%"),
        (1.0, ">99%"),
        (None, "–"),
    ],
)
def test_probabilities_are_whole_percents_and_never_certain(probability, text):
    assert percent(probability) == text


@given(st.integers(1, 2000), st.data())
def test_a_share_of_members_is_rounded_as_their_counts_are(trials, data):
    """Halves away from zero, on whole numbers; word and number never contradict each other."""
    met = data.draw(st.integers(0, trials))
    whole = (200 * met + trials) // (2 * trials)
    assert whole_percent(met / trials) == whole
    assert verdict(met / trials) == ("on_course" if whole >= 66 else "at_risk" if whole < 33 else "open")
    assert percent(met / trials) == ("<1%" if whole < 1 else ">99%" if whole > 99 else f"{whole}%")


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        (0.125, 2, "0.13"),
        (-0.125, 2, "-0.13"),
        (2.675, 2, "2.68"),
        (0.5, 0, "1"),
        (23.25, 1, "23.3"),
        (1e12, 0, f"1{'0' * 12}"),
    ],
)
def test_halves_are_rounded_away_from_zero(value, places, text):
    assert fixed(value, places) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [(1602.75, "1,602.75"), (1_234_567, "1,234,567"), (13.457, "13.457"), (20000, "20,000"), (0.115, "0.115"),
     (-3.2, "−3.2"), (1e-7, "0.0000001")],
)  # fmt: skip
def test_a_number_of_the_plan_is_shown_as_the_plan_writes_it(value, text):
    assert value_text(value, "en") == text
    assert value_text((value, value), "en") == f"{text} to {text}"


@pytest.mark.parametrize(
    ("label", "one"),
    [("firms", "firm"), ("factories a year", "factory a year"), ("counties an industry", "county an industry"),
     ("percent", "percent"), ("CNY 100 million a year", "CNY 100 million a year")],
)  # fmt: skip
def test_an_english_unit_after_one_is_singular(label, one):
    assert singular(label) == one


def test_intervals_and_differences_are_whole():
    assert between(0.8312, 0.9049) == "83–90"
    assert (points(0.234), points(-0.236), points(0.0)) == ("+23", "−24", "+0")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (20092.909, "20,090"), (13000.0, "13,000"), (0.0123456, "0.01235"), (-0.5, "−0.5"), (0.0, "0"), (None, "–"),
        (999999.0, "999,999"), (12345678.9, "12,350,000"), (2.0, "2"), (0.1 + 0.2, "0.3"),
    ],
)  # fmt: skip
def test_numbers_have_four_digits_and_no_exponent(value, text):
    assert number(value) == text


def test_rounding_keeps_counts_whole():
    assert rounded(4458.0) == 4458.0
    assert rounded(4458.4) == 4458.0
    assert rounded(float("inf")) == float("inf")


@pytest.mark.parametrize(
    ("cell", "text"),
    [("=1+1", "'=1+1"), ("+x", "'+x"), ("-x", "'-x"), ("@x", "'@x"), ("=", "'="), ("x=1", "x=1"), (-5, "-5"),
     (0.25, "0.25"), (None, ""), (True, "yes"), ((2.0, 3.0), "2 to 3"), ("a\nb", "a b"), ("\t=1", "'=1")],
)  # fmt: skip
def test_no_text_cell_is_a_formula(cell, text):
    assert as_text(cell) == text


def test_what_a_target_asks_for(invented_pack):
    plan = load_plan(invented_pack)
    row = next(one for one in attain(plausible(plan)) if one.target == "revenue-2020")
    assert asked_for(row, "zh") == "> 430 亿元"
    assert asked_for(row, "en") == "> 430 × CNY 100 million"
    assert asked_for(replace(row, value=(2.0, 3.0), unit="firms", comparator="="), "en") == "= 2 to 3 firms"


def test_break_even_base_in_words(invented_pack):
    plan = load_plan(invented_pack)
    row = next(one for one in attain(plausible(plan)) if one.status == "conditional")
    assert (
        break_even_text(replace(row, break_even_base=8.4, unit="firms"), "en") == "reaches 50% from a base of 8.4 firms"
    )
    assert break_even_text(replace(row, break_even_base=1.0, unit="firms"), "en") == "reaches 50% from a base of 1 firm"
    assert break_even_text(replace(row, break_even_base=-1.0), "en") == "reaches 50% from any base, even none"
    assert break_even_text(replace(row, break_even_base=None), "zh") == "任何基数都不足"
