"""The calibration population: the nation's cells and robots, by the model's own tables, rules and compiled events."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from clustercast.agents.columns import CellFloat
from clustercast.calibration.nation.path import NationPath
from clustercast.calibration.nation.space import OF_THE_FIT, SHIFT
from clustercast.model import kernel
from clustercast.model.base_year.nation import INSTALLED, JOBS, MEASURES, STOCK, USERS
from clustercast.model.compiled.state import NATION_FROM, empty_state
from clustercast.model.inputs.cell_tables import nation_table
from clustercast.model.inputs.parameter_draw import peer_weights
from clustercast.model.inputs.price_history import WAGE, history_table
from clustercast.model.member import first_tables, make_model
from clustercast.scenarios import Plan
from clustercast.scenarios.numbers import STRATA

NEVER = 1_000_000
PEERS = ("cluster", "industry", "chain", "nation")


class Nation:
    """A workspace that follows the nation to the end of ``until`` for one vector of parameters after another.

    Prices are those known at the end of ``known_to`` (the base year of the plan).  Not for two threads at once.
    """

    def __init__(self, plan: Plan, until: int, known_to: int | None = None) -> None:
        model = make_model(plan, ())
        self.centre = plan.parameters.centre()
        self.robots = [upgrade.form for upgrade in plan.upgrades].index("units")
        self.cost_exponent = plan.upgrades[self.robots].parameters["cost_exponent"]
        self.known = history_table(plan, until, known_to)
        cells = nation_table(self.centre).shape[1]
        self.state = empty_state(model.size._replace(slots=1, cells=cells))
        self.given = first_tables(model, self.centre)._replace(history=self.known.copy())
        self.central_row = self.given.params[0].copy()
        self.years = np.zeros((until - NATION_FROM + 1, MEASURES, STRATA))

    def follow(
        self, values: Mapping[str, float], wages: np.ndarray | None = None, learning_from: int = NEVER
    ) -> NationPath:
        """The path of the nation's robots with ``values`` over the plan's central values.

        ``wages`` (index a quarter, like ``history_table``) take the place of the known ones; from step
        ``learning_from`` on (quarters since 2001Q1) the price of robots follows Wright's law, as it does in a run.
        """
        whole = {**self.centre, **values}
        self._set(values, whole)
        self.state.cells[...] = nation_table(whole)
        self.given.history[WAGE] = self.known[WAGE] if wages is None else wages
        kernel.follow(self.given, self.state, self.robots, learning_from, self.years)
        size = STRATA, -1
        firms = self.state.cells[CellFloat.FIRMS]
        persons = firms * self.state.cells[CellFloat.EMPLOYMENT]
        year = self.years.copy()
        return NationPath(
            NATION_FROM, year[:, INSTALLED], year[:, STOCK], year[:, USERS], year[:, JOBS],
            firms.reshape(size).sum(axis=1), persons.reshape(size).sum(axis=1),
        )  # fmt: skip

    def _set(self, values: Mapping[str, float], whole: Mapping[str, float]) -> None:
        """Write the values, and central ones for the rest, where the compiled events read them."""
        self.given.params[0] = self.central_row
        row = self.given.params[0]
        for name, value in values.items():
            if name not in OF_THE_FIT:
                row[name] = value
        upgrade = self.given.upgrades[self.robots]
        upgrade["cost_exponent"] = whole[self.cost_exponent]
        upgrade["log_shift_nation"] = whole.get(SHIFT, 0.0)
        weights = peer_weights(dict(whole))
        for peer in PEERS:
            self.given.stance[0][f"peer_{peer}"] = weights[peer]


def simulate_nation(plan: Plan, values: Mapping[str, float], *, until: int, known_to: int | None = None) -> NationPath:
    """The nation's robots from 2001 to the end of ``until``, once; for many vectors keep a ``Nation``.

    ``values`` hold parameters by id and ``log_shift``; the rest stands at the plan's central values, and what only a
    fit has is passed over.
    """
    return Nation(plan, until, known_to).follow(values)
