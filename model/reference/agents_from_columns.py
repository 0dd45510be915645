"""From the kernel's arrays to agents, and back."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from clustercast.agents import columns as c
from clustercast.agents.arrays import Array
from clustercast.agents.bank.agent import Bank
from clustercast.agents.cell.agent import Cell, CellUpgrade
from clustercast.agents.columns import Count
from clustercast.agents.firm.agent import Firm
from clustercast.agents.firm.upgrade import FirmUpgrade
from clustercast.agents.government.agent import Government
from clustercast.agents.government.programme import Programme
from clustercast.agents.group.agent import Group
from clustercast.agents.organisation.agent import Organisation
from clustercast.agents.supplier.agent import Supplier
from clustercast.model.compiled.state import Given, State, copied
from clustercast.model.reference.columns_to_attributes import fill, give, records, take, take_each

COUNT_NAMES = tuple(count.name.lower() for count in c.Count)
MATRICES = (
    "announced", "flows", "balances", "ramping_out", "outside", "take_up", "programme_years", "order", "keys",
    "reviewers", "totals", "counted", "effort",
)  # fmt: skip
"""Blocks of the state that stay arrays in a region of agents."""
GIVEN_MATRICES = ("intensity", "multipliers", "lever_goal", "paths", "history", "city_government", "required")
"""The same of what is given."""
WHOLE_CELL = (c.CellFloat.SCOPE, c.CellFloat.STRATUM, c.CellFloat.INDUSTRY, c.CellFloat.ENTITY)
WHOLE_ORGANISATION = (
    c.OrganisationFloat.KIND, c.OrganisationFloat.INDUSTRY, c.OrganisationFloat.CITY,
)  # fmt: skip


def build(region: Any, given: Given, state: State) -> None:
    """Give the region its tables and agents, over a copy of the state."""
    state = copied(state)
    region.given, region.state = given, state
    for name in MATRICES:
        setattr(region, name, Array(getattr(state, name)))
    for name in GIVEN_MATRICES:
        setattr(region, name, Array(getattr(given, name)))
    region.outside_paths, region.figures = Array(given.outside), Array(state.indicators)
    _read_tables(region, given)
    _read_facts(region, state)
    _make_governments(region, state)
    _make_programmes(region, given, state)
    _make_few(region, state)
    _make_cells(region, state)
    _make_firms(region, state)


def _read_tables(region: Any, given: Given) -> None:
    region.params = records(given.params)[0]
    region.stance = records(given.stance)[0]
    region.upgrades = records(given.upgrades)
    region.industries = records(given.industries)
    region.clusters = records(given.clusters)
    region.goal_weights = given.goals["weight"].tolist()
    region.goals = records(given.goals)
    region.targets = records(given.targets)
    region.texts = given.intensity.tolist()
    region.multipliers_by_quarter = given.multipliers.T.tolist()
    region.required_by_year = given.required.T.tolist()
    region.lever_goals = given.lever_goal.tolist()
    chains = max((cluster.chain for cluster in region.clusters), default=-1) + 1
    numbers = {"city": len(region.city_government), "cluster": len(region.clusters), "chain": chains}
    numbers["industry"] = len(region.industries)
    region.places = {name: [SimpleNamespace(number=place) for place in range(n)] for name, n in numbers.items()}


def _read_facts(region: Any, state: State) -> None:
    region.economy = SimpleNamespace()
    give([region.economy], state.economy.reshape(-1, 1), c.EconomyFloat)
    region.markets = [SimpleNamespace(number=s) for s in range(state.markets.shape[1])]
    give(region.markets, state.markets, c.MarketFloat)
    give(region.clusters, state.clusters, c.ClusterFloat)
    region.counts = SimpleNamespace(**dict(zip(COUNT_NAMES, state.counts.tolist(), strict=True)))
    region.slots = state.floats.shape[1]
    region.life = state.vintages.shape[0]


def _make_governments(region: Any, state: State) -> None:
    region.province = Government(region, 0, None)
    cities = [Government(region, v, region.province) for v in range(1, state.governments.shape[1])]
    region.governments = [region.province, *cities]
    give(region.governments, state.governments, c.GovernmentFloat)
    for government in region.governments:
        government.goal_effort = Array(state.effort[:, government.number])


def _make_programmes(region: Any, given: Given, state: State) -> None:
    region.programmes = []
    for record in records(given.programmes):
        programme = Programme(record.number)
        vars(programme).update(vars(record))
        region.programmes.append(programme)
    give(region.programmes, state.programmes, c.ProgrammeFloat)
    region.economy.outside = region.outside
    region.economy.programmes = region.programmes


def _make_few(region: Any, state: State) -> None:
    region.bank = Bank(region)
    give([region.bank], state.bank.reshape(-1, 1), c.BankFloat)
    region.suppliers = [Supplier(region, k) for k in range(state.suppliers.shape[1])]
    give(region.suppliers, state.suppliers, c.SupplierFloat)
    region.groups = [Group(region, g) for g in range(state.groups.shape[1])]
    give(region.groups, state.groups, c.GroupFloat, (c.GroupFloat.INDUSTRY,))
    region.organisations = [Organisation(region, one) for one in range(state.organisations.shape[1])]
    give(region.organisations, state.organisations, c.OrganisationFloat, WHOLE_ORGANISATION)
    for body, titles in zip(region.organisations, state.organisation_titles.T.tolist(), strict=True):
        body.titles = titles


def _make_cells(region: Any, state: State) -> None:
    cells = [Cell(region, c) for c in range(state.cells.shape[1])]
    give(cells, state.cells, c.CellFloat, WHOLE_CELL)
    for cell, vintages in zip(cells, state.cell_vintages.T.tolist(), strict=True):
        cell.upgrades = [CellUpgrade(k, table) for k, table in enumerate(region.upgrades)]
        cell.vintages = vintages
    for k in range(len(region.upgrades)):
        give([cell.upgrades[k] for cell in cells], state.cell_upgrades[:, k], c.CellUpgradeFloat)
    for cell, titles, titles_year in zip(cells, *state.cell_titles.transpose(0, 2, 1).tolist(), strict=True):
        cell.titles, cell.titles_year = titles, titles_year
    region.cells = cells


def empty_firm(region: Any) -> Firm:
    """A firm in which every column is 0."""
    firm = Firm(region)
    firm.slot = firm.number = len(region.firms)
    firm.luck = Array(region.state.luck[:, :, firm.slot])
    for columns, nought in ((c.FirmFloat, 0.0), (c.FirmCode, 0)):
        for column in columns:
            setattr(firm, column.name.lower(), nought)
    firm.upgrades = [FirmUpgrade(k) for k in range(len(region.upgrades))]
    for held in firm.upgrades:
        for columns, nought in ((c.UpgradeFloat, 0.0), (c.WantFloat, 0.0), (c.UpgradeCode, 0)):
            for column in columns:
                setattr(held, column.name.lower(), nought)
    firm.titles = [0] * len(region.programmes)
    firm.vintages = [0] * region.life
    firm.ramping_gain = [0.0] * len(region.ramping_out)
    firm.ramping_saving = [0.0] * len(region.ramping_out)
    return firm


def _make_firms(region: Any, state: State) -> None:
    n = int(state.counts[Count.SLOTS_USED])
    region.firms = firms = []
    for _ in range(n):
        firms.append(empty_firm(region))
    give(firms, state.floats[:, :n], c.FirmFloat)
    give(firms, state.codes[:, :n], c.FirmCode)
    for k in range(len(region.upgrades)):
        held = [firm.upgrades[k] for firm in firms]
        give(held, state.upgrade_floats[:, k, :n], c.UpgradeFloat)
        give(held, state.upgrade_codes[:, k, :n], c.UpgradeCode)
        give(held, state.wants[:, k, :n], c.WantFloat)
    ramping = state.ramping[:, :, :n].transpose(2, 0, 1).tolist()
    for firm, vintages, (gain, saving) in zip(firms, state.vintages[:, :n].T.tolist(), ramping, strict=True):
        firm.vintages, firm.ramping_gain, firm.ramping_saving = vintages, gain, saving
        if firm.active == 0:
            firm.remove()
    for firm, titles in zip(firms, state.titles[:, :n].T.tolist(), strict=True):
        firm.titles = titles


def write(region: Any, state: State) -> None:
    """Write the region into the kernel's arrays, so that a run can be compared, or go on compiled."""
    _write_firms(region, state)
    for k in range(len(region.upgrades)):
        take([cell.upgrades[k] for cell in region.cells], state.cell_upgrades[:, k], c.CellUpgradeFloat)
    take_each([cell.vintages for cell in region.cells], state.cell_vintages)
    take_each([cell.titles for cell in region.cells], state.cell_titles[0])
    take_each([cell.titles_year for cell in region.cells], state.cell_titles[1])
    take_each([body.titles for body in region.organisations], state.organisation_titles)
    take([region.economy], state.economy.reshape(-1, 1), c.EconomyFloat)
    take([region.bank], state.bank.reshape(-1, 1), c.BankFloat)
    take(region.cells, state.cells, c.CellFloat)
    take(region.markets, state.markets, c.MarketFloat)
    take(region.clusters, state.clusters, c.ClusterFloat)
    take(region.suppliers, state.suppliers, c.SupplierFloat)
    take(region.groups, state.groups, c.GroupFloat)
    take(region.organisations, state.organisations, c.OrganisationFloat)
    take(region.programmes, state.programmes, c.ProgrammeFloat)
    take(region.governments, state.governments, c.GovernmentFloat)
    for name in MATRICES:
        fill(getattr(state, name), getattr(region.state, name).tolist())
    fill(state.indicators, region.state.indicators.tolist())
    fill(state.counts, [getattr(region.counts, name) for name in COUNT_NAMES])


def _write_firms(region: Any, state: State) -> None:
    firms = region.firms
    take(firms, state.floats, c.FirmFloat)
    take(firms, state.codes, c.FirmCode)
    for k in range(len(region.upgrades)):
        held = [firm.upgrades[k] for firm in firms]
        take(held, state.upgrade_floats[:, k], c.UpgradeFloat)
        take(held, state.upgrade_codes[:, k], c.UpgradeCode)
        take(held, state.wants[:, k], c.WantFloat)
    take_each([firm.titles for firm in firms], state.titles)
    take_each([firm.vintages for firm in firms], state.vintages)
    take_each([firm.ramping_gain for firm in firms], state.ramping[0])
    take_each([firm.ramping_saving for firm in firms], state.ramping[1])
