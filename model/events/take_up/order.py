"""Events 5 and 6: firms apply, agencies select, banks lend, orders are placed."""

import math
from typing import Any

from clustercast.agents.draws import Draws, Stream, uniform
from clustercast.agents.firm.investment import ALWAYS
from clustercast.agents.firm.take_up import finance_order
from clustercast.agents.government.programme_acts import give_grant
from clustercast.agents.rule import event
from clustercast.model.events.expressions import rate_rows
from clustercast.model.events.ranking import rank
from clustercast.model.expressions.opcodes import Table


@event
def order(region: Any, draws: Draws) -> None:
    """For each upgrade: grants first, by rank under quota and budget, then whoever invests unaided."""
    for market in region.markets:
        market.local_orders = 0.0
    for k in range(len(region.upgrades)):
        number = region.upgrades[k].grant_programme
        if number >= 0 and region.programmes[number].offered > 0.0:
            _award(region, region.programmes[number], k, draws)
        _order_unaided(region, k, draws.quarter)


@event
def _award(region: Any, programme: Any, k: int, draws: Draws) -> None:
    """Award the grant by rank under quota and budget; an award that cannot be financed goes to the next."""
    applicants = _rank_applicants(region, programme, k, draws)
    quota = math.ceil(programme.quota_left / (4 - draws.quarter % 4))
    programme.applicants += applicants
    awarded = 0
    for place in range(applicants):
        firm = region.firms[region.order[0, place]]
        held = firm.upgrades[k]
        if awarded >= quota or held.grant > programme.budget_left:
            break
        if finance_order(region, firm, k, held.grant, draws.quarter):
            awarded += 1
            give_grant(programme, held.grant)
            held.by_grant = 1 if held.stratum != ALWAYS else 0
        else:
            region.counts.refused_with_award += 1
            programme.lapsed += 1.0


@event
def _rank_applicants(region: Any, programme: Any, k: int, draws: Draws) -> int:
    """Applicants that qualify, by score, then a keyed uniform, then entity: fills ``region.order[0]``; how many."""
    order, keys, reviewers = region.order, region.keys, region.reviewers
    if not _any_applies(region, k):
        return 0
    rate_rows(region, programme.eligible, Table.FIRM, 2)
    rate_rows(region, programme.score, Table.FIRM, 0)
    count = 0
    for place in range(region.counts.reviewing):
        i = reviewers[place]
        firm = region.firms[i]
        if firm.upgrades[k].applies == 1.0 and keys[2, i] != 0.0:
            keys[1, i] = uniform(draws, Stream.SELECTION_TIE, firm.entity, draws.quarter, k)
            keys[2, i] = firm.entity
            order[0, count] = i
            count += 1
    rank(region, count)
    return count


@event
def _any_applies(region: Any, k: int) -> bool:
    for place in range(region.counts.reviewing):
        if region.firms[region.reviewers[place]].upgrades[k].applies == 1.0:
            return True
    return False


@event
def _order_unaided(region: Any, k: int, quarter: int) -> None:
    for place in range(region.counts.reviewing):
        firm = region.firms[region.reviewers[place]]
        held = firm.upgrades[k]
        if held.stratum == ALWAYS and held.pending == 0:
            if finance_order(region, firm, k, 0.0, quarter):
                held.by_grant = 0
            else:
                region.counts.refused_finance += 1
