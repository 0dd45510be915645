"""Lengths of axes beside the columns, bounds of counts and classes: numbers, for those who compile nothing too."""

from enum import IntEnum

RAMP_QUARTERS = 5
"""Quarters from delivery until the whole effect is there: as many increments a firm and a cell remember."""
SIZE_BOUNDS = (10_000.0, 50_000.0, 100_000.0, 500_000.0)
"""Where a size class ends and the next begins, CNY 10k a year: CNY 100m, 500m, 1 bn and 5 bn."""
MOST_ROBOTS = 16_777_216.0
"""Robots that a firm may have: what is more is no number of a firm, and would not be counted right."""
WORDS = 4
"""Words of a block of draws."""


class Luck(IntEnum):
    """Streams that every firm reads in every quarter: drawn for all at once, ``firm.luck[Luck, word]``."""

    LEARN = 0
    TASTE_GATE = 1
    REVIEW = 2
