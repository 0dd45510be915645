"""The model as a forecaster: it knows only its origin, and its kept posteriors belong to the rules of today."""

import shutil

import numpy as np
import pytest

from clustercast.calibration.hindcast.kept import FOLDER, NotFittedError, keep, kept, read_manifest
from clustercast.calibration.hindcast.model_forecast import completed, model_forecaster, wages_ahead
from clustercast.calibration.hindcast.refits import first_path, stale_origins
from clustercast.calibration.hindcast.rolling import ORIGINS
from clustercast.calibration.nation.simulate import Nation
from clustercast.calibration.nation.space import ERROR_PERSISTENCE, ERROR_SD, SHIFT
from clustercast.scenarios import load_plan

PLAN = load_plan("henan-equipment-2017", prior=True)


@pytest.fixture(scope="module")
def draws():
    """Two vectors of parameters, not fitted to anything."""
    errors = {ERROR_SD: 0.15, ERROR_PERSISTENCE: 0.5}
    return [{SHIFT: 0.0} | errors, {SHIFT: 0.3} | errors]


def forecaster(draws):
    return model_forecaster(lambda origin: draws)


def test_forecasts_have_a_column_a_horizon_and_hang_on_the_seed(draws):
    first = forecaster(draws).forecast(2018, (1, 4), 1)
    assert first.shape == (8, 2) and np.all(first > 0)
    assert np.array_equal(first, forecaster(draws).forecast(2018, (1, 4), 1))
    assert not np.array_equal(first, forecaster(draws).forecast(2018, (1, 4), 2))


def test_the_path_up_to_the_origin_takes_no_wage_drawn_later():
    random = np.random.Generator(np.random.Philox(1))
    known = Nation(PLAN, until=2022, known_to=2018).known[0]
    values = {"wage_growth": 0.08, "wage_sd": 0.0}
    wages = wages_ahead(known, values, 72, random)
    assert np.array_equal(wages[:72], known[:72])
    assert wages[72:] == pytest.approx(known[71] * np.exp(0.02 * np.arange(1, len(known) - 71)))


def test_years_up_to_the_origin_are_the_same_however_far_the_nation_is_followed():
    short = Nation(PLAN, until=2018, known_to=2018).follow({"log_shift": 0.2}).installed(2011, 2018)
    known = Nation(PLAN, until=2022, known_to=2018).known[0]
    random = np.random.Generator(np.random.Philox(1))
    wages = wages_ahead(known, {"wage_growth": 0.2, "wage_sd": 0.1}, 72, random)
    longer = Nation(PLAN, until=2022, known_to=2018).follow({"log_shift": 0.2}, wages, 72).installed(2011, 2018)
    assert np.array_equal(short, longer)


def test_what_a_draw_is_completed_with_leaves_its_stock():
    nation = Nation(PLAN, until=2018, known_to=2018)
    values, dear = {SHIFT: 0.2}, {"integration_multiple": 2.0, "social_insurance": 0.2}
    whole = completed(nation, values, dear, 2018)
    assert whole[SHIFT] != values[SHIFT]
    assert {**whole, SHIFT: 0.0} == {**dear, SHIFT: 0.0}
    assert nation.follow(whole).stock_at(2018) == pytest.approx(nation.follow(values).stock_at(2018), rel=5e-3)


def test_larger_errors_of_a_draw_make_wider_bands():
    def spread(sd):
        draws = [{SHIFT: 0.2, ERROR_SD: sd, ERROR_PERSISTENCE: 0.5}] * 60
        return np.log(forecaster(draws).forecast(2018, (1,), 1)).std()

    assert spread(0.4) > 1.5 * spread(0.1)


def test_kept_draws_come_back(tmp_path):
    keep(tmp_path, 2018, [{"a": 1.23456789, "b": 2e-7}, {"a": 3.0, "b": 4e6}])
    assert kept(tmp_path, 2018) == [{"a": 1.23457, "b": 2e-7}, {"a": 3.0, "b": 4e6}]
    with pytest.raises(NotFittedError, match=r"origin 2017.*--refit"):
        kept(tmp_path, 2017)


@pytest.mark.parametrize("origin", ORIGINS)
def test_the_kept_posterior_of_an_origin_was_fitted_to_what_was_known_then(origin):
    about = read_manifest(FOLDER)["origins"][str(origin)]
    years = [int(figure.split()[-1]) for figure in about["figures"]]
    assert max(years) < origin
    assert len(kept(FOLDER, origin)) == read_manifest(FOLDER)["draws"]


def test_the_kept_posteriors_are_those_of_the_rules_of_today():
    assert stale_origins(FOLDER) == []


def test_another_posterior_is_found_stale(tmp_path):
    shutil.copytree(FOLDER, tmp_path, dirs_exist_ok=True)
    draws = kept(tmp_path, 2018)
    draws[0]["log_shift"] += 0.1
    keep(tmp_path, 2018, draws)
    assert stale_origins(tmp_path) == [2018]
    assert first_path(tmp_path, 2018) != first_path(FOLDER, 2018)
