"""The cell: many firms outside the plan's register, weighted, the firms' rules in expectation."""

from __future__ import annotations

from typing import Any

import mesa

from clustercast.agents.cell.rules import (
    binomial_approximation,
    mixed_share,
    part_of,
    ready_for_next,
    waiting_free,
    willing_after,
)
from clustercast.agents.distributions import normal_quantile
from clustercast.agents.draws import Stream
from clustercast.agents.firm.awareness import awareness_hazard, chance_informed, peer_exposure
from clustercast.agents.firm.investment import (
    annuity,
    expected_probability,
    firm_benefit,
    level_cost,
    level_saving,
    robot_capacity,
    robot_cost,
    robot_saving,
    size_shift,
)
from clustercast.agents.surroundings import Surroundings
from clustercast.scenarios.numbers import Form, Scope


class CellUpgrade:
    """One upgrade in a cell; attributes are the column ``CellUpgradeFloat``.

    For the quarter's pass also: ``first_chance`` and ``next_chance`` P of the first and the second step, ``saving`` of
    both together, ``invested`` and ``arrived``, shares of the cell's firms.
    """

    __slots__ = (
        "added", "added_year", "adopted", "arrived", "aware", "chance", "first_chance", "first_wait", "invested",
        "next_chance", "number", "saving", "second_wait", "stock", "table", "units_first_wait", "units_second_wait",
        "upper", "upper_first_wait", "upper_second_wait", "users_added_year", "willing",
    )  # fmt: skip

    aware: float
    willing: float
    chance: float
    adopted: float
    upper: float
    stock: float
    first_wait: float
    second_wait: float
    units_first_wait: float
    units_second_wait: float
    upper_first_wait: float
    upper_second_wait: float
    added: float
    added_year: float
    users_added_year: float

    def __init__(self, number: int, table: Any) -> None:
        self.number = number
        self.table = table
        self.clear()

    def clear(self) -> None:
        """Forget the last pass."""
        self.first_chance = 0.0
        self.next_chance = 0.0
        self.saving = 0.0
        self.invested = 0.0
        self.arrived = 0.0


class Cell(mesa.Agent):
    """A cell of weighted firms; attributes are the column ``CellFloat``, upgrades in ``upgrades[k]``.

    ``titles[g]`` is the share of its firms that hold a title, ``titles_year[g]`` the share that got it this year.
    """

    model: Surroundings

    scope: int
    stratum: int
    industry: int
    firms: float
    employment: float
    revenue: float
    log_type: float
    hurdle: float
    entity: int
    upgrades: list[CellUpgrade]
    vintages: list[float]
    titles: list[float]
    titles_year: list[float]

    def __init__(self, model: Any) -> None:
        super().__init__(model)

    @property
    def national(self) -> bool:
        """Whether the cell stands for firms of the nation."""
        return self.scope == Scope.NATION

    @property
    def other_sectors(self) -> bool:
        """Whether the cell stands for the region's firms in sectors outside the plan."""
        return self.scope == Scope.OTHER_SECTORS

    @property
    def below_scale(self) -> bool:
        """Whether the cell stands for firms of the plan's sectors below the size threshold."""
        return self.scope == Scope.BELOW_SCALE

    @property
    def in_region(self) -> bool:
        """Whether levers, programmes and chance act on the cell: not the nation, not the burn-in's."""
        return self.other_sectors or self.below_scale

    def turn_year(self) -> None:
        """Counters of the year start again."""
        self.titles_year = [0.0] * len(self.titles_year)
        for held in self.upgrades:
            held.added_year = 0.0
            held.users_added_year = 0.0

    def jobs_share(self) -> float:
        """Share of jobs that robots can take."""
        p = self.model.params
        shares = (p.robot_jobs_share_other, p.robot_jobs_share_car, p.robot_jobs_share_electronics)
        return shares[self.stratum]

    def log_shift(self, table: Any) -> float:
        """Shift of ln benefit of an upgrade: the cell's type, the upgrade's and, of robots, the size's."""
        shift = self.log_type + (table.log_shift_nation if self.national else table.log_shift)
        if table.form == Form.UNITS:
            shift += size_shift(self.employment, self.model.params.benefit_size_slope)
        return shift

    # what it is worth --------------------------------------------------------------------------------------------
    def weigh_units(self, k: int, offered: float, rate: float) -> None:
        """P of the typical firm for its first order of robots; firms below scale need jobs for a whole one."""
        p, economy, held = self.model.params, self.model.economy, self.upgrades[k]
        table = held.table
        arm = economy.arm_price
        integration = p.integration_multiple * economy.shift_integration
        capacity = robot_capacity(self.jobs_share(), self.employment, p.workers_per_robot)
        if capacity < 1.0 and self.below_scale:
            held.first_chance = 0.0
            return
        units = max(1.0, p.order_share * capacity)
        cost = robot_cost(units, arm, economy.first_arm_price, integration, table.cost_exponent)
        wage = economy.wage_nation if self.national else economy.wage
        saving = robot_saving(units, p.workers_per_robot, wage, p.social_insurance, p.upkeep_share * arm)
        held.first_chance = self._chance(table, saving, cost, offered, rate)

    def weigh_levels(self, k: int, offered: float, rate: float) -> None:
        """P of the typical firm for the first and the second step, and the saving of both together."""
        p, held = self.model.params, self.upgrades[k]
        table = held.table
        energy_gain = table.energy_gain * self.model.economy.energy_price
        held.saving = level_saving(
            1.0, table.cost_gain, energy_gain, table.margin_gain, self.revenue, 1.0 - p.margin_mean, p.energy_cost_share
        )
        held.first_chance = self._chance_of_step(held, table.first_share, offered, rate)
        held.next_chance = self._chance_of_step(held, 1.0 - table.first_share, offered, rate)

    def _chance_of_step(self, held: CellUpgrade, share: float, offered: float, rate: float) -> float:
        table = held.table
        cost = level_cost(share, table.pilot_cost, self.revenue, table.reference_revenue, table.cost_exponent)
        return self._chance(table, share * held.saving, cost, offered, rate)

    def _chance(self, table: Any, saving: float, cost: float, offered: float, rate: float) -> float:
        p = self.model.params
        benefit = firm_benefit(
            saving, p.pass_through, p.margin_mean, p.price_elasticity, p.adjustment_rate, self.log_shift(table)
        )
        grant = offered * cost if self.in_region else 0.0
        value = annuity(self.hurdle, table.life_years)
        return expected_probability(benefit, cost, grant, rate, value, p.choosiness, p.support_weight)

    # what it does ------------------------------------------------------------------------------------------------
    def learn_and_invest(self, k: int, own: float, nation: float, redraw: float) -> None:
        """News, willingness, orders; ``own`` and ``nation`` are the adopted shares of its circle and the nation."""
        region, held = self.model, self.upgrades[k]
        p, stance = region.params, region.stance
        outreach = region.announced[held.table.outreach_lever][self.industry][0] if self.in_region else 0.0
        exposure = peer_exposure(stance.peer_cluster, stance.peer_industry, stance.peer_chain, own, own, -1.0, nation)
        informed = chance_informed(awareness_hazard(p.innovation_rate, outreach, p.imitation_rate, exposure))
        unaware = 1.0 - held.aware
        news = unaware * informed
        if self.in_region:
            news = self._noisy(unaware, informed, k, 0)
        undecided = waiting_free(held.aware, held.adopted, held.first_wait, held.second_wait)
        ready = willing_after(held.willing, undecided, news, held.first_chance, held.chance, redraw)
        invested = p.review_rate * ready
        if self.in_region:
            invested = self._noisy(ready, p.review_rate, k, 1)
        self._take(held, news, ready, invested)

    def _noisy(self, share: float, chance: float, k: int, word: int) -> float:
        """A share of the cell's firms with binomial noise."""
        region = self.model
        z = normal_quantile(region.uniform(Stream.CELL, self.entity, 16 * region.quarter + k, word))
        return part_of(binomial_approximation(self.firms * share, chance, z), self.firms)

    def _take(self, held: CellUpgrade, news: float, ready: float, invested: float) -> None:
        arrived = held.second_wait
        held.aware += news
        held.willing = ready - invested
        held.chance = held.first_chance
        held.second_wait = held.first_wait
        held.first_wait = invested
        held.adopted += arrived
        held.users_added_year += arrived * self.firms
        held.invested = invested
        held.arrived = arrived

    def move_units(self, k: int) -> tuple[float, float]:
        """Orders, deliveries two quarters later, and wear of robots: (delivered, worn)."""
        p, held = self.model.params, self.upgrades[k]
        capacity = robot_capacity(self.jobs_share(), self.employment, p.workers_per_robot)
        waiting = held.units_first_wait
        room = max(0.0, capacity * held.adopted * self.firms - held.stock - waiting - held.units_second_wait)
        first = held.invested * self.firms * max(1.0, p.order_share * capacity)
        orders = first + p.review_rate * p.order_share * room
        delivered = held.units_second_wait
        place = self.model.quarter % len(self.vintages)
        worn = self.vintages[place]
        held.units_second_wait = held.units_first_wait
        held.units_first_wait = orders
        self.vintages[place] = delivered
        held.stock += delivered - worn
        held.added += delivered
        held.added_year += delivered
        return delivered, worn

    def move_levels(self, k: int) -> float:
        """Second levels two quarters after their order; the share that arrived."""
        held = self.upgrades[k]
        if held.table.levels <= 1:
            return 0.0
        arrived = held.upper_second_wait
        taken = held.upper + held.upper_first_wait + held.upper_second_wait
        ready = ready_for_next(held.adopted, held.first_chance, held.next_chance, taken)
        held.upper_second_wait = held.upper_first_wait
        held.upper_first_wait = self.model.params.review_rate * ready
        held.upper += arrived
        return arrived

    # what programmes do to it ------------------------------------------------------------------------------------
    def receive(self, programme: int, share: float) -> None:
        """A share of its firms gets a title."""
        self.titles[programme] += share
        self.titles_year[programme] += share

    # the size threshold --------------------------------------------------------------------------------------------
    def shrink(self, kept: float) -> None:
        """A part of the firms is kept, with its part of the robots; shares of firms stay as they are."""
        self.firms *= kept
        for held in self.upgrades:
            held.stock *= kept
            held.units_first_wait *= kept
            held.units_second_wait *= kept
        for place in range(len(self.vintages)):
            self.vintages[place] *= kept

    def join(self, firm: Any, part: float) -> None:
        """A weight ``part`` of a firm joins; an order not yet delivered is forgotten."""
        for held, own in zip(self.upgrades, firm.upgrades, strict=True):
            ready = own.aware == 1 and own.level == 0 and own.taste <= held.chance
            shares = {"aware": float(own.aware), "willing": float(ready), "adopted": float(own.level > 0)}
            shares |= {"first_wait": 0.0, "second_wait": 0.0}
            if held.table.form == Form.UNITS:
                held.stock += part * own.level
            else:
                shares |= {"upper": float(own.level > 1), "upper_first_wait": 0.0, "upper_second_wait": 0.0}
            for name, holds in shares.items():
                setattr(held, name, mixed_share(getattr(held, name), self.firms, part, holds))
        for programme in self.model.programmes:
            if programme.with_cells == 1:
                g, title = programme.number, firm.titles[programme.number]
                self.titles[g] = mixed_share(self.titles[g], self.firms, part, float(title > 0))
                self.titles_year[g] = mixed_share(self.titles_year[g], self.firms, part, float(title == 2))
        for place, robots in enumerate(firm.vintages):
            self.vintages[place] += part * robots
        self.firms += part
