"""What drives the results, and what is known of it: the parameters that stand out, their ranges and their grounds."""

from __future__ import annotations

import re

from clustercast.reports.run.quantities import Quantity, quantities
from clustercast.reports.story.blocks import Block, Cell, Column, Grid, Paragraph, Row, Section
from clustercast.reports.story.pictures import of_kinds
from clustercast.reports.story.scene import Scene
from clustercast.reports.story.summary import movers, moves
from clustercast.reports.words.numbers import number, percent, unit_label
from clustercast.scenarios.levers import STANDINGS

DATA_ROW = re.compile(r"\b[SD]\d{4}\b")
MOST_OF_A_TARGET = 2
FITTED = " †"
"""Behind the range of a parameter that members draw from the posterior."""


def section(scene: Scene) -> Section:
    """What moves which target."""
    return Section("drivers", scene.say("sec_drivers"), (*_drivers(scene), *of_kinds(scene, "uncertainty")))


def assumptions(scene: Scene) -> Section:
    """The parameters that matter, and the accounts and tolerances by which targets are judged."""
    return Section("assumptions", scene.say("sec_assumptions"), tuple(_assumptions(scene)))


def _drivers(scene: Scene) -> list[Block]:
    rows = []
    for target in scene.projected:
        chosen = [one for one in target.drivers if moves(one)][:MOST_OF_A_TARGET]
        for place, one in enumerate(chosen):
            raises = scene.say("raises" if one.correlation > 0.0 else "lowers")
            cells = (
                scene.record.parameter(one.parameter, scene.lang),
                raises,
                f"{percent(one.p_low)} – {percent(one.p_high)}",
            )
            rows.append(Row((Cell(scene.dated(target) if place == 0 else ""), *(Cell(text) for text in cells))))
    if not rows:
        return [Paragraph(scene.say("s_no_drivers"))]
    widths = {"target": 0.36, "parameter": 0.3, "direction": 0.15, "range_p": 0.19}
    columns = tuple(Column(scene.say(f"col_{key}"), width) for key, width in widths.items())
    return [Paragraph(scene.say("drivers_intro")), Grid(scene.say("t_drivers"), columns, tuple(rows))]


def _assumptions(scene: Scene) -> list[Block]:
    plan = scene.run.known_plan
    if plan is None:
        return [Paragraph(scene.say("no_pack")), *_accounts(scene)]
    known = {one.name: one for one in quantities(plan)}
    found = [(one, known[one.parameter]) for one in movers(scene) if one.parameter in known]
    if not found:
        return [Paragraph(scene.say("no_drivers_no_table")), *_accounts(scene)]
    widths = {"parameter": 0.24, "moves": 0.09, "range": 0.15, "unit": 0.11, "standing_of": 0.1, "reason": 0.31}
    columns = tuple(Column(scene.say(f"col_{key}"), width) for key, width in widths.items())
    rows = tuple(Row(_ground(scene, quantity, mover.targets)) for mover, quantity in found)
    grid = Grid(scene.say("t_assumptions"), columns, rows, scene.say("range_note"))
    assumed = sum(one.parameter.assumed for one in known.values())
    intro = scene.say("assumptions_intro", all=len(known), assumed=assumed, n=len(found))
    return [Paragraph(intro), grid, *_accounts(scene)]


def _ground(scene: Scene, quantity: Quantity, targets: int) -> tuple[Cell, ...]:
    one = quantity.parameter
    low, high = quantity.low, quantity.high
    ends = [f"{end:.0f}" if one.unit == "year" else number(end, 3) for end in dict.fromkeys((low, high))]
    span = " – ".join(ends) + (FITTED if quantity.fitted else "")
    standing = scene.pick(*STANDINGS[one.standing]) + (scene.say("fitted_too") if quantity.fitted else "")
    texts = (scene.label(quantity), str(targets), span, unit_label(one.unit, scene.lang), standing)
    return (*(Cell(text) for text in texts), Cell(ground(scene, quantity), "quiet"))


def ground(scene: Scene, quantity: Quantity) -> str:
    """Why a range is what it is: the reason, else the source; the rows of the data in Chinese: sources are English."""
    one = quantity.parameter
    if reason := scene.reason(one):
        return reason
    if scene.lang == "en":
        return "; ".join(part for part in (one.source, one.locator) if part)
    rows = dict.fromkeys(DATA_ROW.findall(f"{one.locator} {one.source}"))
    return scene.say("data_rows", rows="、".join(rows)) if rows else scene.say("no_data_rows")


def _accounts(scene: Scene) -> list[Block]:
    """The accounts on which targets are judged and the tolerances of loose wording."""
    from clustercast.model.inputs.tolerances import TOLERANCES

    note = scene.pick(scene.record.accounts_zh, scene.record.accounts_en)
    blocks: list[Block] = [Paragraph(scene.say("accounts", note=note))] if note else []
    used = dict.fromkeys(one.tolerance for one in scene.record.attainments if one.tolerance)
    rules = [scene.pick(TOLERANCES[name].text_zh, TOLERANCES[name].text_en) for name in used]
    if rules:
        blocks.append(
            Paragraph(scene.say("tolerances", rules=scene.pick("；", "; ").join(rules)) + scene.pick("。", "."))
        )
    return blocks
