"""update.csv: every target before and after figures, one row a target, for spreadsheets."""

from __future__ import annotations

import csv
from io import StringIO

from clustercast.model.updating.record import UpdateRecord
from clustercast.reports.words.cells import as_text
from clustercast.reports.words.numbers import rounded

COLUMNS = (
    "target", "before", "after", "low", "high", "effective", "method", "time_progress", "confirmed", "unit", "required",
)  # fmt: skip


def update_csv(record: UpdateRecord) -> str:
    """The rows as text, columns `COLUMNS`, then what each figure brought (points of probability, 0 to 1)."""
    text = StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    names = [one.figure.name for one in record.figures]
    writer.writerow([*COLUMNS, *(f"news {name}" for name in names)])
    for one in record.targets:
        news = {each.figure: each.change for each in one.news}
        writer.writerow([_cell(getattr(one, key)) for key in COLUMNS] + [_cell(news[name]) for name in names])
    return text.getvalue()


def _cell(value: object) -> str:
    return as_text(rounded(value) if isinstance(value, float) else value)
