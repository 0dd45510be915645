"""Character, finance and market standing of the base population."""

from __future__ import annotations

import math

from clustercast.agents.arithmetic import exponential
from clustercast.agents.cell.rules import part_of
from clustercast.agents.columns import (
    BankFloat,
    ClusterFloat,
    EconomyFloat,
    FirmCode,
    FirmFloat,
    MarketFloat,
    UpgradeFloat,
)
from clustercast.agents.distributions import normal_quantile
from clustercast.agents.draws import Stream, four_uniforms, uniform
from clustercast.agents.firm.finance import capital_drift, opening_gap, total_assets, years_to_review
from clustercast.model.compiled.compile import event
from clustercast.model.compiled.state import Given, State
from clustercast.model.events.ranking import sort_by
from clustercast.scenarios.numbers import Account


@event
def give_traits(given: Given, state: State, n: int, own_growth: float, seed: int, member: int) -> None:
    """Productivity, jobs, hurdle, margins, energy, R&D, tastes of every base firm."""
    p = given.params[0]
    floats = state.floats
    industry = state.codes[FirmCode.INDUSTRY]
    for i in range(n):
        own = given.industries[int(industry[i])]
        revenue = floats[FirmFloat.REVENUE_LAST_YEAR, i]
        character = four_uniforms(seed, member, Stream.BASE_CHARACTER, i, 0)
        finance = four_uniforms(seed, member, Stream.BASE_FINANCE, i, 0)
        z = normal_quantile(character[0])
        floats[FirmFloat.PRODUCTIVITY, i] = p.revenue_per_worker * exponential(p.revenue_per_worker_log_sd * z)
        floats[FirmFloat.EMPLOYMENT, i] = revenue / floats[FirmFloat.PRODUCTIVITY, i]
        z = normal_quantile(character[1])
        floats[FirmFloat.HURDLE, i] = p.hurdle_median * exponential(p.hurdle_log_sd * z)
        z = normal_quantile(character[2])
        floats[FirmFloat.ENERGY_BASE, i] = (
            p.energy_intensity_base * own.energy_factor * exponential(p.energy_intensity_log_sd * z)
        )
        z = normal_quantile(character[3])
        floats[FirmFloat.RND_SHARE, i] = p.rnd_share_mean * exponential(
            p.rnd_share_log_sd * (z - 0.5 * p.rnd_share_log_sd)
        )
        z = normal_quantile(finance[0])
        floats[FirmFloat.MARGIN, i] = max(0.0, p.margin_mean + p.margin_sd * z)
        floats[FirmFloat.VALUE_ADDED_SHARE, i] = own.value_added_share
        floats[FirmFloat.ENERGY_KEPT, i] = 1.0
        _finance(given, state, i, revenue, own_growth, finance)
        for k in range(given.upgrades.shape[0]):
            if k % 4 == 0:
                taste = four_uniforms(seed, member, Stream.BASE_TASTE, i, k // 4)
                shock = four_uniforms(seed, member, Stream.BASE_SHOCK, i, k // 4)
            state.upgrade_floats[UpgradeFloat.TASTE, k, i] = taste[k % 4]
            state.upgrade_floats[UpgradeFloat.LOG_SHOCK, k, i] = p.benefit_log_sd * normal_quantile(shock[k % 4])
    rank_capability(given, state, n, seed, member)


@event
def _finance(given, state, i, revenue, own_growth, drawn) -> None:
    """Capital as in a steady (S,s) world that grew like the base year; debt of borrowers anywhere below the limit."""
    p = given.params[0]
    floats = state.floats
    drift = capital_drift(p.depreciation, own_growth)
    gap = opening_gap(drawn[1], p.investment_gap, drift, years_to_review(p.review_rate))
    floats[FirmFloat.CAPITAL, i] = p.capital_share * revenue * math.exp(-own_growth) * (1.0 - gap)
    floats[FirmFloat.CASH, i] = p.cash_share * revenue
    borrows = 1.0 if drawn[2] < p.share_with_credit else 0.0
    floats[FirmFloat.BORROWS, i] = borrows
    assets = total_assets(floats[FirmFloat.CAPITAL, i], revenue, p.capital_share, p.assets_to_revenue)
    floats[FirmFloat.DEBT, i] = borrows * p.leverage_limit * assets * drawn[3]


@event
def rank_capability(given, state, n, seed, member) -> None:
    """Rank of revenue per employee within the industry on the logit scale, plus noise."""
    p = given.params[0]
    productivity = state.floats[FirmFloat.PRODUCTIVITY]
    entity = state.codes[FirmCode.ENTITY]
    for s in range(given.industries.shape[0]):
        count = 0
        for i in range(n):
            if state.codes[FirmCode.INDUSTRY, i] == s:
                state.order[0, count] = i
                count += 1
        sort_by(state.order[0], state.order[1], productivity, productivity, entity, count)
        for place in range(count):
            i = state.order[0, place]
            rank = (count - place - 0.5) / count
            z = normal_quantile(uniform(seed, member, Stream.BASE_SKILL, entity[i], 0, 0))
            state.floats[FirmFloat.CAPABILITY, i] = math.log(rank / (1.0 - rank)) + p.capability_sd * z


@event
def open_markets(given: Given, state: State, n: int, excess_growth: float) -> None:
    """National markets such that the region holds its share of each; momentum of the base year's excess growth.

    What the region outgrew the nation by because its industries' demand grows faster than others' is no momentum.
    """
    p = given.params[0]
    floats = state.floats
    markets = state.markets
    industry = state.codes[FirmCode.INDUSTRY]
    for i in range(n):
        markets[MarketFloat.BASE_QUARTER, industry[i]] += floats[FirmFloat.REVENUE_LAST_YEAR, i]
    faster = 0.0
    whole = 0.0
    for s in range(markets.shape[1]):
        home = markets[MarketFloat.BASE_QUARTER, s]
        markets[MarketFloat.BASE_QUARTER, s] = home / given.industries[s].national_share / 4.0
        markets[MarketFloat.NOMINAL, s] = markets[MarketFloat.BASE_QUARTER, s]
        markets[MarketFloat.SHARE_OUT, s] = 1.0 - given.industries[s].national_share if home > 0.0 else 1.0
        markets[MarketFloat.REAL_INDEX, s] = 1.0
        faster += home * given.industries[s].growth_gap
        whole += home
    momentum = p.momentum * (excess_growth - part_of(faster, whole)) / -math.expm1(-p.adjustment_rate)
    research = 0.0
    for i in range(n):
        revenue = floats[FirmFloat.REVENUE_LAST_YEAR, i]
        floats[FirmFloat.SHARE, i] = revenue / (4.0 * markets[MarketFloat.BASE_QUARTER, industry[i]])
        floats[FirmFloat.HABIT, i] = -momentum
        floats[FirmFloat.REVENUE_YEAR, i] = revenue
        floats[FirmFloat.REVENUE, i] = revenue / 4.0
        spent = revenue * floats[FirmFloat.RND_SHARE, i]
        floats[FirmFloat.RND_YEAR, i] = spent
        floats[FirmFloat.RND_LAST_YEAR, i] = spent
        floats[FirmFloat.RND_BEFORE, i] = spent
        research += spent
    state.economy[EconomyFloat.MEAN_RND] = research / n


@event
def open_accounts(given: Given, state: State, n: int) -> None:
    """Opening balances: firms' cash against the outside; loans of the bank; firms below the threshold by cluster."""
    p = given.params[0]
    cash = 0.0
    debt = 0.0
    assets = 0.0
    for i in range(n):
        cash += state.floats[FirmFloat.CASH, i]
        debt += state.floats[FirmFloat.DEBT, i]
        assets += total_assets(
            state.floats[FirmFloat.CAPITAL, i],
            state.floats[FirmFloat.REVENUE_LAST_YEAR, i],
            p.capital_share,
            p.assets_to_revenue,
        )
        state.clusters[ClusterFloat.BASE_FIRMS, state.codes[FirmCode.CLUSTER, i]] += 1.0
    state.balances[Account.FIRMS] = cash
    state.balances[Account.OUTSIDE] = -cash
    state.bank[BankFloat.LOANS] = debt
    state.bank[BankFloat.GUARANTEE_LIMIT] = p.guarantee_share * assets
    for c in range(state.clusters.shape[1]):
        below = math.floor(p.below_scale_ratio * state.clusters[ClusterFloat.BASE_FIRMS, c])
        state.clusters[ClusterFloat.BELOW, c] = below
        state.clusters[ClusterFloat.BASE_BELOW, c] = below


@event
def describe_sizes(state: State, n: int, sizes) -> None:
    """Mean employees of a firm, and the standard deviation of their logarithm, into ``sizes``."""
    employment = state.floats[FirmFloat.EMPLOYMENT]
    total = 0.0
    logs = 0.0
    for i in range(n):
        total += employment[i]
        logs += math.log(employment[i])
    spread = 0.0
    for i in range(n):
        apart = math.log(employment[i]) - logs / n
        spread += apart * apart
    sizes[0] = total / n
    sizes[1] = math.sqrt(spread / n)
