"""Where the sources stand, and which version they are."""

from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

HOUSE = Path(__file__).parents[2]
"""The package: its floors are folders in it, in a checkout by links that must not be followed here."""


def package_version() -> str:
    """The version of clustercast, or "not installed" when it runs from a folder."""
    try:
        return version("clustercast")
    except PackageNotFoundError:
        return "not installed"
