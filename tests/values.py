"""The values of a run as plain arrays, to be compared to the last bit."""

import numpy as np

from clustercast.model.results.run import Run


def values_of(run: Run) -> np.ndarray:
    """Every indicator, [scenario, member, indicator, quarter]."""
    return np.stack([run.dataset[one.id].values for one in run.plan.indicators], axis=2)


def base_of(run: Run) -> np.ndarray:
    """Every indicator at the end of the base year, [member, indicator]."""
    return np.stack([run.base(one.id) for one in run.plan.indicators], axis=1)


def same(one: Run, other: Run) -> bool:
    """Whether two runs have the same bytes of values, base and draws, and the same members failed."""
    arrays = ([read(run).tobytes() for read in (values_of, base_of, lambda run: run.draws)] for run in (one, other))
    first, second = arrays
    return first == second and one.failures == other.failures
