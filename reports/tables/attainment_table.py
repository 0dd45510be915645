"""The attainment table on screen: number, word and colour, scenarios side by side; a list on narrow terminals.

Groups: projected (with a probability), conditional (break-even base and change), outside (why).
"""

from collections.abc import Iterator

from rich.console import Console, Group, RenderableType
from rich.text import Text

from clustercast.model.inputs.tolerances import TOLERANCES
from clustercast.model.results.record import Attainment, Influence, RunRecord, ScenarioName
from clustercast.reports.tables.folding import FoldingTable
from clustercast.reports.words.numbers import asked_for, between, break_even_text, number, percent
from clustercast.reports.words.rounding import fixed
from clustercast.reports.words.words import COLOURS, Language, in_clauses, label_of, say, verdict
from clustercast.scenarios import format_quarter
from clustercast.scenarios.forms import EVERY_YEAR

WIDE = 100
"""From this width on (characters) a table is drawn; below it, a list."""
ROOM = 20
"""Characters that a scenario needs in a table; where there are more scenarios than have room, a list is drawn."""


def print_attainment(record: RunRecord, console: Console, lang: Language) -> None:
    """Prints the whole table, and below it the joint counts and what the numbers mean."""
    for part in attainment_parts(record, lang, console.width):
        console.print(part)


def attainment_parts(record: RunRecord, lang: Language, width: int) -> Iterator[RenderableType]:
    """The parts of the table, top to bottom."""
    yield Text(record.title_zh if lang == "zh" else record.title_en, style="bold")
    yield Text(" · ".join(_about(record, lang)), style="dim")
    yield from (Text(line, style="dim") for line in precision_lines(record, lang))
    for status in ("projected", "conditional", "outside"):
        targets = record.targets(status)
        if targets:
            yield Text("\n" + say(status, lang), style="bold")
            fits = has_room(width, 1 if status == "outside" else len(record.scenarios))
            yield _table(record, targets, status, lang) if fits else _list(record, targets, lang)
    yield Text("")
    yield from (Text(line) for line in _joint(record, lang))
    yield from (Text(line, style="dim") for line in _notes(record, lang))


def has_room(width: int, columns: int) -> bool:
    """Whether a table of so many scenarios can be read: target and what is asked for take 5 parts, a scenario 3."""
    return width >= WIDE and 3 * width >= ROOM * (5 + 3 * columns)


def precision_lines(record: RunRecord, lang: Language) -> Iterator[str]:
    """A line a scenario where members were added until they were enough: how many, how sure, whether the cap is met."""
    for one in record.scenarios if record.precision is not None else ():
        if one.half_width is None or record.precision is None:
            continue
        numbers = {"width": number(100.0 * one.half_width, 2), "asked": number(100.0 * record.precision, 2)}
        key = "precise" if one.half_width <= record.precision else "capped"
        yield say(key, lang, scenario=label_of(one, lang), members=one.members, **numbers)


def _about(record: RunRecord, lang: Language) -> list[str]:
    widths = [one.half_width for one in record.scenarios if one.half_width is not None]
    sure = [say("widest", lang, width=number(100.0 * max(widths), 2))] if widths and record.precision is None else []
    return [
        say("run", lang, run=record.run, date=record.created),
        say("members", lang, members=record.members),
        *sure,
        say("seed", lang, seed=record.seed),
        say("origin", lang, quarter=record.origin),
    ]


def _table(record: RunRecord, targets: tuple[str, ...], status: str, lang: Language) -> FoldingTable:
    """One row a target, one column a scenario; the reasons alone where nothing is simulated."""
    table = FoldingTable(show_lines=True, expand=True, header_style="bold")
    table.add_column(say("target", lang), ratio=3)
    table.add_column(say("required", lang), ratio=2)
    outside = status == "outside"
    for name in [say("why", lang)] if outside else [label_of(one, lang) for one in record.scenarios]:
        table.add_column(Text(name), ratio=3)
    for target in targets:
        rows = record.of_target(target)
        cells = [Text(_why(rows[0], lang))] if outside else [cell(record, row, lang) for row in rows]
        table.add_row(_target(rows[0], lang), _asked(rows[0], lang), *cells)
    return table


def _list(record: RunRecord, targets: tuple[str, ...], lang: Language) -> Group:
    """A block a target: its name, what it asks for, a line a scenario."""
    blocks: list[RenderableType] = []
    for target in targets:
        rows = record.of_target(target)
        blocks.append(Text.assemble(_target(rows[0], lang), "  ", _asked(rows[0], lang)))
        if rows[0].status == "outside":
            blocks.append(Text("  " + _why(rows[0], lang), style="dim"))
            continue
        for row in rows:
            name = label_of(_scenario(record, row), lang)
            blocks.append(Text.assemble("  ", (name, "italic"), ": ", Text(", ").join(_lines(record, row, lang))))
    return Group(*blocks)


def _scenario(record: RunRecord, row: Attainment) -> ScenarioName:
    return record.scenario(row.scenario)


def _target(row: Attainment, lang: Language) -> Text:
    marks = [say("nowcast", lang)] if row.nowcast else []
    marks += [say("quota", lang)] if row.mechanism == "quota" and row.status != "outside" else []
    marks += [say("restated", lang)] if row.same_as else []
    return Text.assemble(label_of(row, lang), (f" [{', '.join(marks)}]" if marks else "", "cyan"))


def _asked(row: Attainment, lang: Language) -> Text:
    parts = [asked_for(row, lang)] if row.value is not None else []
    parts += [say("every_year", lang)] if row.form in EVERY_YEAR else []
    return Text(", ".join([*parts, say("by", lang, year=row.by)]), style="dim")


def _why(row: Attainment, lang: Language) -> str:
    return row.why_zh if lang == "zh" else row.why


def cell(record: RunRecord, row: Attainment, lang: Language) -> Text:
    """What one scenario says of a target, a line each."""
    return Text("\n").join(_lines(record, row, lang))


def _lines(record: RunRecord, row: Attainment, lang: Language) -> list[Text]:
    if row.status == "conditional":
        lines = _conditional(row, lang)
    elif row.probability is None:
        lines = [Text(say("all_failed", lang), style="red")]
    else:
        lines = _projected(row, lang)
    strongest = next((one for one in row.drivers if one.stands_out), None)
    if strongest is not None:
        lines.append(Text(_driver(record, strongest, lang), style="dim"))
    if row.support_verdict:
        shares = {"share": percent(row.support_share), "most": percent(row.support_most)}
        lines.append(Text(say(f"support_{row.support_verdict}", lang, **shares), style="dim"))
    if row.pool_median is not None:
        pool = say("pool", lang, pool=number(row.pool_median), share=percent(row.pool_probability))
        lines.append(Text(pool, style="dim"))
    if row.failed_members:
        lines.append(Text(say("failed", lang, failed=row.failed_members), style="dim"))
    return lines


def _projected(row: Attainment, lang: Language) -> list[Text]:
    assert row.probability is not None
    word = verdict(row.probability)
    head = Text(percent(row.probability), style=f"bold {COLOURS[word]}")
    head.append(f" ({between(row.mc_low, row.mc_high)}) ", style="dim")
    head.append(say(word, lang), style=COLOURS[word])
    lines = [head, Text(say("median_band", lang, **_numbers(row.median, row.p05, row.p95)), style="dim")]
    if row.level_median is not None:
        share = percent(row.level_probability)
        lines.append(Text(say("of_level", lang, median=number(row.level_median), share=share), style="dim"))
    if row.years is not None:
        lines.append(Text(say("years_met", lang, met=fixed(row.years_met or 0.0, 1), years=row.years), style="dim"))
    if row.first_attained is not None:
        quarter = format_quarter(row.first_attained)
        lines.append(Text(say("first_attained", lang, quarter=quarter), style="dim"))
    if row.shortfall is not None:
        lines.append(Text(say("short_by", lang, gap=number(row.shortfall, 3)), style="dim"))
    return lines


def _driver(record: RunRecord, one: Influence, lang: Language) -> str:
    """The parameter that moves the target most, and the probability over its fifths."""
    name = record.parameter(one.parameter, lang)
    return say("driver", lang, name=name, low=percent(one.p_low), high=percent(one.p_high))


def _conditional(row: Attainment, lang: Language) -> list[Text]:
    if row.value is None:
        return [Text(say(row.direction, lang) if row.direction else say("all_failed", lang))]
    key = "ratio" if row.base_form == "multiplicative" else "change"
    change = say(key, lang, **_numbers(row.change_median, row.change_p05, row.change_p95, 3))
    return [Text(break_even_text(row, lang)), Text(change, style="dim")]


def _numbers(median: float | None, low: float | None, high: float | None, digits: int = 4) -> dict[str, str]:
    return {"median": number(median, digits), "low": number(low, digits), "high": number(high, digits)}


def _joint(record: RunRecord, lang: Language) -> Iterator[str]:
    for one in record.joints:
        yield say(
            "joint",
            lang,
            scenario=label_of(record.scenario(one.scenario), lang),
            n=len(one.targets),
            mean=fixed(one.mean_met, 1),
            low=one.p05_met,
            high=one.p95_met,
            all=percent(one.probability),
        )


def _notes(record: RunRecord, lang: Language) -> Iterator[str]:
    yield say("meaning", lang)
    used = dict.fromkeys(one.tolerance for one in record.attainments if one.tolerance)
    rules = [TOLERANCES[name].text_zh if lang == "zh" else TOLERANCES[name].text_en for name in used]
    if rules:
        yield say("tolerances", lang, rules=in_clauses(rules, lang))
    if any(one.level_median is not None for one in record.attainments):
        yield say("comparable_note", lang)
    accounts = record.accounts_zh if lang == "zh" else record.accounts_en
    if accounts:
        yield say("accounts", lang, note=accounts)


def base_counts_table(record: RunRecord, lang: Language) -> FoldingTable:
    """The counts at the base year beside the targets that they decide."""
    table = FoldingTable(title=say("base_counts", lang), title_justify="left", header_style="bold", show_edge=False)
    table.add_column("", ratio=3)
    table.add_column(say("base_count", lang), justify="right")
    table.add_column(say("band", lang), justify="right")
    table.add_column(say("decides", lang), justify="right")
    rows = {one.target: one for one in record.attainments}
    for one in record.base_counts:
        asked = [asked_for(rows[id], lang) for id in one.targets if id in rows]
        band = f"{number(one.p05)} – {number(one.p95)}"
        table.add_row(Text(label_of(one, lang)), number(one.median), band, Text(", ".join(dict.fromkeys(asked))))
    return table
