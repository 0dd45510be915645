"""What one firm does in a quarter, in the order of events.

``firm`` is a row of the region's firms (``agents/views.py``), ``p`` the parameters, ``economy`` the quarter's prices.
Money in CNY 10k, rates a year unless said otherwise.
"""

from typing import Any

from clustercast.agents.arithmetic import power
from clustercast.agents.bank.acts import lend, room
from clustercast.agents.books import post
from clustercast.agents.distributions import poisson_quantile
from clustercast.agents.draws import CAPITAL_WORD, LANDMARK_WORD, PRODUCT_WORD
from clustercast.agents.firm.finance import (
    capital_order,
    debt_service,
    free_cash,
    investment_trigger,
    open_credit,
    payout,
    total_assets,
)
from clustercast.agents.firm.innovation import product_rate, research_spending
from clustercast.agents.firm.market import (
    employment_level,
    grown_share,
    share_step,
    shock_carried,
    shock_scale,
)
from clustercast.agents.lengths import Luck
from clustercast.agents.rule import act
from clustercast.scenarios.numbers import Account, Act, Lever


@act
def announced(region: Any, firm: Any, lever: int) -> float:
    """Intensity of a lever where the firm stands."""
    return region.announced[lever, firm.industry, region.city_government[firm.city]]


@act
def hold_title(firm: Any, programme: Any, since: int) -> None:
    """Hold a title: ``since`` 1 from an earlier year, 2 from this one; a status is no recognition."""
    firm.titles[programme.number] = since
    if programme.act != Act.STATUS:
        firm.recognised = 1
    if programme.national == 1:
        firm.national = 1


@act
def may_be_recognised(firm: Any, programme: Any) -> bool:
    """Whether the firm is active and does not hold the programme's title."""
    return firm.active == 1 and firm.titles[programme.number] == 0


@act
def push_of_firm(region: Any, firm: Any) -> float:
    """Weight with which the plan puts a firm recognised before forward for titles given above."""
    return region.announced[Lever.SELECTION, firm.industry, 0] if firm.recognised == 1 else 0.0


# January -------------------------------------------------------------------------------------------------------------
@act
def close_year(firm: Any, quarter: int) -> None:
    """Close last year's books; who entered during it keeps the annual revenue it entered with: it has no full year."""
    if firm.revenue_year > 0.0 and firm.born // 4 != quarter // 4 - 1:
        firm.revenue_last_year = firm.revenue_year
    firm.revenue_year = 0.0
    firm.rnd_before = firm.rnd_last_year
    firm.rnd_last_year = firm.rnd_year
    firm.rnd_year = 0.0
    firm.products_year = 0.0
    firm.landmark_year = 0.0
    firm.capital_orders_year = 0.0
    firm.capital_spending_year = 0.0
    firm.capital_largest_year = 0.0
    firm.value_added_year = 0.0


# event 9: markets ----------------------------------------------------------------------------------------------------
@act
def effective_gain(region: Any, firm: Any) -> float:
    """Gain in unit cost, plus the preference of buyers for local equipment while instruments for it act."""
    return firm.gain + region.params.local_preference * announced(region, firm, Lever.DEMAND)


@act
def take_shock(firm: Any, p: Any, draw: float) -> None:
    """The year's growth shock: a part is carried on, the rest lasts the year and is taken back."""
    permanent = p.shock_permanent_share
    scale = shock_scale(
        p.shock_scale, permanent, firm.revenue_last_year, p.shock_reference_revenue, p.shock_size_exponent, p.shock_cap
    )
    carried = shock_carried(draw, scale, permanent)
    transitory = shock_carried(draw, scale, 1.0) - carried
    firm.share = grown_share(firm.share, carried + transitory - firm.transitory)
    firm.transitory = transitory


@act
def compete(region: Any, firm: Any, mean_gain: float, adjusted: float) -> None:
    """Win or lose share by the gain in unit cost against the market's mean; ``adjusted`` closes this quarter."""
    step = share_step(effective_gain(region, firm), mean_gain, firm.habit, region.params.price_elasticity, adjusted)
    firm.habit += step
    firm.share = grown_share(firm.share, step)


@act
def sell(firm: Any, market: Any, makers: float) -> None:
    """Revenue of the quarter, orders of upgrades from the region's makers included (``makers`` their share)."""
    revenue = firm.share * market.nominal
    if market.local_orders > 0.0:
        revenue += firm.share / makers * market.local_orders
    firm.revenue = revenue
    firm.revenue_year += revenue
    market.region_revenue += revenue


@act
def operate(region: Any, firm: Any, decline: float) -> None:
    """Employment, value added, energy and R&D of the quarter; ``decline`` what is left of energy intensity."""
    p, economy = region.params, region.economy
    firm.employment = employment_level(
        4.0 * firm.revenue, firm.productivity, economy.productivity_index, p.employment_effect, firm.taken_up
    )
    firm.value_added = firm.value_added_share * firm.revenue / economy.ppi
    firm.value_added_year += firm.value_added
    firm.energy = firm.energy_base * firm.energy_kept * decline * firm.value_added
    pushed = announced(region, firm, Lever.RND)
    firm.rnd_year += research_spending(firm.revenue, firm.rnd_share, p.rnd_response, pushed)


@act
def idle(firm: Any) -> None:
    """No activity once the firm has left."""
    firm.employment = 0.0
    firm.value_added = 0.0
    firm.energy = 0.0


# event 9, continued: money -------------------------------------------------------------------------------------------
@act
def earn(firm: Any, p: Any, labour_cost: float, unworn: float) -> tuple[float, float, float]:
    """Sales less wages, taxes and materials; net profit plus the wear of capital stays as cash.

    ``labour_cost`` a quarter of one employee, ``unworn`` the part of capital that a quarter's wear leaves.
    Returns (wages, taxes, materials).
    """
    left = firm.capital * unworn
    kept = firm.margin * firm.revenue + firm.saving / 4.0 + (firm.capital - left)
    paid = firm.employment * labour_cost
    tax = p.tax_rate * firm.value_added_share * firm.revenue
    firm.capital = left
    firm.cash += kept
    return paid, tax, firm.revenue - paid - tax - kept


@act
def serve_debt(firm: Any, p: Any, rate: float, eased: float) -> tuple[float, float, float]:
    """Pay the quarter's interest and repayment; ``eased`` is the intensity of the levers that subsidise interest.

    Returns (interest, subsidy, repaid).
    """
    subsidy = firm.debt * p.interest_subsidy_points * eased / 4.0
    interest = firm.debt * rate / 4.0
    repaid = debt_service(firm.debt, p.loan_life_quarters)
    firm.cash += subsidy - interest - repaid
    firm.debt -= repaid
    return interest, subsidy, repaid


@act
def pay_out(firm: Any, p: Any) -> float:
    """Part of the cash beyond what the firm likes to hold goes to its owners; how much."""
    paid = payout(firm.cash, p.cash_share * 4.0 * firm.revenue, p.payout_share)
    firm.cash -= paid
    return paid


@act
def assets(firm: Any, p: Any) -> float:
    """Balance-sheet total."""
    return total_assets(firm.capital, firm.revenue_last_year, p.capital_share, p.assets_to_revenue)


@act
def leverage_limit(firm: Any, p: Any, economy: Any) -> float:
    """How far the bank lends on the firm's assets; 0 where it does not lend to the firm."""
    return p.leverage_limit * economy.shift_credit * firm.borrows


@act
def plain_credit(firm: Any, p: Any, economy: Any) -> float:
    """Open credit without a guarantee."""
    return open_credit(leverage_limit(firm, p, economy), assets(firm, p), firm.debt, 0.0, 0.0)


@act
def affordable(region: Any, firm: Any) -> tuple[float, float]:
    """Cash above two months of wages, and open credit, guarantees included: (free, credit)."""
    p, bank = region.params, region.bank
    held = assets(firm, p)
    eased = announced(region, firm, Lever.CREDIT)
    guaranteed = max(0.0, min(eased * p.guarantee_share * held, room(bank)))
    credit = open_credit(leverage_limit(firm, p, region.economy), held, firm.debt, guaranteed, p.guarantee_multiple)
    return spare_cash(firm, p, region.economy), credit


@act
def spare_cash(firm: Any, p: Any, economy: Any) -> float:
    """Cash above two months of wages."""
    return free_cash(firm.cash, firm.employment, economy.wage, p.social_insurance, p.wage_reserve)


@act
def pay(region: Any, firm: Any, cost: float, free: float, payee: int) -> None:
    """Pay ``cost`` from cash first (``free`` can be spent), then from a new loan."""
    own = min(cost, free)
    loan = cost - own
    if loan > 0.0:
        lend(region, firm, loan, plain_credit(firm, region.params, region.economy))
    firm.cash -= own
    post(region, Account.FIRMS, payee, cost)


@act
def invest(firm: Any, p: Any, economy: Any, urged: float) -> tuple[float, float]:
    """Lumpy general investment of a firm that reviews it, from cash, then plain credit: (bought, borrowed).

    ``urged`` is the intensity of the levers that ask for investment.
    """
    if firm.luck[Luck.REVIEW, CAPITAL_WORD] >= p.review_rate:
        return 0.0, 0.0
    trigger = investment_trigger(p.investment_gap, urged)
    wanted = capital_order(firm.capital, firm.revenue_last_year, p.capital_share, trigger)
    if wanted <= 0.0:
        return 0.0, 0.0
    free = spare_cash(firm, p, economy)
    if wanted > free + plain_credit(firm, p, economy):
        return 0.0, 0.0
    own = min(wanted, free)
    firm.cash -= own
    firm.debt += wanted - own
    firm.capital += wanted
    firm.capital_spending_year += wanted / p.fai_multiple
    firm.capital_largest_year = max(firm.capital_largest_year, wanted)
    firm.renewed = 1
    if wanted / p.fai_multiple >= p.project_threshold:
        firm.capital_orders_year += 1.0
    return wanted, wanted - own


# event 11: research --------------------------------------------------------------------------------------------------
@act
def plan_research(firm: Any, p: Any, mean_research: float) -> None:
    """The year's rate of new products, ``lambda0/4 (RD / RDbar)^0.6``, RD that of the year before the last."""
    firm.product_rate = product_rate(p.products_per_firm, firm.rnd_before, mean_research, p.rnd_exponent)


@act
def innovate_products(firm: Any, p: Any) -> None:
    """Products of the quarter, Poisson; perhaps a landmark product among them."""
    new = poisson_quantile(firm.luck[Luck.REVIEW, PRODUCT_WORD], firm.product_rate)
    if new > 0:
        firm.products_year += new
        if firm.luck[Luck.REVIEW, LANDMARK_WORD] < 1.0 - power(1.0 - p.landmark_share, new):
            firm.landmark_year += 1.0
