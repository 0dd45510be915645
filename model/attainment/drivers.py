"""Which uncertain parameters move a target: rank correlation with its margin, and the probability by fifths.

With one draw of all parameters a member, the members are sorted by a parameter and cut into five equal groups; the
probability in each group is what it would be if that fifth of the parameter's range were known to hold. A correlation
among many parameters may be chance: `stands_out` compares it with the bound that chance passes in 5 % of ensembles.
"""

from collections.abc import Sequence
from math import sqrt
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray
from scipy.stats import rankdata  # pyright: ignore[reportMissingTypeStubs, reportUnknownVariableType]

from clustercast.model.results.record import Influence

Floats = NDArray[np.float64]
FIFTHS = 5
HOW_MANY = 3
CHANCE = 0.05


def influences(
    draws: Floats, parameters: Sequence[str], ahead: Floats, met: NDArray[np.bool_]
) -> tuple[Influence, ...]:
    """The three parameters that matter most, strongest first; none where margin or parameters do not vary.

    ``draws`` [member, parameter]; ``ahead`` margin and ``met`` verdict of the same members.
    """

    varying = [k for k in range(draws.shape[1]) if np.ptp(draws[:, k]) > 0.0]
    if len(met) < 2 * FIFTHS or not varying or np.ptp(ahead) == 0.0:
        return ()
    score = _standard(rankdata(ahead))
    correlation = {k: float(_standard(rankdata(draws[:, k])) @ score) / len(met) for k in varying}
    bound = NormalDist().inv_cdf(1.0 - CHANCE / (2 * len(varying))) / sqrt(len(met) - 1)
    strongest = sorted(varying, key=lambda k: (-abs(correlation[k]), k))[:HOW_MANY]
    return tuple(
        Influence(parameters[k], correlation[k], *_fifths(draws[:, k], met), abs(correlation[k]) > bound)
        for k in strongest
    )


def _standard(values: Floats) -> Floats:
    return (values - values.mean()) / values.std()


def in_fifths(values: Floats) -> list[NDArray[np.intp]]:
    """The places of the least fifth of the values, of the next, and so on; of equals the first come first."""
    return np.array_split(np.argsort(values, kind="stable"), FIFTHS)


def _fifths(draw: Floats, met: NDArray[np.bool_]) -> tuple[float, float]:
    """Least and greatest probability over the fifths of a parameter."""
    shares = [float(met[group].mean()) for group in in_fifths(draw)]
    return min(shares), max(shares)
