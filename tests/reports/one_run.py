"""One small run of a plan with everything that it leaves, charts undrawn: what the tests of agreement read."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from unittest.mock import patch

import numpy as np

from clustercast.api.forecast import Execution, execute_run, prepare_run
from clustercast.model.results.run import Run
from clustercast.reports.document.files import write_report
from clustercast.reports.story import tell
from clustercast.reports.story.blocks import Grid, Story
from clustercast.reports.words.words import Language

SCENARIOS = ("no-incentives", "as-written")
MEMBERS = 3
LANGUAGES = ("zh", "en")
UNDRAWN = "clustercast.reports.charts.drawing.writing.write_charts"
NO_PICTURES = "clustercast.reports.story.scene.charts_of"
NO_CHARTS = "clustercast.reports.charts.charts_of"


@dataclass(frozen=True)
class Left:
    """A run, and the folder with everything that it left."""

    run: Run
    folder: Path

    @cached_property
    def december(self) -> list[int]:
        """The places of the Decembers among the quarters."""
        return [place for place, one in enumerate(self.run.dataset["quarter"].values) if str(one).endswith("Q4")]

    def years(self, indicator: str, scenario: str) -> np.ndarray:
        """The base year and every December of an indicator, [member, year]."""
        return np.column_stack([self.run.base(indicator), self.run.values(indicator, scenario)[:, self.december]])

    def story(self, lang: Language) -> Story:
        """The text of the report, without pictures."""
        with patch(NO_PICTURES, lambda run: ()):
            return tell(self.run, lang)


def leave(plan: str, folder: Path) -> Left:
    """Run a plan into a folder, report and all."""
    spec = prepare_run(plan, SCENARIOS, members=MEMBERS, seed=1)
    undrawn = patch(UNDRAWN, lambda folder, *_, **__: folder.mkdir(exist_ok=True))
    with undrawn, patch(NO_PICTURES, lambda run: ()), patch(NO_CHARTS, lambda run: ()):
        run = execute_run(spec, folder=folder, execution=Execution(workers=1))
        write_report(run, folder / "report")
    return Left(run, folder)


def grids(story: Story) -> list[Grid]:
    """The tables of a story."""
    return [block for section in story.sections for block in section.blocks if isinstance(block, Grid)]
