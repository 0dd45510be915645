"""The machine's operations, aggregates, title tests and tables by number, as the language has them."""

from collections.abc import Iterable
from enum import IntEnum
from typing import Any

from clustercast.scenarios import language, register_code


def _numbered(kind: str, words: Iterable[str]) -> Any:
    return IntEnum(kind, [word.upper() for word in words], start=0)


Op = _numbered("Op", register_code.OPS)
Aggregate = _numbered("Aggregate", register_code.AGGREGATE_OPS)
Test = _numbered("Test", register_code.TITLE_OPS)
Table = _numbered("Table", language.TABLES)
TABLES = len(Table)
