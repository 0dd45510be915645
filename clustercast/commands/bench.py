"""The command bench."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

from clustercast.bench.report import conditions, measure, rows, write
from clustercast.bench.scale import FULL, QUICK
from clustercast.commands.screen import say_error, show, show_json, show_sentences

FOLDER = Path("results") / "bench"


def bench(quick: bool, as_json: bool) -> None:
    """Measure, print the table, leave it in results/bench."""
    from rich.table import Table

    found = measure(QUICK if quick else FULL, say_error if sys.stderr.isatty() else lambda _: None)
    files = write(found, FOLDER, date.today().isoformat())
    if as_json:
        show_json(found.numbers)
        return
    table = Table("what", "measured", "to reach", caption=conditions(found))
    for row in rows(found):
        table.add_row(*row)
    show(table)
    show_sentences(found.machine, *(path.as_posix() for path in files))
