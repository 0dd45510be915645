"""Prior distributions of parameters, each with its inverse distribution function.

`draw(u)` turns a uniform number 0 < u < 1 into a value, so that a parameter vector is a pure function of its uniforms.
Only the standard library is used, except for the gamma family (`scipy.special.gammaincinv`, imported when first drawn).
The keys of a family in the files are the fields of its class.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from math import exp, inf, sqrt
from statistics import NormalDist
from typing import ClassVar

_STANDARD_NORMAL = NormalDist()
Wrong = tuple[str, str, str]
"""Key at fault, problem, remedy."""


def _inside(u: float) -> float:
    if not 0.0 < u < 1.0:
        raise ValueError(f"a uniform number lies strictly between 0 and 1, not at {u}")
    return u


@dataclass(frozen=True, slots=True)
class Fixed:
    """A value taken as known."""

    family: ClassVar[str] = "fixed"
    value: float

    def draw(self, u: float) -> float:
        """The value, whatever u."""
        _inside(u)
        return self.value

    def support(self) -> tuple[float, float]:
        """Least and greatest possible value."""
        return self.value, self.value

    def wrong(self) -> Iterator[Wrong]:
        """What is wrong with the numbers of the prior."""
        yield from ()


@dataclass(frozen=True, slots=True)
class Uniform:
    """Every value from low to high equally likely: F^-1(u) = low + u (high - low)."""

    family: ClassVar[str] = "uniform"
    low: float
    high: float

    def draw(self, u: float) -> float:
        """Value at u of the inverse distribution function."""
        return self.low + _inside(u) * (self.high - self.low)

    def support(self) -> tuple[float, float]:
        """Least and greatest possible value."""
        return self.low, self.high

    def wrong(self) -> Iterator[Wrong]:
        """What is wrong with the numbers of the prior."""
        if self.low > self.high:
            yield "low", f"low {self.low:g} is above high {self.high:g}", "low and high so that low <= high"


@dataclass(frozen=True, slots=True)
class Triangular:
    """Triangular density from low to high with its peak at mode.

    F^-1(u) = low + sqrt(u (high-low)(mode-low)) up to u = (mode-low)/(high-low), from there
    high - sqrt((1-u)(high-low)(high-mode)).
    """

    family: ClassVar[str] = "triangular"
    low: float
    mode: float
    high: float

    def draw(self, u: float) -> float:
        """Value at u of the inverse distribution function."""
        _inside(u)
        width = self.high - self.low
        if u * width < self.mode - self.low:
            return self.low + sqrt(u * width * (self.mode - self.low))
        return self.high - sqrt((1.0 - u) * width * (self.high - self.mode))

    def support(self) -> tuple[float, float]:
        """Least and greatest possible value."""
        return self.low, self.high

    def wrong(self) -> Iterator[Wrong]:
        """What is wrong with the numbers of the prior."""
        if not self.low <= self.mode <= self.high:
            found = f"low {self.low:g}, mode {self.mode:g}, high {self.high:g} are not in order"
            yield "mode", found, "low, mode and high so that low <= mode <= high"


@dataclass(frozen=True, slots=True)
class LogNormal:
    """ln x normal about ln(median) with standard deviation log_sd: F^-1(u) = median exp(log_sd Phi^-1(u))."""

    family: ClassVar[str] = "lognormal"
    median: float
    log_sd: float

    def draw(self, u: float) -> float:
        """Value at u of the inverse distribution function."""
        return self.median * exp(self.log_sd * _STANDARD_NORMAL.inv_cdf(_inside(u)))

    def support(self) -> tuple[float, float]:
        """Least and greatest possible value."""
        return 0.0, inf

    def wrong(self) -> Iterator[Wrong]:
        """What is wrong with the numbers of the prior."""
        if self.median <= 0:
            yield "median", f"the median {self.median:g} is not above 0", "a median above 0"
        if self.log_sd < 0:
            yield "log_sd", f"log_sd {self.log_sd:g} is negative", "a log_sd of 0 or more"


@dataclass(frozen=True, slots=True)
class Normal:
    """Normal with mean and standard deviation sd: F^-1(u) = mean + sd Phi^-1(u)."""

    family: ClassVar[str] = "normal"
    mean: float
    sd: float

    def draw(self, u: float) -> float:
        """Value at u of the inverse distribution function."""
        return self.mean + self.sd * _STANDARD_NORMAL.inv_cdf(_inside(u))

    def support(self) -> tuple[float, float]:
        """Least and greatest possible value."""
        return -inf, inf

    def wrong(self) -> Iterator[Wrong]:
        """What is wrong with the numbers of the prior."""
        if self.sd < 0:
            yield "sd", f"sd {self.sd:g} is negative", "an sd of 0 or more"


@dataclass(frozen=True, slots=True)
class Gamma:
    """Gamma with a shape and scale 1; several of them divided by their sum are Dirichlet shares."""

    family: ClassVar[str] = "gamma"
    shape: float

    def draw(self, u: float) -> float:
        """Value at u of the inverse distribution function."""
        from scipy.special import gammaincinv  # pyright: ignore[reportMissingTypeStubs]

        return float(gammaincinv(self.shape, _inside(u)))

    def support(self) -> tuple[float, float]:
        """Least and greatest possible value."""
        return 0.0, inf

    def wrong(self) -> Iterator[Wrong]:
        """What is wrong with the numbers of the prior."""
        if self.shape <= 0:
            yield "shape", f"the shape {self.shape:g} is not above 0", "a shape above 0"


Prior = Fixed | Uniform | Triangular | LogNormal | Normal | Gamma

FAMILIES: dict[str, type[Prior]] = {
    family.family: family for family in (Fixed, Uniform, Triangular, LogNormal, Normal, Gamma)
}


def prior_keys(family: str) -> tuple[str, ...]:
    """The keys that a family needs in the files, in their order."""
    return tuple(field.name for field in fields(FAMILIES[family]))


ALL_PRIOR_KEYS: tuple[str, ...] = tuple(dict.fromkeys(key for family in FAMILIES for key in prior_keys(family)))
