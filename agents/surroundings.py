"""What an agent sees of the region it lives in."""

from __future__ import annotations

from typing import Any, Protocol


class Surroundings(Protocol):
    """The region, as agents use it; ``model/region.py`` is the one that exists.

    Agents read the tables and each other's state through it and pay through its books; they change nothing else of it
    but the columns that are theirs.  ``announced[lever][industry][government]`` is the intensity of a lever;
    ``city_government[city]`` the number of the government over a city; ``year`` counts from the year of the first
    quarter, ``step_number`` counts quarters of the run, both from 0; ``quarter`` is 4 x calendar year + 0..3.
    """

    params: Any
    stance: Any
    economy: Any
    upgrades: list[Any]
    industries: list[Any]
    clusters: list[Any]
    programmes: list[Any]
    markets: list[Any]
    circles: Any
    books: Any
    counts: Any
    bank: Any
    province: Any
    announced: list[list[list[float]]]
    city_government: list[int]
    quarter: int
    step_number: int

    def uniform(self, stream: int, entity: int, time: int, word: int) -> float:
        """The keyed uniform of this seed and member."""
        ...
