"""The words of a sensitivity study, Chinese and English."""

from clustercast.reports.words.words import LANGUAGES, Language

PHRASES = {
    "title": ("{plan}，“{scenario}”：什么左右目标能否达成", "{plan}, “{scenario}”: what moves the targets"),
    "screened_margin": ("差额受谁影响（筛查，占全部影响的份额）", "moves the margin (screening: share of all effects)"),
    "screened_probability": (
        "概率受谁影响（筛查，因素走过其90%范围时的百分点）",
        "moves the probability (screening: points over 90 % of the factor's range)",
    ),
    "shared_margin": (
        "差额方差的总效应（括号内为单独效应，%）",
        "variance of the margin (total index, alone in brackets, %)",
    ),
    "share": ("{name}：{sign}{share}%", "{name}: {sign}{share} %"),
    "points": ("{name}：{size}（±{error}）", "{name}: {size} (±{error})"),
    "total": ("{name}：{total}±{error}（{first}）", "{name}: {total} ±{error} ({first})"),
    "covered": ("（这几个因素占全部影响的{share}%）", "(these few hold {share} % of all effects)"),
    "nothing": ("无一因素使其变动", "nothing that was varied moves it"),
    "not_computed": ("未计算（--points 0）", "not computed (--points 0)"),
    "screening_runs": (
        "筛查（Morris法）：{factors}个因素，{trajectories}条轨迹，每点{members}个成员，共模拟{runs}个成员；"
        "因素在其先验的中间90%内变动。",
        "Screening (Morris): {factors} factors, {trajectories} trajectories, {members} members a point, {runs} members "
        "run in all; each factor moves within the central 90 % of its prior.",
    ),
    "indices_runs": (
        "方差份额（Sobol法）：影响最大的因素（{factors}），{points}个基点，共模拟{runs}个成员；其余参数按各成员自己的抽取。",
        "Shares of variance (Sobol): the factors with the largest effects ({factors}), {points} base points, {runs} "
        "members run in all; all else is what each member drew.",
    ),
    "left_error": (
        "各目标最强因素总效应的95%半宽（差额，中位）：换一批基点为±{design}个百分点，换一批成员为±{members}个百分点。"
        "份额只分这几个因素造成的方差。",
        "95 % half-width of the largest total index of a target (margins, median): ±{design} points for other base "
        "points, ±{members} points for other members. Shares are of the variance that these few make.",
    ),
    "luck": (
        "各点用同一批成员，偶然因素相抵：不起作用的因素恰为零。",
        "Every point has the same members, so that chance cancels: a factor that moves nothing comes out at exactly 0.",
    ),
    "reading": (
        "各因素独立变动，预热期会拒绝的参数组合也计入（占筛查点的{refused}%）；这是模型内的影响，不是政策效果的证据。",
        "Factors vary independently, and vectors that the burn-in of a run would refuse count as well ({refused} % of "
        "the points of the screening). These are effects in the model, no evidence on what a policy does.",
    ),
    "left_out": (
        "{failed}个成员失败；至多{trajectories}条轨迹、{points}个基点因某点无可用成员而未计入。",
        "{failed} members failed; at most {trajectories} trajectories and {points} base points were left out because "
        "no member of a point gave a number.",
    ),
    "files": (
        "结果在 {folder}：筛查 screening.csv，方差份额 indices.csv，图 charts/，全部数值在 screening/ 与 indices/。",
        "Everything is in {folder}: effects in screening.csv, shares of variance in indices.csv, charts in charts/, "
        "all values in screening/ and indices/.",
    ),
    "planned": (
        "将模拟{first}个成员做筛查，{second}个成员算方差份额；中断后重复同一命令即可继续。",
        "About to run {first} members for the screening and {second} for shares of variance; stopped, the same command "
        "goes on.",
    ),
}


def phrase(key: str, lang: Language, **values: object) -> str:
    """The phrase of this key in a language, with the values put in. Raises KeyError for a key that is not listed."""
    return PHRASES[key][LANGUAGES.index(lang)].format(**values)
