"""What the dataset of a run calls its parts besides the indicators of the plan; no indicator may have such a name."""

from collections.abc import Collection

from clustercast.model.results.december_tables import COORDINATES, TABLES

VERDICTS = "verdicts"
"""The folder of the verdicts that a run keeps: ``judged.npy`` and ``met.npy``."""
DRAWN = "what was drawn for each member"
EXTRA_VARIABLES: dict[str, tuple[str, tuple[str, ...], dict[str, str]]] = {
    "member_id": ("ids", ("scenario", "member"), {"long_name": "id of the member", "units": "1"}),
    "members_run": ("run", ("scenario",), {"long_name": "members run under a scenario", "units": "members"}),
    "judged": (
        "judged",
        ("scenario", "member", "target"),
        {"long_name": "what is held against the target", "units": "1", "comment": "each in the unit of its target"},
    ),
    "met": (
        "met",
        ("scenario", "member", "target"),
        {"long_name": "1 met, 0 not met, -1 not judged or no projection", "units": "1"},
    ),
}
"""Variables besides indicators: name of the array, dimensions, attributes."""
DIMENSIONS = ("point", "scenario", "member", "quarter", "year", "parameter", "target")
"""Dimensions besides those of the profile."""
BASE, FACT, DESIGN = "base_", "fact_", "design_"
"""What stands before an indicator's value of the base year, a fact of the base population, an axis of a sweep."""


def is_taken(name: str, indicators: Collection[str]) -> bool:
    """Whether the dataset of a run calls something else so than an indicator; ``indicators`` are all of the plan.

    The axes of a sweep have a dot in their names.
    """
    profile = {f"{dimension}_{about}" for dimension, columns in COORDINATES.items() for about in columns}
    if name in {"draws", *EXTRA_VARIABLES, *DIMENSIONS, *TABLES, *COORDINATES, *profile}:
        return True
    is_axis, is_base = name.startswith(DESIGN) and "." in name, name.startswith(BASE)
    return is_axis or name.startswith(FACT) or (is_base and name.removeprefix(BASE) in indicators)
