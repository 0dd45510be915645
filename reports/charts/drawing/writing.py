"""Charts as files: SVG, PNG at print resolution and PDF, and beside them a CSV with exactly the numbers drawn.

<id>.<zh|en>.<svg|png|pdf> and <id>.csv. Drawn without pyplot, so that several processes can draw at once; the bytes of
a file depend on the chart only, and text is outlines or an embedded font, so that no font is needed to look at it.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from clustercast.model.ensemble.child import Children
from clustercast.model.system.files import own_folder, whole, whole_text
from clustercast.reports.charts.drawing.entry import Chart, Table
from clustercast.reports.charts.drawing.style import DOTS, in_style
from clustercast.reports.words.cells import as_text
from clustercast.reports.words.words import LANGUAGES, Language

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from PIL.Image import Image

FORMATS = ("svg", "png", "pdf")
NO_DATES = {
    "svg": {"Date": None},
    "pdf": {"CreationDate": None, "ModDate": None, "Producer": None, "Creator": None},
}
QUICK = 3
"""How hard PNG are compressed: as small as at the usual 6, in two thirds of the time, for drawings of few areas."""
FEWEST_FOR_PROCESSES = 8
"""Charts below this number are drawn in this process: starting others would take longer."""


@in_style
def save(figure: Figure, path: Path, format: str, drawn: bytes | None = None) -> Path:
    """Writes a figure in a format of `FORMATS`, where it is not ``drawn`` in it already."""
    with whole(path) as beside:
        if drawn is not None:
            beside.write_bytes(drawn)
        elif format == "png":
            as_image(figure, DOTS).save(beside, "png", compress_level=QUICK, dpi=(DOTS, DOTS))
        else:
            figure.savefig(beside, format=format, metadata=NO_DATES[format])
    return path


@in_style
def as_image(figure: Figure, dpi: float) -> Image:
    """The figure as it is seen on paper at so many dots an inch: red, green and blue, nothing transparent."""
    import numpy as np
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from PIL import Image

    figure.set_dpi(dpi)
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    return Image.fromarray(np.asarray(canvas.buffer_rgba())).convert("RGB")


def write_table(table: Table, path: Path) -> Path:
    """Writes the numbers of a chart as CSV, utf-8 with BOM, with every digit that was drawn."""
    with whole_text(path, bom=True) as file:
        writer = csv.writer(file)
        writer.writerow(table.columns)
        writer.writerows([_cell(one) for one in row] for row in table.rows)
    return path


def _cell(value: object) -> str:
    """A number with all its digits, so that it reads back as the same; nothing for one that is not known."""
    if isinstance(value, float):
        return "" if value != value else repr(value)
    return as_text(value)


def write_chart(
    folder: Path, id: str, chart: Chart, formats: Sequence[str] = FORMATS, languages: Sequence[Language] = LANGUAGES
) -> tuple[Path, ...]:
    """Writes a chart in these formats and languages, and the numbers beside it. Returns the files."""
    found = [write_table(chart.table(), folder / f"{id}.csv")]
    for lang in languages:
        figure = chart.figure(lang)
        found += [save(figure, folder / f"{id}.{lang}.{one}", one) for one in formats]
    return tuple(found)


def write_charts(
    folder: Path,
    charts: Sequence[tuple[str, Chart]],
    formats: Sequence[str] = FORMATS,
    languages: Sequence[Language] = LANGUAGES,
    workers: int = 1,
) -> tuple[Path, ...]:
    """Writes every chart (id and chart), by several processes where there are many. Returns the files."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    own_folder(folder)
    if workers < 2 or len(charts) < FEWEST_FOR_PROCESSES:
        return tuple(path for id, one in charts for path in write_chart(folder, id, one, formats, languages))
    with Children(workers) as pool:
        waiting = [pool.submit(write_chart, folder, id, one, formats, languages) for id, one in charts]
        return tuple(path for one in waiting for path in one.result())
