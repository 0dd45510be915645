"""The words of the hindcast, Chinese and English."""

from clustercast.reports.words.words import Language

NAMES: dict[str, tuple[str, str]] = {
    "model": ("模型", "the model"),
    "persistence": ("保持不变（随机游走）", "persistence (random walk)"),
    "drift": ("带漂移的随机游走", "random walk with drift"),
    "linear_trend": ("线性趋势", "linear trend"),
    "log_trend": ("对数趋势", "log trend"),
    "bass": ("巴斯曲线", "Bass curve"),
    "logistic": ("逻辑斯蒂曲线", "logistic curve"),
    "ar1": ("AR(1)（对数增长率）", "AR(1) of log growth"),
    "ets": ("指数平滑（ETS）", "exponential smoothing (ETS)"),
}
VERDICTS = {"wins": ("胜", "wins"), "ties": ("持平", "ties"), "loses": ("负", "loses")}
HEADS: dict[str, tuple[str, str]] = {
    "forecaster": ("预测者", "forecaster"),
    "crps": ("CRPS（千台）", "CRPS (1,000 robots)"),
    "skill": ("模型对其技巧（90%区间）", "skill of the model against it (90 % interval)"),
    "verdict": ("模型", "the model"),
    "log_skill": ("对数技巧", "skill in logs"),
    "cover90": ("90%带覆盖", "90 % band covers"),
    "cover50": ("50%带覆盖", "50 % band covers"),
    "brier": ("Brier", "Brier"),
}
REASONS: dict[str, tuple[str, str]] = {
    "restated": ("口径已变，排除", "restated: excluded"),
    "other": ("数据口径或范围不同", "the rows measure something else"),
    "no base": ("规划未公布基期", "no published base"),
    "earlier": ("数据早于起点", "the rows are not later than the origin"),
    "no row": ("无数据", "no row"),
}
TEXTS: dict[str, tuple[str, str]] = {
    "held_out": (
        "拟合至2018年，只在2019—2022年评分（{pairs}个年份；自助法区间按年份重抽，偏窄）",
        "Fitted to 2018, judged on 2019-2022 ({pairs} years; the bootstrap draws years, so its"
        " intervals are too narrow)",
    ),
    "rolling": (
        "滚动起点{first}—{last}年，提前1—4年（{pairs}对；自助法按起点重抽，仅{blocks}个起点）",
        "Rolling origins {first}-{last}, one to four years ahead ({pairs} pairs; the bootstrap draws"
        " origins, of which there are"
        " {blocks})",
    ),
    "pseudo": (
        "准实时：数据为2025年的一个版本，首次发布数与之相差约{sd}%。一个全国序列只检验扩散；任何政策效果都没有数据检验。",
        "Pseudo real time: the data are one vintage of 2025; first releases differ by about {sd}"
        " percent. One national series"
        " tests diffusion; no data test the effect of any policy.",
    ),
    "no_dm": (
        "独立误差不足{enough}个，不做Diebold-Mariano检验。",
        "Fewer than {enough} independent errors: no Diebold-Mariano test.",
    ),
    "wins": ("在2019—2022年，模型胜过：{names}。", "On 2019-2022 the model wins against: {names}."),
    "ties": (
        "在2019—2022年，模型与之持平（区间含零）：{names}。",
        "On 2019-2022 the model ties with (interval holds zero): {names}.",
    ),
    "loses": ("在2019—2022年，模型不如：{names}。", "On 2019-2022 the model loses to: {names}."),
    "behind": (
        "点估计为负（不论区间）：2019—2022年{held_out}；滚动起点{rolling}。",
        "Behind by the point estimate, whatever the interval: on 2019-2022 {held_out}; over all origins {rolling}.",
    ),
    "coverage": (
        "滚动起点：90%带覆盖{hit90}（区间{low90}—{high90}），50%带覆盖{hit50}（{low50}—{high50}）；各对相互依赖，区间偏窄。",
        "Over all origins the 90 % band covers {hit90} (interval {low90} to {high90}), the 50 % band"
        " {hit50} ({low50} to"
        " {high50}); the pairs hang together, so the intervals are too narrow.",
    ),
    "before": (
        "其中2019年以前的{pairs}对中，90%带含{count}对：2019年时即可知带宽是否足够，无须动用留出年份。",
        "Of the {pairs} pairs before 2019 the 90 % band holds {count}: how wide it is could be judged then, without the"
        " held-out years.",
    ),
    "pit": (
        "实际值落在模型分布四等分中的次数（滚动起点）：{counts}（应大致相等）。",
        "Outcomes in each quarter of the model's distribution, all origins: {counts} (flat if it is right).",
    ),
    "reliability": (
        "以“达到起点已知值的0.75、1、1.25、1.5、2、3倍”为目标的概率与实现（滚动起点）",
        "Stated chance of reaching 0.75, 1, 1.25, 1.5, 2, 3 times the last known value, and how often"
        " it came true (all origins)",
    ),
    "plans": ("各规划自己的指标", "The plans' own indicators"),
    "plan_scored": (
        "{plan}：{target}，{quarter}实际{observed}（{rows}）",
        "{plan}: {target}, {observed} observed for {quarter} ({rows})",
    ),
    "plan_forecast": (
        "{name}：中位数{median}，90%带{low}—{high}，CRPS {crps}",
        "{name}: median {median}, 90 % band {low} to {high}, CRPS {crps}",
    ),
    "not_blind": (
        "不是盲测：参数{cited}的取值范围引用了这一结果行，不能作为模型有技巧的证据。",
        "Not blind: the range of {cited} cites this very row, so it is no evidence of skill.",
    ),
    "no_brier": (
        "没有一个带概率的规划目标在数据中有期满结果，因此规划目标的达成概率无法评分。",
        "No target with a probability has its outcome in the data, so the plans' attainment"
        " probabilities cannot be scored.",
    ),
    "not_scored": (
        "未评分的指标（各规划数值目标，按原因）",
        "Not scored, by reason (numeric targets of every plan)",
    ),
    "none": ("无", "none"),
}


def text(key: str, lang: Language, **values: object) -> str:
    """A sentence of the hindcast."""
    return TEXTS[key][lang == "en"].format(**values)


def name(forecaster: str, lang: Language) -> str:
    """A forecaster in words; one that has no words by its id."""
    return NAMES.get(forecaster, (forecaster, forecaster))[lang == "en"]


def head(key: str, lang: Language) -> str:
    """The head of a column."""
    return HEADS[key][lang == "en"]


def verdict(key: str, lang: Language) -> str:
    """Wins, ties, loses."""
    return VERDICTS[key][lang == "en"]


def reason(key: str, lang: Language) -> str:
    """Why an indicator is not scored."""
    return REASONS[key][lang == "en"]
