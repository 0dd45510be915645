"""The likelihood by closed forms, and figures drawn from it."""

import numpy as np
import pytest
from scipy import stats

from clustercast.calibration.evidence import ELECTRONICS, INSTALLATIONS, LABOUR, STOCK, USERS, Evidence, evidence_at
from clustercast.calibration.likelihood import (
    SD,
    USUAL,
    Errors,
    bent_back,
    continued,
    drawn_evidence,
    log_errors,
    log_likelihood,
    log_t,
    straight,
)

ALL = Evidence(
    (INSTALLATIONS, INSTALLATIONS, STOCK, USERS, LABOUR, ELECTRONICS),
    (2015, 2016, 2011, 2015, 2017, 2016),
    np.array([7e4, 9e4, 7e4, 0.08, 0.37, 0.35]),
)


def test_density_is_that_of_a_student_t():
    x = np.linspace(-0.5, 0.5, 7)
    assert log_t(x, 0.15) == pytest.approx(stats.t.logpdf(x, 4, scale=0.15 / np.sqrt(2.0)))


def test_errors_follow_one_another():
    errors = np.array([0.1, -0.05, 0.2])
    whole = stats.t.logpdf(0.1, 4, scale=0.15 / np.sqrt(2.0))
    scale = 0.15 * np.sqrt(1.0 - 0.25) / np.sqrt(2.0)
    whole += stats.t.logpdf(-0.05 - 0.05, 4, scale=scale) + stats.t.logpdf(0.2 + 0.025, 4, scale=scale)
    assert log_errors(errors, Errors(0.15, 0.5)) == pytest.approx(whole)
    assert log_errors(errors, Errors(0.3, 0.0)) == pytest.approx(stats.t.logpdf(errors, 4, scale=0.3 / 2**0.5).sum())


def test_shares_are_normal_in_log_odds_and_labour_as_it_is():
    model = np.array([7e4, 9e4, 7e4, 0.10, 0.30, 0.35])
    same = log_likelihood(ALL.values, ALL)
    logit = np.log(0.08 / 0.92) - np.log(0.10 / 0.90)
    expected = -0.5 * (logit / 0.15) ** 2 - 0.5 * (0.07 / 0.05) ** 2
    assert log_likelihood(model, ALL) - same == pytest.approx(expected)


def test_a_table_of_paths_is_weighed_row_by_row():
    rows = np.array([ALL.values, ALL.values * 1.1])
    both = log_likelihood(rows, ALL)
    assert both.shape == (2,)
    assert both[1] == pytest.approx(float(log_likelihood(rows[1], ALL)))
    assert both[0] > both[1]


def test_scales_go_there_and_back():
    assert bent_back(straight(ALL.values, ALL.kinds), ALL.kinds) == pytest.approx(ALL.values)


@pytest.mark.parametrize("errors", [USUAL, Errors(0.3, 0.8), Errors(0.2, 0.0)])
def test_drawn_figures_scatter_as_the_density_says(errors):
    rng = np.random.default_rng(1)
    drawn = np.array([straight(drawn_evidence(ALL.values, ALL, rng, errors).values, ALL.kinds) for _ in range(6000)])
    away = drawn - straight(ALL.values, ALL.kinds)
    sd = [SD.get(kind, errors.sd) for kind in ALL.kinds]
    assert away.mean(axis=0) == pytest.approx(np.zeros(6), abs=0.02)
    assert away.std(axis=0) == pytest.approx(sd, rel=0.12)
    assert np.corrcoef(away[:, 0], away[:, 1])[0, 1] == pytest.approx(errors.persistence, abs=0.1)


def test_an_error_goes_on_and_fades():
    rng = np.random.default_rng(2)
    paths = np.array([continued(0.4, 4, rng, USUAL) for _ in range(20_000)])
    assert paths.mean(axis=0) == pytest.approx([0.2, 0.1, 0.05, 0.025], abs=0.01)
    assert paths[:, 3].std() == pytest.approx(0.15, rel=0.1)


def test_nothing_later_than_the_origin_is_evidence():
    """The surveys were published after 2017, and installations of the origin's own year were not yet known."""
    early, late = evidence_at(2017), evidence_at(2019)
    assert max(y for kind, y in zip(early.kinds, early.years, strict=True) if kind == INSTALLATIONS) == 2016
    assert USERS not in early.kinds and LABOUR not in early.kinds
    assert {USERS, LABOUR, ELECTRONICS, STOCK} <= set(late.kinds)
    assert evidence_at(2024).years == late.years  # held-out years are in none
    assert late.kinds[: late.of_installations] == (INSTALLATIONS,) * late.of_installations
