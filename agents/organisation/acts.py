"""What one organisation (centre, park, zone) is asked and given."""

from typing import Any

from clustercast.agents.rule import act
from clustercast.scenarios.numbers import Act, Lever


@act
def may_be_designated(body: Any, programme: Any) -> bool:
    """Whether the organisation does not hold the programme's title."""
    return body.titles[programme.number] == 0


@act
def push_of_body(region: Any, body: Any) -> float:
    """Weight with which the plan puts an organisation forward for titles given above."""
    return region.announced[Lever.PLATFORMS, max(0, int(body.industry)), 0]


@act
def designate(body: Any, programme: Any, since: int) -> None:
    """Hold a title: ``since`` 1 from an earlier year, 2 from this one; a status is no designation."""
    body.titles[programme.number] = since
    if programme.act != Act.STATUS:
        body.designated = 1.0
    if programme.national == 1:
        body.national = 1.0
