"""What figures changed, as frozen records: enough for the table, the report and JSON, without the members' values."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

from clustercast.model.results.seal import RunDamagedError, sealed_facts, sealed_text, unreadable
from clustercast.model.system.files import read_file
from clustercast.model.system.shaped import ShapeError, shaped
from clustercast.scenarios.figures import Figure

Method = Literal["weights", "joint", "unmoved"]
Progress = Literal["reached", "faster", "in_line", "lagging", ""]
FOLDER = "updates"
"""The folder of updates, in that of their run: one for each scenario, year and set of figures."""
FILE = "update.json"


@dataclass(frozen=True, slots=True)
class News:
    """By how much one figure moved a probability (0 to 1): its Shapley value over all figures.

    ``error`` is its standard error where orders of figures were sampled, 0 where all were counted.
    """

    figure: str
    change: float
    error: float = 0.0


@dataclass(frozen=True, slots=True)
class TargetUpdate:
    """A target before and after the figures. ``before`` is None of one that a figure of its base year made projected.

    ``after`` has its Monte-Carlo interval (Wilson, 95 %, of the ``effective`` members); bands are 5, 50 and 95 % of
    what is judged at the deadline, in the unit of the target. ``method``: weights of its own figures, the joint update,
    or unmoved where no figure tells anything about it. ``time_progress`` is the class of the rule of practice.
    """

    target: str
    label_zh: str
    label_en: str
    by: int
    unit: str
    required: float
    before: float | None
    after: float
    low: float
    high: float
    before_band: tuple[float, float, float] | None
    after_band: tuple[float, float, float]
    effective: float
    method: Method
    time_progress: Progress
    news: tuple[News, ...] = ()
    confirmed: float | None = None


@dataclass(frozen=True, slots=True)
class FigureNote:
    """A figure as it was used: where it stands among the members (``score``, in standard deviations), its error."""

    figure: Figure
    score: float
    error: float
    contradicts: bool


@dataclass(frozen=True, slots=True)
class UpdateRecord:
    """Figures of a plan up to a year, and what they changed in a scenario of a run.

    ``contradicts`` names the figures that the model would not have thought possible. ``confirmed`` is the largest gap
    (points of probability, 0 to 1) between the joint update and a rerun with updated parameters; None: not rerun.
    """

    run: str
    plan: str
    title_zh: str
    title_en: str
    scenario: str
    until: int
    members: int
    seed: int
    figures: tuple[FigureNote, ...]
    left_out: tuple[str, ...]
    targets: tuple[TargetUpdate, ...]
    contradicts: tuple[str, ...]
    confirmed: float | None = None

    def to_dict(self) -> dict[str, Any]:
        """The fields as plain data; of each target its ``news`` and their ``news_errors`` by figure."""
        plain = asdict(self)
        for one in plain["targets"]:
            one["news_errors"] = {news["figure"]: news["error"] for news in one["news"]}
            one["news"] = {news["figure"]: news["change"] for news in one["news"]}
        return plain

    def sealed(self) -> bytes:
        """The record as it is kept, with a checksum."""
        return sealed_text(asdict(self))


def read_update(path: Path) -> UpdateRecord:
    """The record in a file that holds what `UpdateRecord.sealed` gave. Raises RunDamagedError for any other."""
    try:
        return shaped(UpdateRecord, sealed_facts(read_file(path)))
    except OSError as error:
        raise unreadable(path, error) from None
    except (ShapeError, UnicodeError) as error:
        said = f"{path} was altered, or another version wrote it ({error}); give the command of the update again"
        raise RunDamagedError(said) from None


def latest_update(folder: Path) -> UpdateRecord | None:
    """The update of a run that knows most: of the latest year, then with most figures; None where none has any.

    Raises RunDamagedError.
    """
    found = (read_update(path) for path in sorted((folder / FOLDER).glob(f"*/{FILE}")))
    return max((one for one in found if one.figures), key=lambda one: (one.until, len(one.figures)), default=None)
