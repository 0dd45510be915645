"""The readable engine: a region of Mesa agents that goes through the very text of the compiled one.

For reading, stepping, looking at, plotting and extending; ``model/kernel.py`` gives the same numbers to the last bit,
hundreds of times faster.  The order of a quarter is ``model/quarter.py``, events are in ``model/events/``, what each
agent does in ``agents/``.
"""

from typing import TYPE_CHECKING, Any

import mesa
import numpy as np

from clustercast.agents.draws import Draws
from clustercast.model.compiled.bulk_draws import draw_bulk
from clustercast.model.compiled.state import DONE, Given, State
from clustercast.model.member import Model, Prepared, scenario_tables
from clustercast.model.quarter import run_quarter
from clustercast.model.reference.agents_from_columns import build, rows_of
from clustercast.model.reference.closures import Expressions, Tables, expressions_of
from clustercast.scenarios.numbers import Scope
from clustercast.scenarios.scenario import Scenario

REPORTED_SCOPES = (Scope.OTHER_SECTORS, Scope.BELOW_SCALE)


class Region(mesa.Model):
    """The region of a plan, from the very arrays that the kernel gets.

    ``firms`` in slot order, those that left included (``agents`` holds those that are active); ``cells``,
    ``suppliers`` (one an upgrade), ``governments`` (the province, then its cities), ``bank``, ``groups``,
    ``organisations``, ``programmes``; ``markets`` (one an industry) and ``economy`` are facts, ``outside`` this year's
    value of each outside path, ``places`` the tables of places, ``take_up`` and ``programme_years`` what each December
    noted.  ``quarter`` is 4 x calendar year + 0..3, of the next step.
    """

    on_columns = False
    """Whether rows are columns of arrays, on which the expression machine runs; here they are agents."""

    firms: list[Any]
    cells: list[Any]

    if TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any: ...

    def __init__(
        self, given: Given, state: State, seed: int, member: int, first_quarter: int, expressions: Expressions
    ) -> None:
        super().__init__(rng=seed)
        self.seed = seed
        self.member = member
        self.first_quarter = first_quarter
        self.quarter = first_quarter
        self.step_number = 0
        self.expressions = expressions
        build(self, given, state)

    def step(self) -> None:
        """One quarter."""
        run_quarter(self, Draws(self.seed, self.member, self.quarter), self.step_number)
        for firm in self.firms:  # those that left are agents no longer; they stay in ``firms``
            if firm.active == 0 and firm in self.agents:
                firm.remove()
        self.quarter += 1
        self.step_number += 1
        self.running = self.counts.status == DONE

    def draw_luck(self, draws: Draws) -> None:
        """Every firm's uniforms of the quarter."""
        entities = np.zeros(len(self.firms), dtype=np.int32)
        for firm in self.firms:
            entities[firm.number] = firm.entity
        draw_bulk(self.state.luck, entities, len(entities), draws.seed, draws.member, draws.quarter)

    def new_firm(self) -> Any:
        """Take the next slot; a firm in which every column is 0."""
        slot = len(self.firms)
        self.firms += rows_of(self, "firms", slice(slot, slot + 1))
        self.counts.slots_used += 1
        return self.firms[-1]

    def record_figures(self) -> None:
        """Evaluate every indicator into ``figures``."""
        tables = Tables(self.rows(), self.economy)
        for place, figure in enumerate(self.expressions.indicators):
            self.figures[place] = tables.number(figure)

    def indicators(self) -> list[float]:
        """The indicators of the last quarter, in the order of the plan."""
        return list(self.figures)

    def rate_rows(self, segment: int, table: int, to: int) -> None:
        """Value of an expression for every row of a table, into ``keys[to, row]``."""
        rows = (self.firms, self.cells, self.groups, self.organisations)[table]
        for row, value in enumerate(self.expressions.segments[segment](rows, self.economy)):
            self.keys[to, row] = value

    def rows(self) -> dict[str, list[Any]]:
        """The rows that an aggregate speaks of: active firms, groups with members, every body and place, and cells of
        other sectors or of firms below the threshold.
        """
        return {
            "firm": self.active(),
            "cell": [cell for cell in self.cells if cell.scope in REPORTED_SCOPES],
            "group": [group for group in self.groups if group.members > 0.0],
            "organisation": self.organisations,
            **self.places,
        }

    def active(self) -> list[Any]:
        """Firms above the size threshold, in slot order."""
        return [firm for firm in self.firms if firm.active == 1]

    def close(self) -> None:
        """Let go of the agents; Mesa 3.3 would keep every region alive by its counter of agent numbers."""
        self.remove_all_agents()
        mesa.Agent._ids.pop(self, None)


def region_of(model: Model, prepared: Prepared, scenario: Scenario, seed: int, member: int) -> Region:
    """A region of a prepared member under a scenario, before its first quarter."""
    given = scenario_tables(model, prepared, scenario)
    expressions = expressions_of(model.plan, model.programs)
    return Region(given, prepared.state, seed, member, model.first_quarter, expressions)
