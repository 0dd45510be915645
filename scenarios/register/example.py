"""An example register of a plan that a user can copy: every column, one invented firm for each cluster and city."""

import csv
from io import StringIO

from clustercast.scenarios.plan import Plan
from clustercast.scenarios.register.columns import RegisterColumn, register_columns

UNITS = {"money": ("（万元）", " (CNY 10k)"), "energy": ("（吨标准煤）", " (tce)"), "persons": ("（人）", " (persons)")}
FEWEST, MOST_ROWS = 12, 40


def example_rows(plan: Plan, lang: str) -> list[list[str]]:
    """Headers, then invented firms; revenue, employees and levels are round numbers to be replaced."""
    columns = register_columns(plan)
    place = 0 if lang == "zh" else 1
    header = [_header(one, place) for one in columns]
    homes = [one for one in plan.clusters if one.part_of is None and one.weight and one.industry]
    seats = [(cluster, city) for cluster in homes for city in cluster.cities or (plan.cities[0].code,)]
    cities = {one.code: (one.label_zh, one.label_en)[place] for one in plan.cities}
    industries = {one.code: (one.label_zh, one.label_en)[place] for one in plan.industries}
    rows: list[list[str]] = []
    for n in range(min(MOST_ROWS, max(FEWEST, len(seats)))):
        cluster, city = seats[n % len(seats)]
        names = {"city": cities[city], "industry": industries[cluster.industry or ""]}
        names["cluster"] = (cluster.label_zh, cluster.label_en)[place]
        rows.append([_cell(one, n, names, place) for one in columns])
    return [header, *rows]


def _header(column: RegisterColumn, place: int) -> str:
    return column.headers[place] + (UNITS[column.measures][place] if column.measures in UNITS else "")


def _cell(column: RegisterColumn, n: int, names: dict[str, str], place: int) -> str:
    size = 1 + n % 5
    made = {
        "id": f"EXAMPLE-{n + 1:03d}",
        "name": f"{('示例企业', 'Example firm')[place]} {n + 1}",
        "revenue": f"{2400 * size * size}",
        "employees": f"{30 * size * size}",
        "capital": f"{1000 * size * size}" if n % 2 == 0 else "",
        "debt": f"{300 * size}" if n % 3 == 0 else "",
        "rnd": "2.5%" if n % 3 == 1 else "",
        "energy": f"{150 * size * size}" if n % 4 == 0 else "",
        "lead": "1" if size == 5 else "0",
    }
    if column.key in names:
        return names[column.key]
    if column.upgrade is not None:
        return str(n % 3) if column.kind == "whole" else str(int(n % 6 == 0))
    return made.get(column.key, "")


def example_text(plan: Plan, lang: str) -> str:
    """The example as CSV; write it with a byte order mark, so that spreadsheets know its encoding."""
    text = StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows(example_rows(plan, lang))
    return text.getvalue()
