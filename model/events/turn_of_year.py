"""January: the year's counters start again."""

from typing import Any

from clustercast.agents.firm.acts import close_year
from clustercast.agents.government.programme_acts import remember_awards
from clustercast.agents.rule import event


@event
def turn_of_year(region: Any, quarter: int) -> None:
    """Close last year's books of firms, cells, programmes, governments and the register."""
    for firm in region.firms:
        close_year(firm, quarter)
    clear_upgrade_year(region)
    clear_cell_year(region)
    _age_titles(region)
    for programme in region.programmes:
        remember_awards(programme, region.params)
    for government in region.governments:
        government.outlay_year = 0.0
    region.economy.entered_year = 0.0
    region.economy.left_phased_year = 0.0


@event
def clear_upgrade_year(region: Any) -> None:
    """What firms took up since January is counted from 0 again, for every upgrade."""
    for k in range(len(region.upgrades)):
        for firm in region.firms:
            held = firm.upgrades[k]
            held.added_year = 0
            held.first_year = 0
            held.second_year = 0


@event
def clear_cell_year(region: Any) -> None:
    """What firms of cells took up since January is counted from 0 again."""
    for cell in region.cells:
        for held in cell.upgrades:
            held.added_year = 0.0
            held.users_added_year = 0.0


@event
def _age_titles(region: Any) -> None:
    """What was got last year is now held from an earlier one."""
    for g in range(len(region.programmes)):
        for firm in region.firms:
            if firm.titles[g] == 2:
                firm.titles[g] = 1
        for body in region.organisations:
            if body.titles[g] == 2:
                body.titles[g] = 1
        for cell in region.cells:
            cell.titles_year[g] = 0.0
