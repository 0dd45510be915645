"""Who takes up what: how many firms have each upgrade, and the charts of diffusion, adopters, titles and places."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from reports.charts.profile import band, has_profile, named, values_of, years_of
from reports.numbers import number
from reports.record import WITHOUT
from reports.story import incentives
from reports.story.blocks import Block, Paragraph, Points, Section
from reports.story.pictures import kinds_of, of_kinds
from reports.story.scene import Scene

ELSEWHERE = ("matrix", "fan", "uncertainty", *incentives.KINDS)
"""Kinds of chart that stand in other sections."""


def sections(scene: Scene) -> tuple[Section, ...]:
    """The section of take-up; none where the run has nothing for it."""
    charts = of_kinds(scene, *(kind for kind in kinds_of(scene) if kind not in ELSEWHERE))
    lines = tuple(_lines(scene)) if has_profile(scene.run) else ()
    blocks: list[Block] = [Paragraph(scene.say("take_up_intro")), Points(lines)] if lines else []
    blocks += charts
    return (Section("take-up", scene.say("sec_take_up"), tuple(blocks)),) if blocks else ()


def shares_of_firms(scene: Scene, scenario: str) -> np.ndarray:
    """Percent of the firms above scale that have each upgrade: ``[5 %, median, 95 %; year, upgrade]`` over members."""
    data = scene.run.dataset
    firms = values_of(data, "firms_by_cluster", scenario).sum(axis=2)
    adopters = values_of(data, "adopters_by_cluster", scenario).sum(axis=2)
    with np.errstate(divide="ignore", invalid="ignore"):
        return band(np.where(firms[..., None] > 0.0, 100.0 * adopters / firms[..., None], np.nan))


def _lines(scene: Scene) -> Iterator[str]:
    """A sentence an upgrade: at the base, at the end, and at the end without incentives."""
    data = scene.run.dataset
    years, upgrades = years_of(data), named(data, "upgrade")
    shares = shares_of_firms(scene, scene.main.id)
    other = next((one for one in scene.record.scenarios[1:] if one.id == WITHOUT), None)
    without = None if other is None else shares_of_firms(scene, other.id)
    for place, upgrade in enumerate(upgrades):
        low, end, high = (number(float(one), 2) for one in shares[:, -1, place])
        beside = ""
        if other is not None and without is not None:
            beside = scene.say(
                "take_up_without", scenario=scene.label(other), end=number(float(without[1, -1, place]), 2)
            )
        numbers = {"start": number(float(shares[1, 0, place]), 2), "end": end, "low": low, "high": high}
        yield scene.say(
            "take_up_line", upgrade=scene.label(upgrade), base=years[0], year=years[-1], without=beside, **numbers
        )
