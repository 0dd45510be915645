"""Outlines of SVG written short: places as whole steps from one to the next, in as few characters as there are."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

TOKENS = re.compile(r"[A-Za-z]|-?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
NUMBERS = {"M": 2, "L": 2, "Q": 4, "C": 6, "Z": 0}
"""Commands that matplotlib writes, all with absolute places, and how many numbers follow each."""


def short_outline(outline: str, times: float = 1.0, decimals: int = 2) -> str:
    """An outline ``times`` as large, with places rounded to ``decimals``; as it is where it has other commands.

    Places are rounded first and steps taken afterwards, so that no error adds up along the outline.
    """
    tokens = TOKENS.findall(outline)
    if not {one.upper() for one in tokens if one.isalpha()} <= NUMBERS.keys():
        return outline
    written, last, (x, y), begin = [], "", (0, 0), (0, 0)
    unit = 10**decimals
    for command, places in _pieces(tokens, lambda one: round(float(one) * times * unit)):
        if command == "Z":
            written, last, (x, y) = [*written, "z"], "z", begin
            continue
        name, steps = _steps(command, places, x, y)
        if steps or command == "M":
            written += ["" if name == last and name != "m" else name, *(_number(one, decimals) for one in steps)]
            last = name
        x, y = places[-2:]
        begin = (x, y) if command == "M" else begin
    return _close_together(written)


def _pieces(tokens: list[str], place: Callable[[str], int]) -> Iterator[tuple[str, list[int]]]:
    """Each command with its places; numbers that go on after a command are that command again."""
    at, command = 0, "L"
    while at < len(tokens):
        if tokens[at].isalpha():
            command, at = tokens[at].upper(), at + 1
        count = NUMBERS[command]
        yield command, [place(one) for one in tokens[at : at + count]]
        at += count
        command = "L" if command == "M" else command


def _steps(command: str, places: list[int], x: int, y: int) -> tuple[str, list[int]]:
    """The command with steps from (x, y): level and upright lines have one, a line to where one stands has none."""
    steps = [one - (y if n % 2 else x) for n, one in enumerate(places)]
    if command != "L":
        return command.lower(), steps
    if not any(steps):
        return "l", []
    if not all(steps):
        return ("h", steps[:1]) if steps[0] else ("v", steps[1:])
    return "l", steps


def _number(value: int, decimals: int) -> str:
    """Hundredths (at two decimals) as a number without noughts that say nothing."""
    text = f"{value / 10**decimals:.{decimals}f}"
    text = text.rstrip("0").rstrip(".") if decimals else text
    return re.sub(r"^(-?)0\.", r"\1.", text)


def _close_together(parts: list[str]) -> str:
    """The parts with a blank only where two numbers would run into each other."""
    text = ""
    for one in parts:
        apart = text and one and not (text[-1].isalpha() or one[0].isalpha() or one[0] == "-")
        text += f" {one}" if apart else one
    return text
