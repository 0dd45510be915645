"""The words of charts, Chinese and English; `say` finds them with all others."""

CHART_TERMS: dict[str, tuple[str, str]] = {
    # fan charts
    "origin": ("预测起点{quarter}", "forecast origin {quarter}"),
    "end_of_year": ("{year}年末", "end {year}"),
    "projected_side": ("预测", "projected"),
    "nowcast_side": ("即期推算", "nowcast"),
    "target_line": ("目标 {value}", "target {value}"),
    "required_line": ("计入容差后的达标线 {value}", "bar after tolerances {value}"),
    "band_of": ("{share}%的成员", "{share}% of members"),
    "median_line": ("中位数", "median"),
    "median_of": ("{scenario}：中位数", "{scenario}: median"),
    "observed": ("已公布数", "observed"),
    "observed_bound": ("已公布数：以上", "observed: more than"),
    "observed_figure": ("{year}年{value}（{source}）", "{value} in {year} ({source})"),
    "more_than": ("{value}以上", "more than {value}"),
    "source_plan": ("规划原文", "the plan's text"),
    "change_axis": ("比基年增加（{unit}）", "change since the base year ({unit})"),
    "ratio_axis": ("基年 = 1", "base year = 1"),
    "average_growth": ("自基年起年均（{unit}）", "average since the base year ({unit})"),
    "proxy_shown": ("代理指标：{indicator}", "stand-in: {indicator}"),
    "direction_only": ("原文没有数值，只看方向", "no number in the text: direction only"),
    "no_probability": ("无概率", "no probability"),
    "fan_note": (
        "色带由深至浅为居中的30%、60%、90%的成员（{sample}）；色带和线均为模型推算，{origin}之前为即期推算，之后为预测。",
        "Shades, dark to pale: the middle 30, 60 and 90 percent of members ({sample}). Shades and lines are "
        "simulated: a nowcast before {origin}, projected from then on.",
    ),
    "fan_interval": (
        "概率后的括号为95%抽样区间（威尔逊法）。",
        "Behind the probability: its 95 % sampling interval (Wilson).",
    ),
    "fan_observed": (
        "黑色方块（三角为下限）为已公布数，不是模拟值：{figures}。",
        "Black squares (a triangle: a lower bound) are published, not simulated: {figures}.",
    ),
    "quota_note": (
        "◇ 由部门认定，取决于名额。",
        "◇ An agency decides: it depends on the places given.",
    ),
    "nowcast_note": (
        "△ 期限在预测起点当年，为即期推算。",
        "△ Due in the year of the forecast origin: a nowcast.",
    ),
    # attainment matrix
    "matrix_title": ("各情景下目标达成概率", "Probability of attainment by scenario"),
    "matrix_on_course": ("66%及以上：有望完成", "66% or more: on course"),
    "matrix_open": ("33%—66%：尚难判断", "33 to 66%: too close to call"),
    "matrix_at_risk": ("低于33%：难以完成", "below 33%: at risk"),
    "matrix_note": (
        "模型内概率，下行为95%抽样区间（{sample}）。",
        "Probability in the model, and below it its 95 % sampling interval ({sample}).",
    ),
    "matrix_rest": (
        "另有{count}项目标缺基数，不给概率，未列入。",
        "{count} more targets have no published base, get no probability and are not shown.",
    ),
    "matrix_alt": (
        "“{scenario}”情景下模型内达成概率：{targets}。",
        'Probability in the model under "{scenario}": {targets}.',
    ),
    # scenarios against each other
    "comparison_title": (
        "与“{against}”相比，达成概率的变化",
        'Change in the probability of attainment against "{against}"',
    ),
    "comparison_axis": ("百分点", "percentage points"),
    "comparison_note": (
        "符号为同一成员在两情景间之差的均值，横线为95%区间（均值±1.96倍标准误；{members}个成员，共同随机数）；"
        "没有横线处各成员的结果相同。",
        "Marks: mean difference between the scenarios within members, with common random numbers; lines: 95 % "
        "interval (mean ± 1.96 standard errors, {members} members). No line: the same in every member.",
    ),
    "comparison_alt": (
        "“{scenario}”比“{against}”的达成概率之差（百分点）：{targets}。",
        'Difference in probability between "{scenario}" and "{against}", in points: {targets}.',
    ),
    # where the uncertainty comes from
    "drivers_title": ("不确定性来自哪里", "Where the uncertainty comes from"),
    "drivers_axis": ("达成概率，按参数取值五等分", "Probability of attainment by fifths of a parameter"),
    "drivers_range": ("五等分间最低—最高", "least to greatest among the fifths"),
    "drivers_all": ("全部成员", "all members"),
    "drivers_note": (
        "每项目标至多三个参数，只列与偏差的秩相关超出偶然水平且概率随之变化者（{sample}）；每一等分只有五分之一的成员。",
        "At most three parameters a target: those whose rank correlation with the margin is beyond chance and that "
        "move the probability ({sample}). A fifth has a fifth of the members.",
    ),
    "drivers_alt": (
        "最有影响的参数及按其五等分的概率范围：{targets}。",
        "Parameters that move the targets most, and the range of the probability over their fifths: {targets}.",
    ),
    # a study of sensitivity
    "morris_title": ("什么左右达成概率（筛查）", "What moves the probability (screening)"),
    "morris_axis": ("因素走过其90%范围时概率的变动，百分点", "Percentage points over 90 % of a factor's range"),
    "morris_mark": ("平均变动μ*与95%区间", "mean change μ* and 95 % interval"),
    "morris_note": (
        "Morris法，每项目标至多三个因素；变动取绝对值，不分正负（每点：{sample}）。这是模型内的影响，不是政策效果的证据。",
        "Morris: at most three factors a target; changes count by size, whichever way they go (each point: {sample}). "
        "Effects in the model, no evidence on what a policy does.",
    ),
    "sobol_title": ("差额的不确定性由谁造成（方差份额）", "What makes the margin uncertain (shares of variance)"),
    "sobol_axis": ("占差额方差的份额，%", "Percent of the variance of the margin"),
    "sobol_mark": ("总效应与95%区间", "total index and 95 % interval"),
    "sobol_first": ("单独效应", "alone (first index)"),
    "sobol_note": (
        "Sobol法，每项目标至多三个因素；只分筛选出的几个因素造成的方差，总效应含交互，各项之和可超过100%（每点：{sample}）。",
        "Sobol: at most three factors a target, among the few that the screening chose; total indices hold what "
        "factors do together, so they may add up to more than 100 % (each point: {sample}).",
    ),
    # who takes up what
    "share_axis": ("已采用的规模以上企业占比", "Share of firms that have taken it up"),
    "share_axis_all": ("已采用的企业占比", "Share of firms that have taken it up"),
    "firms_count": ("{firms}家", "{firms} firms"),
    "no_firms": ("没有企业", "no firms"),
    "median_in": ("{year}年：中位数", "{year}: median"),
    "median_and_band_in": ("{year}年：中位数与5%—95%的成员", "{year}: median and 5 to 95 % of members"),
    "diffusion_title": ("各集群的升级扩散", "Diffusion of upgrades by cluster"),
    "diffusion_firms": ("基年{firms}家", "{firms} firms at the base"),
    "diffusion_note": (
        "各图纵轴相同；图中数字为{year}年中位数；灰底为预测起点之前（{sample}）。★ 规划的重点集群在前，"
        "其余为基年企业最多者，至多{clusters}个，均不少于{fewest}家。",
        "All panels have one scale; the number is the median of {year}; grey: before the forecast origin ({sample}). "
        "★ The plan's flagships first, then the clusters with most firms; {clusters} at most, with {fewest} firms or "
        "more each.",
    ),
    "diffusion_alt": (
        "{year}年底各集群已采用企业占比的中位数：{clusters}。",
        "Median share of firms that have taken up each upgrade by the end of {year}: {clusters}.",
    ),
    "by_size_title": ("谁在升级：按企业规模", "Who adopts, by size"),
    "by_size_note": (
        "按当年收入分组，各图横轴相同（{sample}）；企业数为末年中位数。",
        "Classes by revenue of the year; all panels have one scale ({sample}). Firms are medians of the last year.",
    ),
    "by_size_alt": (
        "{year}年底各规模企业已采用占比的中位数：{upgrades}。",
        "Median share of firms of each size that have taken up an upgrade by the end of {year}: {upgrades}.",
    ),
    "by_city_title": ("谁在升级：按地区，{year}年底", "Who adopts, by place, end of {year}"),
    "by_city_note": (
        "格内上行为中位数，下行为5%—95%的成员，均为百分比（{sample}）；企业数为中位数。",
        "In a cell: the median, below it 5 to 95 % of members, in percent ({sample}). Firms are medians.",
    ),
    "by_city_alt": (
        "{year}年底已采用企业占比中位数最高与最低的地区：{upgrades}。",
        "Places with the greatest and the least median share at the end of {year}: {upgrades}.",
    ),
    "map_title": ("{upgrade}：各地已采用企业占比，{year}年底", "{upgrade}: share of firms by place, end of {year}"),
    "map_cells": (
        "格内为中位数与5%—95%的成员，均为百分比（{sample}）。",
        "In a tile: the median, and 5 to 95 % of members, in percent ({sample}).",
    ),
    "map_note": (
        "示意图：方格只表示大致方位，不表示边界、距离和面积。",
        "A scheme: tiles stand about where places lie and show no borders, distances or areas.",
    ),
    "grid_note": ("示意图：按规划所列顺序排列，不表示方位。", "A scheme: tiles stand in the order of the plan."),
    # outlays
    "outlay_title": ("各年财政支出：按项目", "Outlay by programme and year"),
    "outlay_note": (
        "柱高为成员均值，各部分之和即为合计；竖线为合计的5%—95%区间；各图纵轴相同（{sample}）。",
        "Heights are means over members, so that parts add up; the line spans 5 to 95 % of members for the whole. All "
        "panels have one scale ({sample}).",
    ),
    "outlay_line": ("合计：5%—95%的成员", "whole: 5 to 95 % of members"),
    "outlay_none": ("没有支出", "nothing is paid"),
    "outlay_alt": (
        "规划期内各情景支出均值合计（{unit}）：{scenarios}。",
        "Mean outlay over the years of the plan ({unit}): {scenarios}.",
    ),
    # recognition
    "recognition_title": ("梯度培育与认定，{year}年", "Ladder and recognition, {year}"),
    "recognition_axis": ("个数，对数刻度（1以上）", "Number, logarithmic above 1"),
    "qualified": ("符合条件", "qualify"),
    "titles_held": ("累计持有称号", "hold the title"),
    "awarded": ("当年认定", "awarded in the year"),
    "act_recognition": ("本规划的认定", "given under the plan"),
    "act_title": ("上级部门的称号", "given by higher levels"),
    "act_status": ("按标准归类", "by a criterion alone"),
    "recognition_note": (
        "符号为中位数，横线为5%—95%的成员；长短不表示数量（{sample}）。",
        "Marks: medians; lines: 5 to 95 % of members; no length means an amount ({sample}).",
    ),
}
