"""What one programme does: whether it is in force, what it offers and pays, what it remembers of its round.

``programme`` is a row of the region's programmes (``agents/views.py``); money in CNY 10k.
"""

from typing import Any

from clustercast.agents.firm.support import award_belief
from clustercast.agents.government.acts import pay_grant
from clustercast.agents.government.titles import rivals_reference, status_rate, title_theta
from clustercast.agents.rule import act
from clustercast.scenarios.numbers import BESTOWED, Act


@act
def is_in_force(programme: Any, year: int) -> bool:
    """Whether a calendar year is one of the programme's."""
    return programme.from_year <= year <= programme.to_year


@act
def holds_rounds(programme: Any) -> bool:
    """Whether each December brings a round: a recognition, a title or a status."""
    return programme.act in BESTOWED


# January, and the quarter's announcement ------------------------------------------------------------------------------
@act
def remember_awards(programme: Any, p: Any) -> None:
    """Firms expect of a programme the award rate of last year; quota and budget are full again."""
    if programme.applicants > 0.0:
        programme.award_rate = award_belief(
            p.first_belief_weight, p.first_belief, programme.awarded, programme.applicants
        )
    programme.applicants = 0.0
    programme.awarded = 0.0
    programme.lapsed = 0.0
    programme.outlay_year = 0.0
    programme.quota_left = programme.capacity
    programme.budget_left = programme.budget


@act
def open_programme(region: Any, programme: Any, calendar: int, t: int) -> None:
    """How much of a programme acts this quarter, and the grant it offers: its share of the cost, capped."""
    programme.scale = region.multipliers[programme.lever, t] if is_in_force(programme, calendar) else 0.0
    programme.offered = 0.0
    if programme.act == Act.GRANT and programme.upgrade >= 0:
        equipment = region.upgrades[programme.upgrade].equipment_share
        programme.offered = min(programme.support_share * equipment * programme.scale, region.params.support_cap)


# grants and orders ---------------------------------------------------------------------------------------------------
@act
def count_award(programme: Any) -> None:
    """One award more: a grant, or an order that a firm complied with."""
    programme.awarded += 1.0
    programme.awarded_since += 1.0


@act
def give_grant(programme: Any, grant: float) -> None:
    """One grant less to give this year, and so much less money."""
    count_award(programme)
    programme.quota_left -= 1.0
    programme.budget_left -= grant
    programme.outlay_year += grant


# the December round --------------------------------------------------------------------------------------------------
@act
def reward_now(programme: Any) -> float:
    """Reward of one award as the programme acts this quarter, CNY 10k."""
    return programme.reward * programme.scale


@act
def pay_reward(region: Any, programme: Any, payee: int, amount: float) -> None:
    """The province pays a reward; that of cells and organisations, whose money is not followed, goes outside."""
    if amount > 0.0:
        programme.outlay_year += amount
        pay_grant(region, region.governments[0], amount, payee)


@act
def title_scale(programme: Any, plain: float, own: float, rivals_follow: float) -> float:
    """Theta of a title given above (``title_theta``): awards a year a unit of weight.

    ``plain`` is the candidates' weight before anyone is put forward, ``own`` afterwards; the weight of the first round
    is what the rivals' is a multiple of.
    """
    if programme.first_weight == 0.0:
        programme.first_weight = plain
    first = rivals_reference(programme.first_weight, plain, rivals_follow)
    return title_theta(programme.above_quota, own, first, programme.share_of_candidates)


@act
def rate_of_status(region: Any, programme: Any) -> float:
    """Rate a year at which a status comes, moved by its outside path if it has one."""
    if programme.path < 0:
        return programme.rate
    return status_rate(programme.rate, region.outside[programme.path], programme.path_base)


@act
def note_round(programme: Any, pool: float, awards: float) -> None:
    """Note who qualified and how many got it."""
    programme.pool = pool
    programme.applicants = pool
    programme.awarded = awards
    programme.awarded_since += awards


@act
def remember_round(programme: Any, p: Any) -> None:
    """Next year's belief in the award, from this December's round; a recognition that is cut leaves it as it was."""
    if programme.pool > 0.0 and (programme.act != Act.RECOGNITION or programme.scale > 0.0):
        programme.belief = award_belief(p.first_belief_weight, p.first_belief, programme.awarded, programme.pool)
