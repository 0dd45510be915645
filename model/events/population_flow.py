"""Event 10: firms leave (below the threshold, insolvent, phased out) and enter."""

from __future__ import annotations

import math

import numpy as np

from clustercast.agents.arithmetic import exponential
from clustercast.agents.cell.rules import part_of
from clustercast.agents.columns import (
    BankFloat,
    CellFloat,
    CellUpgradeFloat,
    ClusterFloat,
    EconomyFloat,
    FirmCode,
    FirmFloat,
    MarketFloat,
    ProgrammeFloat,
    UpgradeCode,
    UpgradeFloat,
)
from clustercast.agents.distributions import normal_quantile, poisson_quantile
from clustercast.agents.draws import Stream, four_uniforms, uniform
from clustercast.agents.firm.entry import entrant_revenue, expected_entries
from clustercast.agents.firm.finance import insolvent_quarters
from clustercast.agents.government.titles import awards_of, firms_part
from clustercast.model.compiled.compile import event
from clustercast.model.compiled.state import (
    ENTERED,
    LEFT_BELOW,
    LEFT_INSOLVENT,
    LEFT_PHASED,
    LEFT_ROBOTS,
    NO_SLOT,
    SLOTS_USED,
    STATUS,
    Given,
    State,
)
from clustercast.model.events.ledger import post
from clustercast.model.events.programmes.titles import lacking_cells
from clustercast.model.events.ranking import sort_by
from clustercast.model.events.take_up.order import affordable
from clustercast.model.events.threshold import bring_along, firms_below, largest_class, shrink, take_in, take_out
from clustercast.model.expressions.evaluate import FIRM, rows_into
from clustercast.scenarios.numbers import Account, Act, Form, Lever, Scope

QUARTERS_TO_INSOLVENCY = 4
ENTRANTS_PER_CLUSTER = 256
FIRST_ENTRANT = 1 << 22


@event
def leave(given: Given, state: State, n: int, seed: int, member: int, quarter: int) -> None:
    """Insolvent firms leave each quarter; in December whoever fell below the size threshold, and ordered closures."""
    insolvent = state.codes[FirmCode.INSOLVENT]
    active = state.codes[FirmCode.ACTIVE]
    cash = state.floats[FirmFloat.CASH]
    for i in range(n):
        if active[i] == 0:
            continue
        credit = 0.0
        if cash[i] < 0.0:
            credit = affordable(given, state, i)[1]
        insolvent[i] = insolvent_quarters(insolvent[i], cash[i], credit)
        if insolvent[i] >= QUARTERS_TO_INSOLVENCY:
            state.counts[LEFT_INSOLVENT] += 1
            _wind_up(given, state, i)
    if quarter % 4 == 3:
        _fall_below(given, state, n, quarter)
        for g in range(given.programmes.shape[0]):
            if given.programmes[g].act == Act.PHASE_OUT:
                _phase_out(given, state, g, n, seed, member, quarter)


@event
def _depart(given, state, i) -> None:
    state.codes[FirmCode.ACTIVE, i] = 0
    robots = 0
    for k in range(state.upgrade_codes.shape[1]):
        if given.upgrades[k].form == Form.UNITS:
            robots += state.upgrade_codes[UpgradeCode.LEVEL, k, i]
        state.upgrade_codes[UpgradeCode.PENDING, k, i] = 0
    state.counts[LEFT_ROBOTS] += robots
    if robots > 0:
        for row in range(state.vintages.shape[0]):
            state.vintages[row, i] = 0
    state.floats[FirmFloat.CASH, i] = 0.0
    state.floats[FirmFloat.DEBT, i] = 0.0


@event
def _wind_up(given, state, i) -> None:
    """Close a firm: cash pays its debt, the bank bears the rest, owners keep what is left; its share goes to all."""
    cash = state.floats[FirmFloat.CASH, i]
    debt = state.floats[FirmFloat.DEBT, i]
    paid = max(0.0, min(cash, debt))
    post(state, Account.FIRMS, Account.BANKS, paid)
    if cash >= 0.0:
        post(state, Account.FIRMS, Account.HOUSEHOLDS, cash - paid)
    else:
        post(state, Account.BANKS, Account.FIRMS, -cash)
    state.bank[BankFloat.LOANS] -= debt
    state.bank[BankFloat.WRITTEN_OFF] += debt - paid
    _depart(given, state, i)


@event
def _fall_below(given, state, n, quarter) -> None:
    """Firms whose year's revenue is below the threshold go on, outside the population; their share goes outside."""
    threshold = given.params[0].threshold_revenue
    for i in range(n):
        born = state.codes[FirmCode.BORN, i]
        if state.codes[FirmCode.ACTIVE, i] == 0 or state.floats[FirmFloat.REVENUE_YEAR, i] >= threshold:
            continue
        if born >= 0 and born // 4 == quarter // 4:
            continue
        state.markets[MarketFloat.SHARE_OUT, state.codes[FirmCode.INDUSTRY, i]] += state.floats[FirmFloat.SHARE, i]
        cash = state.floats[FirmFloat.CASH, i]
        debt = state.floats[FirmFloat.DEBT, i]
        post(state, Account.FIRMS, Account.OUTSIDE, max(cash, 0.0))
        post(state, Account.OUTSIDE, Account.FIRMS, max(-cash, 0.0))
        post(state, Account.OUTSIDE, Account.BANKS, debt)
        state.bank[BankFloat.LOANS] -= debt
        state.clusters[ClusterFloat.BELOW, state.codes[FirmCode.CLUSTER, i]] += 1.0
        state.counts[LEFT_BELOW] += 1
        take_in(given, state, i)
        _depart(given, state, i)


@event
def _phase_out(given, state, g, n, seed, member, quarter) -> None:
    """Close the ordered number of the lowest ranked among those eligible (score: higher is closed first)."""
    programme = given.programmes[g]
    scale = state.programmes[ProgrammeFloat.SCALE, g]
    count = 0
    rows_into(given, state, programme.eligible, FIRM, n, state.keys[2])
    rows_into(given, state, programme.score, FIRM, n, state.keys[0])
    for i in range(n):
        if state.codes[FirmCode.ACTIVE, i] == 1 and state.keys[2, i] != 0.0:
            state.keys[1, i] = uniform(seed, member, Stream.EXIT_TIE, state.codes[FirmCode.ENTITY, i], quarter, g)
            state.order[0, count] = i
            count += 1
    sort_by(state.order[0], state.order[1], state.keys[0], state.keys[1], state.codes[FirmCode.ENTITY], count)
    lacking = np.zeros(state.cells.shape[1])
    cells = lacking_cells(given, state, g, lacking)
    closures = awards_of(programme.capacity * scale, count + cells)
    closed = firms_part(closures, count, cells)
    state.programmes[ProgrammeFloat.POOL, g] = count + cells
    state.programmes[ProgrammeFloat.AWARDED, g] = closures
    state.programmes[ProgrammeFloat.AWARDED_SINCE, g] += closures
    for place in range(closed):
        state.counts[LEFT_PHASED] += 1
        state.economy[EconomyFloat.LEFT_PHASED_YEAR] += 1.0
        state.economy[EconomyFloat.LEFT_PHASED_SINCE] += 1.0
        _wind_up(given, state, state.order[0, place])
    _close_in_cells(given, state, lacking, part_of(closures - closed, cells))


@event
def _close_in_cells(given, state, qualified, part) -> None:
    """Close ``part`` of the firms that qualify in every cell; those below scale are missed in their clusters too."""
    if part <= 0.0:
        return
    before = np.zeros(given.industries.shape[0])
    firms_below(state, before)
    for c in range(qualified.shape[0]):
        if qualified[c] > 0.0:
            shrink(state, c, 1.0 - qualified[c] * part)
    after = np.zeros(before.shape[0])
    firms_below(state, after)
    for c in range(given.clusters.shape[0]):
        s = given.clusters[c].industry
        if before[s] > 0.0:
            state.clusters[ClusterFloat.BELOW, c] *= after[s] / before[s]


@event
def enter(given: Given, state: State, seed: int, member: int, quarter: int, first_quarter: int) -> None:
    """Firms grow past the threshold, cluster by cluster, out of the firms below it."""
    p = given.params[0]
    clusters = given.clusters.shape[0]
    known = np.zeros(given.upgrades.shape[0])
    _known_in_nation(state, known)
    for c in range(clusters):
        pulled = state.announced[Lever.ENTRY, given.clusters[c].industry, 0]
        rate = expected_entries(
            p.entry_rate,
            state.clusters[ClusterFloat.BASE_FIRMS, c],
            state.clusters[ClusterFloat.BELOW, c],
            state.clusters[ClusterFloat.BASE_BELOW, c],
            pulled,
        )
        entrants = poisson_quantile(uniform(seed, member, Stream.ENTRANT, c, quarter, 0), rate)
        entrants = min(entrants, ENTRANTS_PER_CLUSTER, int(state.clusters[ClusterFloat.BELOW, c]))
        for j in range(entrants):
            entity = FIRST_ENTRANT + ((quarter - first_quarter) * clusters + c) * ENTRANTS_PER_CLUSTER + j
            if state.counts[SLOTS_USED] >= state.floats.shape[1]:
                state.counts[STATUS] = NO_SLOT
                return
            i = state.counts[SLOTS_USED]
            state.counts[SLOTS_USED] += 1
            state.counts[ENTERED] += 1
            state.economy[EconomyFloat.ENTERED_YEAR] += 1.0
            state.economy[EconomyFloat.ENTERED_SINCE] += 1.0
            state.clusters[ClusterFloat.BELOW, c] -= 1.0
            _found(given, state, i, c, entity, seed, member, quarter)
            below = largest_class(given, state, given.clusters[c].industry)
            if below >= 0:
                bring_along(given, state, i, below, seed, member, quarter)
                take_out(given, state, given.clusters[c].industry)
            else:
                _knowledge(state, i, entity, seed, member, known)


@event
def _found(given, state, i, c, entity, seed, member, quarter) -> None:
    """Set up entrant ``i``: size just above the threshold, other traits from the base year's distributions."""
    p = given.params[0]
    floats = state.floats
    s = given.clusters[c].industry
    own = given.industries[s]
    drawn = four_uniforms(seed, member, Stream.ENTRANT, entity, 0)
    further = four_uniforms(seed, member, Stream.ENTRANT, entity, 1)
    _name(given, state, i, c, s, entity, quarter, drawn[3])
    annual = entrant_revenue(drawn[0], p.threshold_revenue, p.entry_log_excess)
    share = min(annual / (4.0 * state.markets[MarketFloat.NOMINAL, s]), 0.5 * state.markets[MarketFloat.SHARE_OUT, s])
    state.markets[MarketFloat.SHARE_OUT, s] -= share
    floats[FirmFloat.SHARE, i] = share
    floats[FirmFloat.REVENUE_LAST_YEAR, i] = annual
    floats[FirmFloat.GAIN_SETTLED, i] = state.markets[MarketFloat.MEAN_GAIN, s]
    floats[FirmFloat.GAIN, i] = state.markets[MarketFloat.MEAN_GAIN, s]
    skill = normal_quantile(drawn[1])
    floats[FirmFloat.PRODUCTIVITY, i] = p.revenue_per_worker * exponential(p.revenue_per_worker_log_sd * skill)
    floats[FirmFloat.EMPLOYMENT, i] = annual / (
        floats[FirmFloat.PRODUCTIVITY, i] * state.economy[EconomyFloat.PRODUCTIVITY_INDEX]
    )
    floats[FirmFloat.CAPABILITY, i] = 1.7 * skill
    floats[FirmFloat.HURDLE, i] = p.hurdle_median * exponential(p.hurdle_log_sd * normal_quantile(drawn[2]))
    z = normal_quantile(further[0])
    floats[FirmFloat.ENERGY_BASE, i] = (
        p.energy_intensity_base * own.energy_factor * exponential(p.energy_intensity_log_sd * z)
    )
    floats[FirmFloat.ENERGY_KEPT, i] = 1.0
    floats[FirmFloat.VALUE_ADDED_SHARE, i] = own.value_added_share
    z = normal_quantile(further[1])
    floats[FirmFloat.RND_SHARE, i] = p.rnd_share_mean * exponential(p.rnd_share_log_sd * (z - 0.5 * p.rnd_share_log_sd))
    z = normal_quantile(further[2])
    floats[FirmFloat.MARGIN, i] = max(0.0, p.margin_mean + p.margin_sd * z)
    floats[FirmFloat.BORROWS, i] = 1.0 if further[3] < p.share_with_credit else 0.0
    floats[FirmFloat.CAPITAL, i] = p.capital_share * annual
    floats[FirmFloat.CASH, i] = p.cash_share * annual
    post(state, Account.OUTSIDE, Account.FIRMS, floats[FirmFloat.CASH, i])
    _habits(state, i, entity, seed, member, p.benefit_log_sd)


@event
def _name(given, state, i, c, s, entity, quarter, place) -> None:
    codes = state.codes
    codes[FirmCode.ENTITY, i] = entity
    codes[FirmCode.ACTIVE, i] = 1
    codes[FirmCode.CLUSTER, i] = c
    codes[FirmCode.INDUSTRY, i] = s
    codes[FirmCode.CHAIN, i] = given.clusters[c].chain
    codes[FirmCode.CITY, i] = given.clusters[c].cities[int(math.floor(place * given.clusters[c].n_cities))]
    codes[FirmCode.GROUP, i] = -1
    codes[FirmCode.BORN, i] = quarter


@event
def _habits(state, i, entity, seed, member, log_sd) -> None:
    for k in range(state.upgrade_floats.shape[1]):
        if k % 4 == 0:
            taste = four_uniforms(seed, member, Stream.ENTRANT_TASTE, entity, k // 4)
            shock = four_uniforms(seed, member, Stream.ENTRANT_SHOCK, entity, k // 4)
        state.upgrade_floats[UpgradeFloat.TASTE, k, i] = taste[k % 4]
        state.upgrade_floats[UpgradeFloat.LOG_SHOCK, k, i] = log_sd * normal_quantile(shock[k % 4])


@event
def _known_in_nation(state, known) -> None:
    """Share of the nation's firms that know each upgrade."""
    for k in range(known.shape[0]):
        aware = 0.0
        total = 0.0
        for c in range(state.cells.shape[1]):
            if int(state.cells[CellFloat.SCOPE, c]) == Scope.NATION:
                aware += state.cells[CellFloat.FIRMS, c] * state.cell_upgrades[CellUpgradeFloat.AWARE, k, c]
                total += state.cells[CellFloat.FIRMS, c]
        known[k] = part_of(aware, total)


@event
def _knowledge(state, i, entity, seed, member, known) -> None:
    """An entrant knows an upgrade with the awareness of the nation's firms; it starts without one."""
    for k in range(known.shape[0]):
        drawn = uniform(seed, member, Stream.ENTRANT_TASTE, entity, 8 + k // 4, k % 4)
        state.upgrade_codes[UpgradeCode.AWARE, k, i] = 1 if drawn < known[k] else 0
