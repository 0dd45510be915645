"""The calibration population is the model's own nation: same cells, same rules, same robots."""

import numpy as np
import pytest

from clustercast.calibration.nation.simulate import NEVER, Nation, simulate_nation
from clustercast.calibration.nation.space import CONTAGION, HELD, NAMES, SHIFT, space_of
from clustercast.model import kernel
from clustercast.model.compiled.state import NATION_FROM, empty_state
from clustercast.model.inputs.cell_tables import cells_table
from clustercast.model.inputs.price_history import WAGE
from clustercast.model.member import first_tables, make_model
from clustercast.scenarios import load_plan

LIFE = 12


@pytest.fixture(scope="module")
def plan():
    return load_plan("henan-equipment-2017", prior=True)


@pytest.fixture(scope="module")
def nation(plan):
    return Nation(plan, 2022, 2016)


def test_a_run_that_solves_for_its_stock_has_the_shift_of_the_fit(plan, nation):
    """The burn-in of a run, given the stock that a shift implies, finds that shift."""
    stock = nation.follow({SHIFT: 0.3}).stock_at(2016)
    values = plan.parameters.centre()
    model = make_model(plan, ())
    state, given = empty_state(model.size), first_tables(model, values)
    state.cells[...] = cells_table(plan, values, 1.0, 1.0, 1.0)
    path = np.zeros((given.history.shape[1], len(plan.upgrades)))
    found = kernel.solve(given, state, nation.robots, stock, True, False, path, np.array([0.0, -np.inf, np.inf]))
    assert found == pytest.approx(0.3, abs=2e-3)


def test_the_stock_is_what_twelve_years_installed(nation):
    path = nation.follow({SHIFT: 0.2})
    added = path.installations.sum(axis=1)
    for year in (2012, 2016, 2022):
        last = path.of(year)
        assert path.stock_at(year) == pytest.approx(added[last - LIFE + 1 : last + 1].sum(), rel=1e-9)


def test_strata_add_up_and_shares_are_shares(nation):
    path = nation.follow({SHIFT: 0.2})
    assert path.installed(2015, 2015)[0] == pytest.approx(path.installations[path.of(2015)].sum())
    assert 0.0 < path.users_share(2015) < path.users_share(2022) < 1.0
    assert path.users_share(2017) < path.labour_share(2017) < 1.0  # large firms first
    assert (path.users <= path.firms + 1e-9).all()


def test_more_benefit_brings_more_robots(nation):
    stocks = [nation.follow({SHIFT: shift}).stock_at(2016) for shift in (-1.0, 0.0, 1.0)]
    assert stocks[0] < stocks[1] < stocks[2]


def test_benefit_that_grows_with_size_moves_users_up_the_sizes(nation):
    flat, steep = (nation.follow({SHIFT: 0.0, "benefit_size_slope": slope}) for slope in (0.0, 0.5))
    assert steep.labour_share(2016) / steep.users_share(2016) > flat.labour_share(2016) / flat.users_share(2016)


def test_years_to_come_do_not_reach_back(plan):
    """What is known later, and how far the path goes on, changes no year before."""
    short = simulate_nation(plan, {SHIFT: 0.2}, until=2016)
    long = simulate_nation(plan, {SHIFT: 0.2}, until=2021, known_to=2016)
    assert np.array_equal(short.installations, long.installations[: len(short.installations)])


def test_wages_and_learning_move_only_what_comes_after(nation):
    step = 4 * (2017 - NATION_FROM)
    wages = nation.known[WAGE].copy()
    wages[step:] *= 1.2
    base = nation.follow({SHIFT: 0.2}, learning_from=step)
    dear = nation.follow({SHIFT: 0.2}, wages, step)
    still = nation.follow({SHIFT: 0.2, "learning_rate": 0.0}, learning_from=step)
    assert np.array_equal(base.installed(2001, 2016), dear.installed(2001, 2016))
    assert (dear.installed(2019, 2022) > base.installed(2019, 2022)).all()
    assert (still.installed(2019, 2022) < base.installed(2019, 2022)).all()
    assert np.array_equal(nation.follow({SHIFT: 0.2}, learning_from=NEVER).stock, nation.follow({SHIFT: 0.2}).stock)


def test_without_contagion_everyone_knows(plan, nation):
    """In the threshold variant robots seen elsewhere change nothing."""
    held = space_of(plan, threshold=True).held
    one, other = (nation.follow({SHIFT: 0.0, **held, "peer_gamma_nation": g}) for g in (0.1, 9.0))
    assert np.array_equal(one.users, other.users)
    assert not set(CONTAGION) & set(space_of(plan, threshold=True).names)


def test_the_space_is_of_parameters_that_exist_and_are_open(plan):
    assert set(NAMES) | set(HELD) <= set(plan.parameters)
    space = space_of(plan)
    low, high = space.values([1e-6] * len(space.names)), space.values([1.0 - 1e-6] * len(space.names))
    assert all(low[name] < high[name] for name in space.names)
