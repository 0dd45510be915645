"""Owner groups: members in the region, subsidiaries outside it, rare acquisitions (December)."""

from typing import Any

from clustercast.agents.draws import Draws
from clustercast.agents.group.acts import acquire, take_up_member, trade_outside
from clustercast.agents.rule import event


@event
def add_up_groups(region: Any, draws: Draws) -> None:
    """Each quarter the groups' revenue so far this year; in December acquisitions."""
    count_members(region)
    for group in region.groups:
        trade_outside(region, group, draws.quarter % 4 == 0)
        if draws.quarter % 4 == 3 and group.members > 0.0:
            acquire(region, group, draws)


@event
def count_members(region: Any) -> None:
    """Active members of every group, their revenue this year, and whether one holds a national title."""
    for group in region.groups:
        group.members = 0.0
        group.revenue_home = 0.0
    for firm in region.firms:
        if firm.group >= 0 and firm.active == 1:
            take_up_member(region.groups[firm.group], firm)
