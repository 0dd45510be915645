"""Event 8: what is delivered goes to work; effects dip, then ramp up; robots wear out."""

from __future__ import annotations

from clustercast.agents.columns import EconomyFloat, FirmCode, FirmFloat, UpgradeCode, UpgradeFloat
from clustercast.agents.firm.installation import RAMP_QUARTERS as AGES
from clustercast.agents.firm.installation import ramp
from clustercast.agents.firm.market import energy_kept
from clustercast.model.compiled.compile import event
from clustercast.model.compiled.state import INSTALLED, RETIRED, Given, State
from clustercast.scenarios.numbers import Form

GAIN, SAVING = 0, 1


@event
def install(given: Given, state: State, n: int, quarter: int) -> None:
    """Retire robots of full age, install deliveries, and bring gains along their ramp."""
    state.counts[INSTALLED] = 0
    state.counts[RETIRED] = 0
    _settle_oldest(state, n, quarter)
    for k in range(given.upgrades.shape[0]):
        if given.upgrades[k].form == Form.UNITS:
            _retire(state, k, n, quarter)
            _install_units(state, k, n, quarter)
        else:
            _install_level(given, state, k, n, quarter)
    _realise(state, n, quarter)
    state.economy[EconomyFloat.REGION_ADDED] = state.counts[INSTALLED]


@event
def _settle_oldest(state, n, quarter) -> None:
    """Gains of five quarters ago are past their ramp."""
    place = quarter % AGES
    gain = state.floats[FirmFloat.GAIN_SETTLED]
    saving = state.floats[FirmFloat.SAVING_SETTLED]
    old_gain = state.ramping[GAIN, place]
    old_saving = state.ramping[SAVING, place]
    for i in range(n):
        gain[i] += old_gain[i]
        saving[i] += old_saving[i]
        old_gain[i] = 0.0
        old_saving[i] = 0.0


@event
def _retire(state, k, n, quarter) -> None:
    """Robots installed a full life ago leave, with their part of the gain."""
    worn = state.vintages[quarter % state.vintages.shape[0]]
    level = state.upgrade_codes[UpgradeCode.LEVEL, k]
    active = state.codes[FirmCode.ACTIVE]
    for i in range(n):
        if worn[i] == 0:
            continue
        if active[i] == 1:
            part = worn[i] / level[i]
            _lose(state, k, i, part)
            level[i] -= worn[i]
            state.counts[RETIRED] += worn[i]
        worn[i] = 0


@event
def _lose(state, k, i, part) -> None:
    gain = state.upgrade_floats[UpgradeFloat.GAIN_HELD, k, i] * part
    saving = state.upgrade_floats[UpgradeFloat.SAVING_HELD, k, i] * part
    state.upgrade_floats[UpgradeFloat.GAIN_HELD, k, i] -= gain
    state.upgrade_floats[UpgradeFloat.SAVING_HELD, k, i] -= saving
    state.floats[FirmFloat.GAIN_SETTLED, i] -= gain
    state.floats[FirmFloat.SAVING_SETTLED, i] -= saving


@event
def _take_part(state, k, i, part, quarter) -> None:
    """Move the delivered part of an order's gain and saving onto the ramp."""
    place = quarter % AGES
    gain = state.upgrade_floats[UpgradeFloat.PENDING_GAIN, k, i] * part
    saving = state.upgrade_floats[UpgradeFloat.PENDING_SAVING, k, i] * part
    state.ramping[GAIN, place, i] += gain
    state.ramping[SAVING, place, i] += saving
    state.upgrade_floats[UpgradeFloat.GAIN_HELD, k, i] += gain
    state.upgrade_floats[UpgradeFloat.SAVING_HELD, k, i] += saving
    state.upgrade_floats[UpgradeFloat.PENDING_GAIN, k, i] -= gain
    state.upgrade_floats[UpgradeFloat.PENDING_SAVING, k, i] -= saving
    state.upgrade_floats[UpgradeFloat.PENDING_COST, k, i] -= (
        state.upgrade_floats[UpgradeFloat.PENDING_COST, k, i] * part
    )


@event
def _install_units(state, k, n, quarter) -> None:
    new = state.vintages[quarter % state.vintages.shape[0]]
    codes = state.upgrade_codes
    delivered = codes[UpgradeCode.DELIVERED, k]
    for i in range(n):
        units = delivered[i]
        if units == 0:
            continue
        _take_part(state, k, i, units / codes[UpgradeCode.PENDING, k, i], quarter)
        if codes[UpgradeCode.LEVEL, k, i] == 0:
            codes[UpgradeCode.FIRST_YEAR, k, i] = 1
            if codes[UpgradeCode.BASE_LEVEL, k, i] == 0:
                state.codes[FirmCode.TAKEN_UP, i] = 1
        codes[UpgradeCode.PENDING, k, i] -= units
        codes[UpgradeCode.LEVEL, k, i] += units
        codes[UpgradeCode.ADDED, k, i] += units
        codes[UpgradeCode.ADDED_YEAR, k, i] += units
        new[i] += units
        state.counts[INSTALLED] += units


@event
def _install_level(given, state, k, n, quarter) -> None:
    upgrade = given.upgrades[k]
    codes = state.upgrade_codes
    delivered = codes[UpgradeCode.DELIVERED, k]
    kept = state.floats[FirmFloat.ENERGY_KEPT]
    for i in range(n):
        if delivered[i] == 0:
            continue
        _take_part(state, k, i, 1.0, quarter)
        codes[UpgradeCode.PENDING, k, i] = 0
        codes[UpgradeCode.LEVEL, k, i] += 1
        codes[UpgradeCode.ADDED, k, i] += 1
        codes[UpgradeCode.ADDED_YEAR, k, i] += 1
        if codes[UpgradeCode.LEVEL, k, i] == 1:
            codes[UpgradeCode.FIRST_YEAR, k, i] = 1
            kept[i] *= energy_kept(upgrade.energy_cut, upgrade.first_share)
        else:
            codes[UpgradeCode.SECOND_YEAR, k, i] = 1
            kept[i] *= energy_kept(upgrade.energy_cut, 1.0 - upgrade.first_share)


@event
def _realise(state, n, quarter) -> None:
    """Realised gain and saving: what is settled plus each young increment at its place on the ramp."""
    gain = state.floats[FirmFloat.GAIN]
    saving = state.floats[FirmFloat.SAVING]
    settled_gain = state.floats[FirmFloat.GAIN_SETTLED]
    settled_saving = state.floats[FirmFloat.SAVING_SETTLED]
    _along_ramp(state.ramping[GAIN], settled_gain, quarter, n, gain)
    _along_ramp(state.ramping[SAVING], settled_saving, quarter, n, saving)


@event
def _along_ramp(ramping, settled, quarter, n, realised) -> None:
    """In one pass over the firms: reading and writing the columns takes longer than adding them up."""
    new, young, middle = ramping[quarter % AGES], ramping[(quarter - 1) % AGES], ramping[(quarter - 2) % AGES]
    older, oldest = ramping[(quarter - 3) % AGES], ramping[(quarter - 4) % AGES]
    share_0, share_1, share_2, share_3, share_4 = ramp(0), ramp(1), ramp(2), ramp(3), ramp(4)
    for i in range(n):
        total = settled[i] + share_0 * new[i] + share_1 * young[i] + share_2 * middle[i]
        realised[i] = total + share_3 * older[i] + share_4 * oldest[i]
