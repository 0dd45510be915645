"""What figures changed that arrived since: a section where the run has an update, of the latest year."""

from __future__ import annotations

from collections.abc import Iterator

from clustercast.model.updating.record import UpdateRecord, latest_update
from clustercast.reports.run.update_sentences import BOTH, figure_name, label, method, progress, sentences
from clustercast.reports.story.blocks import Block, Cell, Column, Grid, Paragraph, Points, Row, Section
from clustercast.reports.story.pictures import of_kinds
from clustercast.reports.story.scene import Scene
from clustercast.reports.words.numbers import between, number, percent, points

MOST_FIGURES = 6
"""Figures whose news stand beside each other in one table."""


def sections(scene: Scene) -> Iterator[Section]:
    """The section of the latest update; none where there is none."""
    folder = scene.run.folder
    record = None if folder is None else latest_update(folder)
    if record is not None:
        title = scene.say("u_title", until=record.until)
        yield Section("update", title, tuple(_blocks(scene, record)))


def _blocks(scene: Scene, record: UpdateRecord) -> Iterator[Block]:
    yield Points(tuple(sentences(record, scene.run.known_plan, scene.lang)))
    yield _odds(scene, record)
    yield _news(scene, record)
    yield _figures(scene, record)
    charts = of_kinds(scene, "update")
    if charts:
        yield Paragraph(scene.say("u_fan"))
        yield from charts
    yield Paragraph(scene.say("u_how"), quiet=True)


def _odds(scene: Scene, record: UpdateRecord) -> Grid:
    rerun = record.confirmed is not None and record.confirmed > BOTH
    keys = ["u_before", "u_after", *(["u_rerun"] if rerun else []), "u_progress", "u_method"]
    share = 0.6 / len(keys)
    columns = [Column(scene.say("col_target"), 0.4), *(Column(scene.say(key), share) for key in keys)]
    rows = []
    for one in record.targets:
        after = f"{percent(one.after)} ({between(one.low, one.high)})"
        told = [percent(one.before), after, *([percent(one.confirmed)] if rerun else [])]
        told += [progress(one, scene.lang), method(one, scene.lang)]
        rows.append(Row((Cell(label(one, scene.lang)), *map(Cell, told))))
    return Grid(scene.say("u_table"), tuple(columns), tuple(rows))


def _news(scene: Scene, record: UpdateRecord) -> Grid:
    """What the figures that bring most brought to every target that they move."""
    names = [one.figure.name for one in record.figures]
    most = {
        name: max(abs(each.change) for one in record.targets for each in one.news if each.figure == name)
        for name in names
    }
    shown = sorted(names, key=lambda name: -most[name])[:MOST_FIGURES]
    share = 0.64 / len(shown)
    columns = [Column(scene.say("col_target"), 0.36)]
    columns += [Column(figure_name(name, scene.run.known_plan, scene.lang), share, number=True) for name in shown]
    rows = []
    for one in record.targets:
        brought = {each.figure: each.change for each in one.news}
        if any(abs(change) >= 0.005 for change in brought.values()):
            cells = (_brought(brought[name]) for name in shown)
            rows.append(Row((Cell(label(one, scene.lang)), *cells)))
    return Grid(scene.say("u_news"), tuple(columns), tuple(rows))


def _brought(change: float) -> Cell:
    return Cell(points(change)) if abs(change) >= 0.005 else Cell("0", "quiet")


def _figures(scene: Scene, record: UpdateRecord) -> Grid:
    columns = [Column(scene.say("u_figure"), 0.5), Column(scene.say("u_value"), 0.2, number=True)]
    columns += [Column(scene.say("u_score"), 0.3)]
    rows = []
    for one in record.figures:
        where = scene.say("u_score_of", score=f"{one.score:+.1f}".replace("-", "−"))
        name = figure_name(one.figure.name, scene.run.known_plan, scene.lang)
        tone = "at_risk" if one.contradicts else ""
        rows.append(Row((Cell(name), Cell(number(one.figure.value)), Cell(where, tone))))
    return Grid(scene.say("u_figures"), tuple(columns), tuple(rows))
