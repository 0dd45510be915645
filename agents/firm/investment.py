"""Whether an upgrade pays: benefit, cost, hurdle, support, persistent taste."""

import math

from clustercast.agents.arithmetic import exponential, logistic, positive_part, power
from clustercast.agents.lengths import MOST_ROBOTS
from clustercast.agents.rule import rule

NEVER, INDUCED, ALWAYS = 0, 1, 2
REFERENCE_EMPLOYEES = 200.0
"""Employees of the firm whose benefit the size slope leaves as it is; the shift of the upgrade takes up any other."""


@rule
def annuity(rate: float, years: float) -> float:
    """Present value of 1 a year, paid at year ends: ``A = (1 - (1+rho)^-T) / rho``; ``A(0) = T``."""
    if rate == 0.0:
        return years
    return -math.expm1(-years * math.log1p(rate)) / rate


@rule
def discount(rate: float, quarters: float) -> float:
    """Discount factor ``(1 + rho)^(-L/4)`` of a payment ``quarters`` ahead at the annual rate ``rate``."""
    return exponential(-quarters / 4.0 * math.log1p(rate))


@rule
def invest_probability(
    benefit: float,
    cost: float,
    support: float,
    annuity_factor: float,
    choosiness: float,
    support_weight: float,
    support_cap: float,
) -> float:
    """Probability that a reviewing firm finds the upgrade worth while.

    ``z = beta [ln(A B / C) - kappa ln(1 - S/C)]``, ``P = 1 / (1 + exp(-z))``; 0 where the benefit is not positive.
    ``benefit`` B a year, ``cost`` C and ``support`` S in the same money, S at most ``support_cap`` C; ``choosiness``
    beta; ``support_weight`` kappa: initial cost weighs more than savings (Anderson and Newell 2004).
    """
    if benefit <= 0.0 or cost <= 0.0:
        return 0.0
    worth = annuity_factor * benefit / cost
    if worth <= 0.0:
        return 0.0
    appeal = math.log(worth)
    if support != 0.0:
        appeal -= support_weight * math.log1p(-min(support, support_cap * cost) / cost)
    return logistic(choosiness * appeal)


@rule
def least_return(taste: float, annuity_factor: float, boost: float, choosiness: float) -> float:
    """Yearly benefit per cost, before its factor ``boost`` = e^shift, with which an unsupported firm just invests.

    The inverse of ``invest_probability`` at the taste V: ``(V / (1 - V))^(1/beta) / (A e^shift)``; 0 where it has
    none.
    """
    worth = annuity_factor * boost
    if worth <= 0.0 or choosiness <= 0.0 or taste >= 1.0:
        return 0.0
    return power(taste / (1.0 - taste), 1.0 / choosiness) / worth


@rule
def raised_by_support(part: float, support_weight: float, cap: float) -> float:
    """Factor by which support raises what an upgrade is worth to a firm: ``(1 - S/C)^-kappa``, S/C up to ``cap``."""
    return power(1.0 - min(part, cap), -support_weight)


@rule
def stratum(taste: float, without: float, with_grant: float) -> int:
    """``ALWAYS`` (invests unaided), ``INDUCED`` (only with the grant) or ``NEVER``, by the persistent taste V."""
    if taste <= without:
        return ALWAYS
    if taste <= with_grant:
        return INDUCED
    return NEVER


@rule
def first_order_units(capacity: float, order_share: float, rounding: float) -> int:
    """First order of robots: ``max(1, floor(share n* + U))``, n* the robots that the jobs allow, U uniform."""
    return max(1, int(math.floor(capacity * order_share + rounding)))


@rule
def repeat_order_units(capacity: float, stock: float, order_share: float, rounding: float) -> int:
    """Later order of robots: ``floor(share (n* - n) + U)``, never below 0."""
    return int(math.floor(positive_part(capacity - stock) * order_share + rounding))


@rule
def judged_at_unrounded_order(
    units: float, capacity: float, stock: float, order_share: float, size_exponent: float
) -> float:
    """Factor ``(u / n)^(1-a)`` that judges an order of n robots at its unrounded size u.

    ``u = max(1, share (n* - stock))``.  Cost grows with ``n^a``, so a lucky rounding would make the same plan look
    better at one review than at another.
    """
    if units <= 0.0:
        return 1.0
    return power(max(1.0, order_share * (capacity - stock)) / units, 1.0 - size_exponent)


@rule
def robot_capacity(jobs_share: float, employment: float, workers_per_robot: float) -> float:
    """Robots that a firm's jobs allow: ``n* = phi L / l``, at most `MOST_ROBOTS`."""
    robots = jobs_share * employment / workers_per_robot
    if robots > MOST_ROBOTS:
        return MOST_ROBOTS
    return robots


@rule
def size_shift(employment: float, slope: float) -> float:
    """Shift of ln benefit of robots by the firm's size: ``g ln(L / 200)``, L employees; 0 of nobody.

    A larger firm runs longer series and more shifts.  Like the upgrade's shift it enters the decision alone.
    """
    if employment <= 0.0:
        return 0.0
    return slope * math.log(employment / REFERENCE_EMPLOYEES)


@rule
def robot_saving(units: float, workers_per_robot: float, wage: float, social_insurance: float, upkeep: float) -> float:
    """Yearly saving of ``units`` robots: ``n (l w (1 + social) - upkeep)``, wage and upkeep in CNY 10k a year."""
    return units * (workers_per_robot * wage * (1.0 + social_insurance) - upkeep)


@rule
def robot_cost(size: float, arm_price: float, first_arm_price: float, integration_multiple: float) -> float:
    """Installed cost ``C = n^a (P + P(0) m)``, ``size`` n^a: only the arm learns, the integration work does not."""
    return size * (arm_price + first_arm_price * integration_multiple)


@rule
def level_cost(
    share: float, pilot_cost: float, revenue: float, reference_revenue: float, size_exponent: float
) -> float:
    """Cost of a step of a levelled upgrade: the pilot's cost, scaled by ``(R / R_ref)^a``, times the step's share."""
    return share * pilot_cost * power(revenue / reference_revenue, size_exponent)


@rule
def level_saving(
    share: float,
    cost_gain: float,
    energy_gain: float,
    margin_gain: float,
    revenue: float,
    operating_share: float,
    energy_cost_share: float,
) -> float:
    """Yearly saving of a step: gains in operating cost, energy and margin, as shares of annual revenue ``revenue``."""
    per_revenue = cost_gain * operating_share + energy_gain * energy_cost_share + margin_gain
    return share * per_revenue * revenue


@rule
def net_gain(reported: float, realised_share: float, background: float) -> float:
    """Gain a firm may expect: the pilots' reported gain, scaled down, less what would have come anyway; not below 0."""
    return positive_part(reported * realised_share - background)


@rule
def firm_benefit(
    saving: float, pass_through: float, margin: float, elasticity: float, closed: float, boost: float
) -> float:
    """Yearly benefit kept by the firm: ``B = (1-psi) saving + margin x one year's expected share gain``, times e^shift.

    The saving passed on, ``psi saving / R``, lowers unit cost and wins ``eps closed`` of it in share within a year
    (``closed = 1 - exp(-lambda)``); on that revenue the firm earns its margin.  ``boost`` is e^shift.
    """
    won = margin * elasticity * closed
    return saving * (1.0 - pass_through + pass_through * won) * boost


@rule
def unit_cost_gain(saving: float, pass_through: float, annual_revenue: float) -> float:
    """Gain in unit cost that enters the market: ``psi saving / R``, in log points."""
    if annual_revenue <= 0.0:
        return 0.0
    return pass_through * saving / annual_revenue


@rule
def wright_price(first_price: float, cumulative: float, first_cumulative: float, learning_rate: float) -> float:
    """Price of the robot arm by Wright's law: ``P = P_0 (X / X_0)^-b``, ``b = -log2(1 - LR)``.

    Where nobody has robots (X_0 = 0: a plan that is not about them) it stays as it was.
    """
    if learning_rate <= 0.0 or first_cumulative <= 0.0:
        return first_price
    exponent = -math.log1p(-learning_rate) / 0.6931471805599453
    return first_price * power(cumulative / first_cumulative, -exponent)


@rule
def expected_probability(
    benefit: float,
    cost: float,
    grant: float,
    award_rate: float,
    annuity_factor: float,
    choosiness: float,
    support_weight: float,
    support_cap: float,
) -> float:
    """P of a typical firm when a grant is won with probability a: ``(1 - a) P0 + a P1``."""
    without = invest_probability(benefit, cost, 0.0, annuity_factor, choosiness, support_weight, support_cap)
    if grant <= 0.0 or award_rate <= 0.0:
        return without
    granted = invest_probability(benefit, cost, grant, annuity_factor, choosiness, support_weight, support_cap)
    return without + award_rate * (granted - without)
