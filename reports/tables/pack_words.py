"""What a pack may say: units, columns, kinds; read off the tables in which each is declared.

Each row is plain data with its words in both languages; `table_of` draws one topic in a language.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from rich.table import Table
from rich.text import Text

from clustercast.agents import columns
from clustercast.agents.columns import Column
from clustercast.model.expressions.vocabulary import PROGRAMME_COLUMNS, upgrade_names
from clustercast.model.inputs.tolerances import TOLERANCES
from clustercast.reports.words import column_words
from clustercast.reports.words.column_words import TIMES
from clustercast.reports.words.words import LANGUAGES, Language, say
from clustercast.scenarios.entries.targets import COMPARATORS
from clustercast.scenarios.forms import BETTER, FORMS, FORMS_OF_KIND, INDICATOR_KINDS
from clustercast.scenarios.levers import GOALS, LEVERS
from clustercast.scenarios.numbers import Act
from clustercast.scenarios.pack_tables import ACCOUNTS, PLAN, TABLES
from clustercast.scenarios.units import UNITS, Unit

TOPICS = ("units", "columns", "kinds")
EXAMPLE_UPGRADE = "robots"
ROWS_OF_COUNT = {"firm": "count", "cell": "count_cells", "group": "count_groups", "organisation": "count_organisations"}


COLUMNS = ("word", "meaning", "unit", "over", "example")
HEADS: dict[str, tuple[str, str]] = {
    "indicator": ("指标 kind", "indicator: kind"),
    "better": ("指标 better", "indicator: better"),
    "kind": (
        "目标 kind 及其可用的 form（首个为默认）",
        "target: kind, and the forms it may have (the first unless said)",
    ),
    "form": ("目标 form 及其可用的指标 kind", "target: form, and the kinds of indicator that it takes"),
    "comparator": ("目标 comparator", "target: comparator"),
    "tolerance": ("容差", "tolerances"),
    "act": ("程序 act 及其专用的键（*必填）", "programme: act, and the keys of its own (* needed)"),
    "lever": ("措施 lever", "instrument: lever"),
    "goal": ("目标 goal", "target: goal"),
}


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a pack: where it belongs, what it means, its unit and time (Chinese, English), an example."""

    group: tuple[str, str]
    word: str
    meaning: tuple[str, str]
    unit: str = ""
    over: tuple[str, str] = ("", "")
    example: str = ""

    def plain(self) -> dict[str, Any]:
        """As JSON has it."""
        pairs = {"group": self.group, "meaning": self.meaning, "over": self.over}
        both = {f"{name}_{lang}": pair[n] for name, pair in pairs.items() for n, lang in enumerate(LANGUAGES)}
        return {"word": self.word, "unit": self.unit, "example": self.example} | both


def words_of(topic: str) -> tuple[Word, ...]:
    """Every word of a topic. Raises KeyError for one that is not in `TOPICS`."""
    return tuple({"units": _units, "columns": _columns, "kinds": _kinds}[topic]())


def _units() -> Iterator[Word]:
    for dimension in dict.fromkeys(one.dimension for one in UNITS.values()):
        for unit in (one for one in UNITS.values() if one.dimension == dimension):
            labels, example = (unit.label_zh, unit.label_en), f'value = 5, unit = "{unit.code}"'
            group = (column_words.DIMENSIONS[dimension], dimension)
            yield Word(group, unit.code, labels, _factor(unit), _over(unit), example)


def _factor(unit: Unit) -> str:
    """What it is of the first unit of its dimension, where it can be converted."""
    first = next(one for one in UNITS.values() if one.dimension == unit.dimension)
    if unit.factor is None or first.factor is None or unit is first:
        return ""
    return f"{unit.factor / first.factor:g} {first.code}"


def _over(unit: Unit) -> tuple[str, str]:
    """Whether a number in the unit is of a year or of a quarter."""
    ends = {"year": "rate", "quarter": "quarter"}
    return next((TIMES[time] for end, time in ends.items() if unit.code.endswith(f"per_{end}")), ("", ""))


def _columns() -> Iterator[Word]:
    for group, block, words in (
        ("firm", columns.FirmFloat, column_words.FIRM),
        ("firm", columns.FirmCode, column_words.FIRM),
        ("upgrade of a firm", columns.UpgradeCode, column_words.FIRM_UPGRADE),
        ("cell", columns.CellFloat, column_words.CELL),
        ("upgrade of a cell", columns.CellUpgradeFloat, column_words.CELL_UPGRADE),
        ("group", columns.GroupFloat, column_words.GROUP),
        ("organisation", columns.OrganisationFloat, column_words.ORGANISATION),
        ("region", columns.EconomyFloat, column_words.REGION),
    ):
        names = upgrade_names(EXAMPLE_UPGRADE, block) if "upgrade" in group else {c.name.lower(): c for c in block}
        for name, column in names.items():
            yield _column(group, name, column, words[column.name.lower()])
    for fact, column in PROGRAMME_COLUMNS.items():
        yield _column("programme", f'{fact}("robot-grant")', column, column_words.PROGRAMME[fact])


def _column(group: str, name: str, column: Column, words: tuple[str, str]) -> Word:
    meaning, over = words
    table = group.rpartition(" ")[2]
    coded = column.unit == "code"
    counted = coded or column.unit in ("flag", "id", "quarter", "level")
    example = name
    if table in ROWS_OF_COUNT:
        aggregate = ROWS_OF_COUNT[table]
        inside = f'{name} == "..."' if coded else f"{name} >= 1" if counted else name
        example = f"{aggregate if counted else aggregate.replace('count', 'sum')}({inside})"
    return Word(column_words.TABLES[group], name, (meaning, column.meaning), column.unit, TIMES[over], example)


def _kinds() -> Iterator[Word]:
    for id, kind in INDICATOR_KINDS.items():
        yield Word(HEADS["indicator"], id, _joined(kind.label, kind.meaning), example=kind.example)
    for id, meaning in BETTER.items():
        yield Word(HEADS["better"], id, meaning, example=f'better = "{id}"')
    for kind, forms in FORMS_OF_KIND.items():
        meaning = tuple(mark.join(FORMS[one].label[n] for one in forms) for n, mark in enumerate(("；", "; ")))
        example = f'kind = "{kind}"' + (f', form = "{forms[-1]}"' if len(forms) > 1 else "")
        yield Word(HEADS["kind"], kind, (meaning[0], meaning[1]), ", ".join(forms), example=example)
    for id, form in FORMS.items():
        yield Word(HEADS["form"], id, _joined(form.label, form.meaning), ", ".join(form.takes), example=form.example)
    for one in COMPARATORS:
        meaning = (say(f"asked_{one}", "zh", value="5"), say(f"asked_{one}", "en", value="5"))
        yield Word(HEADS["comparator"], one, meaning, example=f'comparator = "{one}", value = 5')
    for id, one in TOLERANCES.items():
        yield Word(HEADS["tolerance"], id, (one.text_zh, one.text_en))
    for act in Act:
        meaning = (say(f"does_{act.word}", "zh"), say(f"does_{act.word}", "en"))
        yield Word(HEADS["act"], act.word, meaning, ", ".join(_keys_of(act)), example=f'act = "{act.word}"')
    for key, known in (("lever", LEVERS), ("goal", GOALS)):
        for id, meaning in known.items():
            yield Word(HEADS[key], id, meaning, example=f'{key} = "{id}"')
    yield from _keys()


def _keys_of(act: Act) -> Iterator[str]:
    """The keys that not every act has; what it needs with a star."""
    for one in TABLES["programme"].fields:
        if act in one.acts or act in one.needed_by:
            yield f"{one.key}*" if act in one.needed_by else one.key


def _keys() -> Iterator[Word]:
    """The keys of every table: an example of the value, which are required, what each refers to."""
    heads = {"plan": PLAN, "accounts": ACCOUNTS}
    for name, fields in (heads | {one.name: one.fields for one in TABLES.values()}).items():
        for one in fields:
            text = (say("key_required", "zh"), say("key_required", "en")) if one.required else ("", "")
            if one.refers_to:
                text = (f"{text[0]} {one.refers_to}".strip(), f"{text[1]} {one.refers_to}".strip())
            yield Word((f"[{name}]", f"[{name}]"), one.key, text, example=f"{one.key} = {one.read.example}")


def _joined(label: tuple[str, str], meaning: tuple[str, str]) -> tuple[str, str]:
    return f"{label[0]}：{meaning[0]}", f"{label[1]}: {meaning[1]}"


def tables_of(topic: str, lang: Language) -> Iterator[Table]:
    """A topic as tables, one a group."""
    place = LANGUAGES.index(lang)
    found = words_of(topic)
    for group in dict.fromkeys(one.group[place] for one in found):
        rows = [one for one in found if one.group[place] == group]
        cells = [(one.word, one.meaning[place], one.unit, one.over[place], one.example) for one in rows]
        shown = [n for n in range(len(COLUMNS)) if any(row[n] for row in cells)]
        table = Table(title=Text(group, style="bold"), title_justify="left", header_style="bold", show_edge=False)
        for n in shown:
            name = "takes" if topic == "kinds" and COLUMNS[n] == "unit" else COLUMNS[n]
            table.add_column(say(f"words_{name}", lang), overflow="fold")
        for row in cells:
            table.add_row(*(Text(row[n]) for n in shown))
        yield table
