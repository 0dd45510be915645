"""The tables of a calibration: parameters before and after, figures observed and given back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clustercast.calibration.evidence import KINDS
from clustercast.reports.tables.folding import FoldingTable
from clustercast.reports.words.words import Language

if TYPE_CHECKING:
    from clustercast.calibration.calibrate import Calibration

Band = tuple[float, float, float]
HEADS = {
    "en": (("parameter", "prior 5 / 50 / 95 %", "posterior 5 / 50 / 95 %", "ratio", "data"),
           ("figure", "observed", "model 5 / 50 / 95 %", "threshold model", "predicted 5 / 50 / 95 %")),
    "zh": (("参数", "先验 5/50/95%", "后验 5/50/95%", "标准差比", "数据"),
           ("数字", "观测", "模型 5/50/95%", "纯阈值模型", "预测 5/50/95%")),
}  # fmt: skip
SAID = {"en": ("informed", "not informed"), "zh": ("有信息", "无信息")}


def parameter_table(found: Calibration, lang: Language) -> FoldingTable:
    """Each parameter of the fit: prior, posterior, and whether the data inform it."""
    table = _table(HEADS[lang][0])
    for row in found.parameters:
        label = row.label_zh if lang == "zh" else row.label_en
        said = SAID[lang][0 if row.informed else 1]
        table.add_row(f"{label} ({row.name})", _band(row.prior), _band(row.posterior), f"{row.ratio:.2f}", said)
    return table


def figure_table(found: Calibration, lang: Language) -> FoldingTable:
    """Each observed figure, and what either variant gives."""
    table = _table(HEADS[lang][1])
    for row, other in zip(found.figures, found.figures_threshold, strict=True):
        label = row.label_zh if lang == "zh" else row.label_en
        unit = KINDS[row.kind][2]
        shown = (
            _value(row.observed, unit),
            _band(row.model, unit),
            _band(other.model, unit),
            _band(row.predicted, unit),
        )
        table.add_row(label, *shown)
    return table


def _table(heads: tuple[str, ...]) -> FoldingTable:
    table = FoldingTable(box=None, pad_edge=False)
    for place, head in enumerate(heads):
        table.add_column(head, justify="left" if place == 0 else "right")
    return table


def _band(band: Band, unit: str = "") -> str:
    return " / ".join(_value(value, unit) for value in band)


def _value(value: float, unit: str) -> str:
    if unit == "units":
        return f"{value:,.0f}"
    return f"{100.0 * value:.1f} %" if unit == "share" else f"{value:.3g}"
