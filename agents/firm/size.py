"""Size classes of firms by annual revenue."""

from clustercast.agents.lengths import SIZE_BOUNDS
from clustercast.agents.rule import rule


@rule
def size_class(revenue: float) -> int:
    """How many of the bounds an annual ``revenue`` (CNY 10k) reaches: 0 below CNY 100m, 4 from CNY 5 bn on.

    The bounds are those at which plans count large firms (CNY 100m, 1 bn, 5 bn), and one between.
    """
    number = 0
    for bound in SIZE_BOUNDS:
        if revenue >= bound:
            number += 1
    return number
