"""A plan's expressions on rows: register code in the compiled engine, functions of agents in the readable one."""

from typing import Any

from clustercast.agents.rule import event
from clustercast.model.compiled.shortcut import shortcut
from clustercast.model.expressions import evaluate as machine
from clustercast.model.expressions.opcodes import Table


def rate_rows(region: Any, segment: int, table: int, to: int) -> None:
    """Value of an expression for every row of a table, into ``region.keys[to, row]``.

    ``segment`` is the expression's number (``programme.eligible``, ``programme.score``), ``table`` one of ``Table``.
    """
    if region.on_columns:
        _rate_by_machine(region, segment, table, to)
    else:
        region.rate_rows(segment, table, to)


@shortcut(rate_rows)
def _rate_by_machine(region: Any, segment: int, table: int, to: int) -> None:
    given, state = region.given, region.state
    machine.rows_into(
        given, state, segment, table, machine.rows_of(given, state, table, len(region.firms)), state.keys[to]
    )


@event
def table_of(programme: Any) -> int:
    """The table whose rows a programme is for: firms or organisations."""
    return Table.FIRM if programme.on_firms == 1 else Table.ORGANISATION


def record_figures(region: Any) -> None:
    """Evaluate every indicator into ``region.figures``."""
    if region.on_columns:
        _record_by_machine(region)
    else:
        region.record_figures()


@shortcut(record_figures)
def _record_by_machine(region: Any) -> None:
    machine.record(region.given, region.state, len(region.firms))
