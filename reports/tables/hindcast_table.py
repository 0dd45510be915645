"""The hindcast as Markdown, in Chinese or English: a table for each set of years, and what it says in sentences."""

from __future__ import annotations

from typing import Any

from clustercast.reports.tables.markdown import markdown_table
from clustercast.reports.words.hindcast_words import head, name, reason, text, verdict
from clustercast.reports.words.words import Language, listed

Data = dict[str, Any]
COLUMNS = ("forecaster", "crps", "skill", "verdict", "log_skill", "cover90", "cover50", "brier")


def hindcast_markdown(data: Data, lang: Language) -> str:
    """Everything a reader needs, from the plain data of `clustercast.calibration.hindcast.summary`."""
    sections = [
        [text("pseudo", lang, sd=round(100 * data["revision_sd_log"])), text("no_dm", lang, enough=12)],
        ["### " + _title("held_out", data, lang), "", *_table(data, "held_out", lang)],
        sentences(data, lang),
        ["### " + _title("rolling", data, lang), "", *_table(data, "rolling", lang)],
        [*_coverage(data, lang)],
        ["### " + text("reliability", lang), "", *_reliability(data, lang)],
        ["### " + text("plans", lang), "", *_plans(data["plan_indicators"], lang)],
    ]
    return "\n\n".join("\n".join(lines) for lines in sections) + "\n"


def sentences(data: Data, lang: Language) -> list[str]:
    """Against whom the model wins, ties and loses on the held-out years, and where it is behind."""
    lines = []
    for key in ("wins", "ties", "loses"):
        names = [name(one, lang) for one, found in data["verdict"].items() if found == key]
        lines.append("- " + text(key, lang, names=_listed(names, lang)))
    behind = {part: _listed([name(one, lang) for one, found in data[part]["skill"].items() if found["value"] < 0], lang)
              for part in ("held_out", "rolling")}  # fmt: skip
    return [*lines, "- " + text("behind", lang, **behind)]


def _listed(names: list[str], lang: Language) -> str:
    return listed(names, lang) or text("none", lang)


def _title(part: str, data: Data, lang: Language) -> str:
    one = data[part]
    blocks = next(iter(one["skill"].values()))["blocks"] if one["skill"] else 0
    return text(part, lang, pairs=one["pairs"], first=one["origins"][0], last=one["origins"][-1], blocks=blocks)


def _table(data: Data, part: str, lang: Language) -> list[str]:
    rows: list[list[str]] = []
    for forecaster, scores in data[part]["forecasters"].items():
        skill = data[part]["skill"].get(forecaster)
        logs = data[part]["skill_of_logs"].get(forecaster)
        cells = [
            name(forecaster, lang),
            f"{scores['crps'] / 1000:.1f}",
            f"{skill['value']:+.2f} ({skill['low_90']:+.2f} … {skill['high_90']:+.2f})" if skill else "–",
            f"**{verdict(skill['verdict'], lang)}**" if skill else "–",
            f"{logs['value']:+.2f}" if logs else "–",
            _percent(scores["coverage_90"]),
            _percent(scores["coverage_50"]),
            f"{scores['brier']:.3f}",
        ]
        rows.append(cells)
    return markdown_table((head(key, lang) for key in COLUMNS), rows)


def _percent(share: float) -> str:
    return f"{100 * share:.0f}%"


def _coverage(data: Data, lang: Language) -> list[str]:
    low90, high90 = data["coverage_90_interval_95"]
    low50, high50 = data["coverage_50_interval_95"]
    found = text(
        "coverage", lang, hit90=_percent(data["coverage_90"]), low90=_percent(low90), high90=_percent(high90),
        hit50=_percent(data["coverage_50"]), low50=_percent(low50), high50=_percent(high50),
    )  # fmt: skip
    counts = data["rolling"]["forecasters"][data["model"]]["pit_quarters"]
    before = data["coverage_90_before_held_out"]
    earlier = text("before", lang, pairs=before["pairs"], count=before["count"])
    return [found, "", earlier, "", text("pit", lang, counts=" / ".join(map(str, counts)))]


def _reliability(data: Data, lang: Language) -> list[str]:
    heads = ("stated", "mean", "came true", "cases") if lang == "en" else ("概率区间", "平均概率", "实现比例", "个数")
    rows: list[tuple[str, ...]] = []
    for one in data["rolling"]["forecasters"][data["model"]]["reliability"]:
        interval = f"{_percent(one['interval_95'][0])}–{_percent(one['interval_95'][1])}"
        cells = (f"{one['from']:.1f}–{one['to']:.1f}", _percent(one["stated"]),
                 f"{_percent(one['came_true'])} ({interval})", str(one["cases"]))  # fmt: skip
        rows.append(cells)
    return markdown_table(heads, rows)


def _plans(data: Data, lang: Language) -> list[str]:
    lines = []
    for one in data["scored"]:
        lines += _scored(one, lang)
    lines += [text("no_brier", lang), "", text("not_scored", lang), ""]
    groups: dict[tuple[str, str, str], list[Data]] = {}
    for one in data["not_scored"]:
        groups.setdefault((one["plan"], one["reason"], one[f"why_{lang}"]), []).append(one)
    for (plan, why, words), members in groups.items():
        shown = ", ".join(f"`{one['target']}`" for one in members)
        rows = ", ".join(members[0]["rows"])
        lines.append(f"- {plan}, {reason(why, lang)}{f' ({rows})' if rows else ''}: {shown}. {words}")
    return lines


def _scored(one: Data, lang: Language) -> list[str]:
    shown = {"plan": one["plan"], "target": ", ".join(one["targets"]), "quarter": one["quarter"],
             "observed": f"{one['observed']:,.0f}", "rows": ", ".join(one["rows"])}  # fmt: skip
    lines = [text("plan_scored", lang, **shown), "", one[f"why_{lang}"], ""]
    for forecaster, found in one["forecasters"].items():
        values = {key: f"{found[key]:,.0f}" for key in ("median", "crps")}
        low, high = f"{found['p05']:,.0f}", f"{found['p95']:,.0f}"
        lines.append("- " + text("plan_forecast", lang, name=name(forecaster, lang), low=low, high=high, **values))
    if not one["blind"]:
        lines += ["", text("not_blind", lang, cited=", ".join(one["cited_by"]))]
    return [*lines, ""]
