"""Checks of a pack across keys and across tables. Each check is a small function that notes faults and goes on.

A value that could not be read is None here and is not judged twice; references to a table that could not be read are
not judged.
"""

import dataclasses
from collections.abc import Callable, Iterable
from typing import Any

from clustercast.scenarios.faults import choice_remedy
from clustercast.scenarios.levers import NO_LEVER
from clustercast.scenarios.numbers import BESTOWED, MOST_BODIES, MOST_CITIES, MOST_UPGRADES, MOST_YEARS, Act
from clustercast.scenarios.pack_tables import TABLES
from clustercast.scenarios.quarters import first_quarter_of_year, format_quarter, last_quarter_of_year
from clustercast.scenarios.reading import Entry
from clustercast.scenarios.target_checks import check_comparable, check_direction, check_form, check_rate, check_size


@dataclasses.dataclass(frozen=True, slots=True)
class Pack:
    """A pack as read: the two single tables, the entries of every other table, the upgrades that exist."""

    head: Entry | None
    accounts: Entry | None
    tables: dict[str, list[Entry]]
    upgrades: frozenset[str]
    unread: frozenset[str]
    known: dict[str, dict[str, None]] = dataclasses.field(default_factory=dict[str, dict[str, None]], repr=False)

    def ids(self, table: str) -> dict[str, None]:
        """The ids of a table, in the order of the file."""
        if table not in self.known:
            ids = sorted(self.upgrades) if table == "upgrade" else [entry.id for entry in self.tables[table]]
            self.known[table] = dict.fromkeys(ids)
        return self.known[table]

    def made(self, table: str) -> tuple[Any, ...]:
        """The objects made of the entries of a table."""
        return tuple(TABLES[table].make(**entry.values) for entry in self.tables[table])

    def sources(self) -> dict[tuple[str, str], str]:
        """File of each entry by (table, id)."""
        return {(entry.table, entry.id): entry.place.file for one in self.tables.values() for entry in one}

    def period(self) -> tuple[int, int] | None:
        """First and last year of the plan, or None when they could not be read or make no period."""
        period = self.head.get("period") if self.head is not None else None
        return (period[0], period[1]) if period is not None and is_period(period) else None


def check_pack(pack: Pack) -> None:
    """Notes every fault that shows only between keys, entries or tables."""
    if pack.head is not None:
        check_head(pack.head)
        check_upgrades(pack.head, pack)
    for name, entries in pack.tables.items():
        for entry in entries:
            if entry.place.faults.full:
                return
            check_references(entry, pack)
            for check in CHECKS.get(name, ()):
                check(entry, pack)
    check_homes(pack)
    check_weights(pack)
    check_bodies(pack)


def is_period(period: tuple[int, ...]) -> bool:
    """Whether these are a first and a last year."""
    return len(period) == 2 and period[0] <= period[1]


def check_head(head: Entry) -> None:
    """Period, base year and origin follow each other."""
    period, base, origin = head.get("period"), head.get("base_year"), head.get("origin")
    if period is None:
        return
    if not is_period(period):
        head.complain("period", f"{list(period)} is not a period", "the first and the last year, as [2017, 2020]")
        return
    if base is not None and base >= period[1]:
        head.complain("base_year", f"{base} does not lie before the end of the plan", f"a year before {period[1]}")
        return
    if base is not None and period[1] - base > MOST_YEARS:
        head.complain("period", f"the plan ends {period[1] - base} years after its base year", f"at most {MOST_YEARS}")
    elif base is not None and origin is not None:
        first, last = first_quarter_of_year(base + 1), last_quarter_of_year(period[1])
        if not first <= origin <= last:
            between = f"a quarter from {format_quarter(first)} to {format_quarter(last)}"
            head.complain("origin", f"{format_quarter(origin)} lies outside the run", between)


def check_upgrades(head: Entry, pack: Pack) -> None:
    """The upgrades that the plan is about are in the catalogue, each once, and not too many."""
    wanted = head.get("upgrades") or ()
    for code in sorted({code for code in wanted if wanted.count(code) > 1}):
        head.complain("upgrades", f'"{code}" is named twice', "each upgrade once")
    if len(wanted) > MOST_UPGRADES:
        head.complain("upgrades", f"the plan has {len(wanted)} upgrades", f"at most {MOST_UPGRADES}")
    for code in wanted:
        if code not in pack.upgrades and "upgrade" not in pack.unread:
            known = sorted(pack.upgrades)
            head.complain("upgrades", f'there is no upgrade "{code}"', choice_remedy(code, known, "upgrade"))


def check_references(entry: Entry, pack: Pack) -> None:
    """Every reference names an entry that exists."""
    for field in TABLES[entry.table].fields:
        if not field.refers_to or field.refers_to in pack.unread:
            continue
        value = entry.get(field.name) or ()
        known = pack.ids(field.refers_to)
        for word in (value,) if isinstance(value, str) else value:
            if word not in known:
                what = field.refers_to.replace("_", " ")
                remedy = choice_remedy(word, list(known), what) if known else f"no {field.key}: there is no {what} here"
                entry.complain(field.key, f'there is no {what} "{word}"', remedy)


def check_years(
    entry: Entry, pack: Pack, first_key: str, last_key: str, names: tuple[str, str], otherwise: str = ""
) -> None:
    """The two years of an entry are in order and not outside the plan; `otherwise` is what else may be written."""
    first, last = entry.get(names[0]), entry.get(names[1])
    period = pack.period()
    if first is not None and last is not None and first > last:
        entry.complain(first_key, f"{first} lies after {last_key} ({last})", f"a year up to {last}")
    if period is None:
        return
    for key, year in ((first_key, first), (last_key, last)):
        if year is not None and not period[0] <= year <= period[1]:
            remedy = f"a year from {period[0]} to {period[1]}{otherwise}"
            entry.complain(key, f"{year} lies outside the plan", remedy)


def check_target_years(entry: Entry, pack: Pack) -> None:
    """`from` and `by` are in order; those of a target inside the model lie within the period."""
    first, last = entry.get("from_year"), entry.get("by")
    if entry.get("status") != "outside":
        otherwise = ', a longer period, or status = "outside"'
        check_years(entry, pack, "from", "by", ("from_year", "by"), otherwise)
    elif first is not None and last is not None and first > last:
        entry.complain("from", f"{first} lies after by ({last})", f"a year up to {last}")


def check_programme_years(entry: Entry, pack: Pack) -> None:
    """The first and last year of a programme are in order and within the period."""
    check_years(entry, pack, "from_year", "to_year", ("from_year", "to_year"))


def check_instrument_years(entry: Entry, pack: Pack) -> None:
    """An instrument may have begun before the plan; it does not end before it begins, nor outside the plan's time."""
    first, last, period = entry.get("from_year"), entry.get("to_year"), pack.period()
    if first is not None and last is not None and first > last:
        entry.complain("from", f"{first} lies after to ({last})", f"a year up to {last}")
    if period is None:
        return
    if first is not None and first > period[1]:
        entry.complain("from", f"{first} lies outside the plan", f"a year up to {period[1]}")
    if last is not None and not period[0] <= last <= period[1]:
        entry.complain("to", f"{last} lies outside the plan", f"a year from {period[0]} to {period[1]}")


def check_target_value(entry: Entry, pack: Pack) -> None:
    """A qualitative target has no value; every other has value, unit and comparator."""
    kind = entry.get("kind")
    if kind is None:
        return
    for key in ("value", "unit", "comparator"):
        if entry.broken(key):
            continue
        if kind == "qualitative" and key == "value" and entry.get(key) is not None:
            entry.complain("kind", "a qualitative target has a value", "the kind of the value, or no value")
        if kind != "qualitative" and entry.get(key) is None:
            entry.complain(key, "this key is missing", f'it, or kind = "qualitative" ({key} is needed otherwise)')


def check_target_status(entry: Entry, pack: Pack) -> None:
    """A target not projected says why; one not outside has a measure and a mechanism; a conditional one a form."""
    status = entry.get("status")
    if status is None:
        return
    if status != "projected":
        require(entry, ("why", "why_zh"), f"the status is {status}", "the reason")
    if status == "outside":
        return
    require(entry, ("measure",), f"the status is {status}", "the id of an indicator")
    if entry.get("mechanism") == "none":
        entry.complain("mechanism", f"the status is {status} and there is no mechanism", '"behaviour" or "quota"')
    if status == "conditional" and entry.get("kind") != "qualitative":
        require(entry, ("base_form",), "the status is conditional", '"additive" or "multiplicative"')
    if status == "projected" and entry.get("kind") == "qualitative":
        entry.complain("status", "a qualitative target cannot be projected", '"conditional" or "outside"')


def require(entry: Entry, keys: Iterable[str], because: str, remedy: str) -> None:
    """Notes a fault for each of these keys that is absent or empty."""
    for key in keys:
        if not entry.broken(key) and not entry.get(key):
            entry.complain(key, f"this key is missing ({because})", remedy)


def check_same_as(entry: Entry, pack: Pack) -> None:
    """A target restates another one, not itself."""
    if entry.get("same_as") == entry.id:
        entry.complain("same_as", "the target restates itself", "the id of another target, or leave it out")


def check_base(entry: Entry, pack: Pack) -> None:
    """A target starts from a year before the one that it speaks of."""
    base, period = entry.get("base"), pack.period()
    last = entry.get("by") or entry.get("from_year") or (period[1] if period is not None else None)
    if base is not None and base.year is not None and last is not None and base.year >= last:
        entry.complain("base.year", f"{base.year} does not lie before {last}", f"a year before {last}")


def check_instrument(entry: Entry, pack: Pack) -> None:
    """Without a lever there is a reason; with one there is an intensity; an amount has a unit."""
    lever = entry.get("lever")
    if lever == NO_LEVER:
        require(entry, ("why", "why_zh"), "there is no lever", "the reason")
    elif lever is not None:
        require(entry, ("intensity",), "there is a lever", '"agency_and_quota", "agency" or "exhortation"')
    if entry.get("amount") is not None:
        require(entry, ("unit",), "there is an amount", "the unit of the amount")


def check_cluster(entry: Entry, pack: Pack) -> None:
    """A named cluster quotes the plan; one that holds firms has an industry and cities; a part holds none."""
    if entry.get("role") not in (None, "elsewhere"):
        require(entry, ("quote",), "the plan names the cluster", "the words of the plan")
    named, english = entry.get("lead_firms"), entry.get("lead_firms_en")
    if named is not None and english and len(english) != len(named):
        problem = f"{len(english)} English names stand beside {len(named)} of lead_firms"
        entry.complain("lead_firms_en", problem, "one for each, in the same order, or none")
    if len(entry.get("cities") or ()) > MOST_CITIES:
        problem = f"the cluster stands in {len(entry.get('cities'))} cities"
        entry.complain("cities", problem, f"{MOST_CITIES} at most, or clusters that are part of it")
    part_of, weight = entry.get("part_of"), entry.get("weight")
    if part_of in [one.id for one in pack.tables["cluster"] if one.get("part_of") is not None]:
        problem = f'"{part_of}" is itself part of a cluster and holds no firms'
        entry.complain("part_of", problem, "the id of a cluster that holds firms, or leave it out")
    if part_of is not None and weight:
        entry.complain("weight", f"a cluster that is part of another has weight {weight:g}", "0")
    if part_of is None and weight:
        require(entry, ("industry",), "the cluster holds firms", "the code of an industry")
        require(entry, ("cities",), "the cluster holds firms", "the codes of the cities where they stand")


def check_programme(entry: Entry, pack: Pack) -> None:
    """A programme has what its act needs and nothing that its act does not know; its upgrade is one of the plan's."""
    written = entry.get("act")
    act = None if written is None else Act.of(written)
    if act is not None:
        check_act(entry, act)
    check_subject(entry, act)
    if entry.get("base_weight") is not None:
        remedy = "the share of those who qualify that holds it at the base, with unit and standing"
        require(entry, ("base_share",), "there is a base_weight", remedy)
    wanted = (pack.head.get("upgrades") if pack.head is not None else None) or ()
    upgrade = entry.get("upgrade")
    if wanted and upgrade in pack.upgrades and upgrade not in wanted:
        problem = f'"{upgrade}" is not among the upgrades of the plan'
        entry.complain("upgrade", problem, f"one of {', '.join(wanted)}, or add it to upgrades in plan.toml")


def check_act(entry: Entry, act: Act) -> None:
    """What the act needs, and what it does not know: with it that key would do nothing, unseen."""
    fields = TABLES["programme"].fields
    for field in fields:
        if act in field.needed_by:
            require(entry, (field.key,), f"the act is {act.word}", field.needed_by[act])
    for field in fields:
        if field.acts and act not in field.acts and entry.get(field.name) is not None:
            know = "knows" if len(field.acts) == 1 else "know"
            problem = f"the act is {act.word}, and only {_listed(field.acts)} {know} {field.key}"
            entry.complain(field.key, problem, f"no {field.key}, or another act")


def check_subject(entry: Entry, act: Act | None) -> None:
    """Organisations order nothing, get no grant and are not in cells."""
    if entry.get("subject") != "organisation":
        return
    if act is not None and act not in BESTOWED:
        problem = f"the act is {act.word}, and organisations only get {_listed(BESTOWED)}"
        entry.complain("subject", problem, '"firm", or another act')
    elif entry.get("cells") is not None:
        problem = "the programme is for organisations, and cells hold firms"
        entry.complain("cells", problem, 'no cells, or subject = "firm"')


def _listed(acts: tuple[Act, ...]) -> str:
    words = [act.word for act in acts]
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def check_break(entry: Entry, pack: Pack) -> None:
    """The two factors of a break are in order."""
    low, high = entry.get("factor_low"), entry.get("factor_high")
    if low is not None and high is not None and low > high:
        entry.complain("factor_low", f"{low:g} is above factor_high ({high:g})", f"a number up to {high:g}")


def check_parent(entry: Entry, pack: Pack) -> None:
    """The government above a city is the province or another city."""
    parent, known = entry.get("parent"), ["province", *pack.ids("city")]
    if parent is not None and (parent not in known or parent == entry.id):
        others = [code for code in known if code != entry.id]
        entry.complain("parent", f'there is no place "{parent}" above it', choice_remedy(parent, others, "place"))


def check_organisation(entry: Entry, pack: Pack) -> None:
    """An assumed organisation says why."""
    if entry.get("standing") == "assumed":
        require(entry, ("reason",), "the organisation is assumed", "why it is assumed")


INDUSTRY_RANGES: dict[str, tuple[float, float]] = {
    "national_share": (0.0, 1.0),
    "value_added_share": (0.0, 1.0),
    "growth_gap": (-100.0, 100.0),
    "energy_factor": (0.0, 1000.0),
    "size_factor": (0.0, 1e6),
}
"""How an industry may differ from the others: the numbers between which every draw of the quantity lies."""


def check_industry(entry: Entry, pack: Pack) -> None:
    """What sets an industry apart stays in its range; an auxiliary one has no firms to which it applies."""
    for key, (low, high) in INDUSTRY_RANGES.items():
        quantity = entry.get(key)
        if quantity is None:
            continue
        if entry.get("kind") == "auxiliary":
            entry.complain(key, "the industry is auxiliary, and its cells do not use it", f"no {key}, or another kind")
            continue
        least, most = quantity.reach()
        if least <= low or most >= high:
            found = f"{least:g}" if least <= low else f"{most:g}"
            entry.complain(key, f"the quantity may be {found}", f"numbers above {low:g} and below {high:g}")


def check_homes(pack: Pack) -> None:
    """Each industry of the plan with firms has a cluster that holds them."""
    if "cluster" in pack.unread:
        return
    homes = {entry.get("industry") for entry in pack.tables["cluster"] if entry.get("weight") or entry.broken("weight")}
    own = [entry for entry in pack.tables["industry"] if entry.get("kind") != "auxiliary"]
    if (
        pack.head is not None
        and "industry" not in pack.unread
        and not any(entry.get("weight") or entry.broken("weight", "kind") for entry in own)
    ):
        pack.head.place.complain("no industry of the plan has firms", "an [[industry]] with a weight above 0")
    for entry in pack.tables["industry"]:
        if entry.get("weight") and entry.get("kind") != "auxiliary" and entry.id not in homes:
            problem = f"no cluster holds the firms of {entry.id}"
            entry.complain("weight", problem, f'a cluster with industry = "{entry.id}" and a weight above 0')


def check_bodies(pack: Pack) -> None:
    """There is room for all bodies."""
    entries = pack.tables["organisation"]
    bodies = sum(entry.get("number") or 0 for entry in entries)
    if bodies > MOST_BODIES:
        entries[-1].complain("number", f"the bodies add up to {bodies}", f"{MOST_BODIES} bodies in all at most")


def check_weights(pack: Pack) -> None:
    """Bodies of one kind and one place earn no more than all its firms do (by the central values of their weights)."""
    sums: dict[tuple[str, str], float] = {}
    for entry in pack.tables["organisation"]:
        if entry.broken("weight", "number", "kind", "city") or entry.get("weight") is None:
            continue
        place = (entry.get("kind"), entry.get("city") or "")
        before = sums.get(place, 0.0)
        sums[place] = before + entry.get("number") * entry.get("weight").value
        if sums[place] > 1.0 + 1e-9 >= before:
            where = f"in {place[1]}" if place[1] else "without a city"
            problem = f'the weights of kind "{place[0]}" {where} add up to {sums[place]:g} here'
            entry.complain("weight", problem, "shares that add up to 1 at most, each times its number")


Check = Callable[[Entry, Pack], None]
CHECKS: dict[str, tuple[Check, ...]] = {
    "target": (
        check_target_value, check_target_years, check_target_status, check_same_as, check_base,
        check_form, check_comparable, check_size, check_direction,
    ),
    "indicator": (check_rate,),
    "instrument": (check_instrument, check_instrument_years),
    "cluster": (check_cluster,),
    "programme": (check_programme, check_programme_years),
    "organisation": (check_organisation,),
    "industry": (check_industry,),
    "city": (check_parent,),
    "break": (check_break,),
}  # fmt: skip
"""Checks of each entry of a table, besides its references. To add one: write the function and name it here."""
