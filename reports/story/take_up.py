"""Who takes up what: how many firms have each upgrade, and the charts of diffusion, adopters, titles and places."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from clustercast.model.results.record import WITHOUT
from clustercast.reports.charts.profile import band, has_profile, named, values_of, years_of
from clustercast.reports.story import incentives
from clustercast.reports.story.blocks import Block, Paragraph, Points, Section
from clustercast.reports.story.pictures import kinds_of, of_kinds
from clustercast.reports.story.scene import Scene
from clustercast.reports.words.numbers import number

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
    other = next((one for one in scene.record.scenarios if one.id == WITHOUT != scene.main.id), None)
    without = None if other is None else shares_of_firms(scene, other.id)
    for place, upgrade in enumerate(upgrades):
        beside = ""
        if other is not None and without is not None:
            end = _share(scene, without[:, -1, place])
            beside = scene.say("take_up_without", scenario=scene.label(other), end=end)
        start, end = (_share(scene, shares[:, year, place]) for year in (0, -1))
        label = scene.label(upgrade)
        yield scene.say(
            "take_up_line", upgrade=label, base=years[0], year=years[-1], start=start, end=end, without=beside
        )


def _share(scene: Scene, points: np.ndarray) -> str:
    """A median share with its band."""
    low, share, high = (number(float(one), 2) for one in points)
    return scene.say("take_up_share", share=share, low=low, high=high)
