"""A schematic map: a tile a city, in the shade of the share of its firms that have an upgrade.

Tiles stand where ``tiles.toml`` puts them, which is about where the cities lie; all are of one size, since a large city
is no more a target than a small one.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from clustercast.model.results.run import Run
from clustercast.reports.charts.by_city import put_cell
from clustercast.reports.charts.city_data import CityShare, city_name, city_shares_of, in_number, most_of, shade_keys
from clustercast.reports.charts.drawing.about import About, joined
from clustercast.reports.charts.drawing.entry import ChartEntry, Table
from clustercast.reports.charts.drawing.lettering import height_of, shortened
from clustercast.reports.charts.drawing.sheet import INNER, Sheet, Texts
from clustercast.reports.charts.drawing.style import GREY, SMALL, in_style
from clustercast.reports.charts.profile import has_profile, named, upgrade_name
from clustercast.reports.words.words import Language, say

if TYPE_CHECKING:
    from matplotlib.figure import Figure

COLUMNS, FEWEST_COLUMNS = 5, 4
"""Tiles beside each other in a plain grid, and for how many there is room at least."""
FEWEST = 0.8
"""A layout is used for a plan with at least this share of its cities in it."""
GAP = 2.0
MAPS = 2
"""At most so many maps: the table by city has all upgrades."""

Places = dict[str, tuple[int, int]]


@cache
def _layouts() -> Mapping[str, Mapping[str, list[int]]]:
    return tomllib.loads((Path(__file__).with_name("tiles.toml")).read_text(encoding="utf-8"))


def places_of(cities: Sequence[str]) -> Places:
    """Row and column of the tile of every city; those without one in the layout stand in rows of their own below."""
    fitting = [one for one in _layouts().values() if sum(city in one for city in cities) >= FEWEST * len(cities)]
    layout = fitting[0] if fitting else {}
    found = {city: (layout[city][0], layout[city][1]) for city in cities if city in layout}
    below = max((row for row, _ in found.values()), default=-1) + 1
    others = [city for city in cities if city not in found]
    return found | {city: (below + n // COLUMNS, n % COLUMNS) for n, city in enumerate(others)}


def is_schematic(cities: Sequence[str]) -> bool:
    """Whether the tiles stand about where the cities lie."""
    places = places_of(cities)
    return any(places[city] == tuple(one.get(city, ())) for one in _layouts().values() for city in cities)


@dataclass(frozen=True, slots=True)
class CityMap:
    """The map of one upgrade. ``most`` is where the shades end, the same on the maps of all upgrades."""

    about: About
    shares: tuple[CityShare, ...]
    most: float

    def title(self, lang: Language) -> str:
        """What the chart is called."""
        one = self.shares[0]
        return say("map_title", lang, upgrade=upgrade_name(one, lang), year=one.year)

    def caption(self, lang: Language) -> str:
        """What tiles say, of how many members, and that it is no map."""
        note = "map_note" if is_schematic([one.city for one in self.shares]) else "grid_note"
        return joined([say("map_cells", lang, sample=self.about.sample(lang)), say(note, lang)], lang)

    def alt(self, lang: Language) -> str:
        """Every city with its share, the greatest first."""
        order = sorted(self.shares, key=lambda one: -(one.p50 or 0.0))
        said = (f"{city_name(one, lang)} {in_number(one).split(chr(10))[0]}" for one in order)
        return f"{self.title(lang)}{'：' if lang == 'zh' else ': '}{('；' if lang == 'zh' else '; ').join(said)}"

    def table(self) -> Table:
        """A row a city."""
        return Table.of(self.shares)

    @in_style
    def figure(self, lang: Language) -> Figure:
        """The drawing."""
        places = places_of([one.city for one in self.shares])
        across = max(FEWEST_COLUMNS, *(column + 1 for _, column in places.values()))
        wide = INNER / across
        names = {one.city: shortened(city_name(one, lang), SMALL, wide - 2 * GAP, 3) for one in self.shares}
        high = max(height_of(f"{name}\n\n", SMALL) for name in names.values()) + 7.0
        texts = Texts(
            self.title(lang), ((say("share_axis", lang), GREY),), (self.caption(lang),), self.about.foot(lang)
        )
        rows = 1 + max(row for row, _ in places.values())
        sheet = Sheet(texts, rows * high + 4.0, shade_keys(self.most, lang))
        for one in self.shares:
            row, column = places[one.city]
            put_cell(
                sheet,
                (column * wide + GAP / 2, row * high + GAP / 2, wide - GAP, high - GAP),
                one,
                self.most,
                above=names[one.city],
            )
        return sheet.figure


def city_map_entries(run: Run) -> list[ChartEntry]:
    """A map of the upgrades that most projected targets are about; none without cities."""
    if not has_profile(run) or not run.dataset.sizes.get("city", 0):
        return []
    read = cache(lambda: city_shares_of(run.dataset, run.record.main.id))
    return [ChartEntry(f"city-map-{upgrade}", "map", partial(_map, run, read, upgrade)) for upgrade in aimed_at(run)]


def aimed_at(run: Run) -> list[str]:
    """The upgrades whose goal most projected targets have (the first, where none has), the first of equals before."""
    upgrades = [one.id for one in named(run.dataset, "upgrade")]
    if run.known_plan is None:
        return upgrades[:1]
    goals = Counter(one.goal for one in run.plan.targets if one.status == "projected")
    found = [one for one in run.plan.upgrades if goals[one.goal] and one.code in upgrades]
    return [one.code for one in sorted(found, key=lambda one: -goals[one.goal])[:MAPS]] or upgrades[:1]


def _map(run: Run, read: Any, upgrade: str) -> CityMap:
    shares = read()
    here = tuple(one for one in shares if one.upgrade == upgrade)
    return CityMap(About.of(run.record), here, most_of(shares))
