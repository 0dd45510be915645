"""How a report says how far the model was tested, in both languages; `say` finds them with all others."""

TESTED_TERMS: dict[str, tuple[str, str]] = {
    # in the summary
    "s_no_hindcast": (
        "；模型没有可用的回溯检验结果",
        "; no hindcast of the model is at hand",
    ),
    "s_hindcast": (
        "；与实际对照过的只有机器人扩散这一项（一个全国数列，{pairs}次回溯预测中90%区间含{count}次），任何政策措施的效果都没有数据检验",
        "; only the diffusion of robots has been held against what happened (one national series: the 90% bands of "
        "{pairs} hindcasts held the outcome {count} times), and no data test the effect of any measure",
    ),
    # where the numbers are from
    "m_known": (
        "模型所用{all}个数中，{assumed}个是假设取值；{taken}个从校准结果（后验）中联合抽取，校准依据{origin}年预测起点之前已知的{figures}个全国数字，{informed}。"
        "其余参数由各自的先验范围抽取，数据没有提供信息。",
        "Of the {all} numbers that the model uses {assumed} are assumed; {taken} are drawn jointly from a fit "
        "(posterior) to {figures} national figures known at a forecast origin in {origin}, {informed}. The others are "
        "drawn from their own ranges, which no data inform.",
    ),
    "m_informed": ("其中范围被数据明显收窄的是：{names}", "which clearly narrowed only these: {names}"),
    "m_none_informed": ("但没有一个参数的范围被数据明显收窄", "which clearly narrowed none of them"),
    "m_all_prior": (
        "模型所用{all}个数中，{assumed}个是假设取值；所有参数都由各自的先验范围抽取，数据没有提供信息；回溯检验检验的是用校准参数的模型，不是此次运行。",
        "Of the {all} numbers that the model uses {assumed} are assumed; all are drawn from their own ranges, which no "
        "data inform; hindcasts are of the model with fitted parameters, not of this run.",
    ),
    # what was held against what happened
    "m_no_hindcast": (
        "没有可用的回溯检验结果：模型与实际的符合程度未知。任何政策措施的效果都没有数据检验。",
        "No hindcast is at hand: how well the model meets what happened is unknown. No data test the effect of any "
        "measure.",
    ),
    "m_hindcast": (
        "模型与实际的对照只有一项，即机器人扩散与一个全国数列：{series}。",
        "The model has been held against what happened in one respect only, the diffusion of robots, and one national "
        "series: {series}.",
    ),
    "m_held_out": (
        "用截至{fitted}年的数据拟合、以{first}—{last}年评判，与简单方法相比，模型{verdicts}。90%区间含{pairs}个实际值中的{count}个。",
        "Fitted to data up to {fitted} and judged on {first}–{last}, against simple forecasters the model {verdicts}. "
        "Its 90% bands held {count} of {pairs} outcomes.",
    ),
    "m_rolling": (
        "以{first}—{last}年各年为起点预测，模型{verdicts}。90%区间含{pairs}个实际值中的{count}个。",
        "From every origin {first}–{last} the model {verdicts}. Its 90% bands held {count} of {pairs} outcomes.",
    ),
    "m_wins": ("胜过{n}种：{names}", "beats {n}: {names}"),
    "m_wins_none": ("没有胜过任何一种", "beats none"),
    "m_ties": ("与{n}种不分上下：{names}", "ties with {n}: {names}"),
    "m_ties_none": ("没有与之不分上下的", "ties with none"),
    "m_loses": ("不如{n}种：{names}", "loses to {n}: {names}"),
    "m_loses_none": ("没有一种优于模型", "loses to none"),
    "m_bands_narrow": (
        "区间含实际值的比例低于九成，且差距超出偶然波动：机器人各项指标的区间应当看得比图表所示更宽。",
        "That is fewer than nine in ten by more than chance: read the bands of everything about robots as wider than "
        "they are drawn.",
    ),
    "m_bands_hold": (
        "区间含实际值的比例与九成相差未超出偶然波动，但检验点少，且相互依赖。",
        "That differs from nine in ten by no more than chance, but the outcomes are few and hang together.",
    ),
    "m_untested": (
        "任何政策措施的效果都没有数据检验，规划目标的概率也没有经过事后检验：各规划自身的数字中有实际值可对照的{scored}项，"
        "其中属于盲测（参数范围未引用该实际值）的{blind}项。",
        "No data test the effect of any measure, nor the probability of any target: of the plans' own numbers {scored} "
        "can be held against an outcome, {blind} of them blindly (no range cites that outcome).",
    ),
}
