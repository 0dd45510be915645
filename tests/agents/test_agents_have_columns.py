"""The attributes of an agent are the columns, in lower case: the data dictionary holds for both engines."""

import pytest

from clustercast.agents import columns as c
from clustercast.agents.bank.agent import Bank
from clustercast.agents.cell.agent import Cell, CellUpgrade
from clustercast.agents.firm.agent import Firm
from clustercast.agents.firm.upgrade import FirmUpgrade
from clustercast.agents.government.agent import Government
from clustercast.agents.government.programme import Programme
from clustercast.agents.group.agent import Group
from clustercast.agents.organisation.agent import Organisation
from clustercast.agents.supplier.agent import Supplier

HOMES = [
    (Firm, (c.FirmFloat, c.FirmCode)),
    (FirmUpgrade, (c.UpgradeFloat, c.UpgradeCode, c.WantFloat)),
    (Cell, (c.CellFloat,)),
    (CellUpgrade, (c.CellUpgradeFloat, c.CellPassFloat)),
    (Government, (c.GovernmentFloat,)),
    (Supplier, (c.SupplierFloat,)),
    (Bank, (c.BankFloat,)),
    (Group, (c.GroupFloat,)),
    (Organisation, (c.OrganisationFloat,)),
    (Programme, (c.ProgrammeFloat,)),
]


@pytest.mark.parametrize(("home", "blocks"), HOMES, ids=lambda one: getattr(one, "__name__", ""))
def test_every_column_is_declared(home, blocks):
    wanted = [column.name.lower() for block in blocks for column in block]
    assert len(set(wanted)) == len(wanted), "two columns share a name"
    assert set(wanted) <= set(home.__annotations__)


def test_codes_are_whole_numbers():
    kinds = Firm.__annotations__
    assert {kinds[column.name.lower()] for column in c.FirmCode} == {"int"}
    assert {kinds[column.name.lower()] for column in c.FirmFloat} == {"float"}
