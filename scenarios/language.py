"""What the language of indicators and programmes is made of: its trees, its names, its closed lists, its refusal."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass, field

TABLES = ("firm", "cell", "group", "organisation", "city", "cluster", "chain", "industry")
"""Every table; the last four are places, known by their names and by what the firms in them add up to."""
PLACES = TABLES[4:]

COMPARISONS: dict[type[ast.cmpop], str] = {
    ast.Lt: "lt",
    ast.LtE: "le",
    ast.Gt: "gt",
    ast.GtE: "ge",
    ast.Eq: "eq",
    ast.NotEq: "ne",
}
ARITHMETIC: dict[type[ast.operator], str] = {ast.Add: "add", ast.Sub: "sub", ast.Mult: "mul", ast.Div: "div"}
AGGREGATES = {
    "count": ("count", "firm"),
    "sum": ("sum", "firm"),
    "mean": ("mean", "firm"),
    "count_cells": ("count", "cell"),
    "sum_cells": ("sum", "cell"),
    "count_groups": ("count", "group"),
    "sum_groups": ("sum", "group"),
    "count_organisations": ("count", "organisation"),
    "sum_organisations": ("sum", "organisation"),
    "count_cities": ("count", "city"),
    "sum_cities": ("sum", "city"),
    "least_cities": ("least", "city"),
    "count_clusters": ("count", "cluster"),
    "sum_clusters": ("sum", "cluster"),
    "least_clusters": ("least", "cluster"),
    "count_chains": ("count", "chain"),
    "sum_chains": ("sum", "chain"),
    "least_chains": ("least", "chain"),
    "count_industries": ("count", "industry"),
    "sum_industries": ("sum", "industry"),
    "least_industries": ("least", "industry"),
}
TITLE_TESTS = ("has", "had", "got_year")
"""What may be asked of a row and a title: holds it, held it at the end of last year, got it this year."""
PROGRAMME_NUMBERS = ("awarded", "awarded_since", "pool", "outlay")
"""What may be asked of a programme."""
TOTAL = "total"


class ExpressionError(ValueError):
    """A text that is no valid expression: ``problem`` says what is wrong, ``remedy`` continues "write ..."."""

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(f"{problem}; write {remedy}")
        self.problem = problem
        self.remedy = remedy

    def __reduce__(self) -> tuple[type[ExpressionError], tuple[str, str]]:
        return ExpressionError, (self.problem, self.remedy)


@dataclass(frozen=True, slots=True)
class Node:
    """One operation of an expression: ``op`` over ``args``; ``table`` is where its values live ("" for one number)."""

    op: str
    args: tuple[Node, ...] = ()
    value: float | str = 0.0
    table: str = ""


@dataclass(frozen=True, slots=True)
class Title:
    """A title that expressions may ask for: the number of its programme and the tables whose rows may hold it."""

    number: int
    tables: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Names an expression may use.

    ``tables``: per table its column names; ``scalars``: names of one number each, ``awarded("grant")`` among them (see
    ``number_of``); ``codes``: per column the words it may be compared with, and their numbers; ``programmes``: ids of
    all programmes; ``titles``: those that leave a title behind; ``derived``: names that stand for an expression over
    other columns of the firm table.
    """

    tables: Mapping[str, frozenset[str]]
    scalars: frozenset[str] = frozenset()
    codes: Mapping[str, Mapping[str, int]] = field(default_factory=dict[str, Mapping[str, int]])
    programmes: frozenset[str] = frozenset()
    titles: Mapping[str, Title] = field(default_factory=dict[str, Title])
    derived: Mapping[str, str] = field(default_factory=dict[str, str])


def number_of(fact: str, programme: str) -> str:
    """Name of a programme's number, as it is written: ``awarded("grant")``."""
    return f'{fact}("{programme}")'
