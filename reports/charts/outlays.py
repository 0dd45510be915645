"""What is paid: outlay by programme and year, and interest subsidies, scenarios beside each other on one scale.

Heights are means over members, so that parts add up to the whole; the line on a column spans 5 to 95 % of the members
for the whole. The programmes that cost most have a part of their own, the others one together.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.ticker import MaxNLocator

from clustercast.model.results.run import Run
from clustercast.reports.charts.drawing.about import About, joined
from clustercast.reports.charts.drawing.entry import ChartEntry, Table
from clustercast.reports.charts.drawing.lettering import height_of, width_of, wrapped
from clustercast.reports.charts.drawing.sheet import INNER, Key, Sheet, Texts
from clustercast.reports.charts.drawing.style import FILLS, GREY, INK, SMALL, in_style
from clustercast.reports.charts.profile import Named, has_profile, named, values_of, years_of
from clustercast.reports.charts.quantiles import quantiles
from clustercast.reports.words.numbers import number, unit_label
from clustercast.reports.words.words import Language, in_clauses, label_of, say
from clustercast.scenarios import convert

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

HEIGHT, APART, BESIDE = 130.0, 12.0, 3
"""Height of a panel, what is between panels (points), and panels beside each other."""
COLUMN, BEFORE, BEHIND = 0.6, 0.1, 0.32
"""In years: the width of a column, how far before the tick of its year it stands, and how far behind it the line for
the whole does, so that it is seen beside dark parts as well as pale ones."""
OTHERS = Named("other", "其他", "other")
INTEREST = Named("interest", "贷款贴息", "interest subsidies")
WHOLE = Named("all", "合计", "whole")
OWN = "CNY_10k"
ROUNDING = 1e-6


@dataclass(frozen=True, slots=True)
class Outlay:
    """What a programme pays in a year under a scenario: mean over members; of all together the 5 and 95 % too."""

    scenario: str
    year: int
    programme: str
    programme_zh: str
    programme_en: str
    mean: float
    p05: float | None
    p95: float | None
    unit: str


def outlays_of(data: Any, scenarios: tuple[str, ...]) -> tuple[Outlay, ...]:
    """Every scenario and year of the plan: the parts from the dearest on, and the whole."""
    paid = {one: paid_parts(data, one) for one in scenarios}
    sums = np.nan_to_num(np.sum([_mean(one).sum(axis=0) for one in paid.values()], axis=0))
    order = sorted((place for place in range(len(sums)) if sums[place] > 0), key=lambda place: -sums[place])
    own = order[: len(FILLS) - 1] if len(order) > len(FILLS) else order
    unit = _unit(max((float(_mean(one).sum(axis=1).max()) for one in paid.values()), default=0.0))
    factor, names = convert(1.0, OWN, unit), [*named(data, "programme"), INTEREST]
    rows: list[Outlay] = []
    for scenario, values in paid.items():
        parts = [(names[place], values[:, :, place]) for place in own]
        if len(order) > len(own):
            parts.append((OTHERS, values[:, :, order[len(own) :]].sum(axis=2)))
        for y, year in enumerate(years_of(data)[1:]):
            for one, part in parts:
                rows.append(_row(scenario, year, one, factor * _mean(part)[y], None, None, unit))
            whole = factor * values.sum(axis=2)
            low, high = (float(one) for one in quantiles(whole[:, y], (0.05, 0.95)))
            rows.append(_row(scenario, year, WHOLE, _mean(whole)[y], low, high, unit))
    return tuple(rows) if order else ()


def paid_parts(data: Any, scenario: str) -> np.ndarray:
    """``[member, year, part]`` of the years of the plan: every programme, then what is paid beside them, as interest
    subsidies (less than a millionth of the whole is rounding).
    """
    programmes = values_of(data, "outlay", scenario)[:, 1:]
    whole = values_of(data, "outlay_total", scenario)[:, 1:]
    rest = whole - programmes.sum(axis=2)
    rest = np.where(rest < ROUNDING * whole, 0.0, rest)
    return np.concatenate([programmes, rest[:, :, None]], axis=2)


def _row(scenario: str, year: int, one: Named, mean: float, low: float | None, high: float | None, unit: str) -> Outlay:
    return Outlay(scenario, year, one.id, one.label_zh, one.label_en, float(mean), low, high, unit)


def _mean(values: np.ndarray) -> np.ndarray:
    """The mean over members that gave a number."""
    known = np.isfinite(values)
    return np.where(known, values, 0.0).sum(axis=0) / np.maximum(known.sum(axis=0), 1)


def _unit(most: float) -> str:
    """CNY 100 million from ten thousand times CNY 10k on."""
    return "CNY_100m" if most >= 10_000.0 else OWN


@dataclass(frozen=True, slots=True)
class Outlays:
    """The outlays of every scenario."""

    about: About
    outlays: tuple[Outlay, ...]

    def title(self, lang: Language) -> str:
        """What the chart is called."""
        return say("outlay_title", lang)

    def caption(self, lang: Language) -> str:
        """What heights and lines are, and of how many members."""
        sample = self.about.sample(lang, *self.about.scenarios)
        return joined([say("outlay_note", lang, sample=sample)], lang)

    def alt(self, lang: Language) -> str:
        """The sum over the years, scenario by scenario."""
        said = []
        for scenario in self.about.scenarios:
            whole = sum(one.mean for one in self._of(scenario.id) if one.programme == WHOLE.id)
            said.append(f"{label_of(scenario, lang)} {number(whole, 3)}")
        unit = unit_label(self.outlays[0].unit, lang)
        return say("outlay_alt", lang, unit=unit, scenarios=in_clauses(said, lang))

    def table(self) -> Table:
        """A row a scenario, year and part, and one for the whole."""
        return Table.of(self.outlays)

    def _of(self, scenario: str) -> list[Outlay]:
        return [one for one in self.outlays if one.scenario == scenario]

    @in_style
    def figure(self, lang: Language) -> Figure:
        """The drawing."""
        scenarios = self.about.scenarios
        most = max(one.p95 if one.p95 is not None else one.mean for one in self.outlays)
        ticks = MaxNLocator(4, steps=[1, 2, 5, 10]).tick_values(0.0, most or 1.0)
        left = max(width_of(number(one), SMALL) for one in ticks) + 6.0
        beside = min(BESIDE, len(scenarios))
        wide = (INNER - left - 4.0 - APART * (beside - 1)) / beside
        heads = [wrapped(label_of(one, lang), SMALL, wide) for one in scenarios]
        head = max(height_of(one, SMALL) for one in heads) + 4.0
        each = head + HEIGHT + 22.0
        rows = -(-len(scenarios) // beside)
        unit = unit_label(self.outlays[0].unit, lang)
        texts = Texts(self.title(lang), ((unit, GREY),), (self.caption(lang),), self.about.foot(lang))
        sheet = Sheet(texts, rows * each, self._keys(lang))
        for place, (scenario, words) in enumerate(zip(scenarios, heads, strict=True)):
            row, column = divmod(place, beside)
            at = left + column * (wide + APART)
            sheet.text(at + wide / 2.0, row * each + head - 4.0 - height_of(words, SMALL), words, ha="center")
            axes = sheet.axes(at, row * each + head, wide, HEIGHT)
            self._columns(axes, scenario.id, wide)
            if not any(one.mean for one in self._of(scenario.id)):
                sheet.text(at + wide / 2.0, row * each + head + HEIGHT / 2.0, say("outlay_none", lang), middle=True,
                           ha="center", color=GREY)  # fmt: skip
            axes.set_ylim(0.0, ticks[-1])
            axes.set_yticks(ticks, [number(one) if column == 0 else "" for one in ticks])
        return sheet.figure

    def _columns(self, axes: Axes, scenario: str, wide: float) -> None:
        rows = self._of(scenario)
        years = list(dict.fromkeys(one.year for one in rows))
        below = dict.fromkeys(years, 0.0)
        for place, programme in enumerate(_parts(rows)):
            for one in (one for one in rows if one.programme == programme):
                look: dict[str, Any] = {"color": _fill(place, programme), "edgecolor": "white", "linewidth": 0.6}
                axes.bar([one.year - BEFORE], [one.mean], COLUMN, bottom=below[one.year], **look)
                below[one.year] += one.mean
        for one in (one for one in rows if one.programme == WHOLE.id):
            line = {"color": INK, "linewidth": 1.2, "marker": "_", "markersize": 5}
            axes.plot([one.year + BEHIND] * 2, (one.p05 or 0.0, one.p95 or 0.0), **line)
        step = max(1, int(np.ceil(len(years) * (width_of("2020", SMALL) + 4.0) / wide)))
        axes.set_xticks(years, [str(year) if n % step == 0 else "" for n, year in enumerate(years)])
        axes.grid(axis="y", color="#dddddd", linewidth=0.6)
        axes.set_axisbelow(True)

    def _keys(self, lang: Language) -> list[Key]:
        """The parts from the top down, as they lie on each other, then the line."""
        rows, keys = self._of(self.about.main.id), []
        names = {one.programme: one.programme_zh if lang == "zh" else one.programme_en for one in rows}
        for place, programme in reversed(list(enumerate(_parts(rows)))):
            keys.append(Key(names[programme], box={"facecolor": _fill(place, programme)}))
        return [*keys, Key(say("outlay_line", lang), {"color": INK, "linewidth": 1.2})]


def _parts(rows: list[Outlay]) -> list[str]:
    return [one for one in dict.fromkeys(row.programme for row in rows) if one != WHOLE.id]


def _fill(place: int, programme: str) -> str:
    return FILLS[-1] if programme == OTHERS.id else FILLS[place]


def outlay_entries(run: Run) -> list[ChartEntry]:
    """The outlays; none where the run did not keep them or nothing is paid."""
    if not has_profile(run):
        return []
    about = About.of(run.record)
    found = outlays_of(run.dataset, tuple(one.id for one in about.scenarios))
    return [ChartEntry("outlays", "outlays", partial(Outlays, about, found))] if found else []
