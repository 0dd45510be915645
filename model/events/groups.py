"""Owner groups: members in the region, subsidiaries outside it, rare acquisitions (December)."""

from __future__ import annotations

from clustercast.agents.arithmetic import ratio
from clustercast.agents.columns import FirmCode, FirmFloat, GroupFloat, MarketFloat
from clustercast.agents.distributions import lognormal_quantile, poisson_quantile
from clustercast.agents.draws import Stream, uniform
from clustercast.model.compiled.compile import event
from clustercast.model.compiled.state import ACQUISITIONS, Given, State
from clustercast.scenarios.numbers import Lever


@event
def groups(given: Given, state: State, n: int, seed: int, member: int, quarter: int) -> None:
    """Each quarter the groups' revenue so far this year; in December acquisitions.

    The revenue of subsidiaries outside the region moves with the national market of the group's industry.
    """
    count_members(state, n)
    for g in range(state.groups.shape[1]):
        _outside(given, state, g, seed, member, quarter)


@event
def count_members(state: State, n: int) -> None:
    """Active members of every group, their revenue this year, and whether one holds a national title."""
    table = state.groups
    for g in range(table.shape[1]):
        table[GroupFloat.MEMBERS, g] = 0.0
        table[GroupFloat.REVENUE_HOME, g] = 0.0
    group = state.codes[FirmCode.GROUP]
    for i in range(n):
        if group[i] >= 0 and state.codes[FirmCode.ACTIVE, i] == 1:
            table[GroupFloat.MEMBERS, group[i]] += 1.0
            table[GroupFloat.REVENUE_HOME, group[i]] += state.floats[FirmFloat.REVENUE_YEAR, i]
            if state.codes[FirmCode.NATIONAL, i] == 1:
                table[GroupFloat.HAS_NATIONAL, group[i]] = 1.0


@event
def _outside(given, state, g, seed, member, quarter) -> None:
    table = state.groups
    s = int(table[GroupFloat.INDUSTRY, g])
    market = ratio(state.markets[MarketFloat.NOMINAL, s], state.markets[MarketFloat.BASE_QUARTER, s])
    if quarter % 4 == 0:
        table[GroupFloat.OUTSIDE_YEAR, g] = 0.0
    table[GroupFloat.OUTSIDE_YEAR, g] += (
        (table[GroupFloat.OUTSIDE_BASE, g] + table[GroupFloat.ACQUIRED, g]) / 4.0 * market
    )
    table[GroupFloat.REVENUE_YEAR, g] = table[GroupFloat.REVENUE_HOME, g] + table[GroupFloat.OUTSIDE_YEAR, g]
    if quarter % 4 == 3 and table[GroupFloat.MEMBERS, g] > 0.0:
        _acquire(given, state, g, s, market, seed, member, quarter)


@event
def _acquire(given, state, g, s, market, seed, member, quarter) -> None:
    p = given.params[0]
    rate = p.acquisition_rate * (1.0 + state.announced[Lever.MERGERS, s, 0])
    bought = poisson_quantile(uniform(seed, member, Stream.ACQUISITION, g, quarter // 4, 0), rate)
    if bought > 0 and market > 0.0:
        size = lognormal_quantile(
            uniform(seed, member, Stream.ACQUISITION, g, quarter // 4, 1), p.acquisition_median, p.acquisition_log_sd
        )
        state.groups[GroupFloat.ACQUIRED, g] += bought * size * state.groups[GroupFloat.REVENUE_YEAR, g] / market
        state.counts[ACQUISITIONS] += bought
