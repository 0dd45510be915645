"""Event 11: research turns into products."""

from __future__ import annotations

from clustercast.agents.arithmetic import power
from clustercast.agents.columns import EconomyFloat, FirmCode, FirmFloat
from clustercast.agents.distributions import poisson_quantile
from clustercast.agents.draws import LANDMARK_WORD, PRODUCT_WORD, Stream
from clustercast.agents.firm.innovation import product_rate
from clustercast.model.compiled.compile import event
from clustercast.model.compiled.state import Given, State


@event
def innovate(given: Given, state: State, n: int, quarter: int) -> None:
    """Products of the quarter: Poisson with rate ``lambda0/4 (RD / RDbar)^0.6``; some are landmark products.

    The rate changes in January only, with the research of the year before the last.
    """
    p = given.params[0]
    active = state.codes[FirmCode.ACTIVE]
    research = state.floats[FirmFloat.RND_BEFORE]
    products = state.floats[FirmFloat.PRODUCTS_YEAR]
    landmark = state.floats[FirmFloat.LANDMARK_YEAR]
    drawn = state.luck[Stream.REVIEW, PRODUCT_WORD]
    drawn_landmark = state.luck[Stream.REVIEW, LANDMARK_WORD]
    rate = state.floats[FirmFloat.PRODUCT_RATE]
    if quarter % 4 == 0:
        mean = state.economy[EconomyFloat.MEAN_RND]
        for i in range(n):
            rate[i] = product_rate(p.products_per_firm, research[i], mean, p.rnd_exponent)
    for i in range(n):
        if active[i] == 0:
            continue
        new = poisson_quantile(drawn[i], rate[i])
        if new > 0:
            products[i] += new
            if drawn_landmark[i] < 1.0 - power(1.0 - p.landmark_share, new):
                landmark[i] += 1.0
