"""Charts as bytes for documents: pictures of few colours that stay true, and files of a size that can be sent."""

import io
from collections import Counter

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from PIL import Image

from clustercast.reports.charts import charts_of
from clustercast.reports.charts.drawing.drawings import (
    COLOURS,
    KINDS,
    PRINT_DPI,
    SMALL,
    Drawings,
    as_png,
    dots,
    shown_width,
)
from clustercast.reports.charts.drawing.style import in_style
from clustercast.reports.charts.drawing.writing import save
from tests.reports.reported import report_run


@pytest.fixture(scope="module")
def entries():
    found = {entry.kind: entry for entry in charts_of(report_run())}
    return list(found.values())


def drawn(figure, dpi):
    """All shades, as they are drawn."""
    figure.set_dpi(dpi)
    canvas = FigureCanvasAgg(figure)
    in_style(canvas.draw)()
    return np.asarray(canvas.buffer_rgba())[:, :, :3]


def test_areas_keep_their_colour_where_there_are_few(entries):
    """A shade of a map or a band says a number: only the soft edges of letters and lines may change."""
    for entry in entries:
        dpi = dots(entry.kind)
        seen = drawn(entry.figure("en"), dpi).astype(int)
        with Image.open(io.BytesIO(as_png(entry.figure("en"), dpi))) as image:
            assert image.mode == "P" and len(image.getcolors() or ()) <= COLOURS
            kept = np.asarray(image.convert("RGB")).astype(int)
        assert kept.shape == seen.shape
        counts = Counter(map(tuple, seen.reshape(-1, 3)))
        areas = [colour for colour, count in counts.items() if count > 0.005 * seen[:, :, 0].size]
        assert areas
        for colour in areas:
            assert np.abs(kept[(seen == colour).all(axis=2)] - colour).max() <= 3, (entry.id, colour)


def test_pictures_have_the_same_dots_an_inch_wherever_they_stand(entries):
    for entry in entries:
        width = Image.open(io.BytesIO(Drawings("zh", ("png",)).png(entry))).width
        assert width / (shown_width(entry.kind) / 2.54) == pytest.approx(PRINT_DPI, rel=0.01)
    assert dots("matrix") == PRINT_DPI > dots(SMALL[0])


@pytest.mark.parametrize("kinds", [("svg",), ("png",), KINDS, ()])
def test_what_is_not_announced_is_drawn_when_it_is_asked_for(entries, kinds):
    drawings, entry = Drawings("en", kinds), entries[0]
    assert drawings.svg(entry).startswith(b"<?xml") and drawings.png(entry).startswith(b"\x89PNG")
    assert drawings.svg(entry) is drawings.svg(entry)


HOSTILE = {"text.usetex": True, "axes.facecolor": "black", "savefig.bbox": "tight", "savefig.dpi": 30, "font.size": 30,
           "axes.unicode_minus": False, "svg.fonttype": "none", "axes.grid": True, "lines.linewidth": 9,
           "figure.autolayout": True, "savefig.transparent": True, "axes.formatter.use_locale": True}  # fmt: skip


@pytest.mark.parametrize("format", ["svg", "png"])
def test_a_users_own_settings_of_matplotlib_change_no_byte(tmp_path, format):
    entry = charts_of(report_run())[0]
    save(entry.figure("en"), tmp_path / "plain", format)
    with mpl.rc_context(HOSTILE):  # type: ignore[arg-type]
        save(entry.figure("en"), tmp_path / "hostile", format)
        assert mpl.rcParams["text.usetex"]
    assert (tmp_path / "plain").read_bytes() == (tmp_path / "hostile").read_bytes()
