"""Who takes up what: the charts of diffusion, adopters, recognition and places, and any other that has no section."""

from __future__ import annotations

from reports.story import incentives
from reports.story.blocks import Paragraph, Section
from reports.story.pictures import kinds_of, of_kinds
from reports.story.scene import Scene

ELSEWHERE = ("matrix", "fan", "uncertainty", *incentives.KINDS)
"""Kinds of chart that stand in other sections."""


def sections(scene: Scene) -> tuple[Section, ...]:
    """The section of take-up; none where the run has no chart for it."""
    charts = of_kinds(scene, *(kind for kind in kinds_of(scene) if kind not in ELSEWHERE))
    if not charts:
        return ()
    return (Section("take-up", scene.say("sec_take_up"), (Paragraph(scene.say("take_up_intro")), *charts)),)
