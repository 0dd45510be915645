"""Registers as spreadsheets, exports and hands leave them: read as what they say, or refused by cell.

Every change has its right answer: one that says the same gives the same firms, one that takes something away or cannot
be is refused, or told in a note. Firms that differ without a word are a silent wrong answer.
"""

import csv
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from io import StringIO
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from clustercast.scenarios import Plan, load_plan, plan_names
from clustercast.scenarios.characters import UNPRINTABLE
from clustercast.scenarios.register import RegisterError, RegisterFirm, example_rows, read_register, with_firms
from tests.attack import junk
from tests.attack.outcome import Outcome
from tests.attack.packs import INVENTED

COUNT = 3_000
MONEY, PERSONS = ("营业收入", "revenue"), ("从业人员", "employees")


@dataclass(slots=True)
class Table:
    """A register in the hands of a user: rows of text with the header first, and how it is saved."""

    rows: list[list[str]]
    encoding: str = "utf-8"
    delimiter: str = ","
    raw: bytes | None = None

    def bytes(self) -> bytes:
        """The file."""
        if self.raw is not None:
            return self.raw
        text = StringIO(newline="")
        csv.writer(text, delimiter=self.delimiter).writerows(self.rows)
        return text.getvalue().encode(self.encoding, errors="replace")

    def column(self, *names: str) -> int:
        """Where a column stands whose header begins with one of these."""
        return next(n for n, header in enumerate(self.rows[0]) if header.startswith(names))


Change = Callable[[Table, Random], str]


# The same in other words: the same firms must come of it


def saved_otherwise(table: Table, draw: Random) -> str:
    """Another encoding or another sign between cells."""
    table.encoding = draw.choice(("utf-8-sig", "gb18030", "utf-16"))
    table.delimiter = draw.choice((",", "\t", ";"))
    return f"{table.encoding} {table.delimiter!r}"


def shuffled(table: Table, draw: Random) -> str:
    """Rows and columns in another order."""
    head, *rows = table.rows
    order = draw.sample(range(len(head)), len(head))
    draw.shuffle(rows)
    table.rows = [[row[n] for n in order] for row in (head, *rows)]
    return "order"


def wide(table: Table, draw: Random) -> str:
    """Numbers in full-width digits, or with thousands separators and a sign of currency."""
    widths = str.maketrans("0123456789.", "０１２３４５６７８９．")
    at, how = table.column(*MONEY), draw.choice(("wide", "thousands", "yuan"))
    for row in table.rows[1:]:
        number = row[at]
        row[at] = {"wide": number.translate(widths), "thousands": f"{int(number):,}", "yuan": f"¥{number}"}[how]
    return how


def in_another_unit(table: Table, draw: Random) -> str:
    """Revenue in yuan or in CNY 100m, named in the header."""
    at = table.column(*MONEY)
    word, times = draw.choice((("（元）", 10_000), ("（亿元）", 1e-4), ("（千元）", 10)))
    table.rows[0][at] = f"营业收入{word}"
    for row in table.rows[1:]:
        row[at] = f"{float(row[at]) * times:.10g}"
    return word


def traditional(table: Table, draw: Random) -> str:
    """Headers in traditional characters."""
    signs = str.maketrans("营业从员编号机称龙头", "營業從員編號機稱龍頭")
    table.rows[0] = [header.translate(signs) for header in table.rows[0]]
    return "traditional"


def padded(table: Table, draw: Random) -> str:
    """Blank rows and columns, spaces around cells."""
    table.rows = [[f" {cell} " for cell in row] + ["", ""] for row in table.rows]
    table.rows[draw.randrange(1, len(table.rows)) : 0] = [[""] * len(table.rows[0])] * 3
    return "blank"


SAME: tuple[Change, ...] = (saved_otherwise, shuffled, wide, in_another_unit, traditional, padded)


# Something is lost or cannot be: refused, or told


def rounded_codes(table: Table, draw: Random) -> str:
    """Codes of groups, or ids, that a spreadsheet has rounded."""
    at = table.column("企业编号", "id") if draw.random() < 0.5 else table.column("集团", "group")
    for row in draw.sample(table.rows[1:], draw.randint(1, 6)):
        row[at] = f"9.{draw.randrange(10**5):05d}E+17"
    return "rounded codes"


def absurd_cell(table: Table, draw: Random) -> str:
    """A number that no firm can have, or that is not what it looks like."""
    at = table.column(*draw.choice((MONEY, PERSONS)))
    row = draw.choice(table.rows[1:])
    row[at] = draw.choice(
        ("-5", "0", "1e12", "1e400", "nan", "inf", "24²", "①②", "$2400", "€2400", "2½", "2400?", "约2400",
         "2400-2600", "12.5.6", "2,40", "5%", "无", "none", "", "#REF!", "#N/A", "=A1*2", "1e-9", "'", "２４００x",
         "0x10", "1_000.5x")
    )  # fmt: skip
    return f"{table.rows[0][at]} = {row[at]}"


def header_of_another_kind(table: Table, draw: Random) -> str:
    """A header that names another currency, scale or year."""
    at = table.column(*MONEY)
    table.rows[0][at] = "营业收入" + draw.choice(
        ("（美元）", "（万美元）", "(EUR)", "（2009年）", "(million)", "(%)", "（吨）")
    )
    return table.rows[0][at]


def column_lost(table: Table, draw: Random) -> str:
    """A column that is needed is missing, or there twice."""
    at = table.column(*draw.choice((MONEY, PERSONS, ("企业编号", "id"), ("城市", "city"))))
    twice = draw.random() < 0.3
    table.rows = [[*row, row[at]] if twice else row[:at] + row[at + 1 :] for row in table.rows]
    return "column twice" if twice else "column lost"


def row_shifted(table: Table, draw: Random) -> str:
    """A row with a cell too few or too many."""
    row = draw.choice(table.rows[1:])
    at = draw.randrange(len(row) - 2)
    if draw.random() < 0.5:
        del row[at]
    else:
        row.insert(at, "1")
    return "row shifted"


def totals_among_firms(table: Table, draw: Random) -> str:
    """A row with the sums of all others."""
    row = list(table.rows[1])
    row[table.column("企业编号", "id")] = "S1"
    row[table.column("企业名称", "name")] = draw.choice(("合计", "全省合计", "Total", "All"))
    for names in (MONEY, PERSONS):
        at = table.column(*names)
        row[at] = str(sum(float(one[at]) for one in table.rows[1:]))
    table.rows.insert(draw.randrange(1, len(table.rows)), row)
    return "totals"


def id_twice(table: Table, draw: Random) -> str:
    """One id for two firms."""
    one, other = draw.sample(table.rows[1:], 2)
    at = table.column("企业编号", "id")
    one[at] = other[at]
    return "id twice"


def unknown_place(table: Table, draw: Random) -> str:
    """A city, industry or cluster that the plan does not have."""
    at = table.column(*draw.choice((("城市", "city"), ("集群", "cluster"))))
    draw.choice(table.rows[1:])[at] = draw.choice(("火星", "nowhere", "x" * 5000, "\x1b[31mcity", "市", "县"))
    return "unknown place"


def steering(table: Table, draw: Random) -> str:
    """Characters that steer a terminal in an id or a group."""
    at = table.column(*draw.choice((("企业编号", "id"), ("集团", "group"))))
    draw.choice(table.rows[1:])[at] = "A\x1b[2J\u202eB"
    return "steering"


LOST: tuple[Change, ...] = (
    rounded_codes, absurd_cell, header_of_another_kind, column_lost, row_shifted, totals_among_firms, id_twice,
    unknown_place, steering,
)  # fmt: skip


# Anything at all: read or refused


def junk_cells(table: Table, draw: Random) -> str:
    """Signs that break readers in any cell, header or row."""
    for _ in range(draw.randint(1, 4)):
        row = draw.choice(table.rows)
        row[draw.randrange(len(row))] = draw.choice(
            (junk.text(draw), draw.choice(junk.VALUES).strip('"'), "x" * 200_000)
        )
    return "junk"


def junk_bytes(table: Table, draw: Random) -> str:
    """Bytes that were changed, or cut short."""
    table.raw = junk.flipped(draw, table.bytes())
    return "bytes"


def no_table(table: Table, draw: Random) -> str:
    """Something else altogether."""
    table.raw = draw.choice((b"", b"\n" * 1000, b"," * 100_000, b"PK\x03\x04", b"%PDF-1.7", b"\xff\xfe", b'"',
                             b"a,b\n" * 200_000, b"\x00" * 1000, b"{}", draw.randbytes(400)))  # fmt: skip
    return "no table"


ANY: tuple[Change, ...] = (junk_cells, junk_cells, junk_bytes, no_table)


@cache
def _plan(name: str) -> Plan:
    return load_plan(INVENTED if name == "invented" else name)


def trial(seed: int, number: int, folder: Path) -> Outcome:
    """Change the example register of a plan, and read it."""
    draw = Random(f"registers {seed} {number}")
    name = draw.choice(("invented", *plan_names()))
    plan = _plan(name)
    table = Table(example_rows(plan, draw.choice(("zh", "en"))))
    group = draw.choice((SAME, LOST, LOST, ANY))
    change = draw.choice(group)
    done = f"{plan.id} {change.__name__}: {change(table, draw)}"
    path = folder / "firms.csv"
    path.write_bytes(table.bytes())
    try:
        found = read_register(path, plan)
        with_firms(plan, found)
    except RegisterError as error:
        if group is SAME:
            return Outcome("silent", f"{done}: refused although it says the same: {error}"[:500])
        wrong = _unclear(error)
        return Outcome("traceback", f"{done}: {wrong}") if wrong else Outcome("refused")
    except Exception as error:
        return Outcome("traceback", f"{done}: {type(error).__name__}: {error}"[:500])
    wrong = _wrong(found.firms, found.notes, _sound(name), group)
    return Outcome("silent", f"{done}: {wrong}"[:500]) if wrong else Outcome("accepted")


def _unclear(error: RegisterError) -> str:
    said = str(error)
    if not error.faults or not all(one.file and one.problem and one.remedy for one in error.faults):
        return "a fault says nothing"
    return (
        f"a fault cannot be shown, or is long: {said[:80]!r}" if UNPRINTABLE.search(said) or len(said) > 60_000 else ""
    )


def _wrong(
    firms: tuple[RegisterFirm, ...], notes: tuple[str, ...], sound: list[RegisterFirm], group: tuple[Change, ...]
) -> str:
    """Why what was read cannot be right; "" when it can."""
    if any(UNPRINTABLE.search(one.id + one.group) for one in firms):
        return "an id cannot be shown"
    if not all(0.01 <= one.revenue <= 1e9 and 1 <= one.employees <= 5e6 for one in firms):
        return "a firm of a size that cannot be"
    read = [replace(one, row=0) for one in firms]
    if group is SAME and not _alike(read, sound):
        return "other firms"
    if group is LOST and read != sound and not any("firms.csv" in note for note in notes):
        return "other firms without a word"
    return ""


@cache
def _sound(name: str) -> list[RegisterFirm]:
    """The firms of the example of a plan as it is."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "firms.csv"
        path.write_bytes(Table(example_rows(_plan(name), "en")).bytes())
        return [replace(one, row=0) for one in read_register(path, _plan(name)).firms]


def _alike(read: list[RegisterFirm], sound: list[RegisterFirm]) -> bool:
    """The same firms, to the rounding of another unit."""
    plain = [replace(one, revenue=0.0, rnd=None) for one in read]
    near = all(abs(a.revenue / b.revenue - 1.0) < 1e-9 for a, b in zip(read, sound, strict=False))
    return near and plain == [replace(one, revenue=0.0, rnd=None) for one in sound]
