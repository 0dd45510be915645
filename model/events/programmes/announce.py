"""Event 2: governments announce; each lever has one intensity per industry and government."""

from typing import Any

from clustercast.agents.government.acts import announce_levers
from clustercast.agents.government.programme_acts import open_programme
from clustercast.agents.rule import event


@event
def announce(region: Any, quarter: int, t: int) -> None:
    """Every government announces the plan's levers, and programmes open and close; ``t`` counts quarters from 0."""
    year = quarter // 4 - region.stance.first_year
    for government in region.governments:
        announce_levers(region, government, year, t)
    for programme in region.programmes:
        open_programme(region, programme, quarter // 4, t)
