"""Rules of titles against what theory says of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clustercast.agents.government.titles import awards_of, firms_part, title_chance, title_theta, title_weight


@given(st.floats(1e-6, 1.0), st.floats(0.0, 3.0), st.floats(-5.0, 5.0), st.floats(0.0, 5.0))
def test_better_candidates_win_titles_more_often(theta, gamma, score, more):
    assert 0.0 < title_chance(theta, gamma, score) <= title_chance(theta, gamma, score + more) <= 1.0


@given(
    st.lists(st.floats(-3.0, 3.0), min_size=1, max_size=30),
    st.floats(0.1, 2.0),
    st.floats(0.001, 1.0),
    st.floats(0.01, 0.9),
    st.floats(0.0, 5.0),
)
def test_titles_won_are_the_region_s_share_of_the_weight(scores, gamma, quota, share, more):
    own = sum(title_weight(gamma, score) for score in scores)
    rivals = own * (1.0 / share - 1.0)
    theta = title_theta(quota, own, own, share)
    expected = sum(theta * title_weight(gamma, score) for score in scores)
    assert expected == pytest.approx(quota * own / (own + rivals), rel=1e-12)
    assert sum(title_chance(theta, gamma, score) for score in scores) <= expected * (1.0 + 1e-12)
    # the same weight more for everyone changes no chance
    lifted = sum(title_weight(gamma, score + more) for score in scores)
    for score in scores:
        again = title_chance(title_theta(quota, lifted, lifted, share), gamma, score + more)
        assert again == pytest.approx(title_chance(theta, gamma, score), rel=1e-9)


@given(st.floats(0.0, 500.0), st.integers(0, 400), st.one_of(st.just(0.0), st.floats(1e-3, 400.0)))
def test_firms_and_cells_share_all_awards_and_none_gets_more_than_qualify(quota, firms, cells):
    awards = awards_of(quota, firms + cells)
    part = firms_part(awards, firms, cells)
    assert awards <= max(quota + 0.5, 0.0) and awards <= firms + cells
    assert 0 <= part <= firms
    assert -1e-9 <= awards - part <= cells + 1e-9
    if 1 <= part < firms and awards - part < cells - 1.0:
        assert abs(part - awards * firms / (firms + cells)) <= 0.5 + 1e-9
