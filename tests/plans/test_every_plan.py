"""Each plan that comes with the model: its words make sense to the model, it runs, and both engines run it alike."""

from dataclasses import replace

import numpy as np
import pytest

from clustercast.model.attainment.attainment import attain
from clustercast.model.attainment.verdicts import judged
from clustercast.model.ensemble.ensemble import run_ensemble
from clustercast.scenarios import UNITS, Plan, load_plan, load_scenario, plan_names
from clustercast.scenarios.parameters import Parameter
from clustercast.scenarios.priors import Fixed
from tests.engines import assert_equal_engines, case_of, narrowed
from tests.values import base_of, values_of

FEW_FIRMS = 500.0
REVENUE_OF_A_FIRM = 2.5
"""CNY 100m a year: the mean firm of the small populations."""
SCENARIOS = ("as-written", "no-incentives")


@pytest.fixture(scope="module", params=plan_names())
def plan(request) -> Plan:
    return load_plan(request.param)


def central(quantity: Parameter | None) -> float:
    return 1.0 if quantity is None else quantity.prior.draw(0.5)


def with_few_firms(plan: Plan) -> Plan:
    """The plan with its named firms and a few hundred more, and the revenue that belongs to them."""
    named = sum(central(lead.revenue) * central(lead.local_share) for lead in plan.lead_firms)
    total = Fixed(1.2 * named + FEW_FIRMS * REVENUE_OF_A_FIRM)
    revenue = replace(plan.accounts.base_revenue, prior=total, value=total.value)
    small = replace(plan, accounts=replace(plan.accounts, base_revenue=revenue))
    return narrowed(small, n_firms=FEW_FIRMS + len(plan.lead_firms), stretch_limit=50.0)


def test_both_engines_run_it_alike(plan):
    assert_equal_engines(case_of(with_few_firms(plan), "as-written", member=1))


def test_every_target_is_read_in_its_own_unit(plan):
    indicators = {one.id: one for one in plan.indicators}
    for target in plan.targets:
        if target.status == "outside" or target.kind in ("growth_per_year", "reduction_from_base", "qualitative"):
            continue
        for name in filter(None, (target.measure, target.pool)):
            one, other = UNITS[indicators[name].unit], UNITS[target.unit or ""]
            assert one.dimension == other.dimension, (target.id, one.code, other.code)


def test_every_number_of_the_text_that_an_instrument_gives_is_used_or_excused(plan):
    used = {name for programme in plan.programmes for name in programme.instruments}
    unused = [one for one in plan.instruments if one.amount is not None and one.id not in used]
    assert not [one.id for one in unused if not (one.note or one.why)]


@pytest.fixture(scope="module")
def ensemble(plan):
    return judged(run_ensemble(plan, [load_scenario(name) for name in SCENARIOS], members=6, seed=7, workers=2))


def test_it_runs(plan, ensemble):
    assert not ensemble.failures
    assert np.isfinite(values_of(ensemble)).all()
    assert np.isfinite(base_of(ensemble)).all()


def test_probabilities_are_given_to_projected_targets_only(plan, ensemble):
    for row in attain(ensemble):
        status = plan.target(row.target).status
        assert (row.probability is not None) == (status == "projected"), row.target
