"""Event 9: markets clear, with the rest of the nation as a player."""

from __future__ import annotations

import numpy as np

from agents.columns import EconomyFloat, FirmCode, FirmFloat
from agents.columns import MarketFloat as M
from agents.draws import Stream, uniform
from agents.firm.innovation import research_spending
from agents.firm.market import (
    employment_level,
    energy_intensity,
    grown_share,
    share_step,
    shock_carried,
    shock_scale,
    shock_this_year,
)
from model.compile import event
from model.state import Given, State
from scenarios.numbers import Lever


@event
def markets(given: Given, state: State, n: int, seed: int, member: int, quarter: int) -> None:
    """Shares move with gains, and in January with the year's shock; revenue, jobs, energy and R&D follow."""
    _mean_gains(given, state, n)
    if quarter % 4 == 0:
        _shock_of_the_year(given, state, n, seed, member, quarter)
    _move_shares(given, state, n)
    _normalise(state, n)
    _revenues(state, n)
    _activity(given, state, n, quarter)


@event
def effective_gain(given, state, i):  # noqa: ANN001, ANN202
    """Gain in unit cost, plus the preference of buyers for local equipment while instruments for it act."""
    preferred = state.announced[
        Lever.DEMAND, state.codes[FirmCode.INDUSTRY, i], given.city_government[state.codes[FirmCode.CITY, i]]]
    return state.floats[FirmFloat.GAIN, i] + given.params[0].local_preference * preferred


@event
def _mean_gains(given, state, n) -> None:  # noqa: ANN001
    means = state.markets[M.MEAN_GAIN]
    for s in range(means.shape[0]):
        means[s] = state.markets[M.SHARE_OUT, s] * state.markets[M.GAIN_OUT, s]
    industry = state.codes[FirmCode.INDUSTRY]
    share = state.floats[FirmFloat.SHARE]
    for i in range(n):
        if state.codes[FirmCode.ACTIVE, i] == 1:
            means[industry[i]] += share[i] * effective_gain(given, state, i)


@event
def _shock_of_the_year(given, state, n, seed, member, quarter) -> None:  # noqa: ANN001
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
            p.shock_scale, p.shock_permanent_share, revenue[i], p.shock_reference_revenue, p.shock_size_exponent, p.shock_cap)
        draw = uniform(seed, member, Stream.GROWTH, entity[i], quarter // 4, 0)
        carried = shock_carried(draw, scale, p.shock_permanent_share)
        transitory = shock_this_year(draw, scale) - carried
        share[i] = grown_share(share[i], carried + transitory - passing[i])
        passing[i] = transitory


@event
def _move_shares(given, state, n) -> None:  # noqa: ANN001
    p = given.params[0]
    active = state.codes[FirmCode.ACTIVE]
    industry = state.codes[FirmCode.INDUSTRY]
    share = state.floats[FirmFloat.SHARE]
    habit = state.floats[FirmFloat.HABIT]
    for i in range(n):
        if active[i] == 0:
            continue
        step = share_step(
            effective_gain(given, state, i), state.markets[M.MEAN_GAIN, industry[i]], habit[i], p.price_elasticity,
            p.adjustment_rate)
        habit[i] += step
        share[i] = grown_share(share[i], step)
    for s in range(state.markets.shape[1]):
        step = share_step(
            state.markets[M.GAIN_OUT, s], state.markets[M.MEAN_GAIN, s], state.markets[M.HABIT_OUT, s], p.price_elasticity,
            p.adjustment_rate)
        state.markets[M.HABIT_OUT, s] += step
        state.markets[M.SHARE_OUT, s] = grown_share(state.markets[M.SHARE_OUT, s], step)


@event
def _normalise(state, n) -> None:  # noqa: ANN001
    """Shares of an industry, outside included, sum to one; a leaver's share so goes to all who stay."""
    totals = np.zeros(state.markets.shape[1])
    for s in range(totals.shape[0]):
        totals[s] = state.markets[M.SHARE_OUT, s]
    active = state.codes[FirmCode.ACTIVE]
    industry = state.codes[FirmCode.INDUSTRY]
    share = state.floats[FirmFloat.SHARE]
    for i in range(n):
        if active[i] == 1:
            totals[industry[i]] += share[i]
    for i in range(n):
        if active[i] == 1:
            share[i] = share[i] / totals[industry[i]]
    for s in range(totals.shape[0]):
        if totals[s] > 0.0:
            state.markets[M.SHARE_OUT, s] = state.markets[M.SHARE_OUT, s] / totals[s]


@event
def _revenues(state, n) -> None:  # noqa: ANN001
    """``R = f D``; orders placed with the region's makers come on top and are taken from the outside."""
    active = state.codes[FirmCode.ACTIVE]
    industry = state.codes[FirmCode.INDUSTRY]
    share = state.floats[FirmFloat.SHARE]
    revenue = state.floats[FirmFloat.REVENUE]
    year = state.floats[FirmFloat.REVENUE_YEAR]
    makers = np.zeros(state.markets.shape[1])
    for i in range(n):
        if active[i] == 1:
            makers[industry[i]] += share[i]
    for s in range(makers.shape[0]):
        state.markets[M.REGION_REVENUE, s] = 0.0
    for i in range(n):
        revenue[i] = 0.0
        if active[i] == 0:
            continue
        s = industry[i]
        local = share[i] / makers[s] * state.markets[M.LOCAL_ORDERS, s] if makers[s] > 0.0 else 0.0
        revenue[i] = share[i] * state.markets[M.NOMINAL, s] + local
        year[i] += revenue[i]
        state.markets[M.REGION_REVENUE, s] += revenue[i]
    for s in range(makers.shape[0]):
        state.markets[M.OUTSIDE_REVENUE, s] = state.markets[M.NOMINAL, s] - state.markets[M.REGION_REVENUE, s]


@event
def _activity(given, state, n, quarter) -> None:  # noqa: ANN001
    """Employment, value added, energy and R&D of the quarter."""
    p = given.params[0]
    floats = state.floats
    economy = state.economy
    years = (quarter + 1 - given.stance[0].first_year * 4) / 4.0
    for i in range(n):
        if state.codes[FirmCode.ACTIVE, i] == 0:
            floats[FirmFloat.EMPLOYMENT, i] = 0.0
            floats[FirmFloat.VALUE_ADDED, i] = 0.0
            floats[FirmFloat.ENERGY, i] = 0.0
            continue
        revenue = floats[FirmFloat.REVENUE, i]
        floats[FirmFloat.EMPLOYMENT, i] = employment_level(
            4.0 * revenue, floats[FirmFloat.PRODUCTIVITY, i], economy[EconomyFloat.PRODUCTIVITY_INDEX], p.employment_effect,
            state.codes[FirmCode.TAKEN_UP, i])
        floats[FirmFloat.VALUE_ADDED, i] = floats[FirmFloat.VALUE_ADDED_SHARE, i] * revenue / economy[EconomyFloat.PPI]
        intensity = energy_intensity(floats[FirmFloat.ENERGY_BASE, i], p.energy_decline, years, floats[FirmFloat.ENERGY_KEPT, i])
        floats[FirmFloat.ENERGY, i] = intensity * floats[FirmFloat.VALUE_ADDED, i]
        research = state.announced[
            Lever.RND, state.codes[FirmCode.INDUSTRY, i], given.city_government[state.codes[FirmCode.CITY, i]]]
        floats[FirmFloat.RND_YEAR, i] += research_spending(revenue, floats[FirmFloat.RND_SHARE, i], p.rnd_response, research)
