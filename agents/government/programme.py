"""A programme of a government: who qualifies, by what score, how many, for what reward."""

from __future__ import annotations


class Programme:
    """One programme; attributes are its record in the plan's table and the column ``ProgrammeFloat``."""

    act: int
    on_firms: int
    national: int
    upgrade: int
    capacity: float
    support_share: float
    budget: float
    reward: float
    delay_quarters: float
    from_year: int
    to_year: int
    above_quota: float
    share_of_candidates: float
    gamma: float
    rate: float
    inspection_rate: float
    path: int
    path_base: float
    with_cells: int
    lever: int

    applicants: float
    awarded: float
    award_rate: float
    belief: float
    quota_left: float
    budget_left: float
    pool: float
    marginal_score: float
    outlay_year: float
    lapsed: float
    scale: float
    offered: float
    awarded_since: float
    first_weight: float

    def __init__(self, number: int) -> None:
        self.number = number
