"""What the nation's robots come to, a year and a stratum."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

OTHER, CAR, ELECTRONICS = range(3)


@dataclass(frozen=True, slots=True)
class NationPath:
    """The nation's robots from ``first`` on, each array ``[year, stratum]`` with the strata other, car, electronics.

    ``installations`` in units a year; ``stock`` in units, ``users`` in firms and ``jobs`` (employees of users) in
    persons at the end of the year; ``firms`` and ``persons`` are all there are in a stratum.
    """

    first: int
    installations: np.ndarray
    stock: np.ndarray
    users: np.ndarray
    jobs: np.ndarray
    firms: np.ndarray
    persons: np.ndarray

    def of(self, year: int) -> int:
        """Row of a year."""
        return year - self.first

    def installed(self, first: int, last: int) -> np.ndarray:
        """Robots installed in each year from ``first`` to ``last``, units."""
        return self.installations[self.of(first) : self.of(last) + 1].sum(axis=1)

    def stock_at(self, year: int) -> float:
        """Robots in use at the end of a year, units."""
        return float(self.stock[self.of(year)].sum())

    def users_share(self, year: int) -> float:
        """Share of firms that use robots at the end of a year."""
        return float(self.users[self.of(year)].sum() / self.firms.sum())

    def labour_share(self, year: int) -> float:
        """Share of employees who work in firms that use robots, at the end of a year."""
        return float(self.jobs[self.of(year)].sum() / self.persons.sum())

    def electronics_share(self, year: int) -> float:
        """Share of a year's installations that electronics takes."""
        row = self.installations[self.of(year)]
        return float(row[ELECTRONICS] / row.sum())
