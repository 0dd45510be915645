"""What a firm knows, holds, plans and has ordered of one upgrade."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clustercast.agents.arithmetic import exponential
from clustercast.agents.draws import Stream
from clustercast.agents.firm.awareness import awareness_hazard, chance_informed, peer_exposure, share_of_others
from clustercast.agents.firm.finance import free_cash
from clustercast.agents.firm.installation import RAMP_QUARTERS
from clustercast.agents.firm.investment import (
    NEVER,
    annuity,
    firm_benefit,
    first_order_units,
    invest_probability,
    judged_at_unrounded_order,
    level_cost,
    level_saving,
    repeat_order_units,
    robot_capacity,
    robot_cost,
    robot_saving,
    size_shift,
    stratum,
    unit_cost_gain,
)
from clustercast.agents.firm.market import energy_kept
from clustercast.agents.firm.support import expected_reward, interest_subsidy_value, worth_applying
from clustercast.scenarios.numbers import Form, Lever

if TYPE_CHECKING:
    from clustercast.agents.firm.agent import Firm

YEARS_OF_LOAN = 3


class FirmUpgrade:
    """One upgrade in one firm; attributes are the columns ``UpgradeFloat``, ``UpgradeCode`` and ``WantFloat``."""

    __slots__ = (
        "added", "added_year", "applies", "aware", "base_level", "by_grant", "cost", "delivered", "first_year",
        "gain_held", "grant", "judged", "level", "log_shock", "number", "ordered", "pending", "pending_cost",
        "pending_gain", "pending_saving", "saving", "saving_held", "second_year", "stratum", "table", "taste", "units",
    )  # fmt: skip

    aware: int
    level: int
    pending: int
    ordered: int
    base_level: int
    added: int
    added_year: int
    first_year: int
    second_year: int
    by_grant: int
    delivered: int
    taste: float
    log_shock: float
    pending_cost: float
    pending_saving: float
    pending_gain: float
    gain_held: float
    saving_held: float
    stratum: float
    applies: float
    units: float
    cost: float
    saving: float
    grant: float
    judged: float

    def __init__(self, number: int, table: Any) -> None:
        self.number = number
        self.table = table

    # event 3 -----------------------------------------------------------------------------------------------------
    def learn(self, firm: Firm, nation: float) -> None:
        """Perhaps hear of the upgrade, by the hazard ``p (1 + o) + q x``; ``nation`` is the nation's adopted share."""
        region, k = firm.model, self.number
        p, stance, circles = region.params, region.stance, region.circles
        weight = firm.weight()
        adopter = 1.0 if self.level > 0 else 0.0
        cluster, industry = circles.clusters[firm.cluster], circles.industries[firm.industry]
        near = share_of_others(cluster.adopters[k], cluster.weight, adopter, weight)
        trade = share_of_others(industry.adopters[k], industry.weight, adopter, weight)
        linked = -1.0
        if firm.chain >= 0:
            chain = circles.chains[firm.chain]
            linked = share_of_others(chain.adopters[k] - cluster.adopters[k], chain.weight - cluster.weight, 0.0, 0.0)
        exposure = peer_exposure(
            stance.peer_cluster, stance.peer_industry, stance.peer_chain, near, trade, linked, nation
        )
        outreach = firm.announced(self.table.outreach_lever)
        hazard = awareness_hazard(p.innovation_rate, outreach, p.imitation_rate, exposure)
        if firm.draw(Stream.LEARN, k) < chance_informed(hazard):
            self.aware = 1

    # event 4 -----------------------------------------------------------------------------------------------------
    def assess(self, firm: Firm) -> None:
        """Plan an order if the firm could use one, then decide whether it pays."""
        self.plan(firm)
        self.stratum = float(NEVER)
        self.applies = 0.0
        self.grant = 0.0
        if self.units != 0.0:
            self._decide(firm)

    def plan(self, firm: Firm) -> None:
        """What the firm would order, its cost and its saving, if it knows the upgrade and could use more of it."""
        self.units = 0.0
        if self.aware == 1 and self.pending == 0:
            if self.table.form == Form.UNITS:
                self._plan_units(firm)
            elif self.level < self.table.levels:
                self._plan_level(firm)

    def _plan_units(self, firm: Firm) -> None:
        p, economy, table = firm.model.params, firm.model.economy, self.table
        jobs_share = firm.model.industries[firm.industry].jobs_share
        capacity = robot_capacity(jobs_share, firm.employment, p.workers_per_robot)
        units = 0
        if self.level > 0:
            units = repeat_order_units(capacity, self.level, p.order_share, firm.draw(Stream.ROUNDING, self.number))
        elif capacity >= 1.0:
            units = first_order_units(capacity, p.order_share, firm.draw(Stream.ROUNDING, self.number))
        if units < 1:
            return
        integration = p.integration_multiple * economy.shift_integration
        upkeep = p.upkeep_share * economy.arm_price
        self.units = float(units)
        self.judged = judged_at_unrounded_order(units, capacity, self.level, p.order_share, table.cost_exponent)
        self.judged *= exponential(size_shift(firm.employment, p.benefit_size_slope))
        self.cost = robot_cost(units, economy.arm_price, economy.first_arm_price, integration, table.cost_exponent)
        self.saving = robot_saving(units, p.workers_per_robot, economy.wage, p.social_insurance, upkeep)

    def _plan_level(self, firm: Firm) -> None:
        p, table = firm.model.params, self.table
        energy_gain = table.energy_gain * firm.model.economy.energy_price
        share = table.first_share if self.level == 0 else 1.0 - table.first_share
        revenue = firm.revenue_last_year
        self.units = 1.0
        self.judged = 1.0
        self.cost = level_cost(share, table.pilot_cost, revenue, table.reference_revenue, table.cost_exponent)
        self.saving = level_saving(
            share, table.cost_gain, energy_gain, table.margin_gain, revenue, 1.0 - firm.margin, p.energy_cost_share
        )

    def _decide(self, firm: Firm) -> None:
        """Stratum by the persistent taste, without and with the grant; whether applying is worth while."""
        region, table = firm.model, self.table
        p = region.params
        shift = table.log_shift + self.log_shock
        benefit = firm_benefit(self.saving, p.pass_through, firm.margin, p.price_elasticity, p.adjustment_rate, shift)
        benefit *= self.judged
        certain = self._certain_support(firm)
        grant_share, award_rate = 0.0, 0.0
        if table.grant_programme >= 0:
            programme = region.programmes[table.grant_programme]
            grant_share, award_rate = programme.offered, programme.award_rate
        value = annuity(firm.hurdle, table.life_years)
        grant = grant_share * self.cost
        without = invest_probability(benefit, self.cost, certain, value, p.choosiness, p.support_weight)
        granted = without
        if grant > 0.0:
            granted = invest_probability(benefit, self.cost, certain + grant, value, p.choosiness, p.support_weight)
        self.stratum = float(stratum(self.taste, without, granted))
        if self.taste <= granted and worth_applying(grant, award_rate, p.cost_of_applying):
            self.applies = 1.0
            self.grant = grant

    def _certain_support(self, firm: Firm) -> float:
        """Support the firm counts on without a grant: the expected rewards and the interest subsidy of a loan."""
        region = firm.model
        p = region.params
        certain = 0.0
        for programme in region.programmes:
            if programme.rewards(self.number):
                reward = programme.reward * programme.scale
                certain += expected_reward(
                    programme.belief, reward, firm.hurdle, programme.delay_quarters, p.cost_of_applying
                )
        eased = firm.announced(Lever.CREDIT)
        if eased > 0.0:
            free = free_cash(firm.cash, firm.employment, region.economy.wage, p.social_insurance)
            if self.cost > free and firm.borrows > 0.0:
                points = p.interest_subsidy_points * eased
                certain += interest_subsidy_value(self.cost - free, points, YEARS_OF_LOAN, firm.hurdle)
        return certain

    # event 5 -----------------------------------------------------------------------------------------------------
    def place_order(self, firm: Firm, quarter: int) -> None:
        """Put what the firm wants into its order book."""
        psi = firm.model.params.pass_through
        self.pending = int(self.units)
        self.ordered = quarter
        self.pending_cost = self.cost
        self.pending_saving = self.saving * (1.0 - psi)
        self.pending_gain = unit_cost_gain(self.saving, psi, firm.revenue_last_year)

    # event 8 -----------------------------------------------------------------------------------------------------
    def retire(self, firm: Firm, quarter: int) -> int:
        """Robots installed a full life ago leave, with their part of the gain; how many."""
        place = quarter % len(firm.vintages)
        worn = firm.vintages[place]
        if worn == 0:
            return 0
        firm.vintages[place] = 0
        if firm.active == 0:
            return 0
        part = worn / self.level
        gain, saving = self.gain_held * part, self.saving_held * part
        self.gain_held -= gain
        self.saving_held -= saving
        firm.gain_settled -= gain
        firm.saving_settled -= saving
        self.level -= worn
        return worn

    def install_units(self, firm: Firm, quarter: int) -> int:
        """Robots delivered go to work; how many."""
        units = self.delivered
        if units == 0:
            return 0
        self._take_part(firm, units / self.pending, quarter)
        if self.level == 0:
            self.first_year = 1
            if self.base_level == 0:
                firm.taken_up = 1
        self.pending -= units
        self.level += units
        self.added += units
        self.added_year += units
        firm.vintages[quarter % len(firm.vintages)] += units
        return units

    def install_level(self, firm: Firm, quarter: int) -> None:
        """The next level delivered goes to work."""
        if self.delivered == 0:
            return
        self._take_part(firm, 1.0, quarter)
        self.pending = 0
        self.level += 1
        self.added += 1
        self.added_year += 1
        if self.level == 1:
            self.first_year = 1
            firm.energy_kept *= energy_kept(self.table.energy_cut, self.table.first_share)
        else:
            self.second_year = 1
            firm.energy_kept *= energy_kept(self.table.energy_cut, 1.0 - self.table.first_share)

    def _take_part(self, firm: Firm, part: float, quarter: int) -> None:
        """Move the delivered part of an order's gain and saving onto the ramp."""
        place = quarter % RAMP_QUARTERS
        gain, saving = self.pending_gain * part, self.pending_saving * part
        firm.ramping_gain[place] += gain
        firm.ramping_saving[place] += saving
        self.gain_held += gain
        self.saving_held += saving
        self.pending_gain -= gain
        self.pending_saving -= saving
        self.pending_cost -= self.pending_cost * part
