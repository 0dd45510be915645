"""A run writes to its state only; what it is given stays as it was (structured arrays cannot be protected)."""

import hashlib

import numpy as np
import pytest

from clustercast.model import kernel
from clustercast.model.compiled.state import copied
from clustercast.model.member import scenario_tables
from tests.engines import case_of, invented_plan, region


def hashes(arrays) -> dict[str, str]:
    """sha256 of the bytes of every array of a tuple."""
    return {
        name: hashlib.sha256(np.ascontiguousarray(array).tobytes()).hexdigest()
        for name, array in arrays._asdict().items()
    }


@pytest.mark.parametrize("scenario", ["double-incentives", "strong-evaluation"])
def test_tables_are_only_read(scenario):
    case = case_of(invented_plan(), scenario)
    given = scenario_tables(case.model, case.prepared, case.scenario)
    before, start = hashes(given), hashes(case.prepared.state)
    out = np.zeros((case.model.size.indicators, case.model.plan.n_quarters))
    plan = case.model.plan
    kernel.run(given, copied(case.prepared.state), out, case.seed, case.member, plan.start, 0, plan.n_quarters)
    twin = region(case)
    twin.step()
    twin.close()
    assert hashes(given) == before
    assert hashes(case.prepared.state) == start
