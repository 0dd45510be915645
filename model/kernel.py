"""The compiled engine: a quarter in its order, a run, a block of members.

The order of events is the model description's; ``model/region.py`` has the same order on Mesa agents.
"""

from __future__ import annotations

import math

from clustercast.agents.columns import FirmCode
from clustercast.agents.draws import fill_bulk
from clustercast.model.base_year.burn_in import open_books_of_base_year, open_economy, settle_firms, solve_shift
from clustercast.model.base_year.nation import follow_nation
from clustercast.model.base_year.population import draw_sizes, fit_sizes, place_firms
from clustercast.model.base_year.titles import hold_base_titles
from clustercast.model.base_year.traits import describe_sizes, give_traits, open_accounts, open_markets
from clustercast.model.compiled.compile import entry, event
from clustercast.model.compiled.packed import pack
from clustercast.model.compiled.state import DONE, NOT_FINITE, SLOTS_USED, STATUS, Given, State
from clustercast.model.events.accounts import accounts
from clustercast.model.events.cells import cells
from clustercast.model.events.economy import economy
from clustercast.model.events.groups import groups
from clustercast.model.events.innovate import innovate
from clustercast.model.events.ledger import open_books, settle
from clustercast.model.events.markets import markets
from clustercast.model.events.organisations import organisations
from clustercast.model.events.outside import outside
from clustercast.model.events.population_flow import enter, leave
from clustercast.model.events.profile import note_year
from clustercast.model.events.programmes.announce import announce
from clustercast.model.events.programmes.evaluate import evaluate
from clustercast.model.events.programmes.recognise import recognise
from clustercast.model.events.take_up.assess import assess
from clustercast.model.events.take_up.comply import comply
from clustercast.model.events.take_up.deliver import deliver
from clustercast.model.events.take_up.install import install
from clustercast.model.events.take_up.learn import learn
from clustercast.model.events.take_up.order import order
from clustercast.model.events.turn_of_year import turn_of_year
from clustercast.model.expressions.evaluate import record


@entry
def run(given: Given, state: State, out, seed: int, member: int, first_quarter: int, begin: int, end: int) -> int:
    """Run quarters ``begin`` to ``end - 1``, counted from the run's first, each the thirteen events in their order.

    ``out[indicator, quarter]`` is recorded.  A run in steps is the run at once.  Returns a status (0 done).
    """
    given = pack(given)
    state = pack(state)
    for t in range(begin, end):
        quarter = first_quarter + t
        n = state.counts[SLOTS_USED]
        fill_bulk(state.luck, state.codes[FirmCode.ENTITY], n, seed, member, quarter)
        open_books(state)
        if quarter % 4 == 0:
            turn_of_year(given, state, n, quarter)
        economy(given, state, seed, member, quarter, t)
        outside(given, state, t)
        announce(given, state, quarter, t)
        learn(given, state, n, quarter)
        assess(given, state, n)
        order(given, state, n, seed, member, quarter)
        comply(given, state, n, seed, member, quarter)
        deliver(given, state, n, seed, member, quarter)
        install(given, state, n, quarter)
        cells(given, state, seed, member, quarter)
        markets(given, state, n, seed, member, quarter)
        accounts(given, state, n)
        leave(given, state, n, seed, member, quarter)
        enter(given, state, seed, member, quarter, first_quarter)
        n = state.counts[SLOTS_USED]
        innovate(given, state, n, quarter)
        groups(given, state, n, seed, member, quarter)
        organisations(given, state, n)
        if quarter % 4 == 3:
            recognise(given, state, n, seed, member, quarter)
        settle(state)
        record(given, state, n)
        if quarter % 4 == 3:
            note_year(given, state, n, quarter // 4 - given.stance[0].first_year + 1)
            evaluate(given, state, n, quarter)
        if not keep(state, out, t):
            return state.counts[STATUS] if state.counts[STATUS] != DONE else NOT_FINITE
    return DONE


@event
def keep(state, out, t):
    """Copy the quarter's indicators into ``out[:, t]``; False when the run must end."""
    if state.counts[STATUS] != DONE:
        return False
    for j in range(out.shape[0]):
        out[j, t] = state.indicators[j]
        if not math.isfinite(out[j, t]):
            return False
    return True


@entry
def populate(
    given: Given,
    state: State,
    leads: int,
    n: int,
    total: float,
    own_growth: float,
    excess_growth: float,
    cumulative,
    sizes,
    seed: int,
    member: int,
) -> int:
    """Set up the base population; the lead firms stand in slots ``0..leads-1`` already.  Returns a status.

    ``sizes`` gets mean employees of a firm and the standard deviation of their logarithm.
    """
    given = pack(given)
    state = pack(state)
    state.counts[SLOTS_USED] = n
    draw_sizes(given, state, leads, n, total, seed, member)
    place_firms(given, state, leads, n, cumulative, seed, member)
    status = fit_sizes(given, state, leads, n, total)
    if status != 0:
        return status
    give_traits(given, state, n, own_growth, seed, member)
    open_markets(given, state, n, excess_growth)
    open_accounts(given, state, n)
    describe_sizes(state, n, sizes)
    return 0


@entry
def solve(given: Given, state: State, k: int, goal: float, nation: bool, own_only: bool, path, checked) -> float:
    """Shift of ln benefit of one upgrade that meets the base year's stock (``burn_in.solve_shift``)."""
    return solve_shift(pack(given), pack(state), k, goal, nation, own_only, path, checked)


@entry
def follow(given: Given, state: State, k: int, learning_from: int, years) -> None:
    """The nation's robots a year, to the end of ``given.history`` (``follow_nation``)."""
    follow_nation(pack(given), pack(state), k, learning_from, years)


@entry
def settle_base(
    given: Given, state: State, n: int, nation_growth: float, own_growth: float, seed: int, member: int
) -> None:
    """The burn-in of the register's firms, and the economy at the end of the base year."""
    given = pack(given)
    state = pack(state)
    settle_firms(given, state, n, seed, member)
    open_economy(given, state, nation_growth)
    open_books_of_base_year(given, state, n, own_growth, seed, member)
    hold_base_titles(given, state, n, seed, member)
    record(given, state, n)
    note_year(given, state, n, 0)
