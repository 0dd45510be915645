"""An opened run whose values are in memory."""

from pathlib import Path

from clustercast.model.ensemble import Ensemble
from clustercast.model.run_dataset import to_dataset
from clustercast.reports.opened import OpenedRun
from clustercast.reports.record import RunRecord


def opened(ensemble: Ensemble, record: RunRecord) -> OpenedRun:
    """What `open_report` would give of this ensemble, had it been written to a folder and read again."""
    run = OpenedRun(Path("nowhere"), record, {}, {}, ensemble.plan)
    vars(run).update(dataset=to_dataset(ensemble), ensemble=ensemble)
    return run
