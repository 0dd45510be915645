"""A figure and the columns of the table in which figures are given."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

BASES = {"plan": ("计划口径", "计划", "plan", "original"), "restated": ("新口径", "调整后", "restated", "rebased")}
"""On which accounts a figure stands: those of the plan, or others, whose factor over the plan's must then be given."""
COLUMNS: dict[str, tuple[str, ...]] = {
    "subject": ("目标或指标", "target or indicator", "目标", "指标", "target", "indicator", "id", "编号"),
    "year": ("年份", "year", "年", "年度"),
    "quarter": ("季度", "quarter", "季"),
    "value": ("数值", "value", "值", "figure", "公布数"),
    "unit": ("单位", "unit"),
    "error": ("误差", "error", "sd", "标准误差"),
    "basis": ("口径", "basis"),
    "factor": ("口径系数", "factor", "新口径/计划口径"),
    "vintage": ("公布日期", "vintage", "published", "版本"),
    "source": ("来源", "source", "出处"),
}
"""The columns by the headers that name them, the first in Chinese, the second in English."""
NEEDED = ("subject", "year", "value", "unit")


@dataclass(frozen=True, slots=True)
class Figure:
    """A published number: ``subject`` is the id of a target or (``of``) of an indicator, ``quarter`` 1 to 4.

    ``value`` and ``sd`` (the standard deviation of its error, None: not known) are in the subject's own unit and on
    the plan's accounts. Of a target it is what would be judged if its deadline were then: the level, the growth a year
    since the base, the count so far, the count of the year. ``cell`` is where it was read.
    """

    subject: str
    of: Literal["target", "indicator"]
    year: int
    quarter: int
    value: float
    sd: float | None = None
    vintage: str = ""
    source: str = ""
    cell: str = ""

    @property
    def name(self) -> str:
        """What it is called: the subject and its time, which no two figures share."""
        return f"{self.subject}@{self.year}" + ("" if self.quarter == 4 else f"Q{self.quarter}")


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of a file in an order that does not depend on that of its rows; ``hash`` is of what they say."""

    file: str
    hash: str
    figures: tuple[Figure, ...]

    def until(self, year: int | None) -> tuple[Figure, ...]:
        """Those that speak of a year up to this one; all without one."""
        return tuple(one for one in self.figures if year is None or one.year <= year)
