"""Quarters are whole numbers that count on without gaps."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clustercast.scenarios.quarters import (
    first_quarter_of_year,
    format_quarter,
    last_quarter_of_year,
    parse_quarter,
    quarter_in_year,
    quarter_of,
    quarters_between,
    year_of,
)

years = st.integers(1900, 2200)
quarters = st.integers(1900 * 4, 2200 * 4)


def test_known_quarter():
    assert parse_quarter("2017Q4") == 2017 * 4 + 3
    assert format_quarter(2017 * 4 + 3) == "2017Q4"


@given(quarters)
def test_writing_and_reading_return_the_same_quarter(quarter):
    assert parse_quarter(format_quarter(quarter)) == quarter
    assert quarter_of(year_of(quarter), quarter_in_year(quarter)) == quarter


@given(quarters)
def test_the_next_quarter_is_in_the_same_year_or_begins_the_next(quarter):
    later = quarter + 1
    if quarter_in_year(quarter) == 4:
        assert (year_of(later), quarter_in_year(later)) == (year_of(quarter) + 1, 1)
    else:
        assert (year_of(later), quarter_in_year(later)) == (year_of(quarter), quarter_in_year(quarter) + 1)


@given(years)
def test_a_year_has_four_quarters_and_four_quarters_later_is_the_same_season(year):
    first, last = first_quarter_of_year(year), last_quarter_of_year(year)
    assert len(quarters_between(first, last)) == 4
    assert {year_of(quarter) for quarter in quarters_between(first, last)} == {year}
    assert quarter_of(year, 2) + 4 == quarter_of(year + 1, 2)
    assert last + 1 == first_quarter_of_year(year + 1)


def test_no_quarters_backwards():
    assert list(quarters_between(quarter_of(2018, 1), quarter_of(2017, 4))) == []


@pytest.mark.parametrize("text", ["2017", "2017Q5", "2017Q0", "2017q4", "17Q4", " 2017Q4", "2017Q4\n", ""])
def test_other_texts_are_refused(text):
    with pytest.raises(ValueError, match="is not a quarter"):
        parse_quarter(text)


def test_a_fifth_quarter_is_refused():
    with pytest.raises(ValueError, match="1 to 4"):
        quarter_of(2017, 5)
