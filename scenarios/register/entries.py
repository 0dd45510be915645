"""What a register holds once it is read: firms, sums, notes; and the error that lists everything wrong with a file."""

from dataclasses import dataclass
from pathlib import Path

from clustercast.scenarios.faults import PackError


@dataclass(frozen=True, slots=True)
class RegisterFirm:
    """A firm of a register in the base year: a row, checked. What the row leaves out is None and is drawn.

    `revenue`, `capital`, `debt`, `cash`, `rnd` in CNY 10k, `energy` in tce a year. `levels` follows the upgrades of
    the plan: robots in use, or the level held. `city` and `cluster` are codes of the plan; `group` is "" for a firm of
    its own.
    """

    id: str
    row: int
    city: str
    cluster: str
    revenue: float
    employees: float
    capital: float | None = None
    debt: float | None = None
    cash: float | None = None
    rnd: float | None = None
    energy: float | None = None
    levels: tuple[int | None, ...] = ()
    group: str = ""
    lead: bool = False


@dataclass(frozen=True, slots=True)
class Total:
    """A sum of the register beside what the plan's accounts and parameters say of it: median and 5 to 95 % band.

    `given` is the number of firms whose row has the number; the note says what the plan's number speaks of.
    """

    key: str
    label_zh: str
    label_en: str
    unit: str
    register: float
    given: int
    plan_low: float | None = None
    plan_median: float | None = None
    plan_high: float | None = None
    note_zh: str = ""
    note_en: str = ""


@dataclass(frozen=True, slots=True)
class Register:
    """The firms of a register in the order of their ids, so that results do not depend on the order of rows.

    `hash` is the sha256 of the file's bytes; `notes` are warnings, a line each; `totals` come with `with_firms`.
    """

    path: Path
    hash: str
    firms: tuple[RegisterFirm, ...]
    notes: tuple[str, ...] = ()
    totals: tuple[Total, ...] = ()

    @property
    def revenue(self) -> float:
        """Revenue of all firms in the base year, CNY 10k."""
        return sum(one.revenue for one in self.firms)

    def groups(self) -> tuple[str, ...]:
        """Owner groups, in the order of the firms."""
        return tuple(dict.fromkeys(one.group for one in self.firms if one.group))

    def holders(self, upgrade: int) -> tuple[int, int, int]:
        """Of one upgrade: firms whose row says what they hold, those that hold any, and the sum of what they hold."""
        held = [one.levels[upgrade] for one in self.firms]
        known = [level for level in held if level is not None]
        return len(known), sum(level > 0 for level in known), sum(known)


class RegisterError(PackError):
    """A register cannot be used, so nothing of it is. Its text has the first fifty faults, a line each."""

    shown = 50
