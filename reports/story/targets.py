"""Which targets are on course, at risk and out of reach, by how much they fall short, and which have no probability."""

from __future__ import annotations

from collections.abc import Sequence

from clustercast.model.results.record import Attainment
from clustercast.reports.story.blocks import Block, Cell, Column, Grid, Paragraph, Row, Section
from clustercast.reports.story.pictures import of_kinds
from clustercast.reports.story.scene import Scene
from clustercast.reports.story.summary import furthest, standing_rule
from clustercast.reports.words.numbers import break_even_text, number, percent
from clustercast.reports.words.rounding import fixed
from clustercast.scenarios.forms import EVERY_YEAR

MOST_FANS = 12
"""Fan charts in a document; the others are files of their own."""


def section(scene: Scene) -> Section:
    """The targets, by lead agency."""
    return Section("targets", scene.say("sec_targets"), tuple(_blocks(scene)))


def _blocks(scene: Scene) -> list[Block]:
    blocks: list[Block] = []
    if scene.projected:
        blocks += [Paragraph(scene.say("targets_intro")), Paragraph(standing_rule(scene), quiet=True)]
        blocks.append(_projected(scene))
    matrix = of_kinds(scene, "matrix")
    blocks += matrix
    if len(scene.record.scenarios) > 1 and scene.projected and not matrix:
        blocks.append(_by_scenario(scene))
    if scene.projected:
        blocks += [*_gaps(scene), *_on_comparable_basis(scene), *_joint(scene)]
    blocks += [*_conditional(scene), *_outside(scene), *_fans(scene)]
    return blocks


def by_agency(rows: Sequence[Attainment]) -> dict[str, list[Attainment]]:
    """The targets by the agency that the plan names first, in the order of the plan; those without one last."""
    found: dict[str, list[Attainment]] = {}
    for row in rows:
        found.setdefault(row.lead_agency, []).append(row)
    return {name: found[name] for name in sorted(found, key=lambda name: not name)}


def grouped(scene: Scene, rows: Sequence[Attainment], cells_of: dict[str, tuple[Cell, ...]]) -> tuple[Row, ...]:
    """Rows of a table under the names of the agencies; no such names where the plan names none."""
    groups = by_agency(rows)
    lines: list[Row] = []
    for agency, targets in groups.items():
        if list(groups) != [""]:
            name = scene.agency(agency) if agency else scene.say("agency_none")
            lines.append(Row((Cell(f"{name}{scene.pick('（', ' (')}{len(targets)}{scene.pick('项）', ')')}"),), True))
        lines += [Row(cells_of[one.target]) for one in targets]
    return tuple(lines)


def name_of(scene: Scene, row: Attainment) -> Cell:
    """A target with its marks, linked to the words of the plan where the report quotes them."""
    pool = ""
    if row.pool_median is not None:
        pool = scene.say("pool_mark", pool=scene.amount(row, row.pool_median))
        pool = scene.pick(f"（{pool}）", f" ({pool})")
    link = f"quote-{row.target}" if scene.run.known_plan is not None else ""
    return Cell(scene.label(row) + scene.marks(row) + pool, link=link)


def asked_by(scene: Scene, row: Attainment) -> Cell:
    """What a target asks for, and the year by whose end."""
    year = scene.pick(f"（{row.by}年）", f" ({row.by})")
    return Cell(scene.asked(row) + year)


def _projected(scene: Scene) -> Grid:
    widths = {"target": 0.24, "asked": 0.19, "probability": 0.15, "standing": 0.155, "median": 0.175}
    columns = [Column(scene.say(f"col_{key}"), width) for key, width in widths.items()]
    columns.append(Column(scene.say("col_short"), 0.09, number=True))
    cells = {
        row.target: (
            name_of(scene, row), asked_by(scene, row), scene.probability(row), scene.standing(row),
            Cell(_band(scene, row)), Cell(scene.figure(row, row.shortfall)),
        )
        for row in scene.projected
    }  # fmt: skip
    title = scene.say("t_projected", scenario=scene.label(scene.main))
    yearly = any(row.form in EVERY_YEAR for row in scene.projected)
    note = scene.joined(scene.say("lead_agencies"), scene.say("worst_year") if yearly else "")
    return Grid(title, tuple(columns), grouped(scene, scene.projected, cells), note)


def _band(scene: Scene, row: Attainment) -> str:
    median, low, high = (scene.figure(row, one) for one in (row.median, row.p05, row.p95))
    return f"{median} " + f"({low} – {high})".replace(" ", "\u00a0")  # one piece


def _gaps(scene: Scene) -> list[Block]:
    """A remark where no target is at risk; by how much the others fall short stands in the table."""
    return [] if furthest(scene) else [Paragraph(scene.say("no_gaps"))]


def _on_comparable_basis(scene: Scene) -> list[Block]:
    """Growth of the level beside growth on a comparable basis, and why they differ."""
    rows = [one for one in scene.projected if one.level_median is not None]
    said = [
        scene.named(
            one,
            scene.say("of_level", median=scene.amount(one, one.level_median), share=percent(one.level_probability)),
        )
        for one in rows
    ]
    why = scene.pick("。", ". ") + scene.say("comparable_note")
    return [Paragraph(scene.listed(said) + why)] if rows else []


def _joint(scene: Scene) -> list[Block]:
    found = next((one for one in scene.record.joints if one.scenario == scene.main.id), None)
    if found is None:
        return []
    numbers = {"n": len(found.targets), "mean": fixed(found.mean_met, 1), "low": found.p05_met, "high": found.p95_met}
    return [Paragraph(scene.say("joint_line", **numbers, all=percent(found.probability)))]


def _by_scenario(scene: Scene) -> Grid:
    """The probability of each target in every scenario, where no chart shows it."""
    names = scene.record.scenarios
    share = min(0.14, 0.64 / len(names))
    columns = [Column(scene.say("col_target"), 1.0 - share * len(names))]
    columns += [Column(scene.label(one), share) for one in names]
    rows = []
    for row in scene.projected:
        found = {one.scenario: one for one in scene.record.of_target(row.target)}
        rows.append(Row((Cell(scene.dated(row)), *(scene.probability(found[one.id]) for one in names))))
    return Grid(scene.say("t_by_scenario"), tuple(columns), tuple(rows))


def _conditional(scene: Scene) -> list[Block]:
    rows = [one for one in scene.rows if one.status == "conditional"]
    if not rows:
        return []
    widths = {"target": 0.36, "asked": 0.2, "break_even": 0.25, "change": 0.19}
    columns = tuple(Column(scene.say(f"col_{key}"), width) for key, width in widths.items())
    lines = tuple(
        Row(
            (
                name_of(scene, row), asked_by(scene, row), Cell(_condition(scene, row)),
                Cell(_change(scene, row), "quiet"),
            )
        )
        for row in rows
    )  # fmt: skip
    return [Grid(scene.say("t_conditional"), columns, lines, scene.say("m_conditional"))]


def _condition(scene: Scene, row: Attainment) -> str:
    if row.value is None:
        return scene.say(row.direction) if row.direction else scene.say("all_failed")
    return break_even_text(row, scene.lang)


def _change(scene: Scene, row: Attainment) -> str:
    if row.change_median is None:
        return "–"
    low, median, high = (number(one, 3) for one in (row.change_p05, row.change_median, row.change_p95))
    return scene.say("ratio" if row.base_form == "multiplicative" else "change", low=low, median=median, high=high)


def _outside(scene: Scene) -> list[Block]:
    rows = [one for one in scene.rows if one.status == "outside"]
    if not rows:
        return []
    columns = (
        Column(scene.say("col_target"), 0.3),
        Column(scene.say("col_asked"), 0.18),
        Column(scene.say("col_why"), 0.52),
    )
    lines = tuple(
        Row((name_of(scene, row), asked_by(scene, row), Cell(scene.pick(row.why_zh, row.why), "quiet"))) for row in rows
    )
    return [Grid(scene.say("t_outside"), columns, lines)]


def _fans(scene: Scene) -> list[Block]:
    """The fan charts of the targets that firms decide, in the order of the plan."""
    fans = of_kinds(scene, "fan")
    if not fans:
        return []
    counted = [one for one in fans if one.entry.target in scene.behaviour]
    shown = (counted or fans)[:MOST_FANS]
    blocks: list[Block] = [Paragraph(scene.say("fans_intro")), *shown]
    if len(fans) > len(shown):
        blocks.append(Paragraph(scene.say("fans_left_out", n=len(fans) - len(shown)), quiet=True))
    return blocks
