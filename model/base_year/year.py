"""The base year: its population, the years before it, and the books at its end, for both engines."""

from typing import Any

from clustercast.agents.draws import Draws
from clustercast.agents.rule import event
from clustercast.model.base_year.burn_in import open_books_of_base_year, open_economy
from clustercast.model.base_year.population import draw_sizes, fit_sizes, place_firms
from clustercast.model.base_year.titles import hold_base_titles
from clustercast.model.base_year.traits import describe_firms, describe_sizes, open_accounts, open_markets
from clustercast.model.events.expressions import record_figures
from clustercast.model.events.profile import note_year


@event
def populate(
    region: Any,
    draws: Draws,
    n: int,
    total: float,
    own_growth: float,
    excess_growth: float,
    cumulative: Any,
    sizes: Any,
) -> int:
    """Set up the base population of ``n`` firms, behind those that stand already.  Returns a status (0 done).

    ``total`` is the accounts' revenue (CNY 10k), ``cumulative`` the clusters' cumulative weights among unnamed firms;
    ``sizes`` gets mean employees of a firm and the standard deviation of their logarithm.
    """
    leads = len(region.firms)
    for _ in range(leads, n):
        region.new_firm()
    draw_sizes(region, draws, leads, total)
    place_firms(region, draws, leads, cumulative)
    status = fit_sizes(region, leads, total)
    if status != 0:
        return status
    describe_firms(region, draws, own_growth)
    open_markets(region, excess_growth)
    open_accounts(region)
    describe_sizes(region, sizes)
    return 0


@event
def close_year(region: Any, draws: Draws, nation_growth: float, own_growth: float) -> None:
    """The economy, the books and the titles at the end of the base year, after the burn-in; its indicators."""
    open_economy(region, nation_growth)
    open_books_of_base_year(region, draws, own_growth)
    hold_base_titles(region, draws)
    record_figures(region)
    note_year(region, 0)
