"""attainment.csv: one row a target and scenario, for spreadsheets. Columns in house order, more of them at the end.

utf-8 with BOM, so that Excel opens it. Probabilities have two decimals, which are whole percents; other numbers four
significant digits. A text that a spreadsheet would take for a formula (the comparator "=") begins with an apostrophe.
"""

import csv
from collections.abc import Callable, Iterable
from pathlib import Path

from clustercast.model.inputs.tolerances import TOLERANCES
from clustercast.model.results.record import Attainment
from clustercast.model.system.files import whole_text
from clustercast.reports.words.cells import as_text
from clustercast.reports.words.numbers import rounded
from clustercast.reports.words.rounding import fixed, whole_percent
from clustercast.reports.words.words import in_words
from clustercast.scenarios import format_quarter

HOUSE_COLUMNS = (
    "plan", "target", "scenario", "label_zh", "label_en", "indicator", "comparator", "value", "unit", "by", "strength",
    "lead_agency", "mechanism", "probability", "mc_low", "mc_high", "median", "p05", "p95", "first_attained", "members",
    "failed_members", "status", "why",
)  # fmt: skip
MORE_COLUMNS = (
    "why_zh", "words", "words_zh", "nowcast", "kind", "measure", "group", "same_as", "required", "tolerance", "margin",
    "shortfall", "pool", "pool_median", "pool_probability", "base_form", "break_even_base", "change_median",
    "change_p05", "change_p95", "direction", "years", "years_met", "mean_per_year", "base_median", "base_p05",
    "base_p95", "drivers", "support_verdict", "support_share", "support_most", "note_en", "note_zh", "form",
    "level_median", "level_probability",
)  # fmt: skip
COLUMNS = HOUSE_COLUMNS + MORE_COLUMNS

PROBABILITIES = ("probability", "mc_low", "mc_high", "pool_probability", "level_probability")


def _percents(row: Attainment, column: str) -> object:
    value = getattr(row, column)
    return None if value is None else whole_percent(value) / 100.0


def _drivers(row: Attainment) -> str:
    """The parameters that matter most: name, rank correlation, least and greatest probability by fifths."""
    return "; ".join(
        f"{one.parameter} {fixed(one.correlation, 2)} ({fixed(one.p_low, 2)} to {fixed(one.p_high, 2)})"
        for one in row.drivers
        if one.stands_out
    )


SPECIAL: dict[str, Callable[[Attainment], object]] = {
    "first_attained": lambda row: None if row.first_attained is None else format_quarter(row.first_attained),
    "tolerance": lambda row: TOLERANCES[row.tolerance].text_en if row.tolerance else "",
    "words": lambda row: "" if row.probability is None else in_words(row.probability, "en"),
    "words_zh": lambda row: "" if row.probability is None else in_words(row.probability, "zh"),
    "drivers": _drivers,
}


def cell(row: Attainment, column: str) -> str:
    """The text of one cell."""
    if column in SPECIAL:
        return as_text(SPECIAL[column](row))
    if column in PROBABILITIES:
        return as_text(_percents(row, column))
    value = getattr(row, column)
    return as_text(rounded(value) if isinstance(value, float) and column != "value" else value)


def write_attainment(path: Path, rows: Iterable[Attainment]) -> None:
    """Writes the rows to a file, columns `COLUMNS`."""
    with whole_text(path, bom=True) as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        writer.writerows([cell(row, column) for column in COLUMNS] for row in rows)


def plain_row(row: Attainment) -> dict[str, object]:
    """The row as JSON would have it: the same columns and digits, numbers as numbers, ranges as pairs."""
    found: dict[str, object] = {}
    for column in COLUMNS:
        value = getattr(row, column, None)
        if column in PROBABILITIES:
            found[column] = _percents(row, column)
        elif column == "drivers":
            found[column] = [one.parameter for one in row.drivers if one.stands_out]
        elif column in SPECIAL:
            found[column] = SPECIAL[column](row)
        else:
            found[column] = rounded(value) if isinstance(value, float) and column != "value" else value
    return found
