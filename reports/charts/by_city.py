"""Who adopts, by city, as a table of shades: a row a city, a column an upgrade, the numbers in the cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from clustercast.model.results.run import Run
from clustercast.reports.charts.city_data import (
    CityShare,
    city_name,
    city_shares_of,
    in_number,
    most_of,
    shade,
    shade_keys,
)
from clustercast.reports.charts.drawing.about import About, joined
from clustercast.reports.charts.drawing.entry import ChartEntry, Table
from clustercast.reports.charts.drawing.lettering import height_of
from clustercast.reports.charts.drawing.rows import Label, heads_of, in_rows, numbered, put_labels, room_for
from clustercast.reports.charts.drawing.sheet import INNER, Sheet, Texts
from clustercast.reports.charts.drawing.style import GREY, SMALL, in_style, ink_on
from clustercast.reports.charts.profile import upgrade_entries, upgrade_name
from clustercast.reports.words.numbers import number
from clustercast.reports.words.words import Language, in_clauses, say

if TYPE_CHECKING:
    from matplotlib.figure import Figure

LEFT, LEAST_LEFT, LEAST, WIDEST = 84.0, 64.0, 27.0, 80.0


@dataclass(frozen=True, slots=True)
class ByCity:
    """A page of the table: some upgrades. ``most`` is where the shades end, the same on every page."""

    about: About
    shares: tuple[CityShare, ...]
    most: float
    page: int = 1
    pages: int = 1

    def title(self, lang: Language) -> str:
        """What the chart is called."""
        return numbered(say("by_city_title", lang, year=self.shares[0].year), self.page, self.pages)

    def caption(self, lang: Language) -> str:
        """What the cells say, and of how many members."""
        return joined([say("by_city_note", lang, sample=self.about.sample(lang))], lang)

    def alt(self, lang: Language) -> str:
        """The city with the greatest and the one with the least share, upgrade by upgrade."""
        said = []
        for upgrade in dict.fromkeys(one.upgrade for one in self.shares):
            known = [one for one in self.shares if one.upgrade == upgrade and one.p50 is not None]
            if known:
                least, most = (pick(known, key=lambda one: one.p50 or 0.0) for pick in (min, max))
                ends = (f"{city_name(one, lang)} {number(one.p50, 2)}%" for one in (most, least))
                said.append(f"{upgrade_name(most, lang)}: {' … '.join(ends)}")
        year = self.shares[0].year
        return say("by_city_alt", lang, year=year, upgrades=in_clauses(said, lang))

    def table(self) -> Table:
        """A row a city and upgrade."""
        return Table.of(self.shares)

    @in_style
    def figure(self, lang: Language) -> Figure:
        """The drawing."""
        upgrades = list({one.upgrade: upgrade_name(one, lang) for one in self.shares}.items())
        cities = list({one.city: one for one in self.shares}.values())
        left = room_for(LEFT, LEAST_LEFT, [words for _, words in upgrades], 2.0)
        wide = min(WIDEST, (INNER - left) / len(upgrades))
        heads = heads_of([words for _, words in upgrades], wide - 2.0)
        head = max(height_of(one, SMALL) for one in heads) + 4.0
        rows, height = in_rows([_label(one) for one in cities], lang, left - 6.0, LEAST)
        texts = Texts(
            self.title(lang), ((say("share_axis", lang), GREY),), (self.caption(lang),), self.about.foot(lang)
        )
        sheet = Sheet(texts, head + height + 6.0, shade_keys(self.most, lang))
        put_labels(sheet, rows, head)
        for column, (upgrade, _) in enumerate(upgrades):
            at = left + wide * column
            sheet.text(at + wide / 2.0, head - 3.0 - height_of(heads[column], SMALL), heads[column], ha="center")
            for row, city in zip(rows, cities, strict=True):
                one = next(share for share in self.shares if (share.city, share.upgrade) == (city.city, upgrade))
                put_cell(sheet, (at + 1.0, head + row.top + 0.8, wide - 2.0, row.height - 1.6), one, self.most)
        return sheet.figure


def put_cell(
    sheet: Sheet, box: tuple[float, float, float, float], one: CityShare, most: float, above: str = ""
) -> None:
    """A cell (left, top, width, height) in its shade with its numbers, and perhaps a name over them."""
    left, top, width, height = box
    colour = "#ffffff" if one.p50 is None else shade(one.p50, most)
    frame = {"edgecolor": "#888888", "linewidth": 0.6} if one.p50 is None else {"edgecolor": "none"}
    sheet.box(left, top, width, height, facecolor=colour, **frame)
    words = f"{above}\n{in_number(one)}" if above else in_number(one)
    sheet.text(left + width / 2.0, top + height / 2.0, words, middle=True, ha="center", color=ink_on(colour))


def _label(one: CityShare) -> Label:
    zh, en = (say("firms_count", lang, firms=number(one.firms)) for lang in ("zh", "en"))
    return Label((one.city_zh, one.city_en), under=(zh, en))


def by_city_entries(run: Run) -> list[ChartEntry]:
    """Take-up by city, a few upgrades to a page; none where the run did not keep it."""
    return upgrade_entries(run, "adopters-by-city", "city", city_shares_of, _page)


def _page(run: Run, shares: Sequence[CityShare], shown: Sequence[str], page: int, pages: int) -> ByCity:
    here = tuple(one for one in shares if one.upgrade in shown)
    return ByCity(About.of(run.record), here, most_of(shares), page, pages)
