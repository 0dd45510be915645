"""Firms that have a name, into the first slots; their groups and what these earn outside the region."""

from collections.abc import Sequence
from typing import NamedTuple

from clustercast.agents.columns import FirmCode, FirmFloat, GroupFloat
from clustercast.model.compiled.state import State
from clustercast.model.expressions.vocabulary import code_numbers
from clustercast.model.inputs.parameter_draw import draw_parameter
from clustercast.scenarios import Parameter, Plan

PER_100M = 10_000.0


class Named(NamedTuple):
    """A firm of a pack or of a register: revenue (CNY 10k), cluster, city and group as they are written."""

    revenue: float
    cluster: str
    city: str
    group: str
    lead: bool = True


def group_codes(plan: Plan) -> tuple[str, ...]:
    """Owner groups of the pack, in the order in which its lead firms name them."""
    return tuple(dict.fromkeys(lead.group for lead in plan.lead_firms))


def place_firms(plan: Plan, state: State, groups: Sequence[str], firms: Sequence[Named]) -> None:
    """Write firms into slots 0 to n-1; a group stands in the industry of its largest member."""
    codes, industry_of = code_numbers(plan), {cluster.id: cluster.industry for cluster in plan.clusters}
    numbers = {name: number for number, name in enumerate(groups)}
    largest = dict.fromkeys(groups, -1.0)
    for slot, firm in enumerate(firms):
        state.floats[FirmFloat.REVENUE_LAST_YEAR, slot] = firm.revenue
        state.codes[FirmCode.CLUSTER, slot] = codes["cluster"][firm.cluster]
        state.codes[FirmCode.CITY, slot] = codes["city"][firm.city]
        state.codes[FirmCode.GROUP, slot] = numbers.get(firm.group, -1)
        state.codes[FirmCode.LEAD, slot] = int(firm.lead)
        if firm.revenue > largest.get(firm.group, firm.revenue):
            largest[firm.group] = firm.revenue
            industry = codes["industry"].get(industry_of[firm.cluster], 0)
            state.groups[GroupFloat.INDUSTRY, numbers[firm.group]] = industry


def place_lead_firms(plan: Plan, state: State, seed: int, member: int) -> None:
    """Place the lead firms of the pack.

    Revenue is drawn from its range and split by the drawn ``local_share``: what the region's entities earn belongs to
    the firm, the rest to the group, outside the region.
    """
    groups, firms = group_codes(plan), list[Named]()
    for lead in plan.lead_firms:
        whole = _drawn(lead.revenue, f"{lead.code}.revenue", seed, member, 1.0) * PER_100M
        local = whole * _drawn(lead.local_share, f"{lead.code}.local_share", seed, member, 1.0)
        state.groups[GroupFloat.OUTSIDE_BASE, groups.index(lead.group)] += whole - local
        firms.append(Named(local, lead.cluster, lead.city, lead.group))
    place_firms(plan, state, groups, firms)


def _drawn(quantity: Parameter | None, name: str, seed: int, member: int, missing: float) -> float:
    return missing if quantity is None else draw_parameter(quantity, name, seed, member, 0)
