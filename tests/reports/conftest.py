"""A finished run of the invented province and one of the plan that ships, from ensembles made by hand."""

import pytest

from clustercast.model.results.record import RunRecord
from clustercast.scenarios import Plan, load_plan
from tests.synthetic import plausible, record_of


@pytest.fixture
def plan(invented_pack) -> Plan:
    return load_plan(invented_pack)


@pytest.fixture
def ensemble(plan):
    return plausible(plan)


@pytest.fixture
def record(ensemble) -> RunRecord:
    return record_of(ensemble)


@pytest.fixture(scope="session")
def shipped():
    """Run and record of the plan that ships."""
    ensemble = plausible(load_plan("henan-equipment-2017"))
    return ensemble, record_of(ensemble)
