"""A programme of a government: who qualifies, by what score, how many, for what reward."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

from clustercast.agents.cell.rules import binomial_approximation, lacking_share, part_of
from clustercast.agents.cell.threshold import close_in_cells
from clustercast.agents.distributions import normal_quantile
from clustercast.agents.draws import Stream
from clustercast.agents.firm.investment import ALWAYS, LARGEST_SUPPORT_SHARE
from clustercast.agents.firm.support import award_belief
from clustercast.agents.government.titles import (
    awards_of,
    compliance_chance,
    firms_part,
    quota_within,
    rivals_reference,
    status_chance,
    status_rate,
    title_chance,
    title_theta,
    title_weight,
)
from clustercast.scenarios.numbers import Account, Act

Expression = Callable[[Sequence[Any], Any], list[float]]


class Programme:
    """One programme; attributes are its record in the plan's table and the column ``ProgrammeFloat``.

    ``eligible_of``, ``score_of`` and (for cells) ``cells_of`` give the value of the plan's expressions for every row
    of a list.
    """

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

    def __init__(
        self, model: Any, number: int, eligible_of: Expression, score_of: Expression, cells_of: Expression
    ) -> None:
        self.model = model
        self.number = number
        self.eligible_of = eligible_of
        self.score_of = score_of
        self.cells_of = cells_of

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
            self.awarded_since += 1.0
            self.quota_left -= 1.0
            self.budget_left -= grant
            self.outlay_year += grant
            firm.upgrades[k].by_grant = 1 if firm.upgrades[k].stratum != ALWAYS else 0

    # an order ----------------------------------------------------------------------------------------------------
    def enforce(self, firms: Sequence[Any]) -> None:
        """Some of those under the order that lack the upgrade comply; a lapsed one may comply later."""
        region, k = self.model, self.upgrade
        if self.scale <= 0.0 or region.quarter < region.upgrades[k].launch:
            return
        eligible = self.eligible_of(firms, region.economy)
        bound = [firm for firm, under in zip(firms, eligible, strict=True) if under != 0.0 and firm.lacks(k)]
        complying = [firm for firm in bound if self._complies(firm)]
        self.pool = float(len(bound))
        self.applicants += float(len(complying))
        for firm in complying:
            firm.comply(k, self)

    def _complies(self, firm: Any) -> bool:
        chance = compliance_chance(self.rate * self.scale, self.inspection_rate, firm.announced(self.lever))
        return self.model.uniform(Stream.COMPLY, firm.entity, self.model.quarter, self.number) < chance

    # recognition, title, status ----------------------------------------------------------------------------------
    def rewards(self, k: int) -> bool:
        """Whether whoever takes up upgrade ``k`` may hope for a reward afterwards."""
        return self.upgrade == k and self.act != Act.GRANT and self.reward * self.scale > 0.0

    def pay(self, amount: float, payee: int) -> None:
        """Pay a reward from the province's purse."""
        if amount > 0.0:
            self.outlay_year += amount
            self.model.province.pay_grant(amount, payee)

    def recognise(self, rows: Sequence[Any], cells: Sequence[Any]) -> None:
        """The December round: recognise the best, draw who wins a title given above, or who comes to a status."""
        if not self.in_force:
            return
        candidates = [(score, row) for score, row in self.candidates(rows) if row.may_receive(self)]
        if self.act == Act.TITLE:
            self._win_titles(candidates)
        elif self.act == Act.STATUS:
            self._come_to_status(candidates, cells)
        else:
            self._pick_best(candidates, cells)
        if self.pool > 0.0 and (self.act != Act.RECOGNITION or self.scale > 0.0):
            p = self.model.params
            self.belief = award_belief(p.first_belief_weight, p.first_belief, self.awarded, self.pool)

    def _note_round(self, pool: float, awards: float) -> None:
        self.pool = pool
        self.applicants = pool
        self.awarded = awards
        self.awarded_since += awards

    def lacking(self, cells: Sequence[Any]) -> tuple[list[float], float]:
        """Share of every cell's firms that qualifies and lacks the title, and how many firms that is."""
        if self.with_cells == 0:
            return [0.0] * len(cells), 0.0
        shares, pool = [], 0.0
        for cell, qualified in zip(cells, self.cells_of(cells, self.model.economy), strict=True):
            share = lacking_share(qualified, cell.titles[self.number]) if cell.in_region else 0.0
            if cell.in_region:
                pool += cell.firms * share
            shares.append(share)
        return shares, pool

    def _pick_best(self, candidates: Sequence[tuple[float, Any]], cells: Sequence[Any]) -> None:
        lacking, in_cells = self.lacking(cells)
        count = len(candidates)
        reward = self.reward * self.scale
        awards = awards_of(quota_within(self.capacity * self.scale, self.budget_left, reward), count + in_cells)
        winners = firms_part(awards, count, in_cells)
        for score, row in self.ranked(candidates, Stream.RANK_TIE, self.number)[:winners]:
            self.marginal_score = score
            row.receive(self, reward)
        part = part_of(awards - winners, in_cells)
        for cell, share in zip(cells, lacking, strict=True):
            cell.receive(self.number, share * part)
        self.pay(reward * (awards - winners), Account.OUTSIDE)
        self.budget_left -= reward * awards
        self._note_round(count + in_cells, awards)

    def _win_titles(self, candidates: Sequence[tuple[float, Any]]) -> None:
        plain, own = 0.0, 0.0
        pushed = []
        for score, row in candidates:
            plain += title_weight(self.gamma, score)
            pushed.append((score + row.pushed() * self.scale, row))
            own += title_weight(self.gamma, pushed[-1][0])
        if self.first_weight == 0.0:
            self.first_weight = plain
        first = rivals_reference(self.first_weight, plain, self.model.params.rivals_follow)
        theta = title_theta(self.above_quota, own, first, self.share_of_candidates)
        won = 0.0
        for score, row in pushed:
            if self._drawn(Stream.TITLE, row) < title_chance(theta, self.gamma, score):
                won += 1.0
                row.receive(self, self.reward * self.scale)
        self._note_round(float(len(candidates)), won)

    def _drawn(self, stream: int, row: Any) -> float:
        return self.model.uniform(stream, row.entity, self.model.quarter, self.number)

    def _come_to_status(self, candidates: Sequence[tuple[float, Any]], cells: Sequence[Any]) -> None:
        rate, reward = self.rate, self.reward * self.scale
        if self.path >= 0:
            rate = status_rate(rate, self.model.outside[self.path], self.path_base)
        got, in_cells = 0.0, 0.0
        for score, row in candidates:
            if self._drawn(Stream.STATUS, row) < status_chance(rate, self.gamma, score):
                got += 1.0
                row.receive(self, reward)
        lacking, pool = self.lacking(cells)
        chance = status_chance(rate, 0.0, 0.0)
        for cell, share in zip(cells, lacking, strict=True):
            if share > 0.0:
                z = normal_quantile(self._drawn(Stream.STATUS_OF_CELL, cell))
                came = binomial_approximation(cell.firms * share, chance, z)
                cell.receive(self.number, part_of(came, cell.firms))
                in_cells += came
        self.pay(reward * in_cells, Account.OUTSIDE)
        self._note_round(len(candidates) + pool, got + in_cells)

    # closure -----------------------------------------------------------------------------------------------------
    def phase_out(self, firms: Sequence[Any], cells: Sequence[Any]) -> None:
        """Close the ordered number of those eligible, highest score first; cells close their part of it."""
        ranked = self.ranked(self.candidates(firms), Stream.EXIT_TIE, self.number)
        lacking, in_cells = self.lacking(cells)
        closures = awards_of(self.capacity * self.scale, len(ranked) + in_cells)
        closed = firms_part(closures, len(ranked), in_cells)
        self.pool = len(ranked) + in_cells
        self.awarded = closures
        self.awarded_since += closures
        for _, firm in ranked[:closed]:
            self.model.counts.left_phased += 1
            self.model.economy.left_phased_year += 1.0
            self.model.economy.left_phased_since += 1.0
            firm.wind_up()
        close_in_cells(self.model, lacking, part_of(closures - closed, in_cells))
