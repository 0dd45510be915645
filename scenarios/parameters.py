"""Parameters: numbers with a unit, a prior, a source and a standing; and the table of all of them.

The common table is read from `scenarios/parameters/*.toml`. A plan pack may narrow parameters of that table by its own
`parameters.toml`, never add one. A quantity of a pack (a capacity, a budget) is a parameter written as an inline table.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from math import inf, isfinite, log, sqrt
from types import MappingProxyType
from typing import Any

from clustercast.scenarios.faults import Place, nearest
from clustercast.scenarios.fields import LARGEST, flag, identifier, label, many, number, text, unit, word, year
from clustercast.scenarios.levers import STANDINGS
from clustercast.scenarios.priors import ALL_PRIOR_KEYS, FAMILIES, Fixed, Gamma, Prior, prior_keys
from clustercast.scenarios.reading import FAULTY, Field, Reader, raw_table, read_fields

LEAST_UNIFORM = 0.5**33
"""The least of the uniforms that members draw: (word + 1/2) / 2^32, of a word of 32 bits."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A number the model needs: `prior` says how uncertain it is, `value` is its central value, in `unit`.

    `year` is the year the number is of, where that matters (a revenue). `range` is where it can lie at all, whatever a
    plan says; a `whole` one has no fractions where it is taken as known. `reason` says in English and `reason_zh` in
    Chinese why the number or its range is assumed; a pack may give one of them only.
    """

    id: str
    unit: str
    prior: Prior
    value: float
    standing: str
    source: str = ""
    locator: str = ""
    reason: str = ""
    reason_zh: str = ""
    symbol: str = ""
    label_zh: str = ""
    label_en: str = ""
    informs: str = ""
    year: int | None = None
    range: tuple[float, float] = (-inf, inf)
    whole: bool = False

    def draw(self, u: float) -> float:
        """The value at u (0 < u < 1) of the inverse distribution function of the prior, in `unit`."""
        return self.prior.draw(u)

    def reach(self) -> tuple[float, float]:
        """Least and greatest value a member may get: the ends of a bounded prior, else the extremes of its draws."""
        return extent(self.prior)

    @property
    def assumed(self) -> bool:
        """Whether the number rests on no source."""
        return self.standing == "assumed"


def extent(prior: Prior) -> tuple[float, float]:
    """Least and greatest draw of a prior; of a gamma bounds of them, P(X > shape + sqrt(2 shape t) + t) <= e^-t."""
    low, high = prior.support()
    if isfinite(low) and isfinite(high):
        return low, high
    if isinstance(prior, Gamma):
        t = -log(LEAST_UNIFORM)
        return 0.0, prior.shape + sqrt(2.0 * prior.shape * t) + t
    try:
        return prior.draw(LEAST_UNIFORM), prior.draw(1.0 - LEAST_UNIFORM)
    except OverflowError:
        return prior.draw(LEAST_UNIFORM), inf


def outside(prior: Prior, range: tuple[float, float]) -> tuple[str, str, str] | None:
    """What is wrong with a prior that may leave its range: key, problem, remedy."""
    least, most = extent(prior)
    low, high = range
    if low <= least and most <= high:
        return None
    below = least < low
    key = {"fixed": "value", "uniform": "low" if below else "high", "triangular": "low" if below else "high"}
    found = least if below else most
    problem = f"{found:g} is negative" if below and low == 0.0 else f"{found:g} is out of range"
    written = key.get(prior.family, "")
    said = problem if written else problem.replace(" is", " may be drawn, which is", 1)
    return written, said, f"numbers from {low:,.10g} to {high:,.10g}"


class ParameterTable(Mapping[str, Parameter]):
    """The parameters by id, in the order in which they are declared. It never changes; `narrowed` makes another."""

    __slots__ = ("_by_id",)

    def __init__(self, parameters: Iterable[Parameter]) -> None:
        self._by_id: Mapping[str, Parameter] = MappingProxyType({one.id: one for one in parameters})

    def __getitem__(self, key: str) -> Parameter:
        try:
            return self._by_id[key]
        except KeyError:
            raise KeyError(self._unknown(key)) from None

    def __contains__(self, key: object) -> bool:
        return key in self._by_id

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_id)

    def __len__(self) -> int:
        return len(self._by_id)

    def __reduce__(self) -> tuple[type["ParameterTable"], tuple[tuple[Parameter, ...]]]:
        return ParameterTable, (tuple(self._by_id.values()),)

    def narrowed(self, overrides: Mapping[str, "Parameter | Prior | float"]) -> "ParameterTable":
        """The table with some parameters replaced, or given another prior, or fixed at a number.

        Raises KeyError for an id that the table does not have.
        """
        for key in overrides:
            if key not in self:
                raise KeyError(self._unknown(key))
        return ParameterTable(_override(one, overrides.get(one.id)) for one in self.values())

    def centre(self) -> dict[str, float]:
        """The central value of each parameter."""
        return {key: one.value for key, one in self.items()}

    def _unknown(self, key: str) -> str:
        close = nearest(key, self._by_id)
        return f'no parameter "{key}"' + (f'; the nearest is "{close}"' if close else "")


def _override(one: Parameter, by: "Parameter | Prior | float | None") -> Parameter:
    if by is None:
        return one
    if isinstance(by, Parameter):
        return replace(by, id=one.id)
    prior = Fixed(float(by)) if isinstance(by, int | float) else by
    return replace(one, prior=prior, value=prior.draw(0.5))


_PRIOR_FIELDS = (
    Field("prior", word(FAMILIES, "prior")),
    *(Field(key, number()) for key in ALL_PRIOR_KEYS),
)
_STANDING_FIELDS = (
    Field("source", text(empty=True), default=""),
    Field("locator", text(empty=True), default=""),
    Field("standing", word(STANDINGS, "standing"), required=True),
    Field("reason", text(empty=True), default=""),
    Field("reason_zh", text(empty=True), default=""),
    Field("year", year()),
)
_LABEL_FIELDS = (
    Field("symbol", text(empty=True), default=""),
    Field("label_zh", label(), required=True),
    Field("label_en", label(), required=True),
    Field("informs", text(empty=True), default=""),
)

PARAMETER_FIELDS = (
    Field("id", identifier(), required=True),
    Field("unit", unit(), required=True),
    Field("range", many(number(), least=2), required=True),
    Field("whole", flag(), default=False),
    *_LABEL_FIELDS,
    *_STANDING_FIELDS,
    *_PRIOR_FIELDS,
)

NARROWING_FIELDS = tuple(
    replace(field, required=field.key in ("id", "standing"))
    for field in PARAMETER_FIELDS
    if field.key not in ("range", "whole")
)
"""What a pack may say of a parameter of the common table: labels, unit and range are those of the common table."""


def read_parameter(values: Mapping[str, Any], place: Place) -> Parameter | None:
    """The parameter of values read by PARAMETER_FIELDS, or None with faults noted. `unit` must be a unit."""
    prior = read_prior(values, place)
    sound = _has_standing(values, place)
    if prior is None or not sound or FAULTY in values.values():
        return None
    rest = {key: value for key, value in values.items() if key not in ALL_PRIOR_KEYS and key != "prior"}
    value = values["value"]
    if not _in_range(prior, rest.get("range", (-inf, inf)), bool(rest.get("whole")), place):
        return None
    return Parameter(**rest, prior=prior, value=prior.draw(0.5) if value is None else value)


def _in_range(prior: Prior, range: tuple[float, float], whole: bool, place: Place) -> bool:
    wrong = outside(prior, range)
    if wrong is None and whole and isinstance(prior, Fixed) and prior.value != int(prior.value):
        wrong = "value", f"{prior.value:g} is not a whole number", "a whole number"
    if wrong is not None:
        key, problem, remedy = wrong
        (place.at(key) if key else place).complain(problem, remedy)
    return wrong is None


def read_prior(values: Mapping[str, Any], place: Place) -> Prior | None:
    """The prior of values read by the prior's fields; `value` alone is a fixed one. None with faults noted."""
    if values["prior"] is FAULTY:
        return None
    family: str = values["prior"] or "fixed"
    needed = prior_keys(family)
    _refuse_other_keys(values, family, needed, place)
    for key in needed:
        if values[key] is None:
            place.at(key).complain(f"this key is missing for the prior {family}", f"it: {key} = 1.0")
    if any(values[key] is None or values[key] is FAULTY for key in needed):
        return None
    prior = FAMILIES[family](**{key: float(values[key]) for key in needed})
    wrong = list(prior.wrong()) or _value_outside(prior, values["value"])
    for key, problem, remedy in wrong:
        place.at(key).complain(problem, remedy)
    return None if wrong else prior


def _refuse_other_keys(values: Mapping[str, Any], family: str, needed: tuple[str, ...], place: Place) -> None:
    for key in ALL_PRIOR_KEYS:
        if values[key] is not None and key not in needed and key != "value":
            place.at(key).complain(f"the prior {family} has no such key", f"only {', '.join(needed)}")


def _value_outside(prior: Prior, value: Any) -> list[tuple[str, str, str]]:
    low, high = prior.support()
    if value is None or value is FAULTY or low <= value <= high:
        return []
    return [("value", f"{value:g} lies outside the prior ({low:g} to {high:g})", "a central value inside the prior")]


def _has_standing(values: Mapping[str, Any], place: Place) -> bool:
    standing = values["standing"]
    if standing == "assumed" and not values["reason"] and not values["reason_zh"]:
        place.at("reason").complain("an assumed number has no reason", "why this number or range is assumed")
        return False
    if standing and standing != "assumed" and not values["source"]:
        place.at("source").complain("the number has no source", 'its source, or standing = "assumed" with a reason')
        return False
    return True


def quantity(units: tuple[str, ...] | None = None, low: float = -LARGEST, high: float = LARGEST) -> Reader:
    """Reader of a number of a pack: an inline table of a prior, a unit, a source and a standing.

    `units` are those that fit; no draw may lie below `low` or above `high`. The id of the parameter is "entry.key".
    """
    fields = (Field("unit", unit(units), required=True), *_STANDING_FIELDS, *_PRIOR_FIELDS)

    def read(value: Any, place: Place) -> Any:
        raw = raw_table(value)
        if raw is None:
            remedy = 'a table such as {value = 10, unit = "...", source = "...", standing = "quoted"}'
            place.complain("a number needs its unit and standing", remedy)
            return FAULTY
        values = read_fields(raw, fields, place) | {"id": f"{place.entry}.{place.key}", "range": (low, high)}
        found = read_parameter(values, place)
        return FAULTY if found is None else found

    example = '{value = 10, unit = "...", source = "...", standing = "quoted"}'
    return Reader(read, example, quantity=True, bounds=(low, high))
