"""A firm whose jobs allow more robots than can be counted plans for those that can, in both engines alike."""

import numpy as np
import pytest

from clustercast.agents.columns import FirmCode, FirmFloat, UpgradeCode
from clustercast.agents.lengths import MOST_ROBOTS
from clustercast.model import kernel
from clustercast.model.compiled.state import DONE, copied
from clustercast.model.member import scenario_tables
from tests.engines import case_of, invented_plan, region


def ended(jobs):
    """Statuses of both engines where every firm has as many jobs, and the least robots of any firm in the kernel."""

    def give(prepared):
        active = prepared.state.codes[FirmCode.ACTIVE] == 1
        prepared.state.floats[FirmFloat.EMPLOYMENT, active] = jobs

    case = case_of(invented_plan(), "as-written", change=give)
    twin = region(case)
    for _ in range(case.model.plan.n_quarters):
        if twin.running:
            twin.step()
    state = copied(case.prepared.state)
    out = np.full((case.model.size.indicators, case.model.plan.n_quarters), np.nan)
    given = scenario_tables(case.model, case.prepared, case.scenario)
    end = case.model.plan.n_quarters
    status = kernel.run(given, state, out, case.seed, case.member, case.model.plan.start, 0, end)
    twin_status = twin.counts.status
    twin.close()
    return case, status, twin_status, state


@pytest.mark.parametrize("times", [1e3, 1e6, 1e20])
def test_nothing_is_counted_below_zero_or_beyond_the_bound(times):
    _, status, twin, state = ended(MOST_ROBOTS * times)
    assert status == twin
    assert state.upgrade_codes.min() >= 0
    assert state.upgrade_codes[UpgradeCode.LEVEL].max() <= MOST_ROBOTS


def test_as_many_as_can_be_counted_do_not():
    _, status, twin, state = ended(1000.0)
    assert status == twin == DONE
    assert state.upgrade_codes.min() >= 0
