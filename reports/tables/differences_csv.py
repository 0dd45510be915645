"""differences.csv: scenarios against each other, one row a target and pair of scenarios, for spreadsheets.

The row without a target compares the number of counted targets met; elsewhere the unit is probability (0 to 1). utf-8
with BOM, four significant digits.
"""

import csv
from collections.abc import Iterable
from pathlib import Path

from clustercast.model.results.record import Difference
from clustercast.model.system.files import whole_text
from clustercast.reports.words.cells import as_text
from clustercast.reports.words.numbers import rounded

COLUMNS = ("target", "scenario", "against", "difference", "standard_error", "members", "variance_reduction")


def write_differences(path: Path, differences: Iterable[Difference]) -> None:
    """Writes the differences to a file, columns `COLUMNS`."""
    with whole_text(path, bom=True) as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        writer.writerows([_cell(getattr(one, column)) for column in COLUMNS] for one in differences)


def _cell(value: object) -> str:
    return as_text(rounded(value) if isinstance(value, float) else value)
