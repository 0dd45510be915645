"""How likely the observed figures are along a path of the nation's robots.

Installations: ``ln y_t - ln m_t = e_t``, ``e_t = r e_(t-1) + w_t``, Student t with 4 degrees of freedom, standard deviation
of ``e`` 0.15 (0.10 for revisions of the series, 0.11 for the cycle), r = 0.5; the first error has the whole spread.
Shares: normal in log-odds (labour: normal in the share itself); the stock of a year: normal in logs.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from calibration.nation.path import NationPath

FREEDOM = 4.0
SD_INSTALLATIONS = 0.15
PERSISTENCE = 0.5
SD_USERS = 0.15
SD_LABOUR = 0.05
SD_STOCK = 0.075
SD_ELECTRONICS = 0.15
IMPOSSIBLE = -1e300
_T_CONSTANT = math.lgamma((FREEDOM + 1.0) / 2.0) - math.lgamma(FREEDOM / 2.0) - 0.5 * math.log(FREEDOM * math.pi)
T_SCALE = math.sqrt((FREEDOM - 2.0) / FREEDOM)
"""Scale of a Student t over its standard deviation."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Observed figures by year: installations and stock in units, the others as shares."""

    installations: Mapping[int, float]
    stock: Mapping[int, float] = field(default_factory=dict)
    users: Mapping[int, float] = field(default_factory=dict)
    labour: Mapping[int, float] = field(default_factory=dict)
    electronics: Mapping[int, float] = field(default_factory=dict)

    @property
    def last_year(self) -> int:
        """The last year of which a figure is used."""
        return max(year for part in (self.installations, self.stock, self.users, self.labour, self.electronics)
                   for year in part)  # fmt: skip

    @property
    def figures(self) -> int:
        """How many figures there are."""
        return sum(map(len, (self.installations, self.stock, self.users, self.labour, self.electronics)))


def log_t(deviation: float, sd: float) -> float:
    """Log density of a Student t with 4 degrees of freedom and standard deviation ``sd``."""
    scale = sd * T_SCALE
    z = deviation / scale
    return _T_CONSTANT - math.log(scale) - 0.5 * (FREEDOM + 1.0) * math.log1p(z * z / FREEDOM)


def log_normal_density(deviation: float, sd: float) -> float:
    """Log density of a normal."""
    return -0.5 * (deviation / sd) ** 2 - math.log(sd) - 0.5 * math.log(2.0 * math.pi)


def logit(share: float) -> float:
    """Log-odds of a share, held off 0 and 1."""
    share = min(max(share, 1e-9), 1.0 - 1e-9)
    return math.log(share / (1.0 - share))


def log_errors(errors: Sequence[float]) -> float:
    """Log density of the errors of consecutive years."""
    total = log_t(errors[0], SD_INSTALLATIONS)
    sd = SD_INSTALLATIONS * math.sqrt(1.0 - PERSISTENCE * PERSISTENCE)
    for before, now in zip(errors, errors[1:], strict=False):
        total += log_t(now - PERSISTENCE * before, sd)
    return total


def errors_of(path: NationPath, installations: Mapping[int, float]) -> list[float]:
    """``ln y - ln m`` of each observed year, in order; the years follow one another."""
    years = sorted(installations)
    installed = path.installed(years[0], years[-1])
    return [math.log(installations[year]) - math.log(max(m, 1e-9)) for year, m in zip(years, installed, strict=True)]


def log_likelihood(path: NationPath, evidence: Evidence) -> float:
    """Log density of the evidence on a path of the nation."""
    total = log_errors(errors_of(path, evidence.installations))
    for year, value in evidence.stock.items():
        total += log_normal_density(math.log(value) - math.log(max(path.stock_at(year), 1e-9)), SD_STOCK)
    for year, share in evidence.users.items():
        total += log_normal_density(logit(share) - logit(path.users_share(year)), SD_USERS)
    for year, share in evidence.labour.items():
        total += log_normal_density(share - path.labour_share(year), SD_LABOUR)
    for year, share in evidence.electronics.items():
        total += log_normal_density(logit(share) - logit(path.electronics_share(year)), SD_ELECTRONICS)
    return total if math.isfinite(total) else IMPOSSIBLE


def innovations(rng: np.random.Generator, size: tuple[int, ...], sd: float) -> np.ndarray:
    """Student t draws with 4 degrees of freedom and standard deviation ``sd``."""
    return rng.standard_t(FREEDOM, size) * sd * T_SCALE


def drawn_evidence(path: NationPath, like: Evidence, rng: np.random.Generator) -> Evidence:
    """Figures as they could have been observed on a path: what the likelihood is the density of."""
    years = sorted(like.installations)
    noise = continued(0.0, len(years), rng, fresh=True)
    installed = path.installed(years[0], years[-1]) * np.exp(noise)
    return Evidence(
        dict(zip(years, installed.tolist(), strict=True)),
        {year: path.stock_at(year) * math.exp(rng.normal(0.0, SD_STOCK)) for year in like.stock},
        {year: expit(logit(path.users_share(year)) + rng.normal(0.0, SD_USERS)) for year in like.users},
        {year: path.labour_share(year) + rng.normal(0.0, SD_LABOUR) for year in like.labour},
        {year: expit(logit(path.electronics_share(year)) + rng.normal(0.0, SD_ELECTRONICS))
         for year in like.electronics},
    )  # fmt: skip


def continued(last: float, years: int, rng: np.random.Generator, *, fresh: bool = False) -> np.ndarray:
    """Errors of the years after one with error ``last``; ``fresh``: of years that nothing goes before."""
    errors = np.zeros(years)
    drawn = innovations(rng, (years,), SD_INSTALLATIONS)
    for t in range(years):
        if t == 0 and fresh:
            errors[t] = drawn[t]
        else:
            before = last if t == 0 else errors[t - 1]
            errors[t] = PERSISTENCE * before + drawn[t] * math.sqrt(1.0 - PERSISTENCE**2)
    return errors


def expit(x: float) -> float:
    """The share of log-odds ``x``."""
    return 1.0 / (1.0 + math.exp(-x))
