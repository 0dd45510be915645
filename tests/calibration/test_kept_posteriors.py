"""The posteriors that runs draw from: made by this model from these data, and no later than the plans that use them."""

import json

import pytest

from clustercast.calibration.calibrate import stale
from clustercast.calibration.cuts import CUTS, cut_for
from clustercast.scenarios import load_plan, plan_names
from clustercast.scenarios.folder import HOME
from clustercast.scenarios.posteriors import MANIFEST
from clustercast.scenarios.quarters import year_of

FOLDER = HOME / "posterior"


@pytest.mark.parametrize("cut", CUTS, ids=lambda cut: cut.id)
def test_model_and_data_would_still_give_it(cut):
    assert stale(cut, FOLDER / cut.id) == []


@pytest.mark.parametrize("cut", CUTS, ids=lambda cut: cut.id)
def test_its_data_were_known(cut):
    manifest = json.loads((FOLDER / cut.id / MANIFEST).read_text())
    assert manifest["origin"] == cut.origin
    assert manifest["known_to"] < cut.origin


@pytest.mark.parametrize("name", plan_names())
def test_every_plan_draws_from_the_cut_of_its_origin(name):
    plan = load_plan(name)
    cut = cut_for(plan)
    assert plan.posterior is not None and cut is not None
    assert plan.posterior.id == cut.id
    assert plan.posterior.origin <= year_of(plan.origin)
    assert plan.posterior.taken(plan.parameters, plan.base_year)


@pytest.mark.parametrize("cut", CUTS, ids=lambda cut: cut.id)
def test_vectors_lie_within_their_priors(cut):
    posterior = (
        load_plan(cut.plan).posterior if cut is not CUTS[-1] else load_plan("henan-manufacturing-2023").posterior
    )
    assert posterior is not None and posterior.id == cut.id
    assert len(posterior.rows) == 1000
    for place, name in enumerate(posterior.names):
        low, high = posterior.priors[name].support()
        if name != "robot_stock_nation":
            assert all(low <= row[place] <= high for row in posterior.rows)
