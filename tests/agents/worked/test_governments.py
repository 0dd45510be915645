"""Governments, programmes, titles, groups and organisations by hand."""

import pytest

from clustercast.agents.draws import Draws, Stream
from clustercast.agents.government import acts as government
from clustercast.agents.government import programme_acts as rounds
from clustercast.agents.group import acts as group
from clustercast.agents.organisation import acts as organisation
from clustercast.scenarios.levers import LEVERS
from clustercast.scenarios.numbers import Account, Act, Lever
from tests.small_region import check, draws_of, e, region, row

P = row(
    first_belief_weight=10.0, first_belief=0.4, acquisition_rate=0.2, acquisition_median=0.3, acquisition_log_sd=0.5
)  # fmt: skip


# January


def test_awards_are_remembered():
    # (10 x 0.4 + 12) / (10 + 50)
    values = {
        "awarded": 12.0, "lapsed": 3.0, "outlay_year": 90.0, "quota_left": 1.0, "budget_left": 2.0, "capacity": 20.0,
        "budget": 500.0, "award_rate": 0.9,
    }  # fmt: skip
    again = {
        "programme.awarded": 0.0, "programme.lapsed": 0.0, "programme.outlay_year": 0.0, "programme.quota_left": 20.0,
        "programme.budget_left": 500.0,
    }  # fmt: skip
    changes = again | {"programme.applicants": 0.0, "programme.award_rate": 16.0 / 60.0}
    check(rounds.remember_awards, (row(applicants=50.0, **values), P), changes)
    changes |= {"programme.award_rate": 16.0 / 10.5}
    check(rounds.remember_awards, (row(applicants=0.5, **values), P), changes)
    check(rounds.remember_awards, (row(applicants=0.0, **values), P), again)


# announcement


def announcing(effort):
    """Levers of whom the second serves no goal and the others goal 1, which has this effort."""
    made = region(towns=2)
    levers = len(LEVERS)
    made.lever_goal = [1] * levers
    made.lever_goal[1], made.lever_goal[2] = -1, 0
    made.multipliers = {(lever, t): (0.5 if t == 4 else 3.0) for lever in range(levers) for t in (3, 4)}
    made.intensity = {
        (year, s, lever): (0.36 if year == 2 else 0.9) for year in (1, 2) for s in (0, 1) for lever in range(levers)
    }
    made.intensity[2, 1, 0] = 0.19
    return made, row(number=1, goal_effort=[1.0, effort])


def test_levers_are_announced_with_the_effort_of_their_goal():
    # 1 - 0.64^(0.5 x 2); lever 1 and the first goal have no effort of their own: 1 - 0.64^0.5
    changes = {f"region.announced.{lever}.{s}.1": 0.36 for lever in range(len(LEVERS)) for s in (0, 1)}
    changes |= {f"region.announced.{lever}.{s}.1": 0.2 for lever in (1, 2) for s in (0, 1)}
    changes["region.announced.0.1.1"] = 0.19
    check(government.announce_levers, (*announcing(2.0), 2, 4), changes)


def opening(**values):
    """A programme of the years 2018 to 2020; the upgrade's equipment is half of its cost."""
    plain = {
        "from_year": 2018, "to_year": 2020, "lever": 2, "scale": 9.0, "offered": 9.0, "act": Act.GRANT, "upgrade": 1,
        "support_share": 0.3,
    }  # fmt: skip
    made = region(upgrades=[row(equipment_share=0.9), row(equipment_share=0.5)], params=row(support_cap=0.5))
    made.multipliers = {(2, 4): 0.8, (2, 3): 7.0}
    return made, row(**(plain | values))


@pytest.mark.parametrize(
    ("values", "year", "scale", "offered"),
    [
        ({}, 2018, 0.8, 0.3 * 0.5 * 0.8),
        ({}, 2020, 0.8, 0.3 * 0.5 * 0.8),
        ({}, 2017, 0.0, 0.0),
        ({}, 2021, 0.0, 0.0),
        ({"upgrade": 0, "support_share": 0.9}, 2019, 0.8, 0.5),
        ({"upgrade": 0}, 2019, 0.8, 0.3 * 0.9 * 0.8),
        ({"upgrade": -1}, 2019, 0.8, 0.0),
        ({"act": Act.RECOGNITION}, 2019, 0.8, 0.0),
        ({"act": Act.TITLE}, 2019, 0.8, 0.0),
    ],
)
def test_a_programme_opens(values, year, scale, offered):
    made, programme = opening(**values)
    changes = {"programme.scale": scale, "programme.offered": offered}
    check(rounds.open_programme, (made, programme, year, 4), changes)


# rounds


def test_programmes_in_force_and_with_rounds():
    for year, within in ((2017, False), (2018, True), (2019, True), (2020, True), (2021, False)):
        check(rounds.is_in_force, (row(from_year=2018, to_year=2020), year), {}, gives=within)
    for act in Act:
        held = act in (Act.RECOGNITION, Act.TITLE, Act.STATUS)
        check(rounds.holds_rounds, (row(act=act),), {}, gives=held)


def test_a_reward_is_paid():
    check(rounds.reward_now, (row(reward=50.0, scale=0.8),), {}, gives=40.0)
    made, programme = region(governments=[row(outlay_year=7.0), row(outlay_year=3.0)]), row(outlay_year=1.0)
    changes = {
        "programme.outlay_year": 41.0, "region.governments.0.outlay_year": 47.0, "region.flows.6.0": 40.0,
        "region.balances.6": -40.0, "region.balances.0": 40.0,
    }  # fmt: skip
    check(rounds.pay_reward, (made, programme, Account.FIRMS, 40.0), changes)
    check(rounds.pay_reward, (made, programme, Account.FIRMS, 0.0), {})
    rounds.pay_reward(made, programme, Account.OUTSIDE, 0.5)
    assert made.flows[6, 5] == 0.5


def test_theta_of_a_title():
    # 80 / (300 + 200 (1/0.04 - 1)), W0 100 and W 400 at a half; the first round's weight is kept
    programme = row(first_weight=100.0, above_quota=80.0, share_of_candidates=0.04)
    check(rounds.title_scale, (programme, 400.0, 300.0, 0.5), {}, gives=80.0 / (300.0 + 200.0 * 24.0))
    programme.first_weight = 0.0
    changes = {"programme.first_weight": 400.0}
    check(rounds.title_scale, (programme, 400.0, 300.0, 0.5), changes, gives=80.0 / (300.0 + 400.0 * 24.0))


def test_rate_of_a_status():
    made = region()
    made.outside = [9.0, 150.0]
    for path, rate in ((1, 0.03), (0, 0.02 * 9.0 / 100.0), (-1, 0.02)):
        check(rounds.rate_of_status, (made, row(path=path, rate=0.02, path_base=100.0)), {}, gives=rate)


def test_a_round_is_noted_and_believed_in():
    programme = row(pool=1.0, applicants=2.0, awarded=3.0, awarded_since=4.0)
    changes = {"programme.pool": 50.0, "programme.applicants": 50.0, "programme.awarded": 12.0}
    check(rounds.note_round, (programme, 50.0, 12.0), changes | {"programme.awarded_since": 16.0})


@pytest.mark.parametrize(
    ("pool", "act", "scale", "belief"),
    [
        (50.0, Act.RECOGNITION, 0.5, 16.0 / 60.0),
        (50.0, Act.RECOGNITION, 0.0, None),
        (50.0, Act.TITLE, 0.0, 16.0 / 60.0),
        (0.5, Act.RECOGNITION, 1.5, 16.0 / 10.5),
        (0.0, Act.RECOGNITION, 1.0, None),
        (0.0, Act.TITLE, 0.0, None),
    ],
)
def test_next_year_s_belief(pool, act, scale, belief):
    programme = row(pool=pool, act=act, scale=scale, awarded=12.0, belief=0.9)
    changes = {} if belief is None else {"programme.belief": belief}
    check(rounds.remember_round, (programme, P), changes)


# groups


def owner(**values):
    """A group of the second industry."""
    plain = {
        "number": 5, "industry": 1.0, "members": 2.0, "revenue_home": 300.0, "has_national": 0.0, "outside_base": 80.0,
        "acquired": 20.0, "outside_year": 7.0, "revenue_year": 0.0,
    }  # fmt: skip
    return row(**(plain | values))


def group_region(nominal=150.0):
    """A region whose second market stands at this part of its size of 100 in the base year."""
    markets = [row(nominal=1.0, base_quarter=9.0), row(nominal=nominal, base_quarter=100.0)]
    made = region(towns=2, params=P, markets=markets, counts=row(acquisitions=3))
    made.announced[Lever.MERGERS, 1, 0] = 0.5
    return made


def test_members_are_counted():
    changes = {"group.members": 3.0, "group.revenue_home": 350.0}
    check(group.take_up_member, (owner(), row(revenue_year=50.0, national=0)), changes)
    changes["group.has_national"] = 1.0
    check(group.take_up_member, (owner(), row(revenue_year=50.0, national=1)), changes)


def test_subsidiaries_outside_move_with_the_market():
    # (80 + 20)/4 x 1.5
    check(group.market_of, (group_region(), owner()), {}, gives=1.5)
    changes = {"group.outside_year": 44.5, "group.revenue_year": 344.5}
    check(group.trade_outside, (group_region(), owner(), False), changes)
    changes = {"group.outside_year": 37.5, "group.revenue_year": 337.5}
    check(group.trade_outside, (group_region(), owner(), True), changes)


def buying(monkeypatch, count, size):
    """Draws of the year 2018: a rate of 0.2 x 1.5 gives none up to e^-0.3 = 0.741, one up to 0.963, two up to 0.996."""
    key = (Stream.ACQUISITION, 5, 2018)
    draws_of(monkeypatch, group, {(*key, 0): count, (*key, 1): size})
    return Draws(1, 2, 4 * 2018 + 3)


@pytest.mark.parametrize(("drawn", "bought"), [(0.75, 1), (0.97, 2)])
def test_a_group_acquires(monkeypatch, drawn, bought):
    # each 0.3 e^0.5 of the group's 400, in the market's money of the base year
    draws = buying(monkeypatch, drawn, 0.8413447460685429)
    changes = {"group.acquired": 20.0 + bought * 0.3 * e(0.5) * 400.0 / 1.5, "region.counts.acquisitions": 3 + bought}
    check(group.acquire, (group_region(), owner(revenue_year=400.0), draws), changes)


def test_a_group_acquires_nothing(monkeypatch):
    draws = buying(monkeypatch, 0.74, 0.5)
    check(group.acquire, (group_region(), owner(revenue_year=400.0), draws), {})
    draws = buying(monkeypatch, 0.75, 0.5)
    check(group.acquire, (group_region(nominal=0.0), owner(revenue_year=400.0), draws), {})


def test_a_group_acquires_in_a_small_market(monkeypatch):
    draws = buying(monkeypatch, 0.75, 0.5)
    changes = {"group.acquired": 20.0 + 0.3 * 400.0 / 0.5, "region.counts.acquisitions": 4}
    check(group.acquire, (group_region(nominal=50.0), owner(revenue_year=400.0), draws), changes)


# organisations


def test_organisations_are_designated():
    programme = row(number=1, act=Act.TITLE, national=1)
    for held, may in ((0, True), (1, False), (2, False)):
        check(organisation.may_be_designated, (row(titles=[1, held]), programme), {}, gives=may)
    body = row(titles=[0, 0], designated=0.0, national=0.0)
    changes = {"body.titles.1": 2, "body.designated": 1.0, "body.national": 1.0}
    check(organisation.designate, (body, programme, 2), changes)
    for act in Act:
        body = row(titles=[0, 0], designated=0.0, national=0.0)
        changes = {"body.titles.0": 1} | ({} if act == Act.STATUS else {"body.designated": 1.0})
        check(organisation.designate, (body, row(number=0, act=act, national=0), 1), changes)


def test_the_plan_puts_organisations_forward():
    made = region(towns=2)
    for s in (0, 1):
        made.announced[Lever.PLATFORMS, s, 0] = 0.2 + s
    for industry, push in ((1.0, 1.2), (0.0, 0.2), (-1.0, 0.2)):
        check(organisation.push_of_body, (made, row(industry=industry)), {}, gives=push)
