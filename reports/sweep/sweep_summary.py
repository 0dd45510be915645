"""A sweep on screen and in words: at which points each target fares best and worst, against point 0."""

from __future__ import annotations

from rich.table import Table
from rich.text import Text

from clustercast.model.experiments.sweep import PointFinding
from clustercast.reports.sweep.sweep_record import SweepRecord, SweptTarget, best_and_worst
from clustercast.reports.tables.folding import FoldingTable
from clustercast.reports.words.numbers import error_points, number, percent, points
from clustercast.reports.words.words import Language, dated, label_of, say


def sweep_sentences(record: SweepRecord, lang: Language, folder: str) -> list[str]:
    """A sentence a scenario and target, then how to read them, members a scenario, and where the files are."""
    said = []
    for scenario in record.scenarios:
        said.append(say("sweep_head", lang, scenario=label_of(scenario, lang), points=len(record.table)))
        said += [
            _sentence(record, target, found, lang)
            for target in record.targets
            if (found := record.of(scenario.id, target.id))
        ]
    if len(record.table) > 1:
        said.append(say("picked", lang, points=len(record.table)))
    return [*said, *sure_lines(record, lang), say("sweep_files", lang, folder=folder)]


def sure_lines(record: SweepRecord, lang: Language) -> list[str]:
    """A line a scenario: the most members of a point, the widest half-width, and whether that is what was asked for."""
    said = []
    for one in record.scenarios:
        if one.half_width is None:
            continue
        key = "sure" if record.precision is None else "precise" if one.half_width <= record.precision else "capped"
        asked = "" if record.precision is None else number(100.0 * record.precision, 2)
        width = number(100.0 * one.half_width, 2)
        said.append(say(key, lang, scenario=label_of(one, lang), members=one.members, width=width, asked=asked))
    return said


def _sentence(record: SweepRecord, target: SweptTarget, found: tuple[PointFinding, ...], lang: Language) -> str:
    name = dated(target, lang)
    best, worst = best_and_worst(found)
    if len(record.table) == 1:
        return say("sweep_single", lang, target=name, probability=percent(best.probability))
    if best.probability == worst.probability:
        return say("sweep_same", lang, target=name, probability=percent(best.probability))
    return say("sweep_line", lang, target=name, best=_at(record, best, lang), worst=_at(record, worst, lang))


def _at(record: SweepRecord, one: PointFinding, lang: Language) -> str:
    """A point, its values, its probability, and how far it lies from point 0."""
    text = say(
        "at_point", lang, point=one.point, values=_values(record, one.point, lang), probability=percent(one.probability)
    )
    gap = one.difference
    if gap is None:
        return text
    error = error_points(gap.standard_error)
    return text + say("against_0", lang, gain=points(gap.difference), error=error)


def _values(record: SweepRecord, point: int, lang: Language) -> str:
    given = zip(record.axes, record.table[point], strict=True)
    said = [f"{axis.id} = {number(value)}" for axis, value in given if value is not None]
    return ("，" if lang == "zh" else ", ").join(said) or say("as_it_is", lang)


def sweep_table(record: SweepRecord, lang: Language) -> Table:
    """One row a scenario and projected target: its probability at point 0, and its best and worst points."""
    table: Table = FoldingTable(show_lines=True, expand=True, header_style="bold", title_justify="left")
    table.title = f"{label_of(record, lang)}: {say('design_points', lang, points=len(record.table))}"
    table.add_column(say("target", lang), ratio=3)
    table.add_column(say("at_point_0", lang), justify="right")
    table.add_column(say("best_point", lang), ratio=3)
    table.add_column(say("worst_point", lang), ratio=3)
    for scenario in record.scenarios:
        for target in record.targets:
            found = record.of(scenario.id, target.id)
            if not found:
                continue
            first = next((one.probability for one in found if one.point == 0), None)
            best, worst = best_and_worst(found)
            ends = [Text(_at(record, one, lang)) for one in (best, worst)]
            if best.probability == worst.probability:
                ends = [Text(say("same_everywhere", lang), style="dim"), Text("")]
            head = Text.assemble(dated(target, lang), (f"\n{label_of(scenario, lang)}", "dim"))
            table.add_row(head, percent(first), *ends)
    return table


def sweep_text(record: SweepRecord, folder: str) -> str:
    """The sentences in English and Chinese, one a line."""
    return "\n".join((*sweep_sentences(record, "en", folder), "", *sweep_sentences(record, "zh", folder))) + "\n"
