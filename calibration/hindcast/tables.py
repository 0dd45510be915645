"""The scores of a hindcast as CSV files: one row a forecast, one row an opponent."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from clustercast.calibration.hindcast.judged import BANDS, MULTIPLES, QUANTILES
from clustercast.calibration.hindcast.rolling import Hindcast
from clustercast.model.system.files import whole_text

FORECASTS, SKILL = "forecasts.csv", "skill.csv"


def write_tables(folder: Path, found: Hindcast) -> None:
    """Writes ``forecasts.csv`` and ``skill.csv`` into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / FORECASTS, _forecast_head(), _forecast_rows(found))
    head = ("set", "scale", "opponent", "skill", "low_90", "high_90", "blocks", "pairs", "verdict")
    _write(folder / SKILL, head, _skill_rows(found))


def _forecast_head() -> Sequence[str]:
    quantiles = [f"p{round(100 * one):02d}" for one in QUANTILES]
    inside = [f"inside_{band}" for band in BANDS]
    chances = [f"chance_{multiple:g}x" for multiple in MULTIPLES]
    return ("forecaster", "origin", "horizon", "year", "observed", "crps", "crps_log", "pit", *quantiles, *inside,
            *chances)  # fmt: skip


def _forecast_rows(found: Hindcast) -> Iterable[Sequence[Any]]:
    for one in found.judged:
        numbers = [f"{value:.0f}" for value in one.quantiles]
        inside = [int(one.inside[band]) for band in BANDS]
        chances = [f"{chance:.4f}" for chance in one.probabilities]
        yield (one.forecaster, one.origin, one.horizon, one.year, f"{one.observed:.0f}", f"{one.crps:.1f}",
               f"{one.crps_log:.5f}", f"{one.pit:.4f}", *numbers, *inside, *chances)  # fmt: skip


def _skill_rows(found: Hindcast) -> Iterable[Sequence[Any]]:
    for held_out_years in (True, False):
        for scale in ("crps", "crps_log"):
            for one in found.skills(held_out_years, scale):
                yield ("held_out" if held_out_years else "rolling", scale, one.opponent, f"{one.value:.4f}",
                       f"{one.low:.4f}", f"{one.high:.4f}", one.blocks, one.pairs, one.verdict)  # fmt: skip


def _write(path: Path, head: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    with whole_text(path) as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(head)
        writer.writerows(rows)
