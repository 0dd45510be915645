"""An opened run whose values are in memory."""

from pathlib import Path

from clustercast.model.attainment.verdicts import to_dataset
from clustercast.model.ensemble.ensemble import Ensemble
from clustercast.reports.run.opened import OpenedRun
from clustercast.reports.run.record import RunRecord


def opened(ensemble: Ensemble, record: RunRecord) -> OpenedRun:
    """What `open_report` would give of this ensemble, had it been written to a folder and read again."""
    run = OpenedRun(Path("nowhere"), record, {}, {}, ensemble.plan)
    vars(run).update(dataset=to_dataset(ensemble), ensemble=ensemble)
    return run
