"""An update on screen: every target before and after, and by which rule."""

from __future__ import annotations

from rich.table import Table

from clustercast.model.updating.record import UpdateRecord
from clustercast.reports.run.update_sentences import BOTH, label, method, progress
from clustercast.reports.words.numbers import between, percent
from clustercast.reports.words.words import Language, say


def update_table(record: UpdateRecord, lang: Language) -> Table:
    """A row a target; the rerun in a column of its own where it differs by more than 10 points anywhere."""
    rerun = record.confirmed is not None and record.confirmed > BOTH
    table = Table(title=say("u_table", lang), header_style="bold", expand=True)
    table.add_column(say("target", lang), ratio=4, overflow="fold")
    keys = ["u_before", "u_after", *(["u_rerun"] if rerun else []), "u_progress", "u_method"]
    for key in keys:
        table.add_column(say(key, lang), ratio=2, overflow="fold")
    for one in record.targets:
        after = f"{percent(one.after)} ({between(one.low, one.high)})"
        cells = [percent(one.before), after, *([percent(one.confirmed)] if rerun else [])]
        table.add_row(label(one, lang), *cells, progress(one, lang), method(one, lang))
    return table
