"""The readable engine: a region of Mesa agents that call the very rules of the compiled one.

For reading, stepping, looking at, plotting and extending; ``model/kernel.py`` gives the same numbers to the last bit,
hundreds of times faster.  Events live in ``region_*.py``, behaviour in ``agents/``.
"""

from __future__ import annotations

from typing import Any

import mesa

from clustercast.agents.draws import uniform
from clustercast.model.compiled.state import DONE, Given, State
from clustercast.model.member import Model, Prepared, scenario_tables
from clustercast.model.reference import december_tables as region_profile
from clustercast.model.reference import markets as region_markets
from clustercast.model.reference import population as region_population
from clustercast.model.reference import prices as region_prices
from clustercast.model.reference import take_up as region_take_up
from clustercast.model.reference.agents_from_columns import build
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

    params: Any
    stance: Any
    economy: Any
    books: Any
    counts: Any
    bank: Any
    firms: list[Any]
    cells: list[Any]
    suppliers: list[Any]
    governments: list[Any]
    groups: list[Any]
    organisations: list[Any]
    programmes: list[Any]
    markets: list[Any]
    places: dict[str, list[Any]]
    outside: list[float]
    figures: list[float]
    take_up: list[list[list[float]]]
    programme_years: list[list[list[float]]]

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
        region_take_up.draw_luck(self)
        self.books.open()
        if self.january:
            region_population.turn_year(self)
        region_prices.move_economy(self)
        region_prices.look_outside(self)
        region_take_up.announce(self)
        region_take_up.learn(self)
        region_take_up.assess(self)
        region_take_up.order(self)
        region_take_up.comply(self)
        region_take_up.deliver(self)
        region_take_up.install(self)
        region_take_up.move_cells(self)
        region_markets.clear_markets(self)
        region_markets.keep_accounts(self)
        region_population.leave(self)
        region_population.enter(self)
        region_population.innovate(self)
        region_population.add_up_groups(self)
        region_population.add_up_organisations(self)
        if self.december:
            region_population.recognise(self)
        self.books.settle()
        self.record()
        if self.december:
            region_profile.note_year(self)
            region_population.evaluate(self)
        self.turn_quarter()

    def turn_quarter(self) -> None:
        """The next step is the next quarter."""
        self.quarter += 1
        self.step_number += 1
        self.running = self.counts.status == DONE

    def record(self) -> None:
        """Evaluate every indicator."""
        tables = Tables(self.rows(), self.economy)
        self.figures = [evaluate(tables) for evaluate in self.expressions.indicators]

    def indicators(self) -> list[float]:
        """The indicators of the last quarter, in the order of the plan."""
        return list(self.figures)

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

    @property
    def january(self) -> bool:
        """Whether the quarter is the first of its year."""
        return self.quarter % 4 == 0

    @property
    def december(self) -> bool:
        """Whether the quarter is the last of its year."""
        return self.quarter % 4 == 3

    @property
    def year(self) -> int:
        """Years since the year of the plan's first quarter."""
        return self.quarter // 4 - self.stance.first_year

    def active(self) -> list[Any]:
        """Firms above the size threshold, in slot order."""
        return [firm for firm in self.firms if firm.active == 1]

    def uniform(self, stream: int, entity: int, time: int, word: int) -> float:
        """The keyed uniform of this seed and member."""
        return uniform(self.seed, self.member, stream, entity, time, word)

    def close(self) -> None:
        """Let go of the agents; Mesa 3.3 would keep every region alive by its counter of agent numbers."""
        self.remove_all_agents()
        mesa.Agent._ids.pop(self, None)


def region_of(model: Model, prepared: Prepared, scenario: Scenario, seed: int, member: int) -> Region:
    """A region of a prepared member under a scenario, before its first quarter."""
    given = scenario_tables(model, prepared, scenario)
    expressions = expressions_of(model.plan, model.programs)
    return Region(given, prepared.state, seed, member, model.first_quarter, expressions)
