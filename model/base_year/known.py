"""What a user's own register knows of its firms takes the place of what was drawn and of what the burn-in left."""

from typing import Any

from clustercast.agents.arrays import zeros
from clustercast.agents.draws import Draws, Stream, uniform
from clustercast.agents.firm.base_year import give_known_traits, keep_gains, set_level, spread_vintages
from clustercast.agents.rule import event
from clustercast.model.base_year.burn_in import start_suppliers
from clustercast.model.base_year.titles import hold_titles_again
from clustercast.model.base_year.traits import describe_sizes, open_accounts, open_research_of_all, rank_capability
from clustercast.model.events.expressions import record_figures
from clustercast.model.events.profile import note_year
from clustercast.scenarios.numbers import Form

NOT_GIVEN = -1


@event
def take_known_traits(region: Any, draws: Draws, known: Any, sizes: Any) -> None:
    """Put the register's traits in the place of what was drawn; then all that follows from them, anew.

    That is capability, R&D of the base years, accounts and ``sizes``.
    """
    for firm in region.firms:
        give_known_traits(firm, known)
    rank_capability(region, draws)
    open_research_of_all(region)
    for cluster in region.clusters:
        cluster.base_firms = 0.0
    open_accounts(region)
    describe_sizes(region, sizes)


@event
def hold_levels(region: Any, draws: Draws, levels: Any) -> None:
    """After the base year: every firm holds what its row says, as if it had held it for a while.

    ``draws`` are those of the last quarter of the base year.
    """
    profile = _ages(region, draws.quarter)
    for k in range(len(region.upgrades)):
        units = region.upgrades[k].form == Form.UNITS
        gain, saving = _usual_gain(region, k)
        fresh = _fresh_share(region, k)
        for firm in region.firms:
            level = levels[k, firm.number]
            if level != NOT_GIVEN:
                held = firm.upgrades[k]
                keep_gains(firm, held, level, gain, saving, units)
                u = uniform(draws, Stream.BASE_PLACE, firm.number, 1 + k, 0)
                set_level(held, level, u < fresh)
                if units:
                    spread_vintages(firm, held, profile, u, draws.quarter)
    start_suppliers(region)
    hold_titles_again(region, draws)
    record_figures(region)
    note_year(region, 0)


@event
def _ages(region: Any, base_end: int) -> Any:
    """Cumulative share of the robots by age in quarters (0: this quarter), as the burn-in left them; even if none."""
    life = len(region.firms[0].vintages)
    profile = zeros(life)
    total = 0.0
    for age in range(life):
        for firm in region.firms:
            total += firm.vintages[(base_end - age) % life]
        profile[age] = total
    for age in range(life):
        profile[age] = profile[age] / total if total > 0.0 else (age + 1.0) / life
    return profile


@event
def _usual_gain(region: Any, k: int) -> tuple[float, float]:
    """Gain (times revenue) and saving of a level or robot held, over all that the burn-in left with any."""
    gain, saving, count = 0.0, 0.0, 0.0
    for firm in region.firms:
        held = firm.upgrades[k]
        gain += held.gain_held * firm.revenue_last_year
        saving += held.saving_held
        count += held.level
    if count == 0.0:
        return 0.0, 0.0
    return gain / count, saving / count


@event
def _fresh_share(region: Any, k: int) -> float:
    """Share of those that hold an upgrade that took it up in the base year, in the burn-in."""
    holders, fresh = 0.0, 0.0
    for firm in region.firms:
        if firm.upgrades[k].level > 0:
            holders += 1.0
            fresh += firm.upgrades[k].first_year
    return fresh / holders if holders > 0.0 else 0.0
