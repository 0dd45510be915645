"""Events 3 to 6 for a few firms, by hand: who hears, who weighs, who is awarded and orders, who complies."""

import pytest

from clustercast.agents.draws import Draws, Stream
from clustercast.agents.firm import take_up
from clustercast.agents.lengths import Luck
from clustercast.model.events.take_up import assess, comply, learn, order
from clustercast.scenarios.numbers import Act, Form
from tests.small_region import check, draws_of, e, region, row

QUARTER = 8072
DRAWS = Draws(1, 2, QUARTER)


def firms_of(*each):
    """Firms numbered from 0, in use from the first slot."""
    return [row(number=number, **values) for number, values in enumerate(each)]


def register(rows):
    """The lists that rankings work on."""
    return {
        "order": {(0, place): 0 for place in range(rows)},
        "keys": {(key, place): 0.0 for key in range(3) for place in range(rows)},
    }


# event 3: A has the upgrade and is recognised; B is in its cluster, C in one of the same industry and chain, D has left


def listening(drawn, redrawn=1.0):
    """Four firms whose draws to hear and to redraw a taste are these."""
    places = [(0, 1, 1), (0, 1, 0), (1, 0, 0), (0, 0, 1)]
    luck = {(Luck.LEARN, 0): drawn, (Luck.TASTE_GATE, 0): redrawn}
    firms = firms_of(
        *(
            {
                "cluster": cluster, "industry": 0, "chain": 0, "city": city, "recognised": recognised,
                "active": int(number < 3), "luck": luck, "entity": 900 + number,
                "upgrades": [row(number=0, aware=int(number == 0), level=int(number in (0, 3)), taste=0.4)],
            }
            for number, (cluster, city, recognised) in enumerate(places)
        )
    )  # fmt: skip
    nation = [
        row(scope=0.0, firms=90.0, upgrades=[row(adopted=0.1)]),
        row(scope=0.0, firms=10.0, upgrades=[row(adopted=0.6)]),
    ]
    made = region(
        towns=2, firms=firms, cells=[*nation, row(scope=3.0, firms=50.0, upgrades=[row(adopted=0.9)])],
        clusters=[row(industry=0, chain=0), row(industry=0, chain=0)], industries=[row(), row()],
        upgrades=[row(launch=QUARTER, outreach_lever=3)],
        stance=row(peer_cluster=0.3, peer_industry=0.2, peer_chain=0.1),
        params=row(taste_redraw=0.4, demonstration_weight=3.0, innovation_rate=0.04, imitation_rate=0.4),
    )  # fmt: skip
    made.announced[3, 0, 1] = 0.5
    return made


def informed(outreach, exposure):
    return 1.0 - e(-(0.04 * (1.0 + outreach) + 0.4 * exposure) / 4.0)


# the nation 0.15.  Near B stands A alone (3 of 3), in its trade A and C (3 of 4), in its chain outside its cluster C.
B_HEARS = informed(0.5, 0.15 + 0.3 * 0.85 + 0.2 * 0.6 - 0.1 * 0.15)
# C is alone in its cluster; in its trade, and in its chain outside its cluster, are A and B: 3 of 4.
C_HEARS = informed(0.0, 0.15 + 0.2 * 0.6 + 0.1 * 0.6)
B_KNOWS, C_KNOWS = {"region.firms.1.upgrades.0.aware": 1}, {"region.firms.2.upgrades.0.aware": 1}


def test_who_hears():
    assert B_HEARS > C_HEARS
    check(learn.learn, (listening(B_HEARS + 1e-9), DRAWS), {})
    check(learn.learn, (listening(B_HEARS - 1e-9), DRAWS), B_KNOWS)
    check(learn.learn, (listening(C_HEARS + 1e-9), DRAWS), B_KNOWS)
    check(learn.learn, (listening(C_HEARS - 1e-9), DRAWS), B_KNOWS | C_KNOWS)
    check(learn.learn, (listening(0.0), DRAWS._replace(quarter=QUARTER - 1)), {})


def test_whose_taste_is_drawn_anew(monkeypatch):
    draws_of(monkeypatch, take_up, {(Stream.TASTE, 900 + number, QUARTER, 0): 0.7 for number in range(3)})
    changes = {f"region.firms.{number}.upgrades.0.taste": 0.7 for number in range(3)}
    check(learn.learn, (listening(1.0, 0.095), DRAWS), changes)
    check(learn.learn, (listening(1.0, 0.096), DRAWS), {})
    assert 0.095 < 1.0 - e(-0.1) < 0.096


# event 4


def weighing():
    """The first reviews and knows, the second knows and does not review, the third has left, the fourth is ignorant."""
    held = {
        "pending": 0, "level": 0, "units": 9.0, "judged": 9.0, "cost": 9.0, "saving": 9.0, "stratum": 1.0,
        "applies": 1.0, "grant": 9.0, "taste": 0.5, "log_shock": 0.0,
    }  # fmt: skip
    firms = firms_of(
        *(
            {
                "active": active, "luck": {(Luck.REVIEW, 0): review}, "industry": 0, "city": 0, "margin": 0.0,
                "revenue_last_year": 1000.0, "hurdle": 1.0, "borrows": 0.0,
                "upgrades": [row(number=0, aware=aware, **held)],
            }
            for active, review, aware in ((1, 0.24, 1), (1, 0.25, 1), (0, 0.0, 1), (1, 0.0, 0))
        )
    )  # fmt: skip
    programmes = [
        row(number=0, upgrade=0, act=Act.GRANT, reward=90.0, scale=1.0, offered=0.2, award_rate=0.5),
        row(number=1, upgrade=0, act=Act.RECOGNITION, reward=40.0, scale=0.5, belief=0.5, delay_quarters=4.0),
        row(number=2, upgrade=1, act=Act.RECOGNITION, reward=40.0, scale=1.0, belief=0.5, delay_quarters=4.0),
        row(number=3, upgrade=0, act=Act.TITLE, reward=40.0, scale=0.0, belief=0.5, delay_quarters=4.0),
        row(number=4, upgrade=0, act=Act.TITLE, reward=16.0, scale=1.0, belief=0.5, delay_quarters=0.0),
    ]
    upgrade = row(
        form=Form.LEVELS, levels=1, first_share=1.0, energy_gain=0.0, cost_gain=0.1, margin_gain=0.0, pilot_cost=100.0,
        reference_revenue=1000.0, cost_exponent=0.5, log_shift=0.0, life_years=2.0, grant_programme=0,
    )  # fmt: skip
    return region(
        firms=firms, programmes=programmes, upgrades=[upgrade], industries=[row(jobs_share=0.0)] * 2,
        economy=row(energy_price=1.0, wage=0.0), reviewers=[9, 9, 9, 9, 9], counts=row(reviewing=9),
        params=row(
            review_rate=0.25, pass_through=0.0, price_elasticity=4.0, adjustment_rate=0.5, choosiness=1.0,
            support_weight=1.0, cost_of_applying=2.0, energy_cost_share=0.0, interest_subsidy_points=0.0,
            social_insurance=0.0, support_cap=0.5, wage_reserve=6.0, loan_life_quarters=12.0,
        ),
        **register(4),
    )  # fmt: skip


def test_who_reviews_and_what_it_decides():
    # saving 100, cost 100, annuity 0.75.  Certain: 0.5 x 20 / 2 - 2 = 3, and 0.5 x 16 - 2 = 6; a grant of 20 beside.
    # P0 = 0.75/(0.75 + 0.91), P1 = 0.75/(0.75 + 0.71): the taste of 0.5 lies between
    assert 0.75 / 1.66 < 0.5 < 0.75 / 1.46
    made = weighing()
    assess.assess(made, DRAWS)
    assert made.counts.reviewing == 2
    assert made.reviewers[:2] == [0, 3]
    first, second, third, fourth = (firm.upgrades[0] for firm in made.firms)
    assert (first.units, first.judged, first.cost, first.saving) == (1.0, 1.0, 100.0, 100.0)
    assert (first.stratum, first.applies, first.grant) == (1.0, 1.0, 20.0)
    for held in (second, third):
        assert (held.units, held.stratum, held.grant) == (9.0, 1.0, 9.0), "who does not review changes nothing"
    assert (fourth.units, fourth.stratum, fourth.applies, fourth.grant) == (0.0, 0.0, 0.0, 0.0)


@pytest.mark.parametrize(("taste", "stratum"), [(0.4518, 2.0), (0.4519, 1.0), (0.5136, 1.0), (0.5138, 0.0)])
def test_the_chances_of_the_decision(taste, stratum):
    assert pytest.approx(0.451807, abs=1e-6) == 0.75 / 1.66
    assert pytest.approx(0.513699, abs=1e-6) == 0.75 / 1.46
    made = weighing()
    made.firms[0].upgrades[0].taste = taste
    assess.assess(made, DRAWS)
    assert made.firms[0].upgrades[0].stratum == stratum


@pytest.mark.parametrize(("taste", "pending"), [(0.4285, 1), (0.4286, 0)])
def test_before_the_plan_nothing_supports_an_order(taste, pending):
    assert pytest.approx(0.428571, abs=1e-6) == 0.75 / 1.75
    made = weighing()
    made.upgrades[0].launch = QUARTER
    made.firms[0].upgrades[0].taste = taste
    assess.order_in_past(made, DRAWS._replace(quarter=QUARTER - 1))
    assert [firm.upgrades[0].pending for firm in made.firms] == [0] * 4
    assess.order_in_past(made, DRAWS)
    assert [firm.upgrades[0].pending for firm in made.firms] == [pending, 0, 0, 0]


def test_an_upgrade_without_a_grant_programme():
    made = weighing()
    made.upgrades[0].grant_programme = -1
    assess.assess(made, DRAWS)
    held = made.firms[0].upgrades[0]
    assert (held.stratum, held.applies, held.grant) == (0.0, 0.0, 0.0)


# events 5 and 6: prices of nought but for the order itself; spare cash is the cash


def applicants(*each, offered=0.2, quota=8.0, budget=1000.0):
    """Reviewing firms of (stratum, applies, cash, score, tie) whose order of 100 would get a grant of 20."""
    held = {
        "units": 1.0, "cost": 100.0, "saving": 0.0, "grant": 20.0, "pending": 0, "ordered": 0, "pending_cost": 0.0,
        "pending_saving": 0.0, "pending_gain": 0.0, "by_grant": 9,
    }  # fmt: skip
    firms = firms_of(
        *(
            {
                "entity": 900 + number, "industry": 0, "city": 0, "cash": cash, "employment": 0.0, "capital": 0.0,
                "revenue_last_year": 0.0, "debt": 0.0, "borrows": 0.0,
                "upgrades": [row(stratum=stratum, applies=applies, **held)],
            }
            for number, (stratum, applies, cash, _, _) in enumerate(each)
        )
    )  # fmt: skip
    programme = row(
        number=0, offered=offered, eligible=7, score=8, quota_left=quota, budget_left=budget, applicants=5.0,
        awarded=0.0, awarded_since=0.0, outlay_year=0.0, lapsed=0.0,
    )  # fmt: skip
    made = region(
        firms=firms, programmes=[programme], upgrades=[row(grant_programme=0, hardware=0)],
        governments=[row(outlay_year=0.0)],
        markets=[row(number=0, local_orders=9.0)], bank=row(guarantee_limit=0.0, guaranteed=0.0),
        reviewers=list(range(len(each))), economy=row(wage=0.0, shift_credit=1.0),
        counts=row(reviewing=len(each), refused_with_award=0, refused_finance=0),
        params=row(
            pass_through=0.0, social_insurance=0.0, capital_share=0.0, assets_to_revenue=0.0, leverage_limit=0.0,
            guarantee_share=0.0, guarantee_multiple=1.0, wage_reserve=6.0,
        ),
        **register(len(each)),
    )  # fmt: skip

    def rate_rows(segment, table, to):
        for place, (*_, score, _) in enumerate(each):
            made.keys[to, place] = score if segment == 8 else float(score > 0.0)

    made.rate_rows = rate_rows
    ties = {(Stream.SELECTION_TIE, 900 + place, QUARTER, 0): tie for place, (*_, tie) in enumerate(each)}
    return made, ties


def placed(monkeypatch, *each, **terms):
    """Who ordered in the first quarter of a year, and with a grant."""
    made, ties = applicants(*each, **terms)
    draws_of(monkeypatch, order, ties)
    order.order(made, DRAWS)
    held = [firm.upgrades[0] for firm in made.firms]
    return made, [(one.pending, one.by_grant) for one in held]


NO, YES, BY_GRANT = (0, 9), (1, 0), (1, 1)


def test_grants_go_by_score_and_ties_by_a_draw(monkeypatch):
    # a quarter's part of eight is two: the best score, then of two alike the lower draw; not who fails to qualify
    firms = [
        (1.0, 1.0, 80.0, 3.0, 0.9),
        (1.0, 1.0, 80.0, 3.0, 0.4),
        (2.0, 1.0, 80.0, 5.0, 0.9),
        (1.0, 1.0, 80.0, -1.0, 0.0),
    ]
    made, found = placed(monkeypatch, *firms)
    assert found == [NO, BY_GRANT, YES, NO]
    programme = made.programmes[0]
    assert (programme.applicants, programme.awarded, programme.quota_left, programme.budget_left) == (
        8.0,
        2.0,
        6.0,
        960.0,
    )
    assert made.governments[0].outlay_year == 40.0
    assert [firm.cash for firm in made.firms] == [80.0, 0.0, 0.0, 80.0]
    assert made.markets[0].local_orders == 0.0


def test_an_award_that_cannot_be_financed_goes_to_the_next(monkeypatch):
    firms = [(1.0, 1.0, 79.0, 5.0, 0.0), (1.0, 1.0, 80.0, 4.0, 0.0), (1.0, 1.0, 80.0, 3.0, 0.0)]
    made, found = placed(monkeypatch, *firms, quota=4.0)
    assert found == [NO, BY_GRANT, NO]
    assert (made.programmes[0].lapsed, made.counts.refused_with_award, made.programmes[0].awarded) == (1.0, 1, 1.0)


def test_a_budget_ends_a_round(monkeypatch):
    firms = [(1.0, 1.0, 80.0, 5.0, 0.0), (1.0, 1.0, 80.0, 4.0, 0.0)]
    assert placed(monkeypatch, *firms, budget=20.0)[1] == [BY_GRANT, NO]
    assert placed(monkeypatch, *firms, budget=39.0)[1] == [BY_GRANT, NO]
    assert placed(monkeypatch, *firms, budget=40.0)[1] == [BY_GRANT, BY_GRANT]
    assert placed(monkeypatch, *firms, quota=0.0)[1] == [NO, NO]
    # one award left for the year may still be given, and a part of a quota is a whole award
    assert placed(monkeypatch, *firms, quota=1.0)[1] == [BY_GRANT, NO]
    assert placed(monkeypatch, *firms, quota=4.5)[1] == [BY_GRANT, BY_GRANT]


def test_who_orders_unaided(monkeypatch):
    firms = [
        (2.0, 0.0, 100.0, 1.0, 0.0),
        (2.0, 0.0, 99.0, 1.0, 0.0),
        (1.0, 0.0, 100.0, 1.0, 0.0),
        (0.0, 0.0, 100.0, 1.0, 0.0),
    ]
    made, found = placed(monkeypatch, *firms, offered=0.0)
    assert found == [YES, NO, NO, NO]
    assert (made.counts.refused_finance, made.programmes[0].applicants) == (1, 5.0)
    # who always invests and does not win the grant orders without it
    firms = [(2.0, 1.0, 100.0, 1.0, 0.0), (2.0, 1.0, 100.0, 2.0, 0.0)]
    made, found = placed(monkeypatch, *firms, quota=4.0)
    assert found == [YES, YES]
    assert [firm.cash for firm in made.firms] == [0.0, 20.0]


# event 6, last part: a mandate of rate 0.4 a year, 1.6 more while its lever is inspected at 0.5


def bound(*each, act=Act.MANDATE, scale=1.0, launch=QUARTER):
    """Firms of (active, level, pending, cash, draw) under an order."""
    made, _ = applicants(*((0.0, 0.0, cash, 1.0, 0.0) for *_, cash, _ in each))
    for firm, (active, level, pending, _, _) in zip(made.firms, each, strict=True):
        firm.active = active
        vars(firm.upgrades[0]).update(aware=0, level=level, pending=pending, judged=0.0)
        firm.revenue_last_year, firm.margin = 1000.0, 0.0
    made.upgrades = [
        row(
            form=Form.LEVELS, levels=1, first_share=1.0, energy_gain=0.0, cost_gain=0.1, margin_gain=0.0,
            pilot_cost=100.0, reference_revenue=1000.0, cost_exponent=0.5, launch=launch, hardware=0,
        )
    ]  # fmt: skip
    made.industries = [row(jobs_share=0.0)] * 2
    made.params.energy_cost_share, made.economy.energy_price = 0.0, 1.0
    made.programmes = [
        row(
            number=4, act=act, scale=scale, upgrade=0, eligible=7, rate=0.8, inspection_rate=1.6, lever=2,
            applicants=5.0, pool=9.0, awarded=0.0, awarded_since=0.0, lapsed=0.0,
        )
    ]  # fmt: skip
    made.announced[2, 0, 0] = 0.5
    draws = {(Stream.COMPLY, 900 + place, QUARTER, 4): drawn for place, (*_, drawn) in enumerate(each)}
    return made, draws


def test_some_comply_with_an_order(monkeypatch):
    # with scale a half: 1 - e^(-(0.4 + 0.8)/4) = 0.2592
    made, draws = bound(
        (1, 0, 0, 100.0, 0.259), (1, 0, 0, 100.0, 0.260), (1, 0, 0, 99.0, 0.0), (1, 1, 0, 100.0, 0.0),
        (1, 0, 1, 100.0, 0.0),
        (0, 0, 0, 100.0, 0.0), scale=0.5,
    )  # fmt: skip
    draws_of(monkeypatch, comply, draws)
    comply.comply(made, DRAWS)
    programme, held = made.programmes[0], [firm.upgrades[0] for firm in made.firms]
    assert [one.pending for one in held] == [1, 0, 0, 0, 1, 0]
    assert [one.aware for one in held] == [1, 0, 1, 0, 0, 0]
    assert (programme.pool, programme.applicants, programme.awarded, programme.lapsed) == (3.0, 7.0, 1.0, 1.0)
    assert (made.counts.refused_finance, held[0].by_grant, made.firms[0].cash) == (1, 0, 0.0)


@pytest.mark.parametrize("terms", [{"act": Act.GRANT}, {"scale": 0.0}, {"launch": QUARTER + 1}])
def test_an_order_that_is_not_in_force(terms):
    check(comply.comply, (bound((1, 0, 0, 100.0, 0.0), **terms)[0], DRAWS), {})
