"""The schematic maps of the plans that come with the model: a tile a place, about where it lies."""

import pytest

from clustercast.reports.charts.city_map import COLUMNS, is_schematic, places_of
from clustercast.scenarios import load_plan, plan_names

# Degrees east and north of the seats, to a tenth: enough to tell what lies north or east of what.
SEATS = {
    "zhengzhou": (113.6, 34.7), "kaifeng": (114.3, 34.8), "luoyang": (112.4, 34.6), "pingdingshan": (113.2, 33.7),
    "anyang": (114.4, 36.1), "hebi": (114.3, 35.7), "xinxiang": (113.9, 35.3), "jiaozuo": (113.2, 35.2),
    "puyang": (115.0, 35.8), "xuchang": (113.8, 34.0), "luohe": (114.0, 33.6), "sanmenxia": (111.2, 34.8),
    "nanyang": (112.5, 33.0), "shangqiu": (115.7, 34.4), "xinyang": (114.1, 32.1), "zhoukou": (114.7, 33.6),
    "zhumadian": (114.0, 33.0), "jiyuan": (112.6, 35.1), "changyuan": (114.7, 35.2), "zhengzhou_airport": (113.8, 34.5),
    "hangzhou": (120.2, 30.3), "ningbo": (121.6, 29.9), "wenzhou": (120.7, 28.0), "jiaxing": (120.8, 30.8),
    "huzhou": (120.1, 30.9), "shaoxing": (120.6, 30.0), "jinhua": (119.6, 29.1), "quzhou": (118.9, 28.9),
    "zhoushan": (122.2, 30.0), "taizhou": (121.4, 28.7), "lishui": (119.9, 28.5),
    "shijiazhuang": (114.5, 38.0), "tangshan": (118.2, 39.6), "qinhuangdao": (119.6, 39.9), "handan": (114.5, 36.6),
    "xingtai": (114.5, 37.1), "baoding": (115.5, 38.9), "zhangjiakou": (114.9, 40.8), "chengde": (118.0, 41.0),
    "cangzhou": (116.8, 38.3), "langfang": (116.7, 39.5), "hengshui": (115.7, 37.7),
    "yuzhou": (113.5, 34.1), "changge": (113.8, 34.2), "yanling": (114.2, 34.1), "xiangcheng": (113.5, 33.8),
    "weidu": (113.8, 34.0), "jianan": (113.8, 34.1),
}  # fmt: skip
NEIGHBOURS = (
    ("zhengzhou", "kaifeng"), ("zhengzhou", "xuchang"), ("zhengzhou", "luoyang"), ("zhengzhou", "xinxiang"),
    ("luoyang", "sanmenxia"), ("anyang", "hebi"), ("xuchang", "luohe"), ("zhumadian", "xinyang"),
    ("hangzhou", "huzhou"), ("hangzhou", "jiaxing"), ("hangzhou", "shaoxing"), ("hangzhou", "quzhou"),
    ("ningbo", "zhoushan"), ("ningbo", "taizhou"), ("taizhou", "wenzhou"), ("lishui", "wenzhou"), ("jinhua", "quzhou"),
    ("zhangjiakou", "baoding"), ("baoding", "shijiazhuang"), ("baoding", "langfang"), ("tangshan", "qinhuangdao"),
    ("tangshan", "chengde"), ("cangzhou", "hengshui"), ("shijiazhuang", "xingtai"), ("xingtai", "handan"),
    ("yuzhou", "changge"), ("yuzhou", "xiangcheng"), ("weidu", "dongcheng"), ("weidu", "development_zone"),
)  # fmt: skip


@pytest.fixture(params=plan_names())
def places(request):
    cities = [one.code for one in load_plan(request.param).cities]
    assert is_schematic(cities)
    return places_of(cities), cities


def test_every_place_has_a_tile_of_its_own_and_none_is_left_for_the_grid(places):
    found, cities = places
    assert set(found) == set(cities) and len(set(found.values())) == len(cities)
    assert max(column for _, column in found.values()) < COLUMNS
    for city in cities:  # Alone a place has a tile in its layout: it does not stand in the rows below.
        assert places_of([city])[city] == found[city]


def test_what_lies_well_north_or_east_does_not_stand_south_or_west(places):
    found, cities = places
    known = [one for one in cities if one in SEATS]
    spread = [max(SEATS[one][axis] for one in known) - min(SEATS[one][axis] for one in known) for axis in (0, 1)]
    compared = 0
    for one in known:
        for other in known:
            east, north = (SEATS[one][axis] - SEATS[other][axis] for axis in (0, 1))
            if north > 0.3 * spread[1]:
                compared += 1
                assert found[one][0] <= found[other][0], (one, other)
            if east > 0.3 * spread[0]:
                assert found[one][1] >= found[other][1], (one, other)
    assert compared > 5


def test_neighbours_touch(places):
    found, _ = places
    pairs = [pair for pair in NEIGHBOURS if set(pair) <= set(found)]
    assert pairs
    for one, other in pairs:
        assert max(abs(found[one][axis] - found[other][axis]) for axis in (0, 1)) == 1, (one, other)


def test_places_of_another_province_stand_in_a_grid_in_the_order_of_their_plan():
    cities = [f"place-{n}" for n in range(7)]
    assert not is_schematic(cities)
    assert places_of(cities) == {one: divmod(n, COLUMNS) for n, one in enumerate(cities)}
