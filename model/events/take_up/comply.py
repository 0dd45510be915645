"""Event 6, last part: firms under an order to take up an upgrade comply, some each quarter."""

from __future__ import annotations

from clustercast.agents.columns import FirmCode, ProgrammeFloat, UpgradeCode, WantFloat
from clustercast.agents.draws import Stream, uniform
from clustercast.agents.government.titles import compliance_chance
from clustercast.model.compiled.compile import event
from clustercast.model.compiled.state import REFUSED_FINANCE, Given, State
from clustercast.model.events.take_up.assess import plan_orders
from clustercast.model.events.take_up.order import finance_and_order
from clustercast.model.expressions.evaluate import FIRM, rows_into
from clustercast.scenarios.numbers import Act


@event
def comply(given: Given, state: State, n: int, seed: int, member: int, quarter: int) -> None:
    """Every mandate in force, after whoever invests by itself has ordered: in the table's order, firms by slot."""
    for g in range(given.programmes.shape[0]):
        if given.programmes[g].act == Act.MANDATE and state.programmes[ProgrammeFloat.SCALE, g] > 0.0:
            _enforce(given, state, g, n, seed, member, quarter)


@event
def _enforce(given, state, g, n, seed, member, quarter) -> None:
    """Who complies hears of the upgrade and orders at once, if it can finance it; else it may comply later."""
    k = given.programmes[g].upgrade
    if quarter < given.upgrades[k].launch:
        return
    programmes = state.programmes
    complying = _list_complying(given, state, g, k, n, seed, member, quarter)
    places = state.order[0]
    plan_orders(given, state, k, places, complying)
    programmes[ProgrammeFloat.APPLICANTS, g] += complying
    for place in range(complying):
        i = places[place]
        if state.wants[WantFloat.UNITS, k, i] == 0.0:
            continue
        if finance_and_order(given, state, k, i, 0.0, quarter):
            state.upgrade_codes[UpgradeCode.BY_GRANT, k, i] = 0
            programmes[ProgrammeFloat.AWARDED, g] += 1.0
            programmes[ProgrammeFloat.AWARDED_SINCE, g] += 1.0
        else:
            state.counts[REFUSED_FINANCE] += 1
            programmes[ProgrammeFloat.LAPSED, g] += 1.0


@event
def _list_complying(given, state, g, k, n, seed, member, quarter):
    """Firms that are under the order, lack the upgrade and comply this quarter, into ``state.order[0]``; how many."""
    programme = given.programmes[g]
    rate = programme.rate * state.programmes[ProgrammeFloat.SCALE, g]
    eligible = state.keys[2]
    rows_into(given, state, programme.eligible, FIRM, n, eligible)
    announced = state.announced[programme.lever]
    active = state.codes[FirmCode.ACTIVE]
    industry = state.codes[FirmCode.INDUSTRY]
    city = state.codes[FirmCode.CITY]
    entity = state.codes[FirmCode.ENTITY]
    aware = state.upgrade_codes[UpgradeCode.AWARE, k]
    level = state.upgrade_codes[UpgradeCode.LEVEL, k]
    pending = state.upgrade_codes[UpgradeCode.PENDING, k]
    pool = 0
    count = 0
    for i in range(n):
        if active[i] == 0 or eligible[i] == 0.0 or level[i] > 0 or pending[i] > 0:
            continue
        pool += 1
        inspected = announced[industry[i], given.city_government[city[i]]]
        chance = compliance_chance(rate, programme.inspection_rate, inspected)
        if uniform(seed, member, Stream.COMPLY, entity[i], quarter, g) < chance:
            aware[i] = 1
            state.order[0, count] = i
            count += 1
    state.programmes[ProgrammeFloat.POOL, g] = pool
    return count
