"""Where the sources stand."""

from pathlib import Path

HOUSE = Path(__file__).parents[2]
"""The package: its floors are folders in it, in a checkout by links that must not be followed here."""
