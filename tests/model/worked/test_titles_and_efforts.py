"""Event 12 and the groups for a few firms, by hand: who is recognised, and where effort goes."""

import math

import pytest

from clustercast.agents.draws import Draws, Stream
from clustercast.agents.government.titles import title_chance
from clustercast.model.events import groups
from clustercast.model.events.programmes import evaluate, recognise
from clustercast.scenarios.numbers import Act, Lever
from tests.small_region import check, draws_of, e, near, region, row

DECEMBER, MARCH = 4 * 2018 + 3, 4 * 2018
UP = 0.8413447460685429
"""A uniform draw one standard deviation above the middle."""
ELIGIBLE, SCORE, CELLS = 7, 8, 9
"""Numbers of a programme's expressions."""


def register(rows):
    """The lists that rankings work on."""
    return {
        "order": {(0, place): 0 for place in range(rows)},
        "keys": {(key, place): 0.0 for key in range(3) for place in range(rows)},
    }


def rated(made, **values):
    """Give every expression its values by row."""

    def rate_rows(segment, table, to):
        for place, value in enumerate(values[{ELIGIBLE: "eligible", SCORE: "score", CELLS: "cells"}[segment]]):
            made.keys[to, place] = value

    made.rate_rows = rate_rows
    return made


# groups


def test_groups_add_up_their_members(monkeypatch):
    firms = [row(group=group, active=active, revenue_year=revenue, national=0)
             for group, active, revenue in ((0, 1, 100.0), (0, 1, 50.0), (0, 0, 9.0), (-1, 1, 9.0))]  # fmt: skip
    traits = {"industry": 0.0, "members": 9.0, "revenue_home": 9.0, "has_national": 0.0, "outside_base": 80.0}
    traits |= {"acquired": 0.0, "outside_year": 7.0, "revenue_year": 0.0}
    owners = [row(number=number, **traits) for number in (0, 1)]
    made = region(firms=firms, groups=owners, markets=[row(nominal=150.0, base_quarter=100.0)])
    monkeypatch.setattr(groups, "acquire", lambda region, group, draws: bought.append(group.number))
    bought = []
    groups.add_up_groups(made, Draws(1, 2, MARCH + 1))
    assert [(one.members, one.revenue_home, one.outside_year, one.revenue_year) for one in owners] == [
        (2.0, 150.0, 37.0, 187.0), (0.0, 0.0, 37.0, 37.0)
    ]  # fmt: skip
    groups.add_up_groups(made, Draws(1, 2, MARCH))
    assert [one.outside_year for one in owners] == [30.0, 30.0]
    assert bought == []
    groups.add_up_groups(made, Draws(1, 2, DECEMBER))
    assert bought == [0], "who has no member acquires nothing"


# event 12: recognition


def contest(*each, cells=(), **values):
    """Firms of (active, title, score), three awards with a reward of 10, all but scores of nought eligible."""
    plain = {
        "number": 0, "act": Act.RECOGNITION, "from_year": 2018, "to_year": 2019, "eligible": ELIGIBLE, "score": SCORE,
        "cells": CELLS, "with_cells": int(bool(cells)), "on_firms": 1, "scale": 1.0, "reward": 10.0, "capacity": 3.0,
        "budget_left": 1000.0, "marginal_score": 0.0, "outlay_year": 0.0, "pool": 0.0, "applicants": 0.0,
        "awarded": 0.0,
        "awarded_since": 5.0, "belief": 0.9, "national": 0, "gamma": 0.5, "rate": 0.1, "path": -1, "path_base": 0.0,
        "first_weight": 0.0, "above_quota": 2.0, "share_of_candidates": 0.5,
    }  # fmt: skip
    firms = [
        row(
            number=number,
            entity=900 + number,
            active=active,
            titles=[title],
            recognised=0,
            national=0,
            cash=0.0,
            industry=0,
        )
        for number, (active, title, _) in enumerate(each)
    ]
    made = region(
        firms=firms, programmes=[row(**(plain | values))], governments=[row(outlay_year=0.0)],
        params=row(first_belief_weight=10.0, first_belief=0.4, rivals_follow=0.0),
        cells=[row(scope=3.0, entity=70.0, firms=n, titles=[held], titles_year=[0.0]) for n, held in cells],
        **register(max(len(each), len(cells))),
    )  # fmt: skip
    scores = [score for *_, score in each]
    return rated(made, eligible=[float(score != 0.0) for score in scores], score=scores, cells=[0.75] * len(cells))


def ties(monkeypatch, *drawn, stream=Stream.RANK_TIE, more=()):
    table = {(stream, 900 + place, DECEMBER, 0): tie for place, tie in enumerate(drawn)}
    draws_of(monkeypatch, recognise, table | dict(more))
    return Draws(1, 2, DECEMBER)


def titles_of(made):
    return [firm.titles[0] for firm in made.firms]


FIVE = ((1, 0, 5.0), (1, 0, 4.0), (1, 0, 4.0), (1, 1, 9.0), (0, 0, 9.0), (1, 0, 0.0))
"""Two alike, one that holds the title, one that has left, one that does not qualify."""


def test_the_best_are_recognised(monkeypatch):
    made = contest(*FIVE, capacity=2.0)
    recognise.recognise(made, ties(monkeypatch, 0.5, 0.9, 0.1))
    assert titles_of(made) == [2, 0, 2, 1, 0, 0]
    assert [firm.cash for firm in made.firms] == [10.0, 0.0, 10.0, 0.0, 0.0, 0.0]
    programme = made.programmes[0]
    assert (programme.pool, programme.applicants, programme.awarded, programme.awarded_since) == (3.0, 3.0, 2.0, 7.0)
    assert (programme.marginal_score, programme.budget_left, programme.outlay_year) == (4.0, 980.0, 20.0)
    assert (programme.belief, made.governments[0].outlay_year) == (near(6.0 / 13.0), 20.0)
    assert (made.flows[6, 0], made.flows[6, 5]) == (20.0, 0.0)


@pytest.mark.parametrize(
    ("values", "awards"),
    [
        ({}, 3),
        ({"budget_left": 29.0}, 2),
        ({"capacity": 1.0}, 1),
        ({"scale": 0.5}, 2),
        ({"capacity": 9.0}, 3),
        ({"scale": 0.0}, 0),
    ],
)
def test_quota_and_budget_of_a_round(monkeypatch, values, awards):
    made = contest(*FIVE, **values)
    recognise.recognise(made, ties(monkeypatch, 0.5, 0.9, 0.1))
    assert (made.programmes[0].awarded, titles_of(made).count(2)) == (float(awards), awards)


@pytest.mark.parametrize("values", [{"from_year": 2019}, {"to_year": 2017}, {"act": Act.MANDATE}, {"act": Act.GRANT}])
def test_no_round(values):
    check(recognise.recognise, (contest(*FIVE, **values), Draws(1, 2, DECEMBER)), {})


def test_cells_share_a_quota(monkeypatch):
    # three firms and 4 x (0.75 - 0.25) + 8 x 0.5 = 6 in cells qualify; of three awards one is a firm's
    made = contest(*FIVE, cells=[(4.0, 0.25), (8.0, 0.25)])
    recognise.recognise(made, ties(monkeypatch, 0.5, 0.9, 0.1))
    assert titles_of(made) == [2, 0, 0, 1, 0, 0]
    assert [(cell.titles[0], cell.titles_year[0]) for cell in made.cells] == [
        (near(0.25 + 0.5 / 3.0), near(0.5 / 3.0))
    ] * 2
    assert (made.programmes[0].pool, made.programmes[0].awarded, made.programmes[0].budget_left) == (9.0, 3.0, 970.0)
    assert (made.flows[6, 0], made.flows[6, 5], made.programmes[0].outlay_year) == (10.0, 20.0, 30.0)


def test_titles_given_above(monkeypatch):
    """Weights e^1 and e^2 of who is put forward by 0.4 from 3.6: the field is theirs and as many rivals', 2 awards."""
    each = ((1, 0, 2.0), (1, 0, 3.6), (1, 0, 0.0))
    own, plain = e(1.0) + e(2.0), e(1.0) + e(1.8)
    theta = 2.0 / (own + plain)
    chances = 1.0 - e(-theta * e(1.0)), 1.0 - e(-theta * e(2.0))
    for drawn, expected in ((1e-9, [2, 2, 0]), (-1e-9, [0, 0, 0])):
        made = contest(*each, act=Act.TITLE)
        made.firms[1].recognised = 1
        made.announced[Lever.SELECTION, 0, 0] = 0.4
        draws = ties(monkeypatch, *(chance - drawn for chance in chances), stream=Stream.TITLE)
        recognise.recognise(made, draws)
        assert titles_of(made) == expected
        won = float(expected.count(2))
        assert (made.programmes[0].awarded, made.programmes[0].pool) == (won, 2.0)
        assert (made.programmes[0].first_weight, made.flows[6, 0]) == (near(plain), 10.0 * won)


def test_statuses_come(monkeypatch):
    # 1 - e^(-0.1 e^1) for a score of 2; in the cells 1 - e^-0.1 of 2 and 4, one deviation below and above
    chance, in_cells = 1.0 - e(-0.1 * e(1.0)), 1.0 - e(-0.1)
    assert title_chance(0.1, 0.5, 2.0) == near(chance)
    more = {(Stream.STATUS_OF_CELL, 70, DECEMBER, 0): UP}
    made = contest((1, 0, 2.0), (1, 0, 2.0), cells=[(4.0, 0.25), (8.0, 0.75)], act=Act.STATUS)
    draws = ties(monkeypatch, chance - 1e-9, chance + 1e-9, stream=Stream.STATUS, more=more)
    recognise.recognise(made, draws)
    came = 2.0 * in_cells + math.sqrt(2.0 * in_cells * (1.0 - in_cells))
    assert titles_of(made) == [2, 0]
    assert [cell.titles[0] for cell in made.cells] == [near(0.25 + came / 4.0), 0.75]
    assert (made.programmes[0].pool, made.programmes[0].awarded) == (4.0, near(1.0 + came))
    assert (made.flows[6, 0], made.flows[6, 5]) == (10.0, near(10.0 * came))
    assert made.firms[0].recognised == 0


def test_organisations_are_ranked_by_their_place(monkeypatch):
    made = contest((1, 0, 4.0), (1, 0, 5.0), on_firms=0, capacity=1.0)
    made.organisations = [row(number=number, titles=[0], designated=0.0, national=0.0) for number in (0, 1)]
    draws_of(monkeypatch, recognise, {(Stream.RANK_TIE, number, DECEMBER, 0): 0.5 for number in (0, 1)})
    recognise.recognise(made, Draws(1, 2, DECEMBER))
    assert [body.titles[0] for body in made.organisations] == [0, 2]
    assert (titles_of(made), made.flows[6, 5], made.flows[6, 0]) == ([0, 0], 10.0, 0.0)


# event 12, second part


def judged(**stance):
    """A province and three cities; goal 0 lags by 0.4 and 0.2, goal 1 is met, goal 2 has no weight."""
    each = ((1, 0, (1, 0)), (1, 1, (2, 3)), (1, 1, (0, 1)), (0, 2, (1, 1)), (1, 2, (1, 0)))
    firms = [
        row(active=active, city=city, upgrades=[row(level=level) for level in levels]) for active, city, levels in each
    ]
    targets = [
        row(number=0, measure=0, goal=0, base_value=0.0, reading=0),
        row(number=1, measure=1, goal=0, base_value=100.0, reading=3),
        row(number=2, measure=0, goal=1, base_value=0.0, reading=0),
        row(number=3, measure=0, goal=-1, base_value=0.0, reading=0),
        row(number=4, measure=0, goal=0, base_value=0.0, reading=0),
    ]  # fmt: skip
    made = region(
        towns=4, firms=firms, city_government=[1, 2, 3], targets=targets, figures=[60.0, 80.0],
        required={(number, 1): value for number, value in enumerate((100.0, 0.25, 50.0, 90.0, 0.0))},
        goals=[row(number=0, weight=2.0), row(number=1, weight=1.0), row(number=2, weight=0.0)],
        governments=[row(number=v, progress=9.0, rank=9.0, effort=9.0, goal_effort=[9.0] * 3) for v in range(4)],
        stance=row(**({"effort_frozen": 0, "first_year": 2017, "tournament": 0.4, "attention": 1.0} | stance)),
    )  # fmt: skip
    made.announced[Lever.EVALUATION, 0, 0] = 0.5
    return made


def test_effort_follows_the_gaps():
    # progress 0, 1, 1.5 and 1: the second city leads, of two alike the lower number is before
    pulls = {2: e(0.2), 1: e(0.0), 3: e(-0.2)}
    efforts = [1.0] + [pulls[v] * 3.0 / sum(pulls.values()) for v in (1, 2, 3)]
    weights = 2.0 * e(1.5 * 0.3), 1.0
    shares = [weight / sum(weights) / even for weight, even in zip(weights, (2.0 / 3.0, 1.0 / 3.0), strict=True)]
    changes = {}
    for v, (progress, rank) in enumerate(((0.0, 9.0), (1.0, 0.5), (1.5, 0.0), (1.0, 1.0))):
        at = f"region.governments.{v}."
        changes |= {f"{at}progress": progress, f"{at}effort": efforts[v]} | ({f"{at}rank": rank} if v else {})
        changes |= {f"{at}goal_effort.{goal}": shares[goal] * efforts[v] for goal in (0, 1)}
    check(evaluate.evaluate, (judged(), 4 * 2018 + 3), changes)
    check(evaluate.evaluate, (judged(effort_frozen=1), 4 * 2018 + 3), {})
