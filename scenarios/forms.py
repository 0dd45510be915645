"""How targets are worded, once: kinds of indicator, forms in which a target is read off one, and which go together.

A kind of target is what the text says; its form is how it is judged, the first of `FORMS_OF_KIND` unless a pack says
another. `words kinds` prints these tables.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class IndicatorKind:
    """What the numbers of an indicator are: its label, its meaning and an example in both languages."""

    label: tuple[str, str]
    meaning: tuple[str, str]
    example: str


INDICATOR_KINDS: dict[str, IndicatorKind] = {
    "stock": IndicatorKind(
        ("存量或水平", "stock or level"),
        (
            "季末的数量、金额、占比或两数之比（如人均产值、单位增加值能耗），逐季有值",
            "a count, an amount, a share or a ratio of two amounts (output a person, energy per value added) as it "
            "stands at the end of each quarter",
        ),
        'expression = "count(active == 1 and smart >= 1)", unit = "firms"',
    ),
    "flow_year": IndicatorKind(
        ("全年流量", "flow of the year"),
        (
            "自1月起累加，只在12月读取（名称带 _year 的列、awarded(...)、占全年之比）",
            "adds up from January and is read in December only (columns that end in _year, awarded(...), shares of "
            "such)",
        ),
        'expression = "sum(revenue_year) / 10000", unit = "CNY_100m"',
    ),
    "cumulative": IndicatorKind(
        ("累计数", "running count"),
        (
            "自基年以后累计，基年末为零（awarded_since(...)、robots_added、entered_since）",
            "what has come since the base year, nought at its end (awarded_since(...), robots_added, entered_since)",
        ),
        'expression = "sum(robots_added)", unit = "units"',
    ),
    "rate": IndicatorKind(
        ("当年增速", "rate of the year"),
        (
            "比上年增长百分之几，只在12月读取；单位须为百分数或比例。两数之比不是增速，写 stock 或 flow_year",
            "by how many percent the year stands above the year before, read in December; in percent or as a share. "
            "A ratio of two amounts is no rate: write stock or flow_year",
        ),
        'expression = "100 * (sum(revenue_year) / sum(revenue_last_year) - 1)", unit = "percent"',
    ),
}


@dataclass(frozen=True, slots=True)
class Form:
    """A form of target: its label and formula in both languages, the kinds of indicator it takes, an example.

    ``x`` is the indicator at the end of the deadline year, ``x0`` at the end of the year before the first.
    """

    label: tuple[str, str]
    meaning: tuple[str, str]
    takes: tuple[str, ...]
    example: str


LEVELS = ("stock", "flow_year")
FORMS: dict[str, Form] = {
    "level": Form(
        ("达到", "level reached"),
        ("期末水平 x", "x, at the end of the deadline year"),
        (*LEVELS, "rate"),
        "到2030年达到1600亿元: kind = \"level\", comparator = \">=\"",
    ),
    "every_year": Form(
        ("逐年", "every year"),
        (
            "每一年的数量，以最差一年判断；累计数取当年新增",
            "the number of each year, judged by the worst; of a running count what the year adds",
        ),
        ("flow_year", "cumulative", "rate"),
        "每年20家: kind = \"count_per_year\"",
    ),
    "growth": Form(
        ("年均增长", "compound growth"),
        (
            "同一指标水平（或全年流量）的复合增速 100 ((x/x0)^(1/年数) - 1)；原文称可比口径时另写 comparable",
            "compound growth of the level, or of the yearly flow, of the same indicator: 100 ((x/x0)^(1/years) - 1); "
            "`comparable` where the plan says comparable basis",
        ),
        LEVELS,
        "年均增长6%左右: kind = \"growth_per_year\", comparator = \"~\"",
    ),
    "growth_every_year": Form(
        ("每年增长", "growth of every year"),
        (
            "逐年增速 100 (x/上年 - 1)，以最差一年判断",
            "growth of each year, 100 (x / last year's - 1), judged by the worst",
        ),
        LEVELS,
        "每年增长20%以上: kind = \"growth_per_year\", form = \"growth_every_year\"",
    ),
    "net_increase": Form(
        ("净增", "net increase over base"),
        ("期末比起始年前一年末净增 x - x0", "x - x0"),
        LEVELS,
        "净增50家: kind = \"cumulative_count\", form = \"net_increase\"",
    ),
    "cumulative": Form(
        ("累计新增", "cumulative flow"),
        ("自 from 起各年流量之和", "what came since the beginning of `from`: flows of the years added up"),
        ("flow_year", "cumulative"),
        "2026年起累计新增60家: kind = \"cumulative_count\", from = 2026",
    ),
    "reduction": Form(
        ("下降", "reduction"),
        (
            "比基期下降 100 (1 - x/x0)，目标单位非百分数时为 x0 - x；写正数",
            "100 (1 - x/x0), or x0 - x in a unit that is no percent; written as a positive number",
        ),
        (*LEVELS, "rate"),
        "比2025年下降13%: kind = \"reduction_from_base\", value = 13",
    ),
}  # fmt: skip
"""The forms by their word; only `level` takes a running count where the target is conditional (base plus change)."""

FORMS_OF_KIND: dict[str, tuple[str, ...]] = {
    "level": ("level",),
    "share": ("level", "every_year"),
    "growth_per_year": ("growth", "growth_every_year"),
    "cumulative_count": ("cumulative", "net_increase", "level"),
    "count_per_year": ("every_year",),
    "reduction_from_base": ("reduction",),
    "coverage": ("level", "every_year"),
    "index": ("level",),
    "qualitative": ("level",),
}
"""Kind of target -> the forms in which it may be judged, the first unless the pack says another."""

GROWTH = ("growth", "growth_every_year")
EVERY_YEAR = ("every_year", "growth_every_year")
"""Forms that are met when every year meets the bar."""
IN_PERCENT = ("share", "coverage", "growth_per_year")
"""Kinds whose number is a percent or a share."""
BETTER: dict[str, tuple[str, str]] = {"up": ("越高越好", "more is better"), "down": ("越低越好", "less is better")}
LESS = ("<=", "<")
MORE = (">=", ">")
