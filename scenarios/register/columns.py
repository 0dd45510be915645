"""The columns of a register: by which headers they are known, what they measure, what may stand in them."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from clustercast.scenarios.plan import Plan
from clustercast.scenarios.register.cells import plain, tight, unit_factor

MOST_PIECES = 1_000_000
"""Robots of one firm: the largest users of the world have a tenth of them."""


@dataclass(frozen=True, slots=True)
class RegisterColumn:
    """A column: its key, the headers that name it (the first in Chinese, the second in English), what it measures.

    `kind`: text, word (of the plan), number, whole, level, flag. A number lies from `least` to `most`.
    """

    key: str
    headers: tuple[str, ...]
    kind: str
    measures: str = ""
    required: bool = False
    least: float = 0.0
    most: float = MOST_PIECES
    upgrade: int | None = None
    meaning_zh: str = ""
    meaning_en: str = ""


@cache
def fixed_columns() -> tuple[RegisterColumn, ...]:
    """The columns of every register (columns.toml)."""
    listed = tomllib.loads(Path(__file__).with_name("columns.toml").read_text(encoding="utf-8"))["column"]
    return tuple(RegisterColumn(**one | {"headers": tuple(one["headers"])}) for one in listed)


ROBOT_HEADERS = ("机器人", "robots", "工业机器人", "机器人台数", "工业机器人台数", "机器人数量")


def register_columns(plan: Plan) -> tuple[RegisterColumn, ...]:
    """Every column that a register of this plan may have: the fixed ones, then one for each upgrade of the plan."""
    return fixed_columns() + tuple(_upgrade_column(plan, place) for place in range(len(plan.upgrades)))


def _upgrade_column(plan: Plan, place: int) -> RegisterColumn:
    one = plan.upgrades[place]
    if one.form == "units":
        words = (*(ROBOT_HEADERS if one.code == "robots" else ()), one.label_zh, one.label_en, one.code)
        zh, en = "可选，基年末在用台数", "optional, in use at the end of the base year"
        return RegisterColumn(one.code, words, "whole", "pieces", upgrade=place, meaning_zh=zh, meaning_en=en)
    levels = ", ".join(f"{n} {level}" for n, level in enumerate(one.levels, start=1))
    most = max(1, len(one.levels))
    words = (one.label_zh, one.code, one.label_en)
    zh, en = f"可选，基年末等级（0 无，{levels}）", f"optional, level at the end of the base year (0 none, {levels})"
    return RegisterColumn(one.code, words, "level", "pieces", most=most, upgrade=place, meaning_zh=zh, meaning_en=en)


def split_header(header: str) -> tuple[str, str]:
    """The word of a header and the unit that it names in brackets, if any: "营业收入（万元）" -> "营业收入", "万元"."""
    text = plain(header)
    for mark in ("/", ":"):
        word, _, unit = text.rpartition(mark)
        if word and any(unit_factor(unit, measures) is not None for measures in ("money", "energy", "persons")):
            return tight(word), unit
    if text.endswith((")", "]")):
        word, _, unit = text[:-1].replace("[", "(").rpartition("(")
        if word:
            return tight(word), unit
    return tight(text), ""
