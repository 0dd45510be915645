"""A run in three sentences: which targets are met in the model and which are not, what incentives add, where files are.

No sentence says that a target will be reported as met, or that a policy causes anything outside the model.
"""

from clustercast.model.results.record import WITHOUT, Attainment, Difference, RunRecord
from clustercast.reports.words.numbers import error_points, number, percent, points, signed
from clustercast.reports.words.rounding import fixed
from clustercast.reports.words.words import STANDINGS, Language, dated, label_of, listed, say, standing

SURE = 2.0
"""A difference is named when it exceeds this many standard errors."""
NAMED = 3
"""How many targets a sentence names for what incentives add."""


def findings(record: RunRecord, lang: Language, folder: str) -> tuple[str, str, str]:
    """The three sentences of a run whose files are in a folder."""
    return _targets(record, lang), _incentives(record, lang), _files(lang, folder)


def _targets(record: RunRecord, lang: Language) -> str:
    scenario = record.main
    rows = [one for one in record.of(scenario.id) if one.probability is not None]
    parts = [_group(rows, key, lang) for key in STANDINGS]
    conditional = len(record.targets("conditional"))
    if lang == "zh":
        text = f"模型内“{scenario.label_zh}”情景下，{len(rows)}项可预测目标中" + "；".join(parts)
        return text + (f"；另有{conditional}项缺基数，不给概率。" if conditional else "。")
    text = f"In the model, under “{scenario.label_en}”, of {len(rows)} projected targets: " + "; ".join(parts)
    return text + (f"; {conditional} more have no published base and get no probability." if conditional else ".")


def _group(rows: list[Attainment], key: str, lang: Language) -> str:
    chosen = [one for one in rows if one.probability is not None and standing(one.probability) == key]
    names = listed((_named(one, lang) for one in chosen), lang)
    head = say(f"n_{key}", lang, n=len(chosen))
    return f"{head}（{names}）" if names and lang == "zh" else f"{head} ({names})" if names else head


def _named(row: Attainment, lang: Language) -> str:
    marks = [say("nowcast", lang)] if row.nowcast else []
    marks += [say("quota", lang)] if row.mechanism == "quota" else []
    mark = f" [{', '.join(marks)}]" if marks else ""
    return f"{dated(row, lang)} {percent(row.probability)}{mark}"


def _incentives(record: RunRecord, lang: Language) -> str:
    main = record.main.id
    found = [one for one in record.differences if one.scenario == main and one.against == WITHOUT]
    total = next((one for one in found if not one.target), None)
    if total is None:
        return say(not_compared(record), lang)
    names = {"scenario": label_of(record.main, lang), "against": label_of(record.scenario(WITHOUT), lang)}
    behaviour = next((one.targets for one in record.joints if one.scenario == main), ())
    counted = len(behaviour)
    clear = [one for one in found if one.target in behaviour and abs(one.difference) > SURE * one.standard_error]
    clear = sorted(clear, key=lambda one: -abs(one.difference))[:NAMED]
    labels = {one.target: dated(one, lang) for one in record.attainments}
    named = [_gain(one, labels[one.target], lang) for one in clear]
    text = say(
        "against_without",
        lang,
        n=counted,
        change=signed(total.difference),
        error=fixed(total.standard_error, 2),
        gained=gained(total, lang),
        **names,
    )
    return text + (say("most_for", lang, names=listed(named, lang)) if named else say("for_none", lang))


def not_compared(record: RunRecord) -> str:
    """The phrase for a run whose main scenario is not held against the one without incentives: why."""
    ran = [one.id for one in record.scenarios]
    if WITHOUT not in ran:
        return "s_no_incentives"
    return "only_without" if ran == [WITHOUT] else "nothing_counted"


def gained(one: Difference, lang: Language) -> str:
    """What common random numbers do to the variance of a difference: the measured factor, said where it is known."""
    factor = one.variance_reduction
    return "" if factor is None else say("common_numbers", lang, factor=number(factor, 2))


def _gain(one: Difference, label: str, lang: Language) -> str:
    error = error_points(one.standard_error)
    if lang == "zh":
        return f"{label}（{points(one.difference)}个百分点，标准误{error}）"
    return f"{label} ({points(one.difference)} points, standard error {error})"


def _files(lang: Language, folder: str) -> str:
    if lang == "zh":
        files = "表格 attainment.csv，基年数量 base_counts.csv，全部数值用 open_run 读取"
        return f"结果在 {folder}：{files}；clustercast charts 绘图，clustercast report 写报告。"
    return (
        f"Everything is in {folder}: the table in attainment.csv, the counts at the base in base_counts.csv, all "
        "values by open_run; clustercast charts draws it, clustercast report writes the report."
    )


def summary_text(record: RunRecord, folder: str) -> str:
    """The sentences in English and Chinese, one a line."""
    return "\n".join((*findings(record, "en", folder), "", *findings(record, "zh", folder))) + "\n"
