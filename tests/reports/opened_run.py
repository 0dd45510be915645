"""An opened run whose values are in memory."""

from pathlib import Path

from model.ensemble import Ensemble
from model.run_dataset import to_dataset
from reports.opened import OpenedRun
from reports.record import RunRecord


def opened(ensemble: Ensemble, record: RunRecord) -> OpenedRun:
    """What `open_report` would give of this ensemble, had it been written to a folder and read again."""
    run = OpenedRun(Path("nowhere"), record, {}, {}, ensemble.plan)
    vars(run).update(dataset=to_dataset(ensemble), ensemble=ensemble)
    return run
