"""Units are a closed list, and convert within one dimension only."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clustercast.scenarios.units import UNITS, convert


def test_every_unit_has_both_labels():
    assert all(unit.label_zh and unit.label_en for unit in UNITS.values())
    assert all(code == unit.code for code, unit in UNITS.items())


def test_a_hundred_million_is_ten_thousand_ten_thousands():
    assert convert(1.0, "CNY_100m", "CNY_10k") == 10_000.0
    assert convert(11.5, "percent", "share") == pytest.approx(0.115)


@given(st.floats(-1e9, 1e9), st.sampled_from(sorted(code for code, unit in UNITS.items() if unit.factor)))
def test_there_and_back_is_the_same(number, code):
    for other, unit in UNITS.items():
        if unit.factor and unit.dimension == UNITS[code].dimension:
            assert convert(convert(number, code, other), other, code) == pytest.approx(number)


@pytest.mark.parametrize(("unit", "to"), [("firms", "CNY_10k"), ("firms", "factories"), ("USD", "CNY")])
def test_what_cannot_be_compared_is_refused(unit, to):
    with pytest.raises(ValueError, match="cannot be converted"):
        convert(1.0, unit, to)
