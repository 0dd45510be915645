"""The words of the report, Chinese and English; `say` finds them with all others."""

REPORT_TERMS: dict[str, tuple[str, str]] = {
    # the head
    "report_title": ("《{title}》目标完成情况推演报告", "Will the targets be met? {title}"),
    "report_subtitle": (
        "基于企业主体仿真模型的概率推演",
        "Probabilities from a simulation of the region's firms, one by one",
    ),
    "head_issuer": ("印发单位", "issued by"),
    "head_issued": ("印发日期", "issued on"),
    "head_period": ("规划期", "period of the plan"),
    "head_origin": ("预测起点", "forecast starts"),
    "head_scenarios": ("情景", "scenarios"),
    "head_members": ("成员数", "members"),
    "each_scenario": ("每情景{members}个", "{members} in each scenario"),
    "most_members": ("各情景最多{members}个", "up to {members} in a scenario"),
    "head_seed": ("随机种子", "seed"),
    "head_run": ("运行编号", "run"),
    "head_created": ("推演日期", "made on"),
    "contents": ("目录", "Contents"),
    "page_of": ("第{page}页 / 共{pages}页", "page {page} of {pages}"),
    "figure_n": ("图{n}", "Figure {n}"),
    "table_n": ("表{n}", "Table {n}"),
    "to_words_of_plan": ("规划原文", "the plan's words"),
    # what is asked for
    "asked_>": ("超过{value}", "more than {value}"),
    "asked_>=": ("{value}以上", "at least {value}"),
    "asked_=": ("{value}", "{value}"),
    "asked_~": ("{value}左右", "about {value}"),
    "asked_<=": ("不超过{value}", "at most {value}"),
    "asked_<": ("低于{value}", "less than {value}"),
    "asked_yearly": ("每年{asked}", "{asked} every year"),
    # sections
    "sec_summary": ("摘要", "Summary"),
    "sec_targets": ("目标完成情况", "The targets"),
    "sec_incentives": ("激励措施的作用", "What the incentives add"),
    "sec_take_up": ("推广应用与受益面", "Who takes up what"),
    "sec_drivers": ("影响结果的主要因素", "What drives the results"),
    "sec_assumptions": ("关键假设", "Assumptions that matter"),
    "sec_method": ("方法说明", "Method"),
    "sec_sources": ("规划原文与资料来源", "The plan's own words, and sources"),
    # standings
    "out_of_reach": ("基本无法完成", "out of reach"),
    "standing_rule": (
        "判断标准（按模型内概率）：{on_mark}有望完成——66%及以上；{open_mark}尚难判断——33%至66%以下；"
        "{risk_mark}难以完成——5%至33%以下；{out_mark}基本无法完成——不足5%。",
        "How to read the marks, by the probability in the model: {on_mark} on course, 66% or more; {open_mark} too "
        "close to call, 33% to below 66%; {risk_mark} at risk, 5% to below 33%; {out_mark} out of reach, below 5%.",
    ),
    # five sentences
    "s_counts": (
        "在“{scenario}”情景下，规划{all}项目标中有{n}项可以给出概率{agency}：{groups}{others}。",
        "Under “{scenario}”, {n} of the plan's {all} targets can be given a probability{agency}: {groups}{others}.",
    ),
    "s_no_projected": (
        "规划{all}项目标均未公布基数或不在模型范围内，本报告不给出概率。",
        "None of the plan's {all} targets can be given a probability: bases are unpublished, or the model has no "
        "mechanism for them.",
    ),
    "n_by_agency": ("（其中{n}项由部门认定）", " ({n} of them for an agency to decide)"),
    "n_on_course": ("{n}项有望完成", "{n} on course"),
    "n_open": ("{n}项尚难判断", "{n} too close to call"),
    "n_at_risk": ("{n}项难以完成", "{n} at risk"),
    "n_out_of_reach": ("{n}项基本无法完成", "{n} out of reach"),
    "n_conditional": ("另有{n}项未公布基数，只给出达标所需的基数", "{n} more lack a published base"),
    "n_outside": ("{n}项不在模型范围内", "{n} lie outside the model"),
    "s_on_course": ("有望完成的是{names}", "On course: {names}"),
    "s_none_on_course": ("没有一项目标有望完成", "No target is on course"),
    "s_short": ("差距最大的是{names}", "furthest from what is asked: {names}"),
    "s_none_short": ("没有目标难以完成", "none is at risk"),
    "probability_of": ("概率{probability}", "{probability}"),
    "median_short": ("中位数距达标线差{gap}{part}", "the median is {gap} short of the bar{part}"),
    "part_short": ("，即达标线的{share}", ", or {share} of it"),
    "missed_short": ("未达成时一般差{gap}", "typically {gap} short where missed"),
    "and_more": ("{names}等{n}项", "{names} and others, {n} in all"),
    "s_incentives": (
        "同一批成员逐一对比，与“{against}”相比，“{scenario}”使{n}项企业行为目标平均{change}（标准误{error}{chance}）{named}",
        "Compared member by member with “{against}”, “{scenario}” {change} of the {n} targets that firms decide "
        "(standard error {error}{chance}){named}",
    ),
    "within_chance": ("，未超出偶然波动", ", which chance explains"),
    "more_met": ("多完成{n}项", "meets {n} more"),
    "fewer_met": ("少完成{n}项", "meets {n} fewer"),
    "s_gain_named": ("，作用最明显的是{names}", "; the clearest effects are on {names}"),
    "s_gain_none": ("，没有单项目标的变化超过两倍标准误", "; no single target moves by two standard errors"),
    "s_gain_quota": (
        "；由部门认定的目标中有{n}项的概率随之明显变化",
        "; of the targets that an agency decides, {n} move clearly",
    ),
    "gain": ("{points}个百分点", "{points} points"),
    "s_no_incentives": (
        "本次未运行“无激励”情景，因此不评价激励措施的作用。",
        "No scenario without incentives was run, so this report does not say what the incentives add.",
    ),
    "s_drivers": ("对结果影响最大的不确定因素是{names}。", "What is uncertain and matters most: {names}."),
    "s_driver_one": (
        "{name}（影响{n}{targets}；按其取值五等分，“{target}”的概率最低{low}、最高{high}）",
        "{name} (it moves {n} {targets}; over its fifths the probability of “{target}” goes from {low} to {high})",
    ),
    "s_no_drivers": (
        "没有任何单个参数对目标的影响超出偶然波动。",
        "No single parameter moves any target by more than chance would.",
    ),
    "s_trust": (
        "以上概率是{members}次模拟（成员）中达成目标的比例，不是统计上“已完成”的可能性；抽样误差（95%区间半宽）最大为{width}个百分点{assumed}{hindcast}。",
        "These probabilities are shares of {members} simulations (members), not the chance that a target will be "
        "reported as met; the sampling error (half-width of the 95% interval) is at most {width} "
        "points{assumed}{hindcast}.",
    ),
    "s_assumed": (
        "；模型所用{all}个数中有{assumed}个是假设取值",
        "; {assumed} of the {all} numbers that the model uses are assumed",
    ),
    # targets
    "targets_intro": (
        "下表按牵头单位列出可给出概率的目标。概率后括号内为95%抽样区间；差额是未达成的成员距达标线（计入容差后的要求）的中位数。中位数和差额的单位与要求相同。",
        "The table lists the targets that have a probability, by lead agency. Brackets behind a probability hold its "
        "95% sampling interval; “short by” is the median distance to the bar (what is asked, after tolerances) among "
        "members that miss it. Medians and distances have the unit of what is asked.",
    ),
    "lead_agencies": (
        "牵头单位为规划所列的第一责任单位。",
        "The lead agency is the one that the plan names first.",
    ),
    "t_projected": (
        "各牵头单位目标的完成概率（{scenario}）",
        "Probability of each target, by lead agency ({scenario})",
    ),
    "t_by_scenario": ("各情景下的完成概率", "Probability of each target, by scenario"),
    "t_conditional": ("未公布基数的目标：达标所需的基数", "Targets without a published base: the base that would do"),
    "t_outside": ("不在模型范围内的目标", "Targets outside the model"),
    "t_differences": ("各情景与“{against}”的逐成员对比", "Every scenario against “{against}”, member by member"),
    "t_drivers": ("影响各目标的主要参数", "The parameters that move each target most"),
    "t_assumptions": ("关键参数的取值范围与依据", "The parameters that matter: range and ground"),
    "t_instruments": ("规划措施及其作用的政策杠杆", "The plan's instruments, by the lever they pull"),
    "t_quotes": ("规划原文中的目标", "The targets in the plan's own words"),
    "t_baselines": ("规划原文中的基数", "What the plan says of its starting point"),
    "col_target": ("目标", "target"),
    "col_asked": ("要求（期限）", "asked for (by)"),
    "col_by": ("期限", "by"),
    "col_probability": ("概率（95%区间）", "probability (95% interval)"),
    "col_standing": ("判断", "standing"),
    "col_median": ("模型中位数（5%—95%）", "median in the model (5–95%)"),
    "col_short": ("未达时差额", "short by"),
    "col_break_even": ("达标条件", "what it takes"),
    "col_change": ("模型中的变化", "change in the model"),
    "col_why": ("原因", "why"),
    "col_scenario": ("情景", "scenario"),
    "col_parameter": ("参数", "parameter"),
    "col_direction": ("方向", "direction"),
    "col_range_p": ("概率随其取值的变化", "probability over its range"),
    "col_unit": ("单位", "unit"),
    "col_range": ("取值范围", "range"),
    "col_standing_of": ("依据", "ground"),
    "col_reason": ("说明", "reason"),
    "col_moves": ("影响目标数", "targets moved"),
    "col_lever": ("政策杠杆", "lever"),
    "col_instruments": ("措施数", "instruments"),
    "col_agency_quota": ("有单位和数量", "agency + number"),
    "col_example": ("原文举例", "an example, in the plan's words"),
    "col_section": ("章节", "section"),
    "col_quote": ("原文", "the plan's words"),
    "raises": ("↑ 越高越有利", "↑ more helps"),
    "lowers": ("↓ 越高越不利", "↓ more hurts"),
    "all_counted": ("企业行为目标达成数（共{n}项）", "targets of behaviour met, of {n}"),
    "points_error": ("{points}（±{error}）", "{points} (±{error})"),
    "differences_note": (
        "概率以百分点计，±为标准误；差值超过两倍标准误者加“*”。各情景采用共同随机数，逐成员相减。",
        "Percentage points of probability, ± one standard error; * where the difference exceeds two. Scenarios have "
        "common random numbers and are subtracted member by member.",
    ),
    "worst_year": (
        "逐年目标按最差年份判断，所列中位数为最后一年。",
        "A target for every year is judged by its worst year; the median shown is of the last.",
    ),
    "pool_mark": ("符合条件者约{pool}", "about {pool} qualify"),
    "no_gaps": ("没有难以完成的目标。", "No target is at risk."),
    "joint_line": (
        "{n}项企业行为目标中平均完成{mean}项（5%—95%：{low}—{high}项），全部完成的概率为{all}。",
        "Of the {n} targets that firms decide, {mean} are met on average (5–95%: {low} to {high}); all of them with a "
        "probability of {all}.",
    ),
    "fans_intro": (
        "以下逐项显示目标所对应指标的推演路径：阴影为成员的分布区间，虚线左侧为预测起点以前的即期推算。",
        "The charts below show the path of what each target asks for: shaded bands hold the given shares of the "
        "members; left of the forecast origin is a nowcast, not an observation.",
    ),
    "fans_left_out": (
        "其余{n}项目标的扇形图未列入本报告，可单独输出为图片。",
        "The charts of {n} more targets are not in this report; they can be written as pictures of their own.",
    ),
    # incentives
    "incentives_intro": (
        "各情景采用共同随机数，因此可以逐成员相减，看措施本身带来的差别。由部门认定的目标取决于名额，不计入达成数。",
        "All scenarios have common random numbers, so they can be subtracted member by member, which leaves what "
        "the measures do. Targets that an agency decides depend on its places and are not counted among those met.",
    ),
    "only_one_scenario": (
        "本次只运行了一个情景，没有可对比的结果。",
        "Only one scenario was run, so there is nothing to compare.",
    ),
    # take-up
    "take_up_intro": (
        "规模以上企业中已采用各项升级者所占比例如下（模型推算的中位数，括号内为5%—95%区间）；图中按集群、规模和地区列示，并列示各项认定。",
        "The share of above-scale firms that have taken up each upgrade, in the model (medians, with 5–95% in "
        "brackets); the charts show it by cluster, size and place, and what is recognised.",
    ),
    "take_up_line": (
        "{upgrade}：{base}年底{start}，{year}年底{end}{without}。",
        "{upgrade}: {start} at the end of {base}, {end} at the end of {year}{without}.",
    ),
    "take_up_without": ("；“{scenario}”情景下{end}", "; {end} under “{scenario}”"),
    "take_up_share": ("{share}%（{low}%—{high}%）", "{share}% ({low}–{high}%)"),
    "paid_nothing": (
        "“{scenario}”情景下，{first}—{last}年没有奖补和贷款贴息支出。",
        "Under “{scenario}” programmes and interest subsidies pay nothing from {first} to {last}.",
    ),
    "paid_line": (
        "“{scenario}”情景下，各项奖补和贷款贴息{first}—{last}年合计平均{mean}{unit}（5%—95%：{low}—{high}）{most}。",
        "Under “{scenario}” programmes and interest subsidies come to {mean} {unit} from {first} to {last} on "
        "average (5–95%: {low} to {high}){most}.",
    ),
    "large_sums": ("亿元", "billion yuan"),
    "paid_most": ("，其中最多的是{name}（{share}%）", "; most of it for {name} ({share}%)"),
    # drivers
    "drivers_intro": (
        "每个成员抽取一组参数。下表列出与目标完成程度秩相关最强、且超出偶然波动的参数，以及把该参数分为五等分时概率的高低。",
        "Every member draws its own parameters. The table names those whose rank correlation with a target exceeds "
        "chance, and the least and greatest probability over the fifths of their range.",
    ),
    # assumptions
    "assumptions_intro": (
        "模型用到{all}个数，其中{assumed}个是假设取值：没有直接数据支撑，范围出于判断。下表列出明显影响目标概率的{n}个，全部见工作簿。",
        "The model uses {all} numbers, of which {assumed} are assumed: no data fix them, and their range is a "
        "judgement. The table lists those that move the probability of a target ({n}); the workbook has them all.",
    ),
    "fitted_too": ("，经校准", ", then fitted"),
    "range_note": (
        "范围有上下限的列其两端，没有的列5%和95%分位；带†的由校准结果抽取，列5%和95%分位。",
        "A range that has ends is given by them, one that has none by its 5% and 95% points; † is drawn from the fit "
        "to data, and its 5% and 95% points are given.",
    ),
    "no_drivers_no_table": (
        "没有参数对目标的影响超出偶然波动，故不单列；全部参数见工作簿。",
        "No parameter moves a target by more than chance, so none is listed here; the workbook lists them all.",
    ),
    "no_data_rows": ("无直接数据，取值出于判断", "no data; a judgement"),
    "data_rows": ("数据行{rows}", "data rows {rows}"),
    "no_pack": (
        "本机没有与此次运行一致的规划包，因此无法列出规划原文和参数依据。",
        "The plan pack of this run is not at hand, or has changed since, so the plan's own words and the grounds of "
        "parameters are left out.",
    ),
    # method
    "m_firms": (
        "模型逐家模拟{region}的企业：基年{year}年约{firms}家规模以上企业（5%—95%：{low}—{high}家），分布在{clusters}个产业集群、{industries}个行业、"
        "{cities}个市县{below}。",
        "The model follows the firms of {region} one by one: about {firms} above-scale firms in the base year {year} "
        "(5–95%: {low} to {high}), in {clusters} clusters, {industries} industries and {cities} cities and "
        "counties{below}.",
    ),
    "m_region_only": (
        "模型逐家模拟{region}的企业，涉及{clusters}个产业集群、{industries}个行业、{cities}个市县{below}。",
        "The model follows the firms of {region} one by one, in {clusters} clusters, {industries} industries and "
        "{cities} cities and counties{below}.",
    ),
    "m_below": ("；规模以下企业按组计入", "; firms below the size threshold are followed in groups"),
    "m_upgrades": (
        "企业每季度得知、权衡、筹资、订购、安装并使用{n}类升级（{names}），同时增长、竞争、进入和退出。",
        "Quarter by quarter firms hear of, weigh, finance, order and install {n} kinds of upgrade ({names}), and grow, "
        "compete, enter and leave.",
    ),
    "m_government": (
        "规划的{all}条措施中，{acting}条作用于模型中的{levers}类政策杠杆；另模拟{programmes}个认定、奖补等项目。",
        "Of the plan's {all} instruments {acting} pull one of {levers} levers of the model; {programmes} programmes "
        "that recognise or pay are followed as well.",
    ),
    "m_time": (
        "模拟自{start}至{end}，{origin}起为预测，此前为即期推算；预测起点之前任何措施均不起作用。",
        "The simulation runs from {start} to {end}; it forecasts from {origin} on, and what lies before is a nowcast. "
        "No measure of the plan acts before that quarter.",
    ),
    "m_members": (
        "每个情景运行{members}次（成员）。每个成员抽取一组参数、一条外部环境路径和一批企业；各情景采用共同随机数，概率是达成目标的成员所占比例。",
        "Every scenario is run {members} times. Each member draws its own parameters, outside paths and firms; "
        "scenarios have common random numbers; a probability is the share of members that meet the target.",
    ),
    "m_failed": (
        "有{n}个成员未能给出数值，已剔除。",
        "{n} members gave no number and are left out.",
    ),
    "m_conditional": (
        "未公布基数的目标不给概率，只给出使概率达到50%的基数和指标变化的区间。",
        "Targets whose base is unpublished get no probability: the report gives the base at which it would be 50%, "
        "and the band of the change.",
    ),
    "m_quota": (
        "由部门认定的目标（遴选、称号等）只说明符合条件的企业是否够数、假定的名额是否够用，不是企业行为的结果。",
        "Targets that an agency decides (selections, titles) only tell whether enough firms qualify and whether the "
        "assumed places reach the number; they are no result of what firms do.",
    ),
    "m_not_claimed": (
        "本报告不主张：概率等于上报“已完成”的可能性；模型假设之外的政策因果；对具名企业、县市的排名；高于整百分点的精度。",
        "The report does not claim that a probability is the chance of being reported as met; that a policy causes "
        "anything outside the model's assumptions; any ranking of named firms, counties or cities; or precision beyond "
        "whole percents.",
    ),
    "m_repeat": (
        "相同的规划、情景、种子（{seed}）和程序版本给出相同的数字；规划包校验值{hash}。",
        "The same plan, scenarios, seed ({seed}) and version give the same numbers; the plan pack has the checksum "
        "{hash}.",
    ),
    # sources
    "sources_intro": (
        "以下引文均出自规划原文，章节为原文编号。",
        "Quotes are from the text of the plan, in Chinese; sections are numbered as there.",
    ),
    "plan_text": ("规划原文", "the text of the plan"),
    "base_from": ("基年数据来源：{sources}。", "The base year rests on: {sources}."),
    "document": ("{issuer}：《{title}》，{date}印发。", "{issuer}: {title}, issued on {date}."),
    # command
    "charts_written": ("图已写入{folder}：{files}", "The charts are in {folder}: {files}"),
    "report_written": ("报告已写入{folder}：{files}", "The report is in {folder}: {files}"),
    "without_pack": (
        "没有找到与此次运行一致的规划包（{pack}）：报告不含规划原文；可用 --plan 指明其文件夹。",
        "The plan pack of this run ({pack}) was not found as it was: the report is made without the plan's words; "
        "name its folder with --plan.",
    ),
}
