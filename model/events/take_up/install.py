"""Event 8: what is delivered goes to work; effects dip, then ramp up; robots wear out."""

from typing import Any

from clustercast.agents.firm.take_up import install_level, install_units, realise, retire, settle_oldest
from clustercast.agents.rule import event
from clustercast.scenarios.numbers import Form


@event
def install(region: Any, quarter: int) -> None:
    """Retire robots of full age, install deliveries, and bring gains along their ramp."""
    installed, retired = 0, 0
    settle_all(region, quarter)
    for k in range(len(region.upgrades)):
        upgrade = region.upgrades[k]
        if upgrade.form == Form.UNITS:
            for firm in region.firms:
                retired += retire(firm, firm.upgrades[k], quarter)
                installed += install_units(firm, firm.upgrades[k], quarter)
        else:
            for firm in region.firms:
                install_level(firm, firm.upgrades[k], upgrade, quarter)
    for firm in region.firms:
        realise(firm, region.params, quarter)
    region.counts.installed = installed
    region.counts.retired = retired
    region.economy.region_added = float(installed)


@event
def settle_all(region: Any, quarter: int) -> None:
    """What was installed before the ramp's length is past it."""
    for firm in region.firms:
        settle_oldest(firm, quarter)
