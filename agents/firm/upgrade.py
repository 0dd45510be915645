"""What a firm knows, holds, plans and has ordered of one upgrade."""

from __future__ import annotations


class FirmUpgrade:
    """One upgrade in one firm; attributes are the columns ``UpgradeFloat``, ``UpgradeCode`` and ``WantFloat``."""

    __slots__ = (
        "added", "added_year", "applies", "aware", "base_level", "by_grant", "cost", "delivered", "first_year",
        "gain_held", "grant", "judged", "level", "log_shock", "number", "ordered", "pending", "pending_cost",
        "pending_gain", "pending_saving", "saving", "saving_held", "second_year", "stratum", "taste", "units",
    )  # fmt: skip

    aware: int
    level: int
    pending: int
    ordered: int
    base_level: int
    added: int
    added_year: int
    first_year: int
    second_year: int
    by_grant: int
    delivered: int
    taste: float
    log_shock: float
    pending_cost: float
    pending_saving: float
    pending_gain: float
    gain_held: float
    saving_held: float
    stratum: float
    applies: float
    units: float
    cost: float
    saving: float
    grant: float
    judged: float

    def __init__(self, number: int) -> None:
        self.number = number
