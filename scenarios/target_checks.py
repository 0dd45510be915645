"""Checks of what a target asks for against what its measure is: kind, form, unit, direction and sign."""

from __future__ import annotations

import re
from typing import Any, Protocol

from clustercast.scenarios.forms import FORMS, FORMS_OF_KIND, GROWTH, IN_PERCENT, LESS, MORE
from clustercast.scenarios.reading import Entry
from clustercast.scenarios.units import UNITS, convert

NOMINAL = re.compile(r"\bvalue_added_share\b")
"""In an expression: value added at the prices of the day."""


class Read(Protocol):
    """The entries of a pack as they were read."""

    @property
    def tables(self) -> dict[str, list[Entry]]: ...  # noqa: D102


def check_rate(entry: Entry, pack: Read) -> None:
    """A rate is a percent or a share; a ratio of two amounts is a level."""
    unit = entry.get("unit")
    if entry.get("kind") == "rate" and unit is not None and not is_percent(unit):
        remedy = '"stock" (a level, a ratio of two amounts too) or "flow_year"; a rate is percent growth of the year'
        entry.complain("kind", f"a rate is in percent or a share, and the unit is {unit}", remedy)


def check_form(entry: Entry, pack: Read) -> None:
    """The form is one of the kind, its measure one that the form takes."""
    kind, form = entry.get("kind"), entry.get("form")
    if kind is None or entry.broken("form"):
        return
    known = FORMS_OF_KIND[kind]
    if form is not None and form not in known:
        entry.complain("form", f"a target of kind {kind} is not judged as {form}", f"{_words(known)}, or no form")
        return
    found = _measure(entry, pack)
    if found is None or kind == "qualitative" or found.get("kind") is None:
        return
    asked, given = form or known[0], found.get("kind")
    gains = asked == "level" and given == "cumulative" and entry.get("status") == "conditional"
    if given not in FORMS[asked].takes and not gains:
        others = [f'form = "{one}"' for one in known if one != asked and given in FORMS[one].takes]
        remedy = ", or ".join([f"an indicator of kind {_words(FORMS[asked].takes)}", *others])
        if asked in GROWTH and given == "rate":
            remedy = "the indicator of the level; this one is comparable, where the plan says comparable basis"
        problem = f'"{found.id}" is of kind {given}, and {asked} takes {_words(FORMS[asked].takes)}'
        entry.complain("measure", problem, remedy)
    if asked in GROWTH and is_money(found.get("unit")) and NOMINAL.search(found.get("expression") or ""):
        problem = f'growth of value added is real, and "{found.id}" is at the prices of the day'
        entry.complain("measure", problem, "an indicator of sum(value_added_year)")


def check_comparable(entry: Entry, pack: Read) -> None:
    """A comparable basis is a rate, of a target of growth; only an "about" has two sides."""
    if entry.get("two_sided") and entry.get("comparator") != "~":
        entry.complain("two_sided", 'only an "about" has two sides', 'comparator = "~", or no two_sided')
    if entry.get("comparable") is None:
        return
    if entry.get("kind") not in (None, "growth_per_year"):
        entry.complain("comparable", f"the kind is {entry.get('kind')}", 'kind = "growth_per_year", or no comparable')
    found = _named(entry.get("comparable"), pack)
    if found is not None and found.get("kind") not in (None, "rate"):
        problem = f'"{found.id}" is of kind {found.get("kind")}, and a comparable basis is a rate of the year'
        entry.complain("comparable", problem, 'an indicator of kind "rate"')


def check_size(entry: Entry, pack: Read) -> None:
    """Shares, coverages and growth are in percent; none but growth is above all; a reduction is a positive number."""
    kind, unit, numbers = entry.get("kind"), entry.get("unit"), _numbers(entry)
    if kind is None or unit is None or not numbers:
        return
    if kind in IN_PERCENT and not is_percent(unit):
        known = _words([one.code for one in UNITS.values() if is_percent(one.code)])
        entry.complain("unit", f"a target of kind {kind} is in percent, and the unit is {unit}", known)
    elif kind in ("share", "coverage") and max(numbers) > convert(100.0, "percent", _plain(unit)):
        entry.complain("value", f"{max(numbers):g} {unit} is more than all", "a number up to 100 percent")
    if kind == "reduction_from_base" and min(numbers) < 0.0:
        entry.complain("value", f"a reduction by {min(numbers):g} is a rise", "the reduction as a positive number")


def check_direction(entry: Entry, pack: Read) -> None:
    """Comparator and sign ask for what is better of the measure."""
    found, comparator, kind = _measure(entry, pack), entry.get("comparator"), entry.get("kind")
    if found is None or comparator is None or kind in (None, "qualitative") or found.get("better") is None:
        return
    less = found.get("better") == "down"
    turn = f'better = "{"up" if less else "down"}" on the indicator'
    if kind == "reduction_from_base":
        if not less:
            entry.complain("measure", f'a reduction is asked of "{found.id}", of which more is better', turn)
        if comparator in LESS:
            entry.complain("comparator", f'"{comparator}" limits the reduction', '">=", "=" or "~"')
        return
    if comparator in (MORE if less else LESS):
        problem = f'"{comparator}" asks for {"more" if less else "less"}, and {_is_better(found, less)}'
        entry.complain("comparator", problem, f'"{"<=" if less else ">="}", or {turn}')
    most = max(_numbers(entry), default=0.0)
    if kind == "growth_per_year" and comparator in ("~", "=") and most < 0.0 and not less:
        problem = f"a growth of {most:g} is a fall, and {_is_better(found, less)}"
        entry.complain("value", problem, f"{turn}, or a positive number")


def _is_better(found: Entry, less: bool) -> str:
    return f'{"less" if less else "more"} of "{found.id}" is better'


def is_percent(unit: str) -> bool:
    """Whether a unit is of shares."""
    return unit in UNITS and UNITS[unit].dimension in ("share", "share a year")


def is_money(unit: str | None) -> bool:
    """Whether a unit is of money."""
    return unit in UNITS and UNITS[unit].dimension in ("money", "money flow")


def _plain(unit: str) -> str:
    """The unit of shares without its year."""
    return unit.removesuffix("_per_year")


def _measure(entry: Entry, pack: Read) -> Entry | None:
    """The indicator that a target names, where it is measured and could be read."""
    return None if entry.get("status") == "outside" else _named(entry.get("measure"), pack)


def _named(id: str | None, pack: Read) -> Entry | None:
    return next((one for one in pack.tables["indicator"] if one.id == id), None)


def _numbers(entry: Entry) -> tuple[float, ...]:
    value: float | tuple[float, ...] | None = entry.get("value")
    return () if value is None else value if isinstance(value, tuple) else (value,)


def _words(known: Any) -> str:
    return " or ".join(f'"{one}"' for one in known)
