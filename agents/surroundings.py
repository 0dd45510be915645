"""What an agent sees of the region it lives in."""

from __future__ import annotations

from typing import Any, Protocol


class Surroundings(Protocol):
    """The region, as agents use it; ``model/region.py`` is the one that exists.

    Acts get what they touch as arguments (``agents/<who>/acts.py``); an agent knows its region for who looks at it.

    ``luck[stream][word][slot]`` are the firms' uniforms of the quarter; ``announced[lever][industry][government]`` the
    intensity of a lever; ``outside[path]`` a path's value this year; ``city_government[city]`` the number of the
    government over a city; ``quarter`` is 4 x calendar year + 0..3; ``step_number`` counts the quarters of the run
    from 0.
    """

    params: Any
    stance: Any
    economy: Any
    upgrades: list[Any]
    industries: list[Any]
    clusters: list[Any]
    programmes: list[Any]
    markets: list[Any]
    counts: Any
    bank: Any
    province: Any
    luck: list[list[list[float]]]
    outside: list[float]
    announced: list[list[list[float]]]
    city_government: list[int]
    quarter: int
    step_number: int

    def uniform(self, stream: int, entity: int, time: int, word: int) -> float:
        """The keyed uniform of this seed and member."""
        ...
