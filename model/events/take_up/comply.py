"""Event 6, last part: firms under an order to take up an upgrade comply, some each quarter."""

from typing import Any

from clustercast.agents.arithmetic import chance_within
from clustercast.agents.draws import Draws, Stream, uniform
from clustercast.agents.firm.acts import announced
from clustercast.agents.firm.take_up import finance_order, plan_order
from clustercast.agents.government.programme_acts import count_award
from clustercast.agents.rule import event
from clustercast.model.events.expressions import rate_rows
from clustercast.model.expressions.opcodes import Table
from clustercast.scenarios.numbers import Act


@event
def comply(region: Any, draws: Draws) -> None:
    """Every mandate in force, after whoever invests by itself has ordered: in the table's order, firms by slot."""
    for programme in region.programmes:
        if programme.act != Act.MANDATE or programme.scale <= 0.0:
            continue
        if draws.quarter >= region.upgrades[programme.upgrade].launch:
            _enforce(region, programme, draws)


@event
def _enforce(region: Any, programme: Any, draws: Draws) -> None:
    """Who complies hears of the upgrade and orders at once, if it can finance it; else it may comply later."""
    k = programme.upgrade
    complying = _list_complying(region, programme, draws)
    programme.applicants += complying
    for place in range(complying):
        firm = region.firms[region.order[0, place]]
        held = firm.upgrades[k]
        held.aware = 1
        industry = region.industries[firm.industry]
        plan_order(firm, held, region.upgrades[k], region.params, region.economy, industry, draws)
        if held.units == 0.0:
            continue
        if finance_order(region, firm, k, 0.0, draws.quarter):
            held.by_grant = 0
            count_award(programme)
        else:
            region.counts.refused_finance += 1
            programme.lapsed += 1.0


@event
def _list_complying(region: Any, programme: Any, draws: Draws) -> int:
    """Firms that are under the order, lack the upgrade and comply this quarter, into ``region.order[0]``; how many.

    They comply at the order's rate, plus that of inspections where its lever is announced.
    """
    order, bound = region.order, region.keys
    rate, lever, number = programme.rate * programme.scale, programme.lever, programme.number
    rate_rows(region, programme.eligible, Table.FIRM, 2)
    pool, count = 0.0, 0
    for firm in region.firms:
        held = firm.upgrades[programme.upgrade]
        if firm.active == 1 and bound[2, firm.number] != 0.0 and held.level == 0 and held.pending == 0:
            pool += 1.0
            chance = chance_within(rate + programme.inspection_rate * announced(region, firm, lever), 0.25)
            if uniform(draws, Stream.COMPLY, firm.entity, draws.quarter, number) < chance:
                order[0, count] = firm.number
                count += 1
    programme.pool = pool
    return count
