"""The firm: an above-scale legal entity of the plan's sectors."""

from __future__ import annotations

from typing import Any

from clustercast.agents.arithmetic import power
from clustercast.agents.cell.threshold import fall_below
from clustercast.agents.distributions import poisson_quantile
from clustercast.agents.draws import CAPITAL_WORD, LANDMARK_WORD, PRODUCT_WORD, REVIEW_WORD, Stream
from clustercast.agents.firm.finance import (
    capital_order,
    debt_service,
    depreciated,
    free_cash,
    insolvent_quarters,
    investment_trigger,
    open_credit,
    own_money_first,
    payout,
    total_assets,
)
from clustercast.agents.firm.innovation import product_rate, research_spending
from clustercast.agents.firm.installation import RAMP_QUARTERS, ramp
from clustercast.agents.firm.market import (
    employment_level,
    grown_share,
    share_step,
    shock_carried,
    shock_scale,
    shock_this_year,
)
from clustercast.agents.firm.state import FirmState
from clustercast.scenarios.numbers import Account, Act, Form, Lever


class Firm(FirmState):
    """A firm, and what it does in a quarter, in the order of events."""

    def draw(self, stream: int, word: int) -> float:
        """A uniform of the quarter (the streams that are filled in bulk)."""
        return self.model.luck[stream][word][self.slot]

    # what others ask -----------------------------------------------------------------------------------------------
    def announced(self, lever: int) -> float:
        """Intensity of a lever where the firm stands."""
        return self.model.announced[lever][self.industry][self.model.city_government[self.city]]

    def weight(self) -> float:
        """Weight among peers: firms that a programme has recognised are demonstration firms."""
        return self.model.params.demonstration_weight if self.recognised == 1 else 1.0

    def effective_gain(self) -> float:
        """Gain in unit cost, plus the preference of buyers for local equipment while instruments for it act."""
        return self.gain + self.model.params.local_preference * self.announced(Lever.DEMAND)

    def may_receive(self, programme: Any) -> bool:
        """Whether the firm is active and does not hold the title."""
        return self.active == 1 and self.titles[programme.number] == 0

    def lacks(self, k: int) -> bool:
        """Whether the firm has neither taken up upgrade ``k`` nor ordered it."""
        return self.upgrades[k].level == 0 and self.upgrades[k].pending == 0

    def pushed(self) -> float:
        """Weight with which the plan puts a recognised firm forward for titles given above."""
        return self.model.announced[Lever.SELECTION][self.industry][0] if self.recognised == 1 else 0.0

    def hold(self, programme: Any, since: int) -> None:
        """Hold a title: ``since`` 1 from an earlier year, 2 from this one; a status is no recognition."""
        self.titles[programme.number] = since
        if programme.act != Act.STATUS:
            self.recognised = 1
        if programme.national == 1:
            self.national = 1

    def receive(self, programme: Any, reward: float) -> None:
        """Get a title and its reward."""
        self.hold(programme, 2)
        if reward > 0.0:
            self.cash += reward
            programme.pay(reward, Account.FIRMS)

    @property
    def reviews(self) -> bool:
        """Whether the firm reviews its upgrades this quarter."""
        return self.draw(Stream.REVIEW, REVIEW_WORD) < self.model.params.review_rate

    # January ---------------------------------------------------------------------------------------------------------
    def turn_year(self) -> None:
        """Close last year's books; who entered during it keeps the annual revenue it entered with."""
        new = self.born // 4 == self.model.quarter // 4 - 1
        if self.revenue_year > 0.0 and not new:
            self.revenue_last_year = self.revenue_year
        self.revenue_year = 0.0
        self.rnd_before = self.rnd_last_year
        self.rnd_last_year = self.rnd_year
        self.rnd_year = 0.0
        self.products_year = 0.0
        self.landmark_year = 0.0
        self.capital_orders_year = 0.0
        self.capital_spending_year = 0.0
        self.capital_largest_year = 0.0
        self.titles = [1 if title == 2 else title for title in self.titles]
        for upgrade in self.upgrades:
            upgrade.added_year = 0
            upgrade.first_year = 0
            upgrade.second_year = 0

    # events 3 to 6 ---------------------------------------------------------------------------------------------------
    def learn(self, nation: list[float], redraw: float) -> None:
        """Redraw some persistent tastes; perhaps hear of upgrades not yet known."""
        for k, upgrade in enumerate(self.upgrades):
            if self.draw(Stream.TASTE_GATE, k) < redraw:
                upgrade.taste = self.draw(Stream.TASTE, k)
            if upgrade.aware == 0 and self.model.quarter >= upgrade.table.launch:
                upgrade.learn(self, nation[k])

    def assess(self) -> None:
        """Weigh each upgrade."""
        for upgrade in self.upgrades:
            upgrade.assess(self)

    def total_assets(self) -> float:
        """Balance-sheet total."""
        p = self.model.params
        return total_assets(self.capital, self.revenue_last_year, p.capital_share, p.assets_to_revenue)

    def leverage_limit(self) -> float:
        """How far the bank lends on the firm's assets; 0 where it does not lend to the firm."""
        return self.model.params.leverage_limit * self.model.economy.shift_credit * self.borrows

    def free_cash(self) -> float:
        """Cash above two months of wages."""
        return free_cash(self.cash, self.employment, self.model.economy.wage, self.model.params.social_insurance)

    def affordable(self) -> tuple[float, float]:
        """Cash above two months of wages, and open credit, guarantees included."""
        p = self.model.params
        assets = self.total_assets()
        room = self.model.bank.room()
        guaranteed = max(0.0, min(self.announced(Lever.CREDIT) * p.guarantee_share * assets, room))
        credit = open_credit(self.leverage_limit(), assets, self.debt, guaranteed, p.guarantee_multiple)
        return self.free_cash(), credit

    def plain_credit(self) -> float:
        """Open credit without a guarantee."""
        return open_credit(self.leverage_limit(), self.total_assets(), self.debt, 0.0, 0.0)

    def order(self, k: int, grant: float) -> bool:
        """Finance and place the order of upgrade ``k`` with a grant (0 for none); False if it cannot be financed."""
        region, upgrade = self.model, self.upgrades[k]
        free, credit = self.affordable()
        if upgrade.cost - grant > free + credit:
            return False
        if grant > 0.0:
            region.province.pay_grant(grant)
            region.books.post(Account.FIRMS, Account.INTEGRATORS, grant)
        self.pay(upgrade.cost - grant, free, Account.INTEGRATORS)
        upgrade.place_order(self, region.quarter)
        if upgrade.table.hardware == 1:
            for market, industry in zip(region.markets, region.industries, strict=True):
                market.local_orders += upgrade.cost * region.params.local_content * industry.maker_share
        return True

    def comply(self, k: int, programme: Any) -> None:
        """Under an order: hear of upgrade ``k`` and order it at once if it can be financed."""
        upgrade = self.upgrades[k]
        upgrade.aware = 1
        upgrade.plan(self)
        if upgrade.units == 0.0:
            return
        if self.order(k, 0.0):
            upgrade.by_grant = 0
            programme.awarded += 1.0
            programme.awarded_since += 1.0
        else:
            self.model.counts.refused_finance += 1
            programme.lapsed += 1.0

    def pay(self, cost: float, free: float, payee: int) -> None:
        """Pay from cash first, then from a new loan."""
        own = own_money_first(cost, free)
        loan = cost - own
        if loan > 0.0:
            self.model.bank.lend(self, loan)
        self.cash -= own
        self.model.books.post(Account.FIRMS, payee, cost)

    # event 8 ---------------------------------------------------------------------------------------------------------
    def install(self, quarter: int) -> tuple[int, int]:
        """Retire robots of full age, install deliveries, bring gains along their ramp: (installed, retired)."""
        self._settle_oldest(quarter % RAMP_QUARTERS)
        installed, retired = 0, 0
        for upgrade in self.upgrades:
            if upgrade.table.form == Form.UNITS:
                retired += upgrade.retire(self, quarter)
                installed += upgrade.install_units(self, quarter)
            else:
                upgrade.install_level(self, quarter)
        self._realise(quarter)
        return installed, retired

    def _settle_oldest(self, place: int) -> None:
        self.gain_settled += self.ramping_gain[place]
        self.saving_settled += self.ramping_saving[place]
        self.ramping_gain[place] = 0.0
        self.ramping_saving[place] = 0.0

    def _realise(self, quarter: int) -> None:
        gain, saving = self.gain_settled, self.saving_settled
        for age in range(RAMP_QUARTERS):
            place = (quarter - age) % RAMP_QUARTERS
            gain += ramp(age) * self.ramping_gain[place]
            saving += ramp(age) * self.ramping_saving[place]
        self.gain = gain
        self.saving = saving

    # event 9 ---------------------------------------------------------------------------------------------------------
    def take_shock(self, draw: float) -> None:
        """The year's growth shock: a part is carried on, the rest lasts the year and is taken back."""
        p = self.model.params
        scale = shock_scale(
            p.shock_scale, p.shock_permanent_share, self.revenue_last_year, p.shock_reference_revenue,
            p.shock_size_exponent, p.shock_cap,
        )  # fmt: skip
        carried = shock_carried(draw, scale, p.shock_permanent_share)
        transitory = shock_this_year(draw, scale) - carried
        self.share = grown_share(self.share, carried + transitory - self.transitory)
        self.transitory = transitory

    def compete(self, adjusted: float) -> None:
        """Win or lose share by the gain in unit cost against the market's mean; ``adjusted`` closes this quarter."""
        market, elasticity = self.model.markets[self.industry], self.model.params.price_elasticity
        step = share_step(self.effective_gain(), market.mean_gain, self.habit, elasticity, adjusted)
        self.habit += step
        self.share = grown_share(self.share, step)

    def sell(self, makers: float) -> None:
        """Revenue of the quarter, orders of upgrades from the region's makers included (``makers`` their share)."""
        market = self.model.markets[self.industry]
        self.revenue = self.share * market.nominal
        if market.local_orders > 0.0:
            self.revenue += self.share / makers * market.local_orders
        self.revenue_year += self.revenue
        market.region_revenue += self.revenue

    def operate(self, decline: float) -> None:
        """Employment, value added, energy and R&D of the quarter; ``decline`` what is left of energy intensity."""
        p, economy = self.model.params, self.model.economy
        self.employment = employment_level(
            4.0 * self.revenue, self.productivity, economy.productivity_index, p.employment_effect, self.taken_up
        )
        self.value_added = self.value_added_share * self.revenue / economy.ppi
        self.energy = self.energy_base * self.energy_kept * decline * self.value_added
        research = self.announced(Lever.RND)
        self.rnd_year += research_spending(self.revenue, self.rnd_share, p.rnd_response, research)

    def idle(self) -> None:
        """No activity once the firm has left."""
        self.employment = 0.0
        self.value_added = 0.0
        self.energy = 0.0

    def earn(self, labour_cost: float) -> tuple[float, float, float]:
        """Sales less wages, taxes and materials; capital wears: (wages, taxes, materials)."""
        p = self.model.params
        left = depreciated(self.capital, p.depreciation)
        kept = self.margin * self.revenue + self.saving / 4.0 + (self.capital - left)
        paid = self.employment * labour_cost
        tax = p.tax_rate * self.value_added_share * self.revenue
        self.capital = left
        self.cash += kept
        return paid, tax, self.revenue - paid - tax - kept

    def serve_debt(self, rate: float) -> tuple[float, float, float]:
        """Interest, its subsidy, and the repayment of the quarter."""
        p = self.model.params
        subsidy = self.debt * p.interest_subsidy_points * self.announced(Lever.CREDIT) / 4.0
        interest = self.debt * rate / 4.0
        repaid = debt_service(self.debt, p.loan_life_quarters)
        self.cash += subsidy - interest - repaid
        self.debt -= repaid
        return interest, subsidy, repaid

    def pay_out(self) -> float:
        """Part of the cash beyond what the firm likes to hold goes to its owners."""
        p = self.model.params
        paid = payout(self.cash, p.cash_share * 4.0 * self.revenue, p.payout_share)
        self.cash -= paid
        return paid

    def invest(self) -> tuple[float, float]:
        """Lumpy general investment of a reviewing firm, from cash, then plain credit: (bought, borrowed)."""
        p = self.model.params
        if self.draw(Stream.REVIEW, CAPITAL_WORD) >= p.review_rate:
            return 0.0, 0.0
        trigger = investment_trigger(p.investment_gap, self.announced(Lever.INVESTMENT))
        wanted = capital_order(self.capital, self.revenue_last_year, p.capital_share, trigger)
        if wanted <= 0.0:
            return 0.0, 0.0
        free = self.free_cash()
        if wanted > free + self.plain_credit():
            return 0.0, 0.0
        own = own_money_first(wanted, free)
        self.cash -= own
        self.debt += wanted - own
        self.capital += wanted
        self.capital_spending_year += wanted / p.fai_multiple
        self.capital_largest_year = max(self.capital_largest_year, wanted)
        self.renewed = 1
        if wanted / p.fai_multiple >= p.project_threshold:
            self.capital_orders_year += 1.0
        return wanted, wanted - own

    # events 10 and 11 ------------------------------------------------------------------------------------------------
    def count_insolvent(self) -> int:
        """Quarters in a row with cash below zero and no credit."""
        credit = self.affordable()[1] if self.cash < 0.0 else 0.0
        self.insolvent = insolvent_quarters(self.insolvent, self.cash, credit)
        return self.insolvent

    def depart(self) -> None:
        """Leave the population; orders and robots are forgotten."""
        self.active = 0
        for upgrade in self.upgrades:
            if upgrade.table.form == Form.UNITS:
                self.model.counts.left_robots += upgrade.level
            upgrade.pending = 0
        self.vintages = [0] * len(self.vintages)
        self.cash = 0.0
        self.debt = 0.0
        self.remove()

    def wind_up(self) -> None:
        """Close: cash pays the debt, the bank bears the rest, owners keep what is left; the share goes to all."""
        books = self.model.books
        paid = max(0.0, min(self.cash, self.debt))
        books.post(Account.FIRMS, Account.BANKS, paid)
        if self.cash >= 0.0:
            books.post(Account.FIRMS, Account.HOUSEHOLDS, self.cash - paid)
        else:
            books.post(Account.BANKS, Account.FIRMS, -self.cash)
        self.model.bank.write_off(self.debt, paid)
        self.depart()

    def fall_below(self) -> None:
        """Go on below the size threshold, outside the population; the share goes outside."""
        region = self.model
        region.markets[self.industry].share_out += self.share
        region.books.post(Account.FIRMS, Account.OUTSIDE, max(self.cash, 0.0))
        region.books.post(Account.OUTSIDE, Account.FIRMS, max(-self.cash, 0.0))
        region.books.post(Account.OUTSIDE, Account.BANKS, self.debt)
        region.bank.loans -= self.debt
        region.clusters[self.cluster].below += 1.0
        fall_below(self)
        self.depart()

    def plan_research(self) -> None:
        """The year's rate of new products, from the research of the year before the last."""
        p = self.model.params
        self.product_rate = product_rate(
            p.products_per_firm, self.rnd_before, self.model.economy.mean_rnd, p.rnd_exponent
        )

    def innovate(self) -> None:
        """Products of the quarter, some of them landmarks."""
        p = self.model.params
        new = poisson_quantile(self.draw(Stream.REVIEW, PRODUCT_WORD), self.product_rate)
        if new > 0:
            self.products_year += new
            if self.draw(Stream.REVIEW, LANDMARK_WORD) < 1.0 - power(1.0 - p.landmark_share, new):
                self.landmark_year += 1.0
