"""What a calibration says, in words of both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clustercast.reports.words.words import Language

if TYPE_CHECKING:
    from clustercast.calibration.calibrate import Calibration

CLEAR = 3.0
"""Nats by which the evidence of one variant must exceed the other's before the data are said to prefer it."""


def findings(found: Calibration, lang: Language) -> list[str]:
    """The sentences under the tables: what was fitted to what, what is not known, and which variant the data prefer."""
    return [_cut(found, lang), _not_informed(found, lang), _variants(found, lang), _beyond(lang), _misses(found, lang)]


def _cut(found: Calibration, lang: Language) -> str:
    origin, figures = found.cut.origin, len(found.figures)
    size, calls = round(found.full.effective), found.full.calls
    if lang == "zh":
        return (
            f"数据截止：{origin}年预测起点之前已知的{figures}个数字（安装量为事后修订版，属准实时）；"
            f"有效样本量{size}，似然计算{calls}次。"
        )
    return (
        f"Cut of the data: {figures} figures known at a forecast origin in {origin} (installations in a later vintage: "
        f"pseudo real time); effective sample size {size}, {calls} likelihoods."
    )


def _not_informed(found: Calibration, lang: Language) -> str:
    names = ", ".join(row.name for row in found.parameters if not row.informed)
    if lang == "zh":
        return f"数据未提供信息的参数（后验标准差不小于先验的0.9倍）：{names or '无'}。"
    return f"Not informed by data (posterior spread at least 0.9 of the prior's): {names or 'none'}."


def _variants(found: Calibration, lang: Language) -> str:
    gap = found.log_bayes_factor
    full, threshold = found.full.log_evidence, found.threshold.log_evidence
    error = (found.full.log_evidence_error**2 + found.threshold.log_evidence_error**2) ** 0.5
    if lang == "zh":
        said = "数据无法区分二者" if abs(gap) < CLEAR else ("数据倾向有传播的模型" if gap > 0 else "数据倾向纯阈值模型")
        return (
            f"对数证据：有传播{full:.1f}，纯阈值（无传播，人人知晓）{threshold:.1f}，相差{gap:.1f}±{error:.1f}：{said}。"
            "即便有差别，也只说明曲线形状，不证明传播的因果作用。"
        )
    said = "the data cannot tell them apart"
    if abs(gap) >= CLEAR:
        said = "the data lean to the model with contagion" if gap > 0 else "the data lean to the threshold model"
    return (
        f"Log evidence: with contagion {full:.1f}, pure threshold (q = 0, everyone knows) {threshold:.1f}; difference "
        f"{gap:.1f} +- {error:.1f}: {said}. A difference speaks of the shape of one curve, never of a cause."
    )


def _beyond(lang: Language) -> str:
    if lang == "zh":
        return (
            "任何数列都不能识别：同群权重、评审率、竞争速度、政府注意力、本省平移量以及一切政策效果；这些仍取自先验。"
        )
    return (
        "No series identifies the weights of peers, the rate of review, the speed of competition, the attention of "
        "governments, the region's own shift or the effect of any policy: these stay with their priors."
    )


def _misses(found: Calibration, lang: Language) -> str:
    missed = [row for row in found.figures if not row.within]
    if lang == "zh":
        names = "；".join(row.label_zh for row in missed)
        return f"落在90%预测带之外的数字：{names}。" if missed else "所有数字都落在90%预测带之内。"
    names = "; ".join(row.label_en for row in missed)
    return f"Outside their predicted 90 %: {names}." if missed else "Every figure lies within its predicted 90 %."
