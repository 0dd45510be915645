"""January's books and events 10 to 12 of the readable engine: firms leave and enter, invent, are recognised."""

from __future__ import annotations

from typing import Any

from clustercast.agents.cell.threshold import enter_from_below
from clustercast.agents.distributions import poisson_quantile
from clustercast.agents.draws import Stream
from clustercast.agents.firm.entry import expected_entries
from clustercast.agents.firm.founding import found
from clustercast.agents.government.agent import gaps_of_goals, rank_cities
from clustercast.model.compiled.state import NO_SLOT
from clustercast.model.reference.agents_from_columns import empty_firm
from clustercast.model.reference.take_up import national_shares
from clustercast.scenarios.numbers import Act, Lever

QUARTERS_TO_INSOLVENCY = 4
ENTRANTS_PER_CLUSTER = 256
FIRST_ENTRANT = 1 << 22


def turn_year(region: Any) -> None:
    """January: the year's counters start again."""
    for one in (*region.firms, *region.organisations, *region.programmes, *region.cells):
        one.turn_year()
    for government in region.governments:
        government.outlay_year = 0.0
    region.economy.entered_year = 0.0
    region.economy.left_phased_year = 0.0


def leave(region: Any) -> None:
    """Insolvent firms leave each quarter; in December whoever fell below the threshold, and ordered closures."""
    for firm in region.active():
        if firm.count_insolvent() >= QUARTERS_TO_INSOLVENCY:
            region.counts.left_insolvent += 1
            firm.wind_up()
    if region.december:
        _fall_below(region)
        for programme in region.programmes:
            if programme.act == Act.PHASE_OUT:
                programme.phase_out(region.active(), region.cells)


def _fall_below(region: Any) -> None:
    for firm in region.active():
        new = firm.born >= 0 and firm.born // 4 == region.quarter // 4
        if firm.revenue_year < region.params.threshold_revenue and not new:
            region.counts.left_below += 1
            firm.fall_below()


def enter(region: Any) -> None:
    """Firms grow past the threshold, cluster by cluster, out of the firms below it."""
    known = national_shares(region, "aware")
    since = region.quarter - region.first_quarter
    for cluster in region.clusters:
        first = FIRST_ENTRANT + (since * len(region.clusters) + cluster.number) * ENTRANTS_PER_CLUSTER
        for j in range(_entrants(region, cluster)):
            if region.counts.slots_used >= region.slots:
                region.counts.status = NO_SLOT
                return
            region.counts.slots_used += 1
            region.counts.entered += 1
            region.economy.entered_year += 1.0
            region.economy.entered_since += 1.0
            cluster.below -= 1.0
            firm = empty_firm(region)
            region.firms.append(firm)
            for word in (word for words in region.luck for word in words):
                word.append(0.0)
            found(firm, cluster, first + j, known)
            enter_from_below(firm)


def _entrants(region: Any, cluster: Any) -> int:
    p = region.params
    pulled = region.announced[Lever.ENTRY][cluster.industry][0]
    rate = expected_entries(p.entry_rate, cluster.base_firms, cluster.below, cluster.base_below, pulled)
    drawn = poisson_quantile(region.uniform(Stream.ENTRANT, cluster.number, region.quarter, 0), rate)
    return min(drawn, ENTRANTS_PER_CLUSTER, int(cluster.below))


def innovate(region: Any) -> None:
    """Research turns into products."""
    if region.january:
        for firm in region.firms:
            firm.plan_research()
    for firm in region.active():
        firm.innovate()


def add_up_groups(region: Any) -> None:
    """Owner groups: members in the region, subsidiaries outside it, rare acquisitions (December)."""
    members = [[] for _ in region.groups]
    for firm in region.active():
        if firm.group >= 0:
            members[firm.group].append(firm)
    for group in region.groups:
        group.add_up(members[group.number])
    for group in region.groups:
        group.trade_outside()
        if region.december and group.members > 0.0:
            group.acquire()


def add_up_organisations(region: Any) -> None:
    """Revenue since January earned in every body that has a weight: its part of its city's, or of the region's."""
    if not any(body.weight > 0.0 for body in region.organisations):
        return
    cities, whole = [0.0] * len(region.city_government), 0.0
    for firm in region.active():
        cities[firm.city] += firm.revenue_year
        whole += firm.revenue_year
    for body in region.organisations:
        body.revenue_year = body.weight * (cities[body.city] if body.city >= 0 else whole)


def recognise(region: Any) -> None:
    """December: every recognition, title and status of the plan, in the order of the table."""
    for programme in region.programmes:
        if programme.act in (Act.RECOGNITION, Act.TITLE, Act.STATUS):
            programme.recognise(region.active() if programme.on_firms == 1 else region.organisations, region.cells)


def evaluate(region: Any) -> None:
    """December: targets are compared with what they require, and next year's effort is divided anew."""
    if region.stance.effort_frozen == 1:
        return
    gaps = gaps_of_goals(region.targets, region.required[region.year], region.figures, len(region.goal_weights))
    rank_cities(region.governments, region.active(), region.city_government)
    region.province.evaluate(region.governments[1:], gaps, region.goal_weights)
