"""The named firms of a pack, into the first slots; their groups and what these earn outside the region."""

from __future__ import annotations

from clustercast.agents.columns import FirmCode, FirmFloat, GroupFloat
from clustercast.model.compiled.state import State
from clustercast.model.inputs.parameter_draw import draw_parameter
from clustercast.scenarios import Parameter, Plan

PER_100M = 10_000.0


def group_codes(plan: Plan) -> tuple[str, ...]:
    """Owner groups of the pack, in the order in which its lead firms name them."""
    return tuple(dict.fromkeys(lead.group for lead in plan.lead_firms))


def place_lead_firms(plan: Plan, state: State, seed: int, member: int) -> None:
    """Write revenue, cluster, city and group of every lead firm; a group stands in the industry of its largest member.

    Revenue is drawn from its range and split by the drawn ``local_share``: what the region's entities earn belongs to
    the firm, the rest to the group, outside the region.
    """
    clusters = [cluster.id for cluster in plan.clusters]
    cities = [city.code for city in plan.cities]
    industries = [industry.code for industry in plan.industries]
    groups = group_codes(plan)
    largest = dict.fromkeys(groups, -1.0)
    for slot, lead in enumerate(plan.lead_firms):
        whole = _drawn(lead.revenue, f"{lead.code}.revenue", seed, member, 1.0) * PER_100M
        local = whole * _drawn(lead.local_share, f"{lead.code}.local_share", seed, member, 1.0)
        cluster = plan.clusters[clusters.index(lead.cluster)]
        group = groups.index(lead.group)
        state.floats[FirmFloat.REVENUE_LAST_YEAR, slot] = local
        state.codes[FirmCode.CLUSTER, slot] = clusters.index(lead.cluster)
        state.codes[FirmCode.CITY, slot] = cities.index(lead.city)
        state.codes[FirmCode.GROUP, slot] = group
        state.codes[FirmCode.LEAD, slot] = 1
        state.groups[GroupFloat.OUTSIDE_BASE, group] += whole - local
        if local > largest[lead.group]:
            largest[lead.group] = local
            state.groups[GroupFloat.INDUSTRY, group] = industries.index(cluster.industry or industries[0])


def _drawn(quantity: Parameter | None, name: str, seed: int, member: int, missing: float) -> float:
    return missing if quantity is None else draw_parameter(quantity, name, seed, member, 0)
