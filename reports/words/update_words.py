"""The words of an update: what figures changed."""

UPDATE_TERMS: dict[str, tuple[str, str]] = {
    "u_title": ("{until}年及以前的公布数据改变了什么", "What the figures up to {until} changed"),
    "u_none": ("没有新的公布数据：各项概率与推演一致。", "No figures: every probability is that of the run."),
    "u_moved": (
        "{n}项公布数据使{moved}项目标的概率变动5个百分点以上，其中上升{up}项、下降{down}项。",
        "{n} figures move the probability of {moved} targets by 5 points or more: {up} up, {down} down.",
    ),
    "u_most": (
        "变动最大的是{target}：由{before}变为{after}，主要因为{figure}（{points}个百分点）。",
        "Most is moved {target}: from {before} to {after}, for the most part by {figure} ({points} points).",
    ),
    "u_new": ("{targets}因给出基数而可以给出概率。", "Now that their base is given, {targets} have a probability."),
    "u_contradicts": (
        "{figures}远在模型所认为的可能范围之外（偏离3个标准差以上）：应怀疑模型或数据口径，而不是据此下结论。",
        "{figures} lie far outside of what the model holds possible (more than 3 standard deviations): question the "
        "model or the basis of the figures before the outcome.",
    ),
    "u_confirmed": (
        "更新参数后由基年重新推演，与上表最多相差{gap}个百分点{both}。",
        "A rerun from the base year with updated parameters differs by at most {gap} points{both}.",
    ),
    "u_both": ("（超过10个百分点，两者均列出）", " (more than 10, so both are shown)"),
    "u_left_out": ("未采用{until}年以后的{n}项数据。", "{n} figures of later years than {until} are left out."),
    "u_how": (
        "方法：目标只受自身数据影响时，按成员与数据的吻合程度加权；否则由联合线性更新得出。“时间进度”是通行的对照规则：时间过半、任务过半。"
        "各项数据的贡献之和等于概率的变动。",
        "How: where only a target's own figures tell of it, members are weighted by how well they say them; else by a "
        "joint linear update. Time progress is the rule of practice: half of the time, half of the task. What the "
        "figures bring adds up to the change.",
    ),
    "u_table": ("公布数据前后的概率", "Probabilities before and after the figures"),
    "u_news": ("各项数据的贡献（百分点）", "What each figure brought (points)"),
    "u_figures": ("采用的数据", "Figures used"),
    "u_before": ("之前", "before"),
    "u_after": ("之后", "after"),
    "u_rerun": ("重新推演", "rerun"),
    "u_method": ("方法", "method"),
    "u_progress": ("时间进度", "time progress"),
    "u_figure": ("数据", "figure"),
    "u_value": ("数值", "value"),
    "u_score": ("在成员中的位置", "among the members"),
    "u_score_of": ("{score}个标准差", "{score} sd"),
    "u_weights": ("加权（有效成员{effective}个）", "weights ({effective} effective members)"),
    "u_joint": ("联合更新", "joint update"),
    "u_unmoved": ("数据未提供信息", "not moved"),
    "u_reached": ("已达到", "reached"),
    "u_faster": ("快于时间进度", "faster"),
    "u_in_line": ("符合时间进度", "in line"),
    "u_lagging": ("滞后于时间进度", "lagging"),
    "u_of_year": ("{label}（{time}）", "{label}, {time}"),
    "u_source": ("公布数据", "figure"),
    "u_fan": (
        "黑色方块为公布数据；扇形为据此更新后的推演。",
        "Squares are the figures; the fan is what the members say given them.",
    ),
    "u_written": ("更新结果已写入{folder}；推演本身不变。", "The update is in {folder}; the run itself is unchanged."),
}
