"""Charts in the text: those of some kinds, with their words in the language of the report."""

from __future__ import annotations

from clustercast.reports.charts import ChartEntry
from clustercast.reports.story.blocks import Picture
from clustercast.reports.story.scene import Scene


def of_kinds(scene: Scene, *kinds: str) -> list[Picture]:
    """The charts of these kinds, in the order in which the charts of a run are listed."""
    return [_picture(one, scene) for one in scene.charts if one.kind in kinds]


def kinds_of(scene: Scene) -> tuple[str, ...]:
    """The kinds of chart that the run has, each once."""
    return tuple(dict.fromkeys(one.kind for one in scene.charts))


def _capital(title: str) -> str:
    """The title with a capital as its first letter, whatever mark stands before it."""
    place = next((at for at, letter in enumerate(title) if letter.isalpha()), 0)
    return title[:place] + title[place : place + 1].upper() + title[place + 1 :]


def _picture(entry: ChartEntry, scene: Scene) -> Picture:
    return Picture(entry, _capital(entry.title(scene.lang)), entry.caption(scene.lang), entry.alt(scene.lang))
