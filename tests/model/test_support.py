"""The break-even support: closed forms and limits."""

import numpy as np
import pytest

from clustercast.model.attainment.break_even_support import break_even_support, rising


def test_a_share_that_decides_alone_is_found():
    shares = np.linspace(0.0, 0.30, 1000)
    found = break_even_support(shares, shares > 0.17)
    assert found is not None and found.verdict == "within"
    assert found.share == pytest.approx(0.17, abs=0.03)


def test_a_target_met_by_all_or_none_has_no_break_even():
    shares = np.linspace(0.0, 0.30, 200)
    met = break_even_support(shares, np.ones(200, dtype=bool))
    missed = break_even_support(shares, np.zeros(200, dtype=bool))
    assert met is not None and met.verdict == "any"
    assert missed is not None and missed.verdict == "not_reached"
    assert missed.most == pytest.approx(0.30)


def test_few_members_or_one_share_say_nothing():
    assert break_even_support(np.linspace(0.0, 0.3, 50), np.ones(50, dtype=bool)) is None
    assert break_even_support(np.full(200, 0.1), np.ones(200, dtype=bool)) is None


def test_pooling_never_falls_and_keeps_the_mean():
    pooled = rising([0.2, 0.5, 0.3, 0.1, 0.9])
    assert pooled == sorted(pooled)
    assert sum(pooled) == pytest.approx(2.0)
    assert rising([0.1, 0.2, 0.3]) == [0.1, 0.2, 0.3]
