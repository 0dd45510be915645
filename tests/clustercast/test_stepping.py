"""Regions from the front door, and rules changed for a while."""

import pytest

import clustercast
from tests.engines import INVENTED

SMALL = {"n_firms": 60.0, "stretch_limit": 5.0}


def followed(region, quarters=3):
    for _ in range(quarters):
        region.step()
    found = region.indicators()
    region.close()
    return found


def small(**how):
    return clustercast.region(INVENTED, seed=2, values=SMALL, **how)


def test_a_region_is_the_member_of_its_seed_and_takes_values():
    assert followed(small()) == followed(small())
    assert followed(clustercast.region(INVENTED, seed=3, values=SMALL)) != followed(small())
    assert len([one for one in small().firms if one.active == 1]) == 60
    with pytest.raises(KeyError, match="n_firms"):
        clustercast.region(INVENTED, values={"n_firm": 3.0})


def test_a_changed_rule_moves_what_it_decides_and_is_restored():
    before, region = followed(small()), small()
    asked = []

    def nobody(*given):
        asked.append(given)
        return 0.0

    with clustercast.changed_rule("invest_probability", nobody):
        after = followed(region)
    names = [one.id for one in clustercast.load_plan(INVENTED).indicators]
    place = names.index("robots_added")
    assert asked and after[place] <= before[place] and after != before
    assert followed(small()) == before


def test_agents_go_through_the_base_year_to_the_same_numbers_and_under_a_changed_rule():
    before = followed(small())
    assert followed(small(through_base_year=True)) == before
    with clustercast.changed_rule("awareness_hazard", lambda *_: 0.0):
        unheard = small(through_base_year=True)
    assert not any(held.level for firm in unheard.firms for held in firm.upgrades)
    unheard.close()
    assert followed(small(through_base_year=True)) == before


def test_it_is_restored_after_an_error_too():
    before = followed(small())
    with pytest.raises(RuntimeError), clustercast.changed_rule("awareness_hazard", lambda *_: 0.0):
        raise RuntimeError
    assert followed(small()) == before


def test_a_rule_that_is_not_there():
    assert "annuity" in clustercast.rules()
    with pytest.raises(KeyError, match='no rule "anuity"'), clustercast.changed_rule("anuity", abs):
        pass
