"""Event 10: firms leave (insolvent, below the threshold, phased out) and enter."""

from typing import Any

from clustercast.agents.arrays import zeros
from clustercast.agents.cell.acts import is_national
from clustercast.agents.cell.rules import part_of
from clustercast.agents.cell.threshold import bring_along, close_in_cells, largest_size, take_out
from clustercast.agents.distributions import poisson_quantile
from clustercast.agents.draws import Draws, Stream, uniform
from clustercast.agents.firm.entry import expected_entries
from clustercast.agents.firm.founding import found, know_as_nation
from clustercast.agents.firm.leaving import count_insolvent, fall_below, wind_up
from clustercast.agents.government.titles import awards_of, firms_part
from clustercast.agents.rule import event
from clustercast.model.compiled.state import NO_SLOT
from clustercast.model.events.expressions import rate_rows
from clustercast.model.events.programmes.candidates import lacking_cells
from clustercast.model.events.ranking import rank
from clustercast.model.expressions.opcodes import Table
from clustercast.scenarios.numbers import Act, Lever

ENTRANTS_PER_CLUSTER = 256
"""Numbers set aside for the entrants of a cluster in a quarter; more do not come."""
FIRST_ENTRANT = 1 << 22
"""Entrants are numbered from here on, above every firm of the base."""


@event
def leave(region: Any, draws: Draws) -> None:
    """Insolvent firms leave each quarter; in December whoever fell below the size threshold, and ordered closures."""
    for firm in region.firms:
        if firm.active == 1 and count_insolvent(region, firm) >= region.params.insolvency_quarters:
            region.counts.left_insolvent += 1
            wind_up(region, firm)
    if draws.quarter % 4 == 3:
        _fall_below(region, draws.quarter)
        for programme in region.programmes:
            if programme.act == Act.PHASE_OUT:
                _phase_out(region, programme, draws)


@event
def _fall_below(region: Any, quarter: int) -> None:
    """Firms whose year's revenue is below the threshold go on outside the population; entrants of the year stay."""
    for firm in region.firms:
        if firm.active == 1 and firm.revenue_year < region.params.threshold_revenue:
            new = firm.born >= 0 and firm.born // 4 == quarter // 4
            if not new:
                region.counts.left_below += 1
                fall_below(region, firm)


@event
def _phase_out(region: Any, programme: Any, draws: Draws) -> None:
    """Close the ordered number of those eligible, highest score first; cells close their part of it."""
    count = _rank_eligible(region, programme, draws)
    lacking = zeros(len(region.cells))
    cells = lacking_cells(region, programme, lacking)
    closures = awards_of(programme.capacity * programme.scale, count + cells)
    closed = firms_part(closures, count, cells)
    programme.pool = count + cells
    programme.awarded = closures
    programme.awarded_since += closures
    for place in range(closed):
        region.counts.left_phased += 1
        region.economy.left_phased_year += 1.0
        region.economy.left_phased_since += 1.0
        wind_up(region, region.firms[region.order[0, place]])
    close_in_cells(region, lacking, part_of(closures - closed, cells))


@event
def _rank_eligible(region: Any, programme: Any, draws: Draws) -> int:
    """Active firms that a closure order is for, ranked into ``region.order[0]``; how many."""
    keys, count = region.keys, 0
    rate_rows(region, programme.eligible, Table.FIRM, 2)
    rate_rows(region, programme.score, Table.FIRM, 0)
    for firm in region.firms:
        i = firm.number
        if firm.active == 1 and keys[2, i] != 0.0:
            keys[1, i] = uniform(draws, Stream.EXIT_TIE, firm.entity, draws.quarter, programme.number)
            keys[2, i] = firm.entity
            region.order[0, count] = i
            count += 1
    rank(region, count)
    return count


@event
def enter(region: Any, draws: Draws, t: int) -> None:
    """Firms grow past the threshold, cluster by cluster, out of the firms below it; ``t`` counts quarters from 0."""
    known = _known_in_nation(region)
    for cluster in region.clusters:
        first = FIRST_ENTRANT + (t * len(region.clusters) + cluster.number) * ENTRANTS_PER_CLUSTER
        for j in range(_entrants(region, cluster, draws)):
            if region.counts.slots_used >= region.slots:
                region.counts.status = NO_SLOT
                return
            _grow_past_threshold(region, cluster, first + j, known, draws)


@event
def _entrants(region: Any, cluster: Any, draws: Draws) -> int:
    """Entrants of a cluster: Poisson, at most those who stand below the threshold."""
    pulled = region.announced[Lever.ENTRY, cluster.industry, 0]
    rate = expected_entries(region.params.entry_rate, cluster.base_firms, cluster.below, cluster.base_below, pulled)
    drawn = poisson_quantile(uniform(draws, Stream.ENTRANT, cluster.number, draws.quarter, 0), rate)
    return min(drawn, ENTRANTS_PER_CLUSTER, int(cluster.below))


@event
def _grow_past_threshold(region: Any, cluster: Any, entity: int, known: Any, draws: Draws) -> None:
    """A firm of a cluster enters; where firms below scale are followed, it comes out of their largest size."""
    region.counts.entered += 1
    region.economy.entered_year += 1.0
    region.economy.entered_since += 1.0
    cluster.below -= 1.0
    firm = region.new_firm()
    found(region, firm, cluster, entity, draws)
    below = largest_size(region, cluster.industry)
    if below >= 0:
        bring_along(region, firm, below, draws)
        take_out(region, cluster.industry)
    else:
        know_as_nation(firm, known, draws)


@event
def _known_in_nation(region: Any) -> Any:
    """Share of the nation's firms that know each upgrade."""
    known, firms = zeros(len(region.upgrades)), 0.0
    for cell in region.cells:
        if is_national(cell):
            firms += cell.firms
            for k, held in enumerate(cell.upgrades):
                known[k] += cell.firms * held.aware
    for k in range(len(known)):
        known[k] = part_of(known[k], firms)
    return known
