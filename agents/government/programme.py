"""A programme of a government: who qualifies, by what score, how many, for what reward."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

from agents.draws import Stream
from agents.firm.investment import ALWAYS, LARGEST_SUPPORT_SHARE
from agents.firm.support import award_belief, title_chance
from agents.government.rules import winners_of
from scenarios.numbers import Act

Expression = Callable[[Sequence[Any], Any], list[float]]


class Programme:
    """One programme; attributes are its record in the plan's table and the column ``ProgrammeFloat``.

    ``eligible_of`` and ``score_of`` give the value of the plan's expressions for every row of a list.
    """

    act: int
    on_firms: int
    upgrade: int
    capacity: float
    support_share: float
    budget: float
    reward: float
    delay_quarters: float
    from_year: int
    to_year: int
    theta: float
    gamma: float
    rung: int
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

    def __init__(self, model: Any, number: int, eligible_of: Expression, score_of: Expression) -> None:
        self.model = model
        self.number = number
        self.eligible_of = eligible_of
        self.score_of = score_of

    @property
    def in_force(self) -> bool:
        """Whether the year is one of the programme's."""
        return self.from_year <= self.model.quarter // 4 <= self.to_year

    def turn_year(self) -> None:
        """Remember last year's award rate; quota and budget are full again."""
        if self.applicants > 0.0:
            p = self.model.params
            self.award_rate = award_belief(p.first_belief_weight, p.first_belief, self.awarded, self.applicants)
        self.applicants = 0.0
        self.awarded = 0.0
        self.lapsed = 0.0
        self.outlay_year = 0.0
        self.quota_left = self.capacity
        self.budget_left = self.budget

    def announce(self, multipliers: Sequence[float]) -> None:
        """How much of it acts this quarter, and the grant it offers: its share of the cost, at most half."""
        self.scale = multipliers[self.lever] if self.in_force else 0.0
        self.offered = 0.0
        if self.act == Act.GRANT and self.upgrade >= 0:
            equipment = self.model.upgrades[self.upgrade].equipment_share
            self.offered = min(self.support_share * equipment * self.scale, LARGEST_SUPPORT_SHARE)

    def candidates(self, rows: Sequence[Any]) -> list[tuple[float, Any]]:
        """Whoever of ``rows`` qualifies, with its score, in the order of ``rows``."""
        eligible = self.eligible_of(rows, self.model.economy)
        kept = [row for row, qualifies in zip(rows, eligible, strict=True) if qualifies != 0.0]
        return list(zip(self.score_of(kept, self.model.economy), kept, strict=True))

    def ranked(self, candidates: Sequence[tuple[float, Any]], stream: int, word: int) -> list[tuple[float, Any]]:
        """Candidates by the total order: score descending, then a keyed uniform, then entity."""
        keyed = []
        for score, row in candidates:
            tie = self.model.uniform(stream, row.entity, self.model.quarter, word)
            keyed.append((-score, tie, row.entity, score, row))
        return [(entry[3], entry[4]) for entry in sorted(keyed, key=lambda entry: entry[:3])]

    # a grant -----------------------------------------------------------------------------------------------------
    def award(self, firms: Sequence[Any], k: int) -> None:
        """Award the grant for upgrade ``k`` by rank under quota and budget; a lapsed award goes to the next."""
        applicants = [firm for firm in firms if firm.upgrades[k].applies == 1.0]
        if self.offered <= 0.0 or not applicants:
            return
        ranked = self.ranked(self.candidates(applicants), Stream.SELECTION_TIE, k)
        quota = math.ceil(self.quota_left / (4 - self.model.quarter % 4))
        self.applicants += len(ranked)
        awarded = 0
        for _, firm in ranked:
            grant = firm.upgrades[k].grant
            if awarded >= quota or grant > self.budget_left:
                break
            if not firm.order(k, grant):
                self.model.counts.refused_with_award += 1
                self.lapsed += 1.0
                continue
            awarded += 1
            self.awarded += 1.0
            self.quota_left -= 1.0
            self.budget_left -= grant
            self.outlay_year += grant
            firm.upgrades[k].by_grant = 1 if firm.upgrades[k].stratum != ALWAYS else 0

    # recognition, ladder, title ----------------------------------------------------------------------------------
    def recognise(self, rows: Sequence[Any]) -> None:
        """The December round: recognise the best, or draw who wins a title given above."""
        if not self.in_force:
            return
        candidates = [(score, row) for score, row in self.candidates(rows) if row.may_receive(self)]
        self.pool = float(len(candidates))
        if self.act == Act.NATIONAL_TITLE:
            self._win_titles(candidates)
        else:
            self._pick_best(candidates)
        if self.act == Act.RECOGNITION and candidates and self.scale > 0.0:
            p = self.model.params
            self.belief = award_belief(p.first_belief_weight, p.first_belief, self.awarded, len(candidates))

    def _pick_best(self, candidates: Sequence[tuple[float, Any]]) -> None:
        winners = winners_of(self.capacity * self.scale, len(candidates))
        self.applicants = float(len(candidates))
        self.awarded = float(winners)
        for score, row in self.ranked(candidates, Stream.RANK_TIE, self.number)[:winners]:
            self.marginal_score = score
            row.receive(self, False)

    def _win_titles(self, candidates: Sequence[tuple[float, Any]]) -> None:
        won = 0.0
        time = self.model.quarter // 4 * 32 + self.number
        for score, row in candidates:
            chance = title_chance(self.theta, self.gamma, score + row.pushed() * self.scale)
            if self.model.uniform(Stream.TITLE, row.entity, time, 0) < chance:
                won += 1.0
                row.receive(self, True)
        self.awarded = won

    # closure -----------------------------------------------------------------------------------------------------
    def phase_out(self, firms: Sequence[Any]) -> None:
        """Close the ordered number of those eligible, highest score first."""
        ranked = self.ranked(self.candidates(firms), Stream.EXIT_TIE, self.number)
        closed = winners_of(self.capacity * self.scale, len(ranked))
        self.pool = float(len(ranked))
        self.awarded = float(closed)
        for _, firm in ranked[:closed]:
            self.model.counts.left_phased += 1
            self.model.economy.left_phased_year += 1.0
            self.model.economy.left_phased_since += 1.0
            firm.wind_up()
