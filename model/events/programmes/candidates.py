"""Who may get a title or status, and what it is to get one: shared by the December rounds and the base year.

Candidates are rows of the firms or of the organisations, whichever the programme is for, in ``region.order[0]``;
their scores are ``region.keys[0]`` by row.
"""

from typing import Any

from clustercast.agents.cell.acts import hold_titles, is_in_region
from clustercast.agents.cell.rules import lacking_share, part_of
from clustercast.agents.firm.acts import hold_title, may_be_recognised
from clustercast.agents.government.programme_acts import pay_reward
from clustercast.agents.organisation.acts import designate, may_be_designated
from clustercast.agents.rule import event
from clustercast.model.events.expressions import rate_rows, table_of
from clustercast.model.expressions.opcodes import Table
from clustercast.scenarios.numbers import Account


@event
def identity(region: Any, programme: Any, i: int) -> int:
    """The number that draws of a row hang on: the firm's entity, the organisation's place."""
    return region.firms[i].entity if programme.on_firms == 1 else i


@event
def list_candidates(region: Any, programme: Any) -> int:
    """Whoever qualifies and lacks the title, into ``region.order[0]``; how many."""
    rate_rows(region, programme.eligible, table_of(programme), 2)
    order, eligible = region.order, region.keys
    count = 0
    if programme.on_firms == 1:
        for firm in region.firms:
            if eligible[2, firm.number] != 0.0 and may_be_recognised(firm, programme):
                order[0, count] = firm.number
                count += 1
    else:
        for body in region.organisations:
            if eligible[2, body.number] != 0.0 and may_be_designated(body, programme):
                order[0, count] = body.number
                count += 1
    return count


@event
def give_title(region: Any, programme: Any, i: int, since: int) -> None:
    """Row ``i`` holds the title: ``since`` 1 from an earlier year, 2 from this one."""
    if programme.on_firms == 1:
        hold_title(region.firms[i], programme, since)
    else:
        designate(region.organisations[i], programme, since)


@event
def bestow(region: Any, programme: Any, i: int, reward: float) -> None:
    """Row ``i`` gets the title or status this year, with its reward; an organisation's is paid outside."""
    give_title(region, programme, i, 2)
    if programme.on_firms == 0:
        pay_reward(region, programme, Account.OUTSIDE, reward)
    elif reward > 0.0:
        region.firms[i].cash += reward
        pay_reward(region, programme, Account.FIRMS, reward)


@event
def lacking_cells(region: Any, programme: Any, lacking: Any) -> float:
    """Share of every cell's firms that qualifies and lacks the title, into ``lacking``; how many firms that is."""
    if programme.with_cells == 0:
        return 0.0
    rate_rows(region, programme.cells, Table.CELL, 2)
    pool = 0.0
    for c, cell in enumerate(region.cells):
        if is_in_region(cell):
            lacking[c] = lacking_share(region.keys[2, c], cell.titles[programme.number])
            pool += cell.firms * lacking[c]
    return pool


@event
def award_cells(region: Any, programme: Any, lacking: Any, pool: float, awards: float) -> None:
    """Spread ``awards`` over the cells in proportion to their pools."""
    part = part_of(awards, pool)
    for c, cell in enumerate(region.cells):
        hold_titles(cell, programme, lacking[c] * part)
