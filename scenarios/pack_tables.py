"""The tables of a plan pack and of the common files, key by key. To add a key: declare it here and in its type."""

from collections.abc import Sequence
from typing import Any

from clustercast.scenarios import entries as types
from clustercast.scenarios.fields import (
    day,
    expression,
    flag,
    identifier,
    many,
    number,
    number_or_range,
    quarter,
    table,
    text,
    text_or_texts,
    texts,
    unit,
    whole,
    word,
    year,
)
from clustercast.scenarios.levers import GOALS, INTENSITIES, LEVERS, NO_LEVER, STANDINGS
from clustercast.scenarios.parameters import quantity
from clustercast.scenarios.reading import Field, Table

PLAN_LEVELS = ("province", "city", "national", "county")
INSTRUMENT_LEVELS = ("province", "city", "national", "county", "park")
STRATA = ("other", "car", "electronics")
INDUSTRY_KINDS = ("advantage", "emerging", "other", "auxiliary")
TARGET_KINDS = (
    "level", "share", "growth_per_year", "cumulative_count", "count_per_year", "reduction_from_base", "coverage",
    "index", "qualitative",
)  # fmt: skip
COMPARATORS = (">=", ">", "=", "~", "<=", "<")
STRENGTHS = ("binding", "aspirational")
MECHANISMS = ("behaviour", "quota", "none")
STATUSES = ("projected", "conditional", "outside")
INSTRUMENT_TYPES = (
    "promotion", "platform", "other", "demonstration", "selection_quota", "reward", "mandate", "recruitment",
    "evaluation", "information", "regulation_relief", "training", "land", "merger_support", "grant", "fund",
    "phase_out", "energy", "tax", "guarantee", "insurance", "procurement", "matching", "interest_subsidy",
)  # fmt: skip
CLUSTER_ROLES = ("core", "base", "support", "belt", "elsewhere")
INDICATOR_KINDS = ("stock", "flow_year", "cumulative", "rate")
ACTS = ("recognition", "grant", "title", "status", "mandate", "phase_out")
TITLE_LEVELS = ("national", "province")
SUBJECTS = ("firm", "organisation")
FORMS = ("units", "levels")
MONEY_A_YEAR = ("CNY_10k", "CNY_10k_per_year")


def optional_texts(*keys: str) -> tuple[Field, ...]:
    """Keys of text that may be absent or empty."""
    return tuple(Field(key, text(empty=True), default="") for key in keys)


def _labels() -> tuple[Field, ...]:
    return Field("label_zh", text(), required=True), Field("label_en", text(), required=True)


def _code() -> Field:
    return Field("code", identifier(), required=True)


def _id() -> Field:
    return Field("id", identifier(), required=True)


def _quote() -> Field:
    return Field("quote", text(), required=True)


def _list(key: str) -> Field:
    return Field(key, texts(), default=())


def _reference(key: str, to: str, required: bool = False) -> Field:
    return Field(key, identifier(), required, refers_to=to)


SCOPE = Field("scope", table([Field(k, text(empty=True)) for k in ("region", "sector", "population")], types.Scope),
              default=types.Scope())  # fmt: skip
BASE = Field("base", table([Field("value", number(), True), Field("unit", unit(), True), Field("year", year())],
                           types.BaseValue))  # fmt: skip

PLAN = (
    _id(),
    *(Field(key, text(), required=True) for key in ("title_zh", "title_en", "issuer_zh", "issuer_en", "region")),
    Field("date", day()),
    Field("level", word(PLAN_LEVELS, "level"), required=True),
    Field("period", many(year(), least=2), required=True),
    Field("base_year", year(), required=True),
    Field("upgrades", many(identifier(), least=1), required=True, refers_to="upgrade"),
    Field("below_scale", flag(), default=False),
    Field("origin", quarter(), required=True),
    *optional_texts("region_zh", "region_en", "document", "origin_note", "origin_note_zh", "language", "language_note",
                    "language_note_zh", "note", "note_zh", "note_en"),
)  # fmt: skip
PLAN_NOTES = tuple(field.key for field in PLAN if field.default == "")

ACCOUNTS = (
    Field("basis", text(), required=True),
    Field("base_revenue", quantity(("CNY_100m",), low=0), required=True),
    Field("base_growth", quantity(("percent", "percent_per_year")), required=True),
    Field("nation_growth", quantity(("percent", "percent_per_year")), required=True),
    Field("base_sources", text_or_texts(), default=()),
    *optional_texts("note", "note_zh", "note_en"),
)

BREAKS = Table("break", "series", (
    Field("series", identifier(), required=True),
    Field("year", year(), required=True),
    Field("factor_low", number(0), required=True),
    Field("factor_high", number(0), required=True),
    Field("source", text(), required=True),
    *optional_texts("note"),
), types.Break)  # fmt: skip

BASELINES = Table("baseline", "id", (
    _id(), _quote(), *_labels(), *optional_texts("section", "note"),
    Field("indicator", text(), required=True), SCOPE,
    Field("value", number(), required=True), Field("unit", unit(), required=True), Field("year", year()),
), types.Baseline)  # fmt: skip

INDUSTRIES = Table("industry", "code", (
    _code(), *_labels(), *optional_texts("note"),
    Field("stratum", word(STRATA, "stratum"), required=True),
    Field("kind", word(INDUSTRY_KINDS, "kind"), required=True),
    Field("weight", number(0), required=True),
    Field("buys_local", flag(), default=False),
    Field("national_share", quantity(("share",))), Field("value_added_share", quantity(("share",))),
    Field("growth_gap", quantity(("percent_per_year",))),
    Field("energy_factor", quantity(("ratio",))), Field("size_factor", quantity(("ratio",))),
), types.Industry)  # fmt: skip

CITIES = Table("city", "code", (_code(), *_labels(), Field("parent", text(), default="province")), types.City)

TARGETS = Table("target", "id", (
    _id(), _quote(), *_labels(),
    *optional_texts("section", "family", "modelled_by", "why", "why_zh", "note", "note_zh", "note_en"),
    Field("indicator", text(), required=True), SCOPE,
    Field("comparator", word(COMPARATORS, "comparator")),
    Field("value", number_or_range()), Field("unit", unit()),
    Field("kind", word(TARGET_KINDS, "kind"), required=True), BASE,
    Field("from", year(), attribute="from_year"), Field("by", year()),
    Field("strength", word(STRENGTHS, "strength"), required=True), _list("responsible"),
    Field("mechanism", word(MECHANISMS, "mechanism"), default="none"),
    Field("status", word(STATUSES, "status"), required=True),
    _reference("measure", "indicator"), _reference("pool", "indicator"), _reference("same_as", "target"),
    Field("base_form", word(("additive", "multiplicative"), "base_form")),
    Field("group", identifier()), Field("goal", word(GOALS, "goal")),
), types.Target)  # fmt: skip

INSTRUMENTS = Table("instrument", "id", (
    _id(), _quote(), *_labels(), *optional_texts("section", "beneficiary", "why", "why_zh", "note"),
    Field("type", word(INSTRUMENT_TYPES, "type"), required=True),
    Field("level", word(INSTRUMENT_LEVELS, "level"), default=""),
    Field("amount", number(0)), Field("unit", unit()), Field("trigger", text()), _list("acts_on"),
    Field("from", year(), attribute="from_year"), Field("to", year(), attribute="to_year"), _list("responsible"),
    Field("lever", word((*LEVERS, NO_LEVER), "lever"), required=True),
    Field("intensity", word(INTENSITIES, "intensity")), _reference("industry", "industry"),
), types.Instrument)  # fmt: skip

CLUSTERS = Table("cluster", "id", (
    _id(), *_labels(), Field("quote", text(empty=True), default=""),
    *optional_texts("section", "industry_zh", "industry_en", "lead_firms_quote", "cities_note", "chain", "note"),
    _list("places"), _list("lead_firms"), _list("lead_firms_en"), _list("products"),
    Field("role", word(CLUSTER_ROLES, "role"), required=True),
    _reference("industry", "industry"), Field("cities", many(identifier()), default=(), refers_to="city"),
    Field("flagship", flag(), default=False), Field("weight", number(0), required=True),
    _reference("part_of", "cluster"),
), types.Cluster)  # fmt: skip

LEAD_FIRMS = Table("lead_firm", "code", (
    _code(), *_labels(), *optional_texts("note"), _reference("cluster", "cluster", True),
    _reference("city", "city", True), Field("group", identifier(), required=True),
    Field("revenue", quantity(("CNY_100m",), low=0)),
    Field("local_share", quantity(("share",), low=0)),
), types.LeadFirm)  # fmt: skip

INDICATORS = Table("indicator", "id", (
    _id(), *_labels(), *optional_texts("note"), Field("unit", unit(), required=True),
    Field("kind", word(INDICATOR_KINDS, "kind"), required=True), Field("expression", expression(), required=True),
), types.Indicator)  # fmt: skip

PROGRAMMES = Table("programme", "id", (
    _id(), *_labels(), *optional_texts("note"),
    Field("subject", word(SUBJECTS, "subject"), required=True), Field("act", word(ACTS, "act"), required=True),
    Field("instruments", many(identifier()), default=(), refers_to="instrument"),
    Field("eligible", expression(), required=True), Field("score", expression(), required=True),
    _reference("upgrade", "upgrade"), Field("capacity", quantity(low=0)),
    Field("support_share", quantity(("share",), low=0)), Field("budget", quantity(MONEY_A_YEAR, low=0)),
    Field("reward", quantity(("CNY_10k",), low=0)), Field("delay_quarters", whole(0), default=0),
    Field("from_year", year()), Field("to_year", year()),
    Field("level", word(TITLE_LEVELS, "level"), default="national"), Field("above_quota", quantity(low=0)),
    Field("share_of_candidates", quantity(("share",), low=0)), Field("gamma", quantity()),
    Field("rate", quantity(("per_year",), low=0)), Field("inspection_rate", quantity(("per_year",), low=0)),
    _reference("path", "path"), Field("base_share", quantity(("share",), low=0)), Field("base_weight", expression()),
    Field("cells", expression()), Field("goal", word(GOALS, "goal")),
), types.Programme)  # fmt: skip

ORGANISATIONS = Table("organisation", "id", (
    _id(), *_labels(), *optional_texts("field", "source", "locator", "reason", "reason_zh", "note"),
    Field("kind", identifier(), required=True), Field("number", whole(1), default=1),
    _reference("industry", "industry"), _reference("city", "city"), Field("quality", quantity()),
    Field("weight", quantity(("share",), low=0)), Field("size", quantity(low=0)),
    Field("standing", word(STANDINGS, "standing"), default="assumed"),
), types.Organisation)  # fmt: skip

OUTSIDE = Table("path", "id", (
    _id(), *_labels(), *optional_texts("note"), Field("unit", unit(), required=True),
    Field("base", quantity(), required=True),
    Field("growth", quantity(("percent_per_year",)), required=True),
), types.OutsidePath)  # fmt: skip

POINT = (
    Field("year", year(), required=True), Field("value", number(), required=True),
    *optional_texts("row", "source", "quote_excerpt", "note"),
    Field("standing", word(STANDINGS, "standing"), default="statistic"),
)  # fmt: skip


def make_series(label: str, label_en: str, point: Sequence[types.Point], **rest: Any) -> types.Series:
    """A series with its points in the order of the years; its label is the English one when it has no other."""
    points = tuple(sorted(point, key=lambda one: one.year))
    return types.Series(label=label or label_en or rest["id"], label_en=label_en or label, points=points, **rest)


AGENCIES = Table("agency", "name", (Field("name", text(), required=True), *_labels()), types.Agency)

SERIES = Table("series", "id", (
    _id(), *optional_texts("label", "label_zh", "label_en", "note"), Field("unit", unit(), required=True),
    Field("point", many(table(POINT, types.Point), least=1), required=True),
), make_series)  # fmt: skip

PACK_FILES: dict[str, tuple[Table, ...]] = {
    "targets.toml": (TARGETS,),
    "instruments.toml": (INSTRUMENTS,),
    "clusters.toml": (CLUSTERS,),
    "indicators.toml": (INDICATORS,),
    "lead_firms.toml": (LEAD_FIRMS,),
    "programmes.toml": (PROGRAMMES,),
    "organisations.toml": (ORGANISATIONS,),
    "outside.toml": (OUTSIDE,),
    "agencies.toml": (AGENCIES,),
}
REQUIRED_FILES = ("plan.toml", "targets.toml", "instruments.toml", "clusters.toml", "indicators.toml")
PLAN_TABLES = (BREAKS, BASELINES, INDUSTRIES, CITIES)
NAMES_IN_PLAN = {
    "break": "breaks",
    "baseline": "baselines",
    "industry": "industries",
    "city": "cities",
    "target": "targets",
    "instrument": "instruments",
    "cluster": "clusters",
    "lead_firm": "lead_firms",
    "indicator": "indicators",
    "programme": "programmes",
    "organisation": "organisations",
    "path": "outside",
    "agency": "agencies",
}
"""Name of a table in the files -> name of its entries in the plan."""
