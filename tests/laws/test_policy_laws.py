"""What support and instruments may and may not do."""

import math
from dataclasses import replace

import numpy as np
import pytest

from clustercast.agents.columns import Count, FirmCode, ProgrammeFloat, UpgradeCode
from clustercast.model.compiled.state import copied
from clustercast.model.inputs.plan_tables import intensity_table
from clustercast.scenarios.levers import LEVERS
from clustercast.scenarios.numbers import Act
from tests.engine_runs import HENAN, INVENTED, advance, after, fitting, model_of, own_tables, tables_under

GRANTS = [list(LEVERS).index(name) for name in ("support_robots", "support_smart", "support_green")]
SPLIT = "agency"


@pytest.mark.parametrize("name", [INVENTED, HENAN])
def test_no_subsidy_is_a_subsidy_of_nought(name):
    number, prepared = fitting(name, 0)
    plan = model_of(name).plan
    given = tables_under(name, "as-written", prepared)
    grants = given.programmes["act"] == Act.GRANT
    assert np.isin(given.programmes["lever"][grants], GRANTS).all()
    given.programmes["lever"][~grants] = list(LEVERS).index(
        "selection"
    )  # in Henan a recognition hangs on a money lever
    unfunded, cut = own_tables(given), own_tables(given)
    unfunded.programmes["support_share"][grants] = 0.0
    cut.multipliers[GRANTS] = 0.0
    found = [advance(tables, copied(prepared.state), plan.start, plan.n_quarters, number) for tables in (unfunded, cut)]
    assert found[0].tobytes() == found[1].tobytes()
    assert found[0].tobytes() != advance(given, copied(prepared.state), plan.start, plan.n_quarters, number).tobytes()


def test_someone_applies_for_a_grant_and_someone_receives_it():
    """Beliefs must start above nought, or nobody would ever apply."""
    number, prepared = fitting(INVENTED, 0)
    plan = model_of(INVENTED).plan
    applied = awarded = 0.0
    given = tables_under(INVENTED, "double-incentives", prepared)
    grants = given.programmes["act"] == Act.GRANT
    for quarters in (4, 8, 12, 16):
        programmes = after(given, prepared.state, plan.start, quarters, number).programmes
        applied += programmes[ProgrammeFloat.APPLICANTS, grants].sum()
        awarded += programmes[ProgrammeFloat.AWARDED, grants].sum()
        assert (programmes[ProgrammeFloat.AWARDED] <= programmes[ProgrammeFloat.APPLICANTS] + 1e-9)[grants].all()
        assert (programmes[ProgrammeFloat.BUDGET_LEFT, grants] >= 0.0).all()
        assert (programmes[ProgrammeFloat.QUOTA_LEFT, grants] >= 0.0).all()
    assert applied >= awarded > 0.0


@pytest.mark.parametrize("name", [INVENTED, HENAN])
def test_splitting_instruments_in_two_halves_changes_nothing(name):
    number, prepared = fitting(name, 0)
    plan = model_of(name).plan
    values = dict(prepared.values)
    whole = values["intensity_agency"]
    values["intensity_agency"] = 1.0 - math.sqrt(1.0 - whole)
    halves = [one for one in plan.instruments if one.intensity == SPLIT and one.lever in LEVERS]
    assert halves
    split = replace(plan, instruments=(*plan.instruments, *halves))
    table = intensity_table(split, values)
    given = tables_under(name, "as-written", prepared)
    np.testing.assert_allclose(table, given.intensity, rtol=0.0, atol=1e-12)
    expected = advance(given, copied(prepared.state), plan.start, plan.n_quarters, number)
    found = advance(given._replace(intensity=table), copied(prepared.state), plan.start, plan.n_quarters, number)
    np.testing.assert_allclose(found, expected, rtol=1e-9, atol=1e-9)


def test_no_instrument_acts_before_the_origin():
    number, prepared = fitting(INVENTED, 0)
    plan = model_of(INVENTED).plan
    before = plan.origin - plan.start
    assert before > 0
    ends = [
        after(tables_under(INVENTED, s, prepared), prepared.state, plan.start, before, number)
        for s in ("as-written", "no-incentives", "double-incentives")
    ]
    for other in ends[1:]:
        for field in ("floats", "codes", "upgrade_floats", "upgrade_codes", "balances", "indicators"):
            assert getattr(other, field).tobytes() == getattr(ends[0], field).tobytes()


def test_more_incentives_mean_more_awareness_and_take_up():
    """In the mean of members, for every upgrade of the plan's firms."""
    plan = model_of(HENAN).plan
    known = {}
    for scenario in ("no-incentives", "as-written", "double-incentives"):
        aware, taken = [], []
        for number in range(3):
            prepared = fitting(HENAN, number)[1]
            end = after(tables_under(HENAN, scenario, prepared), prepared.state, plan.start, plan.n_quarters, number)
            n = end.counts[Count.SLOTS_USED]
            here = end.codes[FirmCode.ACTIVE, :n] == 1
            aware.append(end.upgrade_codes[UpgradeCode.AWARE, :, :n][:, here].mean(axis=1))
            taken.append((end.upgrade_codes[UpgradeCode.LEVEL, :, :n][:, here] > 0).mean(axis=1))
        known[scenario] = np.mean(aware, axis=0), np.mean(taken, axis=0)
    none, plain, double = known["no-incentives"], known["as-written"], known["double-incentives"]
    for measure in range(2):
        assert double[measure].sum() > plain[measure].sum() > none[measure].sum()
        assert (double[measure] >= plain[measure] - 0.001).all()
        assert (plain[measure] >= none[measure] - 0.001).all()
