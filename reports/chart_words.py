"""The words of charts, Chinese and English; `reports.words.say` finds them with all others."""

CHART_TERMS: dict[str, tuple[str, str]] = {
    # fan charts
    "origin": ("预测起点{quarter}", "forecast origin {quarter}"),
    "projected_side": ("预测", "projected"),
    "nowcast_side": ("即期推算", "nowcast"),
    "target_line": ("目标 {value}", "target {value}"),
    "required_line": ("计入容差后的达标线 {value}", "bar after tolerances {value}"),
    "band_of": ("{share}%的成员", "{share}% of members"),
    "median_line": ("中位数", "median"),
    "median_of": ("{scenario}：中位数", "{scenario}: median"),
    "published_point": ("规划所列{year}年基数", "stated in the plan for {year}"),
    "change_axis": ("比基年增加（{unit}）", "change since the base year ({unit})"),
    "ratio_axis": ("基年 = 1", "base year = 1"),
    "average_growth": ("自基年起年均（{unit}）", "average since the base year ({unit})"),
    "no_probability": ("无概率", "no probability"),
    "fan_note": (
        "色带由深至浅为居中的30%、60%、90%的成员（{sample}）；均为模型推算，{origin}之前为即期推算，之后为预测。",
        "Shades, dark to pale: the middle 30, 60 and 90 percent of members ({sample}). All of it is simulated: a "
        "nowcast before {origin}, projected from then on.",
    ),
    "fan_interval": (
        "概率后的括号为95%抽样区间（威尔逊法）。",
        "Behind the probability: its 95 % sampling interval (Wilson).",
    ),
    "fan_square": ("方块为规划原文所列数，其余为模拟值。", "The square is a number of the plan's text."),
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
    "matrix_open": ("33%—66%：难以判断", "33 to 66%: open"),
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
        "符号为同一成员在两情景间之差的均值，横线为95%区间（均值±1.96倍标准误；{members}个成员，共用随机数）；"
        "没有横线处各成员的结果相同。",
        "Marks: mean difference between the scenarios within members, which share their luck; lines: 95 % interval "
        "(mean ± 1.96 standard errors, {members} members). No line: the same in every member.",
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
        "每项目标至多三个参数，只列与偏差的秩相关超出偶然水平者（{sample}）；每一等分只有五分之一的成员。",
        "At most three parameters a target, and only those whose rank correlation with the margin is beyond chance "
        "({sample}). A fifth has a fifth of the members.",
    ),
    "drivers_alt": (
        "最有影响的参数及按其五等分的概率范围：{targets}。",
        "Parameters that move the targets most, and the range of the probability over their fifths: {targets}.",
    ),
}
