"""What support a firm may count on: rewards after the fact, interest subsidy, and whether to apply."""

import math

from clustercast.agents.arithmetic import positive_part
from clustercast.agents.rule import rule


@rule
def award_belief(first_weight: float, first_belief: float, awarded: float, applicants: float) -> float:
    """Expected rate of award: ``pi = (n0 pi0 + awarded) / (n0 + applicants)``, on last December's figures."""
    return (first_weight * first_belief + awarded) / (first_weight + applicants)


@rule
def expected_reward(belief: float, reward: float, factor: float, cost_of_applying: float) -> float:
    """Value now of a reward after recognition: ``S = max(0, pi R d - k)``, d the discount ``factor`` of its delay."""
    return positive_part(belief * reward * factor - cost_of_applying)


@rule
def worth_applying(grant: float, award_rate: float, cost_of_applying: float) -> bool:
    """Whether the expected grant, at last year's award rate, exceeds the cost of applying."""
    return grant * award_rate > cost_of_applying


@rule
def years_of_loan(life_quarters: float) -> int:
    """Years over which an equipment loan is paid back, a year begun counted whole."""
    return math.ceil(life_quarters / 4.0)


@rule
def interest_subsidy_value(loan: float, points: float, repayments: int, hurdle_rate: float) -> float:
    """Present value of an interest subsidy: ``sum_k dr balance_k (1+rho)^-k``, equal yearly repayments.

    ``points`` dr as a share a year; the subsidy of year k is paid on the balance at that year's start.
    """
    value = 0.0
    factor = 1.0
    for year in range(repayments):
        factor = factor / (1.0 + hurdle_rate)
        balance = loan * (repayments - year) / repayments
        value += points * balance * factor
    return value
