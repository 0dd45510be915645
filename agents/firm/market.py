"""Competition for shares of the national market, growth shocks, employment and energy."""

import math

from clustercast.agents.arithmetic import exponential, power
from clustercast.agents.distributions import laplace_quantile
from clustercast.agents.rule import rule


@rule
def share_step(gain: float, mean_gain: float, habit: float, elasticity: float, adjusted: float) -> float:
    """Log change of share in a quarter: ``d = a (eps (x - xbar) - h)``, ``a`` the part of a gap that closes.

    ``gain`` x and ``mean_gain`` xbar in log points of unit cost; ``habit`` h, what was already adjusted: equal gains
    move nothing.
    """
    return adjusted * (elasticity * (gain - mean_gain) - habit)


@rule
def grown_share(share: float, log_change: float) -> float:
    """Share before normalisation: ``f exp(d + noise)``."""
    return share * exponential(log_change)


@rule
def shock_scale(
    base: float, permanent: float, annual_revenue: float, reference: float, exponent: float, cap: float
) -> float:
    """Laplace scale of the yearly growth shock: ``b0 / sqrt(1 + (1-phi)^2) (R / R_ref)^exponent``, at most ``cap``.

    The cross-section of listed firms gives b0 for the *change* of log revenue; a transitory part of share ``1 - phi``
    enters a change twice, hence the root.  A firm without revenue has the largest scale.
    """
    if annual_revenue <= 0.0:
        return cap
    passing = 1.0 - permanent
    return min(base / math.sqrt(1.0 + passing * passing) * power(annual_revenue / reference, exponent), cap)


@rule
def shock_carried(draw: float, scale: float, permanent: float) -> float:
    """Log of the part carried on, corrected to mean one: ``phi e + ln(1 - (phi b)^2)``."""
    kept = permanent * scale
    return permanent * laplace_quantile(draw, scale) + math.log1p(-kept * kept)


@rule
def employment_level(
    annual_revenue: float, productivity: float, productivity_index: float, effect: float, taken_up: float
) -> float:
    """Jobs: ``ln L = ln R - ln productivity + effect x taken up``; ``taken_up`` 1 once robots came after the base."""
    jobs = annual_revenue / (productivity * productivity_index)
    if taken_up == 0.0:
        return jobs
    return jobs * exponential(effect * taken_up)


@rule
def energy_intensity(base: float, annual_decline: float, years: float, kept: float) -> float:
    """Energy per value added: ``e = e0 exp(-alpha t) prod(1 - r)``, ``kept`` the product over the firm's upgrades."""
    return base * exponential(-annual_decline * years) * kept


@rule
def energy_kept(cut: float, share: float) -> float:
    """Share of energy still used after a step of an upgrade that cuts ``cut`` when complete: ``1 - r share``."""
    return 1.0 - cut * share
