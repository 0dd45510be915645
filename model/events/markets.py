"""Event 9: markets clear, with the rest of the nation as a player."""

from __future__ import annotations

import numpy as np

from clustercast.agents.cell.rules import part_of
from clustercast.agents.columns import EconomyFloat, FirmCode, FirmFloat
from clustercast.agents.columns import MarketFloat as M
from clustercast.agents.draws import Stream, uniform
from clustercast.agents.firm.innovation import research_spending
from clustercast.agents.firm.market import (
    adjusted_in_quarter,
    employment_level,
    energy_intensity,
    grown_share,
    share_step,
    shock_carried,
    shock_scale,
    shock_this_year,
)
from clustercast.model.compiled.compile import event
from clustercast.model.compiled.state import Given, State
from clustercast.scenarios.numbers import Lever


@event
def markets(given: Given, state: State, n: int, seed: int, member: int, quarter: int) -> None:
    """Shares move with gains, and in January with the year's shock; revenue, jobs, energy and R&D follow."""
    gains = state.keys[0]
    _weigh_gains(given, state, n, gains)
    if quarter % 4 == 0:
        _shock_of_the_year(given, state, n, seed, member, quarter)
    totals = _move_shares(given, state, n, gains)
    makers = _normalise(state, n, totals)
    _revenues(state, n, makers)
    _activity(given, state, n, quarter)


@event
def _weigh_gains(given, state, n, gains) -> None:
    """Gain in unit cost, plus the preference of buyers for local equipment while instruments for it act.

    Their mean in every market, the outside included, is weighted by share.
    """
    preference = given.params[0].local_preference
    preferred = state.announced[Lever.DEMAND]
    government = given.city_government
    industry = state.codes[FirmCode.INDUSTRY]
    city = state.codes[FirmCode.CITY]
    gain = state.floats[FirmFloat.GAIN]
    active = state.codes[FirmCode.ACTIVE]
    share = state.floats[FirmFloat.SHARE]
    means = state.markets[M.MEAN_GAIN]
    totals = np.zeros(means.shape[0])
    for s in range(means.shape[0]):
        means[s] = state.markets[M.SHARE_OUT, s] * state.markets[M.GAIN_OUT, s]
        totals[s] = state.markets[M.SHARE_OUT, s]
    for i in range(n):
        if active[i] == 1:
            gains[i] = gain[i] + preference * preferred[industry[i], government[city[i]]]
            means[industry[i]] += share[i] * gains[i]
            totals[industry[i]] += share[i]
    for s in range(means.shape[0]):
        means[s] = part_of(means[s], totals[s])


@event
def _shock_of_the_year(given, state, n, seed, member, quarter) -> None:
    """One Laplace draw a firm and year: a part is carried on, the rest lasts the year and is taken back."""
    p = given.params[0]
    active = state.codes[FirmCode.ACTIVE]
    entity = state.codes[FirmCode.ENTITY]
    share = state.floats[FirmFloat.SHARE]
    passing = state.floats[FirmFloat.TRANSITORY]
    revenue = state.floats[FirmFloat.REVENUE_LAST_YEAR]
    for i in range(n):
        if active[i] == 0:
            continue
        scale = shock_scale(
            p.shock_scale,
            p.shock_permanent_share,
            revenue[i],
            p.shock_reference_revenue,
            p.shock_size_exponent,
            p.shock_cap,
        )
        draw = uniform(seed, member, Stream.GROWTH, entity[i], quarter // 4, 0)
        carried = shock_carried(draw, scale, p.shock_permanent_share)
        transitory = shock_this_year(draw, scale) - carried
        share[i] = grown_share(share[i], carried + transitory - passing[i])
        passing[i] = transitory


@event
def _move_shares(given, state, n, gains):
    """Returns the sum of the moved shares of every industry, outside included."""
    p = given.params[0]
    active = state.codes[FirmCode.ACTIVE]
    industry = state.codes[FirmCode.INDUSTRY]
    share = state.floats[FirmFloat.SHARE]
    habit = state.floats[FirmFloat.HABIT]
    means = state.markets[M.MEAN_GAIN]
    elasticity = p.price_elasticity
    adjusted = adjusted_in_quarter(p.adjustment_rate)
    totals = np.zeros(means.shape[0])
    for s in range(means.shape[0]):
        step = share_step(state.markets[M.GAIN_OUT, s], means[s], state.markets[M.HABIT_OUT, s], elasticity, adjusted)
        state.markets[M.HABIT_OUT, s] += step
        state.markets[M.SHARE_OUT, s] = grown_share(state.markets[M.SHARE_OUT, s], step)
        totals[s] = state.markets[M.SHARE_OUT, s]
    for i in range(n):
        if active[i] == 1:
            step = share_step(gains[i], means[industry[i]], habit[i], elasticity, adjusted)
            habit[i] += step
            share[i] = grown_share(share[i], step)
            totals[industry[i]] += share[i]
    return totals


@event
def _normalise(state, n, totals):
    """Shares of an industry, outside included, sum to one; a leaver's share so goes to all who stay.

    Returns the share of the region's makers in every industry.
    """
    active = state.codes[FirmCode.ACTIVE]
    industry = state.codes[FirmCode.INDUSTRY]
    share = state.floats[FirmFloat.SHARE]
    makers = np.zeros(totals.shape[0])
    for i in range(n):
        if active[i] == 1:
            share[i] = share[i] / totals[industry[i]]
            makers[industry[i]] += share[i]
    for s in range(totals.shape[0]):
        if totals[s] > 0.0:
            state.markets[M.SHARE_OUT, s] = state.markets[M.SHARE_OUT, s] / totals[s]
    return makers


@event
def _revenues(state, n, makers) -> None:
    """``R = f D``; orders placed with the region's makers come on top and are taken from the outside."""
    active = state.codes[FirmCode.ACTIVE]
    industry = state.codes[FirmCode.INDUSTRY]
    share = state.floats[FirmFloat.SHARE]
    revenue = state.floats[FirmFloat.REVENUE]
    year = state.floats[FirmFloat.REVENUE_YEAR]
    nominal = state.markets[M.NOMINAL]
    local = state.markets[M.LOCAL_ORDERS]
    region = state.markets[M.REGION_REVENUE]
    for s in range(makers.shape[0]):
        region[s] = 0.0
    for i in range(n):
        revenue[i] = 0.0
        if active[i] == 0:
            continue
        s = industry[i]
        revenue[i] = share[i] * nominal[s]
        if local[s] > 0.0:
            revenue[i] += share[i] / makers[s] * local[s]
        year[i] += revenue[i]
        region[s] += revenue[i]
    for s in range(makers.shape[0]):
        state.markets[M.OUTSIDE_REVENUE, s] = nominal[s] - region[s]


@event
def _activity(given, state, n, quarter) -> None:
    """Employment, value added, energy and R&D of the quarter."""
    p = given.params[0]
    active = state.codes[FirmCode.ACTIVE]
    taken_up = state.codes[FirmCode.TAKEN_UP]
    industry = state.codes[FirmCode.INDUSTRY]
    city = state.codes[FirmCode.CITY]
    revenue = state.floats[FirmFloat.REVENUE]
    employment = state.floats[FirmFloat.EMPLOYMENT]
    productivity = state.floats[FirmFloat.PRODUCTIVITY]
    value_added = state.floats[FirmFloat.VALUE_ADDED]
    value_added_share = state.floats[FirmFloat.VALUE_ADDED_SHARE]
    energy = state.floats[FirmFloat.ENERGY]
    energy_base = state.floats[FirmFloat.ENERGY_BASE]
    energy_kept = state.floats[FirmFloat.ENERGY_KEPT]
    research = state.floats[FirmFloat.RND_YEAR]
    research_share = state.floats[FirmFloat.RND_SHARE]
    pushed = state.announced[Lever.RND]
    government = given.city_government
    ppi = state.economy[EconomyFloat.PPI]
    index = state.economy[EconomyFloat.PRODUCTIVITY_INDEX]
    decline = energy_intensity(1.0, p.energy_decline, (quarter + 1 - given.stance[0].first_year * 4) / 4.0, 1.0)
    for i in range(n):
        if active[i] == 0:
            employment[i] = 0.0
            value_added[i] = 0.0
            energy[i] = 0.0
            continue
        employment[i] = employment_level(4.0 * revenue[i], productivity[i], index, p.employment_effect, taken_up[i])
        value_added[i] = value_added_share[i] * revenue[i] / ppi
        energy[i] = energy_base[i] * energy_kept[i] * decline * value_added[i]
        research[i] += research_spending(
            revenue[i], research_share[i], p.rnd_response, pushed[industry[i], government[city[i]]]
        )
