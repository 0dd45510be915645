"""Size classes of firms by annual revenue."""

from clustercast.agents.rule import rule

SIZE_BOUNDS = (10_000.0, 50_000.0, 100_000.0, 500_000.0)
"""Where a size class ends and the next begins, CNY 10k a year: CNY 100m, 500m, 1 bn and 5 bn."""


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
