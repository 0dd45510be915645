"""The words of every report, Chinese and English, once; and the words for a probability.

A probability is put in plain words only, and always "in the model": the calibrated words of the IPCC ("likely") are for
classes of indicators whose forecasts stood the test of outcomes, and no probability of a target has met one.
"""

from collections.abc import Iterable
from typing import Literal, Protocol

from clustercast.reports.words.chart_words import CHART_TERMS
from clustercast.reports.words.report_words import REPORT_TERMS
from clustercast.reports.words.rounding import whole_percent
from clustercast.reports.words.tested_words import TESTED_TERMS
from clustercast.reports.words.update_words import UPDATE_TERMS
from clustercast.reports.words.workbook_words import WORKBOOK_TERMS

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = ("zh", "en")

ON_COURSE_FROM = 66
AT_RISK_BELOW = 33
OUT_OF_REACH_BELOW = 5
"""Whole percents, as they are shown: a word never contradicts the number beside it."""
STANDINGS = ("on_course", "open", "at_risk", "out_of_reach")
COLOURS = {"on_course": "green", "open": "yellow", "at_risk": "red"}

TERMS: dict[str, tuple[str, str]] = {
    # verdicts: from 66 percent, between, below 33
    "on_course": ("有望完成", "on course"),
    "open": ("尚难判断", "too close to call"),
    "at_risk": ("难以完成", "at risk"),
    "in_model": ("模型内", "in the model"),
    # groups and marks
    "projected": ("可预测目标", "projected"),
    "conditional": ("有条件目标（缺基数，不给概率）", "conditional: no published base, so no probability"),
    "outside": ("模型之外", "outside the model"),
    "nowcast": ("即期推算", "nowcast"),
    "quota": ("由部门认定", "an agency decides"),
    "restated": ("重复表述", "stated twice"),
    "up": ("代理指标上升", "the proxy rises"),
    "not up": ("代理指标未上升", "the proxy does not rise"),
    # columns
    "target": ("目标", "target"),
    "required": ("要求", "asked for"),
    "probability": ("概率", "probability"),
    "why": ("原因", "why"),
    "by": ("{year}年底前", "by the end of {year}"),
    "unit": ("单位", "unit"),
    "median": ("中位数", "median"),
    "band": ("5%—95%区间", "5-95% band"),
    "base_count": ("基年数量", "at the base"),
    "decides": ("所关目标", "target it decides"),
    "plan": ("规划", "plan"),
    "title": ("名称", "title"),
    "period": ("规划期", "period"),
    "targets": ("目标", "targets"),
    "instruments": ("措施", "instruments"),
    "by_year": ("期限", "by"),
    "status": ("状态", "status"),
    "status_projected": ("可预测", "projected"),
    "status_conditional": ("有条件", "conditional"),
    "status_outside": ("模型之外", "outside"),
    "mechanism": ("机制", "decided by"),
    "by_behaviour": ("企业行为", "what firms do"),
    "by_quota": ("部门认定", "an agency"),
    "by_none": ("–", "–"),
    "lever": ("政策杠杆", "lever"),
    "agency_and_quota": ("有单位和数量", "agency + number"),
    "agency": ("有责任单位", "agency"),
    "exhortation": ("一般号召", "exhortation"),
    "no_lever": ("不作用于模型中的杠杆", "no lever of the model"),
    "cluster": ("产业集群", "cluster"),
    "lead_firms": ("龙头企业", "lead firms"),
    # phrases
    "median_band": ("中位数{median}（{low}—{high}）", "median {median} ({low} to {high})"),
    "of_level": (
        "按可比口径判断；同一指标水平的年均增速中位数{median}，{share}的成员足够",
        "on a comparable basis; compound growth of the level has the median {median} and is enough in {share}",
    ),
    "comparable_note": (
        "可比口径比较各年在册企业的当年与上年收入，新升规企业以入规时的年收入计入上年；同一指标水平的增速另含其带来的收入，故两者不同。",
        "A comparable basis holds the firms of each year against their own year before, newcomers with the annual "
        "revenue that they entered with; growth of the level has what newcomers bring besides, so the two differ.",
    ),
    "every_year": ("逐年", "every year"),
    "years_met": ("平均{met}年达标（共{years}年）", "{met} of {years} years met"),
    "first_attained": ("中位达成季度{quarter}", "first attained {quarter}"),
    "short_by": ("未达时中位差额{gap}", "short by {gap} where missed"),
    "support_any": ("补助占设备投资{most}以内任一比例均达到50%", "50% at any support up to {most} of equipment cost"),
    "support_within": ("补助约占设备投资{share}时达到50%", "50% at a support of about {share} of equipment cost"),
    "support_not_reached": (
        "补助占设备投资{most}以内均达不到50%",
        "no support up to {most} of equipment cost brings 50%",
    ),
    "pool": ("符合条件者{pool}（{share}的成员中足额）", "{pool} qualify (enough in {share} of members)"),
    "break_even": ("基数达到{base}时概率为50%", "reaches 50% from a base of {base}"),
    "any_base": ("基数为零时概率也达到50%", "reaches 50% from any base, even none"),
    "no_break_even": ("任何基数都不足", "no base would do"),
    "change": ("变化{median}（{low}—{high}）", "change {median} ({low} to {high})"),
    "ratio": ("为基数的{median}倍（{low}—{high}）", "{median} times the base ({low} to {high})"),
    "all_failed": ("没有可用的成员", "no member gave a number"),
    "failed": ("{failed}个成员失败，未计入", "{failed} members failed and are left out"),
    "members": ("{members}个成员", "{members} members"),
    "widest": ("95%区间半宽不超过{width}个百分点", "95 % intervals within ±{width} points"),
    "sure": (
        "{scenario}：{members}个成员，95%区间半宽不超过{width}个百分点",
        "{scenario}: {members} members, 95 % intervals within ±{width} points",
    ),
    "precise": (
        "{scenario}：{members}个成员，95%区间半宽不超过{width}个百分点（要求{asked}）",
        "{scenario}: {members} members, 95 % intervals within ±{width} points (asked for {asked})",
    ),
    "capped": (
        "{scenario}：{members}个成员已达上限，95%区间半宽仍达{width}个百分点（要求{asked}）",
        "{scenario}: {members} members are the cap; 95 % intervals are still up to ±{width} points (asked for {asked})",
    ),
    "run": ("运行{run}，{date}", "run {run}, {date}"),
    "seed": ("种子{seed}", "seed {seed}"),
    "joint": (
        "{scenario}：{n}项企业行为目标中平均达成{mean}项（{low}—{high}），全部达成的概率{all}",
        "{scenario}: of {n} targets of behaviour {mean} are met on average ({low} to {high}); all of them with {all}",
    ),
    "meaning": (
        "概率是模型中达成目标的成员比例，并非统计公布“已完成”的可能性；只精确到整百分点。",
        "A probability is the share of members that meet the target in the model, not the chance that it will be "
        "reported as met; whole percents only.",
    ),
    "driver": (
        "最有影响的参数：{name}（按其五等分，概率{low}—{high}）",
        "moved most by: {name} ({low} to {high} over its fifths)",
    ),
    "only_without": (
        "本次只运行了“无激励”情景，没有可对比的结果。",
        "Only the scenario without incentives was run, so there is nothing to hold it against.",
    ),
    "nothing_counted": (
        "没有可计数的企业行为目标，因此不评价激励措施的作用。",
        "No target that firms decide can be counted, so nothing is said about what incentives add.",
    ),
    "against_without": (
        "模型内“{scenario}”与“{against}”相比，{n}项企业行为目标的达成数平均变化{change}项（标准误{error}{gained}）",
        "In the model, “{scenario}” against “{against}” changes the number of the {n} targets of behaviour that are "
        "met by {change} (standard error {error}{gained})",
    ),
    "most_for": ("，变化最大的是{names}。", ", most for {names}."),
    "for_none": ("，没有任何单项目标的变化超过两倍标准误。", ", and no single target by two standard errors."),
    "common_numbers": (
        "，共同随机数使方差降为1/{factor}",
        "; common random numbers divide its variance by {factor}",
    ),
    "accounts": ("口径：{note}", "Accounts: {note}"),
    "tolerances": ("容差：{rules}", "Tolerances: {rules}"),
    "base_counts": ("基年数量与所关目标", "Counts at the base year, beside the targets that they decide"),
    # a user's own register
    "register": ("企业名录与规划口径对照", "Your register of firms beside the plan's own numbers"),
    "register_sum": ("名录合计", "register"),
    "register_given": ("填报企业", "rows that say"),
    "plan_says": ("规划口径（5%—95%）", "plan (5-95%)"),
    "new_plan": (
        "已写入{folder}：一份可直接运行的示例。请按其中README.md的步骤逐一替换；接下来：",
        "Wrote {folder}: an example that runs. Replace it step by step as its README.md says; next:",
    ),
    # sweeps
    "design_points": ("{points}个设计点", "{points} design points"),
    "as_it_is": ("不变", "unchanged"),
    "at_point_0": ("设计点0", "point 0"),
    "same_everywhere": ("各点相同", "the same at every point"),
    "best_point": ("最高", "best"),
    "worst_point": ("最低", "worst"),
    "at_point": ("点{point}（{values}）：{probability}", "point {point} ({values}): {probability}"),
    "against_0": ("，比点0{gain}个百分点（标准误{error}）", ", {gain} points against point 0 (standard error {error})"),
    "picked": (
        "最高与最低是从{points}个设计点中按同一批成员挑出的，会略显极端；相差不到两倍标准误的点不分高下。",
        "Best and worst are picked among {points} points by the members they are judged by, so both look more extreme "
        "than they are; points within two standard errors are not told apart.",
    ),
    "sweep_head": (
        "模型内“{scenario}”情景下，{points}个设计点中：",
        "In the model, under “{scenario}”, over {points} design points:",
    ),
    "sweep_line": ("{target}：最高为{best}；最低为{worst}。", "{target}: best {best}; worst {worst}."),
    "sweep_same": ("{target}：各设计点相同，{probability}。", "{target}: the same at every point, {probability}."),
    "sweep_single": ("{target}：{probability}。", "{target}: {probability}."),
    "sweep_files": (
        "结果在 {folder}：设计表 design.csv，各点概率 attainment_by_point.csv，全部数值用 open_run 读取。",
        "Everything is in {folder}: the design in design.csv, probabilities in attainment_by_point.csv, all values by "
        "open_run.",
    ),
    # a plan before it is run
    "targets_of": ("目标{count}项：{statuses}", "{count} targets: {statuses}"),
    "instruments_of": (
        "措施{count}项，按所拉动的杠杆和措辞力度",
        "{count} instruments, by lever and how firmly worded",
    ),
    "clusters_of": ("产业集群{count}个（★ 重点）", "{count} clusters (★ flagship)"),
    "shown_projected": ("给出概率", "probability"),
    "shown_conditional": ("只给条件", "condition"),
    "shown_outside": ("模型之外", "outside"),
    "means_projected": (
        "给出概率：有基数、有机制，运行后给出达成概率",
        "probability: base and mechanism exist; a run tells how likely",
    ),
    "means_conditional": (
        "只给条件：没有公布基数或标准，只说明基数达到多少时概率为50%",
        "condition: no published base or criterion; a run tells the base from which it is met in half of the members",
    ),
    "means_outside": ("模型之外：没有可信机制，不作判断", "outside: no honest mechanism; not judged"),
    "means_quota": (
        "{mark} 由部门认定：取决于名额和符合条件者",
        "{mark} an agency decides: places and those who qualify",
    ),
    "reasons_of": (
        "为何不给概率（首句；全文见 --json）",
        "Why there is no probability (shortened; --json has all)",
    ),
    "means_why": (
        "加 --why 显示原因；--by agency 按牵头单位分组",
        "--why adds the reasons; --by agency groups by lead agency",
    ),
    "goal_none": ("未归类", "no goal named"),
    "agency_none": ("未注明责任单位", "no agency named"),
    "no_number": ("无数值", "no number"),
    "number": ("合计", "all"),
    "place": ("所在地", "place"),
    # what a pack may say
    "words_word": ("写法", "written"),
    "words_meaning": ("含义", "meaning"),
    "words_unit": ("单位", "unit"),
    "words_takes": ("可用", "goes with"),
    "words_over": ("时期", "time"),
    "words_example": ("示例", "example"),
    "key_required": ("必填", "required"),
    "does_recognition": (
        "认定：12月从符合条件者中按得分取前capacity名，可给奖励",
        "in December the best ranked of those eligible, up to capacity and budget",
    ),
    "does_grant": (
        "补助：企业申请升级时按得分、名额和预算给予",
        "when firms apply for the upgrade, by rank under capacity and budget",
    ),
    "does_title": (
        "上级称号：与上级辖区内其他地区竞争获得",
        "won in December against the rest of the authority's territory",
    ),
    "does_status": ("资格：符合条件者每年按rate发生", "each of those eligible comes to it at a rate a year"),
    "does_mandate": ("强制要求：未采用升级的企业按rate执行", "firms without the upgrade comply at a rate a year"),
    "does_phase_out": (
        "淘汰：12月关停得分最高的符合条件企业",
        "in December the highest scored of those eligible close",
    ),
    # checking a plan
    "unforeseen": (
        "{command}：程序自身出错（{error}）；请将此行与所给文件一并报告（{debug}=1 显示出错位置）",
        "{command}: an error of the program itself ({error}); please report this line with the files that were given "
        "({debug}=1 shows where it arose)",
    ),
    "no_memory": (
        "{command}：内存不足；请减少并行数或缩小输入",
        "{command}: there is not enough memory; fewer workers or a smaller input need less",
    ),
    "tried": ("已试算一个基年（{firms}家企业）", "one base year was tried ({firms} firms)"),
    "no_faults": ("{plan}：没有错误（{counted}）", "{plan}: no faults ({counted})"),
    "counted": (
        "目标{targets}项：{statuses}；措施{instruments}项；集群{clusters}个",
        "{targets} targets: {statuses}; {instruments} instruments; {clusters} clusters",
    ),
    "quotes_found": ("；{count}处引文均在原文中", "; all {count} quotes found"),
    "still_to_do": ("尚待处理（不影响运行）：", "Still to do (it runs as it is):"),
    "placeholders": ("{file}：{count}项仍是示例：{entries}", "{file}: {count} as in the template: {entries}"),
    "no_goal": ("{count}项目标未写goal：{entries}", "targets without a goal ({count}): {entries}"),
    "no_instrument": (
        "{count}项目标没有任何措施作用于其goal：{entries}",
        "targets with no instrument on their goal ({count}): {entries}",
    ),
    "not_used": ("{count}个指标没有目标使用：{entries}", "indicators that no target uses ({count}): {entries}"),
    "no_order": ("{count}个程序未写所依据的措施：{entries}", "programmes without an instrument ({count}): {entries}"),
    "no_path": ("{count}条外部路径没有表达式使用：{entries}", "outside paths that nothing names ({count}): {entries}"),
} | CHART_TERMS
TERMS |= REPORT_TERMS | TESTED_TERMS | UPDATE_TERMS | WORKBOOK_TERMS


class Labelled(Protocol):
    """Whatever has a label in both languages."""

    @property
    def label_zh(self) -> str: ...  # noqa: D102
    @property
    def label_en(self) -> str: ...  # noqa: D102


class Due(Labelled, Protocol):
    """A target with the year by whose end it is due."""

    @property
    def by(self) -> int | None: ...  # noqa: D102


def say(key: str, lang: Language, **values: object) -> str:
    """The phrase of this key in a language, with the values put in. Raises KeyError for a key that is not listed."""
    return TERMS[key][LANGUAGES.index(lang)].format(**values)


def label_of(thing: Labelled, lang: Language) -> str:
    """The label of a thing in a language."""
    return thing.label_zh if lang == "zh" else thing.label_en


def dated(target: Due, lang: Language) -> str:
    """The label of a target and the year by whose end it is due, unless the label says it: one thing may be asked for
    by two dates.
    """
    label = label_of(target, lang)
    if target.by is None or str(target.by) in label:
        return label
    return f"{label}（{target.by}年）" if lang == "zh" else f"{label} ({target.by})"


def listed(names: Iterable[str], lang: Language) -> str:
    """Names one after the other, with commas."""
    return ("、" if lang == "zh" else ", ").join(names)


def in_clauses(said: Iterable[str], lang: Language) -> str:
    """Statements one after the other, with semicolons."""
    return ("；" if lang == "zh" else "; ").join(said)


def verdict(probability: float) -> str:
    """The key of the word for a probability: on_course from 66 whole percents, at_risk below 33, open between."""
    shown = whole_percent(probability)
    return "on_course" if shown >= ON_COURSE_FROM else "at_risk" if shown < AT_RISK_BELOW else "open"


def standing(probability: float) -> str:
    """The verdict, with the lowest of those at risk set apart: out_of_reach below 5 percent."""
    return "out_of_reach" if whole_percent(probability) < OUT_OF_REACH_BELOW else verdict(probability)


def in_words(probability: float, lang: Language) -> str:
    """The probability in words, as a reader may quote it: "in the model: on course"."""
    return say("in_model", lang) + ("：" if lang == "zh" else ": ") + say(verdict(probability), lang)
